//! `/invitations/{id}`: somebody is asked to become a member, and says yes or no.

use domain::ids::InvitationId;
use domain::moment::utc_date;
use domain::refusal::Refusal;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;

use super::frame::Troubled;
use crate::api::account::{AcceptInvitation, DeclineInvitation, INVITATION_FORM, InvitationShown, invitation_view};
use crate::api::error::{ApiError, NOT_FOUND};
use crate::api::person::use_someone;
use crate::api::response;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The invitation in the address.
#[component]
pub fn Invitation() -> AnyView {
    let id = use_params_map().read_untracked().get("id").and_then(|id| id.parse::<InvitationId>().ok());
    let seen = Resource::new(
        || (),
        move |()| async move {
            match id {
                Some(id) => invitation_view(id).await,
                None => Err(ApiError::new(NOT_FOUND)),
            }
        },
    );
    let retry = Callback::new(move |()| seen.refetch());
    let page = move |answer: Result<InvitationShown, ApiError>| match (answer, id) {
        (Ok(shown), Some(id)) => view! { <Asked id shown/> }.into_any(),
        (Err(error), _) if !error.is_not_found() => view! { <Troubled error retry/> }.into_any(),
        _ => view! { <Nothing/> }.into_any(),
    };
    view! {
        <div class="narrow">
            <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(4)/> }>
                {move || seen.get().map(page)}
            </Suspense>
        </div>
    }
    .into_any()
}

#[component]
fn Asked(id: InvitationId, shown: InvitationShown) -> AnyView {
    let words = use_words();
    let form = FormState::plain(INVITATION_FORM);
    form.settle();
    let refused = form.general().get_untracked();
    let InvitationShown { account, role, invited_by, expires_at, expired } = shown;
    let answer = |action: &'static str, class: &'static str, label: &'static str| {
        view! {
            <form method="post" action=action>
                <input type="hidden" name="invitation" value=id.to_string()/>
                <button class=class type="submit">{label}</button>
            </form>
        }
    };
    let title = words.account_invitation_title();
    view! {
        <div class="card stack">
            <PageHeading text=words.account_invitation_headline(invited_by, account) title/>
            {refused.into_iter().map(|text| view! { <Notice tone=Tone::Bad title=text/> }).collect_view()}
            <p>{words.account_invitation_as(words.role(role))}</p>
            <p class="fine">{words.role_text(role)}</p>
            {match expired {
                true => view! { <Notice tone=Tone::Warn title=words.refusal(&Refusal::new("invitation_expired"))/> }.into_any(),
                false => view! { <p>{words.account_invitation_until(words.date(utc_date(expires_at)))}</p> }.into_any(),
            }}
            <div class="row">
                {(!expired).then(|| answer(AcceptInvitation::url(), "button button--primary", words.account_accept()))}
                {answer(DeclineInvitation::url(), "button", words.account_decline())}
            </div>
        </div>
    }
    .into_any()
}

/// There is nothing here for this reader, who may be signed in with another address.
#[component]
fn Nothing() -> AnyView {
    response::not_found();
    let words = use_words();
    let email = use_someone().email().unwrap_or_default();
    view! {
        <div class="card stack">
            <PageHeading text=words.account_invitation_none()/>
            <p>{words.account_invitation_none_text(email)}</p>
            <p><a class="button" href="/account">{words.common_nav_account()}</a></p>
        </div>
    }
    .into_any()
}
