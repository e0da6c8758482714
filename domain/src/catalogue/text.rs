//! Text of the catalogue itself, in one or more languages.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A name or a sentence that is data: the same in every language (a product's name), or one text a language.
///
/// Serialised as a plain string, or as an object from language to text; where data is packed and cannot say which it is, as
/// a map in either case, with the plain text under no language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalText {
    /// The same in every language.
    Plain(String),
    /// By language (“en”, “de”).
    ByLanguage(BTreeMap<String, String>),
}

/// The language that stands in where a text has no translation.
const FALLBACK: &str = "en";

impl LocalText {
    /// The text in a language, else in English, else in whichever there is.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::ByLanguage(texts) => texts
                .get(language)
                .or_else(|| texts.get(FALLBACK))
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Every text with its language (empty for a plain one).
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let (plain, map) = match self {
            Self::Plain(text) => (Some(("", text.as_str())), None),
            Self::ByLanguage(texts) => (None, Some(texts)),
        };
        plain.into_iter().chain(map.into_iter().flatten().map(|(language, text)| (language.as_str(), text.as_str())))
    }
}

impl From<&str> for LocalText {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

/// The language of a plain text where data is packed.
const NO_LANGUAGE: &str = "";

impl Serialize for LocalText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Plain(text) if serializer.is_human_readable() => serializer.serialize_str(text),
            Self::Plain(text) => serializer.collect_map([(NO_LANGUAGE, text)]),
            Self::ByLanguage(texts) => texts.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for LocalText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return deserializer.deserialize_any(TextVisitor);
        }
        let mut texts = BTreeMap::<String, String>::deserialize(deserializer)?;
        Ok(texts.remove(NO_LANGUAGE).map_or(Self::ByLanguage(texts), Self::Plain))
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = LocalText;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, or texts by language")
    }

    fn visit_str<E>(self, text: &str) -> Result<LocalText, E> {
        Ok(LocalText::Plain(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<LocalText, A::Error> {
        let mut texts = BTreeMap::new();
        while let Some((language, text)) = map.next_entry()? {
            texts.insert(language, text);
        }
        Ok(LocalText::ByLanguage(texts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn falls_back_to_english_then_to_anything() {
        let texts = |texts: &[(&str, &str)]| {
            LocalText::ByLanguage(texts.iter().map(|(l, text)| ((*l).to_owned(), (*text).to_owned())).collect())
        };
        let both = texts(&[("de", "Sitz"), ("en", "seat")]);
        assert_eq!((both.in_language("de"), both.in_language("fr")), ("Sitz", "seat"));
        assert_eq!(texts(&[("de", "Sitz")]).in_language("en"), "Sitz");
    }

    #[test]
    fn serialises_as_it_was_written() {
        for json in [r#""Premium""#, r#"{"de":"Sitz","en":"seat"}"#] {
            let text: LocalText = serde_json::from_str(json).expect("a text");
            assert_eq!(serde_json::to_string(&text).expect("JSON"), json);
        }
    }
}
