//! Pieces of a page that come to life one after the other.
//!
//! A page that was sent is readable at once; hydrating all of it in one task would hold up whoever scrolls or presses
//! meanwhile. A piece that stands in an [`InTurn`] is hydrated in a task of its own, in the order of the page, and between
//! two of them the browser does what people ask of it. A page that is reached in the application is built at once.
//!
//! Until its turn a piece shows what the server wrote. What it shows must therefore not change before: see
//! [`once_alive`].

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::PositionState;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::view::{AnyView, IntoAny, written};

/// Makes a piece: once where it is written, once where it comes to life.
pub type Make = Arc<dyn Fn() -> AnyView + Send + Sync>;

type Work = Box<dyn FnOnce()>;

thread_local! {
    static TURNS: RefCell<Vec<Work>> = const { RefCell::new(Vec::new()) };
    static AFTER_ALL: RefCell<Vec<Work>> = const { RefCell::new(Vec::new()) };
    /// Whether all that the server sent is alive.
    static ALIVE: Cell<bool> = const { Cell::new(false) };
}

/// Gives every piece its turn, a task for each.
///
/// # Errors
/// The browser has no timers.
pub async fn all_taken() -> Result<(), JsValue> {
    loop {
        // Effects, which pieces are announced by, have run before the next task begins.
        next_task().await?;
        let next = TURNS.with_borrow_mut(|turns| (!turns.is_empty()).then(|| turns.remove(0)));
        let Some(turn) = next else { break };
        turn();
    }
    ALIVE.set(true);
    AFTER_ALL.take().into_iter().for_each(|work| work());
    Ok(())
}

/// Ends the browser's task here and goes on in another.
///
/// # Errors
/// The browser has no timers.
pub async fn next_task() -> Result<(), JsValue> {
    let task = js_sys::Promise::new(&mut |resolve, _| {
        let _ = window().set_timeout_with_callback(&resolve);
    });
    JsFuture::from(task).await.map(drop)
}

/// A piece of a page that is hydrated in a task of its own.
#[component]
pub fn InTurn(
    /// Makes the piece.
    make: Make,
) -> AnyView {
    let place = NodeRef::<Div>::new();
    let owner = Owner::current().unwrap_or_default();
    let written_by = make.clone();
    place.on_load(move |element| {
        let turn = move || owner.with(|| enliven(element.into(), &make));
        if ALIVE.get() {
            turn();
        } else {
            TURNS.with_borrow_mut(|turns| turns.push(Box::new(turn)));
        }
    });
    let html = written(move || written_by());
    view! { <div class="in-turn" node_ref=place inner_html=html></div> }.into_any()
}

/// What is so now, for pieces to show: it stays what the server wrote until every piece is alive.
#[must_use]
pub fn once_alive<T>(now: Memo<T>) -> Memo<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let alive = RwSignal::new(false);
    Effect::new(move |_| {
        let tell = move || {
            alive.try_set(true);
        };
        if ALIVE.get() {
            tell();
        } else {
            AFTER_ALL.with_borrow_mut(|works| works.push(Box::new(tell)));
        }
    });
    let shown = Memo::new(move |before: Option<&T>| match before {
        Some(before) if !alive.get() => before.clone(),
        _ => now.get(),
    });
    // Looked at here, because a memo knows nothing before it is: what the server wrote is what is so now, not what is so when the
    // first piece asks.
    shown.with_untracked(|_| ());
    shown
}

/// Hydrates what the server wrote, or builds what it did not.
fn enliven(element: Element, make: &Make) {
    // The page may have gone meanwhile.
    if !element.is_connected() {
        return;
    }
    let view = make();
    let shown = if element.first_element_child().is_some() {
        view.hydrate::<true>(&Cursor::new(element), &PositionState::default())
    } else {
        let mut shown = view.build();
        shown.mount(&element, None);
        shown
    };
    // As long as the page around it.
    let shown = SendWrapper::new(shown);
    on_cleanup(move || drop(shown));
}
