//! The form of an account's billing details, as typed.

use serde::{Deserialize, Serialize};

use super::Profile;
use crate::address::Address;
use crate::refusal::Refusal;

/// The form; every field as typed, blank where nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// The legal name.
    pub legal_name: String,
    /// The country's code.
    pub country: String,
    /// Street and number.
    pub line1: String,
    /// Building, floor.
    pub line2: String,
    /// Town.
    pub city: String,
    /// State, province or prefecture.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// The VAT id.
    pub vat_id: String,
    /// Where receipts go.
    pub invoice_email: String,
    /// The purchase-order number that is filled in.
    pub purchase_order: String,
    /// The preferred currency's code.
    pub currency: String,
    /// The preferred language's code.
    pub language: String,
}

impl ProfileForm {
    /// The profile that was typed; whether it can be kept is for [`Profile::read`] to say.
    ///
    /// # Errors
    /// A country or a currency that is none.
    pub fn read(&self) -> Result<Profile, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let (country, currency) = (self.country.trim(), self.currency.trim());
        let country = (!country.is_empty()).then(|| country.parse().map_err(|_| refusals.push(malformed("country"))));
        let currency =
            (!currency.is_empty()).then(|| currency.parse().map_err(|_| refusals.push(malformed("currency"))));
        let (country, currency) = (country.and_then(Result::ok), currency.and_then(Result::ok));
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let optional = |typed: &String| Some(typed.clone()).filter(|typed| !typed.trim().is_empty());
        Ok(Profile {
            legal_name: self.legal_name.clone(),
            address: Address {
                country,
                line1: self.line1.clone(),
                line2: self.line2.clone(),
                city: self.city.clone(),
                region: self.region.clone(),
                postal_code: self.postal_code.clone(),
            },
            vat_id: optional(&self.vat_id),
            invoice_email: optional(&self.invoice_email),
            currency,
            language: optional(&self.language).filter(|code| code.len() <= 8),
            purchase_order: optional(&self.purchase_order),
        })
    }
}

impl From<&Profile> for ProfileForm {
    fn from(profile: &Profile) -> Self {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let address = &profile.address;
        Self {
            legal_name: profile.legal_name.clone(),
            country: address.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            line1: address.line1.clone(),
            line2: address.line2.clone(),
            city: address.city.clone(),
            region: address.region.clone(),
            postal_code: address.postal_code.clone(),
            vat_id: optional(&profile.vat_id),
            invoice_email: optional(&profile.invoice_email),
            purchase_order: optional(&profile.purchase_order),
            currency: profile.currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
            language: optional(&profile.language),
        }
    }
}

fn malformed(field: &str) -> Refusal {
    match field {
        "country" => Refusal::new("country_malformed").on("country"),
        _ => Refusal::new("currency_malformed").on("currency"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_shows_and_names_what_it_cannot_read() {
        let form = ProfileForm {
            legal_name: "Acme".to_owned(),
            country: "DE".to_owned(),
            currency: "EUR".to_owned(),
            ..ProfileForm::default()
        };
        assert_eq!(ProfileForm::from(&form.read().unwrap()), form);
        let wrong = ProfileForm { country: "Nowhere".to_owned(), currency: "gold".to_owned(), ..form };
        let fields: Vec<_> = wrong.read().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["country", "currency"]);
    }
}
