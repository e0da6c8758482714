//! Islands: a piece of a page that comes to life before the page around it.
//!
//! The server writes the island into the page together with the facts that it is made from. The browser loads the island's
//! part of the bundle first and hydrates it with a reactive root of its own; the page, hydrated later, leaves the element
//! alone that the island is in, and takes the island away when it goes. When the page is reached from another one, there is
//! nothing from the server, and the island is built in its place.
//!
//! An island may use the [`Setting`] and nothing else of the application around it, no resources and no router: it [`leave`]s.

use std::cell::RefCell;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use web_sys::{CustomEvent, CustomEventInit, Element};

use crate::api::error::{ApiError, UNREACHABLE};
use crate::components::trouble::Trouble;
use crate::parts::{self, NotLoaded};
use crate::setting::{Setting, use_setting};
use crate::turns;
use crate::view::{AnyView, IntoAny};

/// Makes an island from its facts.
pub type Make = fn(&str) -> AnyView;

/// The attribute with the facts of an island, by which it is found.
const FACTS: &str = "data-island";
/// The attribute of an island that has come to life, where tests and measurements look.
const ALIVE: &str = "data-alive";
/// The event of an island that leads elsewhere; whoever prevents its default goes there.
const LEAVE: &str = "kassa:leave";

/// An island that has come to life: dropped, its effects and listeners end.
struct Alive {
    element: Element,
    _root: Owner,
    _shown: <AnyView as Render>::State,
}

thread_local! {
    static ISLANDS: RefCell<Vec<Alive>> = const { RefCell::new(Vec::new()) };
}

/// The island in the page that the server has sent, if there is one.
#[must_use]
pub fn of_this_page() -> Option<Element> {
    document().query_selector(&format!("[{FACTS}]")).ok().flatten()
}

/// Brings the island in this element to life, once.
///
/// # Errors
/// Its part of the bundle could not be loaded.
pub async fn enliven(element: Element, setting: Setting) -> Result<(), NotLoaded> {
    let make = parts::island().await?;
    // A part that has just come was made ready in this task.
    let _ = turns::next_task().await;
    // The page may have gone meanwhile.
    if !element.is_connected() || element.has_attribute(ALIVE) {
        return Ok(());
    }
    let facts = element.get_attribute(FACTS).unwrap_or_default();
    let root = Owner::new_root(None);
    let shown = root.with(|| {
        setting.provide();
        let view = make(&facts);
        if element.first_element_child().is_some() {
            return view.hydrate::<true>(&Cursor::new(element.clone()), &PositionState::default());
        }
        let mut shown = view.build();
        shown.mount(&element, None);
        shown
    });
    let _ = element.set_attribute(ALIVE, "");
    ISLANDS.with_borrow_mut(|islands| islands.push(Alive { element, _root: root, _shown: shown }));
    Ok(())
}

/// Goes on at another address: by way of the application where that is alive, else as any link does.
pub fn leave(address: &str) {
    let init = CustomEventInit::new();
    init.set_cancelable(true);
    init.set_detail(&address.into());
    let event = CustomEvent::new_with_event_init_dict(LEAVE, &init);
    let taken = event.and_then(|event| window().dispatch_event(&event)).is_ok_and(|unprevented| !unprevented);
    if !taken {
        let _ = window().location().assign(address);
    }
}

/// The place of an island in the application.
#[component]
pub fn Island(
    /// What it is made from.
    facts: String,
    /// What the server has written of it.
    html: String,
    /// Told the address when the island leads elsewhere.
    on_leave: Callback<String>,
) -> AnyView {
    let setting = use_setting();
    let place = NodeRef::<Div>::new();
    let failed = RwSignal::new(false);
    let begin = move || {
        let (element, setting) = (place.get_untracked(), setting.clone());
        spawn_local(async move {
            let Some(element) = element else { return };
            let came = enliven(element.into(), setting).await;
            failed.try_set(came.is_err());
        });
    };
    let retry = Callback::new({
        let begin = begin.clone();
        move |()| begin()
    });
    place.on_load(move |_| begin());
    Effect::new(move |_| {
        let listener = window_event_listener_untyped(LEAVE, move |event| {
            event.prevent_default();
            let detail = event.dyn_ref::<CustomEvent>().and_then(|event| event.detail().as_string());
            detail.into_iter().for_each(|address| on_leave.run(address));
        });
        on_cleanup(move || listener.remove());
    });
    on_cleanup(move || {
        if let Some(element) = place.try_get_untracked().flatten() {
            let element: &Element = &element;
            ISLANDS.with_borrow_mut(|islands| islands.retain(|island| island.element != *element));
        }
    });
    let trouble = Signal::derive(move || failed.get().then(|| ApiError::new(UNREACHABLE)));
    view! {
        <div node_ref=place data-island=facts inner_html=html></div>
        <Trouble trouble retry/>
    }
    .into_any()
}
