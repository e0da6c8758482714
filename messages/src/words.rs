//! [`Words`]: the words of one locale. Cheap to copy, the same on the server and in the browser.
//!
//! The methods, one per key, are generated from the sources (see `build.rs`). Texts are for people: nothing in them is
//! escaped for HTML.

use std::fmt;

use crate::locale::Locale;
use crate::speak::{self, Arg};

/// The words of one locale.
///
/// Texts live as long as the process (inside the binary, or leaked once when the browser loads its table), so a copy is
/// three machine words and every text without parameters is `&'static str`.
#[derive(Clone, Copy)]
pub struct Words {
    locale: Locale,
    texts: &'static [&'static str],
}

/// A message's number, the same in every locale of one build.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u16);

/// Why a table cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// It is no JSON array of strings.
    #[error("the table of words cannot be read")]
    Malformed,
    /// It was made for another set of keys than this program has: the page and its words are of different builds.
    #[error("the table of words belongs to another build: load the page again")]
    Stale,
    /// It speaks another locale than was asked for.
    #[error("the table of words is of another locale")]
    OtherLocale,
}

/// A key that was asked for by area and code, and the order of its parameters.
pub(crate) struct Coded {
    pub(crate) key: Key,
    /// Their names, with blanks between.
    params: &'static str,
}

/// An area whose keys are asked for by code. One text instead of a table: every page carries it.
struct ByCode {
    area: &'static str,
    /// The number of its first key.
    first: u16,
    /// Its codes in the order of their keys, a line each, the names of the parameters behind.
    codes: &'static str,
}

impl Coded {
    /// The names of its parameters, in the order of English.
    pub(crate) fn params(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.params.split_ascii_whitespace()
    }
}

#[cfg(feature = "embedded")]
struct Embedded {
    code: &'static str,
    browser: &'static str,
    texts: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/words.rs"));

#[cfg(feature = "embedded")]
impl Embedded {
    fn of(locale: Locale) -> &'static Self {
        let found = EMBEDDED.iter().find(|embedded| embedded.code == locale.code());
        found.expect("every locale has its texts: a test asks for each")
    }
}

/// The table that the browser loads for a locale: a JSON array of [`FINGERPRINT`], the locale's code and the texts in
/// the order of the keys. Areas that only servers need are left out.
#[cfg(feature = "embedded")]
#[must_use]
pub fn table(locale: Locale) -> &'static str {
    Embedded::of(locale).browser
}

impl Words {
    /// The words of a locale, from inside the binary.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        Self { locale, texts: Embedded::of(locale).texts }
    }

    /// The words of a locale from its served [`table`](self). Meant to be called once per page: the texts are never
    /// freed.
    ///
    /// # Errors
    /// When the table is malformed, of another build or of another locale; nothing is mixed up.
    pub fn from_table(locale: Locale, json: &str) -> Result<Self, TableError> {
        let table: Vec<String> = serde_json::from_str(json).map_err(|_| TableError::Malformed)?;
        let [fingerprint, code, texts @ ..] = table.as_slice() else { return Err(TableError::Malformed) };
        if fingerprint != FINGERPRINT || texts.len() != BROWSER_KEYS {
            return Err(TableError::Stale);
        }
        if code != locale.code() {
            return Err(TableError::OtherLocale);
        }
        let leak = |text: &String| -> &'static str { Box::leak(text.as_str().into()) };
        let texts: Vec<&'static str> = texts.iter().map(leak).collect();
        Ok(Self { locale, texts: Box::leak(texts.into_boxed_slice()) })
    }

    /// The locale of these words.
    #[must_use]
    pub const fn locale(self) -> Locale {
        self.locale
    }

    /// The text of a key without parameters; of one with parameters, its pattern.
    #[must_use]
    pub fn plain(self, key: Key) -> &'static str {
        self.texts.get(usize::from(key.0)).copied().unwrap_or_default()
    }

    /// The text of a key with its parameters filled in, by position.
    pub(crate) fn fill(self, key: Key, args: &[Arg<'_>]) -> String {
        speak::speak(self, self.plain(key), args)
    }

    /// The facts that the sentence for `code` names, in the order of English; `None` when the area has no such code.
    #[must_use]
    pub fn facts_of(area: &str, code: &str) -> Option<Vec<&'static str>> {
        Self::coded(area, code).map(|coded| coded.params().collect())
    }

    /// The key with this code in an area that is asked by code.
    pub(crate) fn coded(area: &str, code: &str) -> Option<Coded> {
        let ByCode { first, codes, .. } = BY_CODE.iter().find(|known| known.area == area)?;
        let split = |line: &'static str| line.split_once(' ').unwrap_or((line, ""));
        let mut numbered = (*first..).zip(codes.lines().map(split));
        numbered.find_map(|(key, (known, params))| (known == code).then_some(Coded { key: Key(key), params }))
    }
}

impl Key {
    /// The area and the name of the key in it. (Not for the browser: it would carry every name.)
    #[must_use]
    pub fn name(self) -> (&'static str, &'static str) {
        NAMES.get(usize::from(self.0)).copied().unwrap_or_default()
    }

    /// Every key, in the order of the tables.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..).map(Self).take(NAMES.len())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.0)
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Words({})", self.locale.code())
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

impl Eq for Words {}
