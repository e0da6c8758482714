//! The words as callers see them: every locale complete, tables that are refused rather than mixed up, plurals.

use messages::{Key, Locale, TableError, Words, table};

fn parsed(locale: Locale) -> Vec<String> {
    serde_json::from_str(table(locale)).expect("a table")
}

#[test]
fn every_locale_has_every_text() {
    for locale in Locale::ALL {
        let words = Words::new(locale);
        assert_eq!(words.locale(), locale);
        for key in Key::all() {
            assert!(!words.plain(key).is_empty(), "{} {:?}", locale.code(), key.name());
        }
    }
}

#[test]
fn the_browsers_table_says_what_the_server_says() {
    for locale in Locale::ALL {
        let (server, browser) = (Words::new(locale), Words::from_table(locale, table(locale)).expect("the table"));
        let texts = parsed(locale).len() - 2;
        for key in Key::all().take(texts) {
            assert_eq!(server.plain(key), browser.plain(key));
        }
        assert_eq!(server.review_pay_button("€1"), browser.review_pay_button("€1"));
    }
}

#[test]
fn the_browser_gets_no_words_of_the_server_only() {
    let texts = parsed(Locale::En).len() - 2;
    let areas: Vec<&str> = Key::all().skip(texts).map(|key| key.name().0).collect();
    assert!(Key::all().take(texts).all(|key| !["mail", "cli", "dev"].contains(&key.name().0)));
    assert!(areas.iter().all(|area| ["mail", "cli", "dev"].contains(area)));
}

#[test]
fn a_table_of_another_build_or_locale_is_refused() {
    let mut stale = parsed(Locale::En);
    stale[0] = "0000000000000000".to_owned();
    let mut short = parsed(Locale::En);
    short.pop();
    for (json, error) in [
        (serde_json::to_string(&stale).expect("json"), TableError::Stale),
        (serde_json::to_string(&short).expect("json"), TableError::Stale),
        (table(Locale::De).to_owned(), TableError::OtherLocale),
        ("[]".to_owned(), TableError::Malformed),
        ("{}".to_owned(), TableError::Malformed),
        (String::new(), TableError::Malformed),
    ] {
        assert_eq!(Words::from_table(Locale::En, &json).err(), Some(error));
    }
}

#[test]
fn counts_in_the_plural_of_the_locale_and_writes_the_number_as_it_does() {
    let (en, de) = (Words::new(Locale::En), Words::new(Locale::De));
    assert_eq!(en.common_seats(1), "1 seat");
    assert_eq!(en.common_seats(0), "0 seats");
    assert_eq!(en.common_seats(1200_u32), "1,200 seats");
    assert_eq!(de.common_seats(1), "1 Platz");
    assert_eq!(de.common_seats(1200), "1.200 Plätze");
}

#[test]
fn the_pseudo_locale_is_accented_bracketed_and_isolates_values() {
    let pseudo = Words::new(Locale::Pseudo);
    assert_eq!(pseudo.review_pay_button("$1.00"), "⟦Påý \u{2068}$1.00\u{2069}⟧");
    assert_eq!(pseudo.common_seats(2), "⟦\u{2068}2\u{2069} šéåţš⟧");
    assert_eq!(pseudo.locale().dir(), "rtl");
}
