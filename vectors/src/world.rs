//! What the requests are answered from: catalogues, tax table, words.

use std::collections::BTreeMap;

use domain::catalogue::Catalogue;
use domain::quote::Draft;
use domain::tax::TaxTable;
use messages::{Locale, TableError, Words};

use crate::case::Case;
use crate::sentences;

/// Everything but the requests.
pub struct World {
    catalogues: BTreeMap<String, Catalogue>,
    tax: TaxTable,
    words: Vec<Words>,
}

/// Why vectors cannot be answered.
#[derive(Debug, thiserror::Error)]
pub enum WorldError {
    /// A file is not the JSON that it should be.
    #[error("{what}: {error}")]
    Malformed {
        /// Which.
        what: &'static str,
        /// What the JSON parser says.
        error: serde_json::Error,
    },
    /// A table of words cannot be used.
    #[error(transparent)]
    Words(#[from] TableError),
    /// A case asks for a catalogue that is not there.
    #[error("there is no catalogue {0}")]
    NoSuchCatalogue(String),
}

fn parsed<'t, T: serde::Deserialize<'t>>(what: &'static str, text: &'t str) -> Result<T, WorldError> {
    serde_json::from_str(text).map_err(|error| WorldError::Malformed { what, error })
}

impl World {
    /// From the catalogues by name, the tax table, and the words of English and German, as JSON.
    ///
    /// # Errors
    /// What cannot be read.
    pub fn read(catalogues: &str, tax: &str, english: &str, german: &str) -> Result<Self, WorldError> {
        let words = vec![Words::from_table(Locale::En, english)?, Words::from_table(Locale::De, german)?];
        Ok(Self { catalogues: parsed("catalogues", catalogues)?, tax: parsed("tax", tax)?, words })
    }

    /// A file of vectors, answered again from its own requests.
    ///
    /// # Errors
    /// When the file or a case of it cannot be read.
    pub fn replay(&self, file: &str) -> Result<String, WorldError> {
        let cases: Vec<Case> = parsed("vectors", file)?;
        self.write(&cases)
    }

    /// The file of these cases with their answers.
    ///
    /// # Errors
    /// When a case asks for a catalogue that is not there.
    pub fn write(&self, cases: &[Case]) -> Result<String, WorldError> {
        let lines = cases.iter().map(|case| self.line(case)).collect::<Result<Vec<_>, _>>()?;
        Ok(format!("[\n{}\n]\n", lines.join(",\n")))
    }

    /// One case with its answer, on one line: what is asked as it stands, then a quote in its canonical form or the
    /// refusals, then the words in each language.
    fn line(&self, case: &Case) -> Result<String, WorldError> {
        let Some(catalogue) = self.catalogues.get(&case.catalogue) else {
            return Err(WorldError::NoSuchCatalogue(case.catalogue.clone()));
        };
        let answer = Draft::from_json(&case.request).quote(catalogue, &self.tax, case.redemptions);
        let (key, value) = match &answer {
            Ok(quote) => ("quote", quote.canonical_json()),
            Err(refusals) => ("refused", json(refusals)),
        };
        let words: BTreeMap<&str, Vec<String>> = self
            .words
            .iter()
            .map(|words| {
                let sentences = match &answer {
                    Ok(quote) => sentences::of_quote(*words, quote),
                    Err(refusals) => refusals.iter().map(|refusal| words.refusal(refusal)).collect(),
                };
                (words.locale().code(), sentences)
            })
            .collect();
        let asked = json(case);
        let open = asked.strip_suffix('}').unwrap_or(&asked);
        Ok(format!("{open},\"{key}\":{value},\"words\":{}}}", json(&words)))
    }
}

/// Plain data as JSON; cannot fail for maps with text keys.
fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
