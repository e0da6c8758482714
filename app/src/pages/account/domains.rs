//! The mail domains of an account, on the page of its billing details: claimed, shown by a record, given up.

use domain::account::{DomainName, DomainSeen};
use domain::ids::AccountId;
use domain::moment::utc_date;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::domains::{ClaimDomain, DOMAINS_FORM, DomainNews, ReleaseDomain, VerifyDomain};
use crate::components::copy_button::CopyButton;
use crate::components::disclosure::Disclosure;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The domains, and the form that claims another.
#[component]
pub fn Domains(
    /// Whose.
    account: AccountId,
    /// Those that there are.
    domains: Vec<DomainSeen>,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(DOMAINS_FORM);
    let field = form.field("domain", "");
    let field =
        field.checked_by(move |text| DomainName::typed(text, "domain").err().map(|refusal| words.refusal(&refusal)));
    let news = form.settle().and_then(|flash| flash.read_news::<DomainNews>()).map(|news| match news {
        DomainNews::Claimed(domain) => words.domains_claimed(domain),
        DomainNews::Verified(domain) => words.domains_verified(domain),
        DomainNews::Released(domain) => words.domains_released(domain),
    });
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    let items = domains.into_iter().map(|domain| view! { <Claim account domain/> });
    view! {
        <section class="card stack" aria-labelledby="domains">
            <h2 id="domains">{words.domains_title()}</h2>
            <p>{words.domains_lead()}</p>
            {news.map(|text| view! { <Notice tone=Tone::Good title=text/> })}
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <ul class="members" role="list">{items.collect_view()}</ul>
            <form class="stack" method="post" action=ClaimDomain::url() novalidate on:submit=submit>
                <input type="hidden" name="account" value=account.to_string()/>
                <TextField
                    field
                    label=words.domains_add()
                    hint=words.domains_add_hint()
                    autocomplete="off"
                    holds=Holds::Code
                />
                <p><button class="button" type="submit">{words.domains_claim()}</button></p>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Claim(account: AccountId, domain: DomainSeen) -> AnyView {
    let words = use_words();
    let DomainSeen { id, domain, record_name, record_value, verified_at, missing } = domain;
    let (badge, class) = match (verified_at, missing) {
        (None, _) => (words.domains_badge_pending(), "badge"),
        (Some(_), true) => (words.domains_badge_missing(), "badge"),
        (Some(_), false) => (words.domains_badge_verified(), "badge badge--good"),
    };
    let about = match verified_at {
        None => words.domains_set_record(&domain),
        Some(_) if missing => words.domains_is_missing().to_owned(),
        Some(at) => words.domains_is_verified(words.date(utc_date(at))),
    };
    let hidden = move || {
        view! {
            <input type="hidden" name="account" value=account.to_string()/>
            <input type="hidden" name="claim" value=id.to_string()/>
        }
    };
    let verify = verified_at.is_none().then(|| {
        view! {
            <form method="post" action=VerifyDomain::url()>
                {hidden()}
                <button class="button button--primary" type="submit">{words.domains_verify()}</button>
            </form>
        }
    });
    let label = format!("{}: {domain}", words.domains_release());
    view! {
        <li class="claim stack">
            <p><strong>{domain.clone()}</strong> " " <span class=class>{badge}</span></p>
            <p class="fine">{about}</p>
            <dl class="facts">
                <Copied label=words.domains_record_name() copy=words.domains_copy_name() text=record_name/>
                <Copied label=words.domains_record_value() copy=words.domains_copy_value() text=record_value/>
            </dl>
            {verify}
            <Disclosure summary=words.domains_release().to_owned() label>
                <form class="stack" method="post" action=ReleaseDomain::url()>
                    {hidden()}
                    <p>{words.domains_release_sure(domain)}</p>
                    <p><button class="button button--danger" type="submit">{words.domains_release()}</button></p>
                </form>
            </Disclosure>
        </li>
    }
    .into_any()
}

/// A part of the record, to be put into somebody else's form.
#[component]
fn Copied(label: &'static str, copy: &'static str, text: String) -> AnyView {
    let copied = text.clone();
    view! {
        <div>
            <dt>{label}</dt>
            <dd class="row"><code>{text}</code> <CopyButton label=copy text=move || copied.clone()/></dd>
        </div>
    }
    .into_any()
}
