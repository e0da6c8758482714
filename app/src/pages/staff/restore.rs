//! The account whose owner is lost: somebody else comes to answer for it.

use domain::email::Email;
use domain::ids::AccountId;
use domain::staff::{LONGEST_REASON, Reason};
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::staff::{Done, RESTORE_FORM, StaffRestoreOwner};
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::text_area::TextArea;
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Asks for the new owner's address and the reason. It is sent as it is: what was refused a moment ago may be right now, once
/// the new owner has signed in.
#[component]
pub fn Restore(
    /// Of which account.
    account: AccountId,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(RESTORE_FORM);
    let email = form.field("email", "");
    let email = email.checked_by(move |text| Email::typed(text, "email").err().map(|refusal| words.refusal(&refusal)));
    let reason = form.field("restore_reason", "");
    let reason = reason
        .checked_by(move |text| Reason::typed(text, "restore_reason").err().map(|refusal| words.refusal(&refusal)));
    let done = form.settle().and_then(|flash| flash.read_news::<Done>());
    let done = done.and_then(|done| match done {
        Done::Restored(email) => Some(words.staff_restored(email)),
        Done::Extended(_) => None,
    });
    view! {
        {done.map(|title| view! { <Notice tone=Tone::Good title/> })}
        <form class="card stack" method="post" action=StaffRestoreOwner::url() novalidate>
            <h2>{words.staff_restore_title()}</h2>
            <p>{words.staff_restore_lead()}</p>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="account" value=account.to_string()/>
            <TextField field=email label=words.staff_restore_email() autocomplete="off" holds=Holds::Email/>
            <TextArea
                field=reason
                label=words.staff_restore_reason()
                hint=words.staff_restore_reason_hint()
                most=LONGEST_REASON as u16
            />
            <p><button class="button button--danger" type="submit">{words.staff_restore_go()}</button></p>
        </form>
    }
    .into_any()
}
