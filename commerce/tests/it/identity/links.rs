//! A link works once, for whoever follows it first; a token until it expires; a ticket once, within seconds.

use commerce::flows::{IssuedLink, SeenLink};
use commerce::on_both_databases;
use commerce::store::{StoreError, links};
use commerce::testing::World;
use domain::access::{Person, Purpose, Scope};
use domain::ids::{CheckoutId, OrderId};
use jiff::SignedDuration;
use sea_orm::EntityTrait as _;

use super::browser::{Browser, code};

const CHECKOUT: CheckoutId = CheckoutId::from_bits(5);
const HOUR: SignedDuration = SignedDuration::from_hours(1);

fn approve() -> Purpose {
    Purpose::Approve { email: "boss@example.com".parse().unwrap() }
}

async fn link(world: &World) -> IssuedLink {
    let shop = world.commerce();
    let shop = &shop;
    let made = world.store.write(|tx| async move { shop.create_link(&tx, CHECKOUT, approve(), HOUR).await });
    made.await.unwrap()
}

async fn follow(browser: &mut Browser<'_>, secret: &str) -> Result<Scope, commerce::error::CommerceError> {
    let visit = browser.visit().await;
    let redeemed = browser.shop.redeem_link(&visit, secret).await?;
    browser.take(redeemed.cookie.as_ref());
    assert_eq!(redeemed.purpose, approve());
    Ok(redeemed.scope)
}

async fn look(browser: &mut Browser<'_>, secret: &str) -> Result<SeenLink, commerce::error::CommerceError> {
    let visit = browser.visit().await;
    browser.shop.look_at_link(&visit, secret).await
}

on_both_databases! {
    async fn a_link_is_exchanged_for_a_grant_of_the_browser(world: &World) {
        let made = link(world).await;
        let mut browser = Browser::new(world);
        assert_eq!(follow(&mut browser, &made.secret.reveal()).await.unwrap(), Scope::Checkout(CHECKOUT));
        let visit = browser.visit().await;
        assert_eq!(visit.caller.person, Person::Nobody);
        assert_eq!((visit.caller.grants[0].scope, &visit.caller.grants[0].purpose), (CHECKOUT.into(), &approve()));

        // Back and again in the same browser: it leads to the same place. In another: it was used.
        follow(&mut browser, &made.secret.reveal()).await.unwrap();
        assert_eq!(code(follow(&mut Browser::new(world), &made.secret.reveal()).await), "link_used");
    }

    async fn looking_at_it_does_not_use_it_up(world: &World) {
        let made = link(world).await;
        let secret = made.secret.reveal();
        let (mut buyer, mut scanner) = (Browser::new(world), Browser::new(world));
        for _ in 0..3 {
            let seen = look(&mut scanner, &secret).await.unwrap();
            assert_eq!((seen.scope, seen.expires_at, seen.followed), (CHECKOUT.into(), made.expires_at, false));
        }
        follow(&mut buyer, &secret).await.unwrap();
        assert!(look(&mut buyer, &secret).await.unwrap().followed);
        assert_eq!(code(look(&mut scanner, &secret).await), "link_used");
        assert_eq!(code(look(&mut scanner, "x").await), "link_unknown");
        let late = link(world).await.secret.reveal();
        world.clock.advance(&world.store, HOUR).await.unwrap();
        assert_eq!(code(look(&mut scanner, &late).await), "link_expired");
    }

    async fn of_two_who_follow_it_at_once_one_gets_in(world: &World) {
        let secret = link(world).await.secret.reveal();
        let (mut one, mut two) = (Browser::new(world), Browser::new(world));
        let (first, second) = tokio::join!(follow(&mut one, &secret), follow(&mut two, &secret));
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    }

    async fn it_expires_and_can_be_made_worthless(world: &World) {
        let made = link(world).await;
        world.store.write(|tx| async move { links::revoke(&tx, CHECKOUT.into(), "approve").await }).await.unwrap();
        assert_eq!(code(follow(&mut Browser::new(world), &made.secret.reveal()).await), "link_expired");

        let made = link(world).await;
        world.clock.advance(&world.store, HOUR).await.unwrap();
        assert_eq!(code(follow(&mut Browser::new(world), &made.secret.reveal()).await), "link_expired");
        for wrong in ["", "x", &world.random.secret().reveal()] {
            assert_eq!(code(follow(&mut Browser::new(world), wrong).await), "link_unknown", "{wrong}");
        }
    }

    async fn the_letter_can_write_its_address_although_it_is_stored_nowhere(world: &World) {
        let made = link(world).await;
        let url = world.commerce().link_url(made.id);
        assert_eq!(url, format!("https://shop.example/l/{}", made.secret.reveal()));
        let stored = format!("{:?}", links::Entity::find().all(world.store.read()).await.unwrap());
        assert!(!stored.contains(&made.secret.reveal()));
    }

    async fn a_token_opens_one_thing_until_it_expires(world: &World) {
        let shop = &world.commerce();
        let made = world.store.write(|tx| async move { shop.issue_token(&tx, CHECKOUT, Purpose::Buy).await });
        let token = made.await.unwrap().secret.reveal();
        let visit = shop.visit_by_token(&token).await.unwrap();
        assert_eq!((visit.session, visit.caller.person), (None, Person::Nobody));
        assert_eq!((visit.caller.grants.len(), visit.caller.grants[0].scope), (1, CHECKOUT.into()));

        // A code asked for in a frame is good in that frame, and makes the person, but no session.
        shop.request_code(&visit_of(shop, &token).await, "ada@example.com", "de").await.unwrap();
        let digits = Browser::new(world).digits().await;
        let verified = shop.verify_code(&visit_of(shop, &token).await, "ada@example.com", &digits, "de").await.unwrap();
        assert_eq!((verified.email.email.as_str(), verified.cookie), ("ada@example.com", None));

        // It is no link and no ticket.
        assert_eq!(code(shop.redeem_link(&shop.visit(None).await.unwrap(), &token).await), "link_unknown");
        assert_eq!(code(shop.redeem_ticket(&token).await), "not_found");
        world.clock.advance(&world.store, SignedDuration::from_mins(30)).await.unwrap();
        assert_eq!(visit_of(shop, &token).await.caller.grants, []);
        assert_eq!(visit_of(shop, "x").await.caller.grants, []);
    }

    async fn a_ticket_opens_one_stream_once_within_seconds(world: &World) {
        let shop = world.commerce();
        let order = OrderId::from_bits(9);
        let ticket = shop.issue_ticket(order).await.unwrap().secret.reveal();
        assert_eq!(shop.redeem_ticket(&ticket).await.unwrap(), Scope::Order(order));
        assert_eq!(code(shop.redeem_ticket(&ticket).await), "not_found");
        let late = shop.issue_ticket(order).await.unwrap().secret.reveal();
        world.clock.advance(&world.store, SignedDuration::from_secs(30)).await.unwrap();
        assert_eq!(code(shop.redeem_ticket(&late).await), "not_found");
    }

    async fn nothing_remains_of_a_link_whose_transaction_fails(world: &World) {
        let shop = &world.commerce();
        let refused: Result<(), StoreError> = world
            .store
            .write(|tx| async move {
                shop.create_link(&tx, CHECKOUT, Purpose::Buy, HOUR).await?;
                Err(StoreError::Busy(1))
            })
            .await;
        assert!(refused.is_err());
        assert!(links::Entity::find().all(world.store.read()).await.unwrap().is_empty());
    }
}

async fn visit_of(shop: &commerce::commerce::Commerce, token: &str) -> commerce::visit::Visit {
    shop.visit_by_token(token).await.unwrap()
}
