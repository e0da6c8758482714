//! The names of countries, and their order in a list to choose from. Server side only: a page gets the names it shows.
//!
//! Names: CLDR 48, `localeDisplayNames/territories`, for the 249 codes of ISO 3166-1 (short forms for HK and MO).
//! Order: the CLDR root collation, which both shipped locales use, as far as these names need it.

use std::sync::LazyLock;

use domain::country::Country;

use crate::locale::Locale;
use crate::words::Words;

/// One line a country, sorted by code: code, English, German.
const TABLE: &str = include_str!("../data/countries.tsv");

struct Names {
    country: Country,
    english: &'static str,
    german: &'static str,
}

impl Names {
    const fn in_locale(&self, locale: Locale) -> &'static str {
        match locale {
            Locale::En | Locale::Pseudo => self.english,
            Locale::De => self.german,
        }
    }
}

static NAMES: LazyLock<Vec<Names>> = LazyLock::new(|| TABLE.lines().filter_map(read).collect());

fn read(line: &'static str) -> Option<Names> {
    let mut fields = line.split('\t');
    let country = fields.next()?.parse().ok()?;
    Some(Names { country, english: fields.next()?, german: fields.next()? })
}

impl Words {
    /// The country's name.
    #[must_use]
    pub fn country(self, country: Country) -> &'static str {
        let found = NAMES.binary_search_by_key(&country, |names| names.country);
        found.ok().and_then(|at| NAMES.get(at)).map_or("", |names| names.in_locale(self.locale()))
    }

    /// Every country with its name, in the order in which the locale's readers look for it.
    #[must_use]
    pub fn countries(self) -> Vec<(Country, &'static str)> {
        let mut countries: Vec<(Country, &'static str)> =
            NAMES.iter().map(|names| (names.country, names.in_locale(self.locale()))).collect();
        countries.sort_by_cached_key(|(_, name)| collation_key(name));
        countries
    }
}

/// Compares letters without accents and case first, then the name as it is.
fn collation_key(name: &str) -> (Vec<u8>, String) {
    (name.chars().map(weight).collect(), name.to_owned())
}

/// The primary weight of a character: blanks, then punctuation in the order of the collation, then letters.
fn weight(c: char) -> u8 {
    const BEFORE_LETTERS: &str = " -.’()&";
    let base = match c {
        'Ä' | 'Å' | 'ä' | 'å' | 'ã' => 'a',
        'ç' => 'c',
        'é' => 'e',
        'í' => 'i',
        'Ö' | 'ö' | 'ô' => 'o',
        'Ü' | 'ü' => 'u',
        _ => c.to_ascii_lowercase(),
    };
    let punctuation = BEFORE_LETTERS.chars().zip(1..).find(|(before, _)| *before == base);
    punctuation.map_or_else(|| u8::try_from(base).unwrap_or(u8::MAX), |(_, weight)| weight)
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_name_in_every_locale() {
        for locale in Locale::ALL {
            let words = Words::new(locale);
            assert_eq!(words.countries().len(), 249);
            for country in Country::all() {
                assert!(!words.country(country).is_empty(), "{country}");
            }
        }
    }

    #[test]
    fn every_character_has_a_weight_of_its_own() {
        let unknown = |line: &&str| line.chars().any(|c| c != '\t' && weight(c) == u8::MAX);
        assert_eq!(TABLE.lines().find(unknown), None);
    }

    #[test]
    fn accents_do_not_move_a_country_to_the_end() {
        let german = Words::new(Locale::De).countries();
        let place = |code: &str| german.iter().position(|(country, _)| country.code() == code);
        assert!(place("AF") < place("EG") && place("EG") < place("AX") && place("AX") < place("AL"));
        assert!(place("NO") < place("AT") && place("AT") < place("TL"));
    }
}
