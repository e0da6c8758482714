//! A trial that is bought: the same subscription, the next licence of the same lineage, no second account.

use commerce::flows::{AcceptQuote, Accepted};
use commerce::on_both_databases;
use commerce::store::{billing_accounts, checkouts, licences, orders, subscriptions, trials};
use commerce::visit::Visit;
use domain::checkout::{Acceptances, Details};
use domain::ids::{CheckoutId, OrderId, TrialId};
use domain::moment::{days, utc_date};
use domain::order::Stage;
use domain::refusal::Param;
use domain::subscription::Basis;
use domain::trial::TrialStage;

use crate::it::identity::browser::{Browser, code};
use crate::it::payment::till::{Buyer, Till};
use crate::it::provider::{EMPTY, GOOD};
use crate::it::trial::{ADA, started, wind_down};

/// A browser with a trial in the shop that is paid through `till`'s provider.
async fn trying<'a>(till: &Till<'a>) -> (Browser<'a>, TrialId) {
    let mut browser = Browser { world: till.world, shop: till.shop.clone(), cookie: None };
    let trial = browser.gets_trial(ADA).await.outcome.unwrap();
    (browser, trial)
}

/// What the trial did not ask for.
async fn fill_in(till: &Till<'_>, visit: &Visit, id: CheckoutId) {
    let session = checkouts::get(till.world.store.read(), id).await.unwrap();
    let mut details: Details = session.content.details.clone();
    details.address.line1 = "Hauptstraße 1".to_owned();
    details.address.city = "Berlin".to_owned();
    details.address.postal_code = "10115".to_owned();
    let answer = till.shop.edit_details(visit, id, session.version, details, "en").await.unwrap();
    assert_eq!(answer.wrong(), [], "nothing is asked twice");
    assert!(!answer.view.awaits_proof(), "the address was proved for the trial");
}

async fn accept(till: &Till<'_>, visit: &Visit, id: CheckoutId) -> OrderId {
    let session = checkouts::get(till.world.store.read(), id).await.unwrap();
    let request = session.content.quote_request(till.shop.presumed_country(), till.shop.today());
    let quote = till.shop.goods().price(&request, 0).unwrap();
    let terms_version = Some(commerce::testing::TERMS_VERSION);
    let accepted = Acceptances { quote_hash: &quote.hash, terms_version, renewal: true };
    let accept = AcceptQuote { checkout: id, version: session.version, as_of: quote.as_of, accepted, network: None };
    match till.shop.accept_quote(&visit.caller, &accept).await.unwrap() {
        Accepted::Placed { order, .. } => order,
        Accepted::Changed(changed) => panic!("{changed:?}"),
    }
}

/// Buys the trial with a card of this number.
async fn buys(till: &Till<'_>, browser: &mut Browser<'_>, trial: TrialId, number: &str) -> OrderId {
    let opened = till.shop.convert_trial(&browser.visit().await, trial).await.unwrap();
    browser.take(opened.cookie.as_ref());
    let (visit, id) = (browser.visit().await, opened.checkout);
    fill_in(till, &visit, id).await;
    let token = till.provider.token(number).await;
    till.shop.choose_method(&visit.caller, id, &token).await.unwrap();
    accept(till, &visit, id).await
}

on_both_databases! {
    async fn it_goes_on_with_the_subscription_and_the_lineage_of_the_licence(world: &World) {
        let till = Till::open(world).await;
        let (mut browser, trial) = trying(&till).await;
        let (db, shop) = (world.store.read(), &till.shop);
        let before = started(world).await.remove(0).started().unwrap().clone();
        let tried = licences::issued_for(db, &trial.to_string()).await.unwrap().unwrap().claims.0;
        assert_eq!((tried.basis, tried.sequence), (Basis::Trial, 1));

        let id = buys(&till, &mut browser, trial, GOOD).await;
        assert_eq!(trials::get(db, trial).await.unwrap().status(), "running", "nothing is converted before it is paid");
        till.work().await;

        let order = orders::get(db, id).await.unwrap();
        assert_eq!(order.status(), "provisioned", "{:?}", order.state);
        assert_eq!((order.subscription, order.account), (before.subscription, before.account));
        let bought = licences::issued_for(db, &id.to_string()).await.unwrap().unwrap().claims.0;
        assert_eq!((bought.subscription, bought.account), (tried.subscription, tried.account));
        assert_eq!((bought.lineage, bought.sequence), (tried.lineage, 2), "the next of the same lineage");
        assert_ne!(bought.sub, tried.sub);
        assert_eq!((bought.basis, bought.seats), (Basis::Paid, 25));
        assert_eq!(licences::last_of(db, before.subscription).await.unwrap().unwrap().id.0, bought.sub);

        let subscription = subscriptions::get(db, before.subscription).await.unwrap();
        assert_eq!(subscription.entitlement_at(shop.now()).unwrap().basis, Basis::Paid);
        let visit = browser.visit().await;
        let seen = shop.view_trial(&visit, trial).await.unwrap();
        assert_eq!((seen.stage, seen.may_convert), (TrialStage::Converted { order: id }, false));
        let view = shop.view_order(&visit.caller, id).await.unwrap();
        assert_eq!((view.stage, view.licence.unwrap().sequence), (Stage::Done, 2));
        assert_eq!(billing_accounts::of_user(db, before.owner.user).await.unwrap().len(), 1, "no second account");

        // When the days of the trial are over, nothing of it ends any more.
        wind_down(world).await;
        assert_eq!(trials::get(db, trial).await.unwrap().status(), "converted");
        let subscription = subscriptions::get(db, before.subscription).await.unwrap();
        assert_eq!(subscription.entitlement_at(shop.now()).unwrap().basis, Basis::Paid);
    }

    async fn bought_after_its_end_it_begins_again_on_that_day(world: &World) {
        let till = Till::open(world).await;
        let (browser, trial) = trying(&till).await;
        drop(browser);
        let db = world.store.read();
        let before = started(world).await.remove(0).started().unwrap().clone();
        wind_down(world).await;
        assert_eq!(trials::get(db, trial).await.unwrap().status(), "expired");
        world.clock.advance(&world.store, days(5)).await.unwrap();
        till.provider.advance(36 * 86_400).await;

        let mut late = Browser { world, shop: till.shop.clone(), cookie: None };
        late.sign_in(ADA).await;
        let id = buys(&till, &mut late, trial, EMPTY).await;
        till.work_patiently().await;
        assert_eq!(trials::get(db, trial).await.unwrap().status(), "expired", "a refused card converts nothing");
        let visit = late.visit().await;
        let again = Buyer { caller: visit.caller.clone(), checkout: orders::get(db, id).await.unwrap().checkout };
        till.choose(&again, GOOD).await;
        assert_eq!(till.place(&again).await.0, id, "the same order");
        till.work_patiently().await;

        let order = orders::get(db, id).await.unwrap();
        assert_eq!((order.status(), order.subscription), ("provisioned", before.subscription));
        let subscription = subscriptions::get(db, before.subscription).await.unwrap();
        let entitlement = subscription.entitlement_at(till.shop.now()).unwrap();
        assert_eq!(entitlement.basis, Basis::Paid);
        assert_eq!(utc_date(entitlement.until.unwrap()), order.acceptance.quote.renews_on.unwrap());
        let bought = licences::issued_for(db, &id.to_string()).await.unwrap().unwrap().claims.0;
        assert_eq!(bought.sequence, 2);
        assert_eq!(trials::get(db, trial).await.unwrap().status(), "converted");
    }
    async fn bought_on_two_devices_it_is_paid_once(world: &World) {
        let till = Till::open(world).await;
        let (mut desk, trial) = trying(&till).await;
        world.clock.advance(&world.store, domain::code::COOL_DOWN).await.unwrap();
        let mut phone = Browser { world, shop: till.shop.clone(), cookie: None };
        phone.sign_in(ADA).await;
        let visit = phone.visit().await;
        let other = till.shop.convert_trial(&visit, trial).await.unwrap().checkout;
        let visit = phone.visit().await;
        fill_in(&till, &visit, other).await;
        let there = Buyer { caller: visit.caller.clone(), checkout: other };
        till.choose(&there, GOOD).await;

        // A payment that failed keeps nobody from buying elsewhere; one that is under way does.
        let id = buys(&till, &mut desk, trial, EMPTY).await;
        let (paid, _) = till.place(&there).await;
        assert_eq!(till.order(id).await.status(), "cancelled");
        let here = Buyer { caller: desk.visit().await.caller, checkout: till.order(id).await.checkout };
        assert_eq!(till.checkout(&here).await.status(), "open");
        till.choose(&here, GOOD).await;
        let refused = till.accept(&here).await.unwrap_err().refusals();
        assert_eq!((refused[0].code.as_str(), refused.len()), ("trial_being_bought", 1));
        assert_eq!(refused[0].params["order"], Param::Text(paid.to_string()));
        let mut third = Browser { world, shop: till.shop.clone(), cookie: None };
        world.clock.advance(&world.store, domain::code::COOL_DOWN).await.unwrap();
        third.sign_in(ADA).await;
        let again = till.shop.convert_trial(&third.visit().await, trial).await;
        assert_eq!(code(again), "trial_being_bought");

        till.work_patiently().await;
        assert_eq!(till.order(paid).await.status(), "provisioned");
        assert_eq!(till.provider.moved(None, "capture").await.0, 1);
        assert_eq!(code(till.accept(&here).await), "trial_converted");
        wind_down(world).await;
    }
}
