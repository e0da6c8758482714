//! A page of the payment provider inside ours. Its size is reserved, it is watched until it answers, and messages are
//! taken only from its own window at its own origin, and sent to that origin alone.

use std::time::Duration;

use leptos::ev;
use leptos::html::{Div, Iframe};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// How long the page is waited for before we say that it did not come.
const PATIENCE: Duration = Duration::from_secs(12);

/// Which page is framed, and what is known of it. Copies share it.
#[derive(Clone, Copy)]
pub struct Framed {
    iframe: NodeRef<Iframe>,
    place: NodeRef<Div>,
    origin: StoredValue<String>,
    url: StoredValue<String>,
    attempt: RwSignal<u32>,
    answered: RwSignal<bool>,
    late: RwSignal<bool>,
}

impl Framed {
    /// The page at `url`, which has a query and belongs to `origin`. Nothing is loaded before the page around it is alive.
    #[must_use]
    pub fn new(origin: String, url: String) -> Self {
        Self {
            iframe: NodeRef::new(),
            place: NodeRef::new(),
            origin: StoredValue::new(origin),
            url: StoredValue::new(url),
            attempt: RwSignal::new(0),
            answered: RwSignal::new(false),
            late: RwSignal::new(false),
        }
    }

    /// Whether the page has answered. Reactive.
    #[must_use]
    pub fn is_there(self) -> bool {
        self.answered.get()
    }

    /// The page has answered.
    pub fn arrived(self) {
        self.answered.set(true);
        self.late.set(false);
    }

    /// Reserves this many pixels for it.
    pub fn is_high(self, pixels: u32) {
        if let Some(place) = self.place.get_untracked() {
            let place: &web_sys::HtmlElement = &place;
            let _ = place.style().set_property("--frame-block", &format!("{pixels}px"));
        }
    }

    /// Sends it a message, as JSON.
    pub fn send(self, json: &str) {
        let window = self.iframe.get_untracked().and_then(|iframe| iframe.content_window());
        if let (Some(window), Ok(message)) = (window, js_sys::JSON::parse(json)) {
            // An origin that is no origin would be our own mistake; nothing is sent then.
            let _ = self.origin.with_value(|origin| window.post_message(&message, origin));
        }
    }

    /// A message of the page's, as JSON; `None` for what somebody else says.
    fn heard(self, event: &web_sys::MessageEvent) -> Option<String> {
        let window = self.iframe.get_untracked()?.content_window()?;
        let source = event.source()?;
        let (window, source): (&JsValue, &JsValue) = (window.as_ref(), source.as_ref());
        let own = window == source && self.origin.with_value(|origin| *origin == event.origin());
        own.then(|| js_sys::JSON::stringify(&event.data()).ok()?.as_string()).flatten()
    }

    /// Loads the page, or loads it again.
    fn load(self) {
        self.answered.set(false);
        self.late.set(false);
        self.attempt.update(|attempt| *attempt += 1);
        let attempt = self.attempt.get_untracked();
        let waited = move || {
            if self.attempt.try_get_untracked() == Some(attempt) && !self.answered.get_untracked() {
                self.late.set(true);
            }
        };
        set_timeout(waited, PATIENCE);
    }
}

/// The framed page: a grey place until it answers, then the page; or that it did not come, and a button.
#[component]
pub fn ProviderFrame(
    /// Which page.
    framed: Framed,
    /// What it is, for whoever cannot see it.
    #[prop(into)]
    title: String,
    /// What is said while it loads.
    #[prop(into)]
    loading: String,
    /// What is said when it did not come.
    #[prop(into)]
    failed: String,
    /// Whether it is the bank's page, which is larger and says nothing when it has loaded.
    #[prop(optional)]
    challenge: bool,
    /// Told what the page says, as JSON.
    on_message: Callback<String>,
) -> AnyView {
    let words = use_words();
    Effect::new(move |_| {
        let listener = window_event_listener(ev::message, move |event| {
            if let Some(json) = framed.heard(&event) {
                on_message.run(json);
            }
        });
        on_cleanup(move || listener.remove());
        untrack(move || framed.load());
    });
    let loaded = move |_| {
        if challenge {
            framed.arrived();
        }
    };
    let page = move |attempt: u32| {
        (attempt > 0).then(|| {
            let title = title.clone();
            // Another address, because the element stays: the same one would not be loaded again.
            let url = framed.url.get_value();
            let src = if attempt > 1 { format!("{url}&attempt={attempt}") } else { url };
            view! { <iframe node_ref=framed.iframe title=title src=src on:load=loaded></iframe> }
        })
    };
    let busy = Memo::new(move |_| !framed.answered.get() && !framed.late.get());
    let class = if challenge { "frame frame--challenge" } else { "frame" };
    view! {
        <div class=class node_ref=framed.place aria-busy=move || busy.get().then_some("true") hidden=framed.late>
            {move || page(framed.attempt.get())}
        </div>
        <p class="unseen" role="status">{move || busy.get().then(|| loading.clone())}</p>
        {move || framed.late.get().then(|| view! {
            <Notice tone=Tone::Bad title=failed.clone()>
                <button type="button" class="button" on:click=move |_| framed.load()>{words.common_retry()}</button>
            </Notice>
        })}
    }
    .into_any()
}

/// The origin of an address, where it has one. Nothing on the server.
#[must_use]
pub fn origin_of(address: &str) -> Option<String> {
    if is_server() {
        return None;
    }
    web_sys::Url::new(address).ok().map(|url| url.origin())
}

/// The origin of this page, which the provider is told. Empty on the server.
#[must_use]
pub fn own_origin() -> String {
    if is_server() { String::new() } else { window().location().origin().unwrap_or_default() }
}
