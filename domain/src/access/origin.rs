//! From where something was done, for the audit trail and for whoever wonders which browser a session is.

use serde::{Deserialize, Serialize};

/// Longest description of a browser that is kept.
const LONGEST: usize = 200;

/// From where a request came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    /// The network address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What the browser says of itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub browser: Option<String>,
}

impl Origin {
    /// The same, the browser's words cut to a length that is kept.
    #[must_use]
    pub fn new(address: Option<String>, browser: Option<&str>) -> Self {
        let cut = |text: &str| text.chars().filter(|c| !c.is_control()).take(LONGEST).collect::<String>();
        Self { address, browser: browser.map(cut).filter(|text| !text.is_empty()) }
    }
}
