//! Keeps an open page up to date: whoever comes back to a tab sees what others have saved meanwhile, and is told; and whoever
//! waits for an approver, or is the approver, sees what the other does as it happens.

use domain::checkout::merge::changes;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::live::Live;
use super::news::News;
use crate::api::checkout::checkout_view;
use crate::api::error::ApiError;
use crate::api::hand_over::checkout_ticket;
use crate::follow::{Followed, follow};

/// Looks again whenever the window is come back to, and whenever the other side has done something.
pub fn keep_fresh(live: Live) {
    let listener = window_event_listener(ev::focus, move |_| spawn_local(look_again(live)));
    on_cleanup(move || listener.remove());
    let over = Memo::new(move |_| {
        let view = live.view();
        let view = view.read();
        live.is_gone() || !(view.is_with_approver() || (view.is_approvers() && view.is_open()))
    });
    follow(live, over.into());
}

impl Followed for Live {
    const EVENTS: &'static str = "checkout";

    async fn ticket(self) -> Result<String, ApiError> {
        checkout_ticket(self.id()).await
    }

    fn address(self, ticket: &str) -> Option<String> {
        let picture = self.last_picture()?;
        Some(format!("/checkout/{}/events?ticket={ticket}&after={}", picture.id, picture.sequence))
    }

    // Coming back to the tab looks again.
    fn hears(self, _: bool) {}

    async fn look_again(self) {
        look_again(self).await;
    }
}

async fn look_again(live: Live) {
    // The page may have gone, now or while the answer comes.
    let Some(id) = live.last_picture().map(|picture| picture.id) else { return };
    let view = match checkout_view(id).await {
        Ok(view) => view,
        Err(error) if error.is_not_found() => return live.go(),
        // Not reached: the next edit says so.
        Err(_) => return,
    };
    let Some(before) = live.last_picture() else { return };
    if view.version > before.version && !view.is_approvers() {
        live.known().tell(News { newer: changes(&before.content, &view.content), ..News::default() });
    }
    if view.version >= before.version && view.sequence >= before.sequence && view != before {
        live.show(view);
    }
}
