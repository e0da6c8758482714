//! The units that tiers are for: `from` and `to`, in the shared tiers of a plan as in those of a single price.

use domain::decimal::Decimal;

use super::sheet::{Field, Table};

/// The first and the last unit of a tier, and the decimal that it is about.
pub(super) struct Span {
    pub(super) from: u32,
    pub(super) to: Option<u32>,
    pub(super) value: Decimal,
}

/// Reads every tier, with `value` for what is beside its units. What cannot be read is reported; in place of units stand
/// those that leave no gap, so that a gap between other tiers is found and none is made up.
pub(super) fn spans(
    fields: &[Field<'_>],
    unread: Decimal,
    value: impl Fn(&mut Table<'_>) -> Option<Decimal>,
) -> Vec<Span> {
    let read: Vec<Read> = fields.iter().map(|field| read(field, &value)).collect();
    let mut next = 1;
    let mut spans = Vec::new();
    for (index, tier) in read.iter().enumerate() {
        let from = tier.from.unwrap_or(next);
        let following = read.get(index + 1).map(|tier| tier.from.map_or(from, |next| next.saturating_sub(1).max(from)));
        let to = tier.to.unwrap_or(following);
        next = to.unwrap_or(from).saturating_add(1);
        spans.push(Span { from, to, value: tier.value.unwrap_or(unread) });
    }
    spans
}

/// A tier as far as it could be read.
#[derive(Default)]
struct Read {
    from: Option<u32>,
    /// `Some(None)`: it rightly has no end.
    to: Option<Option<u32>>,
    value: Option<Decimal>,
}

fn read(field: &Field<'_>, value: impl Fn(&mut Table<'_>) -> Option<Decimal>) -> Read {
    let Some(mut table) = field.table() else { return Read::default() };
    let from = table.need("from").and_then(|field| field.whole());
    let to = table.get("to").map_or(Some(None), |field| field.whole().map(Some));
    let value = value(&mut table);
    table.close();
    Read { from, to, value }
}
