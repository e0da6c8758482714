//! The site: the built bundle with its tags, the data files, and which of them a page names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::document::BundleTags;
use app::facts::DataFiles;
use messages::Locale;

use crate::assets::{AssetError, Assets};

/// What pages and the browser share.
#[derive(Clone, Debug)]
pub struct Site {
    /// The tags of the bundle for the head of each page.
    pub bundle: BundleTags,
    /// The files that the browser loads.
    pub assets: Arc<Assets>,
    messages: Vec<(Locale, String)>,
}

/// Why there is no site to serve.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The bundle was not built, or its directory is another one.
    #[error("there is no browser bundle in {directory}: build it with `make web`, or name its place in KASSA_SITE_DIR")]
    NotBuilt {
        /// Where it was looked for.
        directory: PathBuf,
        #[source]
        /// What reading it said.
        cause: std::io::Error,
    },
    /// `index.html` is not one that the build writes.
    #[error("{path} has no <head>: build the bundle again with `make web`")]
    NoTags {
        /// The file.
        path: PathBuf,
    },
    /// A file of the bundle cannot be read.
    #[error(transparent)]
    Asset(#[from] AssetError),
}

impl Site {
    /// Reads the bundle from `directory` and adds the data files.
    ///
    /// # Errors
    /// The bundle is missing or broken.
    pub fn read(directory: &Path) -> Result<Self, SiteError> {
        let path = directory.join("index.html");
        let index = std::fs::read_to_string(&path)
            .map_err(|cause| SiteError::NotBuilt { directory: directory.to_owned(), cause })?;
        let bundle = BundleTags::from_index(&index).ok_or(SiteError::NoTags { path })?;
        let mut assets = Assets::read(directory)?;
        let messages = Locale::ALL
            .map(|locale| {
                let stem = format!("messages.{}", locale.code());
                (locale, assets.add_json(&stem, messages::table(locale)))
            })
            .into();
        Ok(Self { bundle, assets: Arc::new(assets), messages })
    }

    /// The data files that a page in this locale names.
    #[must_use]
    pub fn files(&self, locale: Locale) -> DataFiles {
        let messages = self.messages.iter().find(|(of, _)| *of == locale).map(|(_, address)| address.clone());
        DataFiles { messages: messages.unwrap_or_default() }
    }
}
