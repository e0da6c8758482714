//! What is different between two quotes, for a buyer who saw one and would be charged the other.

use serde::{Deserialize, Serialize};

use super::{LineKind, Quote, QuoteLine};
use crate::catalogue::LocalText;

/// A line that was added, taken away or changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDifference {
    /// What kind of thing it is.
    pub kind: LineKind,
    /// Its id.
    pub item: String,
    /// Its name, the newer one where both have it.
    pub name: LocalText,
    /// Its figures as shown; absent where the line is new.
    pub before: Option<LineFigures>,
    /// Its figures now; absent where the line is gone.
    pub after: Option<LineFigures>,
}

/// The figures of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineFigures {
    /// How many.
    pub quantity: u32,
    /// Before discount and tax.
    pub amount_minor: i64,
    /// Its part of the discount.
    pub discount_minor: i64,
    /// Its part of the tax.
    pub tax_minor: i64,
}

impl LineFigures {
    /// After discount and tax.
    #[must_use]
    pub const fn total_minor(&self) -> i64 {
        self.amount_minor - self.discount_minor + self.tax_minor
    }
}

impl From<&QuoteLine> for LineFigures {
    fn from(line: &QuoteLine) -> Self {
        Self {
            quantity: line.quantity,
            amount_minor: line.amount_minor,
            discount_minor: line.discount_minor,
            tax_minor: line.tax_minor,
        }
    }
}

/// The lines whose figures differ: the older quote's in its order, then those only the newer has. Empty when only facts
/// around the lines changed; [`changed_facts`] names those.
#[must_use]
pub fn difference(old: &Quote, new: &Quote) -> Vec<LineDifference> {
    let same = |a: &QuoteLine, b: &QuoteLine| a.kind == b.kind && a.item == b.item;
    let pairs = old.lines.iter().map(|line| (Some(line), new.lines.iter().find(|other| same(line, other))));
    let added = new.lines.iter().filter(|line| !old.lines.iter().any(|other| same(line, other)));
    pairs
        .chain(added.map(|line| (None, Some(line))))
        .filter_map(|(before, after)| {
            let line = after.or(before)?;
            let (before, after) = (before.map(LineFigures::from), after.map(LineFigures::from));
            let (kind, item, name) = (line.kind, line.item.clone(), line.name.clone());
            (before != after).then_some(LineDifference { kind, item, name, before, after })
        })
        .collect()
}

/// The fields of the quote, besides its lines, that changed: names as in its JSON, in its order (`as_of`,
/// `catalogue_version`, `total_minor`, `renews_on`, …). Empty exactly when the quotes are equal but for their lines.
#[must_use]
pub fn changed_facts(old: &Quote, new: &Quote) -> Vec<&'static str> {
    let facts = [
        ("catalogue_version", old.catalogue_version != new.catalogue_version),
        ("as_of", old.as_of != new.as_of),
        ("request", old.request != new.request),
        ("currency", old.currency != new.currency),
        ("subtotal_minor", old.subtotal_minor != new.subtotal_minor),
        ("discount_minor", old.discount_minor != new.discount_minor),
        ("tax_minor", old.tax_minor != new.tax_minor),
        ("total_minor", old.total_minor != new.total_minor),
        ("discount", old.discount != new.discount),
        ("tax", old.tax != new.tax),
        ("tax_facts", old.tax_facts != new.tax_facts),
        ("renews_on", old.renews_on != new.renews_on),
        ("renewal_total_minor", old.renewal_total_minor != new.renewal_total_minor),
    ];
    facts.into_iter().filter_map(|(name, changed)| changed.then_some(name)).collect()
}
