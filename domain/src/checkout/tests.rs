use super::CheckoutRefusal as No;
use super::confirm::Acceptances;
use super::steps::{Priced, StepFacts, current_step, recheck};
use super::*;
use crate::email::Email;
use crate::ids::{OrderId, SubscriptionId, TrialId, UserId};
use crate::money::{Currency, Money};
use crate::order::tests::{content, email};
use crate::payment::DeclineReason;
use crate::payment::tests::{TOTAL, at, card};
use crate::refusal::Refusal;

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

fn id(bits: u128) -> CheckoutId {
    CheckoutId::from_bits(bits)
}

pub(super) fn order(bits: u128) -> OrderId {
    OrderId::from_bits(bits)
}

pub(super) fn quoted(hash: &str) -> StepFacts<'_> {
    let priced = Priced::Quoted { hash, total: TOTAL, renews: true };
    StepFacts {
        priced,
        payer: Some(email().user),
        unpayable_in: None,
        demands: Demands::NONE,
        terms_version: "v1",
        now: at(10),
    }
}

pub(super) fn fresh() -> CheckoutSession {
    let purpose = Purpose::Conversion { trial: TrialId::from_bits(1), subscription: SubscriptionId::from_bits(2) };
    let opening = Opening { id: id(1), purpose, account: None, opened_by: None };
    CheckoutSession::open(opening, content(), at(0))
}

pub(super) fn accepted(hash: &str) -> Acceptances<'_> {
    Acceptances { quote_hash: hash, terms_version: Some("v1"), renewal: true }
}

pub(super) fn ready() -> CheckoutSession {
    let verified = fresh().verify_email(email(), at(1)).expect("verifies");
    let paying = verified.choose_method(card(), email().user, at(2)).expect("chooses");
    paying.accept(&accepted("h1"), at(3)).expect("accepts")
}

fn confirming() -> CheckoutSession {
    ready().confirm(order(1), &quoted("h1"), "h1", at(10)).expect("confirms")
}

fn declined(reason: DeclineReason) -> CheckoutSession {
    confirming().payment_failed(order(1), reason, at(11)).expect("opens again")
}

pub(super) fn with_approver() -> CheckoutSession {
    ready().hand_over(boss(), "", "h1", at(10)).expect("hands over")
}

pub(super) fn boss() -> Email {
    "boss@acme.com".parse().expect("an address")
}

fn expired() -> CheckoutSession {
    ready().expire(at(DAY + 3)).expect("expires")
}

fn cancelled() -> CheckoutSession {
    ready().cancel(Actor::Visitor, at(10)).expect("cancels")
}

fn completed() -> CheckoutSession {
    confirming().complete(order(1), at(20)).expect("completes")
}

fn every_state() -> Vec<CheckoutSession> {
    let resumed = expired().resume(id(2), at(DAY * 2)).expect("resumes").0;
    let open_again = declined(DeclineReason::ExpiredCard);
    vec![fresh(), open_again, with_approver(), confirming(), completed(), expired(), resumed, cancelled()]
}

pub(super) fn codes(refusals: Vec<Refusal>) -> Vec<String> {
    refusals.into_iter().map(|refusal| refusal.code).collect()
}

#[test]
fn every_state_has_its_name_and_reads_back() {
    let names: Vec<_> = every_state().iter().map(CheckoutSession::status).collect();
    let expected = ["open", "open", "with_approver", "confirming", "completed", "expired", "expired", "cancelled"];
    assert_eq!(names, expected);
    for session in every_state() {
        let json = serde_json::to_value(&session).expect("writes");
        assert_eq!(json["state"]["status"], session.status());
        assert_eq!(serde_json::from_value::<CheckoutSession>(json).expect("reads"), session);
    }
}

#[test]
fn only_an_open_checkout_is_edited() {
    let may: Vec<_> = every_state().iter().map(|session| session.may_edit(at(10)).err()).collect();
    let expected = [
        None,
        None,
        Some(No::CheckoutWithApprover),
        Some(No::CheckoutConfirming),
        Some(No::CheckoutCompleted { order: order(1) }),
        Some(No::CheckoutExpired),
        Some(No::CheckoutResumed { resumed_as: id(2) }),
        Some(No::CheckoutCancelled),
    ];
    assert_eq!(may, expected);
    for (session, refusal) in every_state().into_iter().zip(expected) {
        let edited = session.clone().edit(1, Edit::Details(Details::default()), at(10)).err();
        assert_eq!(edited, refusal);
        assert_eq!(session.extend(at(10)).err(), refusal);
    }
}

#[test]
fn it_lives_a_day_after_the_last_edit_and_longer_when_asked() {
    assert_eq!(fresh().may_edit(at(DAY - 1)), Ok(()));
    assert_eq!(fresh().may_edit(at(DAY)), Err(No::CheckoutExpired));
    assert_eq!(fresh().expire(at(DAY - 1)), Err(No::CheckoutNotExpired));
    let edited = fresh().edit(1, Edit::Details(Details::default()), at(HOUR)).expect("edits").session;
    assert_eq!(edited.may_edit(at(DAY + HOUR - 1)), Ok(()));
    let extended = fresh().extend(at(2 * HOUR)).expect("extends");
    assert_eq!(extended.expires_at, at(DAY + 2 * HOUR));
    assert_eq!(fresh().extend(at(DAY)), Err(No::CheckoutExpired));
    assert_eq!(with_approver().expire(at(14 * DAY + 9)), Err(No::CheckoutNotExpired));
    assert_eq!(with_approver().expire(at(14 * DAY + 10)).expect("expires").status(), "expired");
    assert_eq!(confirming().expire(at(99 * DAY)), Err(No::CheckoutConfirming), "a payment under way is not dropped");
}

#[test]
fn an_expired_checkout_goes_on_once_with_everything_typed() {
    let (old, new) = expired().resume(id(2), at(DAY * 2)).expect("resumes");
    assert_eq!(old.state, CheckoutState::Expired { at: at(DAY + 3), resumed_as: Some(id(2)) });
    assert_eq!((&new.content, &new.email, new.purpose), (&old.content, &old.email, old.purpose));
    assert_eq!((new.resumes, new.status()), (Some(old.id), "open"));
    assert_eq!((new.terms, new.renewal, new.method), (None, None, None), "nothing is taken for accepted");
    assert_eq!(old.resume(id(3), at(DAY * 2)), Err(No::CheckoutResumed { resumed_as: id(2) }));
    assert_eq!(fresh().resume(id(2), at(1)), Err(No::CheckoutNotExpired));
    assert_eq!(completed().resume(id(2), at(DAY * 2)), Err(No::CheckoutCompleted { order: order(1) }));
    assert_eq!(cancelled().resume(id(2), at(DAY * 2)), Err(No::CheckoutCancelled));
}

#[test]
fn a_failed_payment_opens_it_again_with_everything_kept() {
    let open = declined(DeclineReason::InsufficientFunds);
    assert_eq!((&open.content, &open.method, &open.terms), (&ready().content, &ready().method, &ready().terms));
    assert_eq!(open.clone().payment_failed(order(1), DeclineReason::Generic, at(99)), Ok(open.clone()));
    let missing = vec![Refusal::new("payment_insufficient_funds").on("payment")];
    assert_eq!(step_state(&open, &quoted("h1"), Step::Payment), StepState::Current { missing });
    let other = crate::payment::Method { reference: "pm_other".to_owned(), ..card() };
    let fixed = open.choose_method(other, email().user, at(12)).expect("chooses");
    assert_eq!(step_state(&fixed, &quoted("h1"), Step::Payment), StepState::Done);
    assert!(fixed.confirm(order(1), &quoted("h1"), "h1", at(13)).is_ok(), "it goes on with the order that waits");
    let again = declined(DeclineReason::AuthenticationCancelled);
    assert_eq!(step_state(&again, &quoted("h1"), Step::Payment), StepState::Done, "the same card may be tried again");
    assert_eq!(ready().payment_failed(order(1), DeclineReason::Generic, at(9)), Err(No::CheckoutNotConfirming));
}

#[test]
fn a_changed_quote_cancels_the_waiting_order_first() {
    let open = declined(DeclineReason::AuthenticationCancelled).accept(&accepted("h2"), at(12)).expect("accepts");
    let refused = open.clone().confirm(order(2), &quoted("h2"), "h2", at(13)).expect_err("refused");
    assert_eq!(codes(refused), ["live_order_first"]);
    let first = Err(No::LiveOrderFirst { order: order(1) });
    assert_eq!(open.clone().expire(at(9 * DAY)), first);
    assert_eq!(open.clone().cancel(Actor::Visitor, at(12)), first);
    assert_eq!(open.clone().hand_over(boss(), "", "h2", at(12)), first);
    let free = open.release_order(order(1), at(12)).expect("releases");
    assert_eq!(free.clone().release_order(order(1), at(13)), Ok(free.clone()));
    assert!(free.confirm(order(2), &quoted("h2"), "h2", at(13)).is_ok());
    let released = confirming().release_order(order(1), at(12)).expect("releases");
    assert_eq!(released.state, CheckoutState::FRESH);
    assert_eq!(completed().release_order(order(1), at(12)), Err(No::CheckoutCompleted { order: order(1) }));
}

#[test]
fn it_completes_with_its_own_order_only() {
    assert_eq!(completed().complete(order(1), at(99)), Ok(completed()));
    assert_eq!(confirming().complete(order(2), at(12)), Err(No::CheckoutNotConfirming));
    let late = declined(DeclineReason::ProcessingError).complete(order(1), at(12)).expect("went through after all");
    assert_eq!(late.order(), Some(order(1)));
}

#[test]
fn steps_open_one_after_the_other_and_say_why_not() {
    let facts = quoted("h1");
    let email = Refusal::new("email_not_verified").on("contact_email");
    let session = fresh();
    assert_eq!(step_state(&session, &facts, Step::Plan), StepState::Done);
    assert_eq!(step_state(&session, &facts, Step::Details), StepState::Current { missing: vec![email.clone()] });
    for step in [Step::Payment, Step::Review] {
        let blocked = StepState::Blocked { by: Step::Details, reason: email.clone() };
        assert_eq!(step_state(&session, &facts, step), blocked);
    }
    assert_eq!(current_step(&session, &facts), Step::Details);
    let verified = session.verify_email(super::tests::email(), at(1)).expect("verifies");
    let method = Refusal::new("payment_method_missing").on("payment");
    assert_eq!(step_state(&verified, &facts, Step::Payment), StepState::Current { missing: vec![method] });
    assert_eq!(step_state(&ready(), &facts, Step::Review), StepState::Done);
    assert_eq!(current_step(&ready(), &facts), Step::Review);
    let closed = StepState::Closed { reason: No::CheckoutConfirming.into() };
    assert_eq!(step_state(&confirming(), &facts, Step::Plan), closed);
}

#[test]
fn another_address_has_to_be_proved_again() {
    let mut details = content().details;
    details.contact_email = "ADA@ACME.com".to_owned();
    let same = ready().edit(1, Edit::Details(details.clone()), at(5)).expect("edits").session;
    assert_eq!(recheck(&same, &quoted("h1"), "h1"), Ok(()));
    details.contact_email = "eve@acme.com".to_owned();
    let other = ready().edit(1, Edit::Details(details), at(5)).expect("edits").session;
    let refused = recheck(&other, &quoted("h1"), "h1").expect_err("refused");
    assert_eq!(codes(refused), ["email_not_verified"]);
}

#[test]
fn what_one_person_chose_is_not_for_another_to_spend() {
    let other = StepFacts { payer: Some(UserId::from_bits(99)), ..quoted("h1") };
    let refused = recheck(&ready(), &other, "h1").expect_err("refused");
    assert_eq!(codes(refused), ["payment_method_missing"]);
    let nobody = StepFacts { payer: None, ..quoted("h1") };
    let refused = recheck(&ready(), &nobody, "h1").expect_err("refused");
    assert_eq!(codes(refused), ["email_not_verified", "payment_method_missing"]);
    assert_eq!(current_step(&ready(), &nobody), Step::Details);
}

#[test]
fn a_plan_brings_its_term_along() {
    let before = content().selection;
    let free = Selection { plan: "free".to_owned(), term: None, ..before.clone() };
    let theirs = fresh().edit(1, Edit::Plan(free), at(1)).expect("edits").session;
    let ours = Selection { plan: "ultimate".to_owned(), ..before.clone() };
    let edited = theirs.edit(1, Edit::Plan(ours.clone()), at(2)).expect("edits");
    assert_eq!(edited.session.content.selection, ours, "with the term that the page showed");
    assert_ne!(before.plan, ours.plan);
}

#[test]
fn a_way_to_pay_has_to_take_the_currency() {
    let facts = StepFacts { unpayable_in: Some(Currency::USD), ..quoted("h1") };
    let other = Refusal::new("payment_method_currency").on("payment").with("currency", "USD");
    assert_eq!(step_state(&ready(), &facts, Step::Payment), StepState::Current { missing: vec![other.clone()] });
    assert_eq!(current_step(&ready(), &facts), Step::Payment);
    assert_eq!(recheck(&ready(), &facts, "h1"), Err(vec![other]));
}

#[test]
fn nothing_due_means_no_payment_step() {
    let zero = Priced::Quoted { hash: "h1", total: Money::zero(Currency::EUR), renews: false };
    let facts = StepFacts { priced: zero, ..quoted("h1") };
    let verified = fresh().verify_email(email(), at(1)).expect("verifies");
    assert_eq!(step_state(&verified, &facts, Step::Payment), StepState::NotNeeded);
    let terms = Acceptances { renewal: false, ..accepted("h1") };
    let accepted = verified.accept(&terms, at(2)).expect("accepts");
    assert!(accepted.confirm(order(1), &facts, "h1", at(3)).is_ok());
}

#[test]
fn the_last_step_rechecks_every_earlier_one() {
    let seats = Refusal::new("too_many_seats").on("seats");
    let vat = Refusal::new("vat_id_malformed").on("vat_id");
    let refusals = [seats.clone(), vat.clone()];
    let facts = StepFacts { priced: Priced::Refused(&refusals), ..quoted("h1") };
    let refused = ready().confirm(order(1), &facts, "h1", at(3)).expect_err("refused");
    assert_eq!(refused, [seats.clone(), vat.clone()]);
    assert_eq!(step_state(&ready(), &facts, Step::Plan), StepState::Current { missing: vec![seats.clone()] });
    assert_eq!(step_state(&ready(), &facts, Step::Details), StepState::Blocked { by: Step::Plan, reason: seats });
    let bare = CheckoutSession::open(
        Opening { id: id(1), purpose: Purpose::Purchase, account: None, opened_by: None },
        Content { details: Details { invoice_email: Some("x".to_owned()), ..Details::default() }, ..content() },
        at(0),
    );
    let everything = bare.confirm(order(1), &quoted("h2"), "h1", at(3)).expect_err("refused");
    let fields: Vec<_> = everything.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
    let expected =
        ["company", "contact_name", "contact_email", "country", "invoice_email", "payment", "terms", "renewal"];
    assert_eq!(fields, expected);
    assert_eq!(everything[0].code, "quote_changed");
}

#[test]
fn a_consumer_needs_no_company() {
    let mut details = content().details;
    details.company = String::new();
    let business = ready().edit(1, Edit::Details(details.clone()), at(5)).expect("edits").session;
    assert!(recheck(&business, &quoted("h1"), "h1").is_err());
    details.business = Some(false);
    let consumer = ready().edit(1, Edit::Details(details), at(5)).expect("edits").session;
    assert_eq!(recheck(&consumer, &quoted("h1"), "h1"), Ok(()));
}

#[test]
fn consents_hold_for_what_was_shown() {
    let newer = StepFacts { terms_version: "v2", ..quoted("h2") };
    let refused = recheck(&ready(), &newer, "h2").expect_err("refused");
    assert_eq!(codes(refused), ["terms_changed", "renewal_consent_outdated"]);
    let refused = recheck(&ready(), &quoted("h2"), "h1").expect_err("refused");
    assert_eq!(codes(refused), ["quote_changed", "renewal_consent_outdated"]);
    let taken_back = Acceptances { quote_hash: "h1", terms_version: None, renewal: false };
    let session = ready().accept(&taken_back, at(5)).expect("accepts");
    let refused = recheck(&session, &quoted("h1"), "h1").expect_err("refused");
    assert_eq!(codes(refused), ["terms_not_accepted", "renewal_consent_missing"]);
}
