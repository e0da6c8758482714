//! Leaving: out of the browser, to the provider; and the provider's word that somebody has left there.

use commerce::commerce::Commerce;
use commerce::on_both_databases;
use commerce::testing::beginning;
use domain::access::oidc::LogoutRefusal;
use serde_json::{Value, json};

use super::super::identity::browser::code;
use super::idp::{Idp, ada};
use super::traveller::{browser, shop};

async fn told(shop: &Commerce, idp: &Idp, claims: Value) -> Result<u64, LogoutRefusal> {
    shop.end_sso("acme", &idp.logout_token(claims), beginning()).await.unwrap()
}

on_both_databases! {
    async fn whoever_signs_out_here_is_shown_the_way_out_there(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let mut here = browser(world, shop);
        here.travels("acme", &idp).await.unwrap();
        let visit = here.visit().await;
        assert_eq!(shop.sign_out(&visit).await.unwrap().as_deref(), Some("acme"));
        assert_eq!(here.visit().await.session, None);
        let address = shop.leave_provider("acme").await.unwrap().unwrap();
        let back = "client_id=kassa&post_logout_redirect_uri=https%3A%2F%2Fshop.example%2Fsign-in";
        assert_eq!(address, format!("{}/leave?{back}", idp.issuer));
        assert_eq!(code(shop.leave_provider("nobody").await), "oidc_provider_unknown");

        let mut by_code = browser(world, shop);
        by_code.sign_in("bob@free.example").await;
        let visit = by_code.visit().await;
        assert_eq!(shop.sign_out(&visit).await.unwrap(), None, "a code has nowhere to leave");
    }

    async fn whoever_has_left_there_is_signed_out_here_at_once(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let (mut one, mut two, mut by_code) = (browser(world, shop), browser(world, shop), browser(world, shop));
        one.travels("acme", &idp).await.unwrap();
        let mut elsewhere = ada();
        elsewhere["sid"] = json!("another-session");
        idp.knows(elsewhere);
        two.travels("acme", &idp).await.unwrap();
        by_code.sign_in("ada@acme.example").await;

        assert_eq!(told(shop, &idp, json!({ "sid": "their-session" })).await, Ok(1));
        assert_eq!(one.visit().await.session, None);
        assert!(two.visit().await.session.is_some(), "the provider meant one of its sessions");
        assert_eq!(told(shop, &idp, json!({ "sid": "their-session" })).await, Err(LogoutRefusal::Replayed));
        assert_eq!(told(shop, &idp, json!({ "jti": "2", "sub": "subject-of-ada" })).await, Ok(1));
        assert_eq!(two.visit().await.session, None);
        assert!(by_code.visit().await.session.is_some(), "the provider did not sign this one in");
        assert_eq!(told(shop, &idp, json!({ "jti": "3", "sub": "nobody" })).await, Ok(0));
    }

    async fn a_logout_token_that_is_not_right_ends_nothing(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let mut here = browser(world, shop);
        here.travels("acme", &idp).await.unwrap();
        let now = beginning().as_second();
        let sub = "subject-of-ada";
        for (claims, refusal) in [
            (json!({ "sub": sub, "iss": "http://evil.example" }), LogoutRefusal::WrongIssuer),
            (json!({ "sub": sub, "aud": "another" }), LogoutRefusal::WrongAudience),
            (json!({ "sub": sub, "exp": now - 60 }), LogoutRefusal::OutOfTime),
            (json!({ "sub": sub, "events": {} }), LogoutRefusal::WithoutEvent),
            (json!({ "sub": sub, "events": null }), LogoutRefusal::WithoutEvent),
            (json!({ "sub": sub, "nonce": "n" }), LogoutRefusal::WithNonce),
            (json!({ "sub": sub, "jti": null }), LogoutRefusal::Unreadable),
            (json!({}), LogoutRefusal::AboutNobody),
        ] {
            assert_eq!(told(shop, &idp, claims).await, Err(refusal));
        }
        idp.lies(|header, _| header["alg"] = json!("none"));
        assert_eq!(told(shop, &idp, json!({ "sub": sub })).await, Err(LogoutRefusal::WrongAlgorithm));
        idp.signs_with_another_key();
        assert_eq!(told(shop, &idp, json!({ "sub": sub })).await, Err(LogoutRefusal::WrongSignature));
        idp.tells_the_truth();
        for token in ["", "a.b.c"] {
            assert_eq!(shop.end_sso("acme", token, beginning()).await.unwrap(), Err(LogoutRefusal::Unreadable));
        }
        assert_eq!(shop.end_sso("nobody", "", beginning()).await.unwrap(), Err(LogoutRefusal::ProviderUnknown));
        assert!(here.visit().await.session.is_some());
    }
}
