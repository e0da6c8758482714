//! An order is for whoever buys, on what they said last: whoever pays, and whatever was chosen before.

use commerce::error::CommerceError;
use commerce::flows::Accepted;
use commerce::on_both_databases;
use commerce::store::events::Change;
use commerce::store::{StoreError, billing_accounts, checkouts, payment_methods, users};
use commerce::testing::World;
use domain::access::{Actor, Caller, Denied, Person};
use domain::account::{BillingAccount, Profile, Purchaser, Role};
use domain::checkout::{CheckoutSession, Details, Edit, Purpose, VerifiedEmail};
use domain::ids::{AccountId, UserId};
use domain::order::{CancelReason, OrderState};

use super::till::{Buyer, TOTAL, Till, accept, premium};
use crate::it::provider::{ANOTHER_GOOD, EMPTY, GOOD};

/// The checkout as this makes it.
async fn change(till: &Till<'_>, buyer: &Buyer, make: impl FnOnce(CheckoutSession) -> CheckoutSession) {
    let (session, by) = (&make(till.checkout(buyer).await), &Actor::System);
    till.world
        .store
        .write(|tx| async move { checkouts::update(&tx, session, Change { event: "checkout_edited", by }).await })
        .await
        .unwrap();
}

/// The same with another company's name typed in, which changes no price.
async fn renamed(till: &Till<'_>, buyer: &Buyer, company: &str) {
    let at = till.shop.now();
    change(till, buyer, |session| {
        let details = Details { company: company.to_owned(), ..session.content.details.clone() };
        let version = session.version;
        session.edit(version, Edit::Details(details), at).unwrap().session
    })
    .await;
}

/// The checkout after somebody with this address has gone on with it, and proved it.
async fn proved_by(till: &Till<'_>, buyer: &Buyer, user: UserId) {
    let (email, at) = (users::get(till.world.store.read(), user).await.unwrap().email, till.shop.now());
    change(till, buyer, |session| {
        let details = Details { contact_email: email.to_string(), ..session.content.details.clone() };
        let version = session.version;
        let edited = session.edit(version, Edit::Details(details), at).unwrap().session;
        edited.verify_email(VerifiedEmail { email, user, at }, at).unwrap()
    })
    .await;
}

/// An account with this name of somebody's own.
async fn account_of(world: &World, user: UserId, name: &str) -> AccountId {
    let written = world.store.write(|tx| async move {
        let profile = Profile { legal_name: name.to_owned(), ..Profile::default() };
        let account = BillingAccount::open(tx.id(), profile, user, tx.id(), tx.now());
        billing_accounts::insert(&tx, &account, Change { event: "account_opened", by: &Actor::System }).await?;
        Ok::<_, StoreError>(account.id)
    });
    written.await.unwrap()
}

/// Somebody who followed the link to this checkout.
async fn follower(till: &Till<'_>, of: &Buyer, email: &str, accounts: &[AccountId]) -> Buyer {
    let user = till.buyer_of(email, premium(), Purpose::Purchase).await.caller.user().unwrap();
    let memberships = accounts.iter().map(|account| (*account, Role::Owner)).collect();
    Buyer { caller: Caller { person: Person::User { user, memberships }, ..of.caller.clone() }, ..of.clone() }
}

async fn first_refusal(till: &Till<'_>, buyer: &Buyer) -> String {
    till.accept(buyer).await.unwrap_err().refusals()[0].code.clone()
}

on_both_databases! {
    async fn an_order_that_waits_is_replaced_where_who_buys_has_changed(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (old, _) = till.place(&buyer).await;
        renamed(&till, &buyer, "Acme Holding SE").await;
        let (before, _) = till.shown(&buyer).await;
        assert_eq!(before.hash, till.order(old).await.acceptance.quote.hash, "the price is the same");
        till.choose(&buyer, ANOTHER_GOOD).await;
        let (new, _) = till.place(&buyer).await;
        till.work_patiently().await;
        let cancelled = till.order(old).await;
        assert!(matches!(cancelled.state, OrderState::Cancelled { reason: CancelReason::BuyerChanged, .. }), "{:?}", cancelled.state);
        assert_eq!(cancelled.closed_reason().unwrap().code, "order_cancelled_buyer_changed");
        let order = till.order(new).await;
        assert_eq!((order.status(), order.acceptance.details.company.as_str()), ("provisioned", "Acme Holding SE"));
        assert_eq!(till.provider.moved(None, "capture").await, (1, TOTAL));
    }

    async fn an_order_that_waits_is_not_paid_by_whoever_chose_another_account(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let user = buyer.caller.user().unwrap();
        let acme = account_of(world, user, "Acme GmbH").await;
        let (old, _) = till.place(&buyer).await;
        assert_eq!(till.order(old).await.account, acme);
        let globex = account_of(world, user, "Globex Ltd").await;
        let at = till.shop.now();
        change(&till, &buyer, |session| {
            let Details { address, vat_id, .. } = session.content.details.clone();
            let same = Profile { legal_name: "Acme GmbH".to_owned(), address, vat_id, ..Profile::default() };
            session.buy_for(globex, &same, None, at).unwrap()
        }).await;
        till.choose(&buyer, ANOTHER_GOOD).await;
        let (new, _) = till.place(&buyer).await;
        assert_ne!(new, old);
        assert_eq!(till.order(new).await.account, globex);
        till.work_patiently().await;
        assert_eq!(till.provider.moved(None, "capture").await, (1, TOTAL));
    }

    async fn nobody_else_pays_before_whoever_buys_has_said_for_which_account(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let bob = follower(&till, &buyer, "bob@other.example", &[]).await;
        let bob_id = bob.caller.user().unwrap();
        let (globex, initech) = (account_of(world, bob_id, "Globex Ltd").await, account_of(world, bob_id, "Initech").await);
        proved_by(&till, &buyer, bob_id).await;
        assert_eq!(first_refusal(&till, &buyer).await, "account_of_another");
        let token = till.provider.token(GOOD).await;
        let early = till.shop.choose_method(&buyer.caller, buyer.checkout, &token).await.unwrap_err();
        assert_eq!(early.refusals()[0].code, "account_of_another");
        assert_eq!(first_refusal(&till, &bob).await, "account_not_chosen");
        let bob = follower(&till, &buyer, "bob@other.example", &[globex, initech]).await;
        till.shop.buy_for(&bob.caller, buyer.checkout, Purchaser { account: initech, place: None }).await.unwrap();
        till.choose(&buyer, GOOD).await;
        let (order, _) = till.place(&buyer).await;
        assert_eq!(till.order(order).await.account, initech, "a colleague pays, and it is Bob’s account that buys");
        till.work().await;
    }

    async fn whoever_takes_their_checkout_back_buys_for_none_of_the_others_accounts(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (ada, bob) = (buyer.caller.user().unwrap(), follower(&till, &buyer, "bob@other.example", &[]).await);
        let globex = account_of(world, bob.caller.user().unwrap(), "Globex Ltd").await;
        proved_by(&till, &buyer, bob.caller.user().unwrap()).await;
        let bob = follower(&till, &buyer, "bob@other.example", &[globex]).await;
        till.shop.buy_for(&bob.caller, buyer.checkout, Purchaser { account: globex, place: None }).await.unwrap();
        proved_by(&till, &buyer, ada).await;
        till.choose(&buyer, GOOD).await;
        let (order, _) = till.place(&buyer).await;
        let own = billing_accounts::of_user(world.store.read(), ada).await.unwrap();
        assert_eq!(own.iter().map(|(account, _)| *account).collect::<Vec<_>>(), [till.order(order).await.account]);
        assert_ne!(own[0].0, globex);
        assert_eq!(till.checkout(&buyer).await.of_account(), Some(own[0].0), "it is no business of the other’s account");
        till.work().await;
    }

    async fn whoever_goes_on_with_anothers_checkout_says_so_before_their_account_has_the_others_details(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let acme = account_of(world, buyer.caller.user().unwrap(), "Acme GmbH").await;
        change(&till, &buyer, |session| session.belongs_to(acme)).await;
        let bob = follower(&till, &buyer, "bob@other.example", &[]).await;
        let globex = account_of(world, bob.caller.user().unwrap(), "Globex Ltd").await;
        let bob = follower(&till, &buyer, "bob@other.example", &[globex]).await;
        proved_by(&till, &buyer, bob.caller.user().unwrap()).await;
        assert_eq!(first_refusal(&till, &bob).await, "account_not_chosen");
        let view = till.shop.view_checkout(&bob.caller, buyer.checkout).await.unwrap();
        assert_eq!(view.buys_for.iter().map(|one| one.purchaser.account).collect::<Vec<_>>(), [globex], "offered, though it is one");
        let colleague = Person::User { user: UserId::from_bits(7), memberships: vec![(acme, Role::Owner)] };
        let seen = till.shop.view_checkout(&Caller { person: colleague, grants: Vec::new() }, buyer.checkout).await;
        assert!(matches!(seen, Err(CommerceError::Denied(Denied::NotFound))), "what Bob types is no business of Acme’s members");
        let chosen = till.shop.buy_for(&bob.caller, buyer.checkout, Purchaser { account: globex, place: None }).await.unwrap();
        assert_eq!(chosen.content.details.vat_id, None, "Acme’s VAT id is not Globex’s");
    }

    async fn nobody_pays_for_details_that_they_have_not_seen(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (old, _) = till.place(&buyer).await;
        till.choose(&buyer, ANOTHER_GOOD).await;
        let seen = till.shown(&buyer).await;
        renamed(&till, &buyer, "Acme Holding SE").await;
        let Accepted::Changed(changed) = accept(&till.shop, &buyer, &seen).await.unwrap() else { panic!("it was placed") };
        assert_eq!(changed.now.unwrap_err()[0].code, "checkout_edited_since");
        assert_eq!(till.order(old).await.status(), "awaiting_gates", "nothing has happened");
        let (new, _) = till.place(&buyer).await;
        assert_ne!(new, old);
        till.work_patiently().await;
    }

    async fn whoever_has_no_link_sees_how_the_payment_of_their_first_order_stands(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let buyer = Buyer { caller: Caller { grants: Vec::new(), ..buyer.caller }, ..buyer };
        let (order, _) = till.place(&buyer).await;
        let standing = till.shop.standing_once_placed(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(standing.order, Some(order));
        till.work().await;
    }

    async fn whoever_opened_a_checkout_keeps_it_when_another_buys_in_it(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let bob = follower(&till, &buyer, "bob@other.example", &[]).await;
        let globex = account_of(world, bob.caller.user().unwrap(), "Globex Ltd").await;
        let bob = follower(&till, &buyer, "bob@other.example", &[globex]).await;
        proved_by(&till, &buyer, bob.caller.user().unwrap()).await;
        till.shop.hand_over_checkout(&bob.caller, buyer.checkout, "boss@other.example", "", "en").await.unwrap();
        let ada = Caller { grants: Vec::new(), ..buyer.caller.clone() };
        let taken_back = till.shop.take_back_checkout(&ada, buyer.checkout).await.unwrap();
        assert!(!taken_back.is_with_approver());
        till.work().await;
    }

    async fn a_colleague_opens_the_checkout_of_an_order_that_their_account_waits_for(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (order, _) = till.place(&buyer).await;
        let account = till.order(order).await.account;
        let as_role = |role| {
            let person = Person::User { user: UserId::from_bits(7), memberships: vec![(account, role)] };
            Caller { person, grants: Vec::new() }
        };
        let view = till.shop.view_checkout(&as_role(Role::BillingManager), buyer.checkout).await.unwrap();
        assert_eq!(view.id, buyer.checkout);
        till.shop.cancel_order(&buyer.caller, order).await.unwrap();
        till.work_patiently().await;
    }

    async fn a_way_to_pay_that_one_account_saved_pays_for_no_other(world: &World) {
        let till = Till::open(world).await;
        let first = till.buyer(GOOD).await;
        let (order, _) = till.place(&first).await;
        till.work().await;
        let acme = till.order(order).await.account;
        let saved = payment_methods::of_account(world.store.read(), acme).await.unwrap();
        let again = till.buyer_of("ada@acme.example", premium(), Purpose::Purchase).await;
        let again = follower(&till, &again, "ada@acme.example", &[acme]).await;
        till.shop.choose_saved_method(&again.caller, again.checkout, saved[0].id.0).await.unwrap();
        let bob = follower(&till, &again, "bob@other.example", &[]).await;
        proved_by(&till, &again, bob.caller.user().unwrap()).await;
        assert_eq!(first_refusal(&till, &again).await, "payment_method_missing");
        till.choose(&again, ANOTHER_GOOD).await;
        let (other, _) = till.place(&again).await;
        assert_ne!(till.order(other).await.account, acme);
        till.work().await;
    }
}
