//! `/checkout/{id}`: on to the step where the checkout stands. Links lead here.

use domain::ids::CheckoutId;
use leptos::prelude::*;
use leptos_router::components::Redirect;
use leptos_router::hooks::use_params_map;

use super::address;
use super::known::use_known;
use crate::components::skeleton::{Expected, Skeleton};
use crate::pages::not_found::NotFound;
use crate::view::{AnyView, IntoAny};

/// Goes on.
#[component]
pub fn CheckoutEntry() -> AnyView {
    let params = use_params_map();
    let id = params.read_untracked().get("id").and_then(|id| id.parse::<CheckoutId>().ok());
    let known = use_known();
    let next = OnceResource::new(async move { known.load(id?).await.ok().map(|view| address::next(&view)) });
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(6)/> }>
            {move || next.get().map(|next| match next {
                Some(path) => view! { <Redirect path/> }.into_any(),
                None => view! { <NotFound/> }.into_any(),
            })}
        </Suspense>
    }
    .into_any()
}
