mod coupons;
mod figures;
mod laws;
mod refusals;
pub(crate) mod shop;

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::*;
use crate::tax::TaxRequest;
use crate::term::Term;

/// A German consumer's purchase at 19 % unless the request says it is a business.
fn request(plan: &str, seats: u32, term: Option<Term>, currency: Currency) -> QuoteRequest {
    QuoteRequest {
        plan: plan.to_owned(),
        seats,
        term,
        currency,
        country: "DE".parse().expect("a country"),
        business: None,
        vat_id: None,
        coupon: None,
        addon: BTreeMap::new(),
        as_of: date(2026, 11, 20),
    }
}

fn with_addon(mut request: QuoteRequest, addon: &str, quantity: u32) -> QuoteRequest {
    request.addon.insert(addon.to_owned(), quantity);
    request
}

fn with_coupon(request: QuoteRequest, code: &str) -> QuoteRequest {
    QuoteRequest { coupon: Some(code.to_owned()), ..request }
}

/// Rules simple enough to price by hand: an id reverses the charge, FI pays 25.5 %, everybody else 19 %.
fn tax(request: &TaxRequest, _: Date) -> Result<TaxDecision, Vec<Refusal>> {
    let (rate, reason) = match (&request.vat_id, request.country.code()) {
        (Some(id), _) if !id.starts_with(char::is_alphabetic) => {
            return Err(vec![Refusal::new("vat_id_bad").on("vat_id")]);
        }
        (Some(_), _) => ("0", TaxReason::ReverseCharge),
        (None, "FI") => ("25.5", TaxReason::Standard),
        (None, _) => ("19", TaxReason::Standard),
    };
    let rate = rate.parse().expect("a rate");
    Ok(TaxDecision { jurisdiction: request.country, rate, reason, vat_id: request.vat_id.clone() })
}

fn answer(request: &QuoteRequest) -> Result<Quote, Vec<Refusal>> {
    Draft::from(request).quote_deciding_tax(&shop::catalogue(), &tax, 0)
}

fn priced(request: &QuoteRequest) -> Quote {
    answer(request).expect("a quote")
}

fn codes(answer: Result<Quote, Vec<Refusal>>) -> Vec<(String, String)> {
    let refusals = answer.expect_err("a refusal");
    refusals.into_iter().map(|refusal| (refusal.code, refusal.field.unwrap_or_default())).collect()
}

fn pair(code: &str, field: &str) -> (String, String) {
    (code.to_owned(), field.to_owned())
}
