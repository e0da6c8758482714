//! What has lost its use is forgotten, once a day.

use commerce::on_both_databases;
use commerce::store::{StoreError, email_codes, events, sessions};
use commerce::testing::World;
use domain::access::{Purpose, Scope};
use domain::ids::{CheckoutId, TrialId};
use domain::moment::days;
use domain::trial::TrialStage;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait as _, EntityTrait as _};

use super::super::trial::{ADA, form};
use super::browser::{Browser, code};

on_both_databases! {
    async fn old_sessions_and_codes_go_and_the_rest_stays(world: &World) {
        let mut old = Browser::new(world);
        old.sign_in("ada@example.com").await;
        let visit = &old.visit().await;
        let granted = world.store.write(|tx| async move {
            commerce::visit::grant_to(&tx, visit, CheckoutId::from_bits(1), &Purpose::Buy).await
        });
        granted.await.unwrap();
        world.clock.advance(&world.store, SignedDuration::from_hours(31 * 24)).await.unwrap();
        let mut young = Browser::new(world);
        young.sign_in("ada@example.com").await;

        old.shop.schedule_sweep().await.unwrap();
        old.shop.schedule_sweep().await.unwrap();
        assert_eq!(world.run_jobs().await, 1);
        assert_eq!(sessions::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
        assert_eq!(email_codes::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
        assert!(young.visit().await.session.is_some());

        // It comes again tomorrow, and every day.
        for _ in 0..2 {
            assert_eq!(world.run_jobs().await, 0);
            world.clock.advance(&world.store, SignedDuration::from_hours(24)).await.unwrap();
            assert_eq!(world.run_jobs().await, 1);
        }
        forget_jobs(world).await;
    }

    async fn a_trial_that_nobody_proved_an_address_for_goes_with_all_that_is_known_of_it(world: &World) {
        let mut ada = Browser::new(world);
        let proved = ada.gets_trial(ADA).await.outcome.unwrap();
        let mut bob = Browser::new(world);
        let form = form("bob@other.example");
        let unproved = bob.try_it(&form).await.unwrap().trial;
        let known_of = async |id: TrialId| {
            let events = events::after(world.store.read(), &id.to_string(), 0, 9).await.unwrap();
            events.iter().filter(|event| event.snapshot != "{}").count()
        };

        world.clock.advance(&world.store, days(2)).await.unwrap();
        bob.shop.sweep().await.unwrap();
        assert_eq!(bob.sees(unproved).await.unwrap().stage, TrialStage::RequestExpired, "who comes late hears why");
        let recent = bob.try_it(&form).await.unwrap().trial;
        world.clock.advance(&world.store, days(2)).await.unwrap();
        bob.shop.sweep().await.unwrap();
        assert_eq!(code(bob.sees(unproved).await), "not_found");
        assert_eq!((known_of(unproved).await, known_of(recent).await, known_of(proved).await), (0, 1, 2));
        let grants = bob.visit().await.caller.grants;
        assert_eq!(grants.iter().map(|grant| grant.scope).collect::<Vec<_>>(), [Scope::Trial(recent)]);
        assert!(ada.sees(proved).await.unwrap().licence.is_some());
        forget_jobs(world).await;
    }
}

/// What comes again every day would wait for ever.
async fn forget_jobs(world: &World) {
    let forgotten = world.store.write(|tx| async move {
        tx.execute_unprepared("DELETE FROM jobs").await?;
        Ok::<_, StoreError>(())
    });
    forgotten.await.unwrap();
}
