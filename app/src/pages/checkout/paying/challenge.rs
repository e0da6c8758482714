//! The bank's question (3-D Secure), framed. It says that there is news, never what: our server asks the provider.
//!
//! The message is the provider's (`sandbox-3ds`, version 1): `done`.

use leptos::prelude::*;
use serde::Deserialize;

use crate::api::error::ApiError;
use crate::api::payment::{Standing, give_up_payment};
use crate::components::page_heading::PageHeading;
use crate::components::provider_frame::{Framed, ProviderFrame, origin_of};
use crate::components::trouble::Trouble;
use crate::pages::checkout::live::Live;
use crate::setting::{use_locale, use_words};
use crate::view::{AnyView, IntoAny};

/// A message of the bank's page.
#[derive(Debug, Deserialize)]
struct Message {
    protocol: String,
    version: u32,
    r#type: String,
}

/// The bank's page, and the way out.
#[component]
pub fn Challenge(
    /// The checkout.
    live: Live,
    /// The bank's page.
    url: String,
    /// Asks the provider how it stands.
    look: Callback<()>,
    /// Told how it stands once the buyer wants to pay another way.
    leave: Callback<Standing>,
) -> AnyView {
    let words = use_words();
    let framed = Framed::new(origin_of(&url).unwrap_or_default(), format!("{url}&locale={}", use_locale().code()));
    let heard = Callback::new(move |json: String| {
        let news = serde_json::from_str::<Message>(&json).is_ok_and(|message| {
            (message.protocol.as_str(), message.version, message.r#type.as_str()) == ("sandbox-3ds", 1, "done")
        });
        if news {
            look.run(());
        }
    });
    let give_up = Action::new(move |(): &()| give_up_payment(live.id()));
    let trouble = RwSignal::new(None::<ApiError>);
    Effect::new(move |_| match give_up.value().get() {
        Some(Ok(standing)) => leave.run(standing),
        Some(Err(error)) => trouble.set(Some(error)),
        None => {}
    });
    let cancel = move || {
        if !give_up.pending().get_untracked() {
            trouble.set(None);
            give_up.dispatch(());
        }
    };
    view! {
        <PageHeading text=words.payment_confirm_title()/>
        <p class="lede">{words.payment_confirm_text()}</p>
        <section class="card" aria-label=words.payment_confirm_frame()>
            <ProviderFrame
                framed
                title=words.payment_confirm_frame()
                loading=words.payment_confirm_loading()
                failed=words.payment_confirm_failed()
                challenge=true
                on_message=heard
            />
        </section>
        <p class="field__hint">
            {words.payment_confirm_absent()} " " <a href=url rel="external">{words.payment_confirm_window()}</a>
        </p>
        <Trouble trouble=trouble.into() retry=Callback::new(move |()| cancel())/>
        <p>
            <button
                type="button"
                class="button"
                aria-busy=move || give_up.pending().get().then_some("true")
                on:click=move |_| cancel()
            >
                {words.payment_confirm_cancel()}
            </button>
        </p>
    }
    .into_any()
}
