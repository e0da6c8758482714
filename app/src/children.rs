//! What stands inside a component's tags, its type forgotten by [`crate::view`] and not by Leptos's own `AnyView`, whose
//! unused code every child would bring along.

use leptos::children::ToChildren;
use leptos::prelude::RenderHtml;

use crate::view::{AnyView, IntoAny};

/// What stands inside a component's tags.
pub struct Children(Box<dyn FnOnce() -> AnyView + Send>);

impl Children {
    /// Makes it, inside the component that calls this.
    #[must_use]
    pub fn view(self) -> AnyView {
        (self.0)()
    }
}

impl<F, C> ToChildren<F> for Children
where
    F: FnOnce() -> C + Send + 'static,
    C: RenderHtml + Send + 'static,
{
    fn to_children(make: F) -> Self {
        Self(Box::new(move || make().into_any()))
    }
}
