//! Price models in a catalogue file: how a plan or an add-on is priced, and the single prices.

use domain::catalogue::{CatalogueError, PriceModel, Tier, objection_to_price};
use domain::decimal::Decimal;
use domain::money::Currency;

use super::problem::{Expected, Fault};
use super::sheet::{Field, Table};
use super::span::{Span, spans};

/// The word for a price model.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ModelWord {
    Flat,
    PerUnit,
    Graduated,
    Volume,
    Package,
}

/// How the prices of one plan or add-on are meant.
pub(super) struct Pricing {
    model: ModelWord,
    /// Tiers as percentages off a list price, shared by every price that is written as one.
    tiers: Vec<Span>,
    /// Where those tiers would stand.
    tiers_path: String,
    /// Units in a package.
    package: u32,
}

impl Pricing {
    /// Reads `model`, and `tiers` or `package` where the model has them. Without a `default`, `model` has to be there.
    pub(super) fn of(table: &mut Table<'_>, default: Option<ModelWord>) -> Self {
        let words = [
            ("flat", ModelWord::Flat),
            ("per_unit", ModelWord::PerUnit),
            ("graduated", ModelWord::Graduated),
            ("volume", ModelWord::Volume),
            ("package", ModelWord::Package),
        ];
        let field = if default.is_some() { table.get("model") } else { table.need("model") };
        let model = field.and_then(|field| field.choice(&words)).or(default).unwrap_or(ModelWord::PerUnit);
        let tiered = matches!(model, ModelWord::Graduated | ModelWord::Volume);
        let tiers =
            if tiered { table.get("tiers").and_then(|field| field.list()).unwrap_or_default() } else { Vec::new() };
        let package =
            if model == ModelWord::Package { table.need("package").and_then(|field| field.whole()) } else { None };
        Self {
            model,
            tiers: spans(&tiers, Decimal::ZERO, less),
            tiers_path: format!("{}.tiers", table.path),
            package: package.unwrap_or(1),
        }
    }

    /// One price: a decimal in quotes or, for tiers with prices of their own, a list of tiers. What cannot be read is
    /// reported, and something payable stands in for it, so that a price that is there is not missing as well.
    pub(super) fn model(&self, cell: &Field<'_>, currency: Option<Currency>) -> PriceModel {
        let decimal = || cell.decimal().unwrap_or(Decimal::ONE);
        match self.model {
            ModelWord::Flat => PriceModel::Flat { amount: decimal() },
            ModelWord::PerUnit => PriceModel::PerUnit { unit: decimal() },
            ModelWord::Package => PriceModel::Package { size: self.package, package: decimal() },
            ModelWord::Graduated => PriceModel::Graduated { tiers: self.tiers(cell, currency) },
            ModelWord::Volume => PriceModel::Volume { tiers: self.tiers(cell, currency) },
        }
    }

    /// The tiers of one price: its own, or the shared ones at its list price.
    fn tiers(&self, cell: &Field<'_>, currency: Option<Currency>) -> Vec<Tier> {
        if cell.is_list() {
            return own_tiers(cell);
        }
        let list = list_price(cell, currency);
        if self.tiers.is_empty() {
            cell.sheet.report(&self.tiers_path, Fault::Missing { key: "tiers".to_owned() });
            return vec![Tier { from: 1, to: None, unit: list }];
        }
        let unit = |less: Decimal| list.checked_sub(less.percent_of(list)?);
        let tier = |span: &Span| Some(Tier { from: span.from, to: span.to, unit: unit(span.value)? });
        let tiers: Option<_> = self.tiers.iter().map(tier).collect();
        tiers.or_else(|| cell.wrong(Expected::Decimal)).unwrap_or_default()
    }
}

/// A list price that shared tiers lower. It is judged here, where it stands: the catalogue knows its tiers only, which are
/// written elsewhere and for every currency and term at once.
fn list_price(cell: &Field<'_>, currency: Option<Currency>) -> Decimal {
    let Some(list) = cell.decimal() else { return Decimal::ONE };
    match currency.and_then(|currency| objection_to_price(list, currency)) {
        Some(error) => cell.rule(error).unwrap_or(Decimal::ONE),
        None => list,
    }
}

/// How many percent less than the list price the tier costs; nothing where it does not say.
fn less(table: &mut Table<'_>) -> Option<Decimal> {
    table.get("less").map_or(Some(Decimal::ZERO), |field| percent_off(&field))
}

/// A percentage between nothing and everything.
fn percent_off(field: &Field<'_>) -> Option<Decimal> {
    let percent = field.decimal()?;
    if percent.is_negative() || percent > Decimal::from(100) {
        return field.rule(CatalogueError::PercentOutside { percent });
    }
    Some(percent)
}

/// Tiers with prices of their own.
fn own_tiers(cell: &Field<'_>) -> Vec<Tier> {
    let unit = |table: &mut Table<'_>| table.need("unit").and_then(|field| field.decimal());
    let spans = spans(&cell.list().unwrap_or_default(), Decimal::ONE, unit);
    spans.into_iter().map(|Span { from, to, value: unit }| Tier { from, to, unit }).collect()
}
