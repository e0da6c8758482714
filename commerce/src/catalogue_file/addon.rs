//! Add-ons in a catalogue file.

use domain::catalogue::{AddOn, AddOnPrice, Charge, QuantityCap, Unit};

use super::plan::text;
use super::price::{ModelWord, Pricing};
use super::problem::Expected;
use super::sheet::{Field, Table};

/// One add-on.
pub(super) fn addon(id: &str, mut table: Table<'_>) -> AddOn {
    let charges = [("yearly", Charge::Yearly), ("one_off", Charge::OneOff)];
    let (min, max) = table.need("quantity").and_then(|field| field.table()).map_or(ANY_QUANTITY, quantity);
    let addon = AddOn {
        id: id.to_owned(),
        name: text(&mut table, "name"),
        summary: text(&mut table, "summary"),
        unit: table.need("unit").and_then(|field| unit(&field)).unwrap_or(Unit::Seat),
        charge: table.need("charge").and_then(|field| field.choice(&charges)).unwrap_or(Charge::OneOff),
        min,
        max,
        plans: table.get("plans").map(|field| field.list_of(Expected::Text)).unwrap_or_default(),
        prices: prices(&mut table),
    };
    table.close();
    addon
}

/// What stands in for a quantity that could not be read.
const ANY_QUANTITY: (u32, QuantityCap) = (1, QuantityCap::AtMost(u32::MAX));

/// `"seat"`, or a table of a pack's size and of what it holds.
fn unit(field: &Field<'_>) -> Option<Unit> {
    if field.is_text() {
        return field.choice(&[("seat", ())]).map(|()| Unit::Seat);
    }
    let mut table = field.table()?;
    let size = table.need("pack").and_then(|field| field.whole()).unwrap_or(1);
    let of = text(&mut table, "of");
    table.close();
    Some(Unit::Pack { size, of })
}

fn quantity(mut table: Table<'_>) -> (u32, QuantityCap) {
    let min = table.need("min").and_then(|field| field.whole()).unwrap_or(ANY_QUANTITY.0);
    let max = table.need("max").and_then(|field| {
        if field.is_text() {
            field.choice(&[("plan_seats", QuantityCap::PlanSeats)])
        } else {
            field.whole().map(QuantityCap::AtMost)
        }
    });
    table.close();
    (min, max.unwrap_or(ANY_QUANTITY.1))
}

fn prices(table: &mut Table<'_>) -> Vec<AddOnPrice> {
    let pricing = Pricing::of(table, Some(ModelWord::PerUnit));
    let by_currency = table.need("price").and_then(|field| field.table()).map(|mut prices| prices.rest());
    let price = |(code, cell): (&str, Field<'_>)| {
        let currency = code.parse().ok().or_else(|| cell.wrong(Expected::Currency));
        let model = pricing.model(&cell, currency);
        Some(AddOnPrice { currency: currency?, model })
    };
    by_currency.unwrap_or_default().into_iter().filter_map(price).collect()
}
