//! An intent as the API answers it and as the webhooks carry it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::{CancelReason, Intent, Refund, State};
use crate::instrument::decline::{Advice, Decline};
use crate::instrument::method::MethodView;

/// The whole of it, as the merchant sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntentView {
    /// `pi_…`
    pub id: String,
    /// Grows with every change.
    pub version: u32,
    /// `requires_action`, `authorised`, `processing`, `captured`, `partially_refunded`, `refunded`, `failed` or
    /// `cancelled`.
    pub status: String,
    /// Minor units asked for.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Minor units captured.
    pub captured_minor: i64,
    /// Minor units given back.
    pub refunded_minor: i64,
    /// What it is paid with.
    pub method: MethodView,
    /// The merchant's customer.
    pub customer: Option<String>,
    /// What it is for.
    pub description: String,
    /// The merchant's facts.
    pub metadata: BTreeMap<String, String>,
    /// Where the holder has to go, while action is required.
    pub action_url: Option<String>,
    /// When the hold runs out, while authorised.
    pub expires_at: Option<Timestamp>,
    /// When the money was captured.
    pub captured_at: Option<Timestamp>,
    /// When a debit settles, while processing.
    pub settles_at: Option<Timestamp>,
    /// Why it failed.
    pub decline: Option<DeclineView>,
    /// Why it was given up.
    pub cancel_reason: Option<CancelReason>,
    /// What was given back.
    pub refunds: Vec<Refund>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// A decline and what helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclineView {
    /// Why.
    pub code: Decline,
    /// What helps.
    pub advice: Advice,
}

impl Intent {
    /// What the merchant sees; `base` is the sandbox's own address.
    #[must_use]
    pub fn view(&self, base: &Url) -> IntentView {
        let decline = match self.state {
            State::Failed { decline } => Some(DeclineView { code: decline, advice: decline.advice() }),
            _ => None,
        };
        IntentView {
            id: self.id.clone(),
            version: self.version,
            status: self.status().to_owned(),
            amount_minor: self.amount_minor,
            currency: self.currency.clone(),
            captured_minor: self.captured_minor(),
            refunded_minor: self.refunded_minor(),
            method: self.method.clone(),
            customer: self.customer.clone(),
            description: self.description.clone(),
            metadata: self.metadata.clone(),
            action_url: (self.state == State::RequiresAction).then(|| self.challenge_url(base)),
            expires_at: if let State::Authorised { expires_at } = self.state { expires_at } else { None },
            captured_at: if let State::Captured { at, .. } = self.state { Some(at) } else { None },
            settles_at: if let State::Processing { settles_at, .. } = self.state { Some(settles_at) } else { None },
            decline,
            cancel_reason: if let State::Cancelled { reason } = self.state { Some(reason) } else { None },
            refunds: if let State::Captured { refunds, .. } = &self.state { refunds.clone() } else { Vec::new() },
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }

    fn challenge_url(&self, base: &Url) -> String {
        let mut url = base.clone();
        url.set_path(&format!("/3ds/{}", self.id));
        url.query_pairs_mut().append_pair("secret", &self.challenge_secret);
        url.into()
    }
}
