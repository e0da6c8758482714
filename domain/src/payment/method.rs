//! The way a buyer pays: what the gateway gave us to name it, and what may be shown of it.

use serde::{Deserialize, Serialize};

use crate::country::Country;

/// A way to pay that the gateway knows. It holds no card data, only what a receipt may print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Method {
    /// The gateway's name for it (`pm_…`).
    pub reference: String,
    /// What it is.
    #[serde(flatten)]
    pub kind: MethodKind,
}

/// What a way to pay is, as far as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum MethodKind {
    /// A card: authorised first, captured later.
    Card {
        /// The scheme, like `visa`.
        brand: String,
        /// The last four digits.
        last4: String,
        /// Month it expires, 1 to 12.
        expiry_month: u8,
        /// Year it expires, four digits.
        expiry_year: u16,
        /// Where it was issued, if the gateway says so; evidence of the buyer's place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<Country>,
    },
    /// A direct debit: the mandate is accepted now, the money settles days later.
    Debit {
        /// The last four characters of the account number.
        last4: String,
        /// Where the bank is, if the gateway says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        country: Option<Country>,
    },
}

impl Method {
    /// Whether the money arrives days after it was asked for.
    #[must_use]
    pub const fn settles_later(&self) -> bool {
        matches!(self.kind, MethodKind::Debit { .. })
    }

    /// Where the way to pay was issued: evidence of the buyer's place.
    #[must_use]
    pub const fn country(&self) -> Option<Country> {
        match self.kind {
            MethodKind::Card { country, .. } | MethodKind::Debit { country, .. } => country,
        }
    }
}
