//! How a checkout ends: left alone, kept longer, resumed, called off.

use commerce::on_both_databases;
use domain::checkout::{CheckoutState, Step, StepState};
use jiff::SignedDuration;

use super::{Browser, acme, codes, happened};

const DAY: SignedDuration = SignedDuration::from_hours(24);

on_both_databases! {
    async fn left_alone_it_expires_and_goes_on_once(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        shop.apply_coupon(&caller, id, 1, "WELCOME15").await.unwrap();
        shop.edit_details(&browser.visit().await, id, 2, acme(), "en").await.unwrap();
        world.run_jobs().await;
        assert_eq!(shop.expire_checkouts().await.unwrap(), 0);
        assert_eq!(codes(shop.resume_checkout(&browser.visit().await, id).await), [":checkout_not_expired"]);
        world.clock.advance(&world.store, DAY).await.unwrap();
        assert_eq!(shop.expire_checkouts().await.unwrap(), 1);
        assert_eq!(shop.expire_checkouts().await.unwrap(), 0);
        let next = shop.resume_checkout(&browser.visit().await, id).await.unwrap().checkout;
        let again = shop.resume_checkout(&browser.visit().await, id).await.unwrap().checkout;
        assert_eq!(next, again);
        let caller = browser.visit().await.caller;
        let view = shop.view_checkout(&caller, next).await.unwrap();
        assert_eq!((view.version, view.content.details.clone()), (1, acme()));
        let before = view.before.clone().expect("what it cost before");
        assert_eq!((before.as_of.to_string(), before.discount_minor), ("2026-11-20".to_owned(), 121_500));
        assert_eq!(view.as_of.to_string(), "2026-11-21");
        let old = shop.view_checkout(&caller, id).await.unwrap();
        assert!(matches!(old.state, CheckoutState::Expired { resumed_as: Some(to), .. } if to == next));
        let happened = happened(world, id).await;
        assert_eq!(happened[happened.len() - 2..], ["checkout_expired", "checkout_resumed"]);
    }

    async fn whoever_comes_back_before_the_job_goes_on_too(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        world.clock.advance(&world.store, DAY).await.unwrap();
        let next = shop.resume_checkout(&browser.visit().await, id).await.unwrap().checkout;
        let view = shop.view_checkout(&browser.visit().await.caller, next).await.unwrap();
        assert_eq!(view.step(Step::Plan), Some(&StepState::Done));
        assert_eq!(shop.expire_checkouts().await.unwrap(), 0);
    }

    async fn asked_for_more_time_it_is_kept_longer(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        world.clock.advance(&world.store, SignedDuration::from_hours(23)).await.unwrap();
        assert!(shop.view_checkout(&caller, id).await.unwrap().ends_soon());
        let view = shop.extend_checkout(&caller, id).await.unwrap();
        assert!(!view.ends_soon());
        world.clock.advance(&world.store, SignedDuration::from_hours(23)).await.unwrap();
        assert_eq!(shop.expire_checkouts().await.unwrap(), 0);
        assert!(shop.view_checkout(&caller, id).await.unwrap().is_open());
    }

    async fn the_job_comes_again(world: &World) {
        let shop = world.commerce();
        let id = Browser::new(world).buys().await;
        shop.schedule_expiry().await.unwrap();
        shop.schedule_expiry().await.unwrap();
        assert_eq!(world.run_jobs().await, 1);
        world.clock.advance(&world.store, DAY).await.unwrap();
        assert_eq!(world.run_jobs().await, 1);
        assert_eq!(happened(world, id).await, ["checkout_started", "checkout_expired"]);
        world.forget_jobs().await;
    }

    async fn called_off_it_stays_so(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        shop.cancel_checkout(&caller, id).await.unwrap();
        shop.cancel_checkout(&caller, id).await.unwrap();
        assert_eq!(happened(world, id).await, ["checkout_started", "checkout_cancelled"]);
        assert_eq!(codes(shop.edit_details(&browser.visit().await, id, 1, acme(), "en").await), [":checkout_cancelled"]);
        assert_eq!(codes(shop.share_checkout(&caller, id).await), [":checkout_cancelled"]);
        world.clock.advance(&world.store, DAY).await.unwrap();
        assert_eq!(codes(shop.resume_checkout(&browser.visit().await, id).await), [":checkout_cancelled"]);
    }
}
