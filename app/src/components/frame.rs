//! What surrounds every page: skip link, header, the demo's word of warning, the main landmark, footer.

use leptos::prelude::*;

use crate::components::language_switch::LanguageSwitch;
use crate::facts::Mode;
use crate::setting::{use_mode, use_words};

/// The landmarks around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> AnyView {
    let words = use_words();
    let demo = use_mode() == Mode::Demo;
    view! {
        // `external`: the browser itself moves the focus; the router would only scroll.
        <a class="skip-link" href="#main" rel="external">{words.common_skip_to_content()}</a>
        <Show when=move || demo>
            <p class="demo-banner" role="note">{words.common_demo_banner()}</p>
        </Show>
        <header class="site-header"><a href="/">{words.common_brand()}</a></header>
        <main id="main" tabindex="-1">{children()}</main>
        <footer class="site-footer"><LanguageSwitch/></footer>
    }
    .into_any()
}
