//! Options of every command that prices: where the catalogue and the tax table are, and the language.

use std::path::PathBuf;

use commerce::goods::Goods;
use messages::{Locale, Words};
use server::config;
use server::goods::{self, GoodsError};

/// What to sell from, and in which language to speak.
#[derive(Debug, Default, clap::Args)]
pub(super) struct GoodsOptions {
    /// A catalogue to sell from instead of the demo's that is built in: a file, or a directory with one file a version, of
    /// which the one in effect on the day of the request is used.
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// A tax table to use instead of the one that is built in.
    #[arg(long, value_name = "FILE")]
    tax: Option<PathBuf>,
    /// The language of sentences.
    #[arg(long, value_name = "LANG", default_value = "en", value_parser = ["en", "de"])]
    lang: String,
}

impl GoodsOptions {
    /// Reads the files.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub(super) fn load(&self) -> Result<Goods, GoodsError> {
        goods::read(&config::Goods { catalogue: self.catalogue.clone(), tax_table: self.tax.clone() })
    }

    /// The words of the chosen language.
    pub(super) fn words(&self) -> Words {
        Words::new(Locale::parse(&self.lang).unwrap_or(Locale::En))
    }
}
