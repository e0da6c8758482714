//! What one field of a form knows: its text, and whether and why it is wrong.
//!
//! The manners: no error while somebody is typing for the first time or tabs through; checked when the field is left; gone
//! as soon as the text is right; what the server refused stays until the text is changed. The text is never wiped.

use std::sync::Arc;

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;

use crate::components::typed_before::restore_typed;

/// Says what is wrong with a text, in the reader's words; `None` when it is right.
type Check = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// The state of one field. Copies share it.
#[derive(Clone, Copy)]
pub struct FieldState {
    /// The name that the form sends, the id of the control, and the `field` of refusals about it.
    pub name: &'static str,
    /// The text as typed.
    pub value: RwSignal<String>,
    checked: RwSignal<bool>,
    refused: RwSignal<Option<Refused>>,
    check: StoredValue<Option<Check>>,
    label: RwSignal<String>,
}

/// A text, and what the server said about it.
#[derive(Clone)]
struct Refused {
    text: String,
    sentence: String,
}

impl FieldState {
    /// A field without a check of its own. What was typed into it before the page was hydrated is kept.
    #[must_use]
    pub fn new(name: &'static str, initial: impl Into<String>) -> Self {
        let value = RwSignal::new(initial.into());
        restore_typed(&format!("[id=\"{name}\"]"), move |typed| {
            if typed != value.get_untracked() {
                value.set(typed);
            }
        });
        Self {
            name,
            value,
            checked: RwSignal::new(false),
            refused: RwSignal::new(None),
            check: StoredValue::new(None),
            label: RwSignal::default(),
        }
    }

    /// The same, checked in the browser by `check`. The server checks again.
    #[must_use]
    pub fn checked_by(self, check: impl Fn(&str) -> Option<String> + Send + Sync + 'static) -> Self {
        self.check.set_value(Some(Arc::new(check)));
        self
    }

    /// The field is shown under this label.
    pub fn labelled(self, label: &str) {
        if *self.label.read_untracked() != label {
            self.label.set(label.to_owned());
        }
    }

    /// What the field is called on the page; empty until it is shown. Reactive.
    #[must_use]
    pub fn label(self) -> String {
        self.label.get()
    }

    /// What to say under the field now. Reactive.
    #[must_use]
    pub fn error(self) -> Option<String> {
        let text = self.value.get();
        let refused = self.refused.get().filter(|refused| refused.text == text).map(|refused| refused.sentence);
        refused.or_else(|| self.checked.get().then(|| self.objection(&text)).flatten())
    }

    /// [`Self::error`] as a signal.
    #[must_use]
    pub fn error_signal(self) -> Signal<Option<String>> {
        Memo::new(move |_| self.error()).into()
    }

    /// Somebody typed.
    pub fn typed(self, text: String) {
        if self.objection(&text).is_none() {
            self.checked.set(false);
        }
        self.value.set(text);
    }

    /// Somebody left the field. One that was passed by empty is not complained about yet.
    pub fn left(self) {
        if !self.value.read_untracked().trim().is_empty() {
            self.checked.set(true);
        }
    }

    /// The focus left the field.
    pub fn blurred(self, event: &FocusEvent) {
        if !to_the_button(event) {
            self.left();
        }
    }

    /// The form is being sent: whether the field has no objection; from now on it shows one.
    #[must_use]
    pub fn is_ready(self) -> bool {
        self.checked.set(true);
        self.error().is_none()
    }

    /// The server refused the text as it is, with this sentence.
    pub fn refuse(self, sentence: String) {
        let text = self.value.get_untracked();
        self.refused.set(Some(Refused { text, sentence }));
    }

    fn objection(self, text: &str) -> Option<String> {
        self.check.with_value(|check| check.as_ref().and_then(|check| check(text)))
    }
}

/// Whether the focus goes to a button that sends the form. Nothing is said yet then: it would move the button away from under
/// the pointer, and the button says everything at once. One with a name changes the field it stands beside, and does not move.
#[must_use]
pub fn to_the_button(event: &FocusEvent) -> bool {
    let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Element>().ok());
    to.is_some_and(|to| to.tag_name() == "BUTTON" && !to.has_attribute("name"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field that wants digits, without a document behind it.
    fn digits() -> FieldState {
        let field = FieldState {
            name: "seats",
            value: RwSignal::new(String::new()),
            checked: RwSignal::new(false),
            refused: RwSignal::new(None),
            check: StoredValue::new(None),
            label: RwSignal::default(),
        };
        field.checked_by(|text| (!text.chars().all(|c| c.is_ascii_digit())).then(|| "digits, please".to_owned()))
    }

    #[test]
    fn complains_when_left_and_not_while_typing() {
        let owner = Owner::new();
        owner.set();
        let field = digits();
        field.typed("2a".to_owned());
        assert_eq!(field.error(), None);
        field.left();
        assert_eq!(field.error().as_deref(), Some("digits, please"));
        field.typed("25".to_owned());
        assert_eq!(field.error(), None);
        field.typed("25a".to_owned());
        assert_eq!(field.error(), None, "typing again is not interrupted");
    }

    #[test]
    fn passing_an_empty_field_by_is_no_mistake() {
        let owner = Owner::new();
        owner.set();
        let field = digits().checked_by(|text| text.is_empty().then(|| "missing".to_owned()));
        field.left();
        assert_eq!(field.error(), None);
        assert!(!field.is_ready());
        assert_eq!(field.error().as_deref(), Some("missing"));
    }

    #[test]
    fn a_refusal_belongs_to_the_text_that_was_refused() {
        let owner = Owner::new();
        owner.set();
        let field = digits();
        field.typed("7".to_owned());
        field.refuse("at least 10".to_owned());
        assert_eq!(field.error().as_deref(), Some("at least 10"));
        field.typed("12".to_owned());
        assert_eq!(field.error(), None);
        field.typed("7".to_owned());
        assert_eq!(field.error().as_deref(), Some("at least 10"));
    }
}
