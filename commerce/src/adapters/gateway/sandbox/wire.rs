//! The sandbox's JSON, as far as it is read.

use std::collections::BTreeMap;

use domain::country::Country;
use domain::money::Currency;
use domain::payment::{Method, MethodKind};
use jiff::Timestamp;
use serde::Deserialize;

use crate::ports::gateway::GatewayError;

#[derive(Deserialize)]
pub(super) struct Intents {
    pub(super) data: Vec<WireIntent>,
}

#[derive(Deserialize)]
pub(super) struct WireIntent {
    pub(super) id: String,
    pub(super) status: String,
    pub(super) amount_minor: i64,
    pub(super) currency: Currency,
    pub(super) captured_minor: i64,
    pub(super) method: WireMethod,
    pub(super) metadata: BTreeMap<String, String>,
    pub(super) action_url: Option<String>,
    pub(super) expires_at: Option<Timestamp>,
    pub(super) captured_at: Option<Timestamp>,
    pub(super) decline: Option<WireDecline>,
    pub(super) cancel_reason: Option<String>,
    pub(super) refunds: Vec<WireRefund>,
    pub(super) updated_at: Timestamp,
}

#[derive(Deserialize)]
pub(super) struct WireMethod {
    pub(super) id: String,
    pub(super) kind: String,
    brand: Option<String>,
    last4: String,
    exp_month: Option<u8>,
    exp_year: Option<u16>,
    country: String,
    pub(super) customer: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct WireDecline {
    pub(super) code: String,
}

#[derive(Deserialize)]
pub(super) struct WireRefund {
    pub(super) id: String,
    pub(super) amount_minor: i64,
    pub(super) at: Timestamp,
}

impl WireMethod {
    /// Where it was issued; a place that is no country is not known.
    pub(super) fn country(&self) -> Option<Country> {
        self.country.parse().ok()
    }

    pub(super) fn into_method(self) -> Result<Method, GatewayError> {
        let country = self.country();
        let kind = match (self.kind.as_str(), self.brand, self.exp_month, self.exp_year) {
            ("card", Some(brand), Some(expiry_month), Some(expiry_year)) => {
                MethodKind::Card { brand, last4: self.last4, expiry_month, expiry_year, country }
            }
            ("sepa_debit", ..) => MethodKind::Debit { last4: self.last4, country },
            (kind, ..) => {
                let message = format!("{kind:?} is no way to pay that is taken here");
                return Err(GatewayError::Rejected { code: "unknown_kind".to_owned(), message });
            }
        };
        Ok(Method { reference: self.id, kind })
    }
}
