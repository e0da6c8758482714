use proptest::prelude::*;

use super::*;
use crate::account::Role;
use crate::checkout::CheckoutRefusal as No;
use crate::checkout::steps::{StepFacts, recheck, step_state};
use crate::checkout::tests::{accepted, boss, codes, order, quoted, ready, with_approver};
use crate::checkout::{Details, Edit, Selection, Step, StepState};
use crate::money::{Currency, Money};
use crate::order::tests::content;
use crate::payment::tests::at;

const DAY: i64 = 86_400;

fn other() -> Email {
    "other@acme.com".parse().expect("an address")
}

fn above() -> Demand {
    Demand::AboveLimit { limit: Money::new(100, Currency::EUR) }
}

fn demanding(approver: Option<Role>) -> Demands {
    Demands { approval: Some(above()), approver, ..Demands::NONE }
}

fn told(session: &CheckoutSession) -> Vec<String> {
    let name = |step: &HandoverStep| serde_json::to_value(&step.what).expect("writes")["step"].clone();
    session.handover.iter().map(|step| name(step).as_str().expect("a name").to_owned()).collect()
}

#[test]
fn an_approval_binds_the_quote_that_was_seen() {
    assert_eq!(with_approver().approve(&boss(), "h1", "h2", at(11)), Err(No::QuoteChanged));
    let approved = with_approver().approve(&boss(), "h2", "h2", at(11)).expect("approves what is shown now");
    assert_eq!(approved.status(), "open");
    let approval = approved.approval_of("h2").expect("an approval");
    assert_eq!((&approval.by, approval.at), (&boss(), at(11)));
    assert_eq!(approved.approval_of("h1"), None, "of no other quote");
    assert_eq!(told(&approved), ["sent", "approved"]);
    let again = approved.approve(&boss(), "h2", "h2", at(12));
    assert_eq!(again, Err(No::CheckoutNotWithApprover));
}

#[test]
fn only_the_one_who_has_it_decides() {
    let refused = [
        with_approver().approve(&other(), "h1", "h1", at(11)),
        with_approver().return_with(&other(), "no", at(11)),
        with_approver().comment(&other(), "hm", at(11)),
        ready().approve(&boss(), "h1", "h1", at(1)),
        ready().return_with(&boss(), "", at(1)),
        ready().take_back(at(1)),
    ];
    for refused in refused {
        assert_eq!(refused, Err(No::CheckoutNotWithApprover));
    }
    let late = at(10 + 14 * DAY);
    for late in [
        with_approver().approve(&boss(), "h1", "h1", late),
        with_approver().take_back(late),
        with_approver().hand_over(other(), "", "h1", late),
    ] {
        assert_eq!(late, Err(No::CheckoutExpired));
    }
}

#[test]
fn it_comes_back_with_a_note_or_is_taken_back() {
    let returned = with_approver().return_with(&boss(), "two seats less", at(11)).expect("returns");
    assert_eq!(returned.state, CheckoutState::Open { order: None, note: Some("two seats less".to_owned()) });
    let again = returned.hand_over(boss(), "done", "h2", at(12)).expect("sends again");
    let back = again.opened(&boss(), at(13)).take_back(at(14)).expect("takes back");
    assert_eq!(back.status(), "open");
    assert_eq!(told(&back), ["sent", "returned", "sent", "opened", "taken_back"]);
    assert!(back.may_edit(at(14)).is_ok());
}

#[test]
fn sent_to_somebody_else_the_former_has_it_no_more() {
    let moved = with_approver().hand_over(other(), "", "h1", at(12)).expect("sends on");
    assert_eq!(moved.clone().approve(&boss(), "h1", "h1", at(13)), Err(No::CheckoutNotWithApprover));
    assert!(moved.approve(&other(), "h1", "h1", at(13)).is_ok());
}

#[test]
fn it_is_opened_once_each_time_it_is_sent() {
    let opened = with_approver().opened(&boss(), at(11));
    assert_eq!(told(&opened), ["sent", "opened"]);
    assert_eq!(opened.clone().opened(&boss(), at(12)), opened);
    assert_eq!(opened.clone().opened(&other(), at(12)), opened);
    assert_eq!(told(&opened.hand_over(boss(), "", "h1", at(13)).expect("sends").opened(&boss(), at(14))).len(), 4);
    assert_eq!(ready().opened(&boss(), at(1)), ready());
}

#[test]
fn a_conversation_has_an_end() {
    let mut session = with_approver();
    for _ in session.handover.len()..MOST_STEPS {
        session = session.comment(&boss(), "and", at(11)).expect("comments");
    }
    assert_eq!(session.clone().comment(&boss(), "and", at(11)), Err(No::HandoverTooLong));
    assert_eq!(session.clone().hand_over(boss(), "", "h1", at(11)), Err(No::HandoverTooLong));
    assert!(session.return_with(&boss(), "enough", at(11)).is_ok(), "it can always be ended");
}

#[test]
fn an_edit_voids_the_approval_and_says_so() {
    let approved = with_approver().approve(&boss(), "h1", "h1", at(11)).expect("approves");
    let facts = StepFacts { demands: demanding(Some(Role::Owner)), ..quoted("h1") };
    assert_eq!(recheck(&approved, &facts, "h1"), Ok(()));
    // Also one that costs the same: the approver saw who buys.
    let details = Details { company: "Evil".to_owned(), ..content().details };
    let edited = approved.edit(1, Edit::Details(details), at(12)).expect("edits").session;
    let refused = recheck(&edited, &facts, "h1").expect_err("refused");
    assert_eq!(codes(refused), ["approval_outdated"]);
    let missing = StepState::Current { missing: edited.lacks_approval("h1", &facts.demands).into_iter().collect() };
    assert_eq!(step_state(&edited, &facts, Step::Review), missing);
}

#[test]
fn another_day_or_catalogue_voids_it_too() {
    let approved = with_approver().approve(&boss(), "h1", "h1", at(11)).expect("approves");
    let renewed = approved.accept(&accepted("h2"), at(12)).expect("accepts");
    let facts = StepFacts { demands: demanding(Some(Role::Owner)), ..quoted("h2") };
    assert_eq!(codes(recheck(&renewed, &facts, "h2").expect_err("refused")), ["approval_outdated"]);
    let facts = StepFacts { demands: Demands::NONE, ..facts };
    assert_eq!(recheck(&renewed, &facts, "h2"), Ok(()), "where none is demanded it is bought all the same");
}

#[test]
fn what_is_demanded_is_asked_for_by_name() {
    let facts = StepFacts { demands: demanding(None), ..quoted("h1") };
    assert_eq!(codes(recheck(&ready(), &facts, "h1").expect_err("refused")), ["approval_above_limit"]);
    let always = Demands { approval: Some(Demand::Always), ..Demands::NONE };
    let facts = StepFacts { demands: always, ..facts };
    assert_eq!(codes(ready().confirm(order(1), &facts, "h1", at(11)).expect_err("refused")), ["approval_required"]);
    let approved = with_approver().approve(&boss(), "h1", "h1", at(11)).expect("approves");
    let facts = StepFacts { demands: demanding(Some(Role::Viewer)), ..facts };
    let refused = recheck(&approved, &facts, "h1").expect_err("refused");
    assert_eq!(codes(refused), ["approval_above_limit"], "who approved has lost their role");
}

#[test]
fn who_pays_has_approved() {
    let paid = with_approver().approve_by_paying(&boss(), "h1", at(11));
    assert!(paid.approval_of("h1").is_some_and(|approval| approval.by == boss()));
    assert_eq!(paid.clone().approve_by_paying(&boss(), "h1", at(12)), paid, "once");
    assert!(with_approver().confirm(order(1), &quoted("h1"), "h1", at(12)).is_ok(), "an approver may pay");
    assert_eq!(with_approver().is_payable_by(Some(&boss()), false, "h1"), Ok(()));
    assert_eq!(with_approver().is_payable_by(Some(&other()), false, "h1"), Err(No::CheckoutWithApprover));
    assert_eq!(with_approver().is_payable_by(None, false, "h1"), Err(No::CheckoutWithApprover));
    assert_eq!(ready().is_payable_by(None, false, "h1"), Ok(()));
}

#[test]
fn whoever_returned_it_pays_nothing_any_more() {
    let returned = with_approver().return_with(&boss(), "Twenty are enough", at(11)).expect("returns");
    assert_eq!(returned.is_payable_by(Some(&boss()), false, "h1"), Err(No::CheckoutNotWithApprover));
    assert_eq!(returned.is_payable_by(None, true, "h1"), Ok(()), "the buyer has it");
    assert_eq!(returned.is_payable_by(Some(&boss()), true, "h1"), Ok(()), "an approver who buys for the account");
    let approved = with_approver().approve(&boss(), "h1", "h1", at(11)).expect("approves");
    assert_eq!(approved.is_payable_by(Some(&boss()), false, "h1"), Ok(()), "what was approved");
    assert_eq!(
        approved.is_payable_by(Some(&boss()), false, "h2"),
        Err(No::CheckoutNotWithApprover),
        "and nothing else"
    );
}

#[test]
fn a_number_is_demanded_at_its_field() {
    let facts = StepFacts { demands: Demands { purchase_order: true, ..Demands::NONE }, ..quoted("h1") };
    let refused = recheck(&ready(), &facts, "h1").expect_err("refused");
    assert_eq!(refused, [Refusal::new("purchase_order_required").on("purchase_order")]);
    let details = Details { purchase_order: Some("PO-7".to_owned()), ..content().details };
    let named = ready().edit(1, Edit::Details(details), at(5)).expect("edits").session;
    assert_eq!(recheck(&named, &facts, "h1"), Ok(()));
}

proptest! {
    /// Whatever happens to a checkout, an approval holds only for the quote and the version that were seen.
    #[test]
    fn an_approval_never_outlives_what_was_approved(does in prop::collection::vec((0..6_u8, 1..4_u32), 1..40)) {
        let mut session = ready();
        let mut seen: Option<(String, u32)> = None;
        for (moment, (what, number)) in (20..).zip(does) {
            let hash = format!("h{number}");
            let next = match what {
                0 => session.clone().hand_over(boss(), "", &hash, at(moment)),
                1 => session.clone().approve(&boss(), &hash, &hash, at(moment)).inspect(|next| seen = Some((hash.clone(), next.version))),
                2 => session.clone().take_back(at(moment)),
                3 => session.clone().return_with(&boss(), "no", at(moment)),
                4 => session.clone().comment(&boss(), "hm", at(moment)),
                _ => {
                    let selection = Selection { seats: number, ..content().selection };
                    session.clone().edit(session.version, Edit::Plan(selection), at(moment)).map(|edited| edited.session)
                }
            };
            if let Ok(next) = next {
                session = next;
            }
            for number in 1..4 {
                let hash = format!("h{number}");
                let holds = session.approval_of(&hash).is_some();
                prop_assert_eq!(holds, seen.as_ref() == Some(&(hash, session.version)));
            }
        }
    }
}
