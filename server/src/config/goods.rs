//! What is sold and how it is taxed: `KASSA_CATALOGUE`, `KASSA_TAX_TABLE`.

use std::path::PathBuf;

use super::{Mode, Source};

/// The files that prices come from.
#[derive(Clone, Debug)]
pub struct Goods {
    /// The catalogue: a file, or a directory with one file a version. `None` is the demonstration's.
    pub catalogue: Option<PathBuf>,
    /// The tax table. `None` is the one of this program, whose seller is established in the Netherlands.
    pub tax_table: Option<PathBuf>,
}

impl Goods {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let catalogue = source.needed(!mode.is_demo(), "KASSA_CATALOGUE", CATALOGUE);
        let tax_table = source.optional("KASSA_TAX_TABLE", "the tax table, like catalogue/tax.toml");
        Self { catalogue, tax_table }
    }
}

const CATALOGUE: &str = "the file that says what is sold; `kassa catalogue check FILE` tells whether it can be used";
