//! What is asked in one vector.

use serde::{Deserialize, Serialize};

/// One request and what it is asked of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What it shows; no two are alike.
    pub name: String,
    /// The catalogue, by name.
    pub catalogue: String,
    /// How often its coupon has been redeemed before.
    pub redemptions: u32,
    /// The text of the request. A string and not an object, because some are garbled on purpose.
    pub request: String,
}
