//! What can be added to a paid plan, with its price in the chosen currency.

use leptos::prelude::*;

use super::choices::Choices;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The add-ons of the catalogue.
#[component]
pub fn AddOns(
    /// What prices are shown for.
    choices: Memo<Choices>,
) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let language = words.locale().code();
    let currency = Memo::new(move |_| choices.read().currency);
    let items = (0..catalogue.addons.len()).map(|index| {
        let addon = &catalogue.addons[index];
        let (name, summary) =
            (addon.name.in_language(language).to_owned(), addon.summary.in_language(language).to_owned());
        let catalogue = catalogue.clone();
        let price = move || words.addon_price(&catalogue.addons[index], currency.get());
        view! {
            <li class="plans-addon">
                <h3>{name}</h3>
                <p>{summary}</p>
                <p class="money">{price}</p>
            </li>
        }
    });
    let items = items.collect_view();
    view! {
        <section class="plans-section" aria-labelledby="addons">
            <h2 id="addons">{words.plans_addons_title()}</h2>
            <p class="lede">{words.plans_addons_lead()}</p>
            <ul class="plans-addons" role="list">{items}</ul>
        </section>
    }
    .into_any()
}
