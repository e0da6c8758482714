//! Keeps an open page up to date: whoever comes back to a tab sees what others have saved meanwhile, and is told.

use domain::checkout::merge::changes;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live::Live;
use super::news::News;
use crate::api::checkout::checkout_view;

/// Looks again whenever the window is come back to.
pub fn keep_fresh(live: Live) {
    let listener = window_event_listener(ev::focus, move |_| spawn_local(look_again(live)));
    on_cleanup(move || listener.remove());
}

async fn look_again(live: Live) {
    // The page may have gone, now or while the answer comes.
    let Some(id) = live.last_picture().map(|picture| picture.id) else { return };
    // Not reached, or not the caller's any more: the next edit says so.
    let Ok(view) = checkout_view(id).await else { return };
    let Some(before) = live.last_picture() else { return };
    if view.version > before.version {
        live.known().tell(News { newer: changes(&before.content, &view.content), ..News::default() });
    }
    if view.version >= before.version && view != before {
        live.show(view);
    }
}
