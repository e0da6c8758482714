//! A postal address as it stands on an envelope: the town's line in the order in which its country writes it.

use crate::view::{AnyView, IntoAny};
use domain::address::{Address, Field, fields};
use leptos::prelude::*;

/// The lines of an address, the country last.
#[component]
pub fn PostalAddress(
    /// The address.
    address: Address,
    /// What stands above it: company and name.
    above: Vec<String>,
    /// The name of the country.
    #[prop(into)]
    country: String,
) -> AnyView {
    let specs = address.country.map(fields).unwrap_or_default();
    let of_town = |field: &Field| !matches!(field, Field::Line1 | Field::Line2);
    let town = specs.iter().map(|spec| spec.field).filter(of_town).map(|field| address.typed(field).to_owned());
    let town = town.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = above.into_iter().chain([address.line1, address.line2, town, country]);
    let lines = lines.filter(|line| !line.trim().is_empty()).map(|line| view! { <span>{line}</span> <br/> });
    view! { <address>{lines.collect_view()}</address> }.into_any()
}
