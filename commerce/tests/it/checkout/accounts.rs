//! Which account buys: the one there is, or the one that is chosen; its own details are filled in.

use commerce::on_both_databases;
use commerce::store::billing_accounts;
use commerce::store::events::Change;
use commerce::testing::World;
use domain::access::{Actor, Caller, Person};
use domain::account::{BillingAccount, Profile, Role};
use domain::address::Address;
use domain::audit::AuditFilter;
use domain::checkout::{Step, StepState};
use domain::ids::{AccountId, UserId};

use super::{acme, codes, premium};
use crate::it::identity::browser::Browser;

const ADA: &str = "ada@acme.example";

/// An account, at a moment of its own.
async fn opened(world: &World, user: UserId, owner: UserId, name: &str, role: Role) -> AccountId {
    world.clock.advance(&world.store, jiff::SignedDuration::from_secs(1)).await.unwrap();
    let address = Address {
        line1: format!("{name} Street 1"),
        city: "Berlin".to_owned(),
        postal_code: "10115".to_owned(),
        country: "DE".parse().ok(),
        ..Address::default()
    };
    let profile = Profile { legal_name: name.to_owned(), address, ..Profile::default() };
    let written = world.store.write(|tx| {
        let profile = profile.clone();
        async move {
            let mut account = BillingAccount::open(tx.id(), profile, owner, tx.id(), tx.now());
            if user != owner {
                account = account.add(tx.id(), user, role, tx.now()).expect("a new member");
            }
            let by = &Actor::User { user: owner };
            billing_accounts::insert(&tx, &account, Change { event: "account_opened", by }).await?;
            Ok::<_, commerce::store::StoreError>(account.id)
        }
    });
    written.await.unwrap()
}

/// Somebody signed in, and somebody else who owns what they are members of.
async fn people(world: &World) -> (Browser<'_>, UserId, UserId) {
    let mut ada = Browser::new(world);
    let user = ada.sign_in(ADA).await.email.user;
    world.clock.advance(&world.store, jiff::SignedDuration::from_mins(1)).await.unwrap();
    let boss = Browser::new(world).sign_in("boss@acme.example").await.email.user;
    (ada, user, boss)
}

async fn caller(browser: &mut Browser<'_>) -> Caller {
    browser.visit().await.caller
}

on_both_databases! {
    async fn the_one_account_there_is_buys_and_fills_its_details_in(world: &World) {
        let (mut ada, user, boss) = people(world).await;
        let acme = opened(world, user, user, "Acme GmbH", Role::Owner).await;
        // What one may only look at is not bought for.
        opened(world, user, boss, "Watched AG", Role::Viewer).await;
        let visit = ada.visit().await;
        let started = ada.shop.start_checkout(&visit, premium()).await.unwrap();
        let view = ada.shop.view_checkout(&visit.caller, started.checkout).await.unwrap();
        let details = &view.content.details;
        assert_eq!((details.company.as_str(), details.address.city.as_str()), ("Acme GmbH", "Berlin"));
        assert_eq!(details.contact_email, ADA);
        assert!(view.buys_for.is_empty(), "there is nothing to choose");
        let Some(StepState::Current { missing }) = view.step(Step::Details) else { panic!("{:?}", view.step(Step::Details)) };
        assert_eq!(missing.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["field_required"], "the name alone");
        let other = AccountId::from_bits(7);
        assert_eq!(codes(ada.shop.buy_for(&visit.caller, started.checkout, other).await), [":not_found"]);
        assert!(matches!(&visit.caller.person, Person::User { memberships, .. } if memberships[0].0 == acme));
    }

    async fn whoever_may_buy_for_several_says_for_which(world: &World) {
        let (mut ada, user, boss) = people(world).await;
        let first = opened(world, user, user, "Acme GmbH", Role::Owner).await;
        let globex = opened(world, user, boss, "Globex Ltd", Role::BillingManager).await;
        let watched = opened(world, user, boss, "Watched AG", Role::Viewer).await;
        let visit = ada.visit().await;
        let id = ada.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        let view = ada.shop.view_checkout(&visit.caller, id).await.unwrap();
        assert_eq!(view.buys_for.iter().map(|one| one.id).collect::<Vec<_>>(), [first, globex]);
        assert_eq!((view.account, view.content.details.company.as_str()), (None, ""));
        let mut details = acme();
        (details.contact_email, details.contact_name) = (ADA.to_owned(), "Ada".to_owned());
        let saved = ada.shop.edit_details(&visit, id, view.version, details.clone(), "en").await.unwrap();
        assert_eq!(saved.missing.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["account_not_chosen"]);
        assert_eq!(codes(ada.shop.buy_for(&visit.caller, id, watched).await), [":needs_billing"]);

        let chosen = ada.shop.buy_for(&visit.caller, id, globex).await.unwrap();
        assert_eq!(chosen.account, Some(globex));
        assert_eq!(chosen.content.details.company, details.company, "what was typed stays");
        assert_eq!(chosen.current, Step::Payment);
        let mut blank = chosen.content.details.clone();
        blank.company = String::new();
        blank.address = Address::default();
        let emptied = ada.shop.edit_details(&visit, id, chosen.version, blank, "en").await.unwrap();
        assert!(emptied.view.version > chosen.version);
        let other = ada.shop.buy_for(&visit.caller, id, first).await.unwrap();
        assert_eq!((other.account, other.content.details.company.as_str()), (Some(first), "Acme GmbH"));
        let second = ada.shop.buy_for(&visit.caller, id, globex).await.unwrap();
        assert_eq!(second.content.details.address.line1, "Globex Ltd Street 1", "nothing of the other is left");
        let again = ada.shop.buy_for(&visit.caller, id, globex).await.unwrap();
        assert_eq!(again.version, second.version);

        // Neither account's trail tells what the other's details were.
        for (account, foreign) in [(first, "Globex Ltd Street 1"), (globex, "Acme GmbH Street 1")] {
            let person = Person::User { user: boss, memberships: vec![(account, Role::Owner)] };
            let owner = &Caller { person, grants: Vec::new() };
            let entries = ada.shop.export_audit(owner, account, &AuditFilter::default()).await.unwrap();
            let told: Vec<_> = entries.iter().flat_map(|one| &one.changes).map(|one| (&one.before, &one.after)).collect();
            assert!(!told.is_empty());
            assert!(told.iter().all(|(was, is)| was.as_deref() != Some(foreign) && is.as_deref() != Some(foreign)), "{told:?}");
        }

        let mut stranger = Browser::new(world);
        let nobody = caller(&mut stranger).await;
        assert_eq!(codes(ada.shop.buy_for(&nobody, id, globex).await), [":not_found"]);
    }
}
