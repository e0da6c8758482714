//! The form of an account's billing details, as typed.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{Profile, Purchasing, SpendingLimit};
use crate::address::Address;
use crate::decimal::Decimal;
use crate::money::{Currency, Money};
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
    /// “yes” if every purchase names a purchase-order number.
    pub purchase_order_required: String,
    /// “yes” if every purchase is approved.
    pub approval_required: String,
    /// The most that is spent without an approval, in the preferred currency; blank for no limit.
    pub spending_limit: String,
}

impl ProfileForm {
    /// The profile that was typed, without further places; whether it can be kept is for [`Profile::read`] to say.
    ///
    /// # Errors
    /// A country or a currency that is none.
    pub fn read(&self) -> Result<Profile, Vec<Refusal>> {
        let mut refusals = Vec::new();
        let country = chosen(&self.country, Refusal::new("country_malformed").on("country"));
        let country = kept(country, &mut refusals);
        let currency = chosen(&self.currency, Refusal::new("currency_malformed").on("currency"));
        let currency = kept(currency, &mut refusals);
        let spending_limit = kept(self.limit(currency), &mut refusals);
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let purchasing = Purchasing {
            purchase_order_required: self.purchase_order_required == "yes",
            approval_required: self.approval_required == "yes",
            spending_limit,
        };
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
            purchasing,
            places: Vec::new(),
        })
    }

    /// The limit, in the currency that is preferred.
    fn limit(&self, currency: Option<Currency>) -> Result<Option<SpendingLimit>, Refusal> {
        let typed = self.spending_limit.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let currency = currency.ok_or_else(|| Refusal::new("spending_limit_currency").on("currency"))?;
        let malformed = || Refusal::new("spending_limit_malformed").on("spending_limit").with("example", "5000.00");
        let amount: Decimal = typed.parse().map_err(|_| malformed())?;
        let limit = Money::round_half_away_from_zero(amount, currency).map_err(|_| malformed())?;
        if amount.is_negative() || limit.to_decimal() != amount {
            return Err(malformed());
        }
        Ok(Some(SpendingLimit([(currency, limit.minor)].into())))
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
            purchase_order_required: yes(profile.purchasing.purchase_order_required),
            approval_required: yes(profile.purchasing.approval_required),
            spending_limit: shown_limit(profile),
        }
    }
}

fn yes(said: bool) -> String {
    if said { "yes" } else { "" }.to_owned()
}

/// The limit in the preferred currency, or else the first that there is.
fn shown_limit(profile: &Profile) -> String {
    let Some(SpendingLimit(limits)) = &profile.purchasing.spending_limit else { return String::new() };
    let currency = profile.currency.or_else(|| limits.keys().next().copied());
    let amount = currency.and_then(|currency| Some(Money::new(*limits.get(&currency)?, currency)));
    amount.map(|amount| amount.to_decimal().to_string()).unwrap_or_default()
}

/// What was chosen from a list, if anything was.
fn chosen<T: FromStr>(typed: &str, otherwise: Refusal) -> Result<Option<T>, Refusal> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| otherwise),
    }
}

/// What was read; nothing, and one refusal more, where it could not be.
fn kept<T>(read: Result<Option<T>, Refusal>, refusals: &mut Vec<Refusal>) -> Option<T> {
    read.unwrap_or_else(|refusal| {
        refusals.push(refusal);
        None
    })
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
        let limited = |limit: &str| ProfileForm { spending_limit: limit.to_owned(), ..form.clone() }.read();
        assert_eq!(limited("5000.50").unwrap().purchasing.spending_limit.unwrap().0[&"EUR".parse().unwrap()], 500_050);
        for wrong in ["-1", "1.001", "much"] {
            assert_eq!(limited(wrong).unwrap_err()[0].field.as_deref(), Some("spending_limit"), "{wrong}");
        }
        let wrong = ProfileForm { country: "Nowhere".to_owned(), currency: "gold".to_owned(), ..form };
        let fields: Vec<_> = wrong.read().unwrap_err().into_iter().filter_map(|refusal| refusal.field).collect();
        assert_eq!(fields, ["country", "currency"]);
    }
}
