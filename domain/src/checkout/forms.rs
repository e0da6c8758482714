//! The forms of the plan and the details step as text, the way a browser sends them, with or without script.
//!
//! Owns the names of their fields, which are also the `field` of refusals about them. What cannot be understood is named
//! all at once; whether it can be sold is not asked here.

use std::collections::BTreeMap;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::data::{Details, Selection};
use crate::address::Address;
use crate::catalogue::Catalogue;
use crate::country::Country;
use crate::line;
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::term::Term;
use crate::vat_id::prefix_of;

/// The most characters of an id or a code that may be typed or sent; the longest of a catalogue is far shorter.
const LONGEST_CODE: usize = 64;
/// The most add-ons that one form may name.
const MOST_ADDONS: usize = 50;

/// What is to be bought, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SelectionForm {
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: String,
    /// The term's code; blank for a plan without a term.
    pub term: String,
    /// The currency's code.
    pub currency: String,
    /// The quantity of each add-on by its id; blank and zero mean none.
    pub addon: BTreeMap<String, String>,
    /// A coupon's code; blank means none. A checkout that is open already has a form of its own for it.
    pub coupon: String,
}

/// Who buys, as text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DetailsForm {
    /// The company's legal name.
    pub company: String,
    /// Whom we talk to.
    pub contact_name: String,
    /// Where we write to.
    pub contact_email: String,
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
    /// “yes” or “no”; blank means “as the VAT id says”.
    pub business: String,
    /// The VAT id.
    pub vat_id: String,
    /// The buyer's own number for this purchase.
    pub purchase_order: String,
    /// Where receipts go, if not to the contact.
    pub invoice_email: String,
}

impl SelectionForm {
    /// What the form asks for. It always shows a term and the add-ons: what the chosen plan or term does not take is left
    /// out, and comes back with another choice.
    ///
    /// # Errors
    /// Every field that cannot be understood.
    pub fn read(&self, catalogue: &Catalogue) -> Result<Selection, Vec<Refusal>> {
        let mut selection = self.parse()?;
        if let Some(plan) = catalogue.plan(&selection.plan) {
            selection.term = selection.term.filter(|_| !plan.prices().is_empty());
            let term = selection.term;
            let taken =
                |id: &String| catalogue.addon(id).is_none_or(|addon| addon.sold_with(&plan.id) && addon.sold_at(term));
            selection.addon.retain(|id, _| taken(id));
        }
        Ok(selection)
    }

    fn parse(&self) -> Result<Selection, Vec<Refusal>> {
        let mut refusals = Vec::new();
        if code(&self.plan).is_none() {
            refusals.push(Refusal::new("plan_malformed").on("plan"));
        }
        let seats = whole(&self.seats);
        if seats.is_none() {
            refusals.push(Refusal::new("seats_malformed").on("seats"));
        }
        let term = parsed::<Term>(&self.term, "term", &mut refusals);
        let currency = parsed::<Currency>(&self.currency, "currency", &mut refusals);
        if self.currency.trim().is_empty() {
            refusals.push(Refusal::new("currency_malformed").on("currency"));
        }
        let addon = self.addons(&mut refusals);
        let coupon = (!self.coupon.trim().is_empty()).then(|| read_coupon(&self.coupon));
        let coupon = coupon.transpose().unwrap_or_else(|refusal| {
            refusals.push(refusal);
            None
        });
        match (seats, currency) {
            (Some(seats), Some(currency)) if refusals.is_empty() => {
                Ok(Selection { plan: self.plan.trim().to_owned(), seats, term, currency, coupon, addon })
            }
            _ => Err(refusals),
        }
    }

    /// The form after one of the buttons beside a quantity was pressed, which says `CONTROL:STEP`, like `seats:-1` or
    /// `addon[assistant]:1`. Nothing changes for what is neither, or where there is no number to change.
    #[must_use]
    pub fn stepped(&self, pressed: &str) -> Self {
        let mut form = self.clone();
        let Some((control, by)) = pressed.rsplit_once(':') else { return form };
        let Ok(by) = by.parse::<i32>() else { return form };
        let addon = control.strip_prefix("addon[").and_then(|rest| rest.strip_suffix(']'));
        let text = match (control, addon) {
            ("seats", _) => Some(&mut form.seats),
            (_, Some(id)) => form.addon.get_mut(id),
            _ => None,
        };
        if let Some(text) = text
            && let Some(number) = if text.trim().is_empty() { Some(0) } else { whole(text) }
        {
            *text = number.saturating_add_signed(by).to_string();
        }
        form
    }

    fn addons(&self, refusals: &mut Vec<Refusal>) -> BTreeMap<String, u32> {
        let mut addon = BTreeMap::new();
        if self.addon.len() > MOST_ADDONS || self.addon.keys().any(|id| code(id).is_none()) {
            refusals.push(Refusal::new("addon_malformed").on("addon"));
            return addon;
        }
        for (id, typed) in self.addon.iter().filter(|(_, typed)| !typed.trim().is_empty()) {
            match whole(typed) {
                Some(0) => {}
                Some(quantity) => {
                    addon.insert(id.clone(), quantity);
                }
                None => {
                    let refusal = Refusal::new("addon_malformed").on(&format!("addon.{id}"));
                    refusals.push(refusal.with("addon", id.as_str()));
                }
            }
        }
        addon
    }
}

impl From<&Selection> for SelectionForm {
    fn from(selection: &Selection) -> Self {
        Self {
            plan: selection.plan.clone(),
            seats: selection.seats.to_string(),
            term: selection.term.map(|term| term.code().to_owned()).unwrap_or_default(),
            currency: selection.currency.code().to_owned(),
            addon: selection.addon.iter().map(|(id, quantity)| (id.clone(), quantity.to_string())).collect(),
            coupon: selection.coupon.clone().unwrap_or_default(),
        }
    }
}

impl DetailsForm {
    /// What was typed, with surrounding spaces gone, the postal code as its country prints it, and nothing in fields that
    /// the country does not have. Fields may be missing or wrong; [`super::steps`] says which.
    ///
    /// # Errors
    /// Every field that cannot be kept: no country of the list, no “yes” or “no”, longer than any line may be, or not
    /// printable.
    pub fn read(&self) -> Result<Details, Vec<Refusal>> {
        let mut refusals: Vec<Refusal> =
            self.lines().into_iter().filter_map(|(typed, field)| line::check(typed, field)).collect();
        let country = parsed::<Country>(&self.country, "country", &mut refusals);
        let business = match self.business.trim() {
            "" => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => {
                refusals.push(Refusal::new("business_malformed").on("business"));
                None
            }
        };
        if !refusals.is_empty() {
            return Err(refusals);
        }
        let text = |typed: &str| typed.trim().to_owned();
        let optional = |typed: &str| Some(text(typed)).filter(|typed| !typed.is_empty());
        let address = Address {
            country,
            line1: text(&self.line1),
            line2: text(&self.line2),
            city: text(&self.city),
            region: text(&self.region),
            postal_code: text(&self.postal_code),
        };
        Ok(Details {
            company: text(&self.company),
            contact_name: text(&self.contact_name),
            contact_email: text(&self.contact_email),
            address: address.normalised(),
            business,
            vat_id: optional(&self.vat_id),
            purchase_order: optional(&self.purchase_order),
            invoice_email: optional(&self.invoice_email),
        })
    }

    /// Every line of the form with the name of its field.
    fn lines(&self) -> [(&str, &'static str); 11] {
        [
            (&self.company, "company"),
            (&self.contact_name, "contact_name"),
            (&self.contact_email, "contact_email"),
            (&self.line1, "line1"),
            (&self.line2, "line2"),
            (&self.city, "city"),
            (&self.region, "region"),
            (&self.postal_code, "postal_code"),
            (&self.vat_id, "vat_id"),
            (&self.purchase_order, "purchase_order"),
            (&self.invoice_email, "invoice_email"),
        ]
    }
}

impl DetailsForm {
    /// Whether a VAT id is asked for: of a business, in a country whose ids can be checked here.
    #[must_use]
    pub fn asks_for_vat_id(&self) -> bool {
        let country = self.country.trim().parse::<Country>();
        self.business.trim() != "no" && country.is_ok_and(|country| prefix_of(country).is_some())
    }

    /// The form without what it does not ask for.
    #[must_use]
    pub fn as_shown(self) -> Self {
        let vat_id = if self.asks_for_vat_id() { self.vat_id } else { String::new() };
        Self { vat_id, ..self }
    }
}

impl From<&Details> for DetailsForm {
    fn from(details: &Details) -> Self {
        let optional = |text: &Option<String>| text.clone().unwrap_or_default();
        let address = &details.address;
        let business = match details.business {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        Self {
            company: details.company.clone(),
            contact_name: details.contact_name.clone(),
            contact_email: details.contact_email.clone(),
            country: address.country.map(|country| country.code().to_owned()).unwrap_or_default(),
            line1: address.line1.clone(),
            line2: address.line2.clone(),
            city: address.city.clone(),
            region: address.region.clone(),
            postal_code: address.postal_code.clone(),
            business: business.to_owned(),
            vat_id: optional(&details.vat_id),
            purchase_order: optional(&details.purchase_order),
            invoice_email: optional(&details.invoice_email),
        }
    }
}

/// A coupon's code as typed.
///
/// # Errors
/// It is blank, or longer than any code.
pub fn read_coupon(typed: &str) -> Result<String, Refusal> {
    if typed.trim().is_empty() {
        return Err(Refusal::new("field_required").on("coupon"));
    }
    code(typed).map(str::to_owned).ok_or_else(|| Refusal::new("coupon_malformed").on("coupon"))
}

/// An id or a code, if the text can be one.
fn code(typed: &str) -> Option<&str> {
    let typed = typed.trim();
    (!typed.is_empty() && typed.len() <= LONGEST_CODE).then_some(typed)
}

/// A field with a value from a list; `None` where it is blank, or garbled and named so.
fn parsed<T: FromStr>(typed: &str, field: &str, refusals: &mut Vec<Refusal>) -> Option<T> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let value = typed.parse().ok();
    if value.is_none() {
        refusals.push(Refusal::new(&format!("{field}_malformed")).on(field));
    }
    value
}

/// A whole number as people type it, with or without spaces between its digits. One too large to hold counts as the
/// largest, which no plan and no add-on allows.
fn whole(typed: &str) -> Option<u32> {
    let digits: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
