//! What the files of aggregates share: rows whose state is JSON beside a few columns for indexes.

use std::fmt::Display;

use super::StoreError;

/// An update by id that must have met its row.
pub(super) fn met(rows: u64, what: &'static str, id: impl Display) -> Result<(), StoreError> {
    if rows == 1 { Ok(()) } else { Err(StoreError::Missing { what, id: id.to_string() }) }
}

/// A row that must be there.
pub(super) fn there<T>(found: Option<T>, what: &'static str, id: impl Display) -> Result<T, StoreError> {
    found.ok_or_else(|| StoreError::Missing { what, id: id.to_string() })
}
