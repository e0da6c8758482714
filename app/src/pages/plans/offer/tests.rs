use domain::catalogue::Catalogue;
use domain::money::Currency;

use super::*;

fn catalogue() -> Catalogue {
    commerce::catalogue_file::read(commerce::catalogue_file::DEMO).unwrap()
}

fn offer(plan: &str, term: Term, seats: u32, currency: Currency) -> CardOffer {
    card_offer(catalogue().plan(plan).unwrap(), Choices { term, seats, currency })
}

fn sold(plan: &str, term: Term, seats: u32, currency: Currency) -> Sold {
    match offer(plan, term, seats, currency) {
        CardOffer::Sold(sold) => sold,
        other => panic!("{plan} is not sold: {other:?}"),
    }
}

fn refusal(plan: &str, term: Term, seats: u32) -> Refusal {
    match offer(plan, term, seats, Currency::USD) {
        CardOffer::Refused { refusal, .. } => refusal,
        other => panic!("{plan} is not refused: {other:?}"),
    }
}

#[test]
fn shows_what_the_engine_charges() {
    assert_eq!(sold("premium", Term::Year, 25, Currency::EUR).total.minor, 810_000);
    assert_eq!(sold("ultimate", Term::ThreeYears, 1, Currency::KWD).total.minor, 982_800);
    let graduated = sold("premium", Term::Year, 120, Currency::USD);
    assert_eq!(graduated.total.minor, 4_141_200);
    let steps: Vec<_> = graduated.steps.iter().map(|step| (step.quantity, step.unit_price.to_string())).collect();
    assert_eq!(steps, [(100, "348".to_owned()), (20, "330.6".to_owned())]);
}

#[test]
fn compares_years_with_a_year_and_a_year_with_months() {
    let saving = |term| sold("premium", term, 25, Currency::USD).saving;
    assert_eq!(saving(Term::Month), None);
    let (year, against) = saving(Term::Year).unwrap();
    assert_eq!((year.amount.minor, year.percent, against), (210_000, 19, Term::Month));
    let (two, against) = saving(Term::TwoYears).unwrap();
    assert_eq!((two.amount.minor, two.percent, against), (87_000, 5, Term::Year));
    assert_eq!(sold("ultimate", Term::Year, 25, Currency::USD).saving, None, "it has no monthly price");
}

#[test]
fn refuses_with_the_words_of_the_engine() {
    assert_eq!(refusal("ultimate", Term::Month, 25).code, "term_not_sold");
    assert_eq!(refusal("premium", Term::Year, 10_001).code, "contact_sales_for_seats");
    assert_eq!(refusal("premium", Term::Year, 0).code, "too_few_seats");
    assert!(QuoteError::leads_to_sales(&refusal("premium", Term::Year, u32::MAX)));
}

#[test]
fn free_is_begun_with_as_many_seats_as_it_takes() {
    assert_eq!(offer("free", Term::Year, 25, Currency::JPY), CardOffer::Free { seats: 5 });
    assert_eq!(offer("free", Term::Month, 3, Currency::USD), CardOffer::Free { seats: 3 });
    assert_eq!(offer("ultimate-dedicated", Term::Year, 25, Currency::USD), CardOffer::OnRequest);
}

#[test]
fn the_usual_saving_is_that_of_the_popular_plan() {
    let plans = catalogue().plans;
    assert_eq!(usual_saving(&plans, Term::TwoYears), Some(5));
    assert_eq!(usual_saving(&plans, Term::ThreeYears), Some(10));
    assert_eq!(usual_saving(&plans, Term::Year), None);
}
