//! A request before it is known to be one: each field given, absent or garbled, with every garbled one already named.

use std::str::FromStr;

use jiff::civil::Date;

use super::assess::{self, DecideTax};
use super::{Quote, QuoteRequest, build};
use crate::catalogue::Catalogue;
use crate::country::Country;
use crate::iso;
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::tax::{self, TaxTable};
use crate::term::Term;

mod node;

use node::Node;

/// The fields of a request, in the order in which refusals are given.
pub(super) const FIELDS: [&str; 10] =
    ["plan", "seats", "term", "currency", "country", "business", "vat_id", "coupon", "addon", "as_of"];

/// A field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Given<T> {
    /// Not there, null or blank.
    Absent,
    /// There, but not to be understood; a refusal says so.
    Garbled,
    /// There.
    Value(T),
}

/// A request as far as it could be understood.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(super) plan: Given<String>,
    pub(super) seats: Given<u32>,
    pub(super) term: Given<Term>,
    pub(super) currency: Given<Currency>,
    pub(super) country: Given<Country>,
    pub(super) business: Given<bool>,
    pub(super) vat_id: Given<String>,
    pub(super) coupon: Given<String>,
    pub(super) addon: Vec<(String, Given<u32>)>,
    pub(super) as_of: Given<Date>,
    /// What could not be understood.
    pub(super) refusals: Vec<Refusal>,
    /// Whether nothing at all was understood: then no field is missed.
    pub(super) unreadable: bool,
}

impl<T> Given<T> {
    /// The value, where there is one.
    pub(super) const fn value(&self) -> Option<&T> {
        if let Self::Value(value) = self { Some(value) } else { None }
    }

    fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl Draft {
    /// Reads a request from JSON text. Never fails: what is wrong with it comes out of [`Self::quote`], all at once.
    #[must_use]
    pub fn from_json(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(Node::Object(members)) => Self::from_members(members),
            Ok(_) => Self::unreadable(1),
            Err(error) => Self::unreadable(i64::try_from(error.column()).unwrap_or_default()),
        }
    }

    /// A request that is no JSON object, from this column on.
    fn unreadable(column: i64) -> Self {
        let refusals = vec![Refusal::new("request_malformed").with("column", column)];
        Self { refusals, unreadable: true, ..Self::from_members(Vec::new()) }
    }

    fn from_members(members: Vec<(String, Node)>) -> Self {
        let mut reader = Reader { members, refusals: Vec::new() };
        let mut draft = Self {
            plan: reader.text("plan"),
            seats: reader.field("seats", whole),
            term: reader.parsed("term"),
            currency: reader.parsed("currency"),
            country: reader.parsed("country"),
            business: reader.field("business", |node| if let Node::Bool(value) = node { Some(value) } else { None }),
            vat_id: reader.text("vat_id"),
            coupon: reader.text("coupon"),
            addon: reader.addon(),
            as_of: reader.field("as_of", |node| iso::read_date(&text(node)?)),
            refusals: Vec::new(),
            unreadable: false,
        };
        reader.refuse_the_rest();
        draft.refusals = reader.refusals;
        draft
    }

    /// The day of the purchase, where it was understood: it decides which catalogue version applies.
    #[must_use]
    pub fn as_of(&self) -> Option<Date> {
        self.as_of.value().copied()
    }

    /// The coupon code as typed, where there is one: its redemptions are to be counted.
    #[must_use]
    pub fn coupon(&self) -> Option<&str> {
        self.coupon.value().map(String::as_str)
    }

    /// Prices the request; see [`super::quote`].
    ///
    /// # Errors
    /// Every reason at once, in the order of the request's fields.
    pub fn quote(&self, catalogue: &Catalogue, tax_table: &TaxTable, redemptions: u32) -> Result<Quote, Vec<Refusal>> {
        self.quote_deciding_tax(catalogue, &|request, as_of| tax::decide(tax_table, request, as_of), redemptions)
    }

    /// The same with the tax decided by a function.
    pub(super) fn quote_deciding_tax(
        &self,
        catalogue: &Catalogue,
        decide_tax: DecideTax<'_>,
        redemptions: u32,
    ) -> Result<Quote, Vec<Refusal>> {
        let sale = assess::assess(catalogue, decide_tax, self, redemptions)?;
        build::build(catalogue, sale).map_err(|error| vec![error.into()])
    }
}

impl From<&QuoteRequest> for Draft {
    fn from(request: &QuoteRequest) -> Self {
        let text = |text: &Option<String>| Given::from_option(text.clone().filter(|text| !text.trim().is_empty()));
        Self {
            plan: Given::Value(request.plan.clone()),
            seats: Given::Value(request.seats),
            term: Given::from_option(request.term),
            currency: Given::Value(request.currency),
            country: Given::Value(request.country),
            business: Given::from_option(request.business),
            vat_id: text(&request.vat_id),
            coupon: text(&request.coupon),
            addon: request.addon.iter().map(|(id, &quantity)| (id.clone(), Given::Value(quantity))).collect(),
            as_of: Given::Value(request.as_of),
            refusals: Vec::new(),
            unreadable: false,
        }
    }
}

/// Takes the fields out of a JSON object one by one; what is left in the end is unknown or there twice.
struct Reader {
    members: Vec<(String, Node)>,
    refusals: Vec<Refusal>,
}

impl Reader {
    fn take(&mut self, name: &str) -> Node {
        let index = self.members.iter().position(|(member, _)| member == name);
        index.map_or(Node::Null, |index| self.members.remove(index).1)
    }

    fn field<T>(&mut self, name: &str, read: impl FnOnce(Node) -> Option<T>) -> Given<T> {
        match self.take(name) {
            Node::Null => Given::Absent,
            node => read(node).map_or_else(|| self.garbled(name), Given::Value),
        }
    }

    fn garbled<T>(&mut self, name: &str) -> Given<T> {
        // An id that is a text but malformed is the tax rules' to refuse, with the facts that its sentence needs.
        let refusal =
            if name == "vat_id" { Refusal::new("vat_id_not_text") } else { Refusal::new(&format!("{name}_malformed")) };
        self.refusals.push(refusal.on(name));
        Given::Garbled
    }

    fn text(&mut self, name: &str) -> Given<String> {
        let given = self.field(name, text);
        if given.value().is_some_and(|text| text.trim().is_empty()) { Given::Absent } else { given }
    }

    fn parsed<T: FromStr>(&mut self, name: &str) -> Given<T> {
        self.field(name, |node| text(node)?.parse().ok())
    }

    fn addon(&mut self) -> Vec<(String, Given<u32>)> {
        let entries = match self.take("addon") {
            Node::Null => Vec::new(),
            Node::Object(entries) => entries,
            _ => {
                let _: Given<()> = self.garbled("addon");
                Vec::new()
            }
        };
        let mut addon: Vec<(String, Given<u32>)> = Vec::new();
        for (id, node) in entries {
            let field = format!("addon.{id}");
            if addon.iter().any(|(known, _)| *known == id) {
                self.refusals.push(Refusal::new("field_repeated").on(&field).with("name", field.as_str()));
                continue;
            }
            let quantity = whole(node).map_or(Given::Garbled, Given::Value);
            if quantity == Given::Garbled {
                self.refusals.push(Refusal::new("addon_malformed").on(&field).with("addon", id.as_str()));
            }
            addon.push((id, quantity));
        }
        addon.sort_by(|(a, _), (b, _)| a.cmp(b));
        addon
    }

    fn refuse_the_rest(&mut self) {
        for (name, _) in &self.members {
            let code = if FIELDS.contains(&name.as_str()) { "field_repeated" } else { "field_unknown" };
            self.refusals.push(Refusal::new(code).on(name).with("name", name.as_str()));
        }
    }
}

fn text(node: Node) -> Option<String> {
    if let Node::Text(text) = node { Some(text) } else { None }
}

/// A whole number from zero on. One too large to hold counts as the largest, which no plan and no add-on allows.
fn whole(node: Node) -> Option<u32> {
    if let Node::Whole(number) = node { Some(u32::try_from(number).unwrap_or(u32::MAX)) } else { None }
}
