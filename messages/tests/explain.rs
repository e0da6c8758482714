//! Amounts explained in words, for every price model and every treatment of tax.

use domain::catalogue::{PriceModel, Tier, Unit};
use domain::coupon::{CouponDuration, Reduction};
use domain::decimal::Decimal;
use domain::money::{Currency, Money};
use domain::pricing::Derivation;
use domain::quote::{AppliedCoupon, LineKind, QuoteLine, TaxEntry};
use domain::tax::TaxReason;
use domain::term::Term;
use messages::{Locale, Words};

fn en() -> Words {
    Words::new(Locale::En)
}

fn d(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn line(model: &PriceModel, quantity: u32, years: Option<u32>, unit: Unit) -> QuoteLine {
    let derivation = Derivation::of(model, quantity, years).expect("a derivation");
    let amount = derivation.amount(Currency::USD).expect("an amount");
    QuoteLine {
        kind: LineKind::Plan,
        item: "premium".to_owned(),
        name: "Premium".into(),
        quantity,
        unit,
        recurring: true,
        amount_minor: amount.minor,
        discount_minor: 0,
        tax_minor: 0,
        derivation,
    }
}

fn graduated() -> PriceModel {
    let tier = |from, to, unit| Tier { from, to, unit: d(unit) };
    PriceModel::Graduated {
        tiers: vec![tier(1, Some(100), "348"), tier(101, Some(500), "330.6"), tier(501, None, "313.2")],
    }
}

#[test]
fn a_graduated_line_shows_every_step() {
    let line = line(&graduated(), 120, None, Unit::Seat);
    assert_eq!(en().derivation(&line, Currency::USD), "100 seats × $348.00 + 20 seats × $330.60");
    assert_eq!(
        Words::new(Locale::De).derivation(&line, Currency::EUR),
        "100 Plätze × 348,00\u{a0}€ + 20 Plätze × 330,60\u{a0}€"
    );
    assert!(en().explanation(&line, Currency::USD)[0].contains("price step"));
}

#[test]
fn years_multiply_only_when_there_are_several() {
    let unit = PriceModel::PerUnit { unit: d("228") };
    let derivation = |line: &QuoteLine| en().derivation(line, Currency::USD);
    assert_eq!(derivation(&line(&unit, 25, Some(2), Unit::Seat)), "25 seats × $228.00 × 2 years");
    let explained = en().explanation(&line(&unit, 25, Some(2), Unit::Seat), Currency::USD);
    assert_eq!(explained[1], "The yearly price, for each of the 2 years.");
    assert_eq!(derivation(&line(&unit, 1, Some(1), Unit::Seat)), "1 seat × $228.00");
    let two_steps = line(&graduated(), 101, Some(3), Unit::Seat);
    assert_eq!(derivation(&two_steps), "(100 seats × $348.00 + 1 seat × $330.60) × 3 years");
}

#[test]
fn every_other_model_says_how_it_counts() {
    let pack = || Unit::Pack { size: 1000, of: "minutes".into() };
    let mut once = line(&PriceModel::PerUnit { unit: d("10") }, 3, None, pack());
    once.recurring = false;
    assert_eq!(en().derivation(&once, Currency::USD), "3 packs × $10.00");
    assert_eq!(
        en().explanation(&once, Currency::USD),
        ["Every pack costs the same.", "1,000 minutes per pack", "Bought once; not renewed."]
    );
    let package = line(&PriceModel::Package { size: 10, package: d("50") }, 11, None, Unit::Seat);
    assert_eq!(en().derivation(&package, Currency::USD), "2 packages × $50.00");
    let flat = line(&PriceModel::Flat { amount: d("99") }, 7, None, Unit::Seat);
    assert_eq!(en().derivation(&flat, Currency::USD), "$99.00");
    let volume =
        line(&PriceModel::Volume { tiers: vec![Tier { from: 1, to: None, unit: d("3") }] }, 7, None, Unit::Seat);
    assert_eq!(en().derivation(&volume, Currency::USD), "7 seats × $3.00");
    let mut free = line(&PriceModel::Flat { amount: d("0") }, 5, None, Unit::Seat);
    free.derivation = Derivation::free(5);
    assert_eq!(en().explanation(&free, Currency::USD), ["This plan costs nothing."]);
}

#[test]
fn rounding_discount_and_tax_are_said_where_they_happened() {
    let mut line = line(&PriceModel::PerUnit { unit: d("0.333") }, 5, None, Unit::Seat);
    line.discount_minor = 10;
    line.tax_minor = 30;
    assert_eq!(
        en().explanation(&line, Currency::USD),
        [
            "Every seat costs the same.",
            "Exactly $1.665, rounded to $1.67.",
            "Less $0.10 from the coupon.",
            "Plus $0.30 VAT.",
        ]
    );
}

#[test]
fn coupons_say_what_from_what_and_how_long() {
    let mut coupon = AppliedCoupon {
        code: "WELCOME15".to_owned(),
        off: Reduction::Percent(d("15")),
        lasts: CouponDuration::FirstTerm,
        basis_minor: 810_000,
        amount_minor: 121_500,
    };
    let said = en().coupon_explanation(&coupon, Currency::EUR);
    assert!(said.starts_with("WELCOME15: 15% off the first term.") && said.contains("€8,100.00"), "{said}");
    coupon.off = Reduction::Amount(Money::new(10_000, Currency::USD));
    coupon.lasts = CouponDuration::EveryTerm;
    assert!(en().coupon_explanation(&coupon, Currency::USD).starts_with("WELCOME15: $100.00 off every term."));
}

#[test]
fn no_tax_is_explained_too_with_the_words_the_law_demands() {
    let entry = |reason, rate: &str| TaxEntry {
        rate: d(rate),
        basis_minor: 810_000,
        amount_minor: 0,
        reason,
        jurisdiction: "DE".parse().expect("a country"),
    };
    let said = |words: Words, entry: TaxEntry| words.tax_explanation(&entry, Currency::EUR, "Germany");
    assert_eq!(said(en(), entry(TaxReason::Standard, "19")), "VAT of Germany: 19% on €8,100.00.");
    assert!(said(en(), entry(TaxReason::ReverseCharge, "0")).contains("Reverse charge"));
    // § 14a (5) UStG asks for exactly these words on a German document.
    let german = said(Words::new(Locale::De), entry(TaxReason::ReverseCharge, "0"));
    assert!(german.contains("Steuerschuldnerschaft des Leistungsempfängers"));
    assert!(said(en(), entry(TaxReason::CustomerAccounts, "0")).contains("customer accounts"));
    assert!(said(en(), entry(TaxReason::OutsideScope, "0")).contains("Outside"));
}

#[test]
fn terms_are_named() {
    assert_eq!(Term::ALL.map(|term| en().term(term)), ["1 month", "1 year", "2 years", "3 years"]);
}
