//! What the gateway says leads to the same state whenever, however often and in whatever order it arrives.

use proptest::prelude::*;

use super::tests::{TOTAL, at, authorised, captured, card, fact, failed};
use super::*;
use crate::money::Currency;
use crate::order::GatePolicy;
use crate::order::tests::placed;

fn asked() -> PaymentIntent {
    let order = placed(GatePolicy::NONE);
    let intent = order.start_payment(IntentId::from_bits(1), card(), &[], at(0)).expect("starts");
    intent.ask_authorise(at(0)).expect("asks")
}

fn action() -> GatewayNews {
    GatewayNews::ActionRequired { url: "https://bank.example/3ds".to_owned() }
}

fn reason() -> impl Strategy<Value = DeclineReason> {
    prop::sample::select(DeclineReason::ALL.to_vec())
}

/// What a gateway says over the life of one payment, in the order in which it happens.
fn run() -> impl Strategy<Value = Vec<GatewayFact>> {
    let refunds = prop::collection::vec(1_i64..300_000, 0..4);
    let end = prop_oneof![
        reason().prop_map(|reason| vec![failed(reason)]),
        Just(vec![authorised(Some(1_000)), GatewayNews::Cancelled]),
        (any::<bool>(), reason()).prop_map(|(debit, reason)| {
            if debit {
                vec![authorised(None), GatewayNews::Processing, failed(reason)]
            } else {
                vec![authorised(Some(9))]
            }
        }),
        (any::<bool>(), refunds).prop_map(|(debit, refunds)| {
            let mut news = vec![authorised(None)];
            news.extend(debit.then_some(GatewayNews::Processing));
            news.push(captured());
            let mut left = TOTAL.minor;
            for (number, minor) in refunds.into_iter().enumerate() {
                let amount = Money::new(minor.min(left), Currency::EUR);
                left -= amount.minor;
                news.push(GatewayNews::Refunded { refund: format!("re_{number}"), amount });
            }
            news
        }),
    ];
    (any::<bool>(), end).prop_map(|(challenged, end)| {
        let start = challenged.then(action).into_iter();
        start.chain(end).zip(1..).map(|(news, second)| fact(second, news)).collect()
    })
}

/// Anything a gateway might say, whether it makes sense or not.
fn anything() -> impl Strategy<Value = GatewayFact> {
    let amount = (0_i64..900_000).prop_map(|minor| Money::new(minor, Currency::EUR));
    let news = prop_oneof![
        "[a-c]".prop_map(|url| GatewayNews::ActionRequired { url }),
        (amount.clone(), prop::option::of(0_i64..9)).prop_map(|(amount, end)| GatewayNews::Authorised {
            amount,
            expires_at: end.map(at),
            country: None,
            saved_method: None,
        }),
        Just(GatewayNews::Processing),
        amount.clone().prop_map(|amount| GatewayNews::Captured { amount }),
        ("[a-c]", amount).prop_map(|(refund, amount)| GatewayNews::Refunded { refund, amount }),
        reason().prop_map(failed),
        Just(GatewayNews::Cancelled),
    ];
    ("[xy]", 0_i64..5, news).prop_map(|(reference, second, news)| GatewayFact { reference, at: at(second), news })
}

/// The same things said late, twice and out of order: each at least once.
fn garbled(run: Vec<GatewayFact>) -> impl Strategy<Value = (Vec<GatewayFact>, Vec<GatewayFact>)> {
    let again = prop::collection::vec(prop::sample::select(run.clone()), 0..6);
    again.prop_flat_map(move |again| {
        let all: Vec<_> = run.iter().cloned().chain(again).collect();
        (Just(run.clone()), Just(all).prop_shuffle())
    })
}

fn told(facts: &[GatewayFact]) -> PaymentIntent {
    facts.iter().fold(asked(), PaymentIntent::observe)
}

proptest! {
    #[test]
    fn law_6_late_repeated_and_reordered_news_end_alike((straight, garbled) in run().prop_flat_map(garbled)) {
        prop_assert_eq!(told(&straight), told(&garbled));
    }

    #[test]
    fn law_6_nonsense_too_ends_alike((straight, garbled) in prop::collection::vec(anything(), 1..8).prop_flat_map(garbled)) {
        prop_assert_eq!(told(&straight), told(&garbled));
    }

    #[test]
    fn news_only_ever_lead_onwards((_, garbled) in run().prop_flat_map(garbled)) {
        let mut intent = asked();
        for fact in &garbled {
            let before = intent.state().rank();
            intent = intent.observe(fact);
            prop_assert!(before <= intent.state().rank(), "{before} to {:?}", intent.state());
        }
    }

    #[test]
    fn no_news_of_money_is_lost((straight, garbled) in run().prop_flat_map(garbled)) {
        let intent = told(&garbled);
        let taken = straight.iter().any(|fact| matches!(fact.news, GatewayNews::Captured { .. }));
        let given_back: i64 = straight.iter().map(|fact| match &fact.news {
            GatewayNews::Refunded { amount, .. } => amount.minor,
            _ => 0,
        }).sum();
        prop_assert_eq!(intent.evidence.captured.is_some(), taken);
        prop_assert_eq!(intent.evidence.refunded_minor(), given_back);
        let expected = match (taken, given_back) {
            (false, _) => None,
            (true, 0) => Some("captured"),
            (true, all) if all == TOTAL.minor => Some("refunded"),
            (true, _) => Some("partially_refunded"),
        };
        prop_assert!(expected.is_none_or(|status| status == intent.status()));
        prop_assert_eq!(intent.refundable(), taken.then(|| Money::new(TOTAL.minor - given_back, Currency::EUR)));
    }

    #[test]
    fn intents_read_back(facts in prop::collection::vec(anything(), 0..8)) {
        let intent = told(&facts);
        let json = serde_json::to_string(&intent).expect("writes");
        prop_assert_eq!(serde_json::from_str::<PaymentIntent>(&json).expect("reads"), intent);
        for fact in facts {
            let json = serde_json::to_string(&fact).expect("writes");
            prop_assert_eq!(serde_json::from_str::<GatewayFact>(&json).expect("reads"), fact);
        }
    }
}
