//! Starting a trial for whoever proved its address: account, subscription, licence, letter and what happens at the end,
//! in one transaction.

use std::collections::BTreeMap;

use domain::access::{Action, Actor, Denied, Needs, Purpose, decide};
use domain::account::{BillingAccount, Profile};
use domain::address::Address;
use domain::checkout::VerifiedEmail;
use domain::ids::{AccountId, SubscriptionId, TrialId, UserId};
use domain::moment::{after, days};
use domain::subscription::{Package, Subscription};
use domain::trial::{Trial, TrialRefusal, TrialRequest};

use super::issue_licence::LicenceFor;
use super::keep_name::keep_name;
use super::schedule_trial::schedule;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::users::User;
use crate::store::{StoreError, Tx, billing_accounts, mails as sent, subscriptions, trials, users};
use crate::visit::Visit;

/// How long the link in a letter about a trial can be followed.
pub(super) const LINK_DAYS: u32 = 30;
/// The owner of a trial hears at most once in this time that somebody asked for another.
const REFERRED_EVERY_DAYS: u32 = 1;

/// The trial to show, or why none was started. Either is committed.
pub(super) type Delivered = Result<TrialId, TrialRefusal>;

impl Commerce {
    /// Starts a trial that was asked for, when this browser is signed in with its address. Asked again it answers the
    /// same. When the company has had one, its members are answered that one.
    ///
    /// # Errors
    /// Not the caller's, or not signed in; another address was proved, the request is too old, or the company has had
    /// one: then its owner is written to, and nothing about it is said.
    pub async fn provision_trial(&self, visit: &Visit, id: TrialId) -> Result<TrialId, CommerceError> {
        let delivered: Delivered = self
            .store()
            .write(|tx| async move {
                let trial = trials::find(&tx, id).await?.ok_or(CommerceError::NOT_FOUND)?;
                decide(&visit.caller, Action::StartTrial, &trial.target(), tx.now())?;
                let user = visit.caller.user().ok_or(Denied::Lacks(Needs::SignIn))?;
                let user = users::get(&tx, user).await?;
                let owner = VerifiedEmail { email: user.email, user: user.id, at: user.verified_at };
                Ok::<_, CommerceError>(self.deliver_trial(&tx, trial, owner).await?)
            })
            .await?;
        delivered.map_err(CommerceError::refused)
    }

    /// Starts `trial` for whoever proved its address, or says why not.
    pub(super) async fn deliver_trial(
        &self,
        tx: &Tx,
        trial: Trial,
        owner: VerifiedEmail,
    ) -> Result<Delivered, StoreError> {
        if trial.started().is_some() {
            return Ok(Ok(trial.id));
        }
        let earlier = trials::started_by(tx, &trial.company, &trial.product).await?;
        let user = users::get(tx, owner.user).await?;
        let owned = owned_account(tx, user.id).await?;
        let (account, subscription) = (owned.unwrap_or_else(|| tx.id()), tx.id());
        let trial = match trial.start(owner, account, subscription, earlier.is_some(), tx.now()) {
            Ok(trial) => trial,
            Err(TrialRefusal::TrialNotAvailable) => return self.refer(tx, earlier, user.id).await,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let user = keep_name(tx, user, &trial.request.name).await?;
        if owned.is_none() {
            open_account(tx, account, &user, &trial.request).await?;
        }
        self.hand_out(tx, &trial, account, subscription, &user).await?;
        metrics::counter!("kassa_trials_started_total").increment(1);
        Ok(Ok(trial.id))
    }

    /// Writes a trial that starts now, with its subscription, licence, letter and jobs.
    async fn hand_out(
        &self,
        tx: &Tx,
        trial: &Trial,
        account: AccountId,
        id: SubscriptionId,
        user: &User,
    ) -> Result<(), StoreError> {
        let by = &Actor::User { user: user.id };
        let Some(ends_at) = trial.ends_at() else { return Ok(()) };
        let request = &trial.request;
        let package = Package { plan: request.plan.clone(), seats: request.seats, addon: BTreeMap::new() };
        let subscription = Subscription::new(id, account, &trial.product)
            .start_trial(package, ends_at, by.clone(), tx.now())
            .expect("nothing has happened to a new subscription");
        subscriptions::insert(tx, &subscription, Change { event: "subscription_trial_started", by }).await?;
        trials::update(tx, trial, Change { event: "trial_started", by }).await?;
        if let Some(entitlement) = &subscription.entitlement_at(tx.now()) {
            let source_id = &trial.licence_source();
            self.issue_licence(tx, LicenceFor { source_id, subscription: id, account, entitlement }).await?;
        }
        let link = self.create_link(tx, trial.id, Purpose::Buy, days(LINK_DAYS)).await?.id;
        mails::post(tx, &user.email, &user.language, Letter::TrialStarted { trial: trial.id, link }).await?;
        schedule(tx, trial.id, ends_at).await
    }

    /// What whoever asked for a second trial is answered: the first, if they belong to its account. Otherwise its owner
    /// is sent the link to it, and the answer says nothing about it.
    async fn refer(&self, tx: &Tx, earlier: Option<Trial>, asker: UserId) -> Result<Delivered, StoreError> {
        let refused = Ok(Err(TrialRefusal::TrialNotAvailable));
        let Some(earlier) = earlier else { return refused };
        let Some(started) = earlier.started() else { return refused };
        if billing_accounts::get(tx, started.account).await?.role_of(asker).is_some() {
            return Ok(Ok(earlier.id));
        }
        let owner = users::get(tx, started.owner.user).await?;
        let recently = after(tx.now(), -days(REFERRED_EVERY_DAYS));
        if sent::decided_since(tx, &owner.email, Letter::TRIAL_EXISTING, recently).await?.is_empty() {
            let link = self.create_link(tx, earlier.id, Purpose::Buy, days(LINK_DAYS)).await?.id;
            let letter = Letter::TrialExisting { trial: earlier.id, link };
            mails::post(tx, &owner.email, &owner.language, letter).await?;
        }
        refused
    }
}

/// The account that a person buys for, if there is exactly one.
async fn owned_account(tx: &Tx, user: UserId) -> Result<Option<AccountId>, StoreError> {
    let memberships = billing_accounts::of_user(tx, user).await?;
    let mut buying = memberships.iter().filter(|(_, role)| role.buys());
    Ok(match (buying.next(), buying.next()) {
        (Some((account, _)), None) => Some(*account),
        _ => None,
    })
}

async fn open_account(tx: &Tx, id: AccountId, owner: &User, request: &TrialRequest) -> Result<(), StoreError> {
    let profile = Profile {
        legal_name: request.company.clone(),
        address: Address { country: Some(request.country), ..Address::default() },
        language: Some(owner.language.clone()),
        ..Profile::default()
    };
    let account = BillingAccount::open(id, profile, owner.id, tx.id(), tx.now());
    billing_accounts::insert(tx, &account, Change { event: "account_opened", by: &Actor::User { user: owner.id } })
        .await
}
