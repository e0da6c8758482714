//! `/l/{secret}`: a link that somebody was sent. Says what it opens and asks; or says why it leads nowhere.
//!
//! Looking at the page uses nothing up: programs that scan mail do no more than that. Following the link is a form, with and
//! without script, and takes the secret out of the address and out of the browser's history.

use domain::access::Scope;
use jiff::Timestamp;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::NavigateOptions;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_params_map};

use crate::api::error::ApiError;
use crate::api::link::{LinkSeen, RedeemLink, look_at_link, redeem_link};
use crate::api::response;
use crate::components::action_button::ActionButton;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::own_path::leading_to;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The page of the link in the address.
#[component]
pub fn Link() -> AnyView {
    let secret = use_params_map().read_untracked().get("secret").unwrap_or_default();
    let seen = OnceResource::new(look_at_link(secret.clone()));
    let secret = StoredValue::new(secret);
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(3)/> }>
            {move || seen.get().map(|seen| match seen {
                Ok(LinkSeen::Followed { to }) => view! { <Redirect path=to options=instead()/> }.into_any(),
                Ok(LinkSeen::Waiting { opens, approves, until }) => {
                    view! { <Waiting secret=secret.get_value() opens approves until/> }.into_any()
                }
                Err(error) => view! { <Nowhere error secret=secret.get_value()/> }.into_any(),
            })}
        </Suspense>
    }
    .into_any()
}

/// In the place of this page, so that going back does not lead to the secret.
fn instead() -> NavigateOptions {
    NavigateOptions { replace: true, ..NavigateOptions::default() }
}

/// A link that can be followed: until it has turned out that it cannot.
#[component]
fn Waiting(secret: String, opens: Scope, approves: bool, until: Timestamp) -> AnyView {
    let follow = Action::new({
        let secret = secret.clone();
        move |(): &()| redeem_link(secret.clone())
    });
    let navigate = use_navigate();
    Effect::new(move |_| {
        if let Some(Ok(to)) = follow.value().get() {
            navigate(&to, instead());
        }
    });
    let failure = move || follow.value().get().and_then(Result::err);
    let nowhere = Memo::new(move |_| failure().filter(|error| !error.refused.is_empty()));
    let trouble = Memo::new(move |_| failure().filter(|error| error.refused.is_empty()));
    let send = Callback::new(move |()| {
        follow.dispatch(());
    });
    view! {
        {move || match nowhere.get() {
            Some(error) => view! { <Nowhere error secret=secret.clone()/> }.into_any(),
            None => {
                let (secret, trouble) = (secret.clone(), trouble.into());
                view! { <Door secret opens approves until send busy=follow.pending() trouble/> }.into_any()
            }
        }}
    }
    .into_any()
}

/// What the link opens, and the button that does.
#[component]
fn Door(
    secret: String,
    opens: Scope,
    approves: bool,
    until: Timestamp,
    send: Callback<()>,
    #[prop(into)] busy: Signal<bool>,
    trouble: Signal<Option<ApiError>>,
) -> AnyView {
    let words = use_words();
    let (title, text) = match opens {
        Scope::Checkout(_) if approves => (words.link_approve_title(), words.link_approve_text()),
        Scope::Checkout(_) => (words.link_checkout_title(), words.link_checkout_text()),
        Scope::Trial(_) => (words.link_trial_title(), words.link_trial_text()),
        Scope::Order(_) => (words.link_order_title(), words.link_order_text()),
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    view! {
        <div class="narrow">
            <form class="card stack" method="post" action=RedeemLink::url() on:submit=submit>
                <PageHeading text=title/>
                <p class="lede">{text}</p>
                <p>{words.link_once(words.date_time(until))}</p>
                <input type="hidden" name="secret" value=secret/>
                <Trouble trouble retry=send/>
                <ActionButton text=words.link_open() busy wide=true/>
            </form>
        </div>
    }
    .into_any()
}

/// Why a link leads nowhere, and what to do: an approver whom it was sent to can open a used one again once they are signed in.
#[component]
fn Nowhere(error: ApiError, secret: String) -> AnyView {
    let words = use_words();
    response::gone();
    let code = error.error.code.as_str();
    let sign_in = (error.error.field.as_deref() == Some("approver")).then(|| {
        let href = leading_to("/sign-in", &format!("/l/{secret}"));
        view! { <a class="button" href=href>{words.signin_title()}</a> }
    });
    let (title, text) = match code {
        "link_used" => (words.errors_link_used_title(), words.errors_link_used_text().to_owned()),
        "link_expired" => (words.errors_link_expired_title(), words.errors_link_expired_text().to_owned()),
        "link_unknown" => (words.link_unknown_title(), error.text(words)),
        _ => (words.errors_failure_title(), error.text(words)),
    };
    view! {
        <div class="column stack">
            <PageHeading text=title/>
            <p class="lede">{text}</p>
            <p class="row">
                {sign_in}
                <a class="button button--plain" href="/">{words.errors_to_plans()}</a>
            </p>
        </div>
    }
    .into_any()
}
