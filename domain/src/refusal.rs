//! A refusal: the one shape in which the domain says no.
//!
//! Each module has its own error enum whose variants carry what they know; all of them convert into [`Refusal`], which
//! travels to the page, the API and the command line. `messages` has words for every code.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;
use crate::money::Money;

/// A named “no”: a stable code, the field it concerns, and the facts that its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable, in snake case, like `coupon_expired`.
    pub code: String,
    /// The field of the request or form that would have to change, like `vat_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What the sentence names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, Param>,
}

/// A fact inside a refusal's or an explanation's sentence, formatted by the reader's locale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Param {
    /// Words or a code, shown as they are.
    Text(String),
    /// A whole number.
    Number(i64),
    /// An exact decimal, such as a unit price or a rate.
    Decimal(Decimal),
    /// An amount.
    Money(Money),
    /// A calendar date.
    Date(#[serde(with = "crate::iso::date")] jiff::civil::Date),
}

impl Refusal {
    /// A refusal without a field or facts.
    #[must_use]
    pub fn new(code: &str) -> Self {
        Self { code: code.to_owned(), field: None, params: BTreeMap::new() }
    }

    /// The same, about `field`.
    #[must_use]
    pub fn on(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }

    /// The same, knowing that `name` is `value`.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Param>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

impl From<&str> for Param {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Param {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for Param {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<u32> for Param {
    fn from(value: u32) -> Self {
        Self::Number(i64::from(value))
    }
}
impl From<Decimal> for Param {
    fn from(value: Decimal) -> Self {
        Self::Decimal(value)
    }
}
impl From<Money> for Param {
    fn from(value: Money) -> Self {
        Self::Money(value)
    }
}
impl From<jiff::civil::Date> for Param {
    fn from(value: jiff::civil::Date) -> Self {
        Self::Date(value)
    }
}
