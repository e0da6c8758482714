//! What the server tells the browser about the page: the JSON block `kassa-page` in the document.
//!
//! Owns the shape of that block and its element id. Holds no secrets and nothing about a person but the currency that their
//! account prefers: it is part of every page.

use domain::money::Currency;
use jiff::civil::Date;
use messages::Locale;
use serde::{Deserialize, Serialize};

/// The id of the `<script type="application/json">` that carries [`PageFacts`].
pub const ELEMENT_ID: &str = "kassa-page";

/// Whether this is a shop or a demonstration of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Sells for money.
    #[default]
    Production,
    /// Sells nothing: the payment provider is a stand-in, time can be moved, and every page says so.
    Demo,
}

/// What a page is rendered with, beside its own data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFacts {
    /// The language of the page.
    #[serde(with = "locale_code")]
    pub locale: Locale,
    /// The server's date in UTC: the day for which prices on this page hold. The browser's clock is never asked.
    #[serde(with = "domain::iso::date")]
    pub as_of: Date,
    /// Whether the page has to say “demo”.
    pub mode: Mode,
    /// The currency in which prices are first shown, if the account of whoever looks prefers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Where the browser gets the data that it shares with the server.
    pub files: DataFiles,
}

/// Addresses of immutable files, each with the hash of its content in its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataFiles {
    /// The words of the page's locale.
    pub messages: String,
    /// What is sold, in the version that applies on the page's day.
    pub catalogue: String,
    /// The tax table.
    pub taxes: String,
    /// The style sheet that is loaded when the page is alive; absent where the document names it already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub styles: Option<String>,
}

/// A locale as its BCP 47 code.
mod locale_code {
    use messages::Locale;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde's `with` passes by reference")]
    pub fn serialize<S: Serializer>(locale: &Locale, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(locale.code())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Locale, D::Error> {
        let code = String::deserialize(from)?;
        Locale::parse_with_pseudo(&code).ok_or_else(|| D::Error::custom("no such locale"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_reads_what_the_server_wrote() {
        let facts = PageFacts {
            locale: Locale::De,
            as_of: jiff::civil::date(2026, 11, 20),
            mode: Mode::Demo,
            currency: None,
            files: DataFiles { messages: "/data/messages.de.0.json".to_owned(), ..DataFiles::default() },
        };
        let text = serde_json::to_string(&facts).unwrap();
        assert!(text.contains(r#""locale":"de","as_of":"2026-11-20","mode":"demo""#), "{text}");
        assert_eq!(serde_json::from_str::<PageFacts>(&text).unwrap(), facts);
    }
}
