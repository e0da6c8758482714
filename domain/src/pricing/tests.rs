use proptest::prelude::*;

use super::*;
use crate::catalogue::{BeyondSeats, Price, SeatRange};

fn d(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn tiers() -> Vec<Tier> {
    vec![
        Tier { from: 1, to: Some(100), unit: d("348.00") },
        Tier { from: 101, to: Some(500), unit: d("330.60") },
        Tier { from: 501, to: None, unit: d("313.20") },
    ]
}

fn exact(model: &PriceModel, quantity: u32) -> Decimal {
    Derivation::of(model, quantity, None).expect("an amount").exact
}

#[test]
fn graduated_adds_the_tiers() {
    let derivation = Derivation::of(&PriceModel::Graduated { tiers: tiers() }, 120, None).expect("an amount");
    let expected = [Step { quantity: 100, unit_price: d("348") }, Step { quantity: 20, unit_price: d("330.6") }];
    assert_eq!(derivation.steps, expected);
    assert_eq!(derivation.exact, d("41412"));
    assert_eq!(derivation.amount(Currency::USD), Ok(Money::new(4_141_200, Currency::USD)));
}

#[test]
fn volume_prices_every_unit_at_the_tier_reached() {
    let model = PriceModel::Volume { tiers: tiers() };
    assert_eq!(exact(&model, 100), d("34800"));
    assert_eq!(exact(&model, 101), d("33390.6"));
    assert_eq!(exact(&model, 501), d("156913.2"));
}

#[test]
fn packages_are_whole() {
    let model = PriceModel::Package { size: 10, package: d("99") };
    assert_eq!([1, 10, 11].map(|quantity| exact(&model, quantity)), [d("99"), d("99"), d("198")]);
}

#[test]
fn flat_and_yearly() {
    assert_eq!(exact(&PriceModel::Flat { amount: d("500") }, 77), d("500"));
    let yearly = Derivation::of(&PriceModel::PerUnit { unit: d("228.00") }, 25, Some(2)).expect("an amount");
    assert_eq!((yearly.exact, yearly.years), (d("11400"), Some(2)));
}

#[test]
fn a_line_is_rounded_once_from_exact_unit_prices() {
    let derivation = Derivation::of(&PriceModel::PerUnit { unit: d("192.2325") }, 3, None).expect("an amount");
    let amount = derivation.amount(Currency::KWD).expect("fits");
    assert_eq!(amount, Money::new(576_698, Currency::KWD));
    assert_eq!(derivation.rounding(amount), d("0.0005"));
}

#[test]
fn refuses_amounts_that_no_reader_understands() {
    let model = PriceModel::Flat { amount: d("90071992547409.92") };
    let derivation = Derivation::of(&model, 1, None).expect("an exact amount");
    assert_eq!(derivation.amount(Currency::USD), Err(MoneyError::TooLarge));
    assert_eq!(Derivation::of(&PriceModel::PerUnit { unit: Decimal::new(i128::MAX, 3) }, 2, None), None);
}

proptest! {
    #[test]
    fn graduated_grows_with_the_quantity(quantity in 1_u32..100_000) {
        let model = PriceModel::Graduated { tiers: tiers() };
        prop_assert!(exact(&model, quantity) < exact(&model, quantity + 1));
    }

    #[test]
    fn graduated_steps_hold_every_unit_once(quantity in 1_u32..100_000) {
        let derivation = Derivation::of(&PriceModel::Graduated { tiers: tiers() }, quantity, None).expect("an amount");
        prop_assert_eq!(derivation.steps.iter().map(|step| step.quantity).sum::<u32>(), quantity);
    }
}

fn plan_of(prices: &[(Term, &str)]) -> Plan {
    let price = |&(term, unit): &(Term, &str)| Price {
        currency: Currency::USD,
        term,
        model: PriceModel::PerUnit { unit: d(unit) },
    };
    Plan {
        id: "premium".to_owned(),
        name: "Premium".into(),
        summary: "A plan".into(),
        rank: 1,
        most_popular: false,
        seats: SeatRange { min: 1, max: 10, beyond: BeyondSeats::ContactSales },
        trial_days: None,
        offer: Offer::Paid { prices: prices.iter().map(price).collect() },
    }
}

#[test]
fn saves_against_the_shorter_terms_over_the_same_time() {
    let plan = plan_of(&[(Term::Month, "36"), (Term::Year, "348"), (Term::TwoYears, "661.20")]);
    let of = |term, against| saving(&plan, Currency::USD, 10, term, against).map(|s| (s.amount.minor, s.percent));
    // 12 × 360.00 − 3,480.00 = 840.00 of 4,320.00: 19.4 %, told as 19
    assert_eq!(of(Term::Year, Term::Month), Some((84_000, 19)));
    assert_eq!(of(Term::TwoYears, Term::Year), Some((34_800, 5)));
    assert_eq!(of(Term::TwoYears, Term::Month), Some((202_800, 23)));
    assert_eq!(of(Term::ThreeYears, Term::Year), None);
    assert_eq!(of(Term::Month, Term::Month), None);
    assert_eq!(of(Term::Month, Term::Year), None);
}

#[test]
fn a_dearer_long_term_saves_nothing() {
    let plan = plan_of(&[(Term::Month, "10"), (Term::Year, "120")]);
    assert_eq!(saving(&plan, Currency::USD, 1, Term::Year, Term::Month), None);
}
