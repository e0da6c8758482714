//! Every version of the catalogue, and which one applies on a day.

use jiff::civil::Date;

use super::Catalogue;

/// Versions of the catalogue in the order in which they take effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueBook {
    versions: Vec<Catalogue>,
}

/// Why versions do not make a book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// There is nothing to sell from.
    #[error("there is no catalogue version")]
    Empty,
    /// Two versions have the same name.
    #[error("the version {version} is there twice")]
    SameVersion {
        /// The name.
        version: String,
    },
    /// Two versions take effect on the same day.
    #[error("{first} and {second} both take effect on {date}")]
    SameDay {
        /// One of them.
        first: String,
        /// The other.
        second: String,
        /// The day.
        date: Date,
    },
}

impl CatalogueBook {
    /// The book of these versions, in any order.
    ///
    /// # Errors
    /// No version at all, or two that cannot be told apart by name or day.
    pub fn new(mut versions: Vec<Catalogue>) -> Result<Self, BookError> {
        versions.sort_by_key(|version| version.effective_from);
        if versions.is_empty() {
            return Err(BookError::Empty);
        }
        for (index, version) in versions.iter().enumerate() {
            if versions[..index].iter().any(|other| other.version == version.version) {
                return Err(BookError::SameVersion { version: version.version.clone() });
            }
        }
        match versions.windows(2).find(|pair| pair[0].effective_from == pair[1].effective_from) {
            Some(pair) => Err(BookError::SameDay {
                first: pair[0].version.clone(),
                second: pair[1].version.clone(),
                date: pair[1].effective_from,
            }),
            None => Ok(Self { versions }),
        }
    }

    /// The version that applies on a day (UTC); `None` before the first one.
    #[must_use]
    pub fn effective_on(&self, date: Date) -> Option<&Catalogue> {
        self.versions.iter().rev().find(|version| version.effective_from <= date)
    }

    /// The version that applies on a day, or the first one for the days before it (its quotes refuse such a day by name).
    #[must_use]
    pub fn nearest(&self, date: Date) -> &Catalogue {
        self.effective_on(date).unwrap_or(&self.versions[0])
    }

    /// The version of this name, for an order that was priced with it.
    #[must_use]
    pub fn version(&self, name: &str) -> Option<&Catalogue> {
        self.versions.iter().find(|version| version.version == name)
    }

    /// Every version, the earliest first.
    #[must_use]
    pub fn versions(&self) -> &[Catalogue] {
        &self.versions
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quote::tests::shop;
    use jiff::civil::date;

    fn version(name: &str, from: Date) -> Catalogue {
        Catalogue { version: name.to_owned(), effective_from: from, ..shop::catalogue() }
    }

    #[test]
    fn picks_the_version_in_effect() {
        let versions = vec![version("new", date(2026, 6, 1)), version("old", date(2025, 1, 1))];
        let book = CatalogueBook::new(versions).expect("a book");
        let on = |day| book.effective_on(day).map(|catalogue| catalogue.version.as_str());
        assert_eq!(on(date(2024, 12, 31)), None);
        assert_eq!(on(date(2025, 1, 1)), Some("old"));
        assert_eq!(on(date(2026, 5, 31)), Some("old"));
        assert_eq!(on(date(2026, 6, 1)), Some("new"));
        assert_eq!(book.nearest(date(2020, 1, 1)).version, "old");
        assert_eq!(book.version("new").map(|catalogue| catalogue.effective_from), Some(date(2026, 6, 1)));
    }

    #[test]
    fn refuses_versions_that_cannot_be_told_apart() {
        let day = date(2026, 1, 1);
        assert_eq!(CatalogueBook::new(Vec::new()), Err(BookError::Empty));
        let twice = CatalogueBook::new(vec![version("a", day), version("a", date(2026, 2, 1))]);
        assert_eq!(twice, Err(BookError::SameVersion { version: "a".to_owned() }));
        let same_day = CatalogueBook::new(vec![version("a", day), version("b", day)]);
        let error = BookError::SameDay { first: "a".to_owned(), second: "b".to_owned(), date: day };
        assert_eq!(same_day, Err(error));
    }
}
