//! The payment sandbox's client: the provider that demonstrations and tests pay with.

mod call;
mod facts;
mod webhook;
mod wire;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use domain::ids::IntentId;
use domain::money::{Currency, Money};
use domain::payment::Method;
use jiff::Timestamp;
use serde_json::json;
use url::Url;

use crate::ports::gateway::{
    Authorise, Buyer, FieldsFrame, FieldsKind, Gateway, GatewayError, NotAWebhook, Notice, Payment, Wallet, Webhook,
};
use wire::{Intents, WireIntent, WireMethod};

/// The metadata by which an attempt to pay is found.
const INTENT: &str = "intent";

/// Where the sandbox is and what it knows us by.
#[derive(Clone)]
pub struct SandboxConfig {
    /// Its address.
    pub url: Url,
    /// Our secret key.
    pub secret_key: String,
    /// What its webhooks are signed with: `whsec_…`.
    pub webhook_secret: String,
    /// How long an answer is waited for; after that the outcome is unknown.
    pub patience: Duration,
}

/// Why the client cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SandboxConfigError {
    /// The address has no host.
    #[error("the sandbox's address is no web address")]
    Address,
    /// The webhook secret is malformed.
    #[error("the sandbox's webhook secret is not `whsec_` followed by base64")]
    WebhookSecret,
    /// The HTTP client cannot be made.
    #[error("no HTTP client: {0}")]
    Client(#[from] reqwest::Error),
}

/// The client.
pub struct Sandbox {
    http: reqwest::Client,
    base: Url,
    secret_key: String,
    webhook_key: Vec<u8>,
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox").field("base", &self.base.as_str()).finish_non_exhaustive()
    }
}

impl Sandbox {
    /// A client; nothing is asked yet.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub fn new(config: SandboxConfig) -> Result<Self, SandboxConfigError> {
        if !config.url.origin().is_tuple() {
            return Err(SandboxConfigError::Address);
        }
        let webhook_key = webhook::key(&config.webhook_secret).ok_or(SandboxConfigError::WebhookSecret)?;
        let http = call::client(config.patience)?;
        Ok(Self { http, base: config.url, secret_key: config.secret_key, webhook_key })
    }

    /// Where the fields of this kind come from.
    fn fields_frame(&self, kind: FieldsKind) -> FieldsFrame {
        let mut url = self.base.join("/fields").expect("a checked base takes a path");
        let name = match kind {
            FieldsKind::Card => "card",
            FieldsKind::Debit => "sepa_debit",
        };
        url.query_pairs_mut().append_pair("kind", name);
        FieldsFrame { kind, origin: self.base.origin().ascii_serialization(), url }
    }
}

#[async_trait]
impl Gateway for Sandbox {
    async fn authorise(&self, key: &str, request: &Authorise) -> Result<Payment, GatewayError> {
        let (return_url, off_session) = match &request.buyer {
            Buyer::Present { return_url } => (Some(return_url.as_str()), false),
            Buyer::Absent => (None, true),
        };
        let body = json!({
            "amount_minor": request.amount.minor,
            "currency": request.amount.currency,
            "method": request.method,
            "customer": request.account,
            "save_method": request.save_method,
            "off_session": off_session,
            "description": request.description,
            "return_url": return_url,
            "metadata": { INTENT: request.intent, "order": request.order },
        });
        self.post::<WireIntent>(key, &["intents"], &body).await?.into_payment()
    }

    async fn capture(&self, key: &str, payment: &str, amount: Money) -> Result<Payment, GatewayError> {
        let body = json!({ "amount_minor": amount.minor });
        self.post::<WireIntent>(key, &["intents", payment, "capture"], &body).await?.into_payment()
    }

    async fn cancel(&self, key: &str, payment: &str) -> Result<Payment, GatewayError> {
        self.post::<WireIntent>(key, &["intents", payment, "cancel"], &json!({})).await?.into_payment()
    }

    async fn refund(&self, key: &str, payment: &str, amount: Money) -> Result<Payment, GatewayError> {
        let body = json!({ "amount_minor": amount.minor });
        self.post::<WireIntent>(key, &["intents", payment, "refunds"], &body).await?.into_payment()
    }

    async fn find(&self, intent: IntentId) -> Result<Option<Payment>, GatewayError> {
        let mut url = self.address(&["intents"]);
        url.query_pairs_mut().append_pair(&format!("metadata.{INTENT}"), &intent.to_string());
        let found: Intents = self.get(url).await?;
        found.data.into_iter().next().map(WireIntent::into_payment).transpose()
    }

    fn read_webhook(&self, webhook: &Webhook<'_>, received_at: Timestamp) -> Result<Option<Notice>, NotAWebhook> {
        webhook::read(&self.webhook_key, webhook, received_at)
    }
}

#[async_trait]
impl Wallet for Sandbox {
    async fn describe(&self, method: &str) -> Result<Option<Method>, GatewayError> {
        match self.get::<WireMethod>(self.address(&["payment_methods", method])).await {
            Ok(found) => found.into_method().map(Some),
            Err(GatewayError::Rejected { code, .. }) if code == "not_found" => Ok(None),
            Err(error) => Err(error),
        }
    }
    /// Direct debits are SEPA's, which are in euros.
    fn fields(&self, currency: Currency) -> Vec<FieldsFrame> {
        let debit = (currency == Currency::EUR).then_some(FieldsKind::Debit);
        std::iter::once(FieldsKind::Card).chain(debit).map(|kind| self.fields_frame(kind)).collect()
    }
}
