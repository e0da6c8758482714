//! The setting of a page: the words, the day and the data that every component may ask for.
//!
//! The server makes one per request, the browser makes the same one from the page's facts and data files before it
//! hydrates; that they are equal is why hydration never rewrites what the server sent.

use jiff::civil::Date;
use leptos::prelude::*;
use messages::{Locale, Words};

use crate::facts::{Mode, PageFacts};

/// Everything the whole page shares.
#[derive(Clone)]
pub struct Setting {
    /// What the document says about itself.
    pub facts: PageFacts,
    /// The words of the page's locale.
    pub words: Words,
}

impl Setting {
    /// Makes the setting available to the components below the current owner.
    pub fn provide(self) {
        provide_context(self.words);
        provide_context(self);
    }
}

/// The setting of the page around the current component.
///
/// # Panics
/// Outside [`crate::router::App`], which provides it.
#[must_use]
pub fn use_setting() -> Setting {
    expect_context()
}

/// The words of the page's language.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_words() -> Words {
    expect_context()
}

/// The language of the page.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_locale() -> Locale {
    use_words().locale()
}

/// The day for which prices on this page hold.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_as_of() -> Date {
    with_facts(|facts| facts.as_of)
}

/// Whether the page has to say “demo”.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_mode() -> Mode {
    with_facts(|facts| facts.mode)
}

fn with_facts<T>(read: impl FnOnce(&PageFacts) -> T) -> T {
    with_context::<Setting, _>(|setting| read(&setting.facts)).expect("App provides the setting")
}
