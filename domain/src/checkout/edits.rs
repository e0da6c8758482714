//! Of two edits the newer wins and the older is told: tests by example and by law.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::order::tests::content;
use crate::payment::tests::at;

fn fresh() -> CheckoutSession {
    let opening = Opening { id: CheckoutId::from_bits(1), purpose: Purpose::Purchase, account: None, opened_by: None };
    CheckoutSession::open(opening, content(), at(0))
}

fn seats(count: u32) -> Edit {
    Edit::Plan(Selection { seats: count, ..content().selection })
}

fn company(name: &str) -> Edit {
    Edit::Details(Details { company: name.to_owned(), ..content().details })
}

fn edit(session: CheckoutSession, based_on: u32, edit: Edit) -> Edited {
    session.edit(based_on, edit, at(1)).expect("edits")
}

fn change(field: &str, was: impl Into<Value>, now: impl Into<Value>) -> FieldChange {
    FieldChange { field: field.to_owned(), was: Some(was.into()), now: Some(now.into()) }
}

#[test]
fn the_newer_of_two_edits_wins_and_says_what_it_replaced() {
    let first = edit(fresh(), 1, seats(30));
    assert_eq!((first.session.version, first.overwrote, first.newer), (2, vec![], vec![]));
    let second = edit(first.session, 1, seats(40));
    assert_eq!(second.session.content.selection.seats, 40);
    assert_eq!(second.overwrote, [change("selection/seats", 30, 40)]);
    assert_eq!(second.session.version, 3);
}

#[test]
fn the_older_page_is_told_what_is_there_now() {
    let theirs = edit(fresh(), 1, company("Byron Ltd")).session;
    assert_eq!(theirs.changes_since(1), [change("details/company", "Acme GmbH", "Byron Ltd")]);
    assert_eq!(theirs.changes_since(2), []);
    let ours = edit(theirs, 1, seats(40));
    assert_eq!(ours.newer, [change("details/company", "Acme GmbH", "Byron Ltd")]);
    assert_eq!(ours.overwrote, []);
}

#[test]
fn a_stale_form_does_not_wipe_what_another_tab_typed() {
    let named = edit(fresh(), 1, company("Byron Ltd")).session;
    let mut stale = content().details;
    stale.contact_name = "Augusta".to_owned();
    let saved = edit(named, 1, Edit::Details(stale));
    let details = &saved.session.content.details;
    assert_eq!((details.company.as_str(), details.contact_name.as_str()), ("Byron Ltd", "Augusta"));
    assert_eq!(saved.newer, [change("details/company", "Acme GmbH", "Byron Ltd")]);
}

#[test]
fn emptied_fields_and_add_ons_count_as_edits() {
    let mut selection = content().selection;
    selection.addon.insert("assistant".to_owned(), 5);
    let added = edit(fresh(), 1, Edit::Plan(selection.clone())).session;
    selection.addon.insert("storage".to_owned(), 2);
    let both = edit(added, 2, Edit::Plan(selection.clone())).session;
    selection.addon.clear();
    let emptied = edit(both, 3, Edit::Plan(selection)).session;
    assert!(emptied.content.selection.addon.is_empty());
    let cleared = edit(emptied, 4, company("")).session;
    assert_eq!(cleared.content.details.company, "");
    let told = FieldChange { now: None, ..change("details/company", "Acme GmbH", "") };
    assert_eq!(cleared.changes_since(4), [told]);
}

#[test]
fn the_same_edit_twice_changes_nothing_the_second_time() {
    let once = edit(fresh(), 1, seats(30));
    let twice = edit(once.session.clone(), 1, seats(30));
    assert_eq!((twice.session.version, &twice.session.content), (2, &once.session.content));
    assert_eq!((twice.overwrote, twice.newer), (vec![], vec![]));
}

#[test]
fn an_edit_from_the_future_is_refused() {
    let refused = fresh().edit(2, seats(30), at(1));
    assert_eq!(refused, Err(CheckoutRefusal::EditFromTheFuture { based_on: 2, version: 1 }));
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let text = prop::sample::select(vec!["", "a", "b", "/", "ä"]);
    let addon = prop::collection::btree_map(
        prop::sample::select(vec!["assistant", "storage", "a/b", "a", "~1", ""]),
        1_u32..4,
        0..3,
    );
    let plan = (1_u32..4, addon, prop::option::of(text.clone())).prop_map(|(seats, addon, coupon)| {
        let addon = addon.into_iter().map(|(id, count)| (id.to_owned(), count)).collect();
        Edit::Plan(Selection { seats, addon, coupon: coupon.map(str::to_owned), ..content().selection })
    });
    let details = (text.clone(), text.clone(), prop::option::of(any::<bool>()), text).prop_map(
        |(company, name, business, city)| {
            let mut details = content().details;
            (details.company, details.contact_name, details.business) = (company.to_owned(), name.to_owned(), business);
            details.address.city = city.to_owned();
            Edit::Details(details)
        },
    );
    prop_oneof![plan, details]
}

proptest! {
    /// Whatever a form really changes against the version it had shown is what is there afterwards.
    #[test]
    fn what_an_edit_changes_is_there(edits in prop::collection::vec((any_edit(), any::<u32>()), 1..12), last in any_edit(), back: u32) {
        let mut session = fresh();
        let mut shown = vec![session.content.clone()];
        for (next, back) in edits {
            let based_on = session.version - back % session.version;
            session = edit(session, based_on, next).session;
            if shown.len() < session.version as usize {
                shown.push(session.content.clone());
            }
        }
        let based_on = session.version - back % session.version;
        let base = shown[based_on as usize - 1].clone();
        let before = session.content.clone();
        let edited = edit(session, based_on, last.clone());
        let now = &edited.session.content;
        let pick = |mine: &str, base: &str, before: &str| if mine == base { before.to_owned() } else { mine.to_owned() };
        match last {
            Edit::Plan(mine) => {
                let expected = if mine.seats == base.selection.seats { before.selection.seats } else { mine.seats };
                prop_assert_eq!(now.selection.seats, expected);
                prop_assert_eq!(&now.details, &before.details);
            }
            Edit::Details(mine) => {
                prop_assert_eq!(&now.details.company, &pick(&mine.company, &base.details.company, &before.details.company));
                prop_assert_eq!(&now.details.address.city, &pick(&mine.address.city, &base.details.address.city, &before.details.address.city));
                prop_assert_eq!(&now.selection, &before.selection);
            }
        }
        for told in &edited.overwrote {
            prop_assert_ne!(&told.was, &told.now);
        }
        let json = serde_json::to_string(&edited.session).expect("writes");
        prop_assert_eq!(serde_json::from_str::<CheckoutSession>(&json).expect("reads"), edited.session);
    }

    /// Told what has changed since its version, an old page can be brought up to date: nothing is left out.
    #[test]
    fn the_older_is_told_everything(edits in prop::collection::vec(any_edit(), 1..12), back: u32) {
        let mut session = fresh();
        let mut shown = vec![session.content.clone()];
        for next in edits {
            let version = session.version;
            session = edit(session, version, next).session;
            if shown.len() < session.version as usize {
                shown.push(session.content.clone());
            }
        }
        let version = session.version - back % session.version;
        let then = &shown[version as usize - 1];
        let told = session.changes_since(version);
        let differs = |field: &str| told.iter().any(|change| change.field == field);
        prop_assert_eq!(differs("selection/seats"), then.selection.seats != session.content.selection.seats);
        prop_assert_eq!(differs("details/company"), then.details.company != session.content.details.company);
        prop_assert_eq!(told.is_empty(), *then == session.content);
    }
}
