//! What can be bought with the plan.

use domain::catalogue::AddOn;
use domain::term::Term;
use leptos::prelude::*;

use super::{Count, Fields};
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The add-ons, each with its price and its quantity. Those that the plan or the term does not take say so.
#[component]
pub fn AddOns(fields: Fields) -> AnyView {
    let words = use_words();
    let items = use_catalogue().addons.iter().map(|addon| item(fields, addon.clone())).collect_view();
    view! {
        <fieldset>
            <legend>{words.checkout_addons_title()}</legend>
            <ul class="addons" role="list">{items}</ul>
        </fieldset>
    }
    .into_any()
}

fn item(fields: Fields, addon: AddOn) -> Option<AnyView> {
    let words = use_words();
    let field = fields.addon(&addon.id)?;
    let name = addon.name.in_language(words.locale().code()).to_owned();
    let (with_plan, at_term) = (addon.clone(), addon.clone());
    let shown = Memo::new(move |_| with_plan.sold_with(&fields.plan.value.read()));
    let sold = Memo::new(move |_| at_term.sold_at(fields.term.value.read().parse::<Term>().ok()));
    let how = move || {
        fields
            .currency
            .value
            .read()
            .parse()
            .map_or_else(|_| String::new(), |currency| words.addon_price(&addon, currency))
    };
    let item = view! {
        <li class="addon" hidden=move || !shown.get()>
            <div>
                <p class="addon__what">{name.clone()}</p>
                <p class="addon__how">{how}</p>
                <p class="addon__how" hidden=move || sold.get()>{words.checkout_addon_not_monthly()}</p>
            </div>
            <div hidden=move || !sold.get()>
                <Count
                    field
                    label=words.checkout_addon_quantity(name)
                    buttons=(words.checkout_addon_fewer(), words.checkout_addon_more())
                    fields
                />
            </div>
        </li>
    };
    Some(item.into_any())
}
