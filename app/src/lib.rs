//! What the buyer sees: pages rendered on the server, hydrated in the browser, then a single-page app.
//!
//! The crate is built twice. With feature `ssr` it is a library of the server and may reach `commerce`; with feature
//! `hydrate` it is the browser bundle and holds `domain`, `messages` and itself only. `cfg(feature)` appears in this file
//! and below [`api`], nowhere else: pages and components compile alike for both.
//!
//! Every page and every larger component returns `AnyView`: a view's type names everything inside it, and without that
//! erasure the compiler's depth limit is soon reached, and the bundle grows.
//!
//! It must not know axum's routes, the database or the provider; what a page needs of them comes through [`api`] and the
//! [`setting::Setting`].

pub mod api;
pub mod children;
pub mod components;
#[cfg(feature = "ssr")]
pub mod document;
pub mod facts;
pub mod follow;
pub mod island;
pub mod own_path;
pub mod packed;
pub mod page;
pub mod pages;
pub mod parts;
pub mod router;
pub mod setting;
pub mod turns;
#[cfg(not(feature = "ssr"))]
pub mod view;
#[cfg(feature = "ssr")]
pub mod view {
    //! A view whose type is forgotten, as the server renders it: Leptos's own.
    pub use leptos::prelude::{AnyView, IntoAny};

    /// The view as HTML.
    pub fn written(view: impl FnOnce() -> AnyView) -> String {
        leptos::prelude::RenderHtml::to_html(view())
    }
}
