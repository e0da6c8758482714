//! What somebody has with us, as the list on their own page.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::access::Scope;

/// A trial, an order, or a checkout to go on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Belonging {
    /// Which one.
    pub scope: Scope,
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// Since when it is there.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}
