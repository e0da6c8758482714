//! The word of warning on every page of a demonstration, also on those that are sent without scripts.

use leptos::prelude::*;
use messages::Words;

use crate::facts::Mode;
use crate::view::{AnyView, IntoAny};

/// Says that this is a demo, and where its mails are. Absent in a real shop.
pub fn demo_banner(words: Words, mode: Mode) -> AnyView {
    if mode != Mode::Demo {
        return ().into_any();
    }
    view! {
        <aside class="banner" aria-label=words.common_demo_banner()>
            <span>{words.common_demo_banner()}</span> " "
            <a href="/dev/mail">{words.common_demo_mail()}</a>
        </aside>
    }
    .into_any()
}
