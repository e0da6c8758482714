//! Acting on a customer's behalf: with a reason, for an hour, in one browser, and the customer sees it.

use commerce::on_both_databases;
use commerce::store::{actings, licences, subscriptions, trials};
use commerce::testing::World;
use domain::account::Role;
use domain::audit::AuditFilter;
use domain::moment::days;
use domain::staff::LASTS;
use domain::trial::TrialStage;
use jiff::SignedDuration;

use super::super::checkout::premium;
use super::super::identity::browser::{Browser, code};
use super::super::trial::{ADA, form, wind_down};
use super::{Office, browser};

const SECOND: SignedDuration = SignedDuration::from_secs(1);
const WHY: &str = "Asked by phone to correct the address";

async fn letters(world: &World) -> Vec<(String, String)> {
    world.run_jobs().await;
    let mails = world.mails().await.into_iter().filter(|mail| mail.subject.contains("acts on behalf"));
    mails.map(|mail| (mail.recipient.0.to_string(), mail.text_body)).collect()
}

async fn trail(owner: &mut Browser<'_>, account: domain::ids::AccountId) -> Vec<(String, String, Option<String>)> {
    let caller = owner.visit().await.caller;
    let page = owner.shop.view_audit(&caller, account, &AuditFilter::default()).await.unwrap();
    let entries = page.entries.into_iter().filter(|entry| entry.actor == "staff");
    entries
        .map(|entry| {
            (
                entry.event,
                entry.who.unwrap_or_default(),
                entry.changes.iter().find(|one| one.field == "reason").and_then(|one| one.after.clone()),
            )
        })
        .collect()
}

on_both_databases! {
    async fn it_needs_a_reason_lasts_an_hour_and_stands_in_the_trail(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, _) = office.customer().await;
        let mut sam = office.one("sam", &["kassa-support"]).await;
        let visit = sam.visit().await;
        let profile = office.shop.view_account(&visit.caller, account).await.unwrap().profile;
        let edit = |city: &str| {
            let mut profile = profile.clone();
            profile.address.line1 = "Main St 1".to_owned();
            profile.address.postal_code = "10115".to_owned();
            profile.address.city = city.to_owned();
            profile
        };
        assert_eq!(code(office.shop.edit_account(&visit.caller, account, edit("Berlin")).await), "needs_billing");
        assert_eq!(code(office.shop.act_on_behalf(&visit, account, "because").await), "reason_too_short");
        assert!(letters(world).await.is_empty());

        office.shop.act_on_behalf(&visit, account, WHY).await.unwrap();
        let told = letters(world).await;
        assert_eq!(told.len(), 1);
        assert!(told[0].0 == ADA && told[0].1.contains(WHY), "{told:?}");
        let acting = sam.visit().await;
        office.shop.edit_account(&acting.caller, account, edit("Berlin")).await.unwrap();
        world.clock.advance(&world.store, SECOND).await.unwrap();
        office.shop.invite_member(&acting.caller, account, "bob@acme.com", Role::Viewer, "en").await.unwrap();
        assert_eq!(code(office.shop.invite_member(&acting.caller, account, "eve@acme.com", Role::Owner, "en").await), "role_not_yours");
        let user = acting.caller.user().unwrap();
        assert_eq!(code(office.shop.change_role(&acting.caller, account, user, Role::Owner).await), "needs_owner");
        // The customer sees who, why, and until when.
        let caller = owner.visit().await.caller;
        let seen = owner.shop.view_account(&caller, account).await.unwrap().on_behalf;
        assert_eq!((seen.len(), seen[0].who.as_str(), seen[0].reason.as_str(), seen[0].me), (1, "sam@kassa.example", WHY, false));
        let mine = office.shop.view_account(&acting.caller, account).await.unwrap();
        assert!(mine.on_behalf[0].me && mine.may(domain::access::Action::EditAccount));
        assert!(!mine.may(domain::access::Action::ManageMembers));

        world.clock.advance(&world.store, LASTS).await.unwrap();
        let over = sam.visit().await;
        assert_eq!(code(office.shop.edit_account(&over.caller, account, edit("Bonn")).await), "needs_billing");
        let sam = "sam@kassa.example".to_owned();
        let expected = [
            ("member_invited".to_owned(), sam.clone(), None),
            ("account_edited".to_owned(), sam.clone(), None),
            ("staff_acting_began".to_owned(), sam, Some(WHY.to_owned())),
        ];
        assert_eq!(trail(&mut owner, account).await, expected);
        wind_down(world).await;
    }

    async fn it_is_for_one_account_in_one_browser_and_of_whoever_may(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, _) = office.customer().await;
        let (mut risk, mut sam) = (office.one("risk", &["kassa-compliance"]).await, office.one("sam", &["kassa-sales"]).await);
        let visit = risk.visit().await;
        assert_eq!(code(office.shop.act_on_behalf(&visit, account, WHY).await), "needs_staff");
        let visit = owner.visit().await;
        assert_eq!(code(office.shop.act_on_behalf(&visit, account, WHY).await), "not_found");
        assert_eq!(code(office.shop.stop_acting(&visit).await), "not_found");

        let visit = sam.visit().await;
        assert_eq!(office.shop.stop_acting(&visit).await.unwrap(), None);
        let first = office.shop.act_on_behalf(&visit, account, WHY).await.unwrap();
        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(5)).await.unwrap();
        let second = office.shop.act_on_behalf(&sam.visit().await, account, "Asked again, by mail this time").await.unwrap();
        let now = world.clock.now();
        let going = actings::of_account(world.store.read(), account, now).await.unwrap();
        assert_eq!(going.iter().map(|one| one.id).collect::<Vec<_>>(), [second.id], "one at a time");
        assert!(!actings::find(world.store.read(), first.id).await.unwrap().unwrap().goes_on(now));
        let mut elsewhere = office.one("sam", &["kassa-sales"]).await;
        assert!(!elsewhere.visit().await.caller.acts_for(account), "another browser of theirs");
        assert!(sam.visit().await.caller.acts_for(account));
        assert_eq!(office.shop.stop_acting(&sam.visit().await).await.unwrap(), Some(account));
        assert!(!sam.visit().await.caller.acts_for(account));
        wind_down(world).await;
    }

    async fn a_trial_gets_more_days_and_a_licence_that_says_so(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, trial) = office.customer().await;
        let ends_at = trials::get(world.store.read(), trial).await.unwrap().ends_at().unwrap();
        let first = owner.sees(trial).await.unwrap().licence.unwrap();
        let mut sam = office.one("sam", &["kassa-support"]).await;
        let visit = sam.visit().await;
        assert_eq!(code(office.shop.extend_trial(&visit, trial, 7).await), "needs_staff");
        office.shop.act_on_behalf(&visit, account, WHY).await.unwrap();
        let visit = sam.visit().await;
        assert_eq!(code(office.shop.extend_trial(&visit, trial, 0).await), "trial_extension");
        assert_eq!(office.shop.extend_trial(&visit, trial, 7).await.unwrap(), ends_at + days(7));
        let longer = trials::get(world.store.read(), trial).await.unwrap();
        let started = longer.started().unwrap();
        assert_eq!((started.extensions[0].days, started.extensions[0].reason.as_str()), (7, WHY));
        let kept = subscriptions::get(world.store.read(), started.subscription).await.unwrap();
        let last = licences::last_of(world.store.read(), started.subscription).await.unwrap().unwrap();
        assert_eq!((kept.status(world.clock.now()), last.sequence), ("trialing", 2));
        let seen = owner.sees(trial).await.unwrap();
        assert_ne!(seen.licence.as_deref(), Some(first.as_str()));
        assert_eq!(seen.licence.as_deref(), Some(last.token.as_str()));

        // Its old end goes by; the new one ends it, and more days bring it back.
        world.clock.advance(&world.store, days(31)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(trials::get(world.store.read(), trial).await.unwrap().status(), "running");
        world.clock.advance(&world.store, days(7)).await.unwrap();
        world.run_jobs().await;
        assert_eq!(trials::get(world.store.read(), trial).await.unwrap().status(), "expired");
        let mut sam = office.one("sam", &["kassa-support"]).await;
        let visit = sam.visit().await;
        office.shop.act_on_behalf(&visit, account, WHY).await.unwrap();
        let visit = sam.visit().await;
        office.shop.extend_trial(&visit, trial, 3).await.unwrap();
        let mut owner = Browser { world, shop: office.shop.clone(), cookie: None };
        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(2)).await.unwrap();
        owner.ask(ADA).await.unwrap();
        let digits = owner.digits_for(ADA).await;
        owner.enter(ADA, &digits).await.unwrap();
        assert!(matches!(owner.sees(trial).await.unwrap().stage, TrialStage::Running { .. }));
        wind_down(world).await;
    }

    async fn it_is_over_with_whoever_began_it(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, _) = office.customer().await;
        let seen = async |owner: &mut Browser<'_>| {
            let caller = owner.visit().await.caller;
            owner.shop.view_account(&caller, account).await.unwrap().on_behalf.len()
        };
        // Somebody else of us signs in where it goes on.
        let mut here = office.one("sam", &["kassa-support"]).await;
        office.shop.act_on_behalf(&here.visit().await, account, WHY).await.unwrap();
        assert!(here.visit().await.caller.acts_for(account));
        office.idp.knows(serde_json::json!({ "sub": "noor", "email": "noor@kassa.example", "email_verified": true, "groups": ["kassa-compliance"] }));
        here.travels("staff", &office.idp).await.unwrap();
        assert!(!here.visit().await.caller.acts_for(account));
        assert_eq!(seen(&mut owner).await, 0, "and the customer sees that it is over");
        // Whoever did it signs out, or is signed out.
        for by_another_browser in [false, true] {
            let mut there = office.one("sam", &["kassa-support"]).await;
            office.shop.act_on_behalf(&there.visit().await, account, WHY).await.unwrap();
            assert_eq!(seen(&mut owner).await, 1);
            if by_another_browser {
                let mut other = office.one("sam", &["kassa-support"]).await;
                office.shop.end_other_sessions(&other.visit().await).await.unwrap();
            } else {
                office.shop.sign_out(&there.visit().await).await.unwrap();
            }
            assert_eq!(seen(&mut owner).await, 0);
        }
        wind_down(world).await;
    }

    async fn nothing_of_it_lasts_and_one_of_us_buys_nothing(world: &World) {
        let office = Office::open(world).await;
        let (_, account, _) = office.customer().await;
        let mut sam = office.one("sam", &["kassa-support"]).await;
        let before = sam.cookie.clone();
        office.shop.act_on_behalf(&sam.visit().await, account, WHY).await.unwrap();
        let acting = sam.visit().await;
        assert_ne!(sam.cookie, before, "acting changes the secret");
        for role in [Role::Owner, Role::BillingManager, Role::Technical] {
            let refused = office.shop.invite_member(&acting.caller, account, "own@kassa.example", role, "en").await;
            assert_eq!(code(refused), "role_not_yours", "{role:?}");
        }
        let own = office.shop.invite_member(&acting.caller, account, "sam@kassa.example", Role::Viewer, "en").await;
        assert_eq!(code(own), "staff_not_themselves");
        let offered = office.shop.view_account(&acting.caller, account).await.unwrap().invites_as();
        assert_eq!(offered, [Role::Viewer]);
        let mut profile = office.shop.view_account(&acting.caller, account).await.unwrap().profile;
        profile.address.line1 = "Main St 1".to_owned();
        profile.address.postal_code = "10115".to_owned();
        profile.address.city = "Berlin".to_owned();
        profile.purchasing.purchase_order_required = true;
        office.shop.edit_account(&acting.caller, account, profile).await.unwrap();
        let kept = office.shop.view_account(&acting.caller, account).await.unwrap().profile;
        assert_eq!((kept.address.city.as_str(), kept.purchasing.purchase_order_required), ("Berlin", false));
        let selection = premium();
        assert_eq!(code(office.shop.start_checkout(&acting, selection).await), "needs_buyer");
        assert_eq!(code(office.shop.start_trial(&acting, &form("sam@kassa.example"), "en").await), "needs_buyer");
        // Whoever is one of us stays named in the trails, also signed in with a code.
        let mut by_code = browser(world, &office.shop);
        by_code.ask("sam@kassa.example").await.unwrap();
        let digits = by_code.digits_for("sam@kassa.example").await;
        by_code.enter("sam@kassa.example", &digits).await.unwrap();
        let visit = by_code.visit().await;
        assert_eq!(code(office.shop.erase_person(&visit, "sam@kassa.example").await), "erase_staff");
        assert!(office.shop.export_person(&acting).await.is_ok());
        wind_down(world).await;
    }
}
