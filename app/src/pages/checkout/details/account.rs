//! Which account buys, for whoever may buy for several. Its own details come into the fields.

use domain::account::Membered;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::checkout::{ACCOUNT_FORM, BuyFor, buy_for};
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::trouble::Trouble;
use crate::pages::checkout::live::Live;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The accounts to choose among; nothing where there is nothing to choose.
#[component]
pub fn BuyingAccount(
    /// The checkout.
    live: Live,
) -> AnyView {
    let words = use_words();
    let all = live.picture().buys_for;
    if all.is_empty() {
        return ().into_any();
    }
    let form = FormState::plain(ACCOUNT_FORM);
    form.settle();
    let refused = form.general().get_untracked();
    let chosen = RwSignal::new(live.picture().account.map(|account| account.to_string()).unwrap_or_default());
    let choose = Action::new(move |account: &String| {
        let account = account.parse();
        async move {
            match account {
                Ok(account) => buy_for(live.id(), account).await.map(Some),
                Err(_) => Ok(None),
            }
        }
    });
    Effect::new(move |_| match choose.value().get() {
        Some(Ok(Some(view))) => live.show(view),
        Some(Err(error)) => form.refuse(&error),
        _ => {}
    });
    let again = Callback::new(move |()| {
        choose.dispatch(chosen.get_untracked());
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        again.run(());
    };
    let choices = all.into_iter().map(|Membered { id, name, role }| {
        let value = id.to_string();
        let (picked, checked) = (value.clone(), value == chosen.get_untracked());
        let pick = move |_| {
            chosen.set(picked.clone());
            again.run(());
        };
        view! {
            <label class="choice">
                <input type="radio" name="account" value=value checked=checked on:change=pick/>
                <span class="choice__what">{name}</span>
                <span class="choice__note">{words.role(role)}</span>
            </label>
        }
    });
    let choices = choices.collect_view();
    view! {
        <form class="stack checkout-form" method="post" action=BuyFor::url() on:submit=submit>
            {refused.into_iter().map(|title| view! { <Notice tone=Tone::Bad title/> }).collect_view()}
            <input type="hidden" name="id" value=live.id().to_string()/>
            <fieldset class="choices">
                <legend>{words.details_account_title()}</legend>
                <p class="fine">{words.details_account_hint()}</p>
                {choices}
            </fieldset>
            <Trouble trouble=form.trouble() retry=again/>
            <noscript inner_html=format!(r#"<button class="button" type="submit">{}</button>"#, words.details_account_use())></noscript>
        </form>
    }
    .into_any()
}
