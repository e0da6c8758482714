//! Loading the trial that an address names, for the pages that show it.

use domain::ids::TrialId;
use domain::trial::TrialView;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::error::{ApiError, NOT_FOUND};
use crate::api::trial::trial_view;
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::pages::not_found::NotFound;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The trial of the address, and a way to look at it again.
pub type Loading = Resource<Result<TrialView, ApiError>>;

/// What `shown` makes of the trial that the address names; says so where there is none, or none to be seen.
#[component]
pub fn OurTrial(
    /// What to call the page while there is nothing to say yet.
    heading: &'static str,
    /// The page.
    shown: fn(TrialView, Loading) -> AnyView,
) -> AnyView {
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<TrialId>().ok()));
    let loading = Resource::new(
        move || id.get(),
        |id| async move {
            match id {
                Some(id) => trial_view(id).await,
                None => Err(ApiError::new(NOT_FOUND)),
            }
        },
    );
    let retry = Callback::new(move |()| loading.refetch());
    let page = move |answer: Result<TrialView, ApiError>| match answer {
        Ok(view) => shown(view, loading),
        Err(error) if error.is_not_found() => view! { <NotFound/> }.into_any(),
        Err(error) => {
            let trouble = Signal::stored(Some(error));
            view! {
                <PageHeading text=heading/>
                <Trouble trouble retry/>
            }
            .into_any()
        }
    };
    let waiting = move || {
        view! {
            <div class="column stack">
                <PageHeading text=heading/>
                <Skeleton expected=Expected::Lines(8)/>
            </div>
        }
    };
    // A transition: what is shown stays while it is looked at again.
    view! { <Transition fallback=waiting>{move || loading.get().map(page)}</Transition> }.into_any()
}

/// The name of a trial's plan in the reader's language; its id where it is not sold any more.
pub fn plan_name(view: &TrialView) -> String {
    let catalogue = use_catalogue();
    let name = catalogue.plan(&view.plan).map(|plan| plan.name.in_language(use_words().locale().code()).to_owned());
    name.unwrap_or_else(|| view.plan.clone())
}
