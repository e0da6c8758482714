//! An approver who pays: with a way to pay of their own, in the buyer's checkout, for the buyer's account.

use commerce::on_both_databases;
use domain::payment::IntentState;

use super::{BOSS, asking, sent_to_boss, signed_in};
use crate::it::checkout::codes;
use crate::it::payment::till::{Buyer, TOTAL, Till};
use crate::it::provider::{EMPTY, GOOD};

on_both_databases! {
    async fn paying_is_approving(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let unproved = Buyer { caller: boss.clone(), ..buyer.clone() };
        let token = till.provider.token(GOOD).await;
        let refused = till.shop.choose_method(&boss, buyer.checkout, &token).await;
        assert_eq!(codes(refused), ["contact_email:email_not_verified"], "who pays has proved an address");
        assert!(till.accept(&unproved).await.is_err());
        let payer = Buyer { caller: signed_in(world, &boss, BOSS).await, ..buyer.clone() };
        till.choose(&payer, GOOD).await;
        assert!(till.shop.view_payment(&buyer.caller, buyer.checkout).await.unwrap().chosen.is_none(), "not the buyer's to spend");
        let (id, payment) = till.place(&payer).await;
        assert!(matches!(payment, Some(IntentState::Authorised { .. })));
        till.work().await;
        let order = till.order(id).await;
        assert_eq!(order.status(), "provisioned");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (1, TOTAL));
        let gate = serde_json::to_value(&order.gates.approval).unwrap();
        assert_eq!((&gate["status"], &gate["proof"]["by"]["email"]), (&"satisfied".into(), &BOSS.into()));
        assert_eq!(order.acceptance.email.email.as_str(), "ada@acme.example", "bought by the buyer");
        let events = till.events(buyer.caller.user().unwrap()).await;
        assert!(!events.contains(&"user_named".to_owned()), "who else pays names nobody: {events:?}");
        let subjects = till.subjects().await;
        assert!(subjects.contains(&format!("{BOSS} ordered and pays")), "{subjects:?}");
        assert!(till.shop.view_order(&payer.caller, id).await.unwrap().licence.is_none());
        assert!(till.shop.view_order(&buyer.caller, id).await.unwrap().licence.is_some());
    }

    async fn a_declined_approver_pays_another_way(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let payer = Buyer { caller: signed_in(world, &boss, BOSS).await, ..buyer.clone() };
        till.choose(&payer, EMPTY).await;
        let (id, payment) = till.place(&payer).await;
        assert!(matches!(payment, Some(IntentState::Failed { .. })));
        let view = till.shop.view_checkout(&payer.caller, buyer.checkout).await.unwrap();
        assert!(view.is_open() && view.is_to_pay() && view.is_approvers());
        till.choose(&payer, GOOD).await;
        assert_eq!(till.place(&payer).await.0, id, "the same order");
        till.work_patiently().await;
        assert_eq!(till.order(id).await.status(), "provisioned");
    }

    async fn both_at_once_pay_once(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let payer = Buyer { caller: signed_in(world, &boss, BOSS).await, ..buyer.clone() };
        till.choose(&payer, GOOD).await;
        let shown = till.shown(&buyer).await;
        let (one, two) = tokio::join!(
            crate::it::payment::till::accept(&till.shop, &payer, &shown),
            crate::it::payment::till::accept(&till.shop, &buyer, &shown),
        );
        assert!(one.is_ok() || two.is_ok());
        till.work_patiently().await;
        assert_eq!(till.provider.moved(None, "capture").await, (1, TOTAL));
    }
}
