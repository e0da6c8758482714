//! The setting of a page: the words, the day and the data that every component may ask for.
//!
//! The server makes one per request, the browser makes the same one from the page's facts and data files before it
//! hydrates; that they are equal is why hydration never rewrites what the server sent.

use std::sync::Arc;

use domain::catalogue::Catalogue;
use domain::tax::TaxTable;
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
    /// What is sold, in the version that applies on the page's day, without coupons.
    pub catalogue: Arc<Catalogue>,
    /// Rates by country and day.
    pub taxes: Arc<TaxTable>,
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

/// What is sold, in the version that applies on the page's day. It knows no coupons: the one in use comes with the
/// checkout that uses it.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_catalogue() -> Arc<Catalogue> {
    with_setting(|setting| setting.catalogue.clone())
}

/// Rates by country and day.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_taxes() -> Arc<TaxTable> {
    with_setting(|setting| setting.taxes.clone())
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
    with_setting(|setting| setting.facts.as_of)
}

/// Whether the page has to say “demo”.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_mode() -> Mode {
    with_setting(|setting| setting.facts.mode)
}

fn with_setting<T>(read: impl FnOnce(&Setting) -> T) -> T {
    with_context::<Setting, _>(read).expect("App provides the setting")
}
