//! The further addresses of an account, on the page of its billing details: a list, and in its place the form of one of them
//! while the address names it (`?address=new`, `?address=plc_…`).

use std::collections::BTreeMap;

use domain::account::{AccountOverview, Place, ProfileForm};
use domain::ids::{AccountId, PlaceId};
use domain::refusal::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use crate::api::account::{KeepPlace, PLACE_FORM, PlaceNews, RemovePlace};
use crate::components::address_fields::{AddressFields, AddressStates};
use crate::components::default_submit::DefaultSubmit;
use crate::components::disclosure::Disclosure;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::text_field::{Holds, TextField};
use crate::setting::{use_setting, use_words};
use crate::view::{AnyView, IntoAny};

/// What the address says is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edited {
    /// A new place.
    New,
    /// One that there is.
    Known(PlaceId),
}

/// The place that the page's address names to be edited. Reactive.
#[must_use]
pub fn edited_place() -> Memo<Option<Edited>> {
    let query = use_query_map();
    Memo::new(move |_| match query.read().get_str("address")? {
        "new" => Some(Edited::New),
        id => id.parse().ok().map(Edited::Known),
    })
}

fn settings(account: AccountId, address: Option<String>) -> String {
    let address = address.map(|address| format!("&address={address}")).unwrap_or_default();
    format!("/account/settings?account={account}{address}")
}

/// The further addresses, each with what can be done with it.
#[component]
pub fn Places(
    /// Whose.
    account: AccountOverview,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(PLACE_FORM);
    let news = form.settle().and_then(|flash| flash.read_news::<PlaceNews>()).map(|news| match news {
        PlaceNews::Kept => words.account_places_kept(),
        PlaceNews::Removed => words.account_places_removed(),
    });
    let id = account.id;
    let items = account.profile.places.iter().map(|place| {
        let (place, line) = (place.clone(), place.address.in_one_line());
        let change = format!("{}: {line}", words.account_places_change());
        let vat_id = place.vat_id.clone().map(|vat_id| {
            view! { <br/> <span class="fine">{words.details_vat_id()} " " {vat_id}</span> }
        });
        let remove = format!("{}: {line}", words.account_places_remove());
        view! {
            <li class="claim stack">
                <p>
                    <strong>{line.clone()}</strong>
                    {vat_id}
                </p>
                <div class="row">
                    <a class="button" rel="external" href=settings(id, Some(place.id.to_string())) aria-label=change>
                        {words.account_places_change()}
                    </a>
                    <Disclosure summary=words.account_places_remove().to_owned() label=remove>
                        <form class="stack" method="post" action=RemovePlace::url()>
                            <input type="hidden" name="account" value=id.to_string()/>
                            <input type="hidden" name="place" value=place.id.to_string()/>
                            <p>{words.account_places_remove_sure(line)}</p>
                            <p>
                                <button class="button button--danger" type="submit">{words.account_places_remove()}</button>
                            </p>
                        </form>
                    </Disclosure>
                </div>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <section class="card stack" aria-labelledby="places">
            <h2 id="places">{words.account_places_title()}</h2>
            <p>{words.account_places_lead(&account.profile.legal_name)}</p>
            {news.map(|text| view! { <Notice tone=Tone::Good title=text/> })}
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <ul class="members" role="list">{items}</ul>
            <p>
                <a class="button" rel="external" href=settings(id, Some("new".to_owned()))>
                    {words.account_places_add()}
                </a>
            </p>
        </section>
    }
    .into_any()
}

/// The form of one address.
#[component]
pub fn PlaceEditor(
    /// Whose.
    account: AccountOverview,
    /// Which.
    edited: Edited,
) -> AnyView {
    let words = use_words();
    let known = match edited {
        Edited::New => None,
        Edited::Known(id) => account.profile.at(Some(id)).map(|profile| (id, ProfileForm::from(&profile))),
    };
    if known.is_none() && edited != Edited::New {
        // Somebody else has taken it out meanwhile.
        return view! { <Notice title=words.errors_not_found_title()><p>{words.errors_not_found_text()}</p></Notice> }
            .into_any();
    }
    let form = FormState::plain(PLACE_FORM);
    let first = known.as_ref().map(|(_, form)| form.clone()).unwrap_or_default();
    let initial: BTreeMap<String, String> =
        serde_json::to_value(first).and_then(serde_json::from_value).unwrap_or_default();
    let field = |name: &'static str| {
        let field = form.field(name, initial.get(name).map_or("", String::as_str));
        let objection = objecting(form, name);
        field.checked_by(move |text| objection(text).map(|refusal| words.refusal(&refusal)))
    };
    let address = AddressStates::new(field);
    let vat_id = field("vat_id");
    form.settle();
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    let heading = if known.is_some() { words.account_places_edit() } else { words.account_places_new() };
    let place = known.map(|(id, _)| view! { <input type="hidden" name="place" value=id.to_string()/> });
    view! {
        <section class="card stack" aria-labelledby="place">
            <h2 id="place">{heading}</h2>
            <form class="stack" method="post" action=KeepPlace::url() novalidate on:submit=submit>
                <DefaultSubmit/>
                <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                <input type="hidden" name="account" value=account.id.to_string()/>
                {place}
                <AddressFields fields=address/>
                <TextField field=vat_id label=words.details_vat_id() autocomplete="off" holds=Holds::Code optional=true/>
                <div class="form-end">
                    <a class="button button--plain" rel="external" href=settings(account.id, None)>
                        {words.account_places_close()}
                    </a>
                    <button class="button button--primary" type="submit">{words.account_places_save()}</button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What the server would say against a text in this field, asked of the same rule.
fn objecting(form: FormState, name: &'static str) -> impl Fn(&str) -> Option<Refusal> + Send + Sync {
    let setting = use_setting();
    move |text| {
        let typed: ProfileForm = form.read_with(name, text);
        let read = Place::typed(PlaceId::from_bits(0), &typed, &setting.taxes, setting.facts.as_of);
        read.err()?.into_iter().find(|refusal| refusal.field.as_deref() == Some(name))
    }
}
