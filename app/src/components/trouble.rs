//! What could not be sent or was not answered: said where it happened, with a way to try again; nothing typed is lost.

use leptos::ev;
use leptos::prelude::*;

use crate::api::error::{ApiError, UNREACHABLE};
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The trouble, if there is any, and the button that tries again. Once the browser is connected again it tries by itself.
#[component]
pub fn Trouble(
    /// What went wrong.
    trouble: Signal<Option<ApiError>>,
    /// Tries again.
    retry: Callback<()>,
) -> AnyView {
    let words = use_words();
    let connected = window_event_listener(ev::online, move |_| {
        if trouble.with_untracked(|trouble| trouble.as_ref().is_some_and(|error| error.error.code == UNREACHABLE)) {
            retry.run(());
        }
    });
    on_cleanup(move || connected.remove());
    let notice = move |error: ApiError| {
        let offline = error.error.code == UNREACHABLE && !window().navigator().on_line();
        let title = if offline { words.errors_offline_title() } else { words.errors_failure_title() };
        let text = if offline { words.common_offline().to_owned() } else { error.text(words) };
        let reference = error.error.request_id.map(|id| view! { <p>{words.errors_failure_reference(id)}</p> });
        view! {
            <Notice tone=Tone::Bad title=title>
                <p>{text}</p>
                {reference}
                <button type="button" class="button" on:click=move |_| retry.run(())>
                    {words.common_retry()}
                </button>
            </Notice>
        }
    };
    view! { {move || trouble.get().map(notice)} }.into_any()
}
