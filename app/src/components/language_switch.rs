//! The links that change the language of the page. They load the page anew: the bundle holds one language's words.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use messages::Locale;

use crate::setting::{use_locale, use_words};
use crate::view::{AnyView, IntoAny};

/// One link per language, to the page that is shown.
#[component]
pub fn LanguageSwitch() -> AnyView {
    let words = use_words();
    let links = Locale::SHIPPED.map(|locale| view! { <li><LanguageLink locale/></li> });
    view! {
        <nav class="language-switch" aria-label=words.common_language()>
            <ul class="language-switch__list" role="list">{links.into_iter().collect_view()}</ul>
        </nav>
    }
    .into_any()
}

#[component]
fn LanguageLink(locale: Locale) -> AnyView {
    let location = use_location();
    let address = move || {
        let mut query = location.query.get();
        query.replace("lang", locale.code().to_owned());
        format!("{}{}", location.pathname.get(), query.to_query_string())
    };
    let current = use_locale() == locale;
    view! {
        <a
            href=address
            rel="external"
            lang=locale.code()
            hreflang=locale.code()
            aria-current=current.then_some("true")
        >
            {locale.autonym()}
        </a>
    }
    .into_any()
}
