//! What can be chosen: the way to pay that is chosen already, what the account has saved, and what is typed in anew.

use domain::ids::PaymentMethodId;
use domain::payment::MethodKind;
use leptos::prelude::*;
use messages::Words;

use super::fields::Fields;
use crate::api::payment::{PaymentFacts, WayKind};
use crate::components::choices::{Choice, Choices};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A choice that needs no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choosing {
    /// What is chosen stays.
    Kept,
    /// What the account has saved.
    Saved(PaymentMethodId),
}

/// Everything that can be chosen. Copies share it.
#[derive(Clone, Copy)]
pub struct Ways(StoredValue<Vec<Offered>>);

#[derive(Clone)]
struct Offered {
    value: String,
    label: String,
    note: String,
    leads_to: LeadsTo,
}

#[derive(Clone, Copy)]
enum LeadsTo {
    Choice(Choosing),
    Fields(WayKind, Fields),
}

impl Ways {
    /// Everything that can be chosen. What was chosen and has failed is not offered again as it is, unless it may succeed
    /// unchanged.
    #[must_use]
    pub fn new(facts: &PaymentFacts, language: &str) -> Self {
        let words = use_words();
        let works = facts.declined.is_none_or(|reason| reason.retryable());
        let kept = facts.chosen.iter().filter(|_| works).map(|kind| Offered {
            value: "kept".to_owned(),
            label: words.payment_method_saved(words.method_kind(kind)),
            note: expiry(words, kind),
            leads_to: LeadsTo::Choice(Choosing::Kept),
        });
        let saved = facts.saved.iter().filter(|saved| Some(&saved.kind) != facts.chosen.as_ref());
        let saved = saved.map(|saved| Offered {
            value: saved.id.to_string(),
            label: words.payment_method_saved(words.method_kind(&saved.kind)),
            note: expiry(words, &saved.kind),
            leads_to: LeadsTo::Choice(Choosing::Saved(saved.id)),
        });
        let anew = facts.ways.iter().map(|way| {
            let (value, note) = match way.kind {
                WayKind::Card => ("card", words.payment_card_note()),
                WayKind::Debit => ("debit", words.payment_debit_note()),
            };
            let label = kind_name(words, way.kind).to_owned();
            let leads_to = LeadsTo::Fields(way.kind, Fields::new(way, language));
            Offered { value: value.to_owned(), label, note: note.to_owned(), leads_to }
        });
        Self(StoredValue::new(kept.chain(saved).chain(anew).collect()))
    }

    /// The value that is chosen at first.
    #[must_use]
    pub fn first(self) -> String {
        self.0.with_value(|ways| ways.first().map(|way| way.value.clone()).unwrap_or_default())
    }

    /// The fields that this choice needs, if it needs any.
    #[must_use]
    pub fn fields(self, chosen: &str) -> Option<(WayKind, Fields)> {
        match self.find(chosen)? {
            LeadsTo::Fields(kind, fields) => Some((kind, fields)),
            LeadsTo::Choice(_) => None,
        }
    }

    /// The choice, if it needs no fields.
    #[must_use]
    pub fn without_fields(self, chosen: &str) -> Option<Choosing> {
        match self.find(chosen)? {
            LeadsTo::Choice(choosing) => Some(choosing),
            LeadsTo::Fields(..) => None,
        }
    }

    fn find(self, chosen: &str) -> Option<LeadsTo> {
        self.0.with_value(|ways| ways.iter().find(|way| way.value == chosen).map(|way| way.leads_to))
    }

    /// The choices.
    pub fn view(self, chosen: RwSignal<String>) -> AnyView {
        let choice = |way: &Offered| {
            let Offered { value, label, note, .. } = way.clone();
            Choice { value, label, note, aside: None }
        };
        let choices = self.0.with_value(|ways| ways.iter().map(choice).collect());
        view! {
            <Choices
                name="way"
                legend=use_words().payment_method_label()
                choices
                chosen
                on_choose=Callback::new(move |value| chosen.set(value))
            />
        }
        .into_any()
    }
}

/// A kind of way to pay, in words.
fn kind_name(words: Words, kind: WayKind) -> &'static str {
    match kind {
        WayKind::Card => words.payment_method_card(),
        WayKind::Debit => words.payment_method_debit(),
    }
}

/// Until when a card is good.
fn expiry(words: Words, kind: &MethodKind) -> String {
    match kind {
        MethodKind::Card { expiry_month, expiry_year, .. } => {
            words.payment_card_expires(format!("{expiry_month:02}"), expiry_year)
        }
        MethodKind::Debit { .. } => String::new(),
    }
}
