//! A customer with everything that there is, on one page for our own people.

use std::collections::BTreeSet;

use domain::access::{Action, Caller, Target, decide};
use domain::account::BillingAccount;
use domain::audit::AuditFilter;
use domain::email::Email;
use domain::ids::AccountId;
use domain::staff::{CustomerSeen, MailSeen, SubscriptionSeen};
use sea_orm::ConnectionTrait;

use super::search_customers::order_found;
use super::view_belongings::of_trial;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{StoreError, billing_accounts, invitations, mails, orders, subscriptions, trials, users};

/// How many orders and mails are shown.
const SHOWN: u64 = 50;

impl Commerce {
    /// A customer.
    ///
    /// # Errors
    /// Not one of us; there is no such account; the database failed.
    pub async fn view_customer(&self, caller: &Caller, id: AccountId) -> Result<CustomerSeen, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        decide(caller, Action::ViewStaffArea, &Target::Staff, now)?;
        let overview = self.view_account(caller, id).await?;
        let account = billing_accounts::get(db, id).await?;
        let subscriptions = subscriptions::of_account(db, id).await?;
        let seen = |subscription: &domain::subscription::Subscription| SubscriptionSeen {
            id: subscription.id,
            state: subscription.state_at(now),
        };
        let bought = orders::of_account(db, id, SHOWN).await?;
        let name = &account.profile.legal_name;
        let may = |action| decide(caller, action, &Target::Staff, now).is_ok();
        Ok(CustomerSeen {
            opened_at: account.opened_at,
            subscriptions: subscriptions.iter().map(seen).collect(),
            orders: bought.iter().map(|order| order_found(order, name.clone())).collect(),
            trials: trials::of_account(db, id).await?.iter().filter_map(of_trial).collect(),
            mails: mails_of(db, &account).await?,
            timeline: self.view_audit(caller, id, &AuditFilter::default()).await?.entries,
            may_act: may(Action::ActOnBehalf),
            may_restore: may(Action::RestoreOwner),
            account: overview,
        })
    }
}

/// What was mailed to the members of an account, to whom it has invited, and to where its invoices go.
async fn mails_of(db: &impl ConnectionTrait, account: &BillingAccount) -> Result<Vec<MailSeen>, StoreError> {
    let mut recipients = BTreeSet::new();
    for member in account.members() {
        recipients.insert(users::get(db, member.user).await?.email.normalised());
    }
    recipients.extend(invitations::waiting(db, account.id).await?.iter().map(|waiting| waiting.email.normalised()));
    let invoices = account.profile.invoice_email.as_deref().and_then(|email| email.parse::<Email>().ok());
    recipients.extend(invoices.map(|email| email.normalised()));
    let sent = mails::to(db, recipients, SHOWN).await?;
    let seen = |mail: mails::Model| MailSeen {
        to: mail.recipient,
        letter: mail.letter,
        at: mail.created_at.0,
        sent: mail.sent_at.is_some(),
    };
    Ok(sent.into_iter().map(seen).collect())
}
