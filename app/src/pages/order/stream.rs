//! Follows an order by server-sent events: every connection with a ticket of its own, from the event that the page knows.
//!
//! While there is no connection the page looks by itself whenever it tries again; while there is one it never does. An order
//! that has come to its end is not followed.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource};

use super::address;
use super::live::Live;
use crate::api::order::order_ticket;

/// What the server calls the events of an order.
const ORDER: &str = "order";
/// How long is waited before the first new attempt; each failure doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// An open stream, closed with this.
struct Connection {
    source: EventSource,
    _heard: Closure<dyn FnMut(Event)>,
    _opened: Closure<dyn FnMut(Event)>,
    _failed: Closure<dyn FnMut(Event)>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

/// The page's one stream. Copies share it.
#[derive(Clone, Copy)]
struct Stream {
    live: Live,
    connection: StoredValue<Option<Connection>, LocalStorage>,
    failures: StoredValue<u32>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// Follows the order until it has come to its end, or the page is left.
pub fn follow(live: Live) {
    let over = live.part(|order| order.stage.is_final());
    // Made where effects run, in the browser: a server's threads could not share a connection.
    Effect::new(move |_| {
        if over.get() {
            return;
        }
        let connection = StoredValue::new_local(None);
        let stream = Stream { live, connection, failures: StoredValue::new(0), waiting: StoredValue::new(None) };
        on_cleanup(move || stream.close());
        stream.connect();
    });
}

impl Stream {
    fn connect(self) {
        spawn_local(async move {
            match order_ticket(self.live.id()).await {
                Ok(ticket) => self.open(&ticket),
                // The browser's session is over: only loading the page again helps.
                Err(error) if error.is_not_found() => self.live.hears(false),
                Err(_) => self.lost(),
            }
        });
    }

    fn open(self, ticket: &str) {
        let Some(after) = self.live.sequence() else { return };
        let Ok(source) = EventSource::new(&address::events(self.live.id(), ticket, after)) else { return };
        let heard = Closure::new(move |_: Event| spawn_local(self.live.look_again()));
        let opened = Closure::new(move |_: Event| {
            self.failures.try_set_value(0);
            self.live.hears(true);
        });
        // The browser would try again by itself, with a ticket that is used up.
        let failed = Closure::new(move |_: Event| set_timeout(move || self.lost(), Duration::ZERO));
        let _ = source.add_event_listener_with_callback(ORDER, heard.as_ref().unchecked_ref());
        source.set_onopen(Some(opened.as_ref().unchecked_ref()));
        source.set_onerror(Some(failed.as_ref().unchecked_ref()));
        let connection = Connection { source, _heard: heard, _opened: opened, _failed: failed };
        self.connection.try_set_value(Some(connection));
    }

    /// There is no connection: looks, and tries again after a while.
    fn lost(self) {
        self.connection.try_set_value(None);
        let Some(failures) = self.failures.try_update_value(|failures| {
            *failures = failures.saturating_add(1);
            *failures
        }) else {
            return;
        };
        // A first interruption is mended before anybody has to know.
        self.live.hears(failures < 2);
        spawn_local(self.live.look_again());
        let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failures - 1)).min(LONGEST_WAIT);
        let handle = set_timeout_with_handle(move || self.connect(), wait).ok();
        self.waiting.try_set_value(handle);
    }

    fn close(self) {
        self.connection.try_set_value(None);
        if let Some(waiting) = self.waiting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        self.live.hears(true);
    }
}
