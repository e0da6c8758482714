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
use crate::page::Page;
use crate::pages::checkout::known::provide_known;
use crate::pages::not_found::NotFound;
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
                    <Route path=path!("/") view=Page::Plans ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id") view=Page::CheckoutEntry ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/plan") view=Page::Plan ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/details") view=Page::Details ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/details/code") view=Page::Code ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/payment") view=Page::Payment ssr=SsrMode::Async/>
                    <Route path=path!("/checkout/:id/review") view=Page::Review ssr=SsrMode::Async/>
                    <Route path=path!("/orders/:id") view=Page::Order ssr=SsrMode::Async/>
                    <Route path=path!("/trial/start") view=Page::TrialStart ssr=SsrMode::Async/>
                    <Route path=path!("/trials/:id") view=Page::Trial ssr=SsrMode::Async/>
                    <Route path=path!("/trials/:id/code") view=Page::TrialCode ssr=SsrMode::Async/>
                    <Route path=path!("/contact-sales") view=Page::ContactSales ssr=SsrMode::Async/>
                    <Route path=path!("/contact-sales/sent/:id") view=Page::ContactSent ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in") view=Page::SignIn ssr=SsrMode::Async/>
                    <Route path=path!("/sign-in/code") view=Page::SignInCode ssr=SsrMode::Async/>
                    <Route path=path!("/account") view=Page::Account ssr=SsrMode::Async/>
                    <Route path=path!("/account/members") view=Page::Members ssr=SsrMode::Async/>
                    <Route path=path!("/account/settings") view=Page::Settings ssr=SsrMode::Async/>
                    <Route path=path!("/account/audit") view=Page::Audit ssr=SsrMode::Async/>
                    <Route path=path!("/invitations/:id") view=Page::Invitation ssr=SsrMode::Async/>
                    <Route path=path!("/l/:secret") view=Page::Link ssr=SsrMode::Async/>
                    <Route path=path!("/account/security") view=Page::Security ssr=SsrMode::Async/>
                    <Route path=path!("/staff") view=Page::Staff ssr=SsrMode::Async/>
                </FlatRoutes>
            </Frame>
        </Router>
    }
}
