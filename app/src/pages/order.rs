//! `/orders/{id}`: how far an order is, its receipt, its licence, and what comes next.

mod address;
mod evidence;
mod heading;
mod licence;
mod live;
mod next;
mod progress;
mod receipt;
mod stream;

use domain::ids::OrderId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::error::{ApiError, NOT_FOUND};
use crate::api::order::{OrderPicture, order_view};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::pages::not_found::NotFound;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};
use evidence::Evidence;
use heading::Heading;
use licence::Licence;
use live::Live;
use next::{Cancel, Next};
use progress::Progress;
use receipt::Receipt;
use stream::follow;

/// The page of the order whose id the address names.
#[component]
pub fn OrderPage() -> AnyView {
    let words = use_words();
    let params = use_params_map();
    let id = Memo::new(move |_| params.read().get("id").and_then(|id| id.parse::<OrderId>().ok()));
    let loading = Resource::new(
        move || id.get(),
        move |id| async move {
            match id {
                Some(id) => order_view(id).await,
                None => Err(ApiError::new(NOT_FOUND)),
            }
        },
    );
    let retry = Callback::new(move |()| loading.refetch());
    let loaded = move || {
        loading.get().map(|answer| match answer {
            Ok(picture) => open(picture),
            Err(error) if error.is_not_found() => view! { <NotFound/> }.into_any(),
            Err(error) => {
                let trouble = Signal::stored(Some(error));
                view! {
                    <PageHeading text=words.checkout_title().to_owned()/>
                    <Trouble trouble retry/>
                }
                .into_any()
            }
        })
    };
    view! { <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(12)/> }>{loaded}</Suspense> }.into_any()
}

fn open(picture: OrderPicture) -> AnyView {
    let live = Live::new(picture);
    follow(live);
    view! {
        <Heading live/>
        <div class="order">
            <div class="order__side">
                <Progress live/>
            </div>
            <div class="order__main">
                <Licence live/>
                <Receipt live/>
            </div>
            <div class="order__more">
                <Next live/>
                <Cancel live/>
                <Evidence live/>
            </div>
        </div>
    }
    .into_any()
}
