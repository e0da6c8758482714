//! A titled list on a card.

use leptos::prelude::*;

use crate::view::{AnyView, IntoAny};

/// A titled list; nothing where it has no items.
#[component]
pub fn TitledList(
    /// Its title.
    title: &'static str,
    /// Its items, each a `<li>`.
    items: Vec<AnyView>,
) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="card">
            <h2>{title}</h2>
            <ul class="belongings" role="list">{items}</ul>
        </section>
    }
    .into_any()
}
