use super::*;
use crate::ids::{AccountId, CheckoutId, SubscriptionId};
use crate::money::Currency;
use crate::order::tests::{acceptance, placed};
use crate::order::{GatePolicy, Order, Placement};
use crate::payment::PaymentRefusal as No;

pub(crate) const TOTAL: Money = Money::new(810_000, Currency::EUR);

pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a timestamp")
}

pub(crate) fn card() -> Method {
    let (brand, last4) = ("visa".to_owned(), "4242".to_owned());
    let kind = MethodKind::Card { brand, last4, expiry_month: 12, expiry_year: 2030, country: "DE".parse().ok() };
    Method { reference: "pm_card".to_owned(), kind }
}

pub(crate) fn fact(second: i64, news: GatewayNews) -> GatewayFact {
    GatewayFact { reference: "gw_1".to_owned(), at: at(second), news }
}

pub(crate) fn authorised(expires_at: Option<i64>) -> GatewayNews {
    let expires_at = expires_at.map(at);
    GatewayNews::Authorised { amount: TOTAL, expires_at, country: "DE".parse().ok(), saved_method: None }
}

pub(crate) const fn captured() -> GatewayNews {
    GatewayNews::Captured { amount: TOTAL }
}

fn refunded(name: &str, minor: i64) -> GatewayNews {
    GatewayNews::Refunded { refund: name.to_owned(), amount: Money::new(minor, Currency::EUR) }
}

pub(crate) const fn failed(reason: DeclineReason) -> GatewayNews {
    GatewayNews::Failed { reason }
}

fn intent() -> PaymentIntent {
    placed(GatePolicy::NONE).start_payment(IntentId::from_bits(1), card(), &[], at(0)).expect("starts")
}

/// An intent of which the gateway has said these things, one a second.
fn after(news: impl IntoIterator<Item = GatewayNews>) -> PaymentIntent {
    let asked = intent().ask_authorise(at(0)).expect("asks");
    news.into_iter().zip(1..).fold(asked, |intent, (news, second)| intent.observe(&fact(second, news)))
}

fn permit(intent: &PaymentIntent) -> CapturePermit {
    let order = placed(GatePolicy::NONE).follow_payments(std::slice::from_ref(intent), at(0)).expect("follows");
    order.capture_permit(intent).expect("permits")
}

fn every_state() -> Vec<PaymentIntent> {
    let action = GatewayNews::ActionRequired { url: "https://bank.example/3ds".to_owned() };
    vec![
        intent(),
        after([]),
        after([action]),
        after([authorised(Some(100))]),
        after([authorised(None), GatewayNews::Processing]),
        after([authorised(Some(100)), captured()]),
        after([captured(), refunded("re_1", 100)]),
        after([captured(), refunded("re_1", 810_000)]),
        after([failed(DeclineReason::InsufficientFunds)]),
        after([authorised(None), GatewayNews::Cancelled]),
    ]
}

#[test]
fn every_state_has_its_name_and_reads_back() {
    let names: Vec<_> = every_state().iter().map(PaymentIntent::status).collect();
    let expected = [
        "requires_method",
        "unknown",
        "requires_action",
        "authorised",
        "processing",
        "captured",
        "partially_refunded",
        "refunded",
        "failed",
        "cancelled",
    ];
    assert_eq!(names, expected);
    for intent in every_state() {
        let json = serde_json::to_string(&intent).expect("writes");
        assert_eq!(serde_json::from_str::<PaymentIntent>(&json).expect("reads"), intent);
        let state = serde_json::to_value(intent.state()).expect("writes");
        assert_eq!(state["status"], intent.status());
        assert_eq!(serde_json::from_value::<IntentState>(state).expect("reads"), intent.state());
    }
}

#[test]
fn taken_money_outweighs_all_and_an_end_a_beginning() {
    let action = GatewayNews::ActionRequired { url: "https://bank.example".to_owned() };
    let failed = failed(DeclineReason::DebitReturned);
    let ranked = [action, authorised(None), GatewayNews::Processing, failed, GatewayNews::Cancelled, captured()];
    for (place, higher) in ranked.iter().enumerate() {
        for lower in &ranked[..place] {
            assert_eq!(after([higher.clone(), lower.clone()]).status(), after([higher.clone()]).status());
        }
    }
}

#[test]
fn another_attempt_waits_until_the_last_is_decided() {
    let order = placed(GatePolicy::NONE);
    let next = |earlier: PaymentIntent| order.start_payment(IntentId::from_bits(2), card(), &[earlier], at(9));
    let refusals: Vec<_> = every_state().into_iter().map(|earlier| next(earlier).err()).collect();
    let expected = [
        Some(No::PaymentUnderWay),
        Some(No::PaymentOutcomeUnknown),
        Some(No::PaymentUnderWay),
        Some(No::PaymentUnderWay),
        Some(No::PaymentUnderWay),
        Some(No::AlreadyPaid),
        Some(No::AlreadyPaid),
        None,
        None,
        None,
    ];
    assert_eq!(refusals, expected);
}

#[test]
fn an_order_without_a_total_takes_no_payment() {
    let mut acceptance = acceptance();
    acceptance.quote.total = Money::zero(Currency::EUR);
    let placement = Placement {
        id: OrderId::from_bits(1),
        checkout: CheckoutId::from_bits(1),
        account: AccountId::from_bits(1),
        subscription: SubscriptionId::from_bits(1),
    };
    let free = Order::place(placement, acceptance, GatePolicy::NONE, at(0));
    assert_eq!(free.start_payment(IntentId::from_bits(1), card(), &[], at(0)), Err(No::NothingToPay));
    let paid = placed(GatePolicy::NONE).follow_payments(&[after([authorised(None)])], at(2)).expect("follows");
    let again = paid.start_payment(IntentId::from_bits(2), card(), &[], at(3));
    assert_eq!(again, Err(No::OrderTakesNoPayment { status: "committed" }));
}

#[test]
fn asking_again_uses_the_same_key() {
    let first = intent().ask_authorise(at(1)).expect("asks");
    let again = first.clone().ask_authorise(at(5)).expect("asks again");
    assert_eq!(first, again);
    assert_ne!(first.key(Call::Authorise), first.key(Call::Capture));
    let answered = after([authorised(None)]).ask_authorise(at(9));
    assert_eq!(answered, Err(No::PaymentAlreadyAnswered { status: "authorised" }));
}

#[test]
fn a_call_that_was_turned_away_does_not_block() {
    let away = after([]).turn_away(at(3)).expect("turned away");
    assert_eq!(away.state(), IntentState::Failed { reason: DeclineReason::ProcessingError, retryable: true });
    assert_eq!(intent().turn_away(at(3)), Err(No::PaymentAlreadyAnswered { status: "requires_method" }));
    assert_eq!(away.observe(&fact(2, authorised(None))).status(), "authorised", "what the gateway knows counts");
}

#[test]
fn a_capture_needs_its_permit_and_a_live_authorisation() {
    let held = after([authorised(Some(100))]);
    let permit = permit(&held);
    let asked = held.clone().ask_capture(&permit, at(50)).expect("asks");
    assert_eq!(asked.clone().ask_capture(&permit, at(150)), Ok(asked), "asking again is the same question");
    assert_eq!(held.clone().ask_capture(&permit, at(100)), Err(No::AuthorisationRanOut));
    assert_eq!(after([]).ask_capture(&permit, at(5)), Err(No::NotAuthorised { status: "unknown" }));
    let cancelling = held.ask_cancel(at(5)).expect("asks");
    assert_eq!(cancelling.ask_capture(&permit, at(6)), Err(No::CancelUnderWay));
    let other = PaymentIntent { id: IntentId::from_bits(7), ..after([authorised(None)]) };
    assert_eq!(other.ask_capture(&permit, at(5)), Err(No::PermitOfAnotherPayment));
}

#[test]
fn only_what_is_not_taken_can_be_called_off() {
    let held = after([authorised(Some(100))]);
    assert!(held.clone().ask_cancel(at(5)).is_ok());
    let asked = held.clone().ask_capture(&permit(&held), at(5)).expect("asks");
    assert_eq!(asked.ask_cancel(at(6)), Err(No::CaptureUnderWay));
    assert_eq!(after([captured()]).ask_cancel(at(6)), Err(No::AlreadyPaid));
    let declined = after([failed(DeclineReason::Generic)]);
    assert_eq!(declined.ask_cancel(at(6)), Err(No::PaymentAlreadyAnswered { status: "failed" }));
}

#[test]
fn an_authorisation_runs_out_by_our_clock_unless_it_is_being_captured() {
    let held = after([authorised(Some(100))]);
    assert_eq!(held.clone().lapse(at(99)), Err(No::AuthorisationStillValid));
    assert_eq!(after([authorised(None)]).lapse(at(99)), Err(No::AuthorisationStillValid));
    assert_eq!(after([]).lapse(at(99)), Err(No::NotAuthorised { status: "unknown" }));
    let lapsed = held.clone().lapse(at(100)).expect("lapses");
    assert_eq!(lapsed.state(), IntentState::Failed { reason: DeclineReason::AuthorisationExpired, retryable: true });
    assert!(lapsed.clone().ask_cancel(at(101)).is_ok(), "the gateway may still hold it");
    assert_eq!(lapsed.observe(&fact(99, captured())).status(), "captured", "taken money outweighs our clock");
    let asked = held.clone().ask_capture(&permit(&held), at(5)).expect("asks");
    assert_eq!(asked.lapse(at(100)), Err(No::CaptureUnderWay));
}

#[test]
fn another_amount_is_no_authorisation() {
    let amount = Money::new(1, Currency::EUR);
    let news = GatewayNews::Authorised { amount, expires_at: None, country: None, saved_method: None };
    let mismatch = after([news]);
    assert_eq!(mismatch.state(), IntentState::Failed { reason: DeclineReason::AmountMismatch, retryable: true });
    assert!(mismatch.evidence.held().is_some(), "it has to be released");
}

#[test]
fn no_more_is_given_back_than_was_taken() {
    let eur = |minor| Money::new(minor, Currency::EUR);
    let paid = after([captured()]);
    assert_eq!(after([authorised(None)]).ask_refund("r1", eur(1)), Err(No::NothingCaptured));
    for wrong in [eur(0), eur(-1), eur(810_001), Money::new(1, Currency::USD)] {
        assert_eq!(paid.clone().ask_refund("r1", wrong), Err(No::RefundTooLarge { left: TOTAL }));
    }
    let asked = paid.ask_refund("r1", eur(800_000)).expect("asks");
    assert_eq!(asked.clone().ask_refund("r1", eur(800_000)), Ok(asked.clone()), "the same name is the same refund");
    assert_eq!(asked.clone().ask_refund("r2", eur(10_001)), Err(No::RefundTooLarge { left: eur(10_000) }));
    assert_eq!(asked.ask_refund("r2", eur(10_000)).expect("asks").refundable(), Some(eur(0)));
}

#[test]
fn a_refund_that_was_not_answered_is_asked_for_again() {
    let eur = |minor| Money::new(minor, Currency::EUR);
    let paid = after([captured()]);
    let first = paid.next_refund_key();
    let asked = paid.ask_refund(&first, eur(800_000)).expect("asks");
    assert_ne!(asked.next_refund_key(), first);
    assert_eq!(asked.unanswered_refunds(), [(first, eur(800_000))]);
    let part = asked.observe(&fact(9, refunded("re_1", 500_000)));
    assert_eq!(part.unanswered_refunds().len(), 1, "a part is not the whole");
    assert!(part.observe(&fact(9, refunded("re_2", 300_000))).unanswered_refunds().is_empty());
}

#[test]
fn a_refund_heard_of_first_implies_the_capture() {
    let early = after([refunded("re_1", 810_000)]);
    assert_eq!(early.status(), "refunded");
    assert_eq!(after([refunded("re_1", 1)]).observe(&fact(0, captured())).status(), "partially_refunded");
}

#[test]
fn every_refusal_has_a_code_of_its_own() {
    let refusals = [
        No::NothingToPay,
        No::OrderTakesNoPayment { status: "x" },
        No::PaymentUnderWay,
        No::PaymentOutcomeUnknown,
        No::AlreadyPaid,
        No::PaymentAlreadyAnswered { status: "x" },
        No::NotAuthorised { status: "x" },
        No::PermitOfAnotherPayment,
        No::AuthorisationRanOut,
        No::AuthorisationStillValid,
        No::CaptureUnderWay,
        No::CancelUnderWay,
        No::NothingCaptured,
        No::RefundTooLarge { left: TOTAL },
    ];
    let codes: std::collections::BTreeSet<_> = refusals.map(|r| crate::refusal::Refusal::from(r).code).into();
    assert_eq!(codes.len(), 14);
}
