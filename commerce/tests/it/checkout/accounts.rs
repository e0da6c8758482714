//! Which account buys: the one there is, or the one that is chosen; its own details are filled in.

use commerce::on_both_databases;
use commerce::store::events::Change;
use commerce::store::{billing_accounts, checkouts};
use commerce::testing::World;
use domain::access::{Actor, Caller, Grant, Person, Purpose, Scope};
use domain::account::{BillingAccount, Profile, ProfileForm, Purchaser, Role};
use domain::address::Address;
use domain::audit::AuditFilter;
use domain::checkout::{Step, StepState, VerifiedEmail};
use domain::ids::{AccountId, CheckoutId, PlaceId, UserId};

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

/// The account itself, and none of its further places.
const fn all_of(account: AccountId) -> Purchaser {
    Purchaser { account, place: None }
}

/// What whoever followed a buyer's link to a checkout has.
fn link_to(checkout: CheckoutId) -> Grant {
    Grant { scope: Scope::Checkout(checkout), purpose: Purpose::Buy, expires_at: jiff::Timestamp::MAX }
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
        assert_eq!(codes(ada.shop.buy_for(&visit.caller, started.checkout, all_of(other)).await), [":not_found"]);
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
        assert_eq!(view.buys_for.iter().map(|one| one.purchaser).collect::<Vec<_>>(), [all_of(first), all_of(globex)]);
        assert_eq!((view.purchaser, view.content.details.company.as_str()), (None, ""));
        let mut details = acme();
        (details.contact_email, details.contact_name) = (ADA.to_owned(), "Ada".to_owned());
        let saved = ada.shop.edit_details(&visit, id, view.version, details.clone(), "en").await.unwrap();
        assert_eq!(saved.missing.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["account_not_chosen"]);
        assert_eq!(codes(ada.shop.buy_for(&visit.caller, id, all_of(watched)).await), [":needs_billing"]);

        let chosen = ada.shop.buy_for(&visit.caller, id, all_of(globex)).await.unwrap();
        assert_eq!(chosen.purchaser, Some(all_of(globex)));
        assert_eq!(chosen.content.details.company, details.company, "what was typed stays");
        assert_eq!(chosen.current, Step::Payment);
        let mut blank = chosen.content.details.clone();
        blank.company = String::new();
        blank.address = Address::default();
        let emptied = ada.shop.edit_details(&visit, id, chosen.version, blank, "en").await.unwrap();
        assert!(emptied.view.version > chosen.version);
        let other = ada.shop.buy_for(&visit.caller, id, all_of(first)).await.unwrap();
        assert_eq!((other.purchaser, other.content.details.company.as_str()), (Some(all_of(first)), "Acme GmbH"));
        let second = ada.shop.buy_for(&visit.caller, id, all_of(globex)).await.unwrap();
        assert_eq!(second.content.details.address.line1, "Globex Ltd Street 1", "nothing of the other is left");
        let again = ada.shop.buy_for(&visit.caller, id, all_of(globex)).await.unwrap();
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
        assert_eq!(codes(ada.shop.buy_for(&nobody, id, all_of(globex)).await), [":not_found"]);
    }

    async fn an_account_with_several_places_buys_for_the_one_that_is_chosen(world: &World) {
        let (mut ada, user, _) = people(world).await;
        let acme = opened(world, user, user, "Acme GmbH", Role::Owner).await;
        let visit = ada.visit().await;
        let mut form = ProfileForm {
            vat_id: "DE136695976".to_owned(),
            country: "FR".to_owned(),
            line1: " Rue de Rivoli 1 ".to_owned(),
            city: "Paris".to_owned(),
            postal_code: "75001".to_owned(),
            ..ProfileForm::default()
        };
        let wrong = ada.shop.keep_place(&visit.caller, acme, None, &form).await;
        assert_eq!(codes(wrong), ["vat_id:vat_id_of_other_country"]);
        form.vat_id = "FR 40 303265045".to_owned();
        let place = ada.shop.keep_place(&visit.caller, acme, None, &form).await.unwrap();
        let unknown = PlaceId::from_bits(9);
        assert_eq!(codes(ada.shop.keep_place(&visit.caller, acme, Some(unknown), &form).await), [":not_found"]);

        let id = ada.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        let view = ada.shop.view_checkout(&visit.caller, id).await.unwrap();
        let in_paris = Purchaser { account: acme, place: Some(place) };
        assert_eq!(view.buys_for.iter().map(|one| one.purchaser).collect::<Vec<_>>(), [all_of(acme), in_paris]);
        assert_eq!(view.purchaser, Some(all_of(acme)), "the account’s own address is filled in");
        let moved = ada.shop.buy_for(&visit.caller, id, in_paris).await.unwrap();
        let details = &moved.content.details;
        assert_eq!((details.address.city.as_str(), details.vat_id.as_deref()), ("Paris", Some("FR40303265045")));
        assert_eq!((details.company.as_str(), details.business), ("Acme GmbH", Some(true)));
        assert_eq!(moved.purchaser, Some(in_paris));
        assert_eq!(codes(ada.shop.buy_for(&visit.caller, id, Purchaser { account: acme, place: Some(unknown) }).await), [":not_found"]);
        let back = ada.shop.buy_for(&visit.caller, id, all_of(acme)).await.unwrap();
        assert_eq!((back.content.details.address.city.as_str(), back.content.details.vat_id.as_deref()), ("Berlin", None));

        // Saving what receipts say keeps the places; taking one out leaves what was filled in with it.
        let account = billing_accounts::get(world.store.read(), acme).await.unwrap();
        let renamed = Profile { legal_name: "Acme SE".to_owned(), places: Vec::new(), ..account.profile };
        ada.shop.edit_account(&visit.caller, acme, renamed).await.unwrap();
        ada.shop.buy_for(&visit.caller, id, in_paris).await.unwrap();
        ada.shop.remove_place(&visit.caller, acme, place).await.unwrap();
        let left = ada.shop.view_checkout(&visit.caller, id).await.unwrap();
        assert_eq!((left.content.details.address.city.as_str(), left.buys_for.len()), ("Paris", 0));
        let account = billing_accounts::get(world.store.read(), acme).await.unwrap();
        assert_eq!((account.profile.legal_name.as_str(), account.profile.places.len()), ("Acme SE", 0));
    }

    async fn whoever_proves_their_address_in_anothers_checkout_says_for_which_of_theirs(world: &World) {
        let (mut ada, user, boss) = people(world).await;
        let acme = opened(world, user, user, "Acme GmbH", Role::Owner).await;
        let visit = ada.visit().await;
        let id = ada.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        // Somebody else goes on with it, and proves an address of their own.
        let (globex, initech) =
            (opened(world, boss, boss, "Globex Ltd", Role::Owner).await, opened(world, boss, boss, "Initech", Role::Owner).await);
        let at = world.clock.now();
        let proved = VerifiedEmail { email: "boss@acme.example".parse().unwrap(), user: boss, at };
        world.store.write(|tx| {
            let proved = proved.clone();
            async move {
                let session = checkouts::get(&tx, id).await?.verify_email(proved, at).expect("it is open");
                let by = &Actor::User { user: boss };
                checkouts::update(&tx, &session, Change { event: "checkout_email_proved", by }).await
            }
        }).await.unwrap();
        let grants = vec![link_to(id)];
        let boss = Caller { person: Person::User { user: boss, memberships: vec![(globex, Role::Owner), (initech, Role::Owner)] }, grants };
        let view = ada.shop.view_checkout(&boss, id).await.unwrap();
        assert_eq!(view.buys_for.iter().map(|one| one.purchaser).collect::<Vec<_>>(), [all_of(globex), all_of(initech)]);
        assert_eq!(view.purchaser, None, "not the one of whoever opened it");
        let Some(StepState::Current { missing }) = view.step(Step::Details) else { panic!("{:?}", view.step(Step::Details)) };
        assert!(missing.iter().any(|one| one.code == "account_not_chosen"), "{missing:?}");
        let chosen = ada.shop.buy_for(&boss, id, all_of(initech)).await.unwrap();
        assert_eq!((chosen.purchaser, chosen.content.details.company.as_str()), (Some(all_of(initech)), "Initech"));
        assert_eq!(chosen.content.details.address.line1, "Initech Street 1", "nothing of the opener’s account is left");
        // Whoever opened it does not choose any more.
        let opener = caller(&mut ada).await;
        let view = ada.shop.view_checkout(&opener, id).await.unwrap();
        assert!(view.buys_for.is_empty(), "{:?}", view.buys_for);
        assert_eq!(codes(ada.shop.buy_for(&opener, id, all_of(acme)).await), ["account:account_of_another"]);
    }

    async fn whoever_may_buy_for_none_of_theirs_is_told_that_it_will_be_another(world: &World) {
        let (mut ada, user, boss) = people(world).await;
        opened(world, user, boss, "Watched AG", Role::Viewer).await;
        let visit = ada.visit().await;
        let id = ada.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        let view = ada.shop.view_checkout(&visit.caller, id).await.unwrap();
        assert_eq!((view.only_seen.as_slice(), view.buys_for.len()), (&["Watched AG".to_owned()][..], 0));
        let nobody = Caller { person: Person::Nobody, grants: vec![link_to(id)] };
        let view = ada.shop.view_checkout(&nobody, id).await.unwrap();
        assert!(view.only_seen.is_empty(), "told to them alone");
    }
}
