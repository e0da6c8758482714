//! Accepting: what was shown is what is charged, once.

use std::sync::Arc;

use commerce::catalogue_file;
use commerce::error::CommerceError;
use commerce::flows::Accepted;
use commerce::goods::Goods;
use commerce::on_both_databases;
use commerce::store::{checkouts, coupon_redemptions, quotes, subscriptions, users};
use commerce::testing::demo_goods;
use commerce::visit::Visit;
use domain::access::{Caller, Denied, Person};
use domain::account::Role;
use domain::catalogue::CatalogueBook;
use domain::checkout::{Details, Purpose, Selection};
use domain::order::CancelReason;
use domain::payment::IntentState;
use domain::quote::difference;
use domain::subscription::Basis;
use jiff::SignedDuration;
use tokio::task::JoinSet;

use super::till::{Buyer, TOTAL, Till, accept, premium};
use crate::it::identity::browser::Browser;
use crate::it::provider::{ANOTHER_GOOD, EMPTY, GOOD};

on_both_databases! {
    async fn a_paid_order_becomes_a_licence_and_a_receipt(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (quote, _) = till.shown(&buyer).await;
        assert_eq!(quote.total_minor, TOTAL);
        let (id, payment) = till.place(&buyer).await;
        assert!(matches!(payment, Some(IntentState::Authorised { .. })), "{payment:?}");
        assert_eq!(till.provider.moved(Some(id), "capture").await, (0, 0), "captured before the order was committed");
        till.work().await;
        till.is_delivered_once(&buyer, id).await;

        let order = till.order(id).await;
        let acceptance = &order.acceptance;
        assert_eq!((&acceptance.quote.json, &acceptance.quote.hash), (&quote.canonical_json(), &quote.hash));
        assert_eq!(quotes::find(world.store.read(), &quote.hash).await.unwrap(), Some(quote.canonical_json()));
        assert_eq!(acceptance.terms.version, commerce::testing::TERMS_VERSION);
        assert_eq!(acceptance.renewal.as_ref().map(|consent| &consent.quote_hash), Some(&quote.hash));
        let place = &acceptance.location;
        assert_eq!((place.address.code(), place.payment_method.map(|c| c.to_string())), ("DE", Some("US".to_owned())));
        let subscription = subscriptions::get(world.store.read(), order.subscription).await.unwrap();
        let entitlement = subscription.entitlement_at(till.shop.now()).unwrap();
        assert_eq!((entitlement.basis, entitlement.package.seats), (Basis::Paid, 25));
        let saved = commerce::store::payment_methods::of_account(world.store.read(), order.account).await.unwrap();
        assert_eq!(saved.len(), 1, "the way to pay is kept for the renewal that was agreed to");
        let expected = ["order_placed", "order_committed", "order_paid", "order_provisioning", "order_provisioned"];
        assert_eq!(till.events(id).await, expected);
        let receipt = &world.mails().await[0];
        assert!(receipt.text_body.contains("€8,100.00") && receipt.text_body.contains("Visa ending in 4242"));
        assert!(receipt.text_body.contains("Reverse charge"), "{}", receipt.text_body);
    }

    async fn whoever_has_bought_is_not_asked_for_their_name_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        let account = till.order(id).await.account;
        let person = Person::User { user: buyer.caller.user().unwrap(), memberships: vec![(account, Role::Owner)] };
        let visit = Visit { caller: Caller { person, grants: Vec::new() }, ..Browser::new(world).visit().await };
        let again = till.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        let session = checkouts::get(world.store.read(), again).await.unwrap();
        let details = session.content.details.clone();
        assert_eq!((details.contact_name.as_str(), details.company.as_str()), ("Ada Lovelace", "Acme GmbH"));

        // What she types another time is what she is called.
        let details = Details { contact_name: " Ada  King ".to_owned(), ..details };
        till.shop.edit_details(&visit, again, session.version, details, "en").await.unwrap();
        let second = Buyer { caller: visit.caller.clone(), checkout: again };
        till.choose(&second, GOOD).await;
        till.place(&second).await;
        till.work().await;
        let user = buyer.caller.user().unwrap();
        assert_eq!(users::get(world.store.read(), user).await.unwrap().name.as_deref(), Some("Ada King"));
        assert_eq!(till.events(user).await, ["user_registered", "user_named", "user_named"]);
    }

    async fn pressed_by_eight_at_once_it_is_one_order_and_one_payment(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let shown = Arc::new(till.shown(&buyer).await);
        let mut tasks = JoinSet::new();
        for _ in 0..8 {
            let (shop, buyer, shown) = (till.shop.clone(), buyer.clone(), shown.clone());
            tasks.spawn(async move { accept(&shop, &buyer, &shown).await.unwrap() });
        }
        let orders: std::collections::BTreeSet<_> = tasks.join_all().await.into_iter().map(|accepted| match accepted {
            Accepted::Placed { order, .. } => order,
            Accepted::Changed(changed) => panic!("{changed:?}"),
        }).collect();
        assert_eq!(orders.len(), 1);
        let id = *orders.first().unwrap();
        till.work().await;
        assert_eq!(till.payments(id).await.len(), 1);
        assert_eq!(till.provider.moved(None, "authorise").await, (1, TOTAL));
        till.is_delivered_once(&buyer, id).await;
        // And once more, long after.
        let again = accept(&till.shop, &buyer, &shown).await.unwrap();
        assert!(matches!(again, Accepted::Placed { order, payment: Some(IntentState::Captured { .. }) } if order == id));
    }

    async fn a_quote_of_yesterday_is_shown_again_and_nothing_is_charged(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let shown = till.shown(&buyer).await;
        till.wait(SignedDuration::from_hours(16)).await;
        let Accepted::Changed(changed) = accept(&till.shop, &buyer, &shown).await.unwrap() else { panic!("placed") };
        let now = changed.now.unwrap();
        assert_eq!(changed.shown.as_ref(), Some(&shown.0));
        assert_eq!(domain::quote::changed_facts(&shown.0, &now)[0], "as_of");
        assert_eq!(till.checkout(&buyer).await.status(), "open");
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
        let (id, _) = till.place(&buyer).await;
        till.work().await;
        till.is_delivered_once(&buyer, id).await;
    }

    async fn seats_changed_in_another_tab_are_shown_line_by_line(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let shown = till.shown(&buyer).await;
        let more = domain::checkout::Edit::Plan(Selection { seats: 30, ..premium() });
        let session = till.checkout(&buyer).await.edit(1, more, till.shop.now()).unwrap().session;
        let session = &session;
        let write = world.store.write(|tx| async move {
            let by = &domain::access::Actor::System;
            commerce::store::checkouts::update(&tx, session, commerce::store::events::Change { event: "edited", by }).await
        });
        write.await.unwrap();
        let Accepted::Changed(changed) = accept(&till.shop, &buyer, &shown).await.unwrap() else { panic!("placed") };
        let lines = difference(&changed.shown.unwrap(), &changed.now.unwrap());
        let seats = |figures: Option<domain::quote::LineFigures>| figures.map(|figures| figures.quantity);
        assert_eq!((seats(lines[0].before), seats(lines[0].after)), (Some(25), Some(30)));
    }

    async fn the_last_coupon_goes_to_one_of_two(world: &World) {
        let till = Till::selling(world, one_coupon()).await;
        let selection = Selection { coupon: Some("WELCOME15".to_owned()), ..premium() };
        let first = till.buyer_of("ada@acme.example", selection.clone(), Purpose::Purchase).await;
        let second = till.buyer_of("bob@acme.example", selection, Purpose::Purchase).await;
        till.choose(&first, EMPTY).await;
        till.choose(&second, GOOD).await;
        let mut tasks = JoinSet::new();
        for buyer in [&first, &second] {
            let (shop, buyer, shown) = (till.shop.clone(), buyer.clone(), till.shown(buyer).await);
            tasks.spawn(async move { (buyer.checkout, accept(&shop, &buyer, &shown).await.unwrap()) });
        }
        let (placed, refused): (Vec<_>, Vec<_>) =
            tasks.join_all().await.into_iter().partition(|(_, accepted)| matches!(accepted, Accepted::Placed { .. }));
        assert_eq!((placed.len(), refused.len()), (1, 1));
        assert_eq!(coupon_redemptions::count(world.store.read(), "WELCOME15").await.unwrap(), 1);
        let Accepted::Changed(changed) = &refused[0].1 else { unreachable!("partitioned") };
        assert_eq!(changed.now.as_ref().unwrap_err()[0].field.as_deref(), Some("coupon"));
        till.work_patiently().await;
    }

    async fn a_declined_buyer_keeps_the_coupon_and_a_cancelled_order_gives_it_back(world: &World) {
        let till = Till::selling(world, one_coupon()).await;
        let selection = Selection { coupon: Some("WELCOME15".to_owned()), ..premium() };
        let buyer = till.buyer_of("ada@acme.example", selection, Purpose::Purchase).await;
        till.choose(&buyer, EMPTY).await;
        let (id, _) = till.place(&buyer).await;
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(view.coupon.map(|coupon| coupon.redemptions), Some(0), "the page shows the coupon as it is");
        till.choose(&buyer, EMPTY).await;
        assert_eq!(till.place(&buyer).await.0, id, "the same order, with its own coupon");
        till.shop.cancel_order(&buyer.caller, id).await.unwrap();
        assert_eq!(coupon_redemptions::count(world.store.read(), "WELCOME15").await.unwrap(), 0);
        till.work_patiently().await;
    }

    async fn a_new_quote_replaces_an_order_that_waits_on_an_old_one(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (old, payment) = till.place(&buyer).await;
        assert!(matches!(payment, Some(IntentState::Failed { .. })));
        till.choose(&buyer, ANOTHER_GOOD).await;
        till.wait(SignedDuration::from_hours(16)).await;
        let (new, _) = till.place(&buyer).await;
        assert_ne!(new, old);
        till.work().await;
        let cancelled = till.order(old).await.state;
        assert!(
            matches!(cancelled, domain::order::OrderState::Cancelled { reason: CancelReason::QuoteChanged, .. }),
            "{cancelled:?}"
        );
        assert_eq!(till.order(new).await.status(), "provisioned");
        assert_eq!(till.provider.moved(None, "capture").await, (1, TOTAL));
    }

    async fn nothing_due_is_delivered_without_a_payment(world: &World) {
        let till = Till::open(world).await;
        let free = Selection { plan: "free".to_owned(), seats: 5, term: None, ..premium() };
        let buyer = till.buyer_of("ada@acme.example", free, Purpose::Purchase).await;
        let (id, payment) = till.place(&buyer).await;
        assert_eq!(payment, None);
        till.work().await;
        assert_eq!(till.order(id).await.status(), "provisioned");
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
    }

    async fn a_stranger_can_neither_accept_nor_look_nor_pay(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let stranger = Buyer { caller: Caller::ANONYMOUS, ..buyer.clone() };
        let not_found = |error: CommerceError| assert!(matches!(error, CommerceError::Denied(Denied::NotFound)), "{error}");
        not_found(till.accept(&stranger).await.unwrap_err());
        let (id, _) = till.place(&buyer).await;
        let nobody = &Caller::ANONYMOUS;
        not_found(till.shop.look_again(nobody, id).await.unwrap_err());
        not_found(till.shop.cancel_order(nobody, id).await.unwrap_err());
        not_found(till.shop.give_up_payment(nobody, id).await.unwrap_err());
        till.work().await;
    }

    async fn terms_and_consent_are_asked_for(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (quote, version) = till.shown(&buyer).await;
        let accepted = domain::checkout::Acceptances { quote_hash: &quote.hash, terms_version: None, renewal: false };
        let accept = commerce::flows::AcceptQuote {
            checkout: buyer.checkout, version, as_of: quote.as_of, accepted, network: None,
        };
        let refused = till.shop.accept_quote(&buyer.caller, &accept).await.unwrap_err();
        let codes: Vec<_> = refused.refusals().into_iter().map(|refusal| refusal.code).collect();
        assert_eq!(codes, ["terms_not_accepted", "renewal_consent_missing"]);
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
    }
}

/// The demo's goods, with a WELCOME15 that can be redeemed once.
fn one_coupon() -> Goods {
    let mut catalogue = catalogue_file::read(catalogue_file::DEMO).unwrap();
    for coupon in catalogue.coupons.iter_mut().filter(|coupon| coupon.code == "WELCOME15") {
        coupon.max_redemptions = Some(1);
    }
    Goods { book: CatalogueBook::new(vec![catalogue]).unwrap(), ..demo_goods() }
}
