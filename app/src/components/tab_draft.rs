//! What is typed survives a reload of the tab, and a look at another step: kept in the tab's own storage until it is saved.
//!
//! Not for card data, codes or secrets. A draft never goes over what others have saved meanwhile: of what was typed, only
//! the fields come back that still have the value that it was typed over.

use std::collections::BTreeMap;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::components::form_state::FormState;

/// What was typed, and over what.
#[derive(Serialize, Deserialize)]
struct Draft {
    over: BTreeMap<String, String>,
    typed: BTreeMap<String, String>,
}

/// Where a form's draft is kept.
#[derive(Clone, Copy)]
pub struct TabDraft {
    key: StoredValue<String>,
    form: FormState,
}

impl TabDraft {
    /// Keeps `form` under `key` from now on, and puts back what was typed before. Does nothing on the server.
    #[must_use]
    pub fn keep(key: String, form: FormState) -> Self {
        let draft = Self { key: StoredValue::new(key), form };
        Effect::new(move |before: Option<()>| {
            if before.is_none() {
                draft.put_back();
            }
            if draft.form.is_touched() { draft.store() } else { draft.forget() }
        });
        draft
    }

    /// What was typed has been saved.
    pub fn forget(self) {
        if let Some(storage) = storage() {
            let _ = self.key.with_value(|key| storage.remove_item(key));
        }
    }

    fn put_back(self) {
        let stored = storage().and_then(|storage| self.key.with_value(|key| storage.get_item(key).ok().flatten()));
        let Some(draft) = stored.and_then(|json| serde_json::from_str::<Draft>(&json).ok()) else { return };
        let now = self.form.initial();
        let standing = |name: &String| draft.over.get(name) == now.get(name);
        let typed = draft.typed.iter().filter(|(name, _)| standing(name));
        self.form.put(&typed.map(|(name, text)| (name.clone(), text.clone())).collect());
    }

    fn store(self) {
        let draft = Draft { over: self.form.initial(), typed: self.form.values() };
        if let (Some(storage), Ok(json)) = (storage(), serde_json::to_string(&draft)) {
            // Without room, or where storage is forbidden, typing goes on all the same.
            let _ = self.key.with_value(|key| storage.set_item(key, &json));
        }
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}
