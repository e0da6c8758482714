//! `/account/security`: where somebody is signed in, and the way to end it elsewhere; their data, to have and to erase. Ending is a form without script, like
//! signing out: what is shown afterwards is what the server knows.

use domain::access::session::OpenSession;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::data::OwnData;
use super::frame::{AccountNav, Troubled};
use crate::api::error::ApiError;
use crate::api::form::take_flash;
use crate::api::security::{EndOtherSessions, EndSession, Ended, SECURITY_FORM, sessions_view};
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The list of sessions.
#[component]
pub fn Security() -> AnyView {
    let words = use_words();
    let ended = take_flash(SECURITY_FORM).and_then(|flash| flash.read_news::<Ended>());
    let open = Resource::new(|| (), |()| sessions_view());
    let retry = Callback::new(move |()| open.refetch());
    let page = move |answer: Result<Vec<OpenSession>, ApiError>| match answer {
        Ok(all) => view! { <Sessions all/> }.into_any(),
        Err(error) => view! { <Troubled error retry/> }.into_any(),
    };
    let news = |ended| match ended {
        Ended::One => words.security_ended(),
        Ended::Others => words.security_ended_others(),
    };
    view! {
        <div class="column account">
            <AccountNav/>
            <header class="checkout-head">
                <PageHeading text=words.security_title()/>
            </header>
            {ended.map(|ended| view! { <Notice tone=Tone::Good title=news(ended)/> })}
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(6)/> }>
                {move || open.get().map(page)}
            </Suspense>
            <OwnData/>
        </div>
    }
    .into_any()
}

#[component]
fn Sessions(all: Vec<OpenSession>) -> AnyView {
    let words = use_words();
    let elsewhere = all.iter().any(|session| !session.here);
    let end_others = elsewhere.then(|| {
        view! {
            <form method="post" action=EndOtherSessions::url()>
                <button class="button" type="submit">{words.security_end_others()}</button>
            </form>
        }
    });
    view! {
        <section class="card stack" aria-labelledby="sessions">
            <h2 id="sessions">{words.security_sessions()}</h2>
            <p>{if elsewhere { words.security_lead() } else { words.security_only_here() }}</p>
            <ul class="belongings" role="list">{all.into_iter().map(item).collect_view()}</ul>
            {end_others}
        </section>
    }
    .into_any()
}

fn item(OpenSession { id, here, signed_in_at, used_at, by, device }: OpenSession) -> AnyView {
    let words = use_words();
    let device = device.unwrap_or_else(|| words.security_device_unknown().to_owned());
    let how =
        by.map_or_else(|| words.security_signed_in_by_code().to_owned(), |name| words.security_signed_in_by(name));
    let name = words.security_end_named(&device, words.date_time(signed_in_at));
    let end = if here {
        view! { <span class="badge badge--good">{words.security_here()}</span> }.into_any()
    } else {
        view! {
            <form method="post" action=EndSession::url()>
                <input type="hidden" name="id" value=id.to_string()/>
                <button class="button" type="submit" aria-label=name>{words.security_end()}</button>
            </form>
        }
        .into_any()
    };
    view! {
        <li>
            <div>
                <p><strong>{device}</strong></p>
                <p class="fine">{how}</p>
                <p class="fine">
                    {words.security_since()} " "
                    <time datetime=signed_in_at.to_string()>{words.date_time(signed_in_at)}</time>
                    ". " {words.security_last_used()} " "
                    <time datetime=used_at.to_string()>{words.date_time(used_at)}</time>
                </p>
            </div>
            {end}
        </li>
    }
    .into_any()
}
