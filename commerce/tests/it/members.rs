//! Members of an account: invited, changed, let go, and never without an owner; each step in the audit trail.

use commerce::error::CommerceError;
use commerce::on_both_databases;
use commerce::store::events::Change;
use commerce::store::{billing_accounts, invitations, mails};
use commerce::testing::World;
use domain::access::{Action, Actor, Origin, Person};
use domain::account::{BillingAccount, Profile, Role};
use domain::audit::AuditFilter;
use domain::ids::{AccountId, InvitationId, UserId};
use jiff::SignedDuration;

use super::checkout::premium;
use super::identity::browser::{Browser, code};

const OWNER: &str = "owner@example.com";
const BOB: &str = "bob@example.com";
const DAY: SignedDuration = SignedDuration::from_hours(24);
const SECOND: SignedDuration = SignedDuration::from_secs(1);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);

/// An account, and the browser of its owner.
async fn account(world: &World) -> (AccountId, Browser<'_>, UserId) {
    account_of(world, OWNER).await
}

/// The same of somebody with this address.
pub async fn account_of<'a>(world: &'a World, email: &str) -> (AccountId, Browser<'a>, UserId) {
    let mut owner = Browser::new(world);
    let user = sign_in(&mut owner, email).await;
    let profile = Profile { legal_name: "Acme GmbH".to_owned(), ..Profile::default() };
    let opened = world.store.write(|tx| {
        let profile = profile.clone();
        async move {
            let account = BillingAccount::open(tx.id(), profile, user, tx.id(), tx.now());
            let by = &Actor::User { user };
            billing_accounts::insert(&tx, &account, Change { event: "account_opened", by }).await?;
            Ok::<_, commerce::store::StoreError>(account.id)
        }
    });
    (opened.await.unwrap(), owner, user)
}

async fn invite(owner: &mut Browser<'_>, account: AccountId, email: &str, role: Role) -> Result<(), CommerceError> {
    owner.world.clock.advance(&owner.world.store, SECOND).await.unwrap();
    let caller = owner.visit().await.caller;
    owner.shop.invite_member(&caller, account, email, role, "en").await.map(drop)
}

/// The invitation that the newest mail to this address leads to.
async fn mailed(world: &World, to: &str) -> InvitationId {
    world.run_jobs().await;
    let mail = world
        .mails()
        .await
        .into_iter()
        .find(|mail| mail.recipient.0.as_str() == to && mail.text_body.contains("/invitations/"));
    let text = mail.expect("an invitation was mailed").text_body;
    let id = text.split("/invitations/").nth(1).unwrap().split_whitespace().next().unwrap();
    id.parse().unwrap()
}

/// Signs in with the code that was mailed to this address, at a time of its own.
pub async fn sign_in(browser: &mut Browser<'_>, email: &str) -> UserId {
    browser.world.clock.advance(&browser.world.store, SECOND).await.unwrap();
    browser.ask(email).await.unwrap();
    browser.world.run_jobs().await;
    let theirs =
        browser.world.mails().await.into_iter().filter(|mail| mail.recipient.0.as_str().eq_ignore_ascii_case(email));
    let digits = theirs.map(|mail| mail.subject.chars().filter(char::is_ascii_digit).collect::<String>());
    let code = digits.into_iter().find(|digits| digits.len() == 6).expect("a code was mailed");
    browser.enter(email, &code).await.unwrap().email.user
}

/// Somebody who was invited and has accepted.
pub async fn join<'a>(owner: &mut Browser<'a>, account: AccountId, email: &str, role: Role) -> (Browser<'a>, UserId) {
    invite(owner, account, email, role).await.unwrap();
    let invitation = mailed(owner.world, email).await;
    let mut member = Browser::new(owner.world);
    let user = sign_in(&mut member, email).await;
    let caller = member.visit().await.caller;
    assert_eq!(member.shop.accept_invitation(&caller, invitation).await.unwrap(), account);
    (member, user)
}

async fn role_of(browser: &mut Browser<'_>, account: AccountId) -> Option<Role> {
    match browser.visit().await.caller.person {
        Person::User { memberships, .. } => {
            memberships.into_iter().find(|(id, _)| *id == account).map(|(_, role)| role)
        }
        _ => None,
    }
}

on_both_databases! {
    async fn an_invitation_is_accepted_as_the_invited_address_only(world: &World) {
        let (account, mut owner, _) = account(world).await;
        invite(&mut owner, account, BOB, Role::BillingManager).await.unwrap();
        let invitation = mailed(world, BOB).await;
        let mut stranger = Browser::new(world);
        let nobody = stranger.visit().await.caller;
        assert_eq!(code(stranger.shop.view_invitation(&nobody, invitation).await), "needs_sign_in");
        sign_in(&mut stranger, "eve@example.com").await;
        let eve = stranger.visit().await.caller;
        assert_eq!(code(stranger.shop.view_invitation(&eve, invitation).await), "not_found");
        assert_eq!(code(stranger.shop.accept_invitation(&eve, invitation).await), "not_found");
        assert_eq!(code(stranger.shop.decline_invitation(&eve, invitation).await), "not_found");

        // Bob is Bob however he spells it.
        let mut bob = Browser::new(world);
        sign_in(&mut bob, "BOB@Example.com").await;
        let caller = bob.visit().await.caller;
        let seen = bob.shop.view_invitation(&caller, invitation).await.unwrap();
        assert_eq!((seen.account.as_str(), seen.role, seen.invited_by.as_str()), ("Acme GmbH", Role::BillingManager, OWNER));
        bob.shop.accept_invitation(&caller, invitation).await.unwrap();
        assert_eq!(role_of(&mut bob, account).await, Some(Role::BillingManager));
        let caller = bob.visit().await.caller;
        assert_eq!(code(bob.shop.accept_invitation(&caller, invitation).await), "invitation_over", "once");
        assert_eq!(code(invite(&mut owner, account, BOB, Role::Viewer).await), "already_member");
    }

    async fn it_lasts_seven_days_is_sent_again_and_taken_back(world: &World) {
        let (account, mut owner, _) = account(world).await;
        invite(&mut owner, account, BOB, Role::Viewer).await.unwrap();
        let invitation = mailed(world, BOB).await;
        let caller = owner.visit().await.caller;
        assert_eq!(code(owner.shop.resend_invitation(&caller, account, invitation, "en").await), "invitation_too_soon");
        world.clock.advance(&world.store, DAY * 7).await.unwrap();
        let mut bob = Browser::new(world);
        sign_in(&mut bob, BOB).await;
        let as_bob = bob.visit().await.caller;
        assert_eq!(code(bob.shop.accept_invitation(&as_bob, invitation).await), "invitation_expired");

        sign_in(&mut owner, OWNER).await;
        let caller = owner.visit().await.caller;
        owner.shop.resend_invitation(&caller, account, invitation, "en").await.unwrap();
        world.run_jobs().await;
        owner.shop.revoke_invitation(&caller, account, invitation).await.unwrap();
        assert_eq!(code(bob.shop.accept_invitation(&as_bob, invitation).await), "invitation_over");
        // Another one can be sent now.
        invite(&mut owner, account, BOB, Role::Viewer).await.unwrap();
        assert_ne!(mailed(world, BOB).await, invitation);
    }

    async fn an_address_that_waits_is_asked_again_and_not_twice(world: &World) {
        let (account, mut owner, _) = account(world).await;
        invite(&mut owner, account, BOB, Role::Viewer).await.unwrap();
        assert_eq!(code(invite(&mut owner, account, BOB, Role::Viewer).await), "invitation_too_soon");
        world.clock.advance(&world.store, MINUTE).await.unwrap();
        invite(&mut owner, account, BOB, Role::Technical).await.unwrap();
        let caller = owner.visit().await.caller;
        let seen = owner.shop.view_account(&caller, account).await.unwrap();
        assert_eq!(seen.invitations.iter().map(|one| one.role).collect::<Vec<_>>(), [Role::Technical]);
        world.run_jobs().await;
    }

    async fn each_role_does_what_the_table_says(world: &World) {
        let (account, mut owner, owner_id) = account(world).await;
        let (mut manager, manager_id) = join(&mut owner, account, "m@example.com", Role::BillingManager).await;
        let (mut viewer, viewer_id) = join(&mut owner, account, "v@example.com", Role::Viewer).await;
        assert_eq!(code(invite(&mut manager, account, BOB, Role::Owner).await), "role_not_yours");
        invite(&mut manager, account, BOB, Role::Viewer).await.unwrap();
        assert_eq!(code(invite(&mut viewer, account, "c@example.com", Role::Viewer).await), "needs_billing");
        let as_manager = manager.visit().await.caller;
        assert_eq!(code(manager.shop.change_role(&as_manager, account, viewer_id, Role::Technical).await), "needs_owner");
        assert_eq!(code(manager.shop.remove_member(&as_manager, account, viewer_id).await), "needs_owner");
        assert_eq!(code(manager.shop.hand_over_account(&as_manager, account, manager_id).await), "needs_owner");
        let everything = AuditFilter::default();
        assert_eq!(code(manager.shop.view_audit(&as_manager, account, &everything).await), "needs_owner");
        let as_viewer = viewer.visit().await.caller;
        let seen = viewer.shop.view_account(&as_viewer, account).await.unwrap();
        assert_eq!((seen.members.len(), seen.invitations.len()), (3, 0), "a viewer sees members and no invitations");
        assert!(!seen.may(Action::ManageMembers) && !seen.may(Action::InviteMember) && seen.may(Action::LeaveAccount));

        // Strangers hear that there is nothing, whatever they ask.
        let mut stranger = Browser::new(world);
        sign_in(&mut stranger, "eve@example.com").await;
        let eve = stranger.visit().await.caller;
        assert_eq!(code(stranger.shop.view_account(&eve, account).await), "not_found");
        assert_eq!(code(stranger.shop.change_role(&eve, account, owner_id, Role::Viewer).await), "not_found");
        assert_eq!(code(stranger.shop.leave_account(&eve, account).await), "not_found");
        assert_eq!(code(stranger.shop.view_audit(&eve, account, &everything).await), "not_found");
        world.run_jobs().await;
    }

    async fn an_account_always_has_an_owner(world: &World) {
        let (account, mut owner, owner_id) = account(world).await;
        let as_owner = owner.visit().await.caller;
        assert_eq!(code(owner.shop.leave_account(&as_owner, account).await), "last_owner");
        assert_eq!(code(owner.shop.change_role(&as_owner, account, owner_id, Role::Viewer).await), "last_owner");
        let (mut second, second_id) = join(&mut owner, account, BOB, Role::Owner).await;
        assert_eq!(code(owner.shop.leave_account(&as_owner, account).await), "primary_owner_first");
        owner.shop.hand_over_account(&as_owner, account, second_id).await.unwrap();
        owner.shop.hand_over_account(&as_owner, account, second_id).await.unwrap();
        world.run_jobs().await;
        let mut told: Vec<_> = world.mails().await.into_iter().filter(|mail| mail.subject.contains("now answers for")).collect();
        told.sort_by_key(|mail| mail.recipient.0.to_string());
        let readers: Vec<_> = told.iter().map(|mail| mail.recipient.0.as_str()).collect();
        assert_eq!(readers, [BOB, OWNER], "both owners, once");
        assert_eq!(told[0].subject, format!("{BOB} now answers for Acme GmbH"));
        assert!(told[0].text_body.contains(&format!("{OWNER} has made {BOB} answer for the account Acme GmbH.")));

        // Of two owners who leave at once, one stays.
        let (as_owner, as_second) = (owner.visit().await.caller, second.visit().await.caller);
        let (first, other) = tokio::join!(
            owner.shop.leave_account(&as_owner, account),
            second.shop.leave_account(&as_second, account),
        );
        assert!(first.is_ok(), "{first:?}");
        assert!(["last_owner", "primary_owner_first"].contains(&code(other).as_str()));
        let left = billing_accounts::get(world.store.read(), account).await.unwrap();
        assert_eq!((left.primary_owner(), left.members().len()), (second_id, 1));
    }

    async fn a_change_of_role_counts_at_once_and_changes_the_cookie(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let (mut bob, bob_id) = join(&mut owner, account, BOB, Role::Viewer).await;
        // The secret that joining gave has been seen.
        for _ in 0..2 {
            bob.visit().await;
        }
        let before = bob.cookie.clone();
        let as_owner = owner.visit().await.caller;
        owner.shop.change_role(&as_owner, account, bob_id, Role::BillingManager).await.unwrap();
        assert_eq!(role_of(&mut bob, account).await, Some(Role::BillingManager));
        assert_ne!(bob.cookie, before, "privileges changed, so did the secret");
        owner.shop.remove_member(&as_owner, account, bob_id).await.unwrap();
        assert_eq!(role_of(&mut bob, account).await, None);
        assert_eq!(code(owner.shop.remove_member(&as_owner, account, bob_id).await), "not_a_member");
        world.run_jobs().await;
    }

    async fn whoever_has_another_role_or_none_is_told(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let (mut bob, bob_id) = join(&mut owner, account, BOB, Role::Viewer).await;
        let as_owner = owner.visit().await.caller;
        let told = async || {
            world.run_jobs().await;
            let mails = world.mails().await.into_iter().filter(|mail| mail.recipient.0.as_str() == BOB);
            mails.filter(|mail| mail.text_body.contains("talk to an owner")).collect::<Vec<_>>()
        };
        owner.shop.change_role(&as_owner, account, bob_id, Role::Viewer).await.unwrap();
        assert_eq!(told().await, [], "nothing has changed");
        // Of a role that lasted for no mail's time only the last one is told.
        owner.shop.change_role(&as_owner, account, bob_id, Role::Technical).await.unwrap();
        owner.shop.change_role(&as_owner, account, bob_id, Role::BillingManager).await.unwrap();
        let mails = told().await;
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, "Your role in Acme GmbH has changed");
        let says = format!("{OWNER} has given you another role in the account Acme GmbH. Your new role: Billing manager.");
        assert!(mails[0].text_body.contains(&says), "{}", mails[0].text_body);
        owner.shop.remove_member(&as_owner, account, bob_id).await.unwrap();
        let mails = told().await;
        let removed = mails.iter().find(|mail| mail.subject == "You are no longer a member of Acme GmbH").unwrap();
        assert!(!removed.text_body.contains("/account/"), "it leads nowhere any more: {}", removed.text_body);

        // Whoever leaves by their own decision knows.
        let invitation = { invite(&mut owner, account, BOB, Role::Viewer).await.unwrap(); mailed(world, BOB).await };
        let as_bob = bob.visit().await.caller;
        bob.shop.accept_invitation(&as_bob, invitation).await.unwrap();
        let as_bob = bob.visit().await.caller;
        bob.shop.leave_account(&as_bob, account).await.unwrap();
        assert_eq!(told().await.len(), 2);
    }

    async fn an_owner_who_cannot_decide_fills_nobodys_mailbox(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let (mut bob, bob_id) = join(&mut owner, account, BOB, Role::Viewer).await;
        let as_owner = owner.visit().await.caller;
        for _ in 0..15 {
            for role in [Role::Technical, Role::Viewer] {
                owner.shop.change_role(&as_owner, account, bob_id, role).await.unwrap();
            }
        }
        let told = world.store.write(|tx| async move {
            let bob = BOB.parse().unwrap();
            mails::decided_within(&tx, &bob, "membership_changed", DAY).await
        });
        assert_eq!(told.await.unwrap().len(), 20);
        owner.shop.change_role(&as_owner, account, bob_id, Role::BillingManager).await.unwrap();
        assert_eq!(role_of(&mut bob, account).await, Some(Role::BillingManager), "it is changed all the same");
        world.run_jobs().await;
    }

    async fn whoever_is_let_go_keeps_nothing_in_their_browser_and_has_offered_nothing(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let (mut bob, bob_id) = join(&mut owner, account, BOB, Role::BillingManager).await;
        let before = bob.cookie.clone();
        let visit = bob.visit().await;
        assert_ne!(bob.cookie, before, "who joins gets a new secret");
        let checkout = bob.shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        invite(&mut bob, account, "friend@example.com", Role::Viewer).await.unwrap();
        invite(&mut owner, account, "other@example.com", Role::Viewer).await.unwrap();
        let own = mailed(world, "friend@example.com").await;
        assert_eq!(bob.visit().await.caller.grants.len(), 1);

        let as_owner = owner.visit().await.caller;
        owner.shop.change_role(&as_owner, account, bob_id, Role::Viewer).await.unwrap();
        assert_eq!(bob.visit().await.caller.grants, [], "a viewer opens by their membership alone");
        let waiting = invitations::waiting(world.store.read(), account).await.unwrap();
        assert_eq!(waiting.iter().map(|one| one.email.as_str()).collect::<Vec<_>>(), ["other@example.com"]);
        let mut friend = Browser::new(world);
        sign_in(&mut friend, "friend@example.com").await;
        let caller = friend.visit().await.caller;
        assert_eq!(code(friend.shop.view_invitation(&caller, own).await), "not_found");
        assert_eq!(code(friend.shop.accept_invitation(&caller, own).await), "invitation_over");
        let bobs = bob.visit().await.caller;
        assert!(bob.shop.view_checkout(&bobs, checkout).await.is_ok(), "a viewer sees what the account buys");
        let edit = |shop: commerce::commerce::Commerce, caller| async move { shop.edit_plan(&caller, checkout, 1, premium()).await };
        assert_eq!(code(edit(bob.shop.clone(), bobs).await), "needs_buyer");
        owner.shop.remove_member(&as_owner, account, bob_id).await.unwrap();
        let bobs = bob.visit().await.caller;
        assert_eq!(code(bob.shop.view_checkout(&bobs, checkout).await), "not_found", "also where they opened it themselves");
        assert_eq!(code(edit(bob.shop.clone(), bobs).await), "not_found");
        world.run_jobs().await;
    }

    async fn the_trail_says_who_did_what_and_from_where(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let (_, bob_id) = join(&mut owner, account, BOB, Role::Viewer).await;
        let as_owner = owner.visit().await.caller;
        let from = Origin::new(Some("192.0.2.7".to_owned()), Some("Firefox"));
        let shop = owner.shop.asked_from(from.clone());
        world.clock.advance(&world.store, SECOND).await.unwrap();
        shop.change_role(&as_owner, account, bob_id, Role::Technical).await.unwrap();

        let page = owner.shop.view_audit(&as_owner, account, &AuditFilter::default()).await.unwrap();
        let names: Vec<_> = page.entries.iter().map(|entry| entry.event.as_str()).collect();
        assert_eq!(names[0], "member_role_changed");
        assert_eq!(names.last(), Some(&"account_opened"));
        assert!(["member_invited", "invitation_accepted", "member_joined"].iter().all(|name| names.contains(name)));
        let newest = &page.entries[0];
        assert_eq!((newest.actor.as_str(), newest.who.as_deref()), ("user", Some(OWNER)));
        assert_eq!(newest.origin.as_ref(), Some(&from));
        let role = newest.changes.iter().find(|change| change.field.ends_with(".role")).unwrap();
        assert_eq!((role.before.as_deref(), role.after.as_deref()), (Some("viewer"), Some("technical")));

        let only = |event: &str, actor: &str| AuditFilter { event: event.to_owned(), actor: actor.to_owned(), ..AuditFilter::default() };
        let found = owner.shop.view_audit(&as_owner, account, &only("member_joined", "user")).await.unwrap();
        assert_eq!((found.entries.len(), found.more), (1, false));
        assert!(owner.shop.view_audit(&as_owner, account, &only("", "staff")).await.unwrap().entries.is_empty());
        let older = AuditFilter { older_than: newest.id.clone(), ..AuditFilter::default() };
        let rest = owner.shop.view_audit(&as_owner, account, &older).await.unwrap();
        assert_eq!(rest.entries.len(), page.entries.len() - 1);
        assert_eq!(owner.shop.export_audit(&as_owner, account, &AuditFilter::default()).await.unwrap(), page.entries);
        let wild = AuditFilter { actor: "%".to_owned(), event: "' OR 1=1".to_owned(), ..AuditFilter::default() };
        assert!(owner.shop.view_audit(&as_owner, account, &wild).await.unwrap().entries.is_empty());
        world.run_jobs().await;
    }

    async fn billing_details_are_checked_and_kept(world: &World) {
        let (account, mut owner, _) = account(world).await;
        let as_owner = owner.visit().await.caller;
        let bad = Profile { vat_id: Some("DE1".to_owned()), invoice_email: Some("x".to_owned()), ..Profile::default() };
        let refused = owner.shop.edit_account(&as_owner, account, bad).await.unwrap_err().refusals();
        let fields: Vec<_> = refused.iter().filter_map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, ["legal_name", "country", "invoice_email"]);

        let mut good = Profile { legal_name: " Acme AG ".to_owned(), vat_id: Some("de 136695976".to_owned()), ..Profile::default() };
        good.address.country = Some("DE".parse().unwrap());
        good.address.line1 = "Hauptstraße 1".to_owned();
        good.address.city = "Berlin".to_owned();
        good.address.postal_code = "10115".to_owned();
        owner.shop.edit_account(&as_owner, account, good.clone()).await.unwrap();
        let kept = billing_accounts::get(world.store.read(), account).await.unwrap().profile;
        assert_eq!((kept.legal_name.as_str(), kept.vat_id.as_deref()), ("Acme AG", Some("DE136695976")));
        // Whom a limit binds does not lift it.
        let mut bound = good.clone();
        bound.purchasing.approval_required = true;
        owner.shop.edit_account(&as_owner, account, bound).await.unwrap();
        let (mut manager, _) = join(&mut owner, account, BOB, Role::BillingManager).await;
        let as_manager = manager.visit().await.caller;
        let renamed = Profile { legal_name: "Acme SE".to_owned(), ..good.clone() };
        manager.shop.edit_account(&as_manager, account, renamed).await.unwrap();
        let kept = billing_accounts::get(world.store.read(), account).await.unwrap().profile;
        assert_eq!((kept.legal_name.as_str(), kept.purchasing.approval_required), ("Acme SE", true));
        // Whoever has no language of their own with us is written to in the account's.
        let as_owner = owner.visit().await.caller;
        let german = Profile { language: Some("de".to_owned()), ..good.clone() };
        owner.shop.edit_account(&as_owner, account, german).await.unwrap();
        owner.shop.invite_member(&as_owner, account, "new@acme.example", Role::Viewer, "en").await.unwrap();
        world.run_jobs().await;
        let mail = world.mails().await.into_iter().find(|mail| mail.recipient.0.as_str() == "new@acme.example").unwrap();
        assert!(mail.subject.contains("lädt Sie zu"), "{}: {}", mail.subject, mail.text_body);
        let wrong = Profile { vat_id: Some("DE136695977".to_owned()), ..good };
        assert_eq!(code(owner.shop.edit_account(&as_owner, account, wrong).await), "vat_id_check_digits");
    }
}
