//! What we hold about the reader: to have as a file, and to erase.

use domain::email::Email;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::security::{ERASE_FORM, ErasePerson, OWN_DATA, SECURITY};
use crate::api::sign_in::BY_CODE;
use crate::components::disclosure::Disclosure;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::text_field::{Holds, TextField};
use crate::own_path::{leading_to, with};
use crate::pages::sign_in::AGAIN;
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
        // By a code: a provider may sign in whoever sits at this browser without a question.
        let address = with(&with(&leading_to("/sign-in", SECURITY), AGAIN, "1"), "by", BY_CODE);
        view! { <p><a class="button" href=address>{words.data_erase_sign_in()}</a></p> }
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
