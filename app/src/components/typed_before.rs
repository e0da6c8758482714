//! What a person did to the controls before the bundle took over: typed, chose, or had restored by the browser.
//!
//! Hydration sets controls to what the server rendered; nothing typed may be lost, so a component asks for the control's
//! value while it is made (the server's HTML is there already) and puts it back once the page is hydrated.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;

/// The value of the control that `selector` finds, if it is there and has one. Always `None` on the server.
fn value_of(selector: &str) -> Option<String> {
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    let control = document().query_selector(selector).ok().flatten()?;
    if let Some(input) = control.dyn_ref::<web_sys::HtmlInputElement>() {
        // A tick that is not set has a value all the same, which would be sent if it were.
        let unticked = input.type_() == "checkbox" && !input.checked();
        return Some(if unticked { String::new() } else { input.value() });
    }
    if let Some(select) = control.dyn_ref::<web_sys::HtmlSelectElement>() {
        return Some(select.value());
    }
    control.dyn_ref::<web_sys::HtmlTextAreaElement>().map(web_sys::HtmlTextAreaElement::value)
}

/// Gives the value that the control found by `selector` had before hydration to `restore`, once the page is hydrated.
/// Does nothing where the control does not exist yet. Call it before the control's view is made.
pub fn restore_typed(selector: &str, restore: impl Fn(String) + 'static) {
    if let Some(value) = value_of(selector) {
        Effect::new(move || restore(value.clone()));
    }
}
