//! Builds requests.

use serde_json::{Map, Value};

use super::{DAY, DEMO};
use crate::Case;

/// A request in the making: a JSON object whose fields can be set to anything, or left out.
#[derive(Clone)]
pub(super) struct Ask {
    catalogue: &'static str,
    redemptions: u32,
    fields: Map<String, Value>,
}

impl Ask {
    /// Some seats of a plan of the demo catalogue for a year in EUR, bought in Germany.
    pub fn demo(plan: &str, seats: u32) -> Self {
        let ask = Self { catalogue: DEMO, redemptions: 0, fields: Map::new() };
        ask.with("plan", plan)
            .with("seats", seats)
            .with("term", "1y")
            .with("currency", "EUR")
            .with("country", "DE")
            .on(DAY)
    }

    /// The same of another catalogue.
    pub fn of(catalogue: &'static str, plan: &str, seats: u32) -> Self {
        Self { catalogue, ..Self::demo(plan, seats) }
    }

    /// With a field set.
    pub fn with(mut self, field: &str, value: impl Into<Value>) -> Self {
        self.fields.insert(field.to_owned(), value.into());
        self
    }

    /// Without a field.
    pub fn without(mut self, field: &str) -> Self {
        self.fields.remove(field);
        self
    }

    /// On a day.
    pub fn on(self, day: &str) -> Self {
        self.with("as_of", day)
    }

    /// With an add-on more.
    pub fn adding(mut self, addon: &str, quantity: impl Into<Value>) -> Self {
        let addons = self.fields.entry("addon").or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(addons) = addons {
            addons.insert(addon.to_owned(), quantity.into());
        }
        self
    }

    /// With a coupon that was redeemed so often before.
    pub fn coupon(self, code: &str, redemptions: u32) -> Self {
        Self { redemptions, ..self.with("coupon", code) }
    }

    /// As a case.
    pub fn case(self, name: impl Into<String>) -> Case {
        let request = Value::Object(self.fields).to_string();
        Case { name: name.into(), catalogue: self.catalogue.to_owned(), redemptions: self.redemptions, request }
    }
}

/// A case whose request is exactly this text.
pub(super) fn verbatim(name: &str, request: &str) -> Case {
    Case { name: name.to_owned(), catalogue: DEMO.to_owned(), redemptions: 0, request: request.to_owned() }
}
