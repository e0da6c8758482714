//! Who somebody is to us, and what they have with us.

use commerce::flows::{AwaitedCode, SignedIn, Visitor};
use commerce::on_both_databases;
use domain::access::Scope;
use domain::code::LIFETIME;

use super::super::trial::{ADA, wind_down};
use super::browser::{Browser, code};

async fn who(browser: &mut Browser<'_>) -> Visitor {
    let visit = browser.visit().await;
    browser.shop.whoami(&visit).await.unwrap()
}

on_both_databases! {
    async fn a_code_on_its_way_is_remembered_until_it_is_entered_or_too_old(world: &World) {
        let mut browser = Browser::new(world);
        assert_eq!(who(&mut browser).await, Visitor::default());
        browser.ask(ADA).await.unwrap();
        let awaits = Some(AwaitedCode { email: ADA.parse().unwrap() });
        assert_eq!(who(&mut browser).await.awaits, awaits);
        assert_eq!(who(&mut Browser::new(world)).await, Visitor::default());
        for _ in 0..5 {
            assert!(browser.enter(ADA, "000000").await.is_err());
        }
        assert_eq!(who(&mut browser).await.awaits, awaits, "tried too often, it is asked for again at the same place");
        world.clock.advance(&world.store, LIFETIME).await.unwrap();
        assert_eq!(who(&mut browser).await, Visitor::default());

        browser.sign_in(ADA).await;
        let signed_in = Visitor { email: Some(ADA.parse().unwrap()), ..Visitor::default() };
        assert_eq!(who(&mut browser).await, signed_in);
    }

    async fn a_cookie_says_who_is_signed_in_while_it_is_good(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        let guest = browser.cookie.clone().unwrap();
        assert_eq!(browser.shop.signed_in_as(&guest).await.unwrap(), None);
        let digits = browser.digits().await;
        browser.enter(ADA, &digits).await.unwrap();
        let cookie = browser.cookie.clone().unwrap();
        assert_ne!(cookie, guest, "signing in changes the secret");
        assert_eq!(browser.shop.signed_in_as(&cookie).await.unwrap(), Some(SignedIn { email: ADA.parse().unwrap(), currency: None }));
        let visit = browser.visit().await;
        browser.shop.sign_out(&visit).await.unwrap();
        assert_eq!(browser.shop.signed_in_as(&cookie).await.unwrap(), None);
        assert_eq!(browser.shop.signed_in_as("nonsense").await.unwrap(), None);
    }

    async fn whoever_is_signed_in_finds_their_trial_on_any_device(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        assert_eq!(code(browser.shop.view_belongings(&visit.caller).await), "needs_sign_in");
        let trial = browser.gets_trial(ADA).await.outcome.unwrap();
        let visit = browser.visit().await;
        let started = browser.shop.convert_trial(&visit, trial).await.unwrap();
        let visit = browser.visit().await;
        let here = browser.shop.view_belongings(&visit.caller).await.unwrap();
        assert_eq!(here.len(), 2);
        assert!(here.iter().any(|thing| thing.scope == Scope::Checkout(started.checkout) && thing.seats == 25));

        world.clock.advance(&world.store, LIFETIME).await.unwrap();
        let mut elsewhere = Browser::new(world);
        elsewhere.sign_in(ADA).await;
        let visit = elsewhere.visit().await;
        let there = elsewhere.shop.view_belongings(&visit.caller).await.unwrap();
        let mut scopes: Vec<_> = there.iter().map(|thing| thing.scope).collect();
        scopes.sort_by_key(|scope| matches!(scope, Scope::Trial(_)));
        assert_eq!(scopes, [Scope::Checkout(started.checkout), Scope::Trial(trial)], "what was begun elsewhere, too");
        let visit = elsewhere.visit().await;
        assert!(elsewhere.shop.view_checkout(&visit.caller, started.checkout).await.is_ok(), "and it opens");
        world.clock.advance(&world.store, LIFETIME).await.unwrap();
        let mut stranger = Browser::new(world);
        stranger.sign_in("eve@other.example").await;
        let visit = stranger.visit().await;
        assert_eq!(stranger.shop.view_belongings(&visit.caller).await.unwrap(), []);
        wind_down(world).await;
    }
}
