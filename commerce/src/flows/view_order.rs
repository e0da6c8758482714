//! An order as its page shows it, and its licence as a file.

use domain::access::{Action, Caller};
use domain::ids::OrderId;
use domain::order::view::{LicenceView, OrderFacts};
use domain::order::{Order, OrderView, TimelineEntry, timeline};
use domain::quote::Quote;
use sea_orm::ConnectionTrait;

use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::{self, Model};
use crate::store::{StoreError, checkouts, licences, payment_intents};

/// Events read at once; an order has about a dozen.
const BATCH: u64 = 256;

/// A licence as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LicenceFile {
    /// A name to save it under.
    pub name: String,
    /// The token.
    pub token: String,
}

/// What an order's events tell: its newest state, the number of its newest event, and what happened.
struct Told {
    order: Order,
    sequence: i64,
    history: Vec<TimelineEntry>,
}

impl Commerce {
    /// An order as `caller` sees it now.
    ///
    /// # Errors
    /// There is none that the caller may see; the database failed.
    pub async fn view_order(&self, caller: &Caller, id: OrderId) -> Result<OrderView, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        let (order, _) = reach_order(db, caller, id, Action::ViewOrder, now).await?;
        // State and history are read together, from the events, so that they agree.
        let Told { order, sequence, history } = told(db, order).await?;
        let intents = payment_intents::of_order(db, id).await?;
        let licence = match order.state.licence() {
            Some(licence) => licences::find(db, licence).await?,
            None => None,
        };
        let licence = licence.and_then(|issued| LicenceView::of(&issued.claims.0, issued.token, issued.kid));
        let quote = quote_of(&order)?;
        let handover = checkouts::get(db, order.checkout).await?.handover;
        let facts = OrderFacts { sequence, quote, intents: &intents, history: &history, handover, licence, now };
        Ok(OrderView::of(&order, caller, facts))
    }

    /// The licence of an order, as a file to save.
    ///
    /// # Errors
    /// There is no such order that the caller may see, or no licence yet; the caller may see the order, but not have its
    /// licence; the database failed.
    pub async fn order_licence(&self, caller: &Caller, id: OrderId) -> Result<LicenceFile, CommerceError> {
        let db = self.store().read();
        let (order, _) = reach_order(db, caller, id, Action::DownloadLicence, self.now()).await?;
        let licence = order.state.licence().ok_or(CommerceError::NOT_FOUND)?;
        let issued = licences::find(db, licence).await?.ok_or(CommerceError::NOT_FOUND)?;
        Ok(LicenceFile { name: issued.claims.0.file_name(), token: issued.token })
    }
}

/// The quote, from exactly the bytes that were accepted.
fn quote_of(order: &Order) -> Result<Quote, StoreError> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt { what: "quote", reason: error.to_string() };
    serde_json::from_str(&order.acceptance.quote.json).map_err(corrupt)
}

async fn told(db: &impl ConnectionTrait, order: Order) -> Result<Told, StoreError> {
    let mut told = Told { order, sequence: 0, history: Vec::new() };
    let mut before: Option<Order> = None;
    loop {
        let batch = events::after(db, &told.order.id.to_string(), told.sequence, BATCH).await?;
        if batch.is_empty() {
            break;
        }
        for event in &batch {
            let after = snapshot(event)?;
            told.history.extend(entries(event, before.as_ref(), &after)?);
            told.sequence = event.sequence;
            before = Some(after);
        }
    }
    if let Some(newest) = before {
        told.order = newest;
    }
    Ok(told)
}

fn snapshot(event: &Model) -> Result<Order, StoreError> {
    let corrupt = |error: serde_json::Error| StoreError::Corrupt { what: "snapshot", reason: error.to_string() };
    serde_json::from_str(&event.snapshot).map_err(corrupt)
}

fn entries(event: &Model, before: Option<&Order>, after: &Order) -> Result<Vec<TimelineEntry>, StoreError> {
    let corrupt = |_| StoreError::Corrupt { what: "event number", reason: event.sequence.to_string() };
    let sequence = u32::try_from(event.sequence).map_err(corrupt)?;
    let (at, actor) = (event.occurred_at.0, &event.actor.0);
    let kinds = timeline::between(before, after);
    Ok(kinds.into_iter().map(|kind| TimelineEntry { sequence, at, actor: actor.clone(), kind }).collect())
}
