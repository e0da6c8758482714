use super::OrderRefusal as No;
use super::*;
use crate::checkout::data::{Content, Details, Selection, VerifiedEmail};
use crate::gate::NotApplicable;
use crate::ids::{IntentId, LicenceId, UserId};
use crate::money::{Currency, Money};
use crate::payment::tests::{TOTAL, at, authorised, captured, card, fact, failed};
use crate::payment::{DeclineReason, GatewayNews, PaymentIntent};

pub(crate) fn content() -> Content {
    let selection = Selection {
        plan: "premium".to_owned(),
        seats: 25,
        term: "1y".parse().ok(),
        currency: Currency::EUR,
        coupon: None,
        addon: std::collections::BTreeMap::new(),
    };
    let mut details = Details {
        company: "Acme GmbH".to_owned(),
        contact_name: "Ada Lovelace".to_owned(),
        contact_email: "ada@acme.com".to_owned(),
        ..Details::default()
    };
    details.address.country = "DE".parse().ok();
    details.address.line1 = "Hauptstraße 1".to_owned();
    details.address.city = "Berlin".to_owned();
    details.address.postal_code = "10115".to_owned();
    Content { selection, details }
}

pub(crate) fn email() -> VerifiedEmail {
    VerifiedEmail { email: "ada@acme.com".parse().expect("an address"), user: UserId::from_bits(1), at: at(0) }
}

pub(crate) fn acceptance() -> Acceptance {
    let Content { selection, details } = content();
    let quote = AcceptedQuote {
        hash: "h1".to_owned(),
        json: "{}".to_owned(),
        total: TOTAL,
        renewal_total: Some(TOTAL),
        renews_on: "2027-11-20".parse().ok(),
    };
    Acceptance {
        quote,
        selection,
        details,
        email: email(),
        terms: TermsAccepted { version: "2026-01".to_owned(), at: at(0) },
        renewal: Some(RenewalConsent { quote_hash: "h1".to_owned(), at: at(0) }),
        method: Some(card()),
        location: LocationEvidence {
            address: "DE".parse().expect("a country"),
            network: None,
            payment_method: "DE".parse().ok(),
        },
    }
}

pub(crate) fn placement() -> Placement {
    Placement {
        id: OrderId::from_bits(1),
        checkout: CheckoutId::from_bits(2),
        account: AccountId::from_bits(3),
        subscription: SubscriptionId::from_bits(4),
    }
}

pub(crate) const ALL_GATES: GatePolicy = GatePolicy { screening: Ok(()), approval: Ok(()) };

pub(crate) fn placed(policy: GatePolicy) -> Order {
    Order::place(placement(), acceptance(), policy, at(0))
}

pub(crate) fn free() -> Order {
    let mut acceptance = acceptance();
    acceptance.quote.total = Money::zero(Currency::EUR);
    Order::place(placement(), acceptance, GatePolicy::NONE, at(0))
}

pub(crate) fn paying(id: u128, news: impl IntoIterator<Item = GatewayNews>) -> PaymentIntent {
    let order = placed(ALL_GATES);
    let intent = order.start_payment(IntentId::from_bits(id), card(), &[], at(0)).expect("starts");
    let asked = intent.ask_authorise(at(0)).expect("asks");
    news.into_iter().zip(1..).fold(asked, |intent, (news, second)| intent.observe(&fact(second, news)))
}

pub(crate) fn follow(order: Order, intents: &[PaymentIntent]) -> Order {
    order.follow_payments(intents, at(10)).expect("follows")
}

pub(crate) fn approval(hash: &str) -> Proof {
    Proof::Approval { by: Actor::System, quote_hash: hash.to_owned() }
}

pub(crate) fn screened() -> Proof {
    Proof::Screening { reference: "scr_1".to_owned() }
}

pub(crate) fn committed(news: impl IntoIterator<Item = GatewayNews>) -> (Order, PaymentIntent) {
    let intent = paying(1, news);
    (follow(placed(GatePolicy::NONE), std::slice::from_ref(&intent)), intent)
}

pub(crate) fn provisioning() -> Order {
    committed([authorised(None), captured()]).0.begin_provisioning(at(11)).expect("begins")
}

fn code(reason: Option<Refusal>) -> String {
    reason.map(|refusal| refusal.code).unwrap_or_default()
}

#[test]
fn a_gate_that_is_not_configured_says_so() {
    let order = placed(GatePolicy::NONE);
    let reason = NotApplicable::NotConfigured;
    assert_eq!(order.gates.screening, Gate::NotApplicable { reason });
    assert_eq!(order.gates.approval, Gate::NotApplicable { reason });
    let kinds = timeline::between(None, &order);
    let told = |gate| kinds.contains(&TimelineKind::GateNotApplicable { gate, reason });
    assert!(told(GateKind::Screening) && told(GateKind::Approval));
}

#[test]
fn a_total_of_zero_has_no_payment_gate_and_commits_at_once() {
    assert_eq!(free().gates.payment, Gate::NotApplicable { reason: NotApplicable::NothingToPay });
    assert_eq!(free().state, OrderState::Committed { at: at(0), settlement: Settlement::NothingDue });
    assert_eq!(code(free().waiting_reason()), "waiting_provisioning");
    assert!(free().begin_provisioning(at(1)).is_ok());
}

#[test]
fn a_declined_payment_leaves_the_order_waiting_with_the_reason() {
    let declined = follow(placed(GatePolicy::NONE), &[paying(1, [failed(DeclineReason::InsufficientFunds)])]);
    assert_eq!(declined.status(), "awaiting_gates");
    assert_eq!(code(declined.waiting_reason()), "payment_insufficient_funds");
    let paid = follow(declined, &[paying(1, [failed(DeclineReason::Generic)]), paying(2, [authorised(None)])]);
    let settlement = Settlement::CaptureDue { intent: IntentId::from_bits(2) };
    assert_eq!(paid.state, OrderState::Committed { at: at(10), settlement });
}

#[test]
fn every_stop_on_the_way_can_be_read() {
    let action = GatewayNews::ActionRequired { url: "https://bank.example".to_owned() };
    let order = |news: Vec<GatewayNews>| follow(placed(ALL_GATES), &[paying(1, news)]);
    assert_eq!(code(placed(ALL_GATES).waiting_reason()), "waiting_payment");
    assert_eq!(code(order(vec![]).waiting_reason()), "waiting_payment_outcome");
    assert_eq!(code(order(vec![action]).waiting_reason()), "waiting_payment_confirmation");
    let paid = order(vec![authorised(None)]);
    assert_eq!(code(paid.waiting_reason()), "waiting_approval");
    let approved = paid.satisfy(GateKind::Approval, approval("h1"), at(11)).expect("approves");
    assert_eq!(code(approved.waiting_reason()), "waiting_screening");
    let review = approved.keep_waiting(GateKind::Screening, Waiting::ScreeningReview, at(12)).expect("waits");
    assert_eq!(code(review.waiting_reason()), "waiting_screening_review");
    let done = review.satisfy(GateKind::Screening, screened(), at(13)).expect("clears");
    assert_eq!(code(done.waiting_reason()), "waiting_capture");
    let debit = follow(placed(GatePolicy::NONE), &[paying(1, [authorised(None), GatewayNews::Processing])]);
    assert_eq!(code(debit.waiting_reason()), "waiting_settlement");
    let failed = provisioning().fail("no disk", true, at(12)).expect("fails");
    assert_eq!(code(failed.waiting_reason()), "waiting_provisioning_retry");
    let stuck = provisioning().fail("no disk", false, at(12)).expect("fails");
    assert_eq!(code(stuck.waiting_reason()), "waiting_provisioning_help");
}

#[test]
fn an_authorisation_that_runs_out_reopens_the_gate() {
    let held = paying(1, [authorised(Some(100))]);
    let waiting = follow(placed(ALL_GATES), std::slice::from_ref(&held));
    assert!(waiting.gates.payment.is_open());
    let reopened = follow(waiting, &[held.lapse(at(100)).expect("lapses")]);
    assert_eq!(reopened.gates.payment, Gate::Expired { at: at(10) });
    assert_eq!(code(reopened.waiting_reason()), "payment_authorisation_expired");
    assert!(reopened.start_payment(IntentId::from_bits(2), card(), &[], at(101)).is_ok());
}

#[test]
fn a_debit_that_comes_back_before_delivery_reopens_the_gate() {
    let debit = paying(1, [authorised(None), GatewayNews::Processing]);
    let order = follow(placed(GatePolicy::NONE), std::slice::from_ref(&debit));
    assert_eq!(order.clone().begin_provisioning(at(11)), Err(No::MoneyOutstanding));
    let back = follow(order, &[debit.observe(&fact(9, failed(DeclineReason::DebitReturned)))]);
    assert_eq!((back.status(), code(back.waiting_reason()).as_str()), ("awaiting_gates", "payment_debit_returned"));
}

#[test]
fn a_capture_is_permitted_only_to_the_payment_of_a_committed_order() {
    let intent = paying(1, [authorised(None)]);
    let waiting = follow(placed(ALL_GATES), std::slice::from_ref(&intent));
    assert_eq!(waiting.capture_permit(&intent), Err(No::CaptureNotPermitted { status: "awaiting_gates" }));
    let (order, intent) = committed([authorised(None)]);
    let permit = order.capture_permit(&intent).expect("permits");
    assert_eq!((permit.order(), permit.intent(), permit.amount()), (order.id, intent.id, TOTAL));
    let other = paying(2, [authorised(None)]);
    assert_eq!(order.capture_permit(&other), Err(No::CaptureNotPermitted { status: "committed" }));
    let foreign = PaymentIntent { order: OrderId::from_bits(9), ..intent };
    assert_eq!(order.capture_permit(&foreign), Err(No::PaymentOfAnotherOrder));
    assert_eq!(order.follow_payments(&[foreign], at(11)), Err(No::PaymentOfAnotherOrder));
}

#[test]
fn gates_open_with_their_own_proof_only() {
    let order = placed(ALL_GATES);
    let open = |kind, proof| order.clone().satisfy(kind, proof, at(1)).err();
    assert_eq!(open(GateKind::Approval, screened()), Some(No::WrongProof { gate: GateKind::Approval }));
    assert_eq!(open(GateKind::Approval, approval("h2")), Some(No::ApprovalOfAnotherQuote));
    let by_hand = Proof::Payment { intent: IntentId::from_bits(1) };
    assert_eq!(open(GateKind::Payment, by_hand), Some(No::PaymentGateFollowsPayments));
    let terms = Proof::Terms { version: "x".to_owned() };
    let open_already = No::GateNotWaiting { gate: GateKind::Terms, status: "satisfied" };
    assert_eq!(open(GateKind::Terms, terms), Some(open_already));
    assert_eq!(
        placed(GatePolicy::NONE).satisfy(GateKind::Screening, screened(), at(1)),
        Err(No::GateNotWaiting { gate: GateKind::Screening, status: "not_applicable" })
    );
    let touch = order.clone().keep_waiting(GateKind::Payment, Waiting::Payment, at(1));
    assert_eq!(touch, Err(No::PaymentGateFollowsPayments));
    assert_eq!(order.expire_gate(GateKind::Payment, at(1)), Err(No::PaymentGateFollowsPayments));
}

#[test]
fn only_screening_and_approver_decline_an_order() {
    for gate in [GateKind::Payment, GateKind::Terms] {
        assert_eq!(placed(ALL_GATES).decline(gate, Actor::System, "", at(1)), Err(No::GateNeverDeclines { gate }));
    }
    let intent = paying(1, [authorised(None)]);
    let order = follow(placed(ALL_GATES), std::slice::from_ref(&intent));
    let declined = order.decline(GateKind::Approval, Actor::System, "too dear", at(11)).expect("declines");
    assert_eq!(code(declined.closed_reason()), "order_declined_by_approver");
    assert_eq!(duties(&declined, &[intent], at(12)), [Duty::Release { intent: IntentId::from_bits(1) }]);
    assert_eq!(
        declined.satisfy(GateKind::Screening, screened(), at(12)),
        Err(No::OrderNotWaiting { status: "declined" })
    );
}

#[test]
fn an_approval_that_ran_out_can_be_given_again() {
    let expired = placed(ALL_GATES).expire_gate(GateKind::Approval, at(1)).expect("expires");
    assert_eq!(code(expired.gates.approval.waiting_reason(GateKind::Approval)), "waiting_approval_expired");
    assert!(expired.satisfy(GateKind::Approval, approval("h1"), at(2)).is_ok());
}

#[test]
fn an_order_is_called_off_only_while_it_waits() {
    let cancelled = placed(ALL_GATES).cancel(CancelReason::QuoteChanged, Actor::System, at(1)).expect("cancels");
    assert_eq!(code(cancelled.closed_reason()), "order_cancelled_quote_changed");
    assert_eq!(cancelled.waiting_reason(), None);
    let late = free().cancel(CancelReason::ByBuyer, Actor::System, at(1));
    assert_eq!(late, Err(No::OrderTooLateToCancel { status: "committed" }));
}

#[test]
fn delivery_goes_on_after_a_failure_or_is_given_up_with_the_money_back() {
    let (_, paid) = committed([authorised(None), captured()]);
    let failed = provisioning().fail("no disk", true, at(12)).expect("fails");
    let again = failed.clone().begin_provisioning(at(13)).expect("tries again");
    assert_eq!(again.state, OrderState::Provisioning { since: at(13), attempt: 2 });
    let done = again.complete(LicenceId::from_bits(1), at(14)).expect("completes");
    assert_eq!(
        done.clone().complete(LicenceId::from_bits(2), at(15)),
        Err(No::OrderOutOfTurn { status: "provisioned" })
    );
    assert_eq!(duties(&done, std::slice::from_ref(&paid), at(15)), []);
    let stuck = provisioning().fail("no such plan", false, at(12)).expect("fails");
    assert_eq!(stuck.clone().begin_provisioning(at(13)), Err(No::OrderNotRetryable));
    assert_eq!(done.clone().fail("late", true, at(15)), Err(No::OrderOutOfTurn { status: "provisioned" }));
    assert_eq!(done.give_up(Actor::System, at(15)), Err(No::OrderOutOfTurn { status: "provisioned" }));
    let given_up = stuck.give_up(Actor::System, at(14)).expect("gives up");
    assert_eq!(duties(&given_up, &[paid], at(15)), [Duty::Refund { intent: IntentId::from_bits(1), amount: TOTAL }]);
    assert_eq!(placed(ALL_GATES).begin_provisioning(at(1)), Err(No::OrderOutOfTurn { status: "awaiting_gates" }));
}

#[test]
fn money_given_back_before_delivery_ends_the_order() {
    let (order, intent) = committed([authorised(None), captured()]);
    let refund = GatewayNews::Refunded { refund: "re_1".to_owned(), amount: TOTAL };
    let ended = follow(order, &[intent.observe(&fact(9, refund))]);
    assert_eq!(code(ended.closed_reason()), "order_cancelled_refunded");
}

#[test]
fn a_second_payment_that_was_taken_goes_back() {
    let (order, first) = committed([authorised(None), captured()]);
    let second = paying(2, [authorised(None), captured()]);
    let both = [first, second];
    let order = follow(order, &both);
    let payer = order.gates.payment.clone();
    let due = duties(&order, &both, at(11));
    assert_eq!(due.len(), 1, "one pays, the other goes back: {payer:?} {due:?}");
    assert!(matches!(due[0], Duty::Refund { amount: TOTAL, .. }));
}

#[test]
fn taken_money_decides_before_reserved_money_before_the_latest_attempt() {
    let attempts = |second: Vec<GatewayNews>| [paying(1, [authorised(None), captured()]), paying(2, second)];
    for second in [vec![authorised(None)], vec![failed(DeclineReason::Generic)], vec![]] {
        let both = attempts(second);
        let order = follow(placed(GatePolicy::NONE), &both);
        assert_eq!(order.gates.payment, Gate::Satisfied { proof: Proof::Payment { intent: both[0].id }, at: at(10) });
        assert!(duties(&order, &both, at(11)).iter().all(|duty| !matches!(duty, Duty::Refund { .. })));
    }
    let held = [paying(1, [authorised(None)]), paying(2, [failed(DeclineReason::Generic)])];
    assert!(follow(placed(ALL_GATES), &held).gates.payment.is_open());
}

#[test]
fn a_payment_that_is_called_off_opens_nothing() {
    let held = paying(1, [authorised(None)]).ask_cancel(at(5)).expect("asks");
    let order = follow(placed(GatePolicy::NONE), std::slice::from_ref(&held));
    assert_eq!(code(order.waiting_reason()), "waiting_payment_outcome");
    assert_eq!(duties(&order, std::slice::from_ref(&held), at(11)), [Duty::Release { intent: held.id }]);
    let gone = follow(order, &[held.observe(&fact(9, GatewayNews::Cancelled))]);
    assert_eq!(code(gone.waiting_reason()), "payment_authorisation_expired");
    let closed = follow(placed(GatePolicy::NONE), &[paying(1, [GatewayNews::Cancelled])]);
    assert_eq!(code(closed.waiting_reason()), "payment_authentication_cancelled");
}

#[test]
fn following_again_changes_nothing_not_even_times() {
    let (order, intent) = committed([authorised(None)]);
    assert_eq!(order.clone().follow_payments(&[intent], at(999)), Ok(order));
}

#[test]
fn the_timeline_tells_the_whole_way() {
    let (committed, intent) = committed([authorised(None)]);
    let paid = follow(committed.clone(), &[intent.observe(&fact(9, captured()))]);
    let begun = paid.clone().begin_provisioning(at(11)).expect("begins");
    let licence = LicenceId::from_bits(5);
    let done = begun.clone().complete(licence, at(12)).expect("completes");
    let first = placed(GatePolicy::NONE);
    let steps = [
        (None, &first),
        (Some(&first), &committed),
        (Some(&committed), &paid),
        (Some(&paid), &begun),
        (Some(&begun), &done),
    ];
    let told: Vec<_> = steps.into_iter().flat_map(|(before, after)| timeline::between(before, after)).collect();
    let reason = NotApplicable::NotConfigured;
    let expected = [
        TimelineKind::Placed,
        TimelineKind::GateOpened { gate: GateKind::Terms },
        TimelineKind::GateWaits { gate: GateKind::Payment, waiting: Waiting::Payment },
        TimelineKind::GateNotApplicable { gate: GateKind::Approval, reason },
        TimelineKind::GateNotApplicable { gate: GateKind::Screening, reason },
        TimelineKind::GateOpened { gate: GateKind::Payment },
        TimelineKind::Committed,
        TimelineKind::Paid,
        TimelineKind::ProvisioningStarted { attempt: 1 },
        TimelineKind::Provisioned { licence },
    ];
    assert_eq!(told, expected);
}
