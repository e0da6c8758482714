//! Every event that can stand in an account's audit trail has a sentence. The names are read from the sources that record them.

use std::fs;
use std::path::{Path, PathBuf};

use messages::audit::EVENTS;
use messages::{Locale, Words};

/// Events of things that are no account's: a person, a lead, an attempt to pay, a trial that nobody has started.
const NOBODYS: [&str; 7] = [
    "lead_submitted",
    "payment_asked",
    "trial_requested",
    "user_erased",
    "user_identity_linked",
    "user_named",
    "user_registered",
];

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap().map(Result::unwrap) {
        if entry.path().is_dir() {
            sources(&entry.path(), found);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            found.push(entry.path());
        }
    }
}

#[test]
fn every_event_of_an_account_has_a_sentence() {
    let mut files = Vec::new();
    sources(Path::new("../commerce/src/flows"), &mut files);
    let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
    let names = text.split("event: \"").skip(1).filter_map(|rest| rest.split('"').next());
    let lacking: Vec<_> =
        names.filter(|name| !EVENTS.contains(name) && !NOBODYS.contains(name) && *name != "user_signed_in").collect();
    assert!(text.matches("event: \"").count() > 30, "the sources were not read");
    assert_eq!(lacking, Vec::<&str>::new(), "write a sentence into words/*/audit.toml and name it in src/audit.rs");
}

#[test]
fn no_two_events_read_alike() {
    for locale in Locale::SHIPPED {
        let words = Words::new(locale);
        let mut said: Vec<_> = EVENTS.iter().map(|name| words.audit_event(name)).collect();
        said.sort_unstable();
        let all = said.len();
        said.dedup();
        assert_eq!(said.len(), all, "{}", locale.code());
    }
}
