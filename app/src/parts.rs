//! The parts of the bundle: the code of pages is loaded when a page is asked for, and before one that was sent is hydrated.
//!
//! Everything that a page needs alone is cut into the part that its function below names; what every page shares stays in
//! the bundle's main file, what some share is loaded with each of them. `scripts/web/split.mjs` does the cutting. On the
//! server a part is an ordinary function.

// The macro declares each function on both sides of the cut, which needs unsafe attributes; no code here is unsafe.
#![allow(unsafe_code)]

use futures::future::join;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::api::error::{ApiError, UNREACHABLE};
use crate::components::page_heading::PageHeading;
use crate::components::trouble::Trouble;
use crate::island::Make;
use crate::page::Page;
use crate::pages::account::Account;
use crate::pages::account::audit::Audit;
use crate::pages::account::invitation::Invitation;
use crate::pages::account::members::Members;
use crate::pages::account::security::Security;
use crate::pages::account::settings::Settings;
use crate::pages::checkout::code::CodeStep;
use crate::pages::checkout::details::DetailsStep;
use crate::pages::checkout::entry::CheckoutEntry;
use crate::pages::checkout::payment::{self, PaymentStep};
use crate::pages::checkout::plan::PlanStep;
use crate::pages::checkout::review::ReviewStep;
use crate::pages::contact::{ContactSales, ContactSent};
use crate::pages::link::Link;
use crate::pages::not_found::NotFound;
use crate::pages::order::OrderPage;
use crate::pages::plans::Plans;
use crate::pages::sign_in::{SignIn, SignInCode};
use crate::pages::staff::Staff;
use crate::pages::trial::code::TrialCode;
use crate::pages::trial::start::TrialStart;
use crate::pages::trial::view::Trial;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// A part could not be loaded; asking again tries again.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("a part of the page could not be loaded")]
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Pages whose code is loaded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The plan comparison.
    Plans,
    /// A checkout up to the proved e-mail address.
    Checkout,
    /// Its payment and its review.
    Payment,
    /// An order.
    Order,
    /// Trials, sign-in, and the forms around it.
    Person,
    /// What somebody has, and accounts: one's own, and for our people every customer's.
    Account,
}

impl Part {
    /// The name of the part in the build's list of files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plans => "plans",
            Self::Checkout => "checkout",
            Self::Payment => "payment",
            Self::Order => "order",
            Self::Person => "person",
            Self::Account => "account",
        }
    }

    /// Somebody is about to go there: the part starts to come, for this page or the next one's cache.
    pub fn expect(self) {
        leptos::task::spawn_local(async move {
            // Whoever goes there hears of it if it cannot be had.
            let _ = self.load().await;
        });
    }

    /// Loads the part if it is not there yet.
    ///
    /// # Errors
    /// It could not be reached.
    pub async fn load(self) -> Result<(), NotLoaded> {
        match self {
            Self::Plans => load_plans().await,
            Self::Checkout => load_checkout().await,
            Self::Payment => load_payment().await,
            Self::Order => load_order().await,
            Self::Person => load_person().await,
            Self::Account => load_account().await,
        }
        .map_err(NotLoaded::from)
    }
}

/// A page, its part loaded first; or that it could not be loaded, with a way to try again.
pub async fn view(page: Page) -> AnyView {
    let view = match page.part() {
        Part::Plans => plans(page).await,
        Part::Checkout => checkout(page).await,
        // The island's part comes beside the page's, so that it is there when the page is built.
        Part::Payment if page.has_island() => join(payment(page), load_payment_form()).await.0,
        Part::Payment => payment(page).await,
        Part::Order => order(page).await,
        Part::Person => person(page).await,
        Part::Account => account(page).await,
    };
    view.unwrap_or_else(|NotLoaded| view! { <NotReached/> }.into_any())
}

/// The part of the one island that there is, the form of the payment step, by its name in the build's list of files.
pub const ISLAND: &str = "payment_form";

/// What makes the island, its part loaded first.
///
/// # Errors
/// It could not be reached.
pub async fn island() -> Result<Make, NotLoaded> {
    payment_form().await
}

#[wasm_split(plans, wasm_split_path = ::leptos::wasm_split, preload(load_plans), fallible)]
fn plans(_page: Page) -> Result<AnyView, NotLoaded> {
    Ok(view! { <Plans/> }.into_any())
}

#[wasm_split(checkout, wasm_split_path = ::leptos::wasm_split, preload(load_checkout), fallible)]
fn checkout(page: Page) -> Result<AnyView, NotLoaded> {
    Ok(match page {
        Page::CheckoutEntry => view! { <CheckoutEntry/> }.into_any(),
        Page::Plan => view! { <PlanStep/> }.into_any(),
        Page::Details => view! { <DetailsStep/> }.into_any(),
        _ => view! { <CodeStep/> }.into_any(),
    })
}

#[wasm_split(payment, wasm_split_path = ::leptos::wasm_split, preload(load_payment), fallible)]
fn payment(page: Page) -> Result<AnyView, NotLoaded> {
    Ok(match page {
        Page::Payment => view! { <PaymentStep/> }.into_any(),
        _ => view! { <ReviewStep/> }.into_any(),
    })
}

#[wasm_split(payment_form, wasm_split_path = ::leptos::wasm_split, preload(load_payment_form), fallible)]
fn payment_form() -> Result<Make, NotLoaded> {
    Ok(payment::form)
}

#[wasm_split(order, wasm_split_path = ::leptos::wasm_split, preload(load_order), fallible)]
fn order(_page: Page) -> Result<AnyView, NotLoaded> {
    Ok(view! { <OrderPage/> }.into_any())
}

#[wasm_split(person, wasm_split_path = ::leptos::wasm_split, preload(load_person), fallible)]
fn person(page: Page) -> Result<AnyView, NotLoaded> {
    Ok(match page {
        Page::TrialStart => view! { <TrialStart/> }.into_any(),
        Page::Trial => view! { <Trial/> }.into_any(),
        Page::TrialCode => view! { <TrialCode/> }.into_any(),
        Page::ContactSales => view! { <ContactSales/> }.into_any(),
        Page::ContactSent => view! { <ContactSent/> }.into_any(),
        Page::SignIn => view! { <SignIn/> }.into_any(),
        Page::SignInCode => view! { <SignInCode/> }.into_any(),
        Page::Link => view! { <Link/> }.into_any(),
        _ => view! { <NotFound/> }.into_any(),
    })
}

#[wasm_split(account, wasm_split_path = ::leptos::wasm_split, preload(load_account), fallible)]
fn account(page: Page) -> Result<AnyView, NotLoaded> {
    Ok(match page {
        Page::Members => view! { <Members/> }.into_any(),
        Page::Settings => view! { <Settings/> }.into_any(),
        Page::Audit => view! { <Audit/> }.into_any(),
        Page::Invitation => view! { <Invitation/> }.into_any(),
        Page::Security => view! { <Security/> }.into_any(),
        Page::Staff => view! { <Staff/> }.into_any(),
        _ => view! { <Account/> }.into_any(),
    })
}

/// What is shown in place of a page whose part could not be loaded.
#[component]
fn NotReached() -> AnyView {
    let words = use_words();
    let retry = Callback::new(|()| {
        let _ = window().location().reload();
    });
    view! {
        <PageHeading text=words.errors_failure_title()/>
        <Trouble trouble=Signal::stored(Some(ApiError::new(UNREACHABLE))) retry/>
    }
    .into_any()
}
