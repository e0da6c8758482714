//! Coupons in a catalogue file.

use domain::catalogue::{CatalogueError, most_of};
use domain::coupon::{Coupon, CouponDuration, Reduction};
use domain::decimal::Decimal;
use domain::money::{Currency, Money};

use super::problem::{Expected, Fault};
use super::sheet::{Field, Table};

/// One coupon.
pub(super) fn coupon(code: &str, mut table: Table<'_>) -> Coupon {
    let durations = [("first_term", CouponDuration::FirstTerm), ("every_term", CouponDuration::EveryTerm)];
    let (off, currency) = reduction(&mut table);
    let coupon = Coupon {
        code: code.to_owned(),
        off: off.unwrap_or(UNREAD),
        lasts: table.need("lasts").and_then(|field| field.choice(&durations)).unwrap_or(CouponDuration::FirstTerm),
        plans: table.get("plans").map(|field| field.list_of(Expected::Text)).unwrap_or_default(),
        min_seats: table.get("min_seats").and_then(|field| field.whole()),
        currency,
        from: table.get("from").and_then(|field| field.date()),
        until: table.get("until").and_then(|field| field.date()),
        max_redemptions: table.get("max_redemptions").and_then(|field| field.whole()),
    };
    table.close();
    coupon
}

/// What stands in for a discount that could not be read.
const UNREAD: Reduction = Reduction::Percent(Decimal::ONE);

/// What it takes off, `percent` or `amount`, and the currency it is for, which an amount needs.
fn reduction(table: &mut Table<'_>) -> (Option<Reduction>, Option<Currency>) {
    let (percent, amount) = (table.get("percent"), table.get("amount"));
    let currency = if amount.is_some() { table.need("currency") } else { table.get("currency") };
    let currency = currency.and_then(|field| field.parsed(Expected::Currency));
    // Both are read before anything is made of them, so that neither hides what is wrong with the other.
    let (percent_off, amount_off) = (percent.as_ref().map(Field::decimal), amount.as_ref().map(Field::decimal));
    let off = match (percent_off, amount_off) {
        (Some(percent), None) => percent.map(Reduction::Percent),
        (None, Some(off)) => {
            currency.zip(amount).zip(off).and_then(|((currency, field), off)| money(&field, off, currency))
        }
        (None, None) | (Some(_), Some(_)) => {
            table.report("percent", Fault::PercentOrAmount);
            None
        }
    };
    (off, currency)
}

/// An amount that can be paid as it stands.
fn money(field: &Field<'_>, amount: Decimal, currency: Currency) -> Option<Reduction> {
    match Money::round_half_away_from_zero(amount, currency) {
        _ if amount.scale() > currency.exponent() => field.rule(CatalogueError::TooFine { amount, currency }),
        Ok(money) => Some(Reduction::Amount(money)),
        Err(_) => field.rule(CatalogueError::PriceTooLarge { amount, most: most_of(currency) }),
    }
}
