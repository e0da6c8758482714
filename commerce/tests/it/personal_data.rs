//! What we hold about somebody: told to them, and erased, all of it but the ledger or nothing.

use std::sync::Arc;

use commerce::commerce::{Commerce, Parts};
use commerce::crash::{Crash, CrashPoint};
use commerce::error::CommerceError;
use commerce::on_both_databases;
use commerce::store::{billing_accounts, events, users};
use commerce::testing::{World, demo_goods, parts};
use commerce::visit::Visit;
use domain::access::Origin;
use domain::account::Role;
use domain::checkout::{Details, Purpose, Selection};
use domain::erasure::{erased_address, is_erased};
use domain::ids::UserId;
use domain::lead::LeadForm;
use jiff::SignedDuration;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use tokio::sync::Notify;

use super::checkout::{acme, premium};
use super::identity::browser::{Browser, code};
use super::members::{account_of, join, sign_in};
use super::payment::till::{self, Till};

const BOB: &str = "Bob@Acme.Example";
const OWNER: &str = "owner@other.example";

/// Every table and column of the database, but for those that hold the ledger, with how many rows name an address.
async fn naming(world: &World, address: &str) -> Vec<String> {
    let db = world.store.read();
    let columns = match db.get_database_backend() {
        DbBackend::Sqlite => {
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m, pragma_table_info(m.name) p WHERE m.type = 'table'"
        }
        _ => {
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns WHERE table_schema = 'public'"
        }
    };
    let mut found = Vec::new();
    for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), columns)).await.unwrap() {
        let (table, column): (String, String) = (row.try_get("", "t").unwrap(), row.try_get("", "c").unwrap());
        let sql = format!(
            "SELECT COUNT(*) FROM {table} WHERE lower(CAST({column} AS TEXT)) LIKE '%{}%'",
            address.to_lowercase()
        );
        let count = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap().unwrap();
        let count: i64 = count.try_get_by(0).unwrap();
        if count > 0 {
            found.push(format!("{table}.{column}: {count}"));
        }
    }
    found
}

/// Somebody with something of every kind, and the account of others that they are a member of.
async fn somebody(world: &World) -> (Browser<'_>, UserId, domain::ids::AccountId) {
    let (account, mut owner, _) = account_of(world, OWNER).await;
    let mut bob = Browser::new(world);
    let lead = LeadForm {
        name: "Bob".to_owned(),
        email: BOB.to_owned(),
        company: "Acme".to_owned(),
        country: "DE".to_owned(),
        plan: "premium".to_owned(),
        seats: "5".to_owned(),
        message: "Call bob@acme.example, please.".to_owned(),
    };
    let visit = bob.visit().await;
    bob.shop.submit_lead(&visit, &lead, "en").await.unwrap();
    // A checkout that is theirs later they begin as a guest.
    let visit = bob.visit().await;
    let from = bob.shop.asked_from(Origin::new(Some("192.0.2.6".to_owned()), None));
    let begun = from.start_checkout(&visit, premium()).await.unwrap();
    bob.take(begun.cookie.as_ref());
    let visit = bob.visit().await;
    let details = Details { contact_email: BOB.to_lowercase(), ..acme() };
    bob.shop.edit_details(&visit, begun.checkout, 1, details, "en").await.unwrap();
    world.clock.advance(&world.store, SignedDuration::from_mins(1)).await.unwrap();
    bob.gets_trial(&BOB.to_lowercase()).await.outcome.unwrap();
    let user = back(&mut bob, BOB).await;
    let visit = bob.visit().await;
    let started = bob.shop.start_checkout(&visit, premium()).await.unwrap();
    bob.take(started.cookie.as_ref());
    // What they are called, without an address beside it, then with one, then otherwise.
    for (version, name, email) in [(1, "Bob", ""), (2, "Bob", BOB), (3, "Robert", BOB)] {
        let details = Details { contact_name: name.to_owned(), contact_email: email.to_owned(), ..acme() };
        let visit = bob.visit().await;
        bob.shop.edit_details(&visit, started.checkout, version, details, "en").await.unwrap();
    }

    let caller = owner.visit().await.caller;
    owner.shop.invite_member(&caller, account, BOB, Role::Viewer, "en").await.unwrap();
    world.run_jobs().await;
    let waiting = commerce::store::invitations::waiting(world.store.read(), account).await.unwrap();
    let caller = bob.visit().await.caller;
    bob.shop.accept_invitation(&caller, waiting[0].id).await.unwrap();
    let (third, mut other, _) = account_of(world, "third@other.example").await;
    let caller = other.visit().await.caller;
    other.shop.invite_member(&caller, third, BOB, Role::Technical, "en").await.unwrap();
    world.run_jobs().await;
    world.forget_jobs().await;
    (bob, user, account)
}

/// Signs in once more, a while later.
async fn back(browser: &mut Browser<'_>, email: &str) -> UserId {
    browser.world.clock.advance(&browser.world.store, SignedDuration::from_mins(2)).await.unwrap();
    sign_in(browser, email).await
}

async fn erase(browser: &mut Browser<'_>, confirmation: &str) -> Result<(), CommerceError> {
    let visit = browser.visit().await;
    browser.shop.erase_person(&visit, confirmation).await
}

on_both_databases! {
    async fn everything_is_told_and_no_secret(world: &World) {
        let (mut bob, user, account) = somebody(world).await;
        let visit = bob.visit().await;
        let held = serde_json::to_value(bob.shop.export_person(&visit).await.unwrap()).unwrap();
        assert_eq!((held["format"].as_u64(), held["profile"]["id"].as_str()), (Some(2), Some(user.to_string().as_str())));
        assert_eq!(held["profile"]["email"].as_str(), Some(BOB.to_lowercase().as_str()));
        let kinds = ["memberships", "sessions", "invitations", "checkouts", "trials", "requests_to_sales", "mails", "events"];
        for kind in kinds {
            assert!(!held[kind].as_array().unwrap().is_empty(), "{kind}: {held:#}");
        }
        let roles: Vec<_> = held["memberships"].as_array().unwrap().iter().map(|one| one["role"].clone()).collect();
        assert_eq!(roles, ["owner", "viewer"]);
        assert_eq!(held["memberships"][1]["account"], account.to_string());
        let details: Vec<_> = held["checkouts"].as_array().unwrap().iter().map(|one| &one["details"]).collect();
        assert!(details.iter().any(|one| one["contact_name"] == "Robert" && one["company"] == "Acme GmbH"), "{held:#}");
        let text = held.to_string();
        for other in [OWNER, "third@other.example", "hash", "secret", "token"] {
            assert!(!text.contains(other), "{other}: {held:#}");
        }
        let mut stranger = Browser::new(world);
        let visit = stranger.visit().await;
        assert_eq!(code(stranger.shop.export_person(&visit).await), "needs_sign_in");
        world.forget_jobs().await;
    }

    async fn nothing_names_them_any_more_but_the_ledger(world: &World) {
        let (mut bob, user, account) = somebody(world).await;
        assert_eq!(code(erase(&mut bob, "jim@acme.example").await), "erase_unconfirmed");
        world.clock.advance(&world.store, SignedDuration::from_mins(16)).await.unwrap();
        assert_eq!(code(erase(&mut bob, BOB).await), "erase_sign_in_again");
        back(&mut bob, BOB).await;
        assert!(naming(world, BOB).await.len() > 8, "there is something to erase");
        // A second browser, and a double click.
        let mut elsewhere = Browser::new(world);
        back(&mut elsewhere, BOB).await;
        let visit = bob.visit().await;
        bob.shop = bob.shop.asked_from(Origin::new(Some("192.0.2.7".to_owned()), Some("Firefox")));
        assert!(!naming(world, "192.0.2.6").await.is_empty(), "they began as a guest, from somewhere");
        let (one, two) = tokio::join!(bob.shop.erase_person(&visit, BOB), bob.shop.erase_person(&visit, BOB));
        for from in ["192.0.2.6", "192.0.2.7"] {
            assert_eq!(naming(world, from).await, Vec::<String>::new(), "nor from where they acted");
        }
        assert_ne!(one.is_ok(), two.is_ok(), "{one:?} {two:?}");
        assert_eq!(naming(world, BOB).await, ["jobs.payload: 1"], "the last mail is on its way");
        for name in ["\"Bob\"", "\"Robert\""] {
            assert_eq!(naming(world, name).await, Vec::<String>::new(), "nor what they were called");
        }
        assert_eq!(code(erase(&mut elsewhere, BOB).await), "needs_sign_in");

        world.run_jobs().await;
        let mails = world.mails().await;
        assert_eq!(mails.iter().filter(|mail| mail.recipient.0.to_string().eq_ignore_ascii_case(BOB)).count(), 1);
        assert_eq!(mails[0].subject, "Your data is erased");
        let gone = users::get(world.store.read(), user).await.unwrap();
        assert_eq!((gone.email.clone(), gone.name.clone()), (erased_address(user), None));
        assert!(is_erased(&gone.email));
        let left = billing_accounts::get(world.store.read(), account).await.unwrap();
        assert_eq!(left.role_of(user), None);
        // Their own account has an owner still, who is nobody (law 10).
        let own = billing_accounts::of_user(world.store.read(), user).await.unwrap();
        assert_eq!(own.len(), 1);
        assert_eq!(billing_accounts::get(world.store.read(), own[0].0).await.unwrap().profile.legal_name, "");
        for event in events::after(world.store.read(), &own[0].0.to_string(), 0, 99).await.unwrap() {
            let then: serde_json::Value = serde_json::from_str(&event.snapshot).unwrap();
            assert_eq!(then["profile"]["legal_name"], "", "{}", event.name);
        }
        // What they did is still there, and numbered without a gap.
        let theirs = events::after(world.store.read(), &user.to_string(), 0, 99).await.unwrap();
        assert_eq!(theirs.iter().map(|event| event.sequence).collect::<Vec<_>>(), (1..=theirs.len() as i64).collect::<Vec<_>>());
        assert_eq!(theirs.last().unwrap().name, "user_erased");

        let mut again = Browser::new(world);
        assert_ne!(back(&mut again, BOB).await, user, "somebody new");
        erase(&mut again, BOB).await.expect("who can be erased, too");
        world.run_jobs().await;
        world.forget_jobs().await;
    }

    async fn whoever_others_depend_on_hands_over_first(world: &World) {
        let (account, mut owner, _) = account_of(world, OWNER).await;
        let (mut second, second_id) = join(&mut owner, account, "second@other.example", Role::Owner).await;
        back(&mut owner, OWNER).await;
        assert_eq!(code(erase(&mut owner, OWNER).await), "erase_hand_over_first");
        let caller = owner.visit().await.caller;
        owner.shop.hand_over_account(&caller, account, second_id).await.unwrap();
        erase(&mut owner, OWNER).await.unwrap();
        world.run_jobs().await;

        let caller = second.visit().await.caller;
        let trail = second.shop.view_audit(&caller, account, &domain::audit::AuditFilter::default()).await.unwrap();
        let left = trail.entries.iter().find(|entry| entry.event == "member_left").unwrap();
        assert!(is_erased(&left.who.as_ref().unwrap().parse().unwrap()), "{left:?}");
        assert!(trail.entries.iter().all(|entry| entry.who.as_deref() != Some(OWNER)));
    }

    async fn an_order_keeps_the_buyer_and_loses_the_person(world: &World) {
        let till = Till::open(world).await;
        let free = || Selection { plan: "free".to_owned(), seats: 5, term: None, ..till::premium() };
        let (bought, alone) = ("ada@acme.example", "eve@home.example");
        let buyer = till.buyer_of(bought, free(), Purpose::Purchase).await;
        let (order, _) = till.place(&buyer).await;
        let private = till.buyer_of(alone, free(), Purpose::Purchase).await;
        let session = till.checkout(&private).await;
        let (company, vat_id) = (String::new(), None);
        let details = Details { company, vat_id, business: Some(false), ..session.content.details.clone() };
        let visit = Visit { caller: private.caller.clone(), ..Visit::default() };
        till.shop.edit_details(&visit, private.checkout, session.version, details, "en").await.unwrap();
        let (own, _) = till.place(&private).await;
        till.work().await;

        for address in [bought, alone] {
            let mut browser = Browser { world, shop: till.shop.clone(), cookie: None };
            back(&mut browser, address).await;
            erase(&mut browser, address).await.unwrap();
            assert_eq!(naming(world, address).await, ["jobs.payload: 1"], "the last mail alone: not in orders and their events");
        }
        till.work().await;
        let (order, own) = (till.order(order).await.acceptance, till.order(own).await.acceptance);
        assert!(is_erased(&order.email.email) && is_erased(&own.email.email));
        assert_eq!((order.details.company.as_str(), order.details.contact_name.as_str()), ("Acme GmbH", ""));
        assert_eq!((own.details.company.as_str(), own.details.contact_name.as_str()), ("", "Ada Lovelace"));
        assert_eq!((order.details.address.city.as_str(), order.details.vat_id.as_deref()), ("Berlin", Some("DE136695976")));
    }

    async fn a_crash_amid_it_erases_nothing(world: &World) {
        let (mut bob, user, _) = somebody(world).await;
        back(&mut bob, BOB).await;
        let reached = Arc::new(Notify::new());
        let crash = Crash::stand_at(CrashPoint::HalfErased, reached.clone());
        let doomed = Commerce::new(Parts { crash, ..parts(world.store.clone(), demo_goods()) });
        let visit = bob.visit().await;
        let task = tokio::spawn(async move { doomed.erase_person(&visit, BOB).await });
        reached.notified().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
        let still = users::get(world.store.read(), user).await.unwrap();
        assert!(still.email.to_string().eq_ignore_ascii_case(BOB));
        assert_eq!(billing_accounts::of_user(world.store.read(), user).await.unwrap().len(), 2);
        erase(&mut bob, BOB).await.unwrap();
        assert!(is_erased(&users::get(world.store.read(), user).await.unwrap().email));
        world.run_jobs().await;
        world.forget_jobs().await;
    }
}
