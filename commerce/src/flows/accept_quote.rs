//! Accepts the quote that was shown: the last button.
//!
//! Everything is decided in one transaction. The quote is made again; if it is not the one that was shown, nothing is
//! placed and nothing charged, and the answer has both. Otherwise the order is placed on exactly these bytes, with terms,
//! consent and the evidence of where the buyer is, its coupon is redeemed, and the attempt to pay is written down with its
//! key. Only then the provider is asked. Pressed twice, in two tabs or sent again, it is one order and one payment.

use domain::access::{Action, Actor, Caller};
use domain::checkout::{Acceptances, Approval, CheckoutSession, CheckoutState, Demands, Purpose};
use domain::country::Country;
use domain::gate::{GateKind, NotApplicable};
use domain::ids::{CheckoutId, OrderId};
use domain::order::{GatePolicy, Order, Placement};
use domain::payment::{IntentState, PaymentIntent};
use domain::quote::Quote;
use domain::refusal::Refusal;
use jiff::civil::Date;

use super::approve_checkout::speaks_for;
use super::being_bought::free_to_buy;
use super::buying_account::buying_account;
use super::changed_quote::{ChangedQuote, Shown};
use super::demands::{demands, wants_approver};
use super::keep_name::rename;
use super::order_changes::write_order;
use super::pay::begin_payment;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::crash::CrashPoint;
use crate::error::CommerceError;
use crate::mails::Answer;
use crate::store::events::Change;
use crate::store::{Tx, checkouts, coupon_redemptions, orders, payment_intents, quotes, trials, users};

mod account;
mod evidence;

/// What the buyer accepts.
#[derive(Clone, Debug)]
pub struct AcceptQuote<'a> {
    /// In which checkout.
    pub checkout: CheckoutId,
    /// The version of the checkout that was shown.
    pub version: u32,
    /// The as-of day of the quote that was shown.
    pub as_of: Date,
    /// The quote, terms and consent.
    pub accepted: Acceptances<'a>,
    /// Where the request comes from by its network address, where known.
    pub network: Option<Country>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub enum Accepted {
    /// The order is placed; `payment` says where its payment stands, `None` when nothing is due.
    Placed {
        /// Which order.
        order: OrderId,
        /// Where its payment stands.
        payment: Option<IntentState>,
    },
    /// The quote is another one now. Nothing was placed and nothing charged.
    Changed(Box<ChangedQuote>),
}

/// What the transaction decided.
enum Decided {
    Placed(Box<(Order, Option<PaymentIntent>)>),
    Changed(Box<ChangedQuote>),
}

impl Commerce {
    /// Accepts the quote of a checkout, places the order and asks for its payment.
    ///
    /// # Errors
    /// No checkout the caller may buy; every reason why it cannot be bought as it is; the database failed.
    pub async fn accept_quote(&self, caller: &Caller, accept: &AcceptQuote<'_>) -> Result<Accepted, CommerceError> {
        let decided = self.store().write(|tx| async move { self.decide(&tx, caller, accept).await }).await?;
        let (order, intent) = match decided {
            Decided::Changed(changed) => return Ok(Accepted::Changed(changed)),
            Decided::Placed(placed) => *placed,
        };
        self.crash_point(CrashPoint::OrderPlaced).await;
        let payment = match intent {
            None => None,
            Some(intent) => Some(match intent.state() {
                IntentState::Unknown { .. } => self.reserve(&order, &intent).await?,
                known => known,
            }),
        };
        Ok(Accepted::Placed { order: order.id, payment })
    }

    async fn decide(&self, tx: &Tx, caller: &Caller, accept: &AcceptQuote<'_>) -> Result<Decided, CommerceError> {
        let session = reach(tx, caller, accept.checkout, Action::AcceptQuote, tx.now()).await?;
        let by = caller.actor(&session.target(), tx.now());
        let hash = accept.accepted.quote_hash;
        if let Some(placed) = placed_before(tx, &session, hash).await? {
            return Ok(placed);
        }
        session.is_payable_for(caller, hash, tx.now()).map_err(CommerceError::refused)?;
        let priced = self.price_exclusively(tx, &session).await?;
        let shown = Shown { version: accept.version, as_of: accept.as_of, hash };
        let quote = match self.still_shown(&session, shown, priced) {
            Ok(quote) => quote,
            Err(changed) => return Ok(Decided::Changed(changed)),
        };
        let session = supersede(tx, session, hash, &by).await?;
        let session = approved_by_payer(tx, session, &quote, caller).await?;
        self.place(tx, session, &quote, accept, caller).await
    }

    /// The price of the checkout now, nobody else being able to redeem its coupon until this transaction ends.
    async fn price_exclusively(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
    ) -> Result<Result<Quote, Vec<Refusal>>, CommerceError> {
        let request = session.content.quote_request(self.presumed_country(), domain::moment::utc_date(tx.now()));
        let catalogue = self.goods().book.nearest(request.as_of);
        if let Some(coupon) = request.coupon.as_deref().and_then(|code| catalogue.coupon(code)) {
            coupon_redemptions::hold(tx, &coupon.code).await?;
        }
        self.price_in(tx, &request, session.order()).await
    }

    async fn place(
        &self,
        tx: &Tx,
        session: CheckoutSession,
        quote: &Quote,
        accept: &AcceptQuote<'_>,
        caller: &Caller,
    ) -> Result<Decided, CommerceError> {
        let now = tx.now();
        let by = &caller.actor(&session.target(), now);
        let waiting = session.order();
        let id = waiting.unwrap_or_else(|| tx.id());
        let priced = Ok(quote.clone());
        let demands = demands(tx, &session, &priced).await?;
        let facts = self.step_facts(caller, &session, &priced, demands, now);
        let session = session.accept(&accept.accepted, now).map_err(CommerceError::refused)?;
        let session = session.confirm(id, &facts, &quote.hash, now).map_err(CommerceError::Refused)?;
        let order = match waiting {
            Some(order) => orders::get(tx, order).await?,
            None => {
                let order = self.new_order(tx, &session, quote, accept, (id, demands), caller).await?;
                self.tell_of_payer(tx, &session, caller, id).await?;
                order
            }
        };
        let session = session.belongs_to(order.account);
        checkouts::update(tx, &session, Change { event: "checkout_confirmed", by }).await?;
        let intent = match (&session.method, order.gates.get(GateKind::Payment).is_waiting()) {
            (Some(method), true) => {
                account::holds_method(tx, &session, order.account, method).await?;
                Some(begin_payment(tx, &order, method.clone()).await?)
            }
            _ => None,
        };
        let intents = payment_intents::of_order(tx, id).await?;
        // A first attempt is under way for a moment only; where an earlier one failed, the order no longer waits for that.
        let followed = match intents.len() {
            0 | 1 => order.clone(),
            _ => order.clone().follow_payments(&intents, now).map_err(CommerceError::refused)?,
        };
        write_order(tx, &order, &followed, &intents, by).await?;
        Ok(Decided::Placed(Box::new((followed, intent))))
    }

    /// The buyer hears that their approver has ordered.
    async fn tell_of_payer(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
        caller: &Caller,
        order: OrderId,
    ) -> Result<(), CommerceError> {
        match caller.approver_of(&session.target(), tx.now()) {
            Some(by) if !session.is_bought_by(caller) => {
                Ok(self.tell_buyer(tx, session, by, Answer::Paid { order }).await?)
            }
            _ => Ok(()),
        }
    }

    async fn new_order(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
        quote: &Quote,
        accept: &AcceptQuote<'_>,
        (id, demands): (OrderId, Demands),
        caller: &Caller,
    ) -> Result<Order, CommerceError> {
        let subscription = match session.purpose {
            Purpose::Purchase => tx.id(),
            Purpose::Conversion { trial, subscription } => {
                let trial = trials::get(tx, trial).await?;
                trial.may_convert(tx.now()).map_err(CommerceError::refused)?;
                free_to_buy(tx, &trial, &caller.actor(&session.target(), tx.now())).await?;
                subscription
            }
        };
        let account = account::buying(tx, session, demands.account, caller).await?;
        // Nobody is named by somebody else who pays.
        if let Some(proved) = session.email.as_ref().filter(|_| session.is_bought_by(caller)) {
            rename(tx, users::get(tx, proved.user).await?, &session.content.details.contact_name).await?;
        }
        let placement = Placement { id, checkout: session.id, account, subscription };
        let acceptance = evidence::acceptance(session, quote, accept.network)?;
        let approval = session.counting_approval(&quote.hash, &demands);
        let policy = GatePolicy { approval: approval_gate(approval, demands), ..GatePolicy::NONE };
        let mut order = Order::place(placement, acceptance, policy, tx.now());
        if let Some(approval) = approval {
            order = order.approved(approval, tx.now()).map_err(CommerceError::refused)?;
        }
        let by = &caller.actor(&session.target(), tx.now());
        quotes::keep(tx, &quote.hash, &order.acceptance.quote.json).await?;
        orders::insert(tx, &order, Change { event: "order_placed", by }).await?;
        if let Some(coupon) = &quote.discount {
            coupon_redemptions::redeem(tx, &coupon.code, id).await?;
        }
        metrics::counter!("kassa_orders_placed_total").increment(1);
        Ok(order)
    }
}

/// Whether an order waits for an approval: not where none is demanded and none was given.
fn approval_gate(approval: Option<&Approval>, demands: Demands) -> Result<(), NotApplicable> {
    match (approval, demands.approval) {
        (None, None) => Err(NotApplicable::NotRequired),
        _ => Ok(()),
    }
}

/// The checkout, approved by an approver who accepts and pays it. One whose approval does not count pays like anybody else,
/// where none is demanded.
///
/// # Errors
/// An approval is demanded, and theirs does not count; the database failed.
async fn approved_by_payer(
    tx: &Tx,
    session: CheckoutSession,
    quote: &Quote,
    caller: &Caller,
) -> Result<CheckoutSession, CommerceError> {
    let Some(by) = caller.approver_of(&session.target(), tx.now()) else { return Ok(session) };
    if !speaks_for(tx, caller, by).await? {
        // Somebody else with their link pays like anybody.
        return Ok(session);
    }
    let demands = demands(tx, &session, &Ok(quote.clone())).await?;
    if session.counting_approval(&quote.hash, &demands).is_some() {
        return Ok(session);
    }
    match wants_approver(tx, &session, quote.total(), (by, "approval")).await {
        Ok(_) => Ok(session.approve_by_paying(by, &quote.hash, tx.now())),
        Err(CommerceError::Refused(_)) if demands.approval.is_none() => Ok(session),
        Err(error) => Err(error),
    }
}

/// The order that this very quote was accepted for before: sent again, it is answered alike.
async fn placed_before(tx: &Tx, session: &CheckoutSession, hash: &str) -> Result<Option<Decided>, CommerceError> {
    let (CheckoutState::Confirming { order, .. } | CheckoutState::Completed { order, .. }) = &session.state else {
        return Ok(None);
    };
    let order = orders::get(tx, *order).await?;
    if order.acceptance.quote.hash != hash {
        return Ok(None);
    }
    let intent = payment_intents::of_order(tx, order.id).await?.pop();
    Ok(Some(Decided::Placed(Box::new((order, intent)))))
}

/// Cancels the order that waits on another quote, for another buyer or on other details, so that this one can be accepted.
async fn supersede(
    tx: &Tx,
    session: CheckoutSession,
    hash: &str,
    by: &Actor,
) -> Result<CheckoutSession, CommerceError> {
    let CheckoutState::Open { order: Some(live), .. } = &session.state else { return Ok(session) };
    let order = orders::get(tx, live.order).await?;
    let account = buying_account(tx, &session).await?.known();
    let Some(reason) = order.superseded_by(hash, &session.content.details, account) else { return Ok(session) };
    let intents = payment_intents::of_order(tx, order.id).await?;
    let cancelled = order.clone().cancel(reason, by.clone(), tx.now());
    write_order(tx, &order, &cancelled.map_err(CommerceError::refused)?, &intents, by).await?;
    Ok(checkouts::get(tx, session.id).await?)
}
