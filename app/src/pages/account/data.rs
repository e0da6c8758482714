//! What we hold about the reader: to have as a file, and to erase.

use domain::email::Email;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::security::{ERASE_FORM, ErasePerson, OWN_DATA, SECURITY};
use crate::components::disclosure::Disclosure;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::text_field::{Holds, TextField};
use crate::pages::sign_in::once_more;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Their data.
#[component]
pub fn OwnData() -> AnyView {
    let words = use_words();
    let form = FormState::plain(ERASE_FORM);
    let confirm = form.field("confirm", "");
    let confirm =
        confirm.checked_by(move |text| Email::typed(text, "confirm").err().map(|refusal| words.refusal(&refusal)));
    let refused = form.settle().and_then(|flash| flash.error);
    let stale = refused.as_ref().is_some_and(|error| error.refused.iter().any(|one| one.code == "erase_sign_in_again"));
    let again = stale.then(|| {
        view! { <p><a class="button" href=once_more(SECURITY)>{words.data_erase_sign_in()}</a></p> }
    });
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    view! {
        <section class="card stack" aria-labelledby="data">
            <h2 id="data">{words.data_title()}</h2>
            <p>{words.data_lead()}</p>
            <p><a class="button" href=OWN_DATA rel="external" download="">{words.data_export()}</a></p>
            <Disclosure summary=words.data_erase_title().to_owned() open=refused.is_some()>
                <form class="stack" method="post" action=ErasePerson::url() novalidate on:submit=submit>
                    <p>{words.data_erase_text()}</p>
                    <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                    {again}
                    <TextField field=confirm label=words.data_erase_confirm() autocomplete="off" holds=Holds::Email/>
                    <p><button class="button button--danger" type="submit">{words.data_erase_button()}</button></p>
                </form>
            </Disclosure>
        </section>
    }
    .into_any()
}
