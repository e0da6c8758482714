//! From a sale to the quote: lines, discount, tax, totals, renewal, hash.

use super::assess::Sale;
use super::canonical;
use super::coupon_share;
use super::refused::QuoteError;
use super::renewal;
use super::tax_share;
use super::{LineKind, Quote, QuoteLine};
use crate::catalogue::{Catalogue, Unit};
use crate::money::{Currency, MOST_MINOR_UNITS};
use crate::pricing::{Derivation, plan_price};

/// Prices a sale.
///
/// # Errors
/// [`QuoteError::AmountTooLarge`] when an amount or a sum of amounts goes beyond [`MOST_MINOR_UNITS`].
pub(super) fn build(catalogue: &Catalogue, sale: Sale<'_>) -> Result<Quote, QuoteError> {
    let mut lines = lines(&sale)?;
    let discount = coupon_share::apply(sale.coupon, &mut lines)?;
    let tax = tax_share::apply(&sale.tax, &mut lines)?;
    let renewal_total_minor = sale.renews_on.map(|_| renewal::total(&lines, sale.coupon, &sale.tax)).transpose()?;
    let mut quote = Quote {
        hash: String::new(),
        catalogue_version: catalogue.version.clone(),
        as_of: sale.request.as_of,
        currency: sale.request.currency,
        subtotal_minor: sum(lines.iter().map(|line| line.amount_minor))?,
        discount_minor: sum(lines.iter().map(|line| line.discount_minor))?,
        tax_minor: sum(lines.iter().map(|line| line.tax_minor))?,
        total_minor: sum(lines.iter().map(QuoteLine::total_minor))?,
        request: sale.request,
        lines,
        discount,
        tax: vec![tax],
        tax_facts: sale.tax,
        renews_on: sale.renews_on,
        renewal_total_minor,
    };
    quote.hash = canonical::hash_without(&quote, "hash");
    Ok(quote)
}

/// Adds amounts up.
///
/// # Errors
/// A sum beyond [`MOST_MINOR_UNITS`].
pub(super) fn sum(amounts: impl IntoIterator<Item = i64>) -> Result<i64, QuoteError> {
    let total = amounts.into_iter().try_fold(0_i64, i64::checked_add).ok_or(QuoteError::AmountTooLarge)?;
    if total.abs() > MOST_MINOR_UNITS { Err(QuoteError::AmountTooLarge) } else { Ok(total) }
}

/// The plan's line and those of the add-ons, before discount and tax.
fn lines(sale: &Sale<'_>) -> Result<Vec<QuoteLine>, QuoteError> {
    let request = &sale.request;
    let plan = plan_price(sale.plan, request.currency, request.term, request.seats);
    let mut lines = vec![QuoteLine {
        kind: LineKind::Plan,
        item: sale.plan.id.clone(),
        name: sale.plan.name.clone(),
        quantity: request.seats,
        unit: Unit::Seat,
        recurring: request.term.is_some(),
        ..priced(plan.ok(), request.currency)?
    }];
    for &(addon, quantity) in &sale.addons {
        let years = if addon.is_recurring() { request.term.and_then(|term| term.years()) } else { None };
        let price = addon.price(request.currency).and_then(|price| Derivation::of(&price.model, quantity, years));
        lines.push(QuoteLine {
            kind: LineKind::Addon,
            item: addon.id.clone(),
            name: addon.name.clone(),
            quantity,
            unit: addon.unit.clone(),
            recurring: addon.is_recurring(),
            ..priced(price, request.currency)?
        });
    }
    Ok(lines)
}

/// A line that knows only its price.
fn priced(derivation: Option<Derivation>, currency: Currency) -> Result<QuoteLine, QuoteError> {
    let derivation = derivation.ok_or(QuoteError::AmountTooLarge)?;
    let amount = derivation.amount(currency).map_err(|_| QuoteError::AmountTooLarge)?;
    Ok(QuoteLine {
        kind: LineKind::Plan,
        item: String::new(),
        name: "".into(),
        quantity: 0,
        unit: Unit::Seat,
        recurring: false,
        amount_minor: amount.minor,
        discount_minor: 0,
        tax_minor: 0,
        derivation,
    })
}
