//! What an account's receipts say, and what its checkouts are filled in with.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::place::checked_vat_id;
use super::{Place, Purchasing};
use crate::address::Address;
use crate::email::Email;
use crate::line;
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::tax::TaxTable;

/// The paying organisation, as printed on a receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Profile {
    /// The legal name.
    pub legal_name: String,
    /// The billing address.
    pub address: Address,
    /// The VAT id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
    /// Where receipts go, if not to the owner.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invoice_email: Option<String>,
    /// The currency it prefers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The language of mails about it, like `de`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The purchase-order number that is filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<String>,
    /// What it asks for before anything is bought in its name.
    pub purchasing: Purchasing,
    /// Its further places of business, in the order in which they were added.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
}

impl Profile {
    /// The profile as it is stored and printed: surrounding spaces gone, what is blank left out, the VAT id in its normal form.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field; the VAT id as [`crate::tax`] judges it on that day.
    pub fn read(&self, taxes: &TaxTable, as_of: Date) -> Result<Self, Vec<Refusal>> {
        let given =
            |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let mut refusals: Vec<Refusal> = line::check_required(&self.legal_name, "legal_name").into_iter().collect();
        refusals.extend(self.address.check());
        let invoice_email = given(&self.invoice_email);
        refusals.extend(invoice_email.as_deref().and_then(|email| Email::typed(email, "invoice_email").err()));
        let purchase_order = given(&self.purchase_order);
        refusals.extend(purchase_order.as_deref().and_then(|number| line::check(number, "purchase_order")));
        let vat_id = checked_vat_id(&self.address, self.vat_id.as_deref(), taxes, as_of);
        let vat_id = vat_id.unwrap_or_else(|wrong| {
            refusals.extend(wrong);
            None
        });
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(Self {
            legal_name: self.legal_name.trim().to_owned(),
            address: self.address.normalised(),
            vat_id,
            invoice_email,
            purchase_order,
            ..self.clone()
        })
    }
}
