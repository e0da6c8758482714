//! The choice of a country, by the names that the reader's language has for them.

use leptos::prelude::*;

use crate::api::countries::{NamedCountry, countries};
use crate::components::field_state::FieldState;
use crate::components::select_field::{Entry, SelectField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A list of every country. Without the list, while it loads, the field is there with nothing to choose.
#[component]
pub fn CountryField(
    /// Its state; its name is also the id.
    field: FieldState,
    /// The visible label.
    label: &'static str,
    /// The autocomplete token of the HTML standard.
    autocomplete: &'static str,
) -> AnyView {
    let named = OnceResource::new(countries());
    view! {
        <Suspense fallback=move || list(field, label, autocomplete, Vec::new())>
            {move || named.get().map(|named| list(field, label, autocomplete, named.unwrap_or_default()))}
        </Suspense>
    }
    .into_any()
}

fn list(field: FieldState, label: &'static str, autocomplete: &'static str, named: Vec<NamedCountry>) -> AnyView {
    let none = Entry::new("", use_words().common_choose());
    let known = named.into_iter().map(|country| Entry::new(country.code, country.name));
    let entries = std::iter::once(none).chain(known).collect();
    view! { <SelectField field label entries autocomplete/> }.into_any()
}
