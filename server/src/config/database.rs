//! Where everything is kept: `KASSA_DATABASE_URL`.

use commerce::store::DatabaseUrl;

use super::Source;

/// The database.
#[derive(Clone, Debug)]
pub struct Database {
    /// SQLite in a file, or PostgreSQL. Prints itself without its password.
    pub url: DatabaseUrl,
}

impl Database {
    pub(super) fn read(source: &mut Source) -> Self {
        let url = source.secret(
            "KASSA_DATABASE_URL",
            "write sqlite:PATH, like sqlite:data/kassa.db, or postgres://USER:PASSWORD@HOST/NAME",
        );
        let default = || "sqlite:data/kassa.db".parse().expect("the default is a database URL");
        Self { url: url.unwrap_or_else(default) }
    }
}
