//! How the words are set: what a careful typesetter would not let pass in either language.

use messages::{Key, Locale, Words};

/// The texts of a locale that `is_wrong`, with their places.
fn wrong(locale: Locale, is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let words = Words::new(locale);
    let found = Key::all().filter(|key| is_wrong(words.plain(*key)));
    found.map(|key| format!("{}/{}.toml {}: {}", locale.code(), key.name().0, key.name().1, words.plain(key))).collect()
}

fn none(found: &[String]) {
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn signs_are_the_printed_ones() {
    for locale in Locale::SHIPPED {
        none(&wrong(locale, |text| text.contains("...") || text.contains("  ") || text.contains('"')));
        // An apostrophe is ’; a straight one only quotes a brace or number sign.
        let unquoted = |text: &str| text.replace("'{'", "").replace("'}'", "").replace("'#'", "").contains('\'');
        none(&wrong(locale, unquoted));
    }
}

#[test]
fn quotation_marks_are_those_of_the_language() {
    none(&wrong(Locale::En, |text| text.contains('„') || text.matches('“').count() != text.matches('”').count()));
    none(&wrong(Locale::De, |text| text.contains('”') || text.matches('„').count() != text.matches('“').count()));
}

#[test]
fn german_sets_a_blank_before_the_ellipsis_and_is_formal() {
    none(&wrong(Locale::De, |text| text.contains('…') && !text.contains(" …")));
    let familiar = ["du", "dich", "dir", "dein", "deine", "deinen", "deiner", "euch", "euer"];
    let words =
        |text: &str| -> Vec<String> { text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase).collect() };
    none(&wrong(Locale::De, |text| words(text).iter().any(|word| familiar.contains(&word.as_str()))));
}

#[test]
fn nothing_is_left_untranslated() {
    // Names, abbreviations and words that both languages share; everything longer has to differ.
    let (english, german) = (Words::new(Locale::En), Words::new(Locale::De));
    let same = |key: &Key| english.plain(*key) == german.plain(*key) && english.plain(*key).contains(' ');
    let letters =
        |key: &Key| english.plain(*key).split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3).count() > 2;
    let found: Vec<String> = Key::all().filter(same).filter(letters).map(|key| format!("{:?}", key.name())).collect();
    none(&found);
}
