//! Sentences by code: facts are written as the locale does, and an unknown code still gives a sentence.

use std::collections::BTreeMap;

use domain::refusal::{Param, Refusal};
use messages::{Locale, Words};

#[test]
fn an_unknown_code_gives_a_general_sentence_that_names_it() {
    for locale in Locale::ALL {
        let said = Words::new(locale).refusal(&Refusal::new("nobody_wrote_this"));
        assert!(said.contains("nobody_wrote_this"), "{said}");
    }
}

#[test]
fn a_missing_fact_is_no_half_sentence() {
    let words = Words::new(Locale::En);
    assert_eq!(words.sentence("refusal", "generic", &BTreeMap::new()), None);
    assert_eq!(words.sentence("nowhere", "generic", &BTreeMap::new()), None);
    let facts = BTreeMap::from([("code".to_owned(), Param::Text("x".to_owned()))]);
    assert!(words.sentence("refusal", "generic", &facts).is_some());
}

#[test]
fn facts_are_written_as_the_locale_does() {
    let en = Words::new(Locale::En);
    let de = Words::new(Locale::De);
    for (fact, english, german) in [
        (Param::from(1234_i64), "1,234", "1.234"),
        (Param::Decimal("330.6".parse().expect("decimal")), "330.6", "330,6"),
        (Param::Date(jiff::civil::date(2026, 11, 20)), "November 20, 2026", "20. November 2026"),
        (Param::Text("TEAM100".to_owned()), "TEAM100", "TEAM100"),
    ] {
        assert_eq!(en.fact(&fact), english);
        assert_eq!(de.fact(&fact), german);
    }
}
