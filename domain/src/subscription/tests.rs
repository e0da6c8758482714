use super::*;
use crate::subscription::SubscriptionRefusal as No;

pub(super) fn t(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

pub(super) fn package(seats: u32) -> Package {
    Package { plan: "premium".to_owned(), seats, addon: BTreeMap::new() }
}

pub(super) fn year(start: Date) -> Coverage {
    Coverage { renews_on: crate::term::Term::Year.renews_on(start), ..Coverage::first(start, None) }
}

pub(super) fn order(bits: u128) -> OrderId {
    OrderId::from_bits(bits)
}

pub(super) fn fresh() -> Subscription {
    Subscription::new(SubscriptionId::from_bits(1), AccountId::from_bits(2), "suite")
}

const TODAY: Date = Date::constant(2026, 11, 20);
const NOON: &str = "2026-11-20T12:00:00Z";

fn trial() -> Subscription {
    fresh().start_trial(package(5), t("2026-12-20T12:00:00Z"), Actor::System, t(NOON)).expect("starts")
}

fn active() -> Subscription {
    fresh().activate(order(1), package(25), year(TODAY), Actor::System, t(NOON)).expect("activates")
}

fn free() -> Subscription {
    let coverage = Coverage::first(TODAY, None);
    fresh().activate(order(1), package(5), coverage, Actor::System, t(NOON)).expect("activates")
}

fn basis(subscription: &Subscription, at: &str) -> Option<Basis> {
    subscription.entitlement_at(t(at)).map(|entitlement| entitlement.basis)
}

#[test]
fn a_trial_is_over_when_its_time_is_without_anybody_looking() {
    assert_eq!(trial().status(t("2026-12-20T11:59:59Z")), "trialing");
    assert_eq!(trial().status(t("2026-12-20T12:00:00Z")), "trial_expired");
    assert_eq!(basis(&trial(), "2026-12-20T11:59:59Z"), Some(Basis::Trial));
    assert_eq!(basis(&trial(), "2026-12-20T12:00:00Z"), None);
    assert_eq!(trial().status(t("2026-11-20T11:59:59Z")), "not_started");
    let again = trial().start_trial(package(5), Timestamp::MAX, Actor::System, t(NOON));
    assert_eq!(again, Err(No::SubscriptionStarted));
}

#[test]
fn a_trial_is_extended_while_it_runs_and_after() {
    let end = t("2027-01-20T12:00:00Z");
    for now in [NOON, "2026-12-24T00:00:00Z"] {
        let longer = trial().extend_trial(end, Actor::System, t(now)).expect("extends");
        assert_eq!(longer.status(t("2027-01-20T11:59:59Z")), "trialing");
    }
    assert_eq!(trial().extend_trial(t("2026-12-20T12:00:00Z"), Actor::System, t(NOON)), Err(No::TrialNotLonger));
    assert_eq!(active().extend_trial(end, Actor::System, t(NOON)), Err(No::NotOnTrial { status: "active" }));
}

#[test]
fn a_trial_is_converted_under_its_id_before_and_after_its_end() {
    for now in ["2026-12-01T00:00:00Z", "2026-12-24T00:00:00Z"] {
        let start = crate::moment::utc_date(t(now));
        let bought = trial().activate(order(7), package(25), year(start), Actor::System, t(now)).expect("converts");
        assert_eq!(bought.id, trial().id);
        assert_eq!(bought.entitlement_at(t(now)).map(|e| e.package.seats), Some(25));
        let again = bought.clone().activate(order(7), package(99), year(start), Actor::System, t(now));
        assert_eq!(again, Ok(bought.clone()), "the same order twice is once");
        let other = bought.activate(order(8), package(25), year(start), Actor::System, t(now));
        assert_eq!(other, Err(No::SubscriptionRuns));
    }
}

#[test]
fn an_unpaid_renewal_works_for_a_while_and_is_then_shut_off() {
    for (at, status, basis_then) in [
        ("2027-11-19T23:59:59Z", "active", Some(Basis::Paid)),
        ("2027-11-20T00:00:00Z", "past_due", Some(Basis::Grace)),
        ("2027-12-03T23:59:59Z", "past_due", Some(Basis::Grace)),
        ("2027-12-04T00:00:00Z", "suspended", None),
    ] {
        assert_eq!((active().status(t(at)), basis(&active(), at)), (status, basis_then), "{at}");
    }
    let next = year(Date::constant(2027, 11, 20));
    let late = t("2027-12-01T00:00:00Z");
    let renewed = active().renew(order(2), package(25), next, Actor::System, late).expect("renews");
    assert_eq!(basis(&renewed, "2028-11-19T23:59:59Z"), Some(Basis::Paid));
    assert_eq!(renewed.clone().renew(order(2), package(25), next, Actor::System, late), Ok(renewed));
    let too_late = active().renew(order(2), package(25), next, Actor::System, t("2027-12-04T00:00:00Z"));
    assert_eq!(too_late, Err(No::SubscriptionNotActive { status: "suspended" }));
    let gap = year(Date::constant(2027, 11, 21));
    assert_eq!(active().renew(order(2), package(25), gap, Actor::System, late), Err(No::TermDoesNotFollow));
    let back = active().activate(order(3), package(9), year(TODAY), Actor::System, t("2028-01-01T00:00:00Z"));
    assert!(back.is_ok(), "a suspended subscription is bought again under its id");
}

#[test]
fn a_payment_that_came_back_can_be_made_good() {
    let late = active().fall_past_due(Actor::System, t("2027-01-01T00:00:00Z")).expect("falls");
    assert_eq!(late.status(t("2027-01-14T23:59:59Z")), "past_due");
    assert_eq!(late.status(t("2027-01-15T00:00:00Z")), "suspended");
    for now in ["2027-01-10T00:00:00Z", "2027-02-01T00:00:00Z"] {
        let good = late.clone().recover(Actor::System, t(now)).expect("recovers");
        assert_eq!(good.status(t(now)), "active");
    }
    assert_eq!(active().recover(Actor::System, t(NOON)), Err(No::NothingOwed));
    assert_eq!(active().recover(Actor::System, t("2027-11-25T00:00:00Z")), Err(No::NothingOwed));
    assert_eq!(trial().fall_past_due(Actor::System, t(NOON)), Err(No::SubscriptionNotActive { status: "trialing" }));
}

#[test]
fn a_cancelled_term_is_used_up_unless_it_goes_on_after_all() {
    let cancelled = active().cancel(Actor::System, t(NOON)).expect("cancels");
    assert_eq!(cancelled.status(t("2027-11-19T23:59:59Z")), "cancelling");
    assert_eq!(basis(&cancelled, "2027-11-19T23:59:59Z"), Some(Basis::Paid));
    assert_eq!(cancelled.status(t("2027-11-20T00:00:00Z")), "ended");
    assert_eq!(
        cancelled.clone().cancel(Actor::System, t(NOON)),
        Err(No::SubscriptionNotActive { status: "cancelling" })
    );
    let kept = cancelled.clone().withdraw_cancellation(Actor::System, t("2027-01-01T00:00:00Z")).expect("goes on");
    assert_eq!(kept.status(t("2027-11-19T23:59:59Z")), "active");
    let late = cancelled.withdraw_cancellation(Actor::System, t("2027-11-20T00:00:00Z"));
    assert_eq!(late, Err(No::NotCancelling));
}

#[test]
fn a_plan_without_a_term_lasts_until_it_is_cancelled() {
    assert_eq!(basis(&free(), "2099-01-01T00:00:00Z"), Some(Basis::Paid));
    assert_eq!(
        free().cancel(Actor::System, t("2027-01-01T00:00:00Z")).expect("ends").status(t("2027-01-01T00:00:00Z")),
        "ended"
    );
}

#[test]
fn it_can_be_shut_off_only_while_it_runs() {
    let off = active().suspend(Actor::System, t("2027-01-01T00:00:00Z")).expect("suspends");
    assert_eq!(basis(&off, "2027-01-01T00:00:00Z"), None);
    assert_eq!(
        off.suspend(Actor::System, t("2027-01-02T00:00:00Z")),
        Err(No::SubscriptionNotActive { status: "suspended" })
    );
}
