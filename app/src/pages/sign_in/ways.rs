//! The ways to be signed in by somebody else: a link for each provider that everybody may use. They lead off the site, so that
//! the browser follows them itself.

use domain::access::oidc::WayIn;
use leptos::prelude::*;

use crate::api::sign_in::by_provider;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The links; nothing where there are none.
#[component]
pub fn Ways(ways: Vec<WayIn>, to: String) -> AnyView {
    let words = use_words();
    if ways.is_empty() {
        return ().into_any();
    }
    let link = |way: WayIn| {
        view! {
            <a class="button button--large button--wide" href=by_provider(&way.slug, &to) rel="external">
                {words.security_continue_with(way.name)}
            </a>
        }
    };
    view! {
        <p class="sign-in__or fine">{words.security_or()}</p>
        <div class="stack">{ways.into_iter().map(link).collect_view()}</div>
    }
    .into_any()
}
