//! Catalogues as files: TOML written by hand, read strictly, every problem with its line and its keys.
//!
//! [`read`] gives a catalogue that has passed [`domain::catalogue::check`], or everything that is wrong with the file: what
//! is no TOML, keys that nobody reads, values of the wrong kind, and every fault of the catalogue itself at the line it
//! comes from. The format is documented by the demo catalogue, `catalogue/demo.toml`. This module must not know where files
//! lie.

mod addon;
mod coupon;
mod feature;
mod plan;
mod price;
mod problem;
mod sheet;
mod span;

use domain::catalogue::{self, Catalogue, ChangePolicy, ChangeTime};
use jiff::civil::Date;

pub use problem::{Expected, Fault, Problem};
use sheet::{Sheet, Table};

/// The catalogue that a demo sells from.
pub const DEMO: &str = include_str!("../../catalogue/demo.toml");

/// The format that this program reads; a file names it, so that a later one can be told apart.
const FORMAT: u32 = 1;

/// Reads one version of the catalogue.
///
/// # Errors
/// Everything that is wrong with it, in the order of the lines.
pub fn read(text: &str) -> Result<Catalogue, Vec<Problem>> {
    let document = sheet::parse(text);
    let sheet = Sheet::new(text, &document);
    let catalogue = whole(sheet.root());
    for fault in catalogue::check(&catalogue) {
        sheet.report_fault(fault);
    }
    let problems = sheet.into_problems();
    if problems.is_empty() { Ok(catalogue) } else { Err(problems) }
}

/// As much of the catalogue as can be read; what cannot is reported and left out.
fn whole(mut root: Table<'_>) -> Catalogue {
    if let Some(format) = root.need("format")
        && format.whole().is_some_and(|number| number != FORMAT)
    {
        format.fault(Fault::OtherFormat { known: FORMAT });
    }
    let version = root.need("version").and_then(|field| field.text()).unwrap_or_default().to_owned();
    let effective_from = root.need("effective_from").and_then(|field| field.date()).unwrap_or(Date::ZERO);
    let languages = root.need("languages").map(|field| field.list_of(Expected::Text)).unwrap_or_default();
    let currencies = root.need("currencies").map(|field| field.list_of(Expected::Currency)).unwrap_or_default();
    let terms = root.need("terms").map(|field| field.list_of(Expected::Term)).unwrap_or_default();
    let changes = changes(root.need("changes").and_then(|field| field.table()));
    let catalogue = Catalogue {
        version,
        effective_from,
        languages,
        currencies,
        terms,
        changes,
        plans: plan::plans(root.tables("plan")),
        addons: root.tables("addon").into_iter().map(|(id, table)| addon::addon(id, table)).collect(),
        coupons: root.tables("coupon").into_iter().map(|(code, table)| coupon::coupon(code, table)).collect(),
        feature_groups: feature::matrix(root.tables("group"), root.tables("feature")),
    };
    root.close();
    catalogue
}

fn changes(table: Option<Table<'_>>) -> ChangePolicy {
    let mut table = table;
    let mut time = |key| {
        let field = table.as_mut().and_then(|table| table.need(key));
        field.and_then(|field| field.choice(&[("now", ChangeTime::Now), ("at_renewal", ChangeTime::AtRenewal)]))
    };
    let policy = ChangePolicy {
        upgrade: time("upgrade").unwrap_or(ChangeTime::Now),
        downgrade: time("downgrade").unwrap_or(ChangeTime::AtRenewal),
        seats_added: time("seats_added").unwrap_or(ChangeTime::Now),
        seats_removed: time("seats_removed").unwrap_or(ChangeTime::AtRenewal),
    };
    if let Some(table) = table {
        table.close();
    }
    policy
}

#[cfg(test)]
mod tests;
