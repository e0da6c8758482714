//! What the visitor of the plan page asks for now, and its place in the address.
//!
//! The address is where choices live, so that a link shows the same and Back does what it should. What is typed or chosen
//! counts at once; the address follows when the hand rests, replacing itself, so that one visit is one entry of the history.

use std::time::Duration;

use domain::refusal::Refusal;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::params::ParamsMap;

use super::choices::{Choices, Said, Understood};
use crate::setting::Setting;

/// How long the hand has to rest before the address follows. Browsers allow about a hundred changes in thirty seconds.
const REST: Duration = Duration::from_millis(400);

/// What is asked for. Copies share it.
#[derive(Clone, Copy)]
pub struct Asking {
    /// What was typed or chosen since the address last changed.
    edited: RwSignal<Option<Said>>,
    said: Memo<Said>,
    understood: Memo<Understood>,
    /// Whether the number of seats is complained about: not while it is being typed.
    seats_left: RwSignal<bool>,
}

impl Asking {
    /// Reads the address, and keeps it up from now on.
    #[must_use]
    pub fn in_address(setting: Setting) -> Self {
        let query = use_location().query;
        let edited = RwSignal::new(None);
        let setting = StoredValue::new(setting);
        let from_address = Memo::new(move |_| read(setting, &query.read()));
        let said = Memo::new(move |_| edited.get().unwrap_or_else(|| from_address.get()));
        let understood = Memo::new(move |before: Option<&Understood>| {
            understand(setting, &said.read(), before.map(|before| before.choices))
        });
        let asking = Self { edited, said, understood, seats_left: RwSignal::new(true) };
        asking.follow(query);
        asking.yield_to(Memo::new(move |_| understand(setting, &from_address.read(), None).choices));
        asking
    }

    /// The choices that prices are shown for.
    #[must_use]
    pub fn choices(self) -> Memo<Choices> {
        Memo::new(move |_| self.understood.read().choices)
    }

    /// The text in the seats' input.
    #[must_use]
    pub fn seats_text(self) -> Signal<String> {
        Signal::derive(move || {
            let said = self.said.read();
            if said.seats.is_empty() && self.edited.read().is_none() {
                self.understood.read().choices.seats.to_string()
            } else {
                said.seats.clone()
            }
        })
    }

    /// What is wrong with the field of this name. Reactive.
    #[must_use]
    pub fn refusal(self, field: &str) -> Option<Refusal> {
        let about = |refusal: &&Refusal| refusal.field.as_deref() == Some(field);
        let refusal = self.understood.read().refusals.iter().find(about).cloned();
        refusal.filter(|_| field != "seats" || self.seats_left.get())
    }

    /// Another term or currency is chosen.
    pub fn choose(self, change: impl FnOnce(&mut Said)) {
        let mut said = self.said.get_untracked();
        change(&mut said);
        self.edited.set(Some(said));
    }

    /// The number of seats is being typed.
    pub fn type_seats(self, text: String) {
        self.seats_left.set(false);
        self.choose(|said| said.seats = text);
    }

    /// The number of seats has been typed: from now on it is complained about, and an empty one says what is shown.
    pub fn leave_seats(self) {
        self.seats_left.set(true);
        if self.said.read_untracked().seats.trim().is_empty() {
            self.step_seats(0);
        }
    }

    /// So many seats more.
    pub fn step_seats(self, by: i64) {
        let from = self.understood.read_untracked().choices.seats;
        self.seats_left.set(true);
        self.choose(|said| *said = said.stepped(by, from));
    }

    /// Lets the address follow what is edited.
    fn follow(self, query: Memo<ParamsMap>) {
        let navigate = use_navigate();
        let mut follow = debounce(REST, move |address: String| {
            let options = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&address, options);
        });
        Effect::new(move |_| {
            let understood = self.understood.get();
            if self.edited.read().is_some() && understood.refusals.is_empty() {
                follow(address(&query.read_untracked(), understood.choices));
            }
        });
    }

    /// Lets what is edited yield to an address that says something else (Back, a link); one that followed says the same.
    fn yield_to(self, in_address: Memo<Choices>) {
        let changed = move |choices: &Choices, _: Option<&Choices>, _| {
            if *choices != self.understood.read_untracked().choices {
                self.edited.set(None);
            }
        };
        Effect::watch(move || in_address.get(), changed, false);
    }
}

/// What was said, understood; where it is silent or senseless, `before` stands, or what the catalogue is first shown for.
fn understand(setting: StoredValue<Setting>, said: &Said, before: Option<Choices>) -> Understood {
    setting.with_value(|setting| {
        let at_first = || Choices::at_first(&setting.catalogue, setting.facts.currency);
        said.understood(&setting.catalogue, before.unwrap_or_else(at_first))
    })
}

/// What the address says; without the bundle a button beside the number of seats says `step` as well.
fn read(setting: StoredValue<Setting>, query: &ParamsMap) -> Said {
    let text = |name| query.get_str(name).unwrap_or_default().to_owned();
    let said = Said { term: text("term"), seats: text("seats"), currency: text("currency") };
    match query.get_str("step").and_then(|pressed| pressed.rsplit(':').next()?.parse().ok()) {
        Some(step) => said.stepped(step, understand(setting, &said, None).choices.seats),
        None => said,
    }
}

/// The address of the page with these choices; what else the address carried stays.
fn address(query: &ParamsMap, choices: Choices) -> String {
    let mut query = query.clone();
    query.remove("step");
    let Said { term, seats, currency } = choices.said();
    for (name, value) in [("term", term), ("seats", seats), ("currency", currency)] {
        query.replace(name, value);
    }
    format!("/{}", query.to_query_string())
}
