//! Pages: the application rendered for a request, with the language it asks for and a policy that fits its nonce.

use app::api::person::SignedInAs;
use app::api::visit::Secure;
use app::document::document;
use app::router::App;
use app::setting::Setting;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::{AxumRouteListing, LeptosRoutes, ResponseOptions};
use messages::Locale;

use crate::state::AppState;
use crate::{locale, policy};

/// A route for each page and each server function.
pub fn routes(state: &AppState) -> Router<AppState> {
    Router::new().leptos_routes_with_context(state, listing(state), context(state), page(state))
}

/// Every page that the application has, with its address.
#[must_use]
pub fn listing(state: &AppState) -> Vec<AxumRouteListing> {
    let setting = state.setting(Locale::default(), None);
    let app = move || view! { <App setting=setting.clone()/> };
    leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(app, None, || {}).0
}

/// Everything that is neither a page nor a function: a file of the site, or else the page that says that there is none.
pub async fn file_or_not_found(State(state): State<AppState>, request: Request) -> Response<Body> {
    let file = state.site().assets.respond(request.method(), request.uri().path(), request.headers());
    match file {
        Some(file) => file,
        None => leptos_axum::render_app_async_with_context(context(&state), page(&state))(request).await,
    }
}

/// What a page or function finds in its context, and what its response says before it does.
fn context(state: &AppState) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = state.clone();
    move || {
        let Some(request) = use_context::<Parts>() else { return };
        let choice = locale::choose(&request, state.config().mode.is_demo());
        let currency = request.extensions.get::<SignedInAs>().and_then(|person| person.currency);
        state.setting(choice.locale, currency).provide();
        provide_context(state.commerce().clone());
        provide_context(Secure(state.is_secure()));
        let Some(response) = use_context::<ResponseOptions>() else { return };
        if let Some(nonce) = use_nonce() {
            response.insert_header(header::CONTENT_SECURITY_POLICY, policy::page(&nonce, &state.framed()));
            response.insert_header(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            response.insert_header(header::VARY, HeaderValue::from_static("accept-language, cookie"));
        }
        if choice.chosen {
            response.append_header(header::SET_COOKIE, locale::remember(choice.locale, state.is_secure()));
        }
    }
}

fn page(state: &AppState) -> impl Fn() -> AnyView + Clone + Send + Sync + 'static {
    let bundle = state.site().bundle.clone();
    move || document(expect_context::<Setting>(), &bundle)
}
