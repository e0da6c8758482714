//! What surrounds every page: skip link, the demo's word of warning, header, the main landmark, footer.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::children::Children;
use crate::components::brand::Brand;
use crate::components::demo_banner::demo_banner;
use crate::components::language_switch::LanguageSwitch;
use crate::components::person_menu::PersonMenu;
use crate::setting::{use_mode, use_words};
use crate::view::{AnyView, IntoAny};

/// The landmarks around a page.
#[component]
pub fn Frame(
    /// The page.
    children: Children,
) -> AnyView {
    let words = use_words();
    view! {
        <div class="site">
            // `external`: the browser itself moves the focus; the router would only scroll.
            <a class="skip unseen" href="#main" rel="external">{words.common_skip_to_content()}</a>
            {demo_banner(words, use_mode())}
            <header class="site-header">
                <Brand/>
                <MainNavigation/>
                <div class="site-header__end">
                    <Person/>
                    <LanguageSwitch/>
                </div>
            </header>
            <main id="main" class="page" tabindex="-1">{children.view()}</main>
            <footer class="site-footer">
                <p>{words.common_brand()}</p>
                <nav aria-label=words.common_footer_label()>
                    <a href="/">{words.common_nav_plans()}</a>
                    <a href="/contact-sales">{words.plans_contact_sales()}</a>
                </nav>
            </footer>
        </div>
    }
    .into_any()
}

/// Whether the address is one of a checkout: nothing there leads away.
fn in_checkout() -> Memo<bool> {
    let path = use_location().pathname;
    Memo::new(move |_| path.read().starts_with("/checkout/"))
}

/// Who is signed in; not in a checkout.
#[component]
fn Person() -> AnyView {
    let hidden = in_checkout();
    view! {
        <div class="site-header__people" hidden=move || hidden.get()>
            <PersonMenu/>
        </div>
    }
    .into_any()
}

/// The links at the head of a page. A checkout has none: nothing there leads away.
#[component]
fn MainNavigation() -> AnyView {
    let words = use_words();
    let path = use_location().pathname;
    let hidden = in_checkout();
    let current = move |address: &'static str| move || (*path.read() == address).then_some("page");
    view! {
        <nav class="site-header__nav" aria-label=words.common_nav_label() hidden=move || hidden.get()>
            <a href="/" aria-current=current("/")>{words.common_nav_plans()}</a>
            <a href="/contact-sales" aria-current=current("/contact-sales")>{words.plans_contact_sales()}</a>
        </nav>
    }
    .into_any()
}
