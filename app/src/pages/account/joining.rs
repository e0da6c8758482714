//! Asking to join an account, on one's own page; and who asks, on the page of members.

use domain::account::{JoinOffer, JoinRequestSeen, Role};
use domain::ids::{AccountId, JoinRequestId};
use domain::moment::utc_date;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::domains::{ApproveJoin, AskToJoin, DeclineJoin, JOIN_FORM, join_offer};
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The account that the reader can ask to join; nothing where there is none.
#[component]
pub fn Joinable() -> AnyView {
    let offer = Resource::new(|| (), |()| join_offer());
    view! {
        <Suspense>
            {move || offer.get().and_then(Result::ok).flatten().map(|offer| view! { <Offer offer/> })}
        </Suspense>
    }
    .into_any()
}

#[component]
fn Offer(offer: JoinOffer) -> AnyView {
    let words = use_words();
    let form = FormState::plain(JOIN_FORM);
    let asked = form.settle().and_then(|flash| flash.read_news::<bool>()).unwrap_or_default();
    let refused = form.general().get_untracked();
    let ask = (!offer.waits).then(|| {
        view! {
            <form method="post" action=AskToJoin::url()>
                <button class="button button--primary" type="submit">{words.domains_join_ask()}</button>
            </form>
        }
    });
    let text = match offer.waits {
        true => words.domains_join_waits().to_owned(),
        false => words.domains_join_text(offer.domain),
    };
    view! {
        <section class="card stack" aria-labelledby="join">
            <h2 id="join">{words.domains_join_title(offer.account)}</h2>
            {asked.then(|| view! { <Notice tone=Tone::Good title=words.domains_join_asked()/> })}
            {refused.into_iter().map(|text| view! { <Notice tone=Tone::Bad title=text/> }).collect_view()}
            <p>{text}</p>
            {ask}
        </section>
    }
    .into_any()
}

/// Who asks, each with the two answers.
#[component]
pub fn Asking(
    /// To join what.
    account: AccountId,
    /// Who waits.
    requests: Vec<JoinRequestSeen>,
) -> AnyView {
    let words = use_words();
    let items = requests.into_iter().map(|JoinRequestSeen { id, email, name, asked_at }| {
        let since = words.domains_requests_since(words.date(utc_date(asked_at)));
        view! {
            <li class="member">
                <div class="member__who">
                    <p class="member__name">{name.clone().unwrap_or_else(|| email.clone())}</p>
                    {name.is_some().then(|| view! { <p class="member__email">{email.clone()}</p> })}
                    <p class="fine">{since}</p>
                </div>
                <Answers account request=id email/>
            </li>
        }
    });
    view! {
        <section class="card" aria-labelledby="asking">
            <h2 id="asking">{words.domains_requests_title()}</h2>
            <ul class="members" role="list">{items.collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Answers(account: AccountId, request: JoinRequestId, email: String) -> AnyView {
    let words = use_words();
    let id = format!("role-{request}");
    let options =
        Role::ALL.map(|one| view! { <option value=one.name() selected=one == Role::Viewer>{words.role(one)}</option> });
    let hidden = move || {
        view! {
            <input type="hidden" name="account" value=account.to_string()/>
            <input type="hidden" name="request" value=request.to_string()/>
        }
    };
    let (approve, refuse) = (words.domains_approve_named(&email), words.domains_refuse_named(&email));
    view! {
        <div class="member__acts">
            <form class="row" method="post" action=ApproveJoin::url()>
                {hidden()}
                <div class="field">
                    <label class="unseen" for=id.clone()>{words.account_role()} " " {email}</label>
                    <select id=id name="role" autocomplete="off">{options.into_iter().collect_view()}</select>
                </div>
                <button class="button button--primary" type="submit" aria-label=approve>{words.domains_approve()}</button>
            </form>
            <form method="post" action=DeclineJoin::url()>
                {hidden()}
                <button class="button" type="submit" aria-label=refuse>{words.domains_refuse()}</button>
            </form>
        </div>
    }
    .into_any()
}
