//! Money as it is shown: figures of one width, in one piece.

use domain::money::Money;
use leptos::prelude::*;

use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// An amount in the form of the page's locale.
#[component]
pub fn Amount(
    /// How much.
    #[prop(into)]
    money: Signal<Money>,
) -> AnyView {
    let words = use_words();
    view! { <span class="money">{move || words.money(money.get())}</span> }.into_any()
}
