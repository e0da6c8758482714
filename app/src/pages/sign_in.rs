//! `/sign-in` and `/sign-in/code`: an address, then the code that was sent there, then on to where one came from.

mod code;
mod email;
mod mailed;
mod ways;

pub use code::SignInCode;
pub use email::SignIn;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use crate::api::error::ApiError;
use crate::api::sign_in::{BY_CODE, Visitor, whoami};
use crate::components::page_heading::PageHeading;
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::own_path::{leading_to, with};
use crate::view::{AnyView, IntoAny};

/// Where somebody came from, as the address says it; empty where it does not.
fn came_from() -> String {
    use_query_map().read_untracked().get("to").unwrap_or_default()
}

/// Whether a code is insisted on, as the address says it after a provider did not sign somebody in.
fn insists() -> String {
    use_query_map().read_untracked().get("by").unwrap_or_default()
}

/// The parameter that says that whoever is signed in signs in once more, to prove that it is them.
const AGAIN: &str = "again";

/// Whether the address asks somebody who is signed in to do so again.
fn again() -> bool {
    use_query_map().read_untracked().get_str(AGAIN).is_some()
}

/// Where somebody who is signed in signs in once more, and then goes on to `to`. By a code: a provider may sign in whoever sits
/// at their browser without a question.
pub fn once_more(to: &str) -> String {
    with(&with(&leading_to("/sign-in", to), AGAIN, "1"), "by", BY_CODE)
}

/// What `shown` makes of whoever looks.
#[component]
fn ForVisitor(heading: &'static str, shown: fn(Visitor) -> AnyView) -> AnyView {
    let visitor = Resource::new(|| (), |()| whoami());
    let retry = Callback::new(move |()| visitor.refetch());
    let page = move |answer: Result<Visitor, ApiError>| match answer {
        Ok(visitor) => shown(visitor),
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
            <PageHeading text=heading/>
            <Skeleton expected=Expected::Lines(4)/>
        }
    };
    view! {
        <div class="narrow stack">
            <Suspense fallback=waiting>{move || visitor.get().map(page)}</Suspense>
        </div>
    }
    .into_any()
}
