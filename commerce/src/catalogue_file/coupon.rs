//! Coupons in a catalogue file.

use domain::catalogue::CatalogueError;
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
    let off = match (percent, amount) {
        (Some(percent), None) => percent.decimal().map(Reduction::Percent),
        (None, Some(amount)) => currency.and_then(|currency| money(&amount, currency)).map(Reduction::Amount),
        (None, None) | (Some(_), Some(_)) => {
            table.report("percent", Fault::PercentOrAmount);
            None
        }
    };
    (off, currency)
}

/// An amount that can be paid as it stands.
fn money(field: &Field<'_>, currency: Currency) -> Option<Money> {
    let amount = field.decimal()?;
    match Money::round_half_away_from_zero(amount, currency) {
        Ok(money) if money.to_decimal() == amount => Some(money),
        _ => field.rule(CatalogueError::TooFine { amount, currency }),
    }
}
