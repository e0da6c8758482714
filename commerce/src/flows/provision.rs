//! Delivers a paid order: the subscription begins or goes on, the licence is issued, the receipt leaves.
//!
//! Beginning and delivering are a transaction each, so that whoever looks in between sees that it is under way. What the
//! rules refuse to deliver is given up, and its money given back (law 6).

use domain::access::Actor;
use domain::checkout::{Purpose, Selection};
use domain::ids::OrderId;
use domain::moment::utc_date;
use domain::order::{Order, OrderState};
use domain::refusal::Refusal;
use domain::subscription::{Coverage, Package, Subscription};

use super::issue_licence::LicenceFor;
use super::mail_language::mail_language;
use super::order_changes::write_order;
use crate::commerce::Commerce;
use crate::crash::CrashPoint;
use crate::jobs::Failure;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, checkouts, orders, payment_intents, subscriptions, trials, users};

/// Why a transaction did not deliver.
#[derive(Debug, thiserror::Error)]
enum Undelivered {
    #[error("{}", .0.code)]
    Refused(Refusal),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Commerce {
    /// Delivers an order that may be delivered, or is being delivered.
    ///
    /// # Errors
    /// The database failed.
    pub(super) async fn provision(&self, id: OrderId) -> Result<(), Failure> {
        self.store().write(|tx| async move { begin(&tx, id).await }).await?;
        self.crash_point(CrashPoint::ProvisioningBegun).await;
        match self.store().write(|tx| async move { self.deliver(&tx, id).await }).await {
            Ok(()) => {
                self.crash_point(CrashPoint::LicenceIssued).await;
                Ok(())
            }
            Err(Undelivered::Store(error)) => Err(error.into()),
            Err(Undelivered::Refused(refusal)) => {
                tracing::error!(order = %id, code = refusal.code, "an order cannot be delivered and is given up");
                let code = &refusal.code;
                Ok(self.store().write(|tx| async move { give_up(&tx, id, code).await }).await?)
            }
        }
    }

    async fn deliver(&self, tx: &Tx, id: OrderId) -> Result<(), Undelivered> {
        let order = orders::get(tx, id).await?;
        if !matches!(order.state, OrderState::Provisioning { .. }) {
            return Ok(());
        }
        let subscription = self.activate(tx, &order).await?;
        let entitlement = subscription.entitlement_at(tx.now());
        let entitlement = entitlement.ok_or_else(|| Undelivered::Refused(Refusal::new("nothing_to_licence")))?;
        let source_id = &id.to_string();
        let wanted =
            LicenceFor { source_id, subscription: subscription.id, account: order.account, entitlement: &entitlement };
        let licence = self.issue_licence(tx, wanted).await?;
        let provisioned = order.clone().complete(licence.id.0, tx.now()).map_err(|error| refused(error.into()))?;
        let intents = payment_intents::of_order(tx, id).await?;
        write_order(tx, &order, &provisioned, &intents, &Actor::System).await?;
        send_receipt(tx, &provisioned).await?;
        metrics::counter!("kassa_orders_provisioned_total").increment(1);
        Ok(())
    }

    /// The subscription begins, or the one of the trial goes on.
    async fn activate(&self, tx: &Tx, order: &Order) -> Result<Subscription, Undelivered> {
        let by = order.acceptance.email.user;
        let by = &Actor::User { user: by };
        let coverage = Coverage::first(utc_date(order.placed_at), order.acceptance.quote.renews_on);
        let known = subscriptions::find(tx, order.subscription).await?;
        let fresh = known.is_none();
        let before =
            known.unwrap_or_else(|| Subscription::new(order.subscription, order.account, &self.seller().product));
        let package = package(&order.acceptance.selection);
        let activated = before.activate(order.id, package, coverage, by.clone(), tx.now());
        let activated = activated.map_err(|error| refused(error.into()))?;
        let change = Change { event: "subscription_activated", by };
        if fresh {
            subscriptions::insert(tx, &activated, change).await?;
        } else {
            subscriptions::update(tx, &activated, change).await?;
        }
        if let Purpose::Conversion { trial, .. } = checkouts::get(tx, order.checkout).await?.purpose {
            let trial = trials::get(tx, trial).await?;
            let converted = trial.convert(order.id, tx.now()).map_err(|error| refused(error.into()))?;
            trials::update(tx, &converted, Change { event: "trial_converted", by }).await?;
        }
        Ok(activated)
    }
}

async fn begin(tx: &Tx, id: OrderId) -> Result<(), StoreError> {
    let order = orders::get(tx, id).await?;
    let Ok(begun) = order.clone().begin_provisioning(tx.now()) else { return Ok(()) };
    let intents = payment_intents::of_order(tx, id).await?;
    write_order(tx, &order, &begun, &intents, &Actor::System).await
}

/// Notes that the order cannot be delivered, and cancels it: its money is given back.
async fn give_up(tx: &Tx, id: OrderId, reason: &str) -> Result<(), StoreError> {
    let order = orders::get(tx, id).await?;
    let intents = payment_intents::of_order(tx, id).await?;
    let Ok(failed) = order.clone().fail(reason, false, tx.now()) else { return Ok(()) };
    write_order(tx, &order, &failed, &intents, &Actor::System).await?;
    let Ok(given_up) = failed.clone().give_up(Actor::System, tx.now()) else { return Ok(()) };
    write_order(tx, &failed, &given_up, &intents, &Actor::System).await
}

/// The receipt with the licence goes to the buyer; the receipt alone to whoever keeps the books, if that is somebody else.
async fn send_receipt(tx: &Tx, order: &Order) -> Result<(), StoreError> {
    let buyer = &order.acceptance.email;
    let language = users::get(tx, buyer.user).await?.language;
    mails::post(tx, &buyer.email, &language, Letter::Receipt { order: order.id, licence: true }).await?;
    let books = order.acceptance.details.invoice_email.as_deref().and_then(|typed| typed.parse().ok());
    match books {
        Some(books) if books != buyer.email => {
            let language = mail_language(tx, &books, Some(order.account), &language).await?;
            mails::post(tx, &books, &language, Letter::Receipt { order: order.id, licence: false }).await
        }
        _ => Ok(()),
    }
}

fn package(selection: &Selection) -> Package {
    Package { plan: selection.plan.clone(), seats: selection.seats, addon: selection.addon.clone() }
}

const fn refused(refusal: Refusal) -> Undelivered {
    Undelivered::Refused(refusal)
}
