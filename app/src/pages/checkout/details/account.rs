//! Which account buys, for whoever may buy for several or for several places of one. The details of the chosen one come into the
//! fields.

use domain::account::PurchaserSeen;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::checkout::{ACCOUNT_FORM, BuyFor, buy_for};
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::trouble::Trouble;
use crate::pages::checkout::live::Live;
use crate::pages::checkout::own_account::OwnAccount;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The accounts and places to choose among, or that it will be another; nothing where there is nothing to choose or to say.
#[component]
pub fn BuyingAccount(
    /// The checkout.
    live: Live,
    /// Told after a choice that brought an address of its own.
    moved: Callback<()>,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(ACCOUNT_FORM);
    form.settle();
    let chosen = RwSignal::new(String::new());
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
        Some(Ok(Some(view))) => {
            let moves = live.picture().moved_to(&view);
            live.show(view);
            if moves {
                moved.run(());
            }
        }
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
    let shown = Memo::new(move |_| {
        let view = live.view();
        let view = view.read();
        (view.buys_for.clone(), view.purchaser)
    });
    let body = move || {
        let (all, purchaser) = shown.get();
        if all.is_empty() {
            return ().into_any();
        }
        chosen.set(purchaser.map(|one| one.to_string()).unwrap_or_default());
        let choices = all.into_iter().map(|PurchaserSeen { purchaser, name, role, at }| {
            let value = purchaser.to_string();
            let note = match at {
                None => words.role(role).to_owned(),
                Some((address, vat_id)) => {
                    let parts = [Some(address.in_one_line()), vat_id];
                    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
                }
            };
            let (picked, checked) = (value.clone(), value == chosen.get_untracked());
            let pick = move |_| {
                chosen.set(picked.clone());
                again.run(());
            };
            view! {
                <label class="choice">
                    <input type="radio" name="account" value=value checked=checked on:change=pick/>
                    <span class="choice__what">{name}</span>
                    <span class="choice__note">{note}</span>
                </label>
            }
        });
        let choices = choices.collect_view();
        let refused = move || {
            form.general().get().into_iter().map(|title| view! { <Notice tone=Tone::Bad title/> }).collect_view()
        };
        view! {
        <form class="stack checkout-form" method="post" action=BuyFor::url() on:submit=submit>
            {refused}
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
    };
    view! { <OwnAccount live/> {body} }.into_any()
}
