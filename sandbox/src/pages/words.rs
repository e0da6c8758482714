//! The pages' words, in English and German, and amounts as each writes them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Map, Value};

/// A language the pages speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// English.
    En,
    /// German.
    De,
}

impl Lang {
    /// The first wanted language that is spoken here: as asked by the address, else by the browser, else English.
    #[must_use]
    pub fn choose(asked: Option<&str>, accepted: &str) -> Self {
        let of = |tag: &str| match tag.trim().get(..2)?.to_ascii_lowercase().as_str() {
            "de" => Some(Self::De),
            "en" => Some(Self::En),
            _ => None,
        };
        asked.and_then(of).or_else(|| accepted.split(',').find_map(of)).unwrap_or(Self::En)
    }

    /// The language tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
        }
    }
}

/// The words of one language.
pub struct Words(BTreeMap<String, String>);

static EN: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("../../words/en.json")));
static DE: LazyLock<Words> = LazyLock::new(|| Words::parse(include_str!("../../words/de.json")));

impl Words {
    /// The words of `lang`.
    #[must_use]
    pub fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::En => &EN,
            Lang::De => &DE,
        }
    }

    /// One word or sentence; empty if there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The words whose keys begin with `prefix`, as JSON that is safe inside a script element.
    #[must_use]
    pub fn json(&self, prefix: &str) -> String {
        let chosen: Map<String, Value> = self
            .0
            .iter()
            .filter(|(key, _)| key.starts_with(prefix))
            .map(|(key, word)| (key.clone(), Value::from(word.as_str())))
            .collect();
        Value::from(chosen).to_string().replace('<', "\\u003c")
    }

    fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).expect("the embedded words are JSON, as a test checks"))
    }
}

/// An amount as `lang` writes it, with the currency's code and ISO 4217 decimals: `EUR 8,100.00`, `8.100,00 EUR`.
#[must_use]
pub fn amount(minor: i64, currency: &str, lang: Lang) -> String {
    let exponent = iso_currency::Currency::from_code(currency).and_then(|c| c.exponent()).unwrap_or(2);
    let (group, point) = match lang {
        Lang::En => (',', '.'),
        Lang::De => ('.', ','),
    };
    let scale = 10_i64.pow(u32::from(exponent));
    let whole = (minor / scale).to_string();
    let mut text = String::new();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if exponent > 0 {
        text.push(point);
        text.push_str(&format!("{:0width$}", minor % scale, width = usize::from(exponent)));
    }
    match lang {
        Lang::En => format!("{currency}\u{a0}{text}"),
        Lang::De => format!("{text}\u{a0}{currency}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things() {
        let keys = |lang| Words::of(lang).0.keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(Lang::En), keys(Lang::De));
    }

    #[test]
    fn the_address_decides_before_the_browser() {
        assert_eq!(Lang::choose(Some("de"), "en"), Lang::De);
        assert_eq!(Lang::choose(None, "fr-FR, de-AT;q=0.8"), Lang::De);
        assert_eq!(Lang::choose(Some("xx"), "fr"), Lang::En);
    }

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        assert_eq!(amount(810_000, "EUR", Lang::En), "EUR\u{a0}8,100.00");
        assert_eq!(amount(123_456_789, "KWD", Lang::De), "123.456,789\u{a0}KWD");
        assert_eq!(amount(52_200, "JPY", Lang::En), "JPY\u{a0}52,200");
        assert_eq!(amount(5, "USD", Lang::En), "USD\u{a0}0.05");
    }
}
