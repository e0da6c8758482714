//! The vectors' way into a browser.

use wasm_bindgen::prelude::{JsError, wasm_bindgen};

use crate::World;

/// What the requests are answered from.
#[wasm_bindgen]
pub struct Vectors(World);

#[wasm_bindgen]
impl Vectors {
    /// From the files of `data/` and the tables of words that a page loads.
    ///
    /// # Errors
    /// What cannot be read.
    #[wasm_bindgen(constructor)]
    pub fn new(catalogues: &str, tax: &str, english: &str, german: &str) -> Result<Vectors, JsError> {
        Ok(Self(World::read(catalogues, tax, english, german)?))
    }

    /// A file of vectors, answered again.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn replay(&self, file: &str) -> Result<String, JsError> {
        Ok(self.0.replay(file)?)
    }
}
