//! Data that the server has and the browser reads before it hydrates, packed (<https://postcard.jamesmunns.com/wire-format>):
//! no names of fields travel, so that the bundle needs no code that compares them.
//!
//! Both sides are of one build, which the address of the file says. Types that travel so leave no field out and are tagged
//! by number: no `skip_serializing_if`, `flatten`, `tag` or `untagged` in them.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The file is of another build, or broken.
pub use postcard::Error as NotPacked;

/// Packs data.
///
/// # Panics
/// The data is of a type that cannot travel so.
#[must_use]
pub fn pack(data: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(data).expect("plain data can be packed")
}

/// Unpacks what [`pack`] has packed.
///
/// # Errors
/// The bytes are of something else.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotPacked> {
    postcard::from_bytes(bytes)
}
