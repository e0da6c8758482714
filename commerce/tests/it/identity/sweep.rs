//! What has lost its use is forgotten, once a day.

use commerce::on_both_databases;
use commerce::store::{email_codes, sessions};
use domain::access::Purpose;
use domain::ids::CheckoutId;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait as _, EntityTrait as _};

use super::browser::Browser;

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
        world.store.write(|tx| async move {
            tx.execute_unprepared("DELETE FROM jobs").await?;
            Ok::<_, commerce::store::StoreError>(())
        }).await.unwrap();
    }
}
