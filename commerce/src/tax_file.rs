//! Reads a tax table from TOML, strictly: every fault with its line, column and keys, not only the first.
//!
//! Owns the form of `catalogue/tax.toml`. Guarantees that a table it answers can decide: the seller's country is in it,
//! every jurisdiction has a rate, rates are in the order of their days, each names a source of the same file, and no
//! country counts twice or lies outside the tax. Sources are checked and left in the file: nothing prices by them.

mod walk;

use std::collections::BTreeMap;
use std::fmt;

use domain::country::Country;
use domain::decimal::Decimal;
use domain::tax::{BusinessRule, Jurisdiction, Rate, TaxTable, excluded_territory};
use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use walk::{Node, Walk};

/// The table that a demo taxes by.
pub const DEMO: &str = include_str!("../../catalogue/tax.toml");

/// A fault of the file and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxFileFault {
    /// Counted from 1.
    pub line: usize,
    /// In characters, counted from 1.
    pub column: usize,
    /// The keys that lead there, like `jurisdiction[3].rate[0].percent`; empty for the file itself.
    pub path: String,
    /// What is wrong.
    pub error: TaxFileError,
}

/// What can be wrong with a tax file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaxFileError {
    /// It is no TOML.
    #[error("{message}")]
    Syntax {
        /// What the TOML parser says.
        message: String,
    },
    /// A key that must be there is not.
    #[error("`{key}` is missing")]
    Missing {
        /// The key.
        key: &'static str,
    },
    /// A key that means nothing here.
    #[error("this key means nothing here; known are {known}")]
    UnknownKey {
        /// The keys that do.
        known: String,
    },
    /// A value of another kind.
    #[error("this should be {wanted}, not {found}")]
    WrongType {
        /// The kind that belongs here.
        wanted: &'static str,
        /// The kind that is there.
        found: &'static str,
    },
    /// A text without a word.
    #[error("the text is blank")]
    Blank,
    /// A list without an entry.
    #[error("at least one entry is needed")]
    Empty,
    /// No country code.
    #[error("write an ISO 3166-1 code of two capital letters, like \"DE\"")]
    NotACountry,
    /// No date.
    #[error("write a date like \"2026-11-20\"")]
    NotADate,
    /// No percentage from 0 to 100.
    #[error("write a percentage from 0 to 100 in quotes, like \"25.5\"")]
    NotAPercentage,
    /// No rule for businesses.
    #[error("write \"reverse_charge\", \"customer_accounts\" or \"taxed\"")]
    NotARule,
    /// No address of a page.
    #[error("write the whole address, beginning with https://")]
    NotAnAddress,
    /// A source that the file does not list.
    #[error("the file has no [source.{name}]")]
    NoSuchSource {
        /// Its name.
        name: String,
    },
    /// A country that counts twice.
    #[error("{country} is already in `{first}`")]
    CountryTwice {
        /// Which.
        country: Country,
        /// Where it is first.
        first: String,
    },
    /// A country where nothing is sold.
    #[error("{country} lies outside the tax; it is refused by name and cannot be in the table")]
    Excluded {
        /// Which.
        country: Country,
    },
    /// A rate that begins no later than the one before.
    #[error("this rate must begin after the one before it ({before})")]
    RateOutOfOrder {
        /// The first day of the rate before.
        before: Date,
    },
    /// The seller's country has no rates.
    #[error("there is no [[jurisdiction]] for {seller}, where the seller is established")]
    SellerNotInTable {
        /// The seller's country.
        seller: Country,
    },
}

impl fmt::Display for TaxFileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.error)
    }
}

/// The table in this text.
///
/// # Errors
/// Every fault of the file, in the order of its lines.
pub fn read(text: &str) -> Result<TaxTable, Vec<TaxFileFault>> {
    let mut walk = Walk::new(text);
    let (document, syntax) = DeTable::parse_recoverable(text);
    for error in syntax {
        let start = error.span().map_or(0, |span| span.start);
        walk.fault_at(start, "", TaxFileError::Syntax { message: error.message().to_owned() });
    }
    // After a fault of the syntax the rest of the document is a guess, and its faults would be noise.
    let table = if walk.faults.is_empty() {
        let value = Spanned::new(document.span(), DeValue::Table(document.into_inner()));
        read_table(&mut walk, &Node { value: &value, path: String::new() })
    } else {
        None
    };
    walk.faults.sort_by_key(|fault| (fault.line, fault.column));
    match table {
        Some(table) if walk.faults.is_empty() => Ok(table),
        _ => Err(walk.faults),
    }
}

fn read_table(walk: &mut Walk<'_>, file: &Node<'_>) -> Option<TaxTable> {
    walk.table(file, &["seller", "source", "jurisdiction"])?;
    let sources = read_sources(walk, file);
    let seller_node = walk.required(file, "seller");
    let seller = seller_node.as_ref().and_then(|node| walk.parsed(node, TaxFileError::NotACountry));
    let list = walk.required(file, "jurisdiction").map(|node| walk.list(&node)).unwrap_or_default();
    let mut taken = BTreeMap::new();
    let read: Vec<_> = list.iter().map(|node| read_jurisdiction(walk, node, &sources, &mut taken)).collect();
    if let (Some(seller), Some(node)) = (seller, &seller_node)
        && !taken.contains_key(&seller)
    {
        walk.fault(node, TaxFileError::SellerNotInTable { seller });
    }
    Some(TaxTable { seller: seller?, jurisdictions: read.into_iter().collect::<Option<_>>()? })
}

/// The names of the sources, each of which says what it is, where it is, and when it was read.
fn read_sources(walk: &mut Walk<'_>, file: &Node<'_>) -> Vec<String> {
    let Some(all) = walk.required(file, "source") else { return Vec::new() };
    let Some(table) = all.value.get_ref().as_table() else {
        walk.table(&all, &[]);
        return Vec::new();
    };
    let names: Vec<String> = table.keys().map(|key| key.get_ref().to_string()).collect();
    for name in &names {
        let Some(source) = walk.optional(&all, name) else { continue };
        walk.table(&source, &["title", "url", "consulted"]);
        if let Some(title) = walk.required(&source, "title") {
            walk.text(&title);
        }
        if let Some(url) = walk.required(&source, "url")
            && walk.text(&url).is_some_and(|text| !text.starts_with("https://"))
        {
            walk.fault(&url, TaxFileError::NotAnAddress);
        }
        if let Some(consulted) = walk.required(&source, "consulted") {
            walk.parsed::<Date>(&consulted, TaxFileError::NotADate);
        }
    }
    names
}

fn read_jurisdiction(
    walk: &mut Walk<'_>,
    node: &Node<'_>,
    sources: &[String],
    taken: &mut BTreeMap<Country, String>,
) -> Option<Jurisdiction> {
    walk.table(node, &["country", "also", "business", "rate"])?;
    let country = walk.required(node, "country").and_then(|node| read_country(walk, &node, taken));
    let also = walk.optional(node, "also").map(|node| walk.list(&node)).unwrap_or_default();
    let also: Vec<_> = also.iter().map(|node| read_country(walk, node, taken)).collect();
    let business = walk.required(node, "business").and_then(|node| read_rule(walk, &node));
    let rates = walk.required(node, "rate").and_then(|node| read_rates(walk, &node, sources));
    Some(Jurisdiction {
        country: country?,
        also: also.into_iter().collect::<Option<_>>()?,
        business: business?,
        rates: rates?,
    })
}

/// A country that is not in the table yet and can be in it.
fn read_country(walk: &mut Walk<'_>, node: &Node<'_>, taken: &mut BTreeMap<Country, String>) -> Option<Country> {
    let country: Country = walk.parsed(node, TaxFileError::NotACountry)?;
    if excluded_territory(country, None).is_some() {
        walk.fault(node, TaxFileError::Excluded { country });
    }
    if let Some(first) = taken.get(&country).cloned() {
        walk.fault(node, TaxFileError::CountryTwice { country, first });
    } else {
        taken.insert(country, node.path.clone());
    }
    Some(country)
}

fn read_rule(walk: &mut Walk<'_>, node: &Node<'_>) -> Option<BusinessRule> {
    let rule = match walk.text(node)? {
        "reverse_charge" => BusinessRule::ReverseCharge,
        "customer_accounts" => BusinessRule::CustomerAccounts,
        "taxed" => BusinessRule::Taxed,
        _ => {
            walk.fault(node, TaxFileError::NotARule);
            return None;
        }
    };
    Some(rule)
}

fn read_rates(walk: &mut Walk<'_>, node: &Node<'_>, sources: &[String]) -> Option<Vec<Rate>> {
    let list = walk.list(node);
    if list.is_empty() {
        walk.fault(node, TaxFileError::Empty);
    }
    let mut rates: Vec<Option<Rate>> = Vec::new();
    for entry in &list {
        let rate = read_rate(walk, entry, sources);
        let before = rates.last().and_then(|before| before.as_ref().map(|before| before.from));
        if let (Some(rate), Some(before)) = (&rate, before)
            && rate.from <= before
        {
            walk.fault(entry, TaxFileError::RateOutOfOrder { before });
        }
        rates.push(rate);
    }
    rates.into_iter().collect()
}

fn read_rate(walk: &mut Walk<'_>, node: &Node<'_>, sources: &[String]) -> Option<Rate> {
    walk.table(node, &["from", "percent", "source", "law"])?;
    let from = walk.required(node, "from").and_then(|node| walk.parsed(&node, TaxFileError::NotADate));
    let percent = walk.required(node, "percent").and_then(|node| read_percentage(walk, &node));
    if let Some(source) = walk.required(node, "source")
        && let Some(name) = walk.text(&source)
        && !sources.iter().any(|known| known == name)
    {
        walk.fault(&source, TaxFileError::NoSuchSource { name: name.to_owned() });
    }
    if let Some(law) = walk.required(node, "law") {
        walk.text(&law);
    }
    Some(Rate { from: from?, percent: percent? })
}

fn read_percentage(walk: &mut Walk<'_>, node: &Node<'_>) -> Option<Decimal> {
    let percent: Decimal = walk.parsed(node, TaxFileError::NotAPercentage)?;
    if percent.is_negative() || percent > Decimal::from(100) {
        walk.fault(node, TaxFileError::NotAPercentage);
        return None;
    }
    Some(percent)
}

#[cfg(test)]
mod tests;
