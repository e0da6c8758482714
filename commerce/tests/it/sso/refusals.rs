//! Everything that is not as it should be is refused by name, and nobody is signed in by it.

use std::time::Duration;

use commerce::flows::SsoAnswer;
use commerce::on_both_databases;
use commerce::store::{sso_attempts, users};
use commerce::testing::{World, beginning};
use domain::access::Person;
use domain::access::oidc::LIFETIME;
use sea_orm::EntityTrait as _;
use serde_json::{Value, json};

use super::super::identity::browser::code;
use super::idp::Idp;
use super::traveller::{browser, shop};

async fn nobody_was_made(world: &World) {
    assert!(users::Entity::find().all(world.store.read()).await.unwrap().is_empty());
}

/// What becomes of a token that was changed so before it was signed.
async fn told(world: &World, change: impl Fn(&mut Value, &mut Value) + Send + 'static) -> String {
    let idp = Idp::start().await;
    let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
    idp.lies(change);
    let mut here = browser(world, shop);
    let refused = code(here.travels("acme", &idp).await);
    assert_eq!(here.visit().await.caller.person, Person::Nobody);
    refused
}

on_both_databases! {
    async fn a_token_that_says_something_else(world: &World) {
        let now = beginning().as_second();
        assert_eq!(told(world, |_, claims| claims["nonce"] = json!("another")).await, "oidc_wrong_nonce");
        assert_eq!(told(world, |_, claims| claims["aud"] = json!("another")).await, "oidc_wrong_audience");
        assert_eq!(told(world, |_, claims| claims["aud"] = json!(["kassa", "another"])).await, "oidc_wrong_audience");
        assert_eq!(told(world, |_, claims| claims["iss"] = json!("http://evil.example")).await, "oidc_wrong_issuer");
        assert_eq!(told(world, move |_, claims| claims["exp"] = json!(now - 60)).await, "oidc_token_expired");
        assert_eq!(told(world, move |_, claims| claims["iat"] = json!(now + 61)).await, "oidc_token_early");
        assert_eq!(told(world, |_, claims| claims["exp"] = json!("never")).await, "oidc_unreadable");
        nobody_was_made(world).await;
    }

    async fn a_token_that_nobody_signed(world: &World) {
        assert_eq!(told(world, |header, _| header["alg"] = json!("none")).await, "oidc_wrong_algorithm");
        assert_eq!(told(world, |header, _| header["alg"] = json!("HS256")).await, "oidc_wrong_algorithm");
        assert_eq!(told(world, |header, _| header["alg"] = json!("RS256")).await, "oidc_wrong_signature");
        assert_eq!(told(world, |header, _| header["kid"] = json!("two")).await, "oidc_wrong_signature");
        assert_eq!(told(world, |header, _| header["forged"] = json!(true)).await, "oidc_wrong_signature");
        assert_eq!(told(world, |header, _| header["crit"] = json!(["exp"])).await, "oidc_unreadable");
        nobody_was_made(world).await;
    }

    async fn an_answer_that_comes_twice_late_or_from_elsewhere(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"]), idp.client("other", &[])]);
        let mut here = browser(world, shop);
        let address = here.sets_out("acme").await.unwrap();
        let answer = idp.signs_in(&address);

        // Another browser, one without a session, another provider's door, and a state that nobody gave out.
        let mut elsewhere = browser(world, shop);
        assert_eq!(code(elsewhere.comes_back("acme", &answer).await), "oidc_state_unknown");
        elsewhere.sets_out("acme").await.unwrap();
        assert_eq!(code(elsewhere.comes_back("acme", &answer).await), "oidc_state_unknown");
        assert_eq!(code(here.comes_back("other", &answer).await), "oidc_state_unknown");
        for state in ["", "guessed", &world.random.secret().reveal()] {
            let guessed = SsoAnswer { state: state.to_owned(), ..answer.clone() };
            assert_eq!(code(here.comes_back("acme", &guessed).await), "oidc_state_unknown");
        }
        here.comes_back("acme", &answer).await.unwrap();
        assert_eq!(code(here.comes_back("acme", &answer).await), "oidc_state_used", "a state works once");

        // The code was redeemed; another state does not make it good again.
        let address = here.sets_out("acme").await.unwrap();
        let fresh = idp.signs_in(&address);
        let replayed = SsoAnswer { code: answer.code.clone(), ..fresh };
        assert_eq!(code(here.comes_back("acme", &replayed).await), "oidc_code_refused");

        let address = here.sets_out("acme").await.unwrap();
        world.clock.advance(&world.store, LIFETIME).await.unwrap();
        assert_eq!(code(here.comes_back("acme", &idp.signs_in(&address)).await), "oidc_state_expired");
        assert_eq!(code(here.comes_back("nobody", &answer).await), "oidc_provider_unknown");
        assert_eq!(code(here.sets_out("nobody").await), "oidc_provider_unknown");
    }

    async fn a_code_that_was_given_to_somebody_else(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let (mut eve, mut ada) = (browser(world, shop), browser(world, shop));
        let address = eve.sets_out("acme").await.unwrap();
        let theirs = idp.signs_in(&address);
        let address = ada.sets_out("acme").await.unwrap();
        let injected = SsoAnswer { code: theirs.code, ..idp.signs_in(&address) };
        assert_eq!(code(ada.comes_back("acme", &injected).await), "oidc_code_refused", "PKCE: the verifier is another");
    }

    async fn a_provider_that_says_no_or_that_is_another(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let mut here = browser(world, shop);
        let address = here.sets_out("acme").await.unwrap();
        let denied = SsoAnswer { error: Some("access_denied".to_owned()), ..idp.signs_in(&address) };
        assert_eq!(code(here.comes_back("acme", &denied).await), "oidc_denied");
        for issuer in [None, Some("http://evil.example".to_owned())] {
            let address = here.sets_out("acme").await.unwrap();
            let mixed_up = SsoAnswer { issuer, ..idp.signs_in(&address) };
            assert_eq!(code(here.comes_back("acme", &mixed_up).await), "oidc_wrong_issuer");
        }
        nobody_was_made(world).await;
    }

    async fn keys_that_change_are_found_and_not_asked_for_too_often(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![
            idp.client("acme", &["acme.example"]),
            idp.client_that("quick", &[], Duration::ZERO),
        ]);
        let mut here = browser(world, shop);
        here.travels("acme", &idp).await.unwrap();
        here.travels("acme", &idp).await.unwrap();
        assert_eq!(idp.keys_asked(), 1);
        idp.rotates("two");
        here.travels("acme", &idp).await.unwrap();
        assert_eq!(idp.keys_asked(), 2, "the new key was fetched");
        idp.rotates("three");
        for _ in 0..3 {
            assert_eq!(code(here.travels("acme", &idp).await), "oidc_wrong_signature");
        }
        assert_eq!(idp.keys_asked(), 2, "not again within the minute");

        // Later it may be asked again, each time.
        here.travels("quick", &idp).await.unwrap();
        idp.rotates("four");
        here.travels("quick", &idp).await.unwrap();
        idp.rotates("five");
        here.travels("quick", &idp).await.unwrap();
        idp.rotates("five");
        here.travels("quick", &idp).await.unwrap();
        idp.signs_with_another_key();
        assert_eq!(code(here.travels("quick", &idp).await), "oidc_wrong_signature");
        idp.tells_the_truth();
        here.travels("quick", &idp).await.unwrap();
    }

    async fn a_provider_that_is_away_or_silent(world: &World) {
        let mut idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"]), idp.client("silent", &[])]);
        let mut here = browser(world, shop);
        let address = here.sets_out("acme").await.unwrap();
        let answer = idp.signs_in(&address);
        idp.falls_silent();
        assert_eq!(code(here.sets_out("silent").await), "oidc_unavailable", "it is not waited for");
        idp.goes_down().await;
        assert_eq!(code(here.comes_back("acme", &answer).await), "oidc_unavailable");
        assert_eq!(code(here.sets_out("silent").await), "oidc_unavailable");

        // A code is always a way.
        here.sign_in("ada@acme.example").await;
    }

    async fn what_was_sent_to_the_provider_is_nowhere_in_the_database(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let address = browser(world, shop).sets_out("acme").await.unwrap();
        let stored = format!("{:?}", sso_attempts::Entity::find().all(world.store.read()).await.unwrap());
        let url = url::Url::parse(&address).unwrap();
        let sent = url.query_pairs().filter(|(name, _)| ["state", "nonce", "code_challenge"].contains(&name.as_ref()));
        assert!(stored.contains("acme"));
        assert_eq!(sent.filter(|(_, value)| !stored.contains(value.as_ref())).count(), 3, "{stored}");
    }
}
