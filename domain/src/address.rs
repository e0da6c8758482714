//! Postal addresses: which fields a country has, in which order, and what is wrong with them.
//!
//! Owns the form of an address and the check of its postal code, down to the territories where nothing is sold. Names
//! of people, streets and towns may be in any script. Must not know words: a field says which label it has.

mod form;
mod postal_code;

use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::line;
use crate::refusal::Refusal;
use crate::tax::excluded_territory;

pub use form::{Field, FieldSpec, Label, fields};

/// A postal address, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    /// The country, which decides the other fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Street and number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub line1: String,
    /// Building, floor.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub line2: String,
    /// Town.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub city: String,
    /// State, province or prefecture.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub region: String,
    /// Postal code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub postal_code: String,
}

impl Address {
    /// What was typed into a field.
    #[must_use]
    pub fn typed(&self, field: Field) -> &str {
        match field {
            Field::Line1 => &self.line1,
            Field::Line2 => &self.line2,
            Field::City => &self.city,
            Field::Region => &self.region,
            Field::PostalCode => &self.postal_code,
        }
    }

    /// The address in one line, as it is told apart from others: “Chausseestraße 1, 10115 Berlin, DE”.
    #[must_use]
    pub fn in_one_line(&self) -> String {
        let specs = self.country.map(fields).unwrap_or_default();
        let of_town = |field: &Field| !matches!(field, Field::Line1 | Field::Line2);
        let town = specs.iter().map(|spec| spec.field).filter(of_town).map(|field| self.typed(field));
        let town = town.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let country = self.country.map(|country| country.code().to_owned()).unwrap_or_default();
        let parts = [self.line1.clone(), self.line2.clone(), town, country];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Everything that is missing or wrong, with its field ([`Field::name`], or `country`).
    #[must_use]
    pub fn check(&self) -> Vec<Refusal> {
        let Some(country) = self.country else {
            return vec![Refusal::new("field_required").on("country")];
        };
        let mut refusals = Vec::new();
        for spec in fields(country) {
            let (typed, name) = (self.typed(spec.field), spec.field.name());
            let wrong = if spec.required { line::check_required(typed, name) } else { line::check(typed, name) };
            refusals.extend(wrong);
        }
        if refusals.iter().all(|refusal| refusal.field.as_deref() != Some(Field::PostalCode.name())) {
            refusals.extend(self.check_postal_code(country));
        }
        refusals
    }

    /// The postal code by itself: its form, and where it lies.
    fn check_postal_code(&self, country: Country) -> Option<Refusal> {
        let typed = self.postal_code.trim();
        if typed.is_empty() || !fields(country).iter().any(|spec| spec.field == Field::PostalCode) {
            return None;
        }
        let refusal = |code: &str| Refusal::new(code).on(Field::PostalCode.name());
        if let Some(other) = postal_code::other_country(country, typed) {
            return Some(refusal("postal_code_of_other_country").with("country", other));
        }
        // A territory that its country's code already names is refused there, with the country as the field.
        if excluded_territory(country, None).is_none()
            && let Some(territory) = excluded_territory(country, Some(typed))
        {
            return Some(territory.refusal(Field::PostalCode.name()));
        }
        if postal_code::read(country, typed).is_none() {
            return Some(refusal("postal_code_malformed").with("example", postal_code::example(country)));
        }
        None
    }

    /// The address as it is stored and printed: surrounding spaces gone, the postal code as its country writes it, and
    /// nothing in fields that the country does not have.
    #[must_use]
    pub fn normalised(&self) -> Self {
        let Some(country) = self.country else { return self.clone() };
        let specs = fields(country);
        let kept = |field: Field| {
            let shown = specs.iter().any(|spec| spec.field == field);
            if shown { self.typed(field).trim().to_owned() } else { String::new() }
        };
        let postal_code = kept(Field::PostalCode);
        Self {
            country: Some(country),
            line1: kept(Field::Line1),
            line2: kept(Field::Line2),
            city: kept(Field::City),
            region: kept(Field::Region),
            postal_code: postal_code::read(country, &postal_code).unwrap_or(postal_code),
        }
    }
}

#[cfg(test)]
mod tests;
