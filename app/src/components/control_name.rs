//! Names of controls that a catalogue decides, such as `addon[assistant]`.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

/// The name as one that lives as long as the program, as fields want it. Each is kept once: for names that a catalogue
/// decides, of which there are few, and never for what somebody typed.
#[must_use]
pub fn control_name(name: String) -> &'static str {
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name.as_str()) {
        return known;
    }
    let name: &'static str = name.leak();
    names.insert(name);
    name
}
