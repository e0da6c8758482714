//! Plans in a catalogue file.

use domain::catalogue::{BeyondSeats, LocalText, Offer, Plan, Price, SeatRange};

use super::price::Pricing;
use super::problem::Expected;
use super::sheet::Table;

/// How a plan says that it is had.
#[derive(Clone, Copy)]
enum OfferWord {
    Free,
    Paid,
    ContactSales,
}

/// The plans, the lowest rank first.
pub(super) fn plans(tables: Vec<(&str, Table<'_>)>) -> Vec<Plan> {
    let mut plans: Vec<Plan> = tables.into_iter().map(|(id, table)| plan(id, table)).collect();
    plans.sort_by_key(|plan| plan.rank);
    plans
}

fn plan(id: &str, mut table: Table<'_>) -> Plan {
    let offers = [("free", OfferWord::Free), ("paid", OfferWord::Paid), ("contact_sales", OfferWord::ContactSales)];
    let offer = table.need("offer").and_then(|field| field.choice(&offers));
    let plan = Plan {
        id: id.to_owned(),
        name: text(&mut table, "name"),
        summary: text(&mut table, "summary"),
        rank: table.need("rank").and_then(|field| field.whole()).unwrap_or_default(),
        most_popular: table.get("most_popular").and_then(|field| field.yes_no()).unwrap_or_default(),
        seats: table.need("seats").and_then(|field| field.table()).map_or(ANY_SEATS, seats),
        trial_days: table.get("trial_days").and_then(|field| field.whole()),
        offer: match offer {
            None | Some(OfferWord::Paid) => Offer::Paid { prices: prices(&mut table) },
            Some(OfferWord::Free) => Offer::Free,
            Some(OfferWord::ContactSales) => Offer::ContactSales,
        },
    };
    table.close();
    plan
}

/// What stands in for seats that could not be read.
const ANY_SEATS: SeatRange = SeatRange { min: 1, max: u32::MAX, beyond: BeyondSeats::ContactSales };

/// A text that has to be there.
pub(super) fn text(table: &mut Table<'_>, key: &str) -> LocalText {
    table.need(key).and_then(|field| field.local_text()).unwrap_or_else(|| LocalText::from("?"))
}

fn seats(mut table: Table<'_>) -> SeatRange {
    let beyond = [("contact_sales", BeyondSeats::ContactSales), ("another_plan", BeyondSeats::AnotherPlan)];
    let range = SeatRange {
        min: table.need("min").and_then(|field| field.whole()).unwrap_or(ANY_SEATS.min),
        max: table.need("max").and_then(|field| field.whole()).unwrap_or(ANY_SEATS.max),
        beyond: table.need("beyond").and_then(|field| field.choice(&beyond)).unwrap_or(ANY_SEATS.beyond),
    };
    table.close();
    range
}

/// The prices by currency and, in each, by term.
fn prices(table: &mut Table<'_>) -> Vec<Price> {
    let pricing = Pricing::of(table, None);
    let by_currency = table.need("price").and_then(|field| field.table()).map(|mut prices| prices.rest());
    let mut prices = Vec::new();
    for (code, field) in by_currency.unwrap_or_default() {
        let currency = code.parse().ok().or_else(|| field.wrong(Expected::Currency));
        for (code, cell) in field.table().map(|mut terms| terms.rest()).unwrap_or_default() {
            let term = code.parse().ok().or_else(|| cell.wrong(Expected::Term));
            let model = pricing.model(&cell, currency);
            if let (Some(currency), Some(term)) = (currency, term) {
                prices.push(Price { currency, term, model });
            }
        }
    }
    prices
}
