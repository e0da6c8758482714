use super::*;
use crate::access::Actor;
use crate::ids::LicenceId;
use crate::order::tests::{ALL_GATES, committed, follow, free, paying, placed, provisioning};
use crate::order::{GatePolicy, Stage};
use crate::payment::tests::{at, authorised, captured, failed};
use crate::payment::{DeclineReason, GatewayNews};

/// Each step in a word: its kind and how it stands.
fn told(steps: &[ProgressStep]) -> Vec<String> {
    let told = |step: &ProgressStep| {
        let json = serde_json::to_value(step).expect("writes");
        let (what, stands) = (&json["what"], &json["stands"]);
        let name = what.get("gate").unwrap_or(&what["step"]).as_str().expect("a name");
        let why = stands.pointer("/why/code").or_else(|| stands.get("reason"));
        let why = why.map(|why| format!(" ({})", why.as_str().expect("a code"))).unwrap_or_default();
        format!("{name} {}{why}", stands["stands"].as_str().expect("a standing"))
    };
    steps.iter().map(told).collect()
}

const UNCONFIGURED: [&str; 2] = ["approval skipped (not_configured)", "screening skipped (not_configured)"];

fn declined(reason: DeclineReason, second: i64) -> TimelineEntry {
    let kind = TimelineKind::PaymentDeclined { reason };
    TimelineEntry { sequence: 2, at: at(second), actor: Actor::System, kind }
}

#[test]
fn a_delivered_order_tells_every_step_with_its_time() {
    let (_, intent) = committed([authorised(None), captured()]);
    let order = provisioning().complete(LicenceId::from_bits(1), at(12)).expect("completes");
    let steps = progress(&order, &[intent], &[]);
    let [placed, terms, payment, approval, screening, money, set_up, licence] =
        &told(&steps).try_into().expect("eight steps") as &[String; 8];
    assert_eq!([placed, terms, payment], ["placed done", "terms done", "payment done"]);
    assert_eq!([approval, screening], UNCONFIGURED);
    assert_eq!([money, set_up, licence], ["capture done", "provisioning done", "licence done"]);
    assert_eq!(steps[7].stands, StepStanding::Done { at: at(12) });
    assert_eq!(order.stage(), Stage::Done);
}

#[test]
fn what_is_under_way_says_what_is_waited_for_and_the_rest_comes_later() {
    let (order, intent) = committed([authorised(None)]);
    let steps = told(&progress(&order, &[intent], &[]));
    assert_eq!(steps[5..], ["capture now (waiting_capture)", "provisioning later", "licence later"]);
    assert_eq!(order.stage(), Stage::Processing);

    let (order, intent) = committed([authorised(None), GatewayNews::Processing]);
    let steps = told(&progress(&order, &[intent], &[]));
    assert_eq!(steps[5..], ["capture now (waiting_settlement)", "provisioning later", "licence later"]);
    assert_eq!(order.stage(), Stage::Settling);

    let waiting = placed(ALL_GATES);
    let steps = told(&progress(&waiting, &[], &[]));
    assert_eq!(
        steps[2..5],
        ["payment now (waiting_payment)", "approval now (waiting_approval)", "screening now (waiting_screening)"]
    );
    assert_eq!(waiting.stage(), Stage::ToPay);
    let paid = follow(waiting, &[paying(1, [authorised(None)])]);
    assert_eq!(paid.stage(), Stage::InReview);
}

#[test]
fn nothing_due_is_no_step_of_taking_money() {
    let steps = told(&progress(&free(), &[], &[]));
    assert_eq!(steps[2], "payment skipped (nothing_to_pay)");
    assert_eq!(steps[5..], ["provisioning now (waiting_provisioning)", "licence later"]);
}

#[test]
fn each_refused_attempt_is_told_once() {
    let order = placed(GatePolicy::NONE);
    let empty = paying(1, [failed(DeclineReason::InsufficientFunds)]);
    let history = [declined(DeclineReason::InsufficientFunds, 1)];
    let refused = follow(order.clone(), std::slice::from_ref(&empty));
    let steps = told(&progress(&refused, std::slice::from_ref(&empty), &history));
    assert_eq!(steps[2], "payment failed (payment_insufficient_funds)");
    assert_eq!(steps.iter().filter(|step| step.contains("insufficient")).count(), 1);
    assert_eq!(refused.stage(), Stage::PaymentFailed);

    let good = paying(2, [authorised(None)]);
    let paid = follow(refused, &[empty.clone(), good.clone()]);
    let steps = told(&progress(&paid, &[empty, good], &history));
    assert_eq!(steps[2..4], ["attempt failed (payment_insufficient_funds)", "payment done"]);
}

#[test]
fn refused_unconfirmed_and_under_way_are_different_stages() {
    let stage = |news| follow(placed(GatePolicy::NONE), &[paying(1, news)]).stage();
    assert_eq!(stage(vec![failed(DeclineReason::Generic)]), Stage::PaymentFailed);
    assert_eq!(stage(vec![failed(DeclineReason::AuthenticationCancelled)]), Stage::PaymentAbandoned);
    assert_eq!(stage(vec![GatewayNews::ActionRequired { url: "https://bank.example".to_owned() }]), Stage::ToConfirm);
    assert_eq!(stage(vec![]), Stage::Processing);
}

#[test]
fn an_order_that_was_called_off_tells_nothing_that_will_not_happen() {
    let order = placed(GatePolicy::NONE).cancel(CancelReason::ByBuyer, Actor::System, at(5)).expect("cancels");
    let steps = told(&progress(&order, &[], &[]));
    assert_eq!(steps[2..], [UNCONFIGURED[0], UNCONFIGURED[1], "cancelled failed (order_cancelled_by_buyer)"]);
    let refused = placed(ALL_GATES).decline(GateKind::Screening, Actor::System, "listed", at(5)).expect("declines");
    let steps = told(&progress(&refused, &[], &[]));
    assert_eq!(steps.last().map(String::as_str), Some("screening failed (order_declined_by_screening)"));
    assert_eq!((order.stage(), refused.stage()), (Stage::Cancelled, Stage::Declined));
}

#[test]
fn what_was_given_back_is_told() {
    let amount = crate::payment::tests::TOTAL;
    let back = GatewayNews::Refunded { refund: "re_1".to_owned(), amount };
    let intent = paying(1, [authorised(None), captured(), back]);
    let order = provisioning().fail("no", false, at(12)).and_then(|order| order.give_up(Actor::System, at(13)));
    let steps = progress(&order.expect("given up"), &[intent], &[]);
    let last = steps.last().expect("a step");
    assert_eq!((last.what, &last.stands), (StepKind::Refund { amount }, &StepStanding::Done { at: at(3) }));
    assert!(told(&steps).contains(&"cancelled failed (order_cancelled_cannot_deliver)".to_owned()));
}
