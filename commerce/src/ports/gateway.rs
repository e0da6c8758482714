//! A payment provider, as Kassa needs it.
//!
//! Money is authorised first and captured later. Every call that changes something carries an idempotency key, so that
//! it can be repeated until it is answered. A decline is an answer. A call that was not answered is
//! [`GatewayError::Unknown`]: it may have been carried out, and is asked again with the same key. Answers and webhooks
//! are facts in the domain's words; what follows from them, the domain says.
//!
//! Implementations are called outside any transaction and never retry by themselves.

use std::fmt;

use async_trait::async_trait;
use domain::ids::{AccountId, IntentId, OrderId};
use domain::money::{Currency, Money};
use domain::payment::{GatewayFact, Method, MethodKind};
use http::HeaderMap;
use jiff::Timestamp;
use url::Url;

/// Moves money, and says what became of it.
#[async_trait]
pub trait Gateway: Send + Sync + fmt::Debug {
    /// Asks the bank to reserve money. The answer may be a decline, or that the buyer has to confirm.
    ///
    /// # Errors
    /// [`GatewayError::Unknown`]: ask again with the same key. [`GatewayError::Rejected`]: nothing was reserved.
    async fn authorise(&self, key: &str, request: &Authorise) -> Result<Payment, GatewayError>;

    /// Takes reserved money, or starts the debit. Captures at most once.
    ///
    /// # Errors
    /// As [`Gateway::authorise`]; rejected too when the reservation is gone: [`Gateway::find`] says why.
    async fn capture(&self, key: &str, payment: &str, amount: Money) -> Result<Payment, GatewayError>;

    /// Releases what is reserved, or calls off what waits for the buyer.
    ///
    /// # Errors
    /// As [`Gateway::capture`].
    async fn cancel(&self, key: &str, payment: &str) -> Result<Payment, GatewayError>;

    /// Gives captured money back, as a whole or in parts.
    ///
    /// # Errors
    /// As [`Gateway::capture`].
    async fn refund(&self, key: &str, payment: &str, amount: Money) -> Result<Payment, GatewayError>;

    /// What became of our attempt to pay; `None` when the provider never heard of it.
    ///
    /// # Errors
    /// As [`Gateway::authorise`].
    async fn find(&self, intent: IntentId) -> Result<Option<Payment>, GatewayError>;

    /// Checks a webhook's signature and age, and reads it. `received_at` is the real time, whatever the test clock says:
    /// a signature's age is about transport. `None` when it is about nothing of ours.
    ///
    /// # Errors
    /// [`NotAWebhook`]; it must not be believed.
    fn read_webhook(&self, webhook: &Webhook<'_>, received_at: Timestamp) -> Result<Option<Notice>, NotAWebhook>;
}

/// The provider's memory of ways to pay.
#[async_trait]
pub trait Wallet: Send + Sync + fmt::Debug {
    /// What a token of the provider's fields stands for; `None` when there is no such token. What a page says of a card
    /// is not believed: this is asked.
    ///
    /// # Errors
    /// As [`Gateway::authorise`].
    async fn describe(&self, method: &str) -> Result<Option<Method>, GatewayError>;

    /// The ways to pay an amount in this currency, those that most buyers use first, and where the fields of each come
    /// from. Asks nobody.
    fn fields(&self, currency: Currency) -> Vec<FieldsFrame>;
}

/// A request to reserve money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorise {
    /// Our attempt, by which it is found again.
    pub intent: IntentId,
    /// What it pays.
    pub order: OrderId,
    /// Who pays, and for whom the way to pay is saved.
    pub account: AccountId,
    /// How much.
    pub amount: Money,
    /// The provider's name for the way to pay.
    pub method: String,
    /// Whether the way to pay is kept for renewals, to which the buyer has consented.
    pub save_method: bool,
    /// Whether the buyer is there to confirm.
    pub buyer: Buyer,
    /// What the buyer reads on the bank's page and statement.
    pub description: String,
}

/// Whether the buyer can confirm a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Buyer {
    /// In front of a page, to which the bank's page returns.
    Present {
        /// Our page.
        return_url: Url,
    },
    /// Away: a renewal.
    Absent,
}

/// What the provider knows of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The provider's name for it.
    pub reference: String,
    /// Our attempt.
    pub intent: IntentId,
    /// What is true of it now, in any order.
    pub facts: Vec<GatewayFact>,
}

/// A webhook that can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who sent it.
    pub provider: &'static str,
    /// The sender's id of the event; every delivery of it has the same.
    pub event: String,
    /// What the provider knew of the payment when it was written.
    pub payment: Payment,
}

/// A request that claims to be the provider's.
#[derive(Clone, Copy, Debug)]
pub struct Webhook<'a> {
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body, byte for byte.
    pub body: &'a [u8],
}

/// Where the fields for one way to pay come from, for the page that frames them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsFrame {
    /// What is typed into them.
    pub kind: FieldsKind,
    /// The provider's origin: messages are sent to it and taken from it, and from nobody else.
    pub origin: String,
    /// The page to frame; the framing page's origin, language and theme are added to its query.
    pub url: Url,
}

/// What is typed into the provider's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldsKind {
    /// A card.
    Card,
    /// An account for direct debits.
    Debit,
}

impl FieldsKind {
    /// Whether these fields are for such a way to pay.
    #[must_use]
    pub const fn is_of(self, method: &MethodKind) -> bool {
        matches!((self, method), (Self::Card, MethodKind::Card { .. }) | (Self::Debit, MethodKind::Debit { .. }))
    }
}

/// A call that has no answer to give.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// It may or may not have been carried out; the same call with the same key finds out.
    #[error("the payment provider did not answer: {0}")]
    Unknown(String),
    /// It was not carried out, and will not be: a wrong key, a wrong request, or a state that does not allow it.
    #[error("the payment provider refuses: {code}: {message}")]
    Rejected {
        /// The provider's code.
        code: String,
        /// For whoever runs Kassa.
        message: String,
    },
}

/// What came is not the provider's webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAWebhook {
    /// A header is missing or malformed.
    #[error("a signature header is missing or malformed")]
    Unsigned,
    /// The signature is not the provider's.
    #[error("the signature is wrong")]
    WrongSignature,
    /// Signed too long ago, or in the future.
    #[error("the signature is not of this time")]
    OutOfTime,
    /// Signed by the provider and yet not understood.
    #[error("the body is not understood")]
    Unreadable,
}
