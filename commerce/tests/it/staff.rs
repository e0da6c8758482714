//! Our own people: who they are by the groups of their provider, what they find, and what they do for a customer.

mod acting;
mod finding;
mod restoring;

use commerce::commerce::{Commerce, Parts};
use commerce::ports::identity_provider::{IdentityProvider, IdentityProviders};
use commerce::store::billing_accounts;
use commerce::store::events::Change;
use commerce::testing::{World, demo_goods, parts};
use domain::access::{Actor, Person, StaffRole, Staffing};
use domain::account::BillingAccount;
use domain::ids::{AccountId, TrialId};
use serde_json::json;
use std::sync::Arc;

use super::identity::browser::Browser;
use super::sso::idp::Idp;
use super::sso::traveller::browser;
use super::trial::ADA;

/// A shop whose own people a provider knows.
pub struct Office<'a> {
    pub world: &'a World,
    pub idp: Idp,
    pub shop: Commerce,
}

impl<'a> Office<'a> {
    pub async fn open(world: &'a World) -> Self {
        let idp = Idp::start().await;
        let provider = Arc::new(idp.client("staff", &["kassa.example"])) as Arc<dyn IdentityProvider>;
        let staffing = Staffing {
            issuer: idp.issuer.clone(),
            groups: StaffRole::ALL.map(|role| (format!("kassa-{}", role.name()), role)).to_vec(),
        };
        let shop = Commerce::new(Parts {
            identity_providers: IdentityProviders::new(vec![provider]),
            staffing: Some(staffing),
            ..parts(world.store.clone(), demo_goods())
        });
        Self { world, idp, shop }
    }

    /// One of us, signed in.
    pub async fn one(&self, name: &str, groups: &[&str]) -> Browser<'a> {
        let email = format!("{name}@kassa.example");
        self.idp.knows(json!({ "sub": name, "email": email, "email_verified": true, "name": name, "groups": groups }));
        let mut one = browser(self.world, &self.shop);
        one.travels("staff", &self.idp).await.expect("signed in");
        one
    }

    /// A customer who tries: the browser of its owner, its account, and its trial.
    pub async fn customer(&self) -> (Browser<'a>, AccountId, TrialId) {
        let mut owner = browser(self.world, &self.shop);
        let trial = owner.gets_trial(ADA).await.outcome.expect("a trial");
        let user = owner.visit().await.caller.user().expect("signed in");
        let accounts = billing_accounts::of_user(self.world.store.read(), user).await.expect("accounts");
        (owner, accounts[0].0, trial)
    }
}

/// What somebody is to us.
pub async fn roles(one: &mut Browser<'_>) -> Vec<StaffRole> {
    match one.visit().await.caller.person {
        Person::Staff { roles, .. } => roles,
        _ => Vec::new(),
    }
}

/// Changes an account as its owner would.
pub async fn rewrite(world: &World, id: AccountId, change: impl Fn(&mut BillingAccount) + Send + Sync) {
    let change = &change;
    let written = world.store.write(|tx| async move {
        let mut account = billing_accounts::get(&tx, id).await?;
        change(&mut account);
        let by = &Actor::User { user: account.primary_owner() };
        billing_accounts::update(&tx, &account, Change { event: "account_edited", by }).await
    });
    written.await.expect("the account is changed");
}
