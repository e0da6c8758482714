//! Price models in a catalogue file: how a plan or an add-on is priced, and the single prices.

use domain::catalogue::{CatalogueError, PriceModel, Tier};
use domain::decimal::Decimal;

use super::problem::{Expected, Fault};
use super::sheet::{Field, Table};

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
    /// Tiers as discounts on a list price, shared by every price that is written as one.
    tiers: Vec<SharedTier>,
    /// Where those tiers would stand.
    tiers_path: String,
    /// Units in a package.
    package: u32,
}

/// A tier whose price is the list price less so many percent.
struct SharedTier {
    from: u32,
    to: Option<u32>,
    less: Decimal,
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
            tiers: shared_tiers(&tiers),
            tiers_path: format!("{}.tiers", table.path),
            package: package.unwrap_or(1),
        }
    }

    /// One price: a decimal in quotes or, for tiers with prices of their own, a list of tiers.
    pub(super) fn model(&self, cell: &Field<'_>) -> Option<PriceModel> {
        let tiers = match self.model {
            ModelWord::Flat => return Some(PriceModel::Flat { amount: cell.decimal()? }),
            ModelWord::PerUnit => return Some(PriceModel::PerUnit { unit: cell.decimal()? }),
            ModelWord::Package => return Some(PriceModel::Package { size: self.package, package: cell.decimal()? }),
            ModelWord::Graduated | ModelWord::Volume if cell.is_list() => own_tiers(cell)?,
            ModelWord::Graduated | ModelWord::Volume => self.discounted(cell)?,
        };
        Some(if self.model == ModelWord::Volume {
            PriceModel::Volume { tiers }
        } else {
            PriceModel::Graduated { tiers }
        })
    }

    /// The shared tiers at a list price.
    fn discounted(&self, cell: &Field<'_>) -> Option<Vec<Tier>> {
        let list = cell.decimal()?;
        if self.tiers.is_empty() {
            cell.sheet.report(&self.tiers_path, Fault::Missing { key: "tiers".to_owned() });
            return Some(vec![Tier { from: 1, to: None, unit: list }]);
        }
        let unit = |tier: &SharedTier| list.checked_sub(tier.less.percent_of(list)?);
        let tier = |tier: &SharedTier| Some(Tier { from: tier.from, to: tier.to, unit: unit(tier)? });
        let tiers = self.tiers.iter().map(tier).collect::<Option<_>>();
        tiers.or_else(|| cell.wrong(Expected::Decimal))
    }
}

/// The shared tiers. Where one cannot be read, a single tier stands in for all, so that no gap is reported as well.
fn shared_tiers(fields: &[Field<'_>]) -> Vec<SharedTier> {
    let read: Vec<_> = fields.iter().map(shared_tier).collect();
    let tiers: Option<Vec<_>> = read.into_iter().collect();
    tiers.unwrap_or_else(|| vec![SharedTier { from: 1, to: None, less: Decimal::ZERO }])
}

fn shared_tier(field: &Field<'_>) -> Option<SharedTier> {
    let mut table = field.table()?;
    let from = table.need("from").and_then(|field| field.whole());
    let to = table.get("to").map(|field| field.whole());
    let less = table.get("less").map_or(Some(Decimal::ZERO), |field| percent_off(&field));
    table.close();
    Some(SharedTier { from: from?, to: to.map_or(Some(None), |to| to.map(Some))?, less: less? })
}

/// A percentage between nothing and everything.
fn percent_off(field: &Field<'_>) -> Option<Decimal> {
    let percent = field.decimal()?;
    if percent.is_negative() || percent > Decimal::from(100) {
        return field.rule(CatalogueError::PercentOutside { percent });
    }
    Some(percent)
}

/// Tiers with prices of their own; `None` where one cannot be read.
fn own_tiers(cell: &Field<'_>) -> Option<Vec<Tier>> {
    let read: Vec<_> = cell.list()?.iter().map(own_tier).collect();
    read.into_iter().collect()
}

fn own_tier(field: &Field<'_>) -> Option<Tier> {
    let mut table = field.table()?;
    let from = table.need("from").and_then(|field| field.whole());
    let to = table.get("to").map(|field| field.whole());
    let unit = table.need("unit").and_then(|field| field.decimal());
    table.close();
    Some(Tier { from: from?, to: to.map_or(Some(None), |to| to.map(Some))?, unit: unit? })
}
