//! What one form knows: its fields, what was wrong with it as a whole, and whether it could be sent.
//!
//! A form is the same with and without script. Its refusals come from the server's answer, or from the flash of a page that
//! was posted without script; either way each one goes to its field, and the rest is said in the summary above.

use std::collections::BTreeMap;

use domain::refusal::Refusal;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::api::error::ApiError;
use crate::api::form::{Flash, control_of, take_flash};
use crate::components::field_state::FieldState;
use crate::setting::use_words;

/// Puts a refusal into the reader's words; a page that knows names (of plans, of countries) puts those in.
type Say = Callback<Refusal, String>;

/// The state of a form. Copies share it.
#[derive(Clone, Copy)]
pub struct FormState {
    fields: StoredValue<Vec<FieldState>>,
    initial: StoredValue<BTreeMap<String, String>>,
    flash: StoredValue<Option<Flash>>,
    general: RwSignal<Vec<String>>,
    failures: RwSignal<u32>,
    trouble: RwSignal<Option<ApiError>>,
    say: Say,
}

impl FormState {
    /// The form with this name, which is also the name of its flash.
    #[must_use]
    pub fn new(name: &str, say: Say) -> Self {
        Self {
            fields: StoredValue::new(Vec::new()),
            initial: StoredValue::new(BTreeMap::new()),
            flash: StoredValue::new(take_flash(name)),
            general: RwSignal::new(Vec::new()),
            failures: RwSignal::new(0),
            trouble: RwSignal::new(None),
            say,
        }
    }

    /// The same, for a form whose refusals name nothing that only its page knows.
    #[must_use]
    pub fn plain(name: &str) -> Self {
        let words = use_words();
        Self::new(name, Callback::new(move |refusal: Refusal| words.refusal(&refusal)))
    }

    /// A field of the form: with what was typed, where the form came back, else with `initial`.
    #[must_use]
    pub fn field(self, name: &'static str, initial: &str) -> FieldState {
        self.initial.update_value(|known| {
            known.insert(name.to_owned(), initial.to_owned());
        });
        let typed = self.flash.with_value(|flash| flash.as_ref().and_then(|flash| flash.typed.get(name).cloned()));
        let field = FieldState::new(name, typed.unwrap_or_else(|| initial.to_owned()));
        self.fields.update_value(|fields| fields.push(field));
        field
    }

    /// Shows what the page was told about the form, once its fields are there. Answers the news that came with it.
    pub fn settle(self) -> Option<Flash> {
        let flash = self.flash.try_update_value(Option::take).flatten()?;
        if let Some(error) = &flash.error {
            self.refuse(error);
        }
        Some(flash)
    }

    /// The fields in their order, for the summary.
    #[must_use]
    pub fn fields(self) -> Vec<FieldState> {
        self.fields.get_value()
    }

    /// What is wrong with the form as a whole.
    #[must_use]
    pub fn general(self) -> Signal<Vec<String>> {
        self.general.into()
    }

    /// How often sending it has failed.
    #[must_use]
    pub fn failures(self) -> Signal<u32> {
        self.failures.into()
    }

    /// Why it could not be sent or was not answered, where that is not the form's fault.
    #[must_use]
    pub fn trouble(self) -> Signal<Option<ApiError>> {
        self.trouble.into()
    }

    /// Everything typed, by control. Reactive.
    #[must_use]
    pub fn values(self) -> BTreeMap<String, String> {
        self.fields.with_value(|fields| fields.iter().map(|field| (field.name.to_owned(), field.value.get())).collect())
    }

    /// The form as the server reads it. Reactive.
    #[must_use]
    pub fn read<T: DeserializeOwned + Default>(self) -> T {
        read(self.values())
    }

    /// The same without following it.
    #[must_use]
    pub fn read_untracked<T: DeserializeOwned + Default>(self) -> T {
        untrack(|| self.read())
    }

    /// The same with another text in one field.
    #[must_use]
    pub fn read_with<T: DeserializeOwned + Default>(self, name: &str, text: &str) -> T {
        let mut values = self.values();
        values.insert(name.to_owned(), text.to_owned());
        read(values)
    }

    /// The form is being sent: whether no field objects. From now on each says what it has to say.
    #[must_use]
    pub fn is_ready(self) -> bool {
        self.general.set(Vec::new());
        self.trouble.set(None);
        let objecting = self.fields().into_iter().filter(|field| !field.is_ready()).count();
        if objecting > 0 {
            self.failures.update(|failures| *failures += 1);
        }
        objecting == 0
    }

    /// The server said no: each reason goes to its field, the others to the form as a whole; what is no reason of the rules
    /// is trouble.
    pub fn refuse(self, error: &ApiError) {
        if error.refused.is_empty() {
            self.trouble.set(Some(error.clone()));
            return;
        }
        self.refuse_for(&error.refused);
    }

    /// The same for reasons alone.
    pub fn refuse_for(self, reasons: &[Refusal]) {
        let fields = self.fields();
        let mut general = Vec::new();
        for refusal in reasons.iter().rev() {
            let sentence = self.say.run(refusal.clone());
            let control = control_of(refusal);
            match fields.iter().find(|field| control.as_deref() == Some(field.name)) {
                Some(field) => field.refuse(sentence),
                None => general.insert(0, sentence),
            }
        }
        self.general.set(general);
        self.failures.update(|failures| *failures += 1);
    }

    /// What the form began with has become `newer`, because others changed it: fields that nobody has touched here follow.
    pub fn rebase(self, newer: &BTreeMap<String, String>) {
        let before = self.initial.get_value();
        self.follow(&before, newer);
    }

    /// What was `sent` has been saved, and reads as `saved` now; what was typed since stays.
    pub fn saved(self, sent: &BTreeMap<String, String>, saved: &BTreeMap<String, String>) {
        self.follow(sent, saved);
    }

    fn follow(self, from: &BTreeMap<String, String>, to: &BTreeMap<String, String>) {
        for field in self.fields() {
            let untouched = from.get(field.name) == Some(&field.value.get_untracked());
            if let Some(newer) = to.get(field.name).filter(|_| untouched) {
                put(field, newer);
            }
        }
        self.initial.update_value(|initial| {
            for (name, text) in initial.iter_mut() {
                to.get(name).unwrap_or(&String::new()).clone_into(text);
            }
        });
    }

    /// What the form began with.
    #[must_use]
    pub fn initial(self) -> BTreeMap<String, String> {
        self.initial.get_value()
    }

    /// Puts texts into the fields with these names.
    pub fn put(self, values: &BTreeMap<String, String>) {
        for field in self.fields() {
            if let Some(text) = values.get(field.name) {
                put(field, text);
            }
        }
    }

    /// Whether anything differs from what the form began with. Reactive.
    #[must_use]
    pub fn is_touched(self) -> bool {
        let values = self.values();
        self.initial.with_value(|initial| *initial != values)
    }
}

fn put(field: FieldState, text: &str) {
    if text != field.value.get_untracked() {
        field.value.set(text.to_owned());
    }
}

/// Nested names become nested values, as the server's reader of forms makes them.
fn read<T: DeserializeOwned + Default>(values: BTreeMap<String, String>) -> T {
    let mut root = serde_json::Map::new();
    for (name, text) in values {
        match name.strip_suffix(']').and_then(|inner| inner.split_once('[')) {
            None => {
                root.insert(name, text.into());
            }
            Some((outer, key)) => {
                let branch = root.entry(outer).or_insert_with(|| serde_json::Map::new().into());
                if let Some(branch) = branch.as_object_mut() {
                    branch.insert(key.to_owned(), text.into());
                }
            }
        }
    }
    serde_json::from_value(root.into()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::checkout::SelectionForm;

    use super::*;

    fn form() -> FormState {
        FormState::new("plan", Callback::new(|refusal: Refusal| refusal.code))
    }

    #[test]
    fn it_reads_as_the_server_does() {
        let owner = Owner::new();
        owner.set();
        let form = form();
        let _ = (form.field("seats", "25"), form.field("addon[assistant]", "3"));
        let read: SelectionForm = form.read();
        assert_eq!((read.seats.as_str(), read.addon["assistant"].as_str()), ("25", "3"));
        assert_eq!(form.read_with::<SelectionForm>("seats", "7").seats, "7");
    }

    #[test]
    fn refusals_go_to_their_fields_and_the_rest_above() {
        let owner = Owner::new();
        owner.set();
        let form = form();
        let seats = form.field("seats", "0");
        let reasons = [Refusal::new("a").on("coupon"), Refusal::new("b").on("seats"), Refusal::new("c").on("seats")];
        form.refuse(&ApiError::refused(reasons.to_vec()));
        assert_eq!(seats.error().as_deref(), Some("b"));
        assert_eq!(form.general().get_untracked(), ["a"]);
        assert_eq!(form.failures().get_untracked(), 1);
        form.refuse(&ApiError::new("unreachable"));
        assert!(form.trouble().get_untracked().is_some());
        assert!(form.is_ready() || seats.error().is_some());
    }

    #[test]
    fn untouched_fields_follow_others() {
        let owner = Owner::new();
        owner.set();
        let form = form();
        let (seats, plan) = (form.field("seats", "25"), form.field("plan", "premium"));
        seats.typed("30".to_owned());
        assert!(form.is_touched());
        let newer = [("seats", "40"), ("plan", "ultimate")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        form.rebase(&newer.into());
        assert_eq!((seats.value.get_untracked(), plan.value.get_untracked()), ("30".to_owned(), "ultimate".to_owned()));
    }
}
