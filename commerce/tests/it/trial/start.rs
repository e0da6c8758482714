//! A trial starts when its address is proved, once, with everything that belongs to it.

use commerce::on_both_databases;
use commerce::store::{billing_accounts, events, licences, subscriptions, users};
use commerce::testing::World;
use domain::access::Scope;
use domain::account::Role;
use domain::ids::TrialId;
use domain::licence::Claims;
use domain::moment::days;
use domain::subscription::Basis;
use domain::trial::{TrialForm, TrialRefusal, TrialStage};

use super::{ADA, Browser, form, started, wind_down};
use crate::it::identity::browser::code;

async fn names(world: &World, id: impl ToString) -> Vec<String> {
    let events = events::after(world.store.read(), &id.to_string(), 0, 9).await.unwrap();
    events.into_iter().map(|event| event.name).collect()
}

/// The secret of the link in a letter.
fn link_in(text: &str) -> &str {
    let (_, rest) = text.split_once("https://shop.example/l/").expect("a link");
    rest.split_whitespace().next().unwrap()
}

on_both_databases! {
    async fn a_proved_address_starts_it_with_everything_it_needs(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        let view = browser.sees(id).await.unwrap();
        let expires_at = world.clock.now() + days(1);
        assert_eq!((view.stage, view.licence, view.may_convert), (TrialStage::Requested { expires_at }, None, false));

        let digits = browser.digits_for(ADA).await;
        assert_eq!(browser.prove(id, &digits).await.unwrap().outcome, Ok(id));
        let trial = started(world).await.remove(0);
        let owner = trial.started().unwrap();
        let db = world.store.read();
        let account = billing_accounts::get(db, owner.account).await.unwrap();
        assert_eq!(account.role_of(owner.owner.user), Some(Role::Owner));
        assert_eq!(account.profile.legal_name, "Acme GmbH");
        assert_eq!(users::get(db, owner.owner.user).await.unwrap().name.as_deref(), Some("Ada Lovelace"));
        let subscription = subscriptions::get(db, owner.subscription).await.unwrap();
        assert_eq!(subscription.status(world.clock.now()), "trialing");
        assert_eq!(names(world, id).await, ["trial_requested", "trial_started"]);
        assert_eq!(names(world, account.id).await, ["account_opened"]);
        assert_eq!(names(world, subscription.id).await, ["subscription_trial_started"]);

        let ends_at = world.clock.now() + days(30);
        let view = browser.sees(id).await.unwrap();
        let convertible_until = ends_at + days(30);
        assert_eq!(view.stage, TrialStage::Running { ends_at, day: 1, days: 30, days_left: 30, ends_soon: false, convertible_until });
        assert!(view.may_convert);
        let token = view.licence.unwrap();
        let claims: Claims = browser.shop.licence_keys().verifying().verify(&token).unwrap();
        assert_eq!((claims.basis, claims.exp, claims.seats), (Basis::Trial, ends_at.as_second(), 25));

        // The letter brings the licence, and opens the trial in another browser.
        world.run_jobs().await;
        let letters = world.mails().await;
        let letter = letters.iter().find(|mail| mail.subject.ends_with("has begun")).unwrap();
        assert!(letter.subject.contains("Premium") && letter.text_body.contains(&token), "{}", letter.text_body);
        let mut phone = Browser::new(world);
        let visit = phone.visit().await;
        let redeemed = phone.shop.redeem_link(&visit, link_in(&letter.text_body)).await.unwrap();
        phone.take(redeemed.cookie.as_ref());
        assert_eq!(redeemed.scope, Scope::Trial(id));
        assert_eq!(phone.sees(id).await.unwrap().licence, Some(token));
        wind_down(world).await;
    }

    async fn asked_twice_by_one_browser_it_is_one_request_and_one_code(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask("somebody@example.com").await.unwrap();
        let visit = browser.visit().await;
        let form = form(ADA);
        let (one, two) = tokio::join!(
            browser.shop.start_trial(&visit, &form, "en"),
            browser.shop.start_trial(&visit, &form, "en"),
        );
        let (one, two) = (one.unwrap(), two.unwrap());
        assert_eq!(one, two);
        assert_eq!(browser.try_it(&form).await.unwrap(), one);
        world.run_jobs().await;
        assert_eq!(world.mails().await.len(), 2);

        let digits = browser.digits_for(ADA).await;
        browser.prove(one.trial, &digits).await.unwrap().outcome.unwrap();
        let again = browser.try_it(&form).await.unwrap();
        assert_eq!((again.trial, again.code_sent), (one.trial, false));
        wind_down(world).await;
    }

    async fn a_wrong_code_starts_nothing(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        let digits = browser.digits_for(ADA).await;
        let wrong = format!("{:06}", (digits.parse::<u32>().unwrap() + 1) % 1_000_000);
        assert_eq!(code(browser.prove(id, &wrong).await), "code_wrong");
        assert_eq!(code(browser.prove(id, "x").await), "code_malformed");
        let visit = browser.visit().await;
        assert_eq!(code(browser.shop.provision_trial(&visit, id).await), "needs_sign_in");
        assert!(started(world).await.is_empty());
        assert_eq!(code(browser.shop.ask_trial_code(&visit, id, "en").await), "code_too_soon");
    }

    async fn an_id_opens_nothing(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        let digits = browser.digits_for(ADA).await;
        let mut stranger = Browser::new(world);
        stranger.sign_in("eve@else.example").await;
        for id in [id, TrialId::from_bits(7)] {
            let visit = stranger.visit().await;
            assert_eq!(code(stranger.sees(id).await), "not_found");
            assert_eq!(code(stranger.prove(id, &digits).await), "not_found");
            assert_eq!(code(stranger.shop.provision_trial(&visit, id).await), "not_found");
            assert_eq!(code(stranger.shop.ask_trial_code(&visit, id, "en").await), "not_found");
        }
        browser.prove(id, &digits).await.unwrap().outcome.unwrap();
        assert_eq!(code(stranger.sees(id).await), "not_found");
        wind_down(world).await;
    }

    async fn who_is_signed_in_needs_no_code_and_one_account_is_enough(world: &World) {
        let mut browser = Browser::new(world);
        browser.sign_in(ADA).await;
        let asked = browser.try_it(&form("ADA@acme.com")).await.unwrap();
        assert!(!asked.code_sent);
        assert!(matches!(browser.sees(asked.trial).await.unwrap().stage, TrialStage::Running { .. }));

        // Another address is another person, who has to prove it.
        let other = browser.try_it(&form("bob@other.example")).await.unwrap();
        assert!(other.code_sent);
        let visit = browser.visit().await;
        assert_eq!(code(browser.shop.provision_trial(&visit, other.trial).await), "other_email_proved");
        wind_down(world).await;
    }

    async fn started_at_once_from_two_tabs_it_is_one(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        browser.digits().await;
        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(1)).await.unwrap();
        browser.sign_in(ADA).await;
        let visit = browser.visit().await;
        let shop = &browser.shop;
        let starts = futures::future::join_all((0..3).map(|_| shop.provision_trial(&visit, id))).await;
        assert!(starts.iter().all(|start| matches!(start, Ok(started) if *started == id)), "{starts:?}");
        let subscription = started(world).await.remove(0).started().unwrap().subscription;
        let licence = licences::last_of(world.store.read(), subscription).await.unwrap().unwrap();
        assert_eq!(licence.sequence, 1);
        assert_eq!(browser.visit().await.caller.user(), visit.caller.user());
        wind_down(world).await;
        assert_eq!(world.mails().await.iter().filter(|mail| mail.subject.contains("has begun")).count(), 1);
    }

    async fn a_form_with_faults_hears_all_of_them_and_nothing_is_kept(world: &World) {
        let mut browser = Browser::new(world);
        let long = "x".repeat(100_000);
        let huge = TrialForm {
            name: long.clone(),
            email: format!("{long}@acme.com"),
            company: long.clone(),
            country: long.clone(),
            plan: "premium".to_owned(),
            seats: u32::MAX.to_string(),
        };
        assert_eq!(browser.try_it(&huge).await.unwrap_err().refusals().len(), 6);
        assert_eq!(code(browser.try_it(&TrialForm { plan: long, ..form(ADA) }).await), "plan_without_trial");
        assert_eq!(code(browser.try_it(&TrialForm { plan: "free".to_owned(), seats: "5".to_owned(), ..form(ADA) }).await), "plan_without_trial");
        assert_eq!(code(browser.try_it(&TrialForm { seats: "0".to_owned(), ..form(ADA) }).await), "trial_seats");
        assert_eq!((browser.cookie.clone(), world.run_jobs().await), (None, 0));
    }

    async fn a_request_is_too_old_after_a_day(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        browser.digits().await;
        world.clock.advance(&world.store, days(1)).await.unwrap();
        let visit = browser.visit().await;
        browser.shop.ask_trial_code(&visit, id, "en").await.unwrap();
        let digits = browser.digits_for(ADA).await;
        assert_eq!(browser.prove(id, &digits).await.unwrap().outcome, Err(TrialRefusal::TrialRequestExpired));
        // Signed in by now, the same form starts another at once.
        let again = browser.try_it(&form(ADA)).await.unwrap();
        assert!(again.trial != id && !again.code_sent);
        wind_down(world).await;
    }
}
