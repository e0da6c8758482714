//! One person, whichever way they sign in: linked by a verified address, known by the subject afterwards.

use commerce::on_both_databases;
use commerce::store::{sessions, users};
use commerce::testing::World;
use commerce::visit::grant_to;
use domain::access::{Person, Purpose, Scope};
use domain::ids::CheckoutId;
use sea_orm::EntityTrait as _;
use serde_json::json;

use super::super::identity::browser::code;
use super::idp::{Idp, ada};
use super::traveller::{browser, shop};

const CHECKOUT: CheckoutId = CheckoutId::from_bits(5);

async fn people(world: &World) -> usize {
    users::Entity::find().all(world.store.read()).await.unwrap().len()
}

on_both_databases! {
    async fn whoever_used_the_code_is_the_same_person_with_the_provider(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let by_code = browser(world, shop).sign_in("ada@acme.example").await;

        let mut here = browser(world, shop);
        let visit = &here.visit().await;
        let cookie = world.store.write(|tx| async move { grant_to(&tx, visit, CHECKOUT, &Purpose::Buy).await });
        here.take(cookie.await.unwrap().as_ref());
        let guest = here.cookie.clone();
        let signed_in = here.travels("acme", &idp).await.unwrap();
        assert_eq!(signed_in.user.id, by_code.email.user);
        assert_eq!(signed_in.identity.groups, ["sales", "owners"]);
        assert_eq!(signed_in.user.name.as_deref(), Some("Ada"), "she had given none");

        // With a new secret, keeping what the browser could open.
        assert_eq!(shop.visit(guest.as_deref()).await.unwrap().session, None);
        let visit = here.visit().await;
        assert!(matches!(visit.caller.person, Person::User { user, .. } if user == by_code.email.user));
        assert_eq!(visit.caller.grants.iter().map(|grant| grant.scope).collect::<Vec<_>>(), [Scope::Checkout(CHECKOUT)]);
        let kept = sessions::identity::of_session(world.store.read(), visit.session.unwrap()).await.unwrap();
        assert_eq!(kept, Some(signed_in.identity), "what the provider said can be asked for later");

        // And the other way round: a code afterwards is the same person, and the provider is forgotten.
        world.clock.advance(&world.store, domain::code::COOL_DOWN).await.unwrap();
        let again = here.sign_in("ADA@acme.example").await;
        assert_eq!((again.email.user, people(world).await), (by_code.email.user, 1));
        let kept = sessions::identity::of_session(world.store.read(), visit.session.unwrap()).await.unwrap();
        assert_eq!(kept, None);
        let told = world.mails().await.into_iter().filter(|mail| mail.subject == "ACME now signs you in");
        let told: Vec<_> = told.map(|mail| mail.recipient.0.to_string()).collect();
        assert_eq!(told, ["ada@acme.example"], "a new way in is told, once");
    }

    async fn after_the_first_time_the_subject_decides_and_not_the_address(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let first = browser(world, shop).travels("acme", &idp).await.unwrap();
        assert_eq!(first.user.email.as_str(), "Ada@acme.example");

        // She has married, and somebody else has got her old address.
        idp.knows(json!({ "sub": "subject-of-ada", "email": "ada.byron@acme.example", "email_verified": false,
            "name": "Ada Byron" }));
        let renamed = browser(world, shop).travels("acme", &idp).await.unwrap();
        assert_eq!(renamed.user.id, first.user.id);
        assert_eq!(renamed.user.email, first.user.email, "our word for her stays until she changes it");
        assert_eq!(renamed.user.name.as_deref(), Some("Ada"), "and for what she is called");
        assert_eq!(people(world).await, 1);
    }

    async fn an_address_that_is_not_verified_links_nothing(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        browser(world, shop).sign_in("ada@acme.example").await;
        for unverified in [json!(false), json!("true"), json!(1), json!(null)] {
            let mut person = ada();
            person["email_verified"] = unverified;
            idp.knows(person);
            let mut eve = browser(world, shop);
            assert_eq!(code(eve.travels("acme", &idp).await), "oidc_email_unverified");
            assert_eq!(eve.visit().await.caller.person, Person::Nobody);
        }
        idp.knows(json!({ "sub": "1", "email_verified": true }));
        idp.tells_apart(json!({ "sub": "1" }));
        assert_eq!(code(browser(world, shop).travels("acme", &idp).await), "oidc_email_missing");
        assert_eq!(people(world).await, 1);
    }

    async fn a_provider_speaks_for_its_own_domains_and_an_open_one_for_those_of_nobody(world: &World) {
        let (acme, open) = (Idp::start().await, Idp::start().await);
        let shop = &shop(world, vec![acme.client("acme", &["acme.example"]), open.client("open", &[])]);
        assert_eq!(shop.provider_of("Ada@ACME.example").map(|way| way.slug), Some("acme".to_owned()));
        assert_eq!(shop.provider_of("ada@free.example"), None);
        assert_eq!(shop.ways_in().into_iter().map(|way| way.name).collect::<Vec<_>>(), ["OPEN"]);

        assert_eq!(code(browser(world, shop).travels("open", &open).await), "oidc_email_foreign");
        let free = json!({ "sub": "1", "email": "bob@free.example", "email_verified": true });
        acme.knows(free.clone());
        assert_eq!(code(browser(world, shop).travels("acme", &acme).await), "oidc_email_foreign");
        open.knows(free);
        browser(world, shop).travels("open", &open).await.unwrap();
        assert_eq!(people(world).await, 1);
    }

    async fn the_same_subject_of_another_provider_is_somebody_else(world: &World) {
        let (one, two) = (Idp::start().await, Idp::start().await);
        let shop = &shop(world, vec![one.client("one", &[]), two.client("two", &[])]);
        let ada = browser(world, shop).travels("one", &one).await.unwrap();
        two.knows(json!({ "sub": "subject-of-ada", "email": "eve@evil.example", "email_verified": true }));
        let eve = browser(world, shop).travels("two", &two).await.unwrap();
        assert_ne!(ada.user.id, eve.user.id);
    }

    async fn an_address_that_is_told_beside_the_token_counts_if_it_is_of_the_same_person(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("open", &[])]);
        idp.knows(json!({ "sub": "1" }));
        idp.tells_apart(json!({ "sub": "2", "email": "ada@acme.example", "email_verified": true }));
        assert_eq!(code(browser(world, shop).travels("open", &idp).await), "oidc_unreadable");
        idp.tells_apart(json!({ "sub": "1", "email": "ada@acme.example", "email_verified": true, "groups": ["a"] }));
        let signed_in = browser(world, shop).travels("open", &idp).await.unwrap();
        assert_eq!((signed_in.user.email.as_str(), signed_in.identity.groups), ("ada@acme.example", vec!["a".to_owned()]));
    }
}
