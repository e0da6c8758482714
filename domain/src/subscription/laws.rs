//! Law 9: what a customer may use is a function of the history up to a moment and of that moment.

use jiff::SignedDuration;
use proptest::prelude::*;

use super::tests::{fresh, order, package, year};
use super::*;
use crate::moment::{after, days, utc_date};

/// Something done to a subscription, some hours after the last.
#[derive(Clone, Copy, Debug)]
enum Act {
    StartTrial(u32),
    ExtendTrial(u32),
    Activate(u32),
    Renew(u32),
    FallPastDue,
    Recover,
    Suspend,
    Cancel,
    Withdraw,
}

fn act() -> impl Strategy<Value = (Act, i64)> {
    let act = prop_oneof![
        (1_u32..40).prop_map(Act::StartTrial),
        (1_u32..40).prop_map(Act::ExtendTrial),
        (1_u32..9).prop_map(Act::Activate),
        (1_u32..9).prop_map(Act::Renew),
        Just(Act::FallPastDue),
        Just(Act::Recover),
        Just(Act::Suspend),
        Just(Act::Cancel),
        Just(Act::Withdraw),
    ];
    (act, prop_oneof![0_i64..48, 0_i64..12_000])
}

fn apply(subscription: Subscription, act: Act, step: u128, now: Timestamp) -> Subscription {
    let before = subscription.clone();
    let by = Actor::System;
    let result = match act {
        Act::StartTrial(length) => subscription.start_trial(package(5), after(now, days(length)), by, now),
        Act::ExtendTrial(length) => subscription.extend_trial(after(now, days(length)), by, now),
        Act::Activate(seats) => subscription.activate(order(step), package(seats), year(utc_date(now)), by, now),
        Act::Renew(seats) => {
            let last = subscription.state_at(now).coverage();
            let coverage =
                last.and_then(|last| Some(Coverage { anchor_day: last.anchor_day, ..year(last.renews_on?) }));
            subscription.renew(order(step), package(seats), coverage.unwrap_or_else(|| year(utc_date(now))), by, now)
        }
        Act::FallPastDue => subscription.fall_past_due(by, now),
        Act::Recover => subscription.recover(by, now),
        Act::Suspend => subscription.suspend(by, now),
        Act::Cancel => subscription.cancel(by, now),
        Act::Withdraw => subscription.withdraw_cancellation(by, now),
    };
    result.unwrap_or(before)
}

fn moment(hours: i64) -> Timestamp {
    after(Timestamp::UNIX_EPOCH, SignedDuration::from_hours(hours))
}

/// Every subscription on the way through these acts, with the time of each.
fn lives(acts: &[(Act, i64)]) -> Vec<(Subscription, Timestamp)> {
    let (mut hours, mut lives) = (0, vec![(fresh(), moment(0))]);
    for (step, (act, wait)) in acts.iter().enumerate() {
        hours += wait;
        let next = apply(lives[step].0.clone(), *act, step as u128, moment(hours));
        lives.push((next, moment(hours)));
    }
    lives
}

proptest! {
    /// What is done later never changes what was true earlier.
    #[test]
    fn law_9_the_past_stays_as_it_was(acts in prop::collection::vec(act(), 1..12), back in 1_i64..20_000) {
        for pair in lives(&acts).windows(2) {
            let [(before, _), (after, at)] = pair else { unreachable!("windows of two") };
            let earlier = *at - SignedDuration::from_hours(back);
            prop_assert_eq!(before.state_at(earlier), after.state_at(earlier));
            prop_assert_eq!(before.entitlement_at(earlier), after.entitlement_at(earlier));
        }
    }

    /// Until the end it names, an entitlement stays what it is if nothing happens; at that end it is another.
    #[test]
    fn law_9_an_entitlement_lasts_exactly_as_long_as_it_says(acts in prop::collection::vec(act(), 1..12), part in 0_i64..=100) {
        let (last, at) = lives(&acts).pop().expect("one at least");
        let Some(now) = last.entitlement_at(at) else { return Ok(()) };
        let Some(until) = now.until else {
            prop_assert_eq!(last.entitlement_at(Timestamp::MAX), Some(now));
            return Ok(());
        };
        prop_assert!(at < until);
        let length = until.duration_since(at).as_secs() - 1;
        let between = at + SignedDuration::from_secs(length * part / 100);
        prop_assert_eq!(last.entitlement_at(between), Some(now.clone()));
        prop_assert_ne!(last.entitlement_at(until), Some(now));
    }

    /// A paid term is never cut short by time: until the paid-through date something can be used, unless it was shut off,
    /// fell due or ended by a recorded fact.
    #[test]
    fn law_9_what_is_paid_for_can_be_used(acts in prop::collection::vec(act(), 1..12), part in 0_i64..=100) {
        let (last, at) = lives(&acts).pop().expect("one at least");
        if let SubscriptionState::Active { coverage, .. } | SubscriptionState::Cancelling { coverage, .. } = last.state_at(at) {
            let Some(paid) = coverage.paid_through() else { return Ok(()) };
            let length = paid.duration_since(at).as_secs() - 1;
            let between = at + SignedDuration::from_secs(length * part / 100);
            prop_assert_eq!(last.entitlement_at(between).map(|e| e.basis), Some(Basis::Paid));
        }
    }

    #[test]
    fn histories_read_back_in_order(acts in prop::collection::vec(act(), 1..12)) {
        for (subscription, at) in lives(&acts) {
            let json = serde_json::to_string(&subscription).expect("writes");
            prop_assert_eq!(&serde_json::from_str::<Subscription>(&json).expect("reads"), &subscription);
            let state = serde_json::to_value(subscription.state_at(at)).expect("writes");
            prop_assert_eq!(&state["status"], subscription.status(at));
            let in_order = subscription.history().windows(2).all(|pair| pair[0].at <= pair[1].at && pair[0].sequence + 1 == pair[1].sequence);
            prop_assert!(in_order);
        }
    }
}
