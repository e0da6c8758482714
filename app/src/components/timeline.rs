//! What happened, what is happening and what is to come, in order. The state is in words as well, not by colour alone.

use crate::view::{AnyView, IntoAny};
use leptos::prelude::*;

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// How it stands.
    pub standing: Standing,
    /// What it is.
    pub what: String,
    /// When, for readers and (ISO 8601) for machines.
    pub when: Option<(String, String)>,
    /// Why, or what it means.
    pub why: Option<String>,
}

/// How an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It happened.
    Done,
    /// It is happening.
    Now,
    /// It will happen.
    Later,
    /// It does not apply here.
    Skipped,
    /// It went wrong.
    Failed,
}

impl Standing {
    const fn code(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Now => "now",
            Self::Later => "later",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// A timeline; additions are announced.
#[component]
pub fn Timeline(
    /// The entries in their order.
    #[prop(into)]
    entries: Signal<Vec<Entry>>,
) -> AnyView {
    view! {
        <ol class="timeline" role="list" aria-live="polite">
            // Keyed by content: only what is new is announced.
            <For each=move || entries.get() key=Clone::clone children=item/>
        </ol>
    }
    .into_any()
}

fn item(Entry { standing, what, when, why }: Entry) -> AnyView {
    let when = when.map(|(text, machine)| {
        view! { <p class="timeline__when"><time datetime=machine>{text}</time></p> }
    });
    view! {
        <li data-state=standing.code()>
            <p class="timeline__what">{what}</p>
            {when}
            {why.map(|why| view! { <p class="timeline__why">{why}</p> })}
        </li>
    }
    .into_any()
}
