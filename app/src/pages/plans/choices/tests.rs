use super::*;

fn catalogue() -> Catalogue {
    commerce::catalogue_file::read(commerce::catalogue_file::DEMO).unwrap()
}

fn said(term: &str, seats: &str, currency: &str) -> Said {
    Said { term: term.to_owned(), seats: seats.to_owned(), currency: currency.to_owned() }
}

fn understood(said: &Said) -> Understood {
    let catalogue = catalogue();
    said.understood(&catalogue, Choices::at_first(&catalogue, None))
}

#[test]
fn silence_gives_what_the_catalogue_is_first_shown_for() {
    let first = Choices { term: Term::Year, seats: 25, currency: Currency::USD };
    assert_eq!(understood(&Said::default()), Understood { choices: first, refusals: Vec::new() });
}

#[test]
fn a_preferred_currency_stands_until_another_is_said() {
    let catalogue = catalogue();
    let first = Choices::at_first(&catalogue, Some(Currency::EUR));
    assert_eq!(first, Choices { currency: Currency::EUR, ..Choices::at_first(&catalogue, None) });
    assert_eq!(said("", "", "GBP").understood(&catalogue, first).choices.currency, Currency::GBP);
}

#[test]
fn a_link_shows_the_same() {
    let choices = Choices { term: Term::TwoYears, seats: 120, currency: Currency::KWD };
    assert_eq!(understood(&choices.said()), Understood { choices, refusals: Vec::new() });
}

#[test]
fn form_is_forgiven() {
    let wanted = Choices { term: Term::ThreeYears, seats: 1200, currency: Currency::EUR };
    for seats in ["1200", " 1,200 ", "1.200", "1 200", "1\u{202f}200", "1\u{a0}200", "1’200", "1'200", "001200"] {
        assert_eq!(understood(&said("3Y", seats, "eur")).choices, wanted, "{seats}");
    }
    assert_eq!(understood(&said("", "1,234,567", "")).choices.seats, 1_234_567);
}

#[test]
fn nonsense_is_refused_by_name_and_changes_nothing() {
    for (wrong, code) in [
        (said("4y", "", ""), "term_malformed"),
        (said("", "many", ""), "seats_malformed"),
        (said("", "2.5", ""), "seats_malformed"),
        (said("", "-3", ""), "seats_malformed"),
        (said("", "1,200.000", ""), "seats_malformed"),
        (said("", ",200", ""), "seats_malformed"),
        (said("", "٢٥", ""), "seats_malformed"),
        (said("", "", "euro"), "currency_malformed"),
        (said("", "", "SEK"), "currency_not_sold"),
    ] {
        let understood = understood(&wrong);
        let codes: Vec<_> = understood.refusals.iter().map(|refusal| refusal.code.as_str()).collect();
        assert_eq!(codes, [code], "{wrong:?}");
        assert_eq!(understood.choices, Choices::at_first(&catalogue(), None), "{wrong:?}");
    }
}

#[test]
fn every_mistake_is_named_and_the_rest_is_taken() {
    let understood = understood(&said("7y", "300", "doubloon"));
    assert_eq!(understood.refusals.len(), 2);
    assert_eq!(understood.choices.seats, 300);
}

#[test]
fn too_many_digits_are_very_many_seats() {
    assert_eq!(understood(&said("", "99999999999", "")).choices.seats, u32::MAX);
}

#[test]
fn steps_stay_above_zero() {
    assert_eq!(Said::default().stepped(-1, 1).seats, "1");
    assert_eq!(Said::default().stepped(1, 25).seats, "26");
    assert_eq!(Said::default().stepped(1, u32::MAX).seats, u32::MAX.to_string());
}
