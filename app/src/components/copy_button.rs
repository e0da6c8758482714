//! Puts a text on the clipboard and says so. Not shown where there is no script, because it cannot work there.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use crate::components::icon::{Glyph, Icon};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// How long the button says what happened.
const SAYS_SO_FOR: Duration = Duration::from_secs(2);

/// What became of the last press.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    Failed,
}

/// A button that copies.
#[component]
pub fn CopyButton(
    /// What it is called before it is pressed.
    #[prop(into)]
    label: String,
    /// What is copied; asked for when the button is pressed.
    #[prop(into)]
    text: Callback<(), String>,
) -> AnyView {
    let words = use_words();
    let outcome = RwSignal::new(None);
    let copy = move |_| {
        let written = window().navigator().clipboard().write_text(&text.run(()));
        spawn_local(async move {
            let copied = JsFuture::from(written).await.is_ok();
            outcome.set(Some(if copied { Outcome::Copied } else { Outcome::Failed }));
            set_timeout(move || outcome.set(None), SAYS_SO_FOR);
        });
    };
    let copied = move || outcome.get() == Some(Outcome::Copied);
    let news = move || match outcome.get() {
        None => "",
        Some(Outcome::Copied) => words.common_copied(),
        Some(Outcome::Failed) => words.common_copy_failed(),
    };
    view! {
        <button class="button copy" type="button" on:click=copy data-done=move || copied().then_some("")>
            <Icon glyph=Glyph::Copy/>
            {move || if copied() { words.common_copied().to_owned() } else { label.clone() }}
        </button>
        <span class="unseen" role="status">{news}</span>
    }
    .into_any()
}
