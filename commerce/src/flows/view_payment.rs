//! Shows how a checkout is paid: the ways to pay, the one that is chosen, and what became of pressing the button.

use domain::access::{Action, Caller, Target, decide};
use domain::checkout::{CheckoutSession, CheckoutState, CheckoutView};
use domain::ids::{CheckoutId, OrderId, PaymentMethodId};
use domain::money::Currency;
use domain::payment::{DeclineReason, IntentState, Method};
use domain::quote::Quote;
use jiff::civil::Date;

use super::buying_account::buying_account;
use super::reach_checkout::reach;
use crate::commerce::{Commerce, Seller};
use crate::error::CommerceError;
use crate::ports::gateway::FieldsFrame;
use crate::store::{billing_accounts, events, payment_intents, payment_methods};

/// How a checkout can be paid, and is going to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentView {
    /// Where the fields for each way to pay come from.
    pub ways: Vec<FieldsFrame>,
    /// The way to pay that is chosen, if the currency can be paid so.
    pub chosen: Option<Method>,
    /// Why the last payment failed, as long as the chosen way to pay is the one that failed.
    pub declined: Option<DeclineReason>,
    /// Those that the buying account has saved, the newest first, if the caller may use them.
    pub saved: Vec<SavedMethod>,
    /// The version of the terms to accept.
    pub terms_version: String,
    /// Where they are read.
    pub terms_url: String,
}

/// A way to pay that an account has saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedMethod {
    /// Its id, by which it is chosen.
    pub id: PaymentMethodId,
    /// What may be shown of it.
    pub method: Method,
}

/// Where the payment of a checkout stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentStanding {
    /// The checkout: open again where the payment failed.
    pub checkout: CheckoutView,
    /// The order that was placed from it, while there is one.
    pub order: Option<OrderId>,
    /// Where the last attempt to pay that order stands; `None` where nothing is due.
    pub payment: Option<IntentState>,
}

impl Commerce {
    /// How a checkout can be paid, and is going to be.
    ///
    /// # Errors
    /// No checkout that the caller may see; the database failed.
    pub async fn view_payment(&self, caller: &Caller, id: CheckoutId) -> Result<PaymentView, CommerceError> {
        let session = reach(self.store().read(), caller, id, Action::ViewCheckout, self.now()).await?;
        let currency = session.content.selection.currency;
        let ways = self.wallet().fields(currency);
        let mut saved = self.saved_methods(caller, &session).await?;
        saved.retain(|saved| self.takes(&saved.method, currency));
        let declined = declined(&session);
        let chosen = session.method_of(caller.customer()).filter(|method| self.takes(method, currency)).cloned();
        let Seller { terms_version, terms_url, .. } = self.seller().clone();
        Ok(PaymentView { ways, chosen, declined, saved, terms_version, terms_url })
    }

    /// Whether an amount in this currency can be paid so: a buyer may change the currency after choosing.
    pub(super) fn takes(&self, method: &Method, currency: Currency) -> bool {
        self.wallet().fields(currency).iter().any(|way| way.kind.is_of(&method.kind))
    }

    async fn saved_methods(
        &self,
        caller: &Caller,
        session: &CheckoutSession,
    ) -> Result<Vec<SavedMethod>, CommerceError> {
        let db = self.store().read();
        let Some(id) = buying_account(db, session).await?.known() else { return Ok(Vec::new()) };
        if decide(caller, Action::ManageMethods, &Target::Account { id }, self.now()).is_err() {
            return Ok(Vec::new());
        }
        let methods = payment_methods::of_account(db, id).await?;
        Ok(methods.into_iter().map(|row| SavedMethod { id: row.id.0, method: row.state.0 }).collect())
    }

    /// Where the payment of a checkout stands, as far as it is known here.
    ///
    /// # Errors
    /// No checkout that the caller may see; the database failed.
    pub async fn payment_standing(&self, caller: &Caller, id: CheckoutId) -> Result<PaymentStanding, CommerceError> {
        let db = self.store().read();
        let sequence = events::newest(db, &id.to_string()).await?;
        let session = reach(db, caller, id, Action::ViewCheckout, self.now()).await?;
        let order = session.order();
        let payment = match order {
            Some(order) => payment_intents::of_order(db, order).await?.last().map(|intent| intent.state()),
            None => None,
        };
        Ok(PaymentStanding { checkout: self.picture_at(db, caller, &session, sequence).await?, order, payment })
    }

    /// The same for whoever has just placed its order, which may have opened an account of theirs.
    ///
    /// # Errors
    /// As [`Self::payment_standing`].
    pub async fn standing_once_placed(
        &self,
        caller: &Caller,
        id: CheckoutId,
    ) -> Result<PaymentStanding, CommerceError> {
        let Some(user) = caller.customer() else { return self.payment_standing(caller, id).await };
        let memberships = billing_accounts::of_user(self.store().read(), user).await?;
        self.payment_standing(&caller.of_customer(user, memberships), id).await
    }

    /// The same after the provider was asked: the buyer is back from the bank's page, or has waited.
    ///
    /// # Errors
    /// As [`Self::payment_standing`].
    pub async fn follow_payment(&self, caller: &Caller, id: CheckoutId) -> Result<PaymentStanding, CommerceError> {
        let session = reach(self.store().read(), caller, id, Action::ViewCheckout, self.now()).await?;
        if let Some(order) = session.order() {
            self.look_again(caller, order).await?;
        }
        self.payment_standing(caller, id).await
    }

    /// The quote that a page showed which had this version of the checkout and this day: made again, for comparison.
    /// `None` where it cannot be made any more.
    ///
    /// # Errors
    /// No checkout that the caller may see; the database failed.
    pub async fn shown_quote(
        &self,
        caller: &Caller,
        id: CheckoutId,
        (version, as_of): (u32, Date),
    ) -> Result<Option<Quote>, CommerceError> {
        let session = reach(self.store().read(), caller, id, Action::ViewCheckout, self.now()).await?;
        Ok(self.quote_at(&session, version, as_of))
    }

    /// What the checkout cost in this version, on this day.
    pub(super) fn quote_at(&self, session: &CheckoutSession, version: u32, as_of: Date) -> Option<Quote> {
        let request = session.content_at(version).quote_request(self.presumed_country(), as_of);
        self.goods().price(&request, 0).ok()
    }
}

/// Why the chosen way to pay has failed, if it has.
fn declined(session: &CheckoutSession) -> Option<DeclineReason> {
    let CheckoutState::Open { order: Some(live), .. } = &session.state else { return None };
    let chosen = session.method.as_ref().map(|method| &method.reference);
    (live.method.as_ref() == chosen).then_some(live.declined)
}
