//! A session lasts while it is used, changes its secret once a day, and never signs anybody out by accident.

use commerce::on_both_databases;
use commerce::testing::World;
use commerce::visit::grant_to;
use domain::access::session::SessionRefusal;
use domain::access::{Person, Purpose, Scope};
use domain::checkout::Details;
use domain::ids::CheckoutId;
use jiff::SignedDuration;

use super::browser::Browser;
use crate::it::checkout::{acme, premium};

const ADA: &str = "ada@example.com";
const CHECKOUT: CheckoutId = CheckoutId::from_bits(5);

async fn later(world: &World, by: SignedDuration) {
    world.clock.advance(&world.store, by).await.unwrap();
}

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

on_both_databases! {
    async fn a_guest_keeps_what_they_began_when_they_sign_in(world: &World) {
        let mut browser = Browser::new(world);
        let visit = &browser.visit().await;
        assert_eq!(visit.session, None);
        let cookie = world.store.write(|tx| async move { grant_to(&tx, visit, CHECKOUT, &Purpose::Buy).await });
        browser.take(cookie.await.unwrap().as_ref());

        let verified = browser.sign_in(ADA).await;
        let visit = browser.visit().await;
        assert_eq!(visit.caller.user(), Some(verified.email.user));
        assert_eq!(visit.caller.grants.len(), 1);
        assert_eq!(visit.caller.grants[0].scope, Scope::Checkout(CHECKOUT));
    }

    async fn whoever_signs_in_after_somebody_else_opens_nothing_of_theirs(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        let visit = browser.visit().await;
        for _ in 0..2 {
            browser.shop.start_checkout(&visit, premium()).await.unwrap();
        }
        later(world, MINUTE).await;
        browser.sign_in(ADA).await;
        let visit = browser.visit().await;
        assert_eq!(visit.caller.grants.len(), 2, "the same person goes on");

        // Proving another address in a checkout makes somebody else of them, who goes on with that alone.
        let Scope::Checkout(checkout) = visit.caller.grants[0].scope else { panic!("{:?}", visit.caller.grants) };
        let details = Details { contact_email: "bob@example.com".to_owned(), ..acme() };
        browser.shop.edit_details(&visit, checkout, 1, details, "en").await.unwrap();
        let digits = browser.digits().await;
        let proved = browser.shop.prove_email(&visit, checkout, &digits, "en").await.unwrap();
        browser.take(proved.cookie.as_ref());
        let visit = browser.visit().await;
        assert_eq!(visit.caller.grants.iter().map(|grant| grant.scope).collect::<Vec<_>>(), [Scope::Checkout(checkout)]);
        assert!(browser.shop.view_checkout(&visit.caller, checkout).await.is_ok());

        later(world, MINUTE).await;
        browser.sign_in("eve@example.com").await;
        let visit = browser.visit().await;
        assert_eq!(visit.caller.grants, []);
        assert!(browser.shop.view_checkout(&visit.caller, checkout).await.is_err());
    }

    async fn the_secret_changes_once_a_day_and_the_old_one_lasts_a_minute_longer(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        let first = browser.cookie.clone();
        later(world, DAY).await;
        browser.visit().await;
        assert_ne!(browser.cookie, first, "it was changed");

        // Requests under way still show the old one, before and after the new one is seen.
        let with_old = browser.shop.visit(first.as_deref()).await.unwrap();
        assert!(with_old.session.is_some() && with_old.renewed.is_none());
        browser.visit().await;
        assert!(browser.shop.visit(first.as_deref()).await.unwrap().session.is_some());
        later(world, MINUTE).await;
        assert_eq!(browser.shop.visit(first.as_deref()).await.unwrap().session, None);
        assert!(browser.visit().await.session.is_some());
    }

    async fn an_answer_that_was_lost_signs_nobody_out(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        let kept = browser.cookie.clone();
        later(world, DAY).await;
        browser.visit().await;
        let lost = browser.cookie.clone();

        browser.cookie = kept;
        later(world, MINUTE).await;
        let visit = browser.visit().await;
        assert!(visit.renewed.is_some() && matches!(visit.caller.person, Person::User { .. }));
        assert!(browser.visit().await.session.is_some());
        assert_eq!(browser.shop.visit(lost.as_deref()).await.unwrap().session, None);
    }

    async fn many_requests_at_once_change_it_once(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        later(world, DAY).await;
        let cookie = browser.cookie.as_deref();
        let visits = futures::future::join_all((0..6).map(|_| browser.shop.visit(cookie))).await;
        let renewed = visits.into_iter().filter(|visit| visit.as_ref().unwrap().renewed.is_some()).count();
        assert_eq!(renewed, 1);
    }

    async fn it_ends_after_a_week_unused_and_after_thirty_days_anyway(world: &World) {
        let mut used = Browser::new(world);
        used.sign_in(ADA).await;
        for _ in 0..4 {
            later(world, DAY * 7 - MINUTE).await;
            assert!(used.visit().await.session.is_some());
        }
        later(world, DAY * 3).await;
        let over = used.visit().await;
        assert_eq!((over.session, over.ended), (None, Some(SessionRefusal::SessionTooOld)));

        let mut idle = Browser::new(world);
        idle.sign_in(ADA).await;
        later(world, DAY * 7).await;
        let over = idle.visit().await;
        assert_eq!((over.session, over.ended), (None, Some(SessionRefusal::SessionIdle)));
    }

    async fn signing_out_ends_it_for_good(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        let visit = browser.visit().await;
        browser.shop.sign_out(&visit).await.unwrap();
        assert_eq!(browser.visit().await.session, None);
        browser.shop.sign_out(&browser.shop.visit(None).await.unwrap()).await.unwrap();
    }

    async fn what_is_no_secret_is_nobody(world: &World) {
        let shop = world.commerce();
        let forged = world.random.secret().reveal();
        for cookie in [None, Some(""), Some("x"), Some(forged.as_str())] {
            let visit = shop.visit(cookie).await.unwrap();
            assert_eq!((visit.session, visit.caller.person), (None, Person::Nobody));
        }
    }
}
