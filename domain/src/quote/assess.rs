//! Whether a request can be sold as asked: every rule is asked, every objection kept.

use jiff::civil::Date;

use super::draft::{Draft, FIELDS, Given};
use super::objection::{objection_to_seats, objection_to_term};
use super::refused::QuoteError;
use super::request::QuoteRequest;
use crate::catalogue::{AddOn, Catalogue, Offer, Plan};
use crate::coupon::{Coupon, CouponError, CouponUse};
use crate::money::Currency;
use crate::refusal::Refusal;
use crate::tax::{TaxDecision, TaxRequest, objections_to_id};
use crate::term::Term;

/// A request that can be sold, with everything it names looked up.
pub(super) struct Sale<'a> {
    pub request: QuoteRequest,
    pub plan: &'a Plan,
    pub addons: Vec<(&'a AddOn, u32)>,
    pub coupon: Option<&'a Coupon>,
    pub tax: TaxDecision,
    pub renews_on: Option<Date>,
}

/// Decides the tax for a buyer on a day.
pub(super) type DecideTax<'t> = &'t dyn Fn(&TaxRequest, Date) -> Result<TaxDecision, Vec<Refusal>>;

/// Looks everything up and asks every rule.
pub(super) fn assess<'a>(
    catalogue: &'a Catalogue,
    decide_tax: DecideTax<'_>,
    draft: &Draft,
    redemptions: u32,
) -> Result<Sale<'a>, Vec<Refusal>> {
    let mut assessor = Assessor { catalogue, draft, refusals: draft.refusals.clone() };
    let as_of = assessor.as_of();
    let currency = assessor.currency();
    let plan = assessor.plan();
    if let Some(plan) = plan {
        assessor.seats(plan);
    }
    let term = assessor.term(plan, currency);
    let renews_on = assessor.renews_on(as_of, term.flatten());
    let addons = assessor.addons(plan, term, currency);
    let coupon = assessor.coupon(plan, redemptions);
    let tax = assessor.tax(decide_tax);
    let request = assessor.request();
    let mut refusals = assessor.refusals;
    match (request, plan, tax) {
        (Some(request), Some(plan), Some(tax)) if refusals.is_empty() => {
            Ok(Sale { request, plan, addons, coupon, tax, renews_on })
        }
        _ => {
            refusals.sort_by_key(|refusal| place(refusal.field.as_deref()));
            Err(refusals)
        }
    }
}

/// Where a field stands in a request; unknown ones come last.
fn place(field: Option<&str>) -> usize {
    let name = field.and_then(|field| field.split('.').next());
    FIELDS.iter().position(|&known| Some(known) == name).unwrap_or(FIELDS.len())
}

struct Assessor<'a, 'd> {
    catalogue: &'a Catalogue,
    draft: &'d Draft,
    refusals: Vec<Refusal>,
}

impl<'a> Assessor<'a, '_> {
    fn refuse(&mut self, error: impl Into<Refusal>) {
        self.refusals.push(error.into());
    }

    /// The value of a field that every request needs.
    fn needed<T: Clone>(&mut self, field: &'static str, given: &Given<T>) -> Option<T> {
        if matches!(given, Given::Absent) && !self.draft.unreadable {
            self.refuse(QuoteError::Missing { field });
        }
        given.value().cloned()
    }

    fn as_of(&mut self) -> Option<Date> {
        let as_of = self.needed("as_of", &self.draft.as_of)?;
        let from = self.catalogue.effective_from;
        if as_of < from {
            self.refuse(QuoteError::BeforeCatalogue { from });
        }
        Some(as_of)
    }

    fn currency(&mut self) -> Option<Currency> {
        let currency = self.needed("currency", &self.draft.currency)?;
        if self.catalogue.currencies.contains(&currency) {
            return Some(currency);
        }
        self.refuse(QuoteError::CurrencyNotSold { currency });
        None
    }

    fn plan(&mut self) -> Option<&'a Plan> {
        let id = self.needed("plan", &self.draft.plan)?;
        let Some(plan) = self.catalogue.plan(&id) else {
            self.refuse(QuoteError::PlanUnknown { plan: id });
            return None;
        };
        if !plan.is_self_service() {
            self.refuse(QuoteError::ContactSalesForPlan { plan: id });
        }
        Some(plan)
    }

    fn seats(&mut self, plan: &Plan) {
        let Some(&seats) = self.draft.seats.value() else { return };
        if let Some(objection) = objection_to_seats(plan, seats) {
            self.refuse(objection);
        }
    }

    /// The term, known to be right for the plan (`Some(None)`: rightly none).
    fn term(&mut self, plan: Option<&Plan>, currency: Option<Currency>) -> Option<Option<Term>> {
        let plan = plan?;
        match (&plan.offer, &self.draft.term) {
            (_, Given::Garbled) | (Offer::ContactSales, _) => None,
            (Offer::Free, Given::Absent) => Some(None),
            (offer, &Given::Value(term)) => {
                if let Some(objection) = objection_to_term(plan, term, currency) {
                    self.refuse(objection);
                }
                Some((*offer != Offer::Free).then_some(term))
            }
            (Offer::Paid { .. }, Given::Absent) => {
                self.needed("term", &self.draft.term);
                None
            }
        }
    }

    fn renews_on(&mut self, as_of: Option<Date>, term: Option<Term>) -> Option<Date> {
        let (as_of, term) = (as_of?, term?);
        let renews_on = term.renews_on(as_of);
        if renews_on.is_none() {
            self.refuse(QuoteError::BeyondCalendar);
        }
        renews_on
    }

    fn addons(
        &mut self,
        plan: Option<&Plan>,
        term: Option<Option<Term>>,
        currency: Option<Currency>,
    ) -> Vec<(&'a AddOn, u32)> {
        let draft = self.draft;
        let mut known = Vec::new();
        for (id, quantity) in &draft.addon {
            let Some(addon) = self.catalogue.addon(id) else {
                self.refuse(QuoteError::AddOnUnknown { addon: id.clone() });
                continue;
            };
            if let Some(plan) = plan.filter(|plan| !addon.sold_with(&plan.id)) {
                self.refuse(QuoteError::AddOnNotForPlan { addon: id.clone(), plan: plan.id.clone() });
            }
            if term.is_some_and(|term| !addon.sold_at(term)) {
                self.refuse(QuoteError::AddOnNotForTerm { addon: id.clone() });
            }
            if let Some(currency) = currency.filter(|&currency| addon.price(currency).is_none()) {
                self.refuse(QuoteError::AddOnNotInCurrency { addon: id.clone(), currency });
            }
            if let Some(&quantity) = quantity.value() {
                self.quantity(addon, quantity);
                known.push((addon, quantity));
            }
        }
        known
    }

    fn quantity(&mut self, addon: &AddOn, quantity: u32) {
        let most = self.draft.seats.value().map_or(u32::MAX, |&seats| addon.most(seats));
        if quantity < addon.min {
            self.refuse(QuoteError::AddOnTooFew { addon: addon.id.clone(), min: addon.min });
        } else if quantity > most {
            self.refuse(QuoteError::AddOnTooMany { addon: addon.id.clone(), max: most });
        }
    }

    fn coupon(&mut self, plan: Option<&Plan>, redemptions: u32) -> Option<&'a Coupon> {
        let code = self.draft.coupon.value()?;
        let Some(coupon) = self.catalogue.coupon(code) else {
            self.refuse(CouponError::Unknown { code: code.clone() });
            return None;
        };
        let objections = coupon.objections(&CouponUse {
            plan: plan.map(|plan| plan.id.as_str()),
            seats: self.draft.seats.value().copied(),
            currency: self.draft.currency.value().copied(),
            as_of: self.draft.as_of(),
            redemptions,
        });
        for objection in objections {
            self.refuse(objection);
        }
        if plan.is_some_and(|plan| plan.offer == Offer::Free) {
            self.refuse(CouponError::NothingToLower { code: coupon.code.clone() });
        }
        Some(coupon)
    }

    fn tax(&mut self, decide: DecideTax<'_>) -> Option<TaxDecision> {
        let (business, vat_id) = (self.draft.business.value().copied(), self.draft.vat_id.value());
        let Some(country) = self.needed("country", &self.draft.country) else {
            // What is wrong with an id is mostly wrong in any country: a garbled one must not hide it.
            self.refusals.extend(objections_to_id(business, vat_id.map(String::as_str)));
            return None;
        };
        let request = TaxRequest { country, business, vat_id: vat_id.cloned() };
        // What is wrong with an id is wrong on any day: a garbled day must not hide it.
        let day = self.draft.as_of().unwrap_or(self.catalogue.effective_from);
        match decide(&request, day) {
            Ok(decision) => Some(decision),
            Err(refusals) => {
                self.refusals.extend(refusals);
                None
            }
        }
    }

    /// The request, when all of it is there.
    fn request(&mut self) -> Option<QuoteRequest> {
        let draft = self.draft;
        let seats = self.needed("seats", &draft.seats);
        let addon = draft.addon.iter().map(|(id, quantity)| Some((id.clone(), *quantity.value()?)));
        Some(QuoteRequest {
            plan: draft.plan.value()?.clone(),
            seats: seats?,
            term: draft.term.value().copied(),
            currency: *draft.currency.value()?,
            country: *draft.country.value()?,
            business: draft.business.value().copied(),
            vat_id: draft.vat_id.value().cloned(),
            coupon: draft.coupon.value().cloned(),
            addon: addon.collect::<Option<_>>()?,
            as_of: draft.as_of()?,
        })
    }
}
