//! What an approver answers: a comment, a return, an approval of exactly what they saw; and how the buyer hears of it.

use std::time::Duration;

use commerce::flows::{Accepted, ApproveQuote, Approved};
use commerce::on_both_databases;
use commerce::store::jobs;
use domain::checkout::{CheckoutState, Selection};
use domain::order::CancelReason;
use domain::quote::changed_facts;
use jiff::{SignedDuration, Timestamp};

use super::{BOSS, approve, asking, opens, send, sent_to_boss, signed_in};
use crate::it::checkout::codes;
use crate::it::orders::not_found;
use crate::it::payment::till::{Buyer, Till, premium};
use crate::it::provider::GOOD;

on_both_databases! {
    async fn to_and_fro_until_it_is_bought(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let asked = &world.mails().await[0];
        for part in ["Ada Lovelace", "€8,100.00", "Acme GmbH", "Please look at this"] {
            assert!(asked.text_body.contains(part), "{part}: {}", asked.text_body);
        }
        assert_eq!(codes(till.shop.edit_plan(&buyer.caller, buyer.checkout, 1, premium()).await), [":checkout_with_approver"]);
        till.shop.comment_checkout(&boss, buyer.checkout, "Why 25 seats?").await.unwrap();
        assert_eq!(codes(till.shop.return_checkout(&boss, buyer.checkout, " ").await), ["note:field_required"]);
        let returned = till.shop.return_checkout(&boss, buyer.checkout, "Twenty are enough").await.unwrap();
        assert!(returned.is_approvers() && !returned.is_to_pay(), "the approver looks on");
        let payer = Buyer { caller: signed_in(world, &boss, BOSS).await, ..buyer.clone() };
        let token = till.provider.token(GOOD).await;
        let refused = till.shop.choose_method(&payer.caller, buyer.checkout, &token).await;
        assert_eq!(codes(refused), [":checkout_not_with_approver"], "and the server knows it, too");
        assert_eq!(codes(till.accept(&payer).await), [":checkout_not_with_approver"]);
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(view.state, CheckoutState::Open { order: None, note: Some("Twenty are enough".to_owned()) });
        let fewer = Selection { seats: 20, ..premium() };
        till.shop.edit_plan(&buyer.caller, buyer.checkout, view.version, fewer).await.unwrap();
        send(&till, &buyer, BOSS).await.unwrap();
        let Approved::Approved(_) = approve(&till, &boss, &buyer).await.unwrap() else { panic!("changed") };
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert!(view.approval.as_ref().is_some_and(|approval| approval.holds && approval.by.as_str() == BOSS));
        till.choose(&buyer, GOOD).await;
        let (order, _) = till.place(&buyer).await;
        till.work().await;
        let gate = serde_json::to_value(&till.order(order).await.gates.approval).unwrap();
        assert_eq!((&gate["status"], &gate["proof"]["by"]["email"]), (&"satisfied".into(), &BOSS.into()));
        assert_eq!(gate["at"], serde_json::to_value(view.approval.unwrap()).unwrap()["at"]);
        let picture = till.shop.view_order(&buyer.caller, order).await.unwrap();
        let names: Vec<_> = picture.handover.iter().map(|step| serde_json::to_value(&step.what).unwrap()["step"].clone()).collect();
        assert_eq!(names, ["sent", "opened", "commented", "returned", "sent", "approved"]);
        let subjects = till.subjects().await;
        let told = ["wrote about your order", "returned your order", "approved your order"];
        for part in told {
            assert!(subjects.iter().any(|subject| subject.contains(part)), "{part}: {subjects:?}");
        }
        not_found(till.shop.view_order(&domain::access::Caller::ANONYMOUS, order).await);
        assert!(till.shop.view_order(&boss, order).await.unwrap().licence.is_none(), "no licence for the approver");
    }

    async fn a_mail_brings_the_buyer_back_on_any_device(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        till.shop.return_checkout(&boss, buyer.checkout, "Twenty are enough").await.unwrap();
        let device = opens(&till, "ada@acme.example").await;
        let mails = world.mails().await;
        assert!(mails.iter().any(|mail| mail.recipient.0.as_str() == "ada@acme.example" && mail.text_body.contains("Twenty are enough")));
        let view = till.shop.view_checkout(&device.visit().await.caller, buyer.checkout).await.unwrap();
        assert!(view.may(domain::access::Action::EditCheckout) && !view.is_approvers());
    }

    async fn yesterdays_quote_is_shown_again_and_nothing_is_approved(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let (shown, version) = till.shown(&buyer).await;
        till.wait(SignedDuration::from_hours(24)).await;
        let stale = ApproveQuote { checkout: buyer.checkout, version, as_of: shown.as_of, quote_hash: &shown.hash };
        let Approved::Changed(changed) = till.shop.approve_checkout(&boss, stale).await.unwrap() else { panic!("approved") };
        let now = changed.now.unwrap();
        assert_eq!((changed.shown.as_ref(), changed_facts(&shown, &now)[0]), (Some(&shown), "as_of"));
        let view = till.shop.view_checkout(&boss, buyer.checkout).await.unwrap();
        assert_eq!((view.sent.as_ref(), view.approval.as_ref()), (Some(&shown), None), "what was sent stands beside it");
        let guessed = ApproveQuote { quote_hash: "guessed", ..stale };
        let Approved::Changed(changed) = till.shop.approve_checkout(&boss, guessed).await.unwrap() else { panic!("approved") };
        assert_eq!(changed.shown, None);
        assert!(matches!(approve(&till, &boss, &buyer).await.unwrap(), Approved::Approved(_)));
        till.wait(SignedDuration::from_hours(20)).await;
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert!(view.approval.is_some_and(|approval| !approval.holds), "another day voids it");
        till.work().await;
    }

    async fn approved_twice_it_is_approved_once(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        for _ in 0..2 {
            assert!(matches!(approve(&till, &boss, &buyer).await.unwrap(), Approved::Approved(_)));
        }
        let approvals = till.events(buyer.checkout).await.iter().filter(|name| *name == "checkout_approved").count();
        assert_eq!(approvals, 1);
        assert_eq!(codes(till.shop.comment_checkout(&boss, buyer.checkout, "hm").await), [":checkout_not_with_approver"]);
        till.work().await;
    }

    async fn of_an_approval_and_a_taking_back_one_wins(world: &World) {
        let till = Till::open(world).await;
        for _ in 0..4 {
            let buyer = asking(&till).await;
            let boss = sent_to_boss(&till, &buyer).await;
            let taken = till.shop.take_back_checkout(&buyer.caller, buyer.checkout);
            let (approved, taken) = tokio::join!(approve(&till, &boss, &buyer), taken);
            let session = till.checkout(&buyer).await;
            assert_eq!(session.status(), "open");
            assert_eq!((approved.is_ok(), taken.is_ok()), (session.approval.is_some(), session.approval.is_none()));
            till.work().await;
        }
    }

    async fn a_hand_over_is_followed_as_it_happens(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        let ticket = till.shop.checkout_ticket(&buyer.caller, buyer.checkout).await.unwrap().secret.reveal();
        let mut follower = till.shop.follow_checkout(&ticket, buyer.checkout, view.sequence).await.unwrap();
        let (next, commented) = tokio::join!(
            tokio::time::timeout(Duration::from_secs(20), follower.next()),
            till.shop.comment_checkout(&boss, buyer.checkout, "hm"),
        );
        commented.unwrap();
        let event = next.expect("it is heard").unwrap();
        assert_eq!((event.name.as_str(), event.sequence), ("checkout_commented", view.sequence + 1));
        not_found(till.shop.follow_checkout(&ticket, buyer.checkout, 0).await);
        let other = till.buyer_of("eve@other.example", premium(), domain::checkout::Purpose::Purchase).await;
        let theirs = till.shop.checkout_ticket(&other.caller, other.checkout).await.unwrap().secret.reveal();
        not_found(till.shop.follow_checkout(&theirs, buyer.checkout, 0).await);
        not_found(till.shop.checkout_ticket(&other.caller, buyer.checkout).await);
        till.work().await;
    }

    async fn with_an_approver_it_is_kept_and_found_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        till.work().await;
        till.wait(SignedDuration::from_hours(10 * 24)).await;
        assert_eq!(till.shop.expire_checkouts().await.unwrap(), 0);
        let own = till.shop.view_belongings(&buyer.caller).await.unwrap();
        assert_eq!(own.len(), 1, "the buyer goes on with it from their own page");
        till.wait(SignedDuration::from_hours(4 * 24)).await;
        assert_eq!(till.shop.expire_checkouts().await.unwrap(), 1);
        assert_eq!(codes(till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await), [":checkout_not_with_approver"]);
        assert!(jobs::depth(world.store.read(), Timestamp::MAX).await.unwrap().is_empty());
    }

    async fn an_order_that_waits_is_called_off_before_it_is_sent(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(crate::it::provider::EMPTY).await;
        let (order, _) = till.place(&buyer).await;
        assert_eq!(codes(send(&till, &buyer, BOSS).await), [":live_order_first"]);
        till.shop.cancel_order(&buyer.caller, order).await.unwrap();
        let cancelled = till.order(order).await.state;
        assert!(matches!(cancelled, domain::order::OrderState::Cancelled { reason: CancelReason::ByBuyer, .. }));
        send(&till, &buyer, BOSS).await.unwrap();
        till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        let Accepted::Placed { .. } = till.accept(&buyer).await.unwrap() else { panic!("changed") };
        till.work_patiently().await;
    }
}
