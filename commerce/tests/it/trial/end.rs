//! A trial ends by itself; before, its owner is reminded; after, it can be bought for a while.

use commerce::on_both_databases;
use commerce::store::events::Change;
use commerce::store::{licences, subscriptions, trials};
use commerce::testing::World;
use domain::access::Actor;
use domain::ids::{OrderId, TrialId};
use domain::moment::{days, utc_date};
use domain::trial::{CONVERTIBLE_DAYS, ENDING_SOON_DAYS, TrialStage};
use messages::{Locale, Words};

use super::{ADA, Browser, wind_down};

async fn reminders(world: &World) -> usize {
    let mails = world.mails().await;
    mails.iter().filter(|mail| mail.subject.starts_with("Your trial of Premium ends")).count()
}

async fn told_of_the_end(world: &World) -> usize {
    world.mails().await.iter().filter(|mail| mail.subject == "Your trial of Premium has ended").count()
}

async fn events(world: &World, id: TrialId) -> Vec<String> {
    let events = commerce::store::events::after(world.store.read(), &id.to_string(), 0, 9).await.unwrap();
    events.into_iter().map(|event| event.name).collect()
}

on_both_databases! {
    async fn it_is_announced_then_ends_keeps_its_data_and_can_be_bought_a_while(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.gets_trial(ADA).await.outcome.unwrap();
        let ends_at = world.clock.now() + days(30);
        world.clock.advance(&world.store, days(30 - ENDING_SOON_DAYS)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(reminders(world).await, 1);
        let letter = world.mails().await.remove(0);
        assert_eq!(letter.subject, "Your trial of Premium ends in 5 days");
        assert!(letter.text_body.contains("https://shop.example/l/"));

        world.clock.advance(&world.store, days(ENDING_SOON_DAYS)).await.unwrap();
        let mut owner = Browser::new(world);
        owner.sign_in(ADA).await;
        let convertible_until = ends_at + days(CONVERTIBLE_DAYS);
        let over = TrialStage::Expired { ended_at: ends_at, convertible_until };
        let view = owner.sees(id).await.unwrap();
        assert_eq!((view.stage, view.may_convert, view.licence), (over.clone(), true, None));
        world.run_jobs().await;
        assert_eq!(trials::get(world.store.read(), id).await.unwrap().status(), "expired");
        assert_eq!(owner.sees(id).await.unwrap().stage, over);
        assert_eq!(events(world, id).await, ["trial_requested", "trial_started", "trial_expired"]);
        let letter = world.mails().await.remove(0);
        assert_eq!((letter.recipient.0.as_str(), letter.subject.as_str()), (ADA, "Your trial of Premium has ended"));
        let until = Words::new(Locale::En).date(utc_date(convertible_until));
        assert!(letter.text_body.contains(&format!("convert until {until}")), "{}", letter.text_body);
        assert!(letter.text_body.contains("https://shop.example/l/"));
        let subscription = trials::get(world.store.read(), id).await.unwrap().started().unwrap().subscription;
        let kept = subscriptions::get(world.store.read(), subscription).await.unwrap();
        assert_eq!(kept.status(world.clock.now()), "trial_expired");
        assert!(licences::last_of(world.store.read(), subscription).await.unwrap().is_some());

        world.clock.advance(&world.store, days(CONVERTIBLE_DAYS)).await.unwrap();
        let mut owner = Browser::new(world);
        owner.sign_in(ADA).await;
        let lapsed = owner.sees(id).await.unwrap();
        assert_eq!((lapsed.stage, lapsed.may_convert), (TrialStage::Lapsed { ended_at: ends_at }, false));
    }

    async fn jobs_that_run_again_change_nothing(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.gets_trial(ADA).await.outcome.unwrap();
        let payload = format!(r#"{{"trial":"{id}"}}"#);
        // Too early: both wait for their time.
        browser.shop.expire_trial(&payload).await.unwrap();
        browser.shop.remind_trial(&payload).await.unwrap();
        assert_eq!((reminders(world).await, events(world, id).await.len()), (0, 2));
        world.clock.advance(&world.store, days(27)).await.unwrap();
        world.run_jobs().await;
        browser.shop.remind_trial(&payload).await.unwrap();
        world.run_jobs().await;
        assert_eq!(reminders(world).await, 1);
        wind_down(world).await;
        browser.shop.expire_trial(&payload).await.unwrap();
        browser.shop.remind_trial(&payload).await.unwrap();
        world.run_jobs().await;
        assert_eq!((reminders(world).await, events(world, id).await.len()), (1, 3));
        assert_eq!(told_of_the_end(world).await, 1);
        assert!(browser.shop.expire_trial("{}").await.is_err());
    }

    async fn days_that_staff_added_put_everything_off(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.gets_trial(ADA).await.outcome.unwrap();
        let more = world.store.write(|tx| async move {
            let trial = trials::get(&tx, id).await?.extend(20, Actor::System, "asked", tx.now()).unwrap();
            trials::update(&tx, &trial, Change { event: "trial_extended", by: &Actor::System }).await
        });
        more.await.unwrap();
        wind_down(world).await;
        assert_eq!((reminders(world).await, trials::get(world.store.read(), id).await.unwrap().status()), (0, "running"));
        wind_down(world).await;
        assert_eq!(trials::get(world.store.read(), id).await.unwrap().status(), "expired");
    }

    async fn what_was_bought_neither_ends_nor_is_announced(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.gets_trial(ADA).await.outcome.unwrap();
        let order = OrderId::from_bits(1);
        let bought = world.store.write(|tx| async move {
            let trial = trials::get(&tx, id).await?.convert(order, tx.now()).unwrap();
            trials::update(&tx, &trial, Change { event: "trial_converted", by: &Actor::System }).await
        });
        bought.await.unwrap();
        wind_down(world).await;
        assert_eq!((reminders(world).await, told_of_the_end(world).await), (0, 0));
        assert_eq!(trials::get(world.store.read(), id).await.unwrap().status(), "converted");
    }
}
