//! The one `<h1>` of a page, its title, and the focus that follows a navigation.
//!
//! After a client-side navigation the focus moves to the new page's heading, so that a screen reader announces it and the
//! keyboard goes on from there. On the first page the browser's own behaviour stands.

use leptos::html::H1;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_location;

/// Whether the page shown is still the one that the server sent.
#[derive(Clone, Copy)]
struct ShowsFirstPage(StoredValue<bool>);

/// Watches for the first navigation. Belongs inside the router, before the routes.
#[component]
pub fn FirstPage() -> impl IntoView {
    let first = ShowsFirstPage(StoredValue::new(true));
    provide_context(first);
    let path = use_location().pathname;
    Effect::watch(move || path.get(), move |_, _, _| first.0.set_value(false), false);
}

/// The heading of a page: sets the document's title, and takes the focus after a navigation.
#[component]
pub fn PageHeading(
    /// What the page is, in the reader's language.
    #[prop(into)]
    text: Signal<String>,
    /// What tabs and bookmarks call it, where that is something shorter.
    #[prop(optional, into)]
    title: Option<String>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    let first = expect_context::<ShowsFirstPage>();
    heading.on_load(move |heading| {
        if !first.0.get_value() {
            let _ = heading.focus();
        }
    });
    // The server writes the title last, when what this page was made of may be gone already.
    let at_first = text.get_untracked();
    let title = move || title.clone().or_else(|| text.try_get()).unwrap_or_else(|| at_first.clone());
    view! {
        <Title text=title/>
        <h1 node_ref=heading tabindex="-1">{move || text.get()}</h1>
    }
}
