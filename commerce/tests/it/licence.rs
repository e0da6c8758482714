//! Licences: one for each order or trial, in a lineage, read by somebody else's library.

use std::io::Write as _;
use std::process::{Command, Stdio};

use commerce::flows::LicenceFor;
use commerce::licence::{LicenceKeys, VerifyingKeys};
use commerce::on_both_databases;
use commerce::store::licences::Model;
use commerce::store::{billing_accounts, events, licence_keys, subscriptions, users};
use commerce::testing::{World, python, script};
use domain::access::Actor;
use domain::account::{BillingAccount, Profile};
use domain::ids::{AccountId, MembershipId, SubscriptionId, UserId};
use domain::licence::Claims;
use domain::subscription::{Basis, Entitlement, Package, Subscription};
use jiff::SignedDuration;
use sea_orm::EntityTrait as _;

const OWNER: UserId = UserId::from_bits(1);
const ACCOUNT: AccountId = AccountId::from_bits(2);
const SUBSCRIPTION: SubscriptionId = SubscriptionId::from_bits(3);
const CHANGE: events::Change<'static> = events::Change { event: "made", by: &Actor::System };

/// Somebody with an account and a subscription.
async fn customer(world: &World) {
    let made = world.store.write(|tx| async move {
        let user = users::User {
            id: OWNER,
            email: "ada@example.com".parse().unwrap(),
            name: None,
            language: "en".to_owned(),
            verified_at: tx.now(),
        };
        users::insert(&tx, &user, CHANGE).await?;
        let membership = MembershipId::from_bits(1);
        let account = BillingAccount::open(ACCOUNT, Profile::default(), OWNER, membership, tx.now());
        billing_accounts::insert(&tx, &account, CHANGE).await?;
        subscriptions::insert(&tx, &Subscription::new(SUBSCRIPTION, ACCOUNT, "suite"), CHANGE).await
    });
    made.await.unwrap();
}

async fn issue(world: &World, source_id: &str, basis: Basis) -> Model {
    let package = Package { plan: "premium".to_owned(), seats: 25, addon: [("assistant".to_owned(), 5)].into() };
    let until = Some(world.clock.now() + SignedDuration::from_hours(365 * 24));
    let (shop, entitlement) = (&world.commerce(), &Entitlement { package, basis, until });
    let wanted = LicenceFor { source_id, subscription: SUBSCRIPTION, account: ACCOUNT, entitlement };
    world.store.write(|tx| async move { shop.issue_licence(&tx, wanted).await }).await.unwrap()
}

/// What PyJWT makes of a token, given the published keys.
fn ask_pyjwt(token: &str, jwks: &str) -> String {
    let mut child = Command::new(python())
        .arg(script("oracle/licence.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let question = serde_json::json!({ "token": token, "jwks": jwks, "aud": "suite", "iss": "https://shop.example" });
    child.stdin.take().unwrap().write_all(question.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

on_both_databases! {
    async fn an_order_gets_one_licence_and_the_lineage_goes_on(world: &World) {
        customer(world).await;
        let trial = issue(world, "trl_1", Basis::Trial).await;
        assert_eq!(issue(world, "trl_1", Basis::Trial).await, trial);
        world.clock.advance(&world.store, SignedDuration::from_hours(24)).await.unwrap();
        let paid = issue(world, "ord_1", Basis::Paid).await;

        let claims = world.commerce().licence_keys().verifying().verify(&paid.token).unwrap();
        assert_eq!(claims, paid.claims.0);
        assert_eq!((claims.lineage, claims.sequence), (trial.id.0, 2));
        assert_eq!((claims.plan.as_str(), claims.seats, claims.grace_days), ("premium", 25, 14));
        assert!(!claims.features.is_empty());
        let last = commerce::store::licences::last_of(world.store.read(), SUBSCRIPTION).await.unwrap().unwrap();
        assert_eq!(last.id, paid.id);
        let said = events::after(world.store.read(), &paid.id.0.to_string(), 0, 9).await.unwrap();
        assert_eq!((said.len(), said[0].name.as_str()), (1, "licence_issued"));
    }

    async fn issued_twice_at_once_it_is_one(world: &World) {
        customer(world).await;
        let (one, two) = tokio::join!(issue(world, "ord_1", Basis::Paid), issue(world, "ord_1", Basis::Paid));
        assert_eq!(one, two);
        assert_eq!(commerce::store::licences::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
    }

    async fn public_keys_are_kept_once(world: &World) {
        let shop = world.commerce();
        shop.keep_licence_keys().await.unwrap();
        shop.keep_licence_keys().await.unwrap();
        let kept = licence_keys::all(world.store.read()).await.unwrap();
        assert_eq!((kept.len(), &kept[0].kid), (1, &shop.licence_keys().kid()));

        // A key that signed long ago is published too, after the one that signs now.
        let (old, now) = (LicenceKeys::new([9; 32], None), shop.licence_keys().kid());
        let (kid, public) = old.verifying().iter().next().map(|(kid, key)| (kid.to_owned(), key)).unwrap();
        let (kid, public) = (kid.as_str(), public.as_str());
        world.store.write(|tx| async move { licence_keys::keep(&tx, kid, public).await }).await.unwrap();
        let published = shop.published_licence_keys().await.unwrap();
        assert_eq!(published.keys.iter().map(|key| key.kid.as_str()).collect::<Vec<_>>(), [now.as_str(), kid]);
    }
}

#[tokio::test]
async fn another_library_reads_a_licence_with_the_published_keys_and_refuses_a_changed_one() {
    commerce::testing::run(commerce::testing::Backend::Sqlite, async |world| {
        read_elsewhere(&world).await;
        world
    })
    .await;
}

async fn read_elsewhere(world: &World) {
    customer(world).await;
    let licence = issue(world, "ord_1", Basis::Paid).await;
    let jwks = serde_json::to_string(&world.commerce().licence_keys().jwks()).unwrap();

    let read: Claims = serde_json::from_str(&ask_pyjwt(&licence.token, &jwks)).unwrap();
    assert_eq!(read, licence.claims.0);
    assert_eq!(VerifyingKeys::read(&jwks).unwrap().verify(&licence.token).unwrap(), read);

    let foreign = LicenceKeys::new([1; 32], None).sign(&licence.claims.0);
    assert!(ask_pyjwt(&foreign.token, &jwks).starts_with("refused"));
    let [header, body, _] = licence.token.split('.').collect::<Vec<_>>()[..] else { unreachable!() };
    let (_, foreign_signature) = foreign.token.rsplit_once('.').unwrap();
    assert_eq!(
        ask_pyjwt(&format!("{header}.{body}.{foreign_signature}"), &jwks).trim(),
        "refused InvalidSignatureError"
    );
}
