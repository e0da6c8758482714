//! The end of the head: the way to sign in, or one's own page and the way out. Signing out is a form without script on
//! purpose: the new page has forgotten everything that the old one had in memory.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_location;

use crate::api::person::use_someone;
use crate::api::sign_in::{AT_HOME, SignOut};
use crate::own_path::leading_to;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Who is signed in, and what they can do about it.
#[component]
pub fn PersonMenu() -> AnyView {
    let words = use_words();
    let someone = use_someone();
    let location = use_location();
    let (path, search) = (location.pathname, location.search);
    let sign_in = move || match (path.get().as_str(), search.get().as_str()) {
        ("/", "") => "/sign-in".to_owned(),
        (path, "") => leading_to("/sign-in", path),
        (path, search) => leading_to("/sign-in", &format!("{path}?{search}")),
    };
    let current = move |address: &'static str| move || (*path.read() == address).then_some("page");
    view! {
        {move || match someone.email() {
            None => view! { <a class="site-header__person" href=sign_in aria-current=current("/sign-in")>{words.common_nav_sign_in()}</a> }
                .into_any(),
            Some(email) => view! {
                <a
                    class="site-header__person"
                    href=AT_HOME
                    title=words.common_nav_signed_in_as(email)
                    aria-current=current(AT_HOME)
                >
                    {words.common_nav_account()}
                </a>
                <form method="post" action=SignOut::url()>
                    <button class="site-header__person" type="submit">{words.common_nav_sign_out()}</button>
                </form>
            }
            .into_any(),
        }}
    }
    .into_any()
}
