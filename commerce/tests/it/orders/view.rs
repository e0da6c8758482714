//! The picture of an order at each of its stages, and who gets which part of it.

use commerce::on_both_databases;
use domain::access::{Action, Caller};
use domain::account::Role;
use domain::checkout::{Purpose, Selection};
use domain::ids::OrderId;
use domain::order::Stage;
use domain::payment::MethodKind;

use super::{follower, lacks_licences, member, not_found, steps};
use crate::it::payment::till::{TOTAL, Till, premium};
use crate::it::provider::{ACCOUNT, CONFIRMED, EMPTY, GOOD};

on_both_databases! {
    async fn it_is_under_way_until_it_is_delivered_and_then_has_its_licence(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (quote, _) = till.shown(&buyer).await;
        let (id, _) = till.place(&buyer).await;
        let view = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert_eq!((view.stage, view.reason.as_ref().unwrap().code.as_str()), (Stage::Processing, "waiting_capture"));
        assert_eq!(steps(&view), [
            "placed done", "terms done", "payment done", "approval skipped: NotRequired",
            "screening skipped: NotConfigured", "capture now: waiting_capture", "provisioning later", "licence later",
        ]);
        assert_eq!(view.quote, quote, "read from the bytes that the order keeps");
        assert!(view.licence.is_none() && view.licence_withheld.is_none() && view.paid().is_none());
        assert!(!view.is_settled() && !view.asks_for_payment());
        not_found(till.shop.order_licence(&buyer.caller, id).await);

        let before = view.sequence;
        till.work().await;
        let view = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert!(view.sequence > before);
        assert_eq!((view.stage, &view.reason), (Stage::Done, &None));
        assert_eq!(steps(&view)[5..], ["capture done", "provisioning done", "licence done"]);
        let paid = view.paid().unwrap();
        assert_eq!((paid.amount.minor, view.is_settled()), (TOTAL, true));
        let MethodKind::Card { last4, .. } = &view.payment.as_ref().unwrap().method else { panic!("no card") };
        assert_eq!(last4, "4242");
        assert_eq!((view.buyer.company.as_str(), view.buyer.vat_id.as_deref()), ("Acme GmbH", Some("DE136695976")));
        let evidence = view.evidence.as_ref().unwrap();
        assert_eq!((evidence.quote_hash.as_str(), evidence.terms.version.as_str()),
            (quote.hash.as_str(), commerce::testing::TERMS_VERSION));

        let licence = view.licence.unwrap();
        assert_eq!((licence.plan.as_str(), licence.seats, licence.sequence), ("premium", 25, 1));
        assert_eq!(domain::moment::utc_date(licence.valid_until), quote.renews_on.unwrap(), "law 12: paid through");
        assert!(licence.valid_from <= till.shop.now() && licence.works_until > licence.valid_until);
        assert!(till.shop.licence_keys().verifying().verify(&licence.token).is_ok());
        let file = till.shop.order_licence(&buyer.caller, id).await.unwrap();
        assert_eq!((file.token, file.name), (licence.token, format!("suite-premium-{}.jwt", licence.id)));
    }

    async fn a_refused_an_unconfirmed_and_a_settling_payment_look_different(world: &World) {
        let till = Till::open(world).await;
        let stage = async |number: &str, email: &str| {
            let buyer = till.buyer_of(email, premium(), Purpose::Purchase).await;
            till.choose(&buyer, number).await;
            let (id, _) = till.place(&buyer).await;
            let view = till.shop.view_order(&buyer.caller, id).await.unwrap();
            (buyer, id, view)
        };
        let (_, _, refused) = stage(EMPTY, "a@one.example").await;
        assert_eq!(refused.stage, Stage::PaymentFailed);
        assert_eq!(refused.reason.as_ref().unwrap().code, "payment_insufficient_funds");
        assert!(refused.asks_for_payment());
        assert_eq!(steps(&refused)[2], "payment failed: payment_insufficient_funds");

        let (buyer, id, asked) = stage(CONFIRMED, "b@two.example").await;
        assert_eq!(asked.stage, Stage::ToConfirm);
        assert_eq!(steps(&asked)[2], "payment now: waiting_payment_confirmation");
        till.provider.authenticate(&till.provider.payment_of(id).await, "cancel").await;
        till.shop.look_again(&buyer.caller, id).await.unwrap();
        let closed = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert_eq!((closed.stage, closed.asks_for_payment()), (Stage::PaymentAbandoned, true));

        let (buyer, id, _) = stage(ACCOUNT, "c@three.example").await;
        till.work_patiently().await;
        let settling = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert_eq!((settling.stage, settling.asks_for_payment()), (Stage::Settling, false));
        assert_eq!(steps(&settling)[5], "capture now: waiting_settlement");
        assert!(!settling.is_settled());
        till.work_patiently().await;
        world.forget_jobs().await;
    }

    async fn an_attempt_that_failed_is_still_told_after_another_was_paid(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        till.choose(&buyer, GOOD).await;
        till.place(&buyer).await;
        till.work_patiently().await;
        let view = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert_eq!(steps(&view)[2..4], ["attempt failed: payment_insufficient_funds", "payment done"]);
        assert_eq!(view.stage, Stage::Done);
    }

    async fn an_order_of_nothing_is_receipted_without_a_payment(world: &World) {
        let till = Till::open(world).await;
        let free = Selection { plan: "free".to_owned(), seats: 5, term: None, ..premium() };
        let buyer = till.buyer_of("ada@acme.example", free, Purpose::Purchase).await;
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        let view = till.shop.view_order(&buyer.caller, id).await.unwrap();
        assert_eq!((view.stage, view.is_settled(), view.payment.is_none()), (Stage::Done, true, true));
        assert_eq!(steps(&view)[2], "payment skipped: NothingToPay");
        assert!(!steps(&view).iter().any(|step| step.starts_with("capture")));
        assert!(view.licence.is_some());
    }

    async fn a_stranger_sees_nothing_and_each_role_what_is_its_own(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        let account = till.order(id).await.account;
        let shop = &till.shop;
        for stranger in [Caller::ANONYMOUS, member(domain::ids::AccountId::from_bits(5), Role::Owner)] {
            not_found(shop.view_order(&stranger, id).await);
            not_found(shop.order_licence(&stranger, id).await);
            not_found(shop.order_ticket(&stranger, id).await);
        }
        not_found(shop.view_order(&buyer.caller, OrderId::from_bits(9)).await);

        for looker in [follower(&till, id), member(account, Role::Viewer)] {
            let seen = shop.view_order(&looker, id).await.unwrap();
            assert!(seen.licence.is_none() && seen.evidence.is_none() && !seen.may(Action::PayOrder));
            assert_eq!(seen.licence_withheld.unwrap().code, "needs_licences");
            lacks_licences(shop.order_licence(&looker, id).await);
        }
        let technical = member(account, Role::Technical);
        let seen = shop.view_order(&technical, id).await.unwrap();
        assert!(seen.licence.is_some() && seen.licence_withheld.is_none() && seen.evidence.is_none());
        shop.order_licence(&technical, id).await.unwrap();
    }
}
