//! What the Enter key presses.

use crate::view::{AnyView, IntoAny};
use leptos::prelude::*;

/// The first button of a form, seen by nobody: Enter in a field submits as the form's last button would, instead of pressing
/// whichever button happens to come first (HTML, “implicit submission”).
#[component]
pub fn DefaultSubmit() -> AnyView {
    view! { <button type="submit" class="unseen" tabindex="-1" aria-hidden="true"></button> }.into_any()
}
