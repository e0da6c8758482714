//! The site: the built bundle with its tags, the data files, and which of them a page names.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::document::{BundleTags, PartFiles};
use app::facts::DataFiles;
use app::packed::pack;
use commerce::goods::Goods;
use domain::catalogue::Catalogue;
use domain::tax::TaxTable;
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
    catalogues: Vec<ShownCatalogue>,
    taxes: (Arc<TaxTable>, String),
}

/// A version of the catalogue as browsers see it: without coupons, which are nobody's business until they are entered.
#[derive(Clone, Debug)]
pub struct ShownCatalogue {
    /// The version.
    pub shown: Arc<Catalogue>,
    address: String,
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
    /// The list of the bundle's parts is not one that the build writes.
    #[error("{path} is not a list of parts: build the bundle again with `make web`")]
    NoParts {
        /// The file.
        path: PathBuf,
        #[source]
        /// What is wrong with it.
        cause: serde_json::Error,
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
    pub fn read(directory: &Path, goods: &Goods) -> Result<Self, SiteError> {
        let read = |name: &str| {
            let path = directory.join(name);
            let text = std::fs::read_to_string(&path);
            text.map(|text| (path, text))
                .map_err(|cause| SiteError::NotBuilt { directory: directory.to_owned(), cause })
        };
        let (path, list) = read("parts.json")?;
        let parts: PartFiles = serde_json::from_str(&list).map_err(|cause| SiteError::NoParts { path, cause })?;
        let (path, index) = read("index.html")?;
        let bundle = BundleTags::from_index(&index, parts).ok_or(SiteError::NoTags { path })?;
        let mut assets = Assets::read(directory)?;
        let messages = Locale::ALL
            .map(|locale| {
                let stem = format!("messages.{}", locale.code());
                (locale, assets.add_data(&stem, "json", messages::table(locale)))
            })
            .into();
        let catalogues = goods.book.versions().iter().map(|version| shown(version, &mut assets)).collect();
        let taxes = (Arc::new(goods.tax.clone()), assets.add_data("taxes", "bin", pack(&goods.tax)));
        Ok(Self { bundle, assets: Arc::new(assets), messages, catalogues, taxes })
    }

    /// A version of the book as browsers see it.
    ///
    /// # Panics
    /// The version is of another book than the site was read with.
    #[must_use]
    pub fn catalogue(&self, version: &Catalogue) -> &ShownCatalogue {
        let found = self.catalogues.iter().find(|catalogue| catalogue.shown.version == version.version);
        found.expect("the site was read with the server's one book")
    }

    /// The tax table, as pages share it.
    #[must_use]
    pub fn taxes(&self) -> Arc<TaxTable> {
        self.taxes.0.clone()
    }

    /// The data files that a page in this locale, with prices from this catalogue, names.
    #[must_use]
    pub fn files(&self, locale: Locale, catalogue: &ShownCatalogue) -> DataFiles {
        let messages = self.messages.iter().find(|(of, _)| *of == locale).map(|(_, address)| address.clone());
        DataFiles {
            messages: messages.unwrap_or_default(),
            catalogue: catalogue.address.clone(),
            taxes: self.taxes.1.clone(),
            styles: None,
        }
    }
}

fn shown(version: &Catalogue, assets: &mut Assets) -> ShownCatalogue {
    let shown = version.showing_coupon(None);
    let address = assets.add_data("catalogue", "bin", pack(&shown));
    ShownCatalogue { shown: Arc::new(shown), address }
}

#[cfg(test)]
mod tests {
    use app::packed::unpack;

    use super::*;
    use crate::config;

    #[test]
    fn browsers_read_what_was_packed() {
        let goods = crate::goods::read(&config::Goods { catalogue: None, tax_table: None }).unwrap();
        for version in goods.book.versions() {
            assert_eq!(unpack::<Catalogue>(&pack(version)).as_ref(), Ok(version));
        }
        assert_eq!(unpack::<TaxTable>(&pack(&goods.tax)), Ok(goods.tax.clone()));
        assert!(unpack::<Catalogue>(&pack(&goods.tax)).is_err());
    }
}
