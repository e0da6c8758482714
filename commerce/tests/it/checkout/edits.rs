//! Edits: what is saved, what is refused, and what the older of two tabs is told.

use commerce::on_both_databases;
use domain::access::Caller;
use domain::checkout::{Details, Selection, Step, StepState};
use jiff::SignedDuration;
use serde_json::json;

use super::{Browser, acme, codes, happened, premium};

fn seats(count: u32) -> Selection {
    Selection { seats: count, ..premium() }
}

on_both_databases! {
    async fn the_newer_of_two_tabs_wins_and_both_are_told(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        let first = shop.edit_plan(&caller, id, 1, seats(30)).await.unwrap();
        assert_eq!((first.view.version, first.overwrote.len(), first.newer.len()), (2, 0, 0));
        let second = shop.edit_plan(&caller, id, 1, seats(40)).await.unwrap();
        assert_eq!(second.view.content.selection.seats, 40);
        let told = &second.overwrote[0];
        let expected = ("selection/seats", Some(json!(30)), Some(json!(40)));
        assert_eq!((told.field.as_str(), told.was.clone(), told.now.clone()), expected);
        let stale = shop.edit_details(&browser.visit().await, id, 1, acme(), "en").await.unwrap();
        assert_eq!(stale.view.content.selection.seats, 40);
        assert_eq!(stale.newer[0].field, "selection/seats");
        assert_eq!(happened(world, id).await[1..], ["checkout_edited", "checkout_edited", "checkout_edited"]);
        world.run_jobs().await;
    }

    async fn tabs_that_save_at_once_take_turns(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        let mut tabs = tokio::task::JoinSet::new();
        for tab in 0..6_u32 {
            let (shop, caller) = (world.commerce(), caller.clone());
            tabs.spawn(async move { shop.edit_plan(&caller, id, 1, seats(100 + tab)).await.map(|answer| answer.view.version) });
        }
        let mut versions = Vec::new();
        while let Some(version) = tabs.join_next().await {
            versions.push(version.unwrap().unwrap());
        }
        versions.sort_unstable();
        assert_eq!(versions, [2, 3, 4, 5, 6, 7]);
        assert_eq!(happened(world, id).await.len(), 7);
    }

    async fn the_same_form_sent_twice_changes_nothing_the_second_time(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let once = shop.edit_details(&browser.visit().await, id, 1, acme(), "en").await.unwrap();
        let twice = shop.edit_details(&browser.visit().await, id, 1, acme(), "en").await.unwrap();
        assert_eq!((once.view.version, twice.view.version), (2, 2));
        assert_eq!((twice.overwrote.len(), twice.newer.len()), (0, 0));
        // One code is sent, not two.
        assert_eq!(world.run_jobs().await, 1);
    }

    async fn a_selection_that_cannot_be_sold_is_refused_and_not_saved(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        assert_eq!(codes(shop.edit_plan(&caller, id, 1, seats(0)).await), ["seats:too_few_seats"]);
        assert_eq!(codes(shop.edit_plan(&caller, id, 9, seats(2)).await), [":edit_from_the_future"]);
        let view = shop.view_checkout(&caller, id).await.unwrap();
        assert_eq!((view.version, view.content.selection), (1, premium()));
    }

    async fn unfinished_details_are_saved_and_named(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let mut typed = Details { vat_id: Some("DE13669597".to_owned()), ..acme() };
        typed.address.city = String::new();
        let answer = shop.edit_details(&browser.visit().await, id, 1, typed.clone(), "en").await.unwrap();
        assert_eq!(answer.view.content.details, typed);
        let missing: Vec<_> = answer.missing.iter().map(|refusal| refusal.field.clone().unwrap()).collect();
        assert_eq!(missing, ["city", "vat_id"]);
        assert!(!answer.view.awaits_proof());
        typed.address.city = "Berlin".to_owned();
        typed.vat_id = Some("DE136695976".to_owned());
        let answer = shop.edit_details(&browser.visit().await, id, answer.view.version, typed, "en").await.unwrap();
        assert!(answer.view.awaits_proof());
        assert!(matches!(answer.view.step(Step::Details), Some(StepState::Current { .. })));
        assert_eq!(world.run_jobs().await, 1);
    }

    async fn an_edit_after_its_time_is_refused(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        world.clock.advance(&world.store, SignedDuration::from_hours(24)).await.unwrap();
        assert_eq!(codes(shop.edit_plan(&caller, id, 1, seats(30)).await), [":checkout_expired"]);
        assert_eq!(codes(shop.edit_plan(&Caller::ANONYMOUS, id, 1, seats(30)).await), [":not_found"]);
        let view = shop.view_checkout(&caller, id).await.unwrap();
        assert!(!view.is_open());
        assert!(view.steps.iter().all(|step| matches!(step.stands, StepState::Closed { .. })));
    }
}
