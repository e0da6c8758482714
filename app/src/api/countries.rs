//! The names of countries. They are the server's to give: the browser's words do not hold them.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;
#[cfg(feature = "ssr")]
use super::visit::provided;

/// A country by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedCountry {
    /// Its code.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
}

/// Every country, in the order in which readers of the language look for them.
///
/// # Errors
/// The server was not reached.
#[server(prefix = "/fn", endpoint = "countries", output = Json, input = GetUrl)]
pub async fn countries() -> Result<Vec<NamedCountry>, ApiError> {
    let words = provided::<messages::Words>()?;
    let named = |(country, name): (domain::country::Country, &str)| NamedCountry {
        code: country.code().to_owned(),
        name: name.to_owned(),
    };
    Ok(words.countries().into_iter().map(named).collect())
}
