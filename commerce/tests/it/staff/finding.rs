//! Who is one of us, and finding customers.

use commerce::on_both_databases;
use domain::access::StaffRole;
use domain::access::session::STAFF_ABSOLUTE;
use domain::email::Email;

use super::super::identity::browser::code;
use super::super::trial::{ADA, wind_down};
use super::{Office, browser, rewrite, roles};

on_both_databases! {
    async fn groups_make_somebody_one_of_us_for_a_day_and_nothing_else_does(world: &World) {
        let office = Office::open(world).await;
        let mut sam = office.one("sam", &["kassa-support", "kassa-compliance", "cooks"]).await;
        assert_eq!(roles(&mut sam).await, [StaffRole::Support, StaffRole::Compliance]);
        let mut cook = office.one("cook", &["cooks"]).await;
        assert_eq!(roles(&mut cook).await, []);
        let caller = cook.visit().await.caller;
        assert_eq!(code(office.shop.search_customers(&caller, "").await), "not_found");
        // The address alone makes nobody one of us: signed in by code it is a customer's.
        let mut by_code = browser(world, &office.shop);
        by_code.ask("sam@kassa.example").await.unwrap();
        let digits = by_code.digits_for("sam@kassa.example").await;
        by_code.enter("sam@kassa.example", &digits).await.unwrap();
        assert_eq!(roles(&mut by_code).await, []);

        world.clock.advance(&world.store, STAFF_ABSOLUTE).await.unwrap();
        let visit = sam.visit().await;
        assert!(visit.session.is_none() && visit.ended.is_some(), "a day is over");
        assert!(by_code.visit().await.session.is_some(), "a customer's is not");
        world.run_jobs().await;
    }

    async fn a_customer_is_found_by_a_part_of_what_it_is_known_by(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, trial) = office.customer().await;
        let caller = owner.visit().await.caller;
        let mut profile = owner.shop.view_account(&caller, account).await.unwrap().profile;
        profile.legal_name = "Ärzte 100% & Co_".to_owned();
        profile.invoice_email = Some("Ledger@Acme.com".to_owned());
        let changed = |state: &mut domain::account::BillingAccount| state.profile = profile.clone();
        rewrite(world, account, changed).await;

        let mut sam = office.one("sam", &["kassa-sales"]).await;
        let caller = sam.visit().await.caller;
        for text in ["ärzte", " ÄRZTE ", "100%", "co_", "ledger@", &account.to_string()] {
            let found = office.shop.search_customers(&caller, text).await.unwrap();
            assert_eq!(found.accounts.iter().map(|one| one.id).collect::<Vec<_>>(), [account], "{text}");
            assert_eq!((found.accounts[0].owner.as_str(), found.more), (ADA, false));
        }
        for text in ["%", "100_", "zte%co", "nobody"] {
            let found = office.shop.search_customers(&caller, text).await.unwrap();
            assert_eq!(found.accounts.len(), usize::from(text == "%"), "{text}: to the letter");
        }
        let named = office.shop.search_customers(&caller, "lovelace").await.unwrap();
        assert_eq!(named.people.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), [ADA], "by name");
        let found = office.shop.search_customers(&caller, "ADA@").await.unwrap();
        assert_eq!(found.people.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), [ADA]);
        assert_eq!(found.people[0].accounts[0].id, account);
        assert!(office.shop.search_customers(&caller, "").await.unwrap().is_empty(), "no order waits");
        assert!(office.shop.search_customers(&caller, "ord_00000000000000000000000000").await.unwrap().is_empty());

        world.run_jobs().await;
        let seen = office.shop.view_customer(&caller, account).await.unwrap();
        assert_eq!((seen.account.id, seen.account.role, seen.account.members.len()), (account, None, 1));
        assert_eq!((seen.subscriptions.len(), seen.trials.len(), seen.orders.len()), (1, 1, 0));
        assert_eq!(seen.subscriptions[0].state.status(), "trialing");
        assert!(seen.trials.iter().any(|one| one.scope == trial.into()));
        assert!(seen.mails.iter().any(|mail| mail.letter == "trial_started" && mail.sent));
        assert!(seen.mails.iter().all(|mail| mail.to == ADA.parse::<Email>().unwrap().normalised()));
        assert!(seen.timeline.iter().any(|entry| entry.event == "account_opened"));
        assert_eq!((seen.may_act, seen.may_restore), (true, false));
        let caller = owner.visit().await.caller;
        assert_eq!(code(office.shop.view_customer(&caller, account).await), "not_found", "not even one's own");
        let nobody = domain::ids::AccountId::from_bits(1);
        let caller = sam.visit().await.caller;
        assert_eq!(code(office.shop.view_customer(&caller, nobody).await), "not_found");
        wind_down(world).await;
    }
}
