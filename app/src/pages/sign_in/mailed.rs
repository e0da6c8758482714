//! The link that was mailed with a code. Says whom it signs in and asks: programs that scan mail do no more than look.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::came_from;
use crate::api::error::ApiError;
use crate::api::response;
use crate::api::sign_in::{FollowSignInLink, look_at_sign_in_link};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Whom the link signs in, or that it is over.
#[component]
pub fn MailedLink(
    /// What stands in the address.
    link: String,
) -> AnyView {
    let kept = StoredValue::new(link);
    let seen = Resource::new(|| (), move |()| look_at_sign_in_link(kept.get_value()));
    let retry = Callback::new(move |()| seen.refetch());
    let page = move |answer: Result<String, ApiError>| match answer {
        Ok(email) => view! { <Asks email link=kept.get_value()/> }.into_any(),
        Err(error) if error.refused.is_empty() => {
            view! { <Trouble trouble=Signal::stored(Some(error)) retry/> }.into_any()
        }
        Err(_) => view! { <Over/> }.into_any(),
    };
    view! {
        <div class="narrow stack">
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(3)/> }>{move || seen.get().map(page)}</Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Asks(email: String, link: String) -> AnyView {
    let words = use_words();
    view! {
        <form class="card stack" method="post" action=FollowSignInLink::url()>
            <PageHeading text=words.signin_link_title()/>
            <p class="lede">{words.signin_link_text(email)}</p>
            <input type="hidden" name="link" value=link/>
            <input type="hidden" name="to" value=came_from()/>
            <p><button class="button button--primary button--wide" type="submit">{words.signin_link_go()}</button></p>
        </form>
    }
    .into_any()
}

/// It was used, or is too old; it may never have been one.
#[component]
fn Over() -> AnyView {
    response::gone();
    let words = use_words();
    view! {
        <div class="card stack">
            <PageHeading text=words.signin_link_over()/>
            <p>{words.signin_link_over_text()}</p>
            <p><a class="button" href="/sign-in">{words.signin_link_again()}</a></p>
        </div>
    }
    .into_any()
}
