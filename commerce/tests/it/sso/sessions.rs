//! Where somebody is signed in, how, and signing out elsewhere.

use commerce::on_both_databases;
use commerce::store::{sessions, sso_attempts};
use commerce::visit::Visit;
use domain::access::session::IDLE;
use jiff::SignedDuration;
use sea_orm::EntityTrait as _;

use super::super::identity::browser::code;
use super::idp::Idp;
use super::traveller::{browser, shop};

on_both_databases! {
    async fn one_sees_where_one_is_signed_in_and_ends_it_elsewhere_at_once(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let (mut here, mut there, mut far, mut stranger) =
            (browser(world, shop), browser(world, shop), browser(world, shop), browser(world, shop));
        stranger.sign_in("bob@free.example").await;
        world.clock.advance(&world.store, SignedDuration::from_mins(1)).await.unwrap();
        there.travels("acme", &idp).await.unwrap();
        far.travels("acme", &idp).await.unwrap();
        here.ask("ada@acme.example").await.unwrap();
        let digits = here.digits().await;
        let visit = Visit { device: Some("Firefox, Linux".to_owned()), ..here.visit().await };
        let verified = shop.verify_code(&visit, "ada@acme.example", &digits, "en").await.unwrap();
        here.take(verified.cookie.as_ref());

        let visit = here.visit().await;
        let seen = shop.view_sessions(&visit).await.unwrap();
        assert_eq!(seen.len(), 3);
        assert_eq!((seen[0].here, seen[0].by.as_deref()), (true, None));
        assert_eq!((seen[0].device.as_deref(), seen[0].signed_in_at), (Some("Firefox, Linux"), world.clock.now()));
        assert!(seen[1..].iter().all(|one| !one.here && one.by.as_deref() == Some("ACME") && one.device.is_none()));

        let theirs = there.visit().await.session.unwrap();
        let not_mine = stranger.visit().await.session.unwrap();
        shop.end_session(&visit, not_mine).await.unwrap();
        assert!(stranger.visit().await.session.is_some(), "what is somebody else's is not there");
        shop.end_session(&visit, theirs).await.unwrap();
        shop.end_session(&visit, theirs).await.unwrap();
        assert_eq!(there.visit().await.session, None);
        assert_eq!(shop.view_sessions(&visit).await.unwrap().len(), 2);
        shop.end_other_sessions(&visit).await.unwrap();
        assert_eq!(far.visit().await.session, None);
        assert!(here.visit().await.session.is_some() && stranger.visit().await.session.is_some());
        assert_eq!(shop.view_sessions(&visit).await.unwrap().len(), 1);
    }

    async fn strangers_see_and_end_nothing_and_what_is_over_is_not_shown(world: &World) {
        let shop = &shop(world, Vec::new());
        let nobody = Visit::default();
        let mut here = browser(world, shop);
        here.sign_in("ada@acme.example").await;
        let session = here.visit().await.session.unwrap();
        assert_eq!(code(shop.view_sessions(&nobody).await), "needs_sign_in");
        assert_eq!(code(shop.end_session(&nobody, session).await), "needs_sign_in");
        assert_eq!(code(shop.end_other_sessions(&nobody).await), "needs_sign_in");
        world.clock.advance(&world.store, IDLE).await.unwrap();
        let mut later = browser(world, shop);
        later.sign_in("ada@acme.example").await;
        let visit = later.visit().await;
        assert_eq!(shop.view_sessions(&visit).await.unwrap().len(), 1);
    }

    async fn what_belongs_to_a_session_is_forgotten_with_it(world: &World) {
        let idp = Idp::start().await;
        let shop = &shop(world, vec![idp.client("acme", &["acme.example"])]);
        let mut old = browser(world, shop);
        old.travels("acme", &idp).await.unwrap();
        old.sets_out("acme").await.unwrap();
        world.clock.advance(&world.store, SignedDuration::from_hours(31 * 24)).await.unwrap();
        shop.sweep().await.unwrap();
        let db = world.store.read();
        assert!(sessions::Entity::find().all(db).await.unwrap().is_empty());
        assert!(sessions::identity::Entity::find().all(db).await.unwrap().is_empty());
        assert!(sso_attempts::Entity::find().all(db).await.unwrap().is_empty());
        world.forget_jobs().await;
    }
}
