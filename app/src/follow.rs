//! Follows something by server-sent events: every connection with a ticket of its own, from the event that the page knows.
//!
//! While there is no connection the page looks by itself whenever it tries again; while there is one it never does.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventSource};

use crate::api::error::ApiError;

/// How long is waited before the first new attempt; each failure doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// The longest wait.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// What a page follows. Copies share it.
pub trait Followed: Copy + Send + Sync + 'static {
    /// What the server calls its events.
    const EVENTS: &'static str;

    /// A ticket for one connection.
    ///
    /// # Errors
    /// There is nothing (any more) that this browser may see, or the server was not reached.
    fn ticket(self) -> impl Future<Output = Result<String, ApiError>>;

    /// The address of the stream for this ticket, after the newest event that the page knows; `None` once the page is gone.
    fn address(self, ticket: &str) -> Option<String>;

    /// The page hears of what happens, or does not any more.
    fn hears(self, hears: bool);

    /// Gets the newest picture.
    fn look_again(self) -> impl Future<Output = ()>;
}

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
struct Stream<F> {
    followed: F,
    connection: StoredValue<Option<Connection>, LocalStorage>,
    failures: StoredValue<u32>,
    waiting: StoredValue<Option<TimeoutHandle>>,
}

/// Follows it until it is `over`, or the page is left.
pub fn follow<F: Followed>(followed: F, over: Signal<bool>) {
    // Made where effects run, in the browser: a server's threads could not share a connection.
    Effect::new(move |_| {
        if over.get() {
            return;
        }
        let connection = StoredValue::new_local(None);
        let stream = Stream { followed, connection, failures: StoredValue::new(0), waiting: StoredValue::new(None) };
        on_cleanup(move || stream.close());
        stream.connect();
    });
}

impl<F: Followed> Stream<F> {
    fn connect(self) {
        spawn_local(async move {
            match self.followed.ticket().await {
                Ok(ticket) => self.open(&ticket),
                // The browser may not see it any more, and looking again says so.
                Err(error) if error.is_not_found() => {
                    self.followed.hears(false);
                    self.followed.look_again().await;
                }
                Err(_) => self.lost(),
            }
        });
    }

    fn open(self, ticket: &str) {
        let Some(address) = self.followed.address(ticket) else { return };
        let Ok(source) = EventSource::new(&address) else { return };
        let heard = Closure::new(move |_: Event| spawn_local(self.followed.look_again()));
        let opened = Closure::new(move |_: Event| {
            self.failures.try_set_value(0);
            self.followed.hears(true);
        });
        // The browser would try again by itself, with a ticket that is used up.
        let failed = Closure::new(move |_: Event| set_timeout(move || self.lost(), Duration::ZERO));
        let _ = source.add_event_listener_with_callback(F::EVENTS, heard.as_ref().unchecked_ref());
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
        self.followed.hears(failures < 2);
        spawn_local(self.followed.look_again());
        let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(failures - 1)).min(LONGEST_WAIT);
        let handle = set_timeout_with_handle(move || self.connect(), wait).ok();
        self.waiting.try_set_value(handle);
    }

    fn close(self) {
        self.connection.try_set_value(None);
        if let Some(waiting) = self.waiting.try_update_value(Option::take).flatten() {
            waiting.clear();
        }
        self.followed.hears(true);
    }
}
