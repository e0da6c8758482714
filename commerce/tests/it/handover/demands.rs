//! What an account demands: a number, an approval, and above its limit one by somebody with the role.

use commerce::on_both_databases;
use domain::account::{Purchasing, Role, SpendingLimit};
use domain::checkout::Selection;
use domain::money::Currency;

use super::{BOSS, account, approve, asking, opens, person, send, sent_to_boss, signed_in};
use crate::it::checkout::codes;
use crate::it::payment::till::{Till, premium};
use crate::it::provider::GOOD;

fn limit(minor: i64) -> Purchasing {
    Purchasing { spending_limit: Some(SpendingLimit([(Currency::EUR, minor)].into())), ..Purchasing::default() }
}

const ADA: (&str, Role) = ("ada@acme.example", Role::BillingManager);

on_both_databases! {
    async fn above_the_limit_somebody_with_the_role_approves(world: &World) {
        let till = Till::open(world).await;
        account(world, limit(500_000), &[ADA, (BOSS, Role::Owner), ("eve@acme.example", Role::Viewer)]).await;
        let buyer = till.buyer(GOOD).await;
        assert_eq!(codes(till.accept(&buyer).await), ["approval:approval_above_limit"]);
        for other in ["eve@acme.example", "friend@else.example"] {
            assert_eq!(codes(send(&till, &buyer, other).await), ["approver:approver_needs_role"]);
        }
        let boss = sent_to_boss(&till, &buyer).await;
        assert_eq!(codes(till.accept(&buyer).await), [":checkout_with_approver"], "not while it is only sent");
        approve(&till, &boss, &buyer).await.unwrap();
        let (order, _) = till.place(&buyer).await;
        till.work().await;
        assert_eq!(till.order(order).await.status(), "provisioned");
    }

    async fn below_the_limit_nobody_is_asked(world: &World) {
        let till = Till::open(world).await;
        account(world, limit(1_000_000), &[ADA]).await;
        let buyer = till.buyer(GOOD).await;
        let (order, _) = till.place(&buyer).await;
        let gate = serde_json::to_value(&till.order(order).await.gates.approval).unwrap();
        assert_eq!((&gate["status"], &gate["reason"]), (&"not_applicable".into(), &"not_required".into()));
        till.work().await;
    }

    async fn an_edit_voids_the_approval(world: &World) {
        let till = Till::open(world).await;
        account(world, limit(500_000), &[ADA, (BOSS, Role::BillingManager)]).await;
        let buyer = till.buyer(GOOD).await;
        let boss = sent_to_boss(&till, &buyer).await;
        approve(&till, &boss, &buyer).await.unwrap();
        let more = Selection { seats: 40, ..premium() };
        till.shop.edit_plan(&buyer.caller, buyer.checkout, 1, more).await.unwrap();
        assert_eq!(codes(till.accept(&buyer).await), ["approval:approval_outdated"]);
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert!(view.approval.is_some_and(|approval| !approval.holds));
        assert_eq!(view.lacks_approval.map(|refusal| refusal.code).as_deref(), Some("approval_outdated"));
        // Back to what was approved, it is a third version, and nobody has approved that.
        till.shop.edit_plan(&buyer.caller, buyer.checkout, 2, premium()).await.unwrap();
        assert_eq!(codes(till.accept(&buyer).await), ["approval:approval_outdated"]);
        till.work().await;
    }

    async fn whoever_loses_the_role_has_not_approved(world: &World) {
        let till = Till::open(world).await;
        let id = account(world, limit(500_000), &[ADA, (BOSS, Role::BillingManager)]).await;
        let buyer = till.buyer(GOOD).await;
        let boss = sent_to_boss(&till, &buyer).await;
        approve(&till, &boss, &buyer).await.unwrap();
        let former = person(world, BOSS).await;
        let change = world.store.write(|tx| async move {
            let account = commerce::store::billing_accounts::get(&tx, id).await?.change_role(former, Role::Viewer).unwrap();
            let by = &domain::access::Actor::System;
            commerce::store::billing_accounts::update(&tx, &account, commerce::store::events::Change { event: "role_changed", by }).await
        });
        change.await.unwrap();
        assert_eq!(codes(till.accept(&buyer).await), ["approval:approval_above_limit"]);
        till.work().await;
    }

    async fn nobody_approves_their_own_whatever_they_spend(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let own = ["approver:approver_is_requester"];
        assert_eq!(codes(send(&till, &buyer, "ADA@acme.example").await), own);
        account(world, limit(500_000), &[ADA]).await;
        assert_eq!(codes(send(&till, &buyer, "ada@acme.example").await), own);
        till.work().await;
    }

    async fn an_owner_lifts_the_limit_for_themselves(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        account(world, limit(500_000), &[("ada@acme.example", Role::Owner)]).await;
        send(&till, &buyer, "ada@acme.example").await.unwrap();
        let own = opens(&till, "ada@acme.example").await.visit().await.caller;
        assert!(approve(&till, &own, &buyer).await.is_ok());
        till.work().await;
    }

    async fn whoever_is_signed_in_as_somebody_else_decides_nothing(world: &World) {
        let till = Till::open(world).await;
        account(world, limit(500_000), &[ADA, (BOSS, Role::Owner)]).await;
        let buyer = till.buyer(GOOD).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let eve = signed_in(world, &boss, "eve@acme.example").await;
        assert_eq!(codes(approve(&till, &eve, &buyer).await), [":approver_elsewhere"]);
        let paying = crate::it::payment::till::Buyer { caller: eve, ..buyer.clone() };
        till.choose(&paying, GOOD).await;
        assert_eq!(codes(till.accept(&paying).await), ["approval:approval_above_limit"]);
        let boss = signed_in(world, &boss, BOSS).await;
        approve(&till, &boss, &buyer).await.unwrap();
        till.work().await;
    }

    async fn where_everything_is_approved_an_outsider_may(world: &World) {
        let till = Till::open(world).await;
        account(world, Purchasing { approval_required: true, ..Purchasing::default() }, &[ADA]).await;
        let buyer = till.buyer(GOOD).await;
        assert_eq!(codes(till.accept(&buyer).await), ["approval:approval_required"]);
        let boss = sent_to_boss(&till, &buyer).await;
        approve(&till, &boss, &buyer).await.unwrap();
        till.place(&buyer).await;
        till.work().await;
    }

    async fn a_purchase_order_number_is_asked_for_at_its_field(world: &World) {
        let till = Till::open(world).await;
        account(world, Purchasing { purchase_order_required: true, ..Purchasing::default() }, &[ADA]).await;
        let buyer = asking(&till).await;
        let expected = ["purchase_order:purchase_order_required"];
        assert_eq!(codes(send(&till, &buyer, BOSS).await), expected);
        let token = till.provider.token(GOOD).await;
        assert_eq!(codes(till.shop.choose_method(&buyer.caller, buyer.checkout, &token).await), expected);
        let mut details = till.checkout(&buyer).await.content.details;
        details.purchase_order = Some("PO-4711".to_owned());
        let visit = commerce::visit::Visit { caller: buyer.caller.clone(), ..commerce::visit::Visit::default() };
        till.shop.edit_details(&visit, buyer.checkout, 1, details, "en").await.unwrap();
        till.choose(&buyer, GOOD).await;
        till.place(&buyer).await;
        till.work().await;
    }

    async fn an_approver_without_the_role_cannot_pay_above_the_limit(world: &World) {
        let till = Till::open(world).await;
        let id = account(world, limit(500_000), &[ADA, (BOSS, Role::BillingManager)]).await;
        let buyer = till.buyer(GOOD).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let former = person(world, BOSS).await;
        let change = world.store.write(|tx| async move {
            let account = commerce::store::billing_accounts::get(&tx, id).await?.remove(former).unwrap();
            let by = &domain::access::Actor::System;
            commerce::store::billing_accounts::update(&tx, &account, commerce::store::events::Change { event: "member_left", by }).await
        });
        change.await.unwrap();
        assert_eq!(codes(approve(&till, &boss, &buyer).await), ["approval:approver_needs_role"]);
        let paying = crate::it::payment::till::Buyer { caller: signed_in(world, &boss, BOSS).await, ..buyer.clone() };
        till.choose(&paying, GOOD).await;
        assert_eq!(codes(till.accept(&paying).await), ["approval:approver_needs_role"]);
        till.work().await;
    }
}
