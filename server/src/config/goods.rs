//! What is sold and how it is taxed: `KASSA_CATALOGUE`, `KASSA_TAX_TABLE`.

use std::path::PathBuf;

use super::{Mode, Source};

/// The files that prices come from.
#[derive(Clone, Debug)]
pub struct Goods {
    /// The catalogue: a file, or a directory with one file a version.
    pub catalogue: PathBuf,
    /// The tax table.
    pub tax_table: PathBuf,
}

impl Goods {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let catalogue = source.optional("KASSA_CATALOGUE", CATALOGUE);
        if catalogue.is_none() && !mode.is_demo() {
            source.missing("KASSA_CATALOGUE", CATALOGUE);
        }
        let tax_table = source.optional("KASSA_TAX_TABLE", "the tax table, like catalogue/tax.toml");
        Self {
            catalogue: catalogue.unwrap_or_else(|| PathBuf::from("catalogue/demo.toml")),
            tax_table: tax_table.unwrap_or_else(|| PathBuf::from("catalogue/tax.toml")),
        }
    }
}

const CATALOGUE: &str = "the file that says what is sold; `kassa catalogue check FILE` tells whether it can be used";
