//! Where the browser bundle is: `KASSA_SITE_DIR`.

use std::path::PathBuf;

use super::Source;

/// The directory that `make web` fills.
#[derive(Clone, Debug)]
pub struct SiteDir(pub PathBuf);

impl SiteDir {
    pub(super) fn read(source: &mut Source) -> Self {
        Self(source.optional("KASSA_SITE_DIR", "a directory").unwrap_or_else(|| PathBuf::from("dist")))
    }
}
