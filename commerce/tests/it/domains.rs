//! Mail domains of accounts, and people who ask to join because of them.

use std::sync::Arc;

use commerce::commerce::{Commerce, Parts};
use commerce::error::CommerceError;
use commerce::on_both_databases;
use commerce::store::{billing_accounts, domain_claims, join_requests};
use commerce::testing::{World, Zone, demo_goods, parts};
use domain::account::{DomainClaim, JoinOffer, Role};
use domain::audit::AuditFilter;
use domain::ids::{AccountId, JoinRequestId};
use jiff::SignedDuration;

use super::identity::browser::{Browser, code};
use super::members::{account_of, join, sign_in};

const OWNER: &str = "owner@other.example";
const DOMAIN: &str = "acme.example";
const BOB: &str = "Bob@ACME.example";
const DAY: SignedDuration = SignedDuration::from_hours(24);

fn shop(world: &World, zone: &Zone) -> Commerce {
    Commerce::new(Parts { resolver: Arc::new(zone.clone()), ..parts(world.store.clone(), demo_goods()) })
}

/// An account, the browser of its owner, and what is in the DNS.
async fn begin<'a>(world: &'a World, owner: &str) -> (AccountId, Browser<'a>, Zone) {
    let zone = Zone::default();
    let (account, mut browser, _) = account_of(world, owner).await;
    browser.shop = shop(world, &zone);
    (account, browser, zone)
}

async fn claim(owner: &mut Browser<'_>, account: AccountId, domain: &str) -> Result<DomainClaim, CommerceError> {
    let caller = owner.visit().await.caller;
    owner.shop.claim_domain(&caller, account, domain).await
}

async fn verify(owner: &mut Browser<'_>, claim: &DomainClaim) -> Result<(), CommerceError> {
    let caller = owner.visit().await.caller;
    owner.shop.verify_domain(&caller, claim.account, claim.id).await.map(drop)
}

/// A claim whose record is there.
async fn verified(owner: &mut Browser<'_>, zone: &Zone, account: AccountId) -> DomainClaim {
    let claim = claim(owner, account, DOMAIN).await.unwrap();
    zone.set(&claim.record_name(), &[&claim.record_value()]);
    verify(owner, &claim).await.unwrap();
    claim
}

/// Somebody who is signed in and has asked.
async fn asking<'a>(world: &'a World, email: &str) -> (Browser<'a>, JoinRequestId) {
    let mut asker = Browser::new(world);
    let user = sign_in(&mut asker, email).await;
    let caller = asker.visit().await.caller;
    asker.shop.ask_to_join(&caller).await.unwrap();
    let asked = join_requests::of_user(world.store.read(), user).await.unwrap();
    (asker, asked.last().unwrap().id)
}

async fn mailed(world: &World, to: &str, subject: &str) -> usize {
    world.run_jobs().await;
    let mails = world.mails().await;
    let fits =
        |mail: &&commerce::store::demo_mails::Model| mail.recipient.0.as_str() == to && mail.subject.contains(subject);
    mails.iter().filter(fits).count()
}

async fn recheck(world: &World, shop: &Commerce) {
    shop.recheck_domains_and_again().await.unwrap();
    commerce::jobs::drain(&world.store, shop).await.unwrap();
    world.forget_jobs().await;
}

/// What happened to an account, by name.
async fn trail(owner: &mut Browser<'_>, account: AccountId) -> Vec<String> {
    let caller = owner.visit().await.caller;
    let page = owner.shop.view_audit(&caller, account, &AuditFilter::default()).await.unwrap();
    let mut names: Vec<_> = page.entries.into_iter().map(|entry| entry.event).collect();
    names.sort();
    names
}

on_both_databases! {
    async fn the_record_shows_whose_a_domain_is(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        assert_eq!(code(claim(&mut owner, account, "http://acme").await), "domain_malformed");
        assert_eq!(code(claim(&mut owner, account, "gmail.com").await), "domain_public");
        let claimed = claim(&mut owner, account, "@ACME.example").await.unwrap();
        assert_eq!(claimed.record_name(), "_kassa-challenge.acme.example");
        assert_eq!(code(claim(&mut owner, account, DOMAIN).await), "domain_claimed");

        assert_eq!(code(verify(&mut owner, &claimed).await), "record_missing");
        zone.set(&claimed.record_name(), &["kassa-domain-verification=guessed"]);
        assert_eq!(code(verify(&mut owner, &claimed).await), "record_other");
        zone.away(true);
        assert_eq!(code(verify(&mut owner, &claimed).await), "resolver_unavailable");
        zone.away(false);
        zone.set(&claimed.record_name(), &["something else", &claimed.record_value()]);
        verify(&mut owner, &claimed).await.unwrap();
        verify(&mut owner, &claimed).await.unwrap();

        let caller = owner.visit().await.caller;
        let seen = owner.shop.view_account(&caller, account).await.unwrap();
        assert!(seen.domains[0].verified_at.is_some());
        owner.shop.release_domain(&caller, account, claimed.id).await.unwrap();
        assert_eq!(code(owner.shop.release_domain(&caller, account, claimed.id).await), "claim_over");
        assert_eq!(code(verify(&mut owner, &claimed).await), "claim_over");
        let again = claim(&mut owner, account, DOMAIN).await.unwrap();
        assert_ne!(again.token, claimed.token, "an old record shows nothing new");
        assert_eq!(trail(&mut owner, account).await, ["account_opened", "domain_claimed", "domain_claimed", "domain_released", "domain_verified"]);
    }

    async fn of_two_accounts_one_has_it(world: &World) {
        let (one, mut first, zone) = begin(world, OWNER).await;
        let (two, mut second, _) = begin(world, "second@other.example").await;
        second.shop = first.shop.clone();
        let (mine, theirs) = (claim(&mut first, one, DOMAIN).await.unwrap(), claim(&mut second, two, DOMAIN).await.unwrap());
        zone.set(&mine.record_name(), &[&mine.record_value(), &theirs.record_value()]);
        let (as_first, as_second) = (first.visit().await.caller, second.visit().await.caller);
        let answers = tokio::join!(
            first.shop.verify_domain(&as_first, one, mine.id),
            second.shop.verify_domain(&as_second, two, theirs.id),
        );
        let lost = match answers {
            (Ok(_), lost @ Err(_)) | (lost @ Err(_), Ok(_)) => lost,
            both => panic!("{both:?}"),
        };
        assert_eq!(code(lost), "domain_taken");
        let has = domain_claims::verified(world.store.read(), &mine.domain).await.unwrap().unwrap();

        // Given up, it is the other's.
        let (holder, shop, caller) = match has.account == one {
            true => (&mine, &first.shop, &as_first),
            false => (&theirs, &second.shop, &as_second),
        };
        shop.release_domain(caller, holder.account, holder.id).await.unwrap();
        verify(&mut first, &mine).await.unwrap_or_else(|_| assert_eq!(holder.id, mine.id));
        verify(&mut second, &theirs).await.unwrap_or_else(|_| assert_eq!(holder.id, theirs.id));
        let now = domain_claims::verified(world.store.read(), &mine.domain).await.unwrap().unwrap();
        assert_ne!(now.account, has.account);
    }

    async fn only_owners_manage_domains_and_answer(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        let claimed = verified(&mut owner, &zone, account).await;
        let (_, request) = asking(world, BOB).await;
        let (mut manager, _) = join(&mut owner, account, "m@example.com", Role::BillingManager).await;
        let as_manager = manager.visit().await.caller;
        assert_eq!(code(claim(&mut manager, account, "b.example").await), "needs_owner");
        assert_eq!(code(verify(&mut manager, &claimed).await), "needs_owner");
        assert_eq!(code(manager.shop.release_domain(&as_manager, account, claimed.id).await), "needs_owner");
        assert_eq!(code(manager.shop.approve_join(&as_manager, account, request, Role::Viewer).await), "needs_owner");
        let seen = manager.shop.view_account(&as_manager, account).await.unwrap();
        assert!(seen.domains.is_empty() && seen.join_requests.is_empty());

        // Another account’s owner finds nothing, not even with the ids.
        let (other, mut stranger, _) = begin(world, "s@other.example").await;
        let eve = stranger.visit().await.caller;
        assert_eq!(code(verify(&mut stranger, &claimed).await), "not_found");
        assert_eq!(code(stranger.shop.release_domain(&eve, other, claimed.id).await), "not_found");
        assert_eq!(code(stranger.shop.decline_join(&eve, other, request).await), "not_found");
        assert_eq!(code(stranger.shop.ask_to_join(&eve).await), "not_found", "another domain");
        assert_eq!(stranger.shop.join_offer(&eve).await.unwrap(), None);
        world.run_jobs().await;
    }

    async fn somebody_asks_and_an_owner_takes_them_in(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        let mut bob = Browser::new(world);
        let bob_id = sign_in(&mut bob, BOB).await;
        let as_bob = bob.visit().await.caller;
        assert_eq!(bob.shop.join_offer(&as_bob).await.unwrap(), None, "nothing is claimed");
        let claimed = claim(&mut owner, account, DOMAIN).await.unwrap();
        assert_eq!(bob.shop.join_offer(&as_bob).await.unwrap(), None, "nothing is shown");
        zone.set(&claimed.record_name(), &[&claimed.record_value()]);
        verify(&mut owner, &claimed).await.unwrap();
        let offer = |waits| Some(JoinOffer { account: "Acme GmbH".to_owned(), domain: DOMAIN.to_owned(), waits });
        assert_eq!(bob.shop.join_offer(&as_bob).await.unwrap(), offer(false));
        let (one, two) = tokio::join!(bob.shop.ask_to_join(&as_bob), bob.shop.ask_to_join(&as_bob));
        assert_eq!(code(if one.is_ok() { two } else { one }), "join_request_waits", "a double click asks once");
        assert_eq!(bob.shop.join_offer(&as_bob).await.unwrap(), offer(true));
        assert_eq!(mailed(world, OWNER, "asks to join Acme GmbH").await, 1);

        let as_owner = owner.visit().await.caller;
        let seen = owner.shop.view_account(&as_owner, account).await.unwrap();
        let request = seen.join_requests[0].id;
        assert_eq!(seen.join_requests[0].email, BOB);
        let (mut second, _) = join(&mut owner, account, "second@example.com", Role::Owner).await;
        let as_second = second.visit().await.caller;
        let (approved, declined) = tokio::join!(
            owner.shop.approve_join(&as_owner, account, request, Role::Technical),
            second.shop.decline_join(&as_second, account, request),
        );
        let role = billing_accounts::get(world.store.read(), account).await.unwrap().role_of(bob_id);
        match approved.is_ok() {
            true => assert_eq!((code(declined), role), ("join_request_over".to_owned(), Some(Role::Technical))),
            false => assert_eq!((code(approved), role), ("join_request_over".to_owned(), None)),
        }
        let answer = if role.is_some() { "You are now a member" } else { "Your request to join" };
        assert_eq!(mailed(world, BOB, answer).await, 1);
    }

    async fn a_no_counts_for_a_week(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        verified(&mut owner, &zone, account).await;
        let (mut bob, request) = asking(world, BOB).await;
        let (as_owner, as_bob) = (owner.visit().await.caller, bob.visit().await.caller);
        owner.shop.decline_join(&as_owner, account, request).await.unwrap();
        assert_eq!(code(owner.shop.decline_join(&as_owner, account, request).await), "join_request_over");
        assert_eq!(code(bob.shop.ask_to_join(&as_bob).await), "join_declined_lately");
        assert_eq!(mailed(world, BOB, "Your request to join Acme GmbH").await, 1);
        world.clock.advance(&world.store, DAY * 7).await.unwrap();
        let (_, again) = asking(world, BOB).await;
        assert_ne!(again, request);
        world.run_jobs().await;
    }

    async fn a_request_lapses_with_its_point(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        let claimed = verified(&mut owner, &zone, account).await;
        let (_, request) = asking(world, "carol@acme.example").await;
        // Invited meanwhile.
        join(&mut owner, account, "carol@acme.example", Role::Viewer).await;
        let as_owner = owner.visit().await.caller;
        assert_eq!(code(owner.shop.approve_join(&as_owner, account, request, Role::Owner).await), "join_request_over");

        let (mut bob, request) = asking(world, BOB).await;
        owner.shop.release_domain(&as_owner, account, claimed.id).await.unwrap();
        assert_eq!(code(owner.shop.approve_join(&as_owner, account, request, Role::Owner).await), "join_request_over");
        let as_bob = bob.visit().await.caller;
        assert_eq!(code(bob.shop.ask_to_join(&as_bob).await), "not_found");
        assert!(owner.shop.view_account(&as_owner, account).await.unwrap().join_requests.is_empty());
        world.run_jobs().await;
    }

    async fn a_record_that_is_gone_two_days_loses_the_domain(world: &World) {
        let (account, mut owner, zone) = begin(world, OWNER).await;
        let claimed = verified(&mut owner, &zone, account).await;
        let (mut bob, _) = asking(world, BOB).await;
        world.run_jobs().await;
        let shop = owner.shop.clone();
        let is_verified = async || domain_claims::find(world.store.read(), claimed.id).await.unwrap().unwrap().is_verified();
        recheck(world, &shop).await;
        // A silent DNS is no missing record, however long.
        zone.away(true);
        for _ in 0..5 {
            world.clock.advance(&world.store, DAY).await.unwrap();
            recheck(world, &shop).await;
        }
        zone.away(false);
        zone.set(&claimed.record_name(), &[]);
        recheck(world, &shop).await;
        recheck(world, &shop).await;
        assert!(is_verified().await, "one day is none");
        zone.set(&claimed.record_name(), &[&claimed.record_value()]);
        recheck(world, &shop).await;
        zone.set(&claimed.record_name(), &["something else"]);
        world.clock.advance(&world.store, DAY).await.unwrap();
        recheck(world, &shop).await;
        assert!(is_verified().await);
        world.clock.advance(&world.store, DAY).await.unwrap();
        recheck(world, &shop).await;
        assert!(!is_verified().await);
        assert_eq!(mailed(world, OWNER, "acme.example is no longer verified").await, 1);
        sign_in(&mut bob, BOB).await;
        let as_bob = bob.visit().await.caller;
        assert_eq!(bob.shop.join_offer(&as_bob).await.unwrap(), None);
        sign_in(&mut owner, OWNER).await;
        let trail = trail(&mut owner, account).await;
        let times = |name: &str| trail.iter().filter(|known| *known == name).count();
        assert_eq!((times("domain_record_missed"), times("domain_record_back")), (2, 1));
        assert_eq!((times("domain_lost"), times("join_request_lapsed")), (1, 1));
    }
}
