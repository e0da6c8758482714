//! An account whose owner is lost comes to somebody else.

use commerce::on_both_databases;
use commerce::store::billing_accounts;
use commerce::testing::World;
use domain::account::Role;
use domain::audit::AuditFilter;

use super::super::identity::browser::code;
use super::super::trial::{ADA, wind_down};
use super::{Office, browser};

const WHY: &str = "The owner left the company, says its management";
const EVE: &str = "eve@acme.com";

async fn told(world: &World) -> Vec<String> {
    world.run_jobs().await;
    let mails = world.mails().await.into_iter().filter(|mail| mail.subject.contains("now answers for"));
    // The text is broken into lines.
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let with_reason = mails.filter(|mail| one_line(&mail.text_body).contains(WHY));
    let mut told: Vec<_> = with_reason.map(|mail| mail.recipient.0.to_string()).collect();
    told.sort();
    told
}

on_both_databases! {
    async fn an_administrator_makes_somebody_known_answer_for_it_and_all_are_told(world: &World) {
        let office = Office::open(world).await;
        let (mut owner, account, _) = office.customer().await;
        let (mut sam, mut root) = (office.one("sam", &["kassa-support"]).await, office.one("root", &["kassa-admin"]).await);
        let (helper, admin, customer) = (sam.visit().await.caller, root.visit().await.caller, owner.visit().await.caller);
        assert_eq!(code(office.shop.restore_owner(&helper, account, EVE, WHY).await), "needs_staff");
        assert_eq!(code(office.shop.restore_owner(&customer, account, EVE, WHY).await), "not_found");
        let wrong = office.shop.restore_owner(&admin, account, "eve", "why").await.unwrap_err().refusals();
        let fields: Vec<_> = wrong.iter().map(|refusal| refusal.field.as_deref()).collect();
        assert_eq!(fields, [Some("email"), Some("restore_reason")]);
        assert_eq!(code(office.shop.restore_owner(&admin, account, EVE, WHY).await), "owner_unknown");
        assert_eq!(code(office.shop.restore_owner(&admin, account, ADA, WHY).await), "owner_already");
        let own = office.shop.restore_owner(&admin, account, "root@kassa.example", WHY).await;
        assert_eq!(code(own), "staff_not_themselves", "nobody gives a customer's account to themselves");
        assert!(told(world).await.is_empty());

        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(2)).await.unwrap();
        let mut eve = browser(world, &office.shop);
        eve.ask(EVE).await.unwrap();
        let digits = eve.digits_for(EVE).await;
        eve.enter(EVE, &digits).await.unwrap();
        let before = eve.visit().await.caller;
        assert_eq!(code(office.shop.view_account(&before, account).await), "not_found");
        office.shop.restore_owner(&admin, account, EVE, WHY).await.unwrap();
        assert_eq!(told(world).await, [ADA, EVE]);
        let kept = billing_accounts::get(world.store.read(), account).await.unwrap();
        let eves = eve.visit().await.caller;
        assert_eq!(Some(kept.primary_owner()), eves.user());
        assert_eq!(kept.members().iter().map(|member| member.role).collect::<Vec<_>>(), [Role::Owner, Role::Owner]);
        assert_eq!(code(office.shop.restore_owner(&admin, account, EVE, WHY).await), "owner_already", "once");

        // The new owner can let the old one go, and reads why.
        let ada = customer.user().unwrap();
        office.shop.remove_member(&eves, account, ada).await.unwrap();
        let trail = office.shop.view_audit(&eves, account, &AuditFilter::default()).await.unwrap().entries;
        let mut names: Vec<_> =
            trail.iter().take(3).map(|entry| (entry.event.as_str(), entry.actor.as_str())).collect();
        // All of it happened in one moment.
        names.sort_unstable();
        assert_eq!(
            names,
            [("account_handed_over", "staff"), ("member_removed", "user"), ("staff_owner_restored", "staff")]
        );
        let restored = trail.iter().find(|entry| entry.event == "staff_owner_restored").unwrap();
        assert!(restored.changes.iter().any(|change| change.after.as_deref() == Some(WHY)));
        assert_eq!(restored.who.as_deref(), Some("root@kassa.example"));
        wind_down(world).await;
    }
}
