//! Why a quote's amounts are what they are, in words: the derivation of each line, the coupon, the tax.
//!
//! Says only what the quote itself knows; computes nothing but how it is written.

use domain::catalogue::{AddOn, Charge, Unit};
use domain::coupon::{CouponDuration, Reduction};
use domain::money::{Currency, Money};
use domain::pricing::{Derivation, Method, Step};
use domain::quote::{AppliedCoupon, Quote, QuoteLine, TaxEntry};
use domain::tax::TaxReason;
use domain::term::Term;

use crate::words::Words;

impl Words {
    /// The length of a term: “1 month”, “2 years”.
    #[must_use]
    pub fn term(self, term: Term) -> String {
        term.years().map_or_else(|| self.common_months(term.months()), |years| self.common_years(years))
    }

    /// A quantity of something: “25 seats”, “3 packs”.
    #[must_use]
    pub fn quantity(self, unit: &Unit, quantity: u32) -> String {
        match unit {
            Unit::Seat => self.quote_units_seats(quantity),
            Unit::Pack { .. } => self.quote_units_packs(quantity),
        }
    }

    /// What one of an add-on costs, and whether that comes again: “$228.00 per seat and year”. Empty where it is not sold in
    /// the currency.
    #[must_use]
    pub fn addon_price(self, addon: &AddOn, currency: Currency) -> String {
        let Some(price) = addon.price(currency) else { return String::new() };
        let amount = self.decimal_money(price.model.list_price(), currency);
        match (&addon.unit, addon.charge) {
            (Unit::Seat, _) => self.plans_addon_per_seat_year(amount),
            (Unit::Pack { .. }, Charge::Yearly) => self.plans_addon_per_pack_year(amount),
            (Unit::Pack { .. }, Charge::OneOff) => self.plans_addon_per_pack_once(amount),
        }
    }

    /// How the line's amount before discount and tax comes about: “100 seats × $348.00 + 20 seats × $330.60”.
    #[must_use]
    pub fn derivation(self, line: &QuoteLine, currency: Currency) -> String {
        let derivation = &line.derivation;
        match derivation.model {
            Method::Free => self.quote_explain_free().to_owned(),
            Method::Flat | Method::PerUnit | Method::Graduated | Method::Volume | Method::Package => {
                let steps = derivation.steps.iter().map(|step| self.step(derivation, step, &line.unit, currency));
                let steps: Vec<String> = steps.collect();
                self.over_years(&steps, derivation.years)
            }
        }
    }

    fn step(self, derivation: &Derivation, step: &Step, unit: &Unit, currency: Currency) -> String {
        let price = self.decimal_money(step.unit_price, currency);
        match derivation.model {
            Method::Flat | Method::Free => price,
            Method::Package => self.quote_step(self.quote_units_packages(step.quantity), price),
            Method::PerUnit | Method::Graduated | Method::Volume => {
                self.quote_step(self.quantity(unit, step.quantity), price)
            }
        }
    }

    /// The steps added up, times the years where a yearly price is charged for several.
    fn over_years(self, steps: &[String], years: Option<u32>) -> String {
        let sum = steps.join(" + ");
        match (years, steps) {
            (None | Some(1), _) => sum,
            (Some(years), [_]) => self.quote_step(sum, self.common_years(years)),
            (Some(years), _) => self.quote_step(format!("({sum})"), self.common_years(years)),
        }
    }

    /// What there is to say about a line besides its derivation: the price model, rounding, discount, tax.
    #[must_use]
    pub fn explanation(self, line: &QuoteLine, currency: Currency) -> Vec<String> {
        let money = |minor| self.money(Money::new(minor, currency));
        let mut sentences = vec![self.price_model(line)];
        if let Unit::Pack { size, of } = &line.unit {
            let of = of.in_language(self.locale().code());
            sentences.push(self.quote_pack_holds(self.number(i64::from(*size)), of));
        }
        let several = line.derivation.years.filter(|years| *years > 1);
        sentences.extend(several.map(|years| self.quote_explain_yearly(years)));
        let amount = Money::new(line.amount_minor, currency);
        if !line.derivation.rounding(amount).is_zero() {
            let exact = self.decimal_money(line.derivation.exact, currency);
            sentences.push(self.quote_explain_rounded(exact, self.money(amount)));
        }
        if line.discount_minor > 0 {
            sentences.push(self.quote_explain_discount(money(line.discount_minor)));
        }
        if line.tax_minor > 0 {
            sentences.push(self.quote_explain_tax(money(line.tax_minor)));
        }
        if !line.recurring && line.derivation.model != Method::Free {
            sentences.push(self.quote_explain_once().to_owned());
        }
        sentences
    }

    fn price_model(self, line: &QuoteLine) -> String {
        match (line.derivation.model, &line.unit) {
            (Method::Free, _) => self.quote_explain_free().to_owned(),
            (Method::Flat, _) => self.quote_explain_flat().to_owned(),
            (Method::PerUnit, Unit::Seat) => self.quote_explain_per_unit_seats().to_owned(),
            (Method::PerUnit, Unit::Pack { .. }) => self.quote_explain_per_unit_packs().to_owned(),
            (Method::Graduated, _) => self.quote_explain_graduated().to_owned(),
            (Method::Volume, _) => self.quote_explain_volume().to_owned(),
            (Method::Package, _) => {
                let size = line.derivation.package_size.unwrap_or(1);
                self.quote_explain_package(self.number(i64::from(size)))
            }
        }
    }

    /// What the coupon takes off, from what, and for how long.
    #[must_use]
    pub fn coupon_explanation(self, coupon: &AppliedCoupon, currency: Currency) -> String {
        let basis = self.money(Money::new(coupon.basis_minor, currency));
        let code = &coupon.code;
        match (coupon.off, coupon.lasts) {
            (Reduction::Percent(percent), CouponDuration::FirstTerm) => {
                self.quote_discount_percent_first(code, self.percent(percent), basis)
            }
            (Reduction::Percent(percent), CouponDuration::EveryTerm) => {
                self.quote_discount_percent_every(code, self.percent(percent), basis)
            }
            (Reduction::Amount(amount), CouponDuration::FirstTerm) => {
                self.quote_discount_amount_first(code, self.money(amount), basis)
            }
            (Reduction::Amount(amount), CouponDuration::EveryTerm) => {
                self.quote_discount_amount_every(code, self.money(amount), basis)
            }
        }
    }

    /// How the plan renews, beside the amount: with VAT, or without where none is charged.
    #[must_use]
    pub fn then_note(self, quote: &Quote) -> &'static str {
        if quote.is_taxed() { self.checkout_then_note() } else { self.checkout_then_note_untaxed() }
    }

    /// Why this tax: the rate, or the words that the law demands where there is none. `country` is the name of the
    /// entry's jurisdiction, which the browser has from the server.
    #[must_use]
    pub fn tax_explanation(self, tax: &TaxEntry, currency: Currency, country: &str) -> String {
        match tax.reason {
            TaxReason::Standard => {
                let basis = self.money(Money::new(tax.basis_minor, currency));
                self.quote_tax_standard(country, self.percent(tax.rate), basis)
            }
            TaxReason::ReverseCharge => self.quote_tax_reverse_charge().to_owned(),
            TaxReason::CustomerAccounts => self.quote_tax_customer_accounts().to_owned(),
            TaxReason::OutsideScope => self.quote_tax_outside_scope().to_owned(),
        }
    }
}
