//! The controls that every price on the page follows. A GET form: before the bundle a button shows the prices, after it
//! they follow at once and the button's place is taken by one that copies the link.

use std::sync::Arc;

use domain::catalogue::Catalogue;
use domain::decimal::Decimal;
use domain::term::Term;
use leptos::prelude::*;
use messages::Words;

use super::asking::Asking;
use super::offer::usual_saving;
use crate::components::copy_button::CopyButton;
use crate::components::default_submit::DefaultSubmit;
use crate::components::picker::Picker;
use crate::components::quantity::Quantity;
use crate::components::segmented::{Segment, Segmented};
use crate::components::select_field::Entry;
use crate::components::typed_before::restore_typed;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// Term, currency and seats.
#[component]
pub fn Controls(
    /// What is asked for.
    asking: Asking,
) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let choices = asking.choices();
    restore_typed("#seats", move |typed| {
        if typed != asking.seats_text().get_untracked() {
            asking.type_seats(typed);
        }
    });
    let currencies = catalogue.currencies.iter().map(|currency| Entry::new(currency.code(), currency.code()));
    let say =
        move |field: &'static str| Signal::derive(move || asking.refusal(field).map(|refusal| words.refusal(&refusal)));
    view! {
        <form class="plans-controls" method="get" action="/" on:submit=|event| event.prevent_default()>
            <DefaultSubmit/>
            <Segmented
                name="term"
                legend=words.plans_term_label()
                segments=segments(words, &catalogue)
                chosen=Signal::derive(move || choices.read().term.code())
                on_choose=Callback::new(move |code| asking.choose(|said| said.term = code))
            />
            <Picker
                name="currency"
                label=words.plans_currency_label()
                entries=currencies.collect()
                chosen=Signal::derive(move || choices.read().currency.code().to_owned())
                on_choose=Callback::new(move |code| asking.choose(|said| said.currency = code))
            />
            <Quantity
                name="seats"
                label=words.plans_seats_label()
                buttons=(words.plans_seats_fewer(), words.plans_seats_more())
                text=asking.seats_text()
                on_type=Callback::new(move |text| asking.type_seats(text))
                on_step=Callback::new(move |by| asking.step_seats(by))
                on_leave=Callback::new(move |()| asking.leave_seats())
                error=say("seats")
            />
            <div class="plans-controls__act">
                <button class="button" type="submit">{words.plans_show_prices()}</button>
                <CopyButton
                    label=words.plans_copy_link()
                    text=Callback::new(move |()| location().href().unwrap_or_default())
                />
            </div>
        </form>
        <p class="unseen" role="status">{move || news(words, asking)}</p>
    }
    .into_any()
}

/// What a screen reader hears when the prices have followed.
fn news(words: Words, asking: Asking) -> String {
    let choices = asking.choices().get();
    words.plans_updated(words.common_seats(choices.seats), words.term(choices.term), choices.currency)
}

fn segments(words: Words, catalogue: &Arc<Catalogue>) -> Vec<Segment> {
    let segment = |&term: &Term| Segment {
        value: term.code(),
        label: term.years().map_or_else(|| words.plans_term_month().to_owned(), |years| words.plans_term_years(years)),
        note: usual_saving(&catalogue.plans, term)
            .map(|percent| words.plans_saving_short(words.percent(Decimal::from(i64::from(percent))))),
    };
    catalogue.terms.iter().map(segment).collect()
}
