//! Whatever comes in from outside (headers, cookies, tables) is answered, never a crash.

#[path = "../src/pattern.rs"]
mod pattern;
#[path = "../src/plural.rs"]
mod plural;

use messages::{Locale, Words};
use pattern::{Piece, parse};
use proptest::prelude::*;

/// The text that pieces without parameters stand for.
fn spoken(pieces: &[Piece<'_>]) -> Option<String> {
    pieces.iter().map(|piece| if let Piece::Text(text) = piece { Some(*text) } else { None }).collect()
}

proptest! {
    #[test]
    fn any_text_is_a_message_or_an_error_inside_it(text in ".*") {
        match parse(&text) {
            Ok(_) => {}
            Err(error) => prop_assert!(error.at <= text.len(), "{error}"),
        }
    }

    #[test]
    fn messages_with_braces_do_not_confuse_the_reader(text in "[{}#',a=0 ]{0,24}|\\{a, plural, (one|other|=1|few) \\{[#x{}]{0,4}\\}.{0,9}") {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at <= text.len(), "{error}");
        }
    }

    #[test]
    fn text_without_special_characters_stands_for_itself(text in "[^{}']*") {
        let pieces = parse(&text).expect("a message");
        prop_assert_eq!(spoken(&pieces), Some(text));
    }

    #[test]
    fn any_header_and_any_code_are_answered(text in ".*") {
        let _ = (Locale::from_accept_language(&text), Locale::parse(&text), Locale::parse_with_pseudo(&text));
    }

    #[test]
    fn no_text_is_taken_for_a_table(text in ".*") {
        prop_assert!(Words::from_table(Locale::En, &text).is_err());
    }
}

#[test]
fn a_number_only_has_categories_that_its_language_has() {
    for language in Locale::SHIPPED.map(Locale::code) {
        let rule = plural::rule(language).expect("every shipped language counts");
        for number in (0..200).chain([1_000, 1_000_000, u64::MAX]) {
            assert!(rule.categories.contains(&(rule.choose)(number)), "{language} {number}");
        }
    }
    assert!(plural::rule("ar").is_none(), "a language without words has no rule either");
}
