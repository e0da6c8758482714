//! The application: its setting, the frame around every page, and which address shows which page.
//!
//! Guarantees: every route is rendered on the server as a whole (`SsrMode::Async`), so that each page is complete without
//! script; `Suspense` appears inside routes only, because outside it breaks hydration (leptos issue 3707).

use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::{SsrMode, path};

use crate::api::form::provide_flash;
use crate::api::person::provide_someone;
use crate::components::frame::Frame;
use crate::components::page_heading::FirstPage;
use crate::pages::account::Account;
use crate::pages::checkout::code::CodeStep;
use crate::pages::checkout::details::DetailsStep;
use crate::pages::checkout::entry::CheckoutEntry;
use crate::pages::checkout::known::provide_known;
use crate::pages::checkout::payment::PaymentStep;
use crate::pages::checkout::plan::PlanStep;
use crate::pages::checkout::review::ReviewStep;
use crate::pages::contact::{ContactSales, ContactSent};
use crate::pages::link::Link;
use crate::pages::not_found::NotFound;
use crate::pages::order::OrderPage;
use crate::pages::plans::Plans;
use crate::pages::sign_in::{SignIn, SignInCode};
use crate::pages::trial::code::TrialCode;
use crate::pages::trial::start::TrialStart;
use crate::pages::trial::view::Trial;
use crate::setting::Setting;

/// The whole application inside `<body>`.
#[component]
pub fn App(
    /// What the page was, or is, rendered with.
    setting: Setting,
) -> impl IntoView {
    provide_meta_context();
    let words = setting.words;
    setting.provide();
    provide_flash();
    provide_someone();
    provide_known();
    view! {
        <Title formatter=move |page: String| words.common_page_title(page)/>
        <Router>
            <FirstPage/>
            <Frame>
                <FlatRoutes fallback=NotFound>
                    <Route path=path!("/") view=Plans ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id") view=CheckoutEntry ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/plan") view=PlanStep ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/details") view=DetailsStep ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/details/code") view=CodeStep ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/payment") view=PaymentStep ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/review") view=ReviewStep ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:id") view=OrderPage ssr=SsrMode::Async/>
                    <Route path=path!("/trial/start") view=TrialStart ssr=SsrMode::Async/>
                    <Route path=path!("/trials/:id") view=Trial ssr=SsrMode::Async/>
                    <Route path=path!("/trials/:id/code") view=TrialCode ssr=SsrMode::Async/>
                    <Route path=path!("/contact-sales") view=ContactSales ssr=SsrMode::Async/>
                    <Route path=path!("/contact-sales/sent/:id") view=ContactSent ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=SignIn ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/code") view=SignInCode ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=Account ssr=SsrMode::Async/>
                    <Route path=path!("/l/:secret") view=Link ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
