//! Handing a checkout on: to another device, or to whoever pays.

use domain::checkout::LINK_WAITS_DAYS;
use domain::email::Email;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live::{Live, say};
use crate::api::checkout_link::{CheckoutLink, SHARE_FORM, SendCheckout, share_checkout};
use crate::components::copy_button::CopyButton;
use crate::components::disclosure::Disclosure;
use crate::components::form_state::FormState;
use crate::components::sentences::Sentences;
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A link by mail, or to copy.
#[component]
pub fn Share(live: Live) -> AnyView {
    let words = use_words();
    let form = FormState::new(SHARE_FORM, say());
    let (email, note) = (form.field("email", ""), form.field("note", ""));
    let flash = form.settle();
    let open = flash.is_some();
    let sent = RwSignal::new(flash.and_then(|flash| flash.read_news::<Email>()));
    let send = ServerAction::<SendCheckout>::new();
    Effect::new(move |_| match send.value().get() {
        Some(Ok(to)) => {
            sent.set(Some(to));
            email.value.set(String::new());
            note.value.set(String::new());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let news = move || sent.get().map(|email| words.checkout_share_sent(email));
    view! {
        <Disclosure summary=words.checkout_share_title() open>
            <p>{words.checkout_share_text()}</p>
            <ActionForm action=send attr:class="stack" attr:novalidate="">
                <input type="hidden" name="id" value=live.id().to_string()/>
                <div class="fields">
                    <TextField field=email label=words.checkout_share_email() autocomplete="off" holds=Holds::Email/>
                    <TextField field=note label=words.checkout_share_note() autocomplete="off" optional=true/>
                </div>
                <Sentences form/>
                <div class="row">
                    <button class="button" type="submit" aria-busy=move || send.pending().get().then_some("true")>
                        {words.checkout_share_send()}
                    </button>
                    <CopyLink live/>
                </div>
                <p role="status">{news}</p>
            </ActionForm>
            <p class="field__hint">{words.checkout_share_warning(words.common_days(LINK_WAITS_DAYS))}</p>
        </Disclosure>
    }
    .into_any()
}

/// Makes a link and shows it, to be copied. A link is made when it is asked for, not before.
#[component]
fn CopyLink(live: Live) -> AnyView {
    let words = use_words();
    let link = RwSignal::new(None::<CheckoutLink>);
    let failed = RwSignal::new(None::<String>);
    let make = move |_| {
        spawn_local(async move {
            match share_checkout(live.id()).await {
                Ok(made) => link.set(Some(made)),
                Err(error) => failed.set(Some(error.text(words))),
            }
        });
    };
    view! {
        <Show
            when=move || link.read().is_some()
            fallback=move || view! {
                <button class="button button--plain copy" type="button" on:click=make>{words.checkout_share_copy()}</button>
            }
        >
            <div class="share-link">
                <code dir="ltr" class="share-link__url">
                    {move || link.get().map(|link| link.url)}
                </code>
                <CopyButton
                    label=words.common_copy()
                    text=Callback::new(move |()| link.get_untracked().map(|link| link.url).unwrap_or_default())
                />
                <p class="field__hint">
                    {move || link.get().map(|link| words.checkout_share_until(words.date_time(link.expires_at)))}
                </p>
            </div>
        </Show>
        <p role="alert">{move || failed.get()}</p>
    }
    .into_any()
}
