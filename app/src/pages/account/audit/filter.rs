//! What of the trail is wanted: a GET form.

use domain::audit::AuditFilter;
use domain::ids::AccountId;
use leptos::prelude::*;
use messages::audit::EVENTS;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The kinds of actor, as they are stored.
const ACTORS: [&str; 6] = ["user", "approver", "partner", "staff", "system", "visitor"];

/// By what happened, by whom, and from when to when.
#[component]
pub fn Filter(
    /// Of which account.
    account: AccountId,
    /// What is asked for now.
    filter: AuditFilter,
) -> AnyView {
    let words = use_words();
    let option = |value: &'static str, label: String, chosen: &str| {
        view! { <option value=value selected=value == chosen>{label}</option> }
    };
    let events =
        EVENTS.iter().map(|name| option(name, words.audit_event(name).to_owned(), &filter.event)).collect_view();
    let actors = ACTORS.map(|kind| option(kind, words.audit_actor(kind).to_owned(), &filter.actor));
    let day = |name: &'static str, label: &'static str, day: Option<jiff::civil::Date>| {
        let value = day.map(|day| day.to_string());
        view! {
            <div class="field">
                <label for=name>{label}</label>
                <input type="date" id=name name=name value=value autocomplete="off"/>
            </div>
        }
    };
    view! {
        <form class="audit-filter" method="get" action="/account/audit">
            <input type="hidden" name="account" value=account.to_string()/>
            <div class="field">
                <label for="event">{words.audit_filter_event()}</label>
                <select id="event" name="event" autocomplete="off">
                    <option value="">{words.audit_filter_any()}</option>
                    {events}
                </select>
            </div>
            <div class="field">
                <label for="actor">{words.audit_filter_actor()}</label>
                <select id="actor" name="actor" autocomplete="off">
                    <option value="">{words.audit_filter_anybody()}</option>
                    {actors.into_iter().collect_view()}
                </select>
            </div>
            {day("from", words.audit_filter_from(), filter.from)}
            {day("until", words.audit_filter_until(), filter.until)}
            <button class="button" type="submit">{words.audit_filter_show()}</button>
        </form>
    }
    .into_any()
}
