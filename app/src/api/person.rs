//! Who is signed in on the page that is shown: what its head says, from the server's first answer on.

use domain::money::Currency;
use leptos::prelude::*;

/// Whoever is signed in, as the server read it from the cookie of a page's request. The server puts it among the request's
/// extensions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedInAs {
    /// Their address.
    pub email: Option<String>,
    /// The currency that their account prefers.
    pub currency: Option<Currency>,
}

/// Who is signed in. Copies share it.
#[derive(Clone, Copy)]
pub struct Someone(RwSignal<Option<String>>);

impl Someone {
    /// Their address. Reactive.
    #[must_use]
    pub fn email(self) -> Option<String> {
        self.0.get()
    }

    /// They have just signed in, with this address.
    pub fn signed_in(self, email: &str) {
        self.0.set(Some(email.to_owned()));
    }
}

/// Makes it known to the components of the page. Belongs into the application's root.
pub fn provide_someone() {
    let email = SharedValue::new(of_request).into_inner();
    provide_context(Someone(RwSignal::new(email)));
}

/// Who is signed in.
///
/// # Panics
/// Outside [`crate::router::App`], which provides it.
#[must_use]
pub fn use_someone() -> Someone {
    expect_context()
}

#[cfg(feature = "ssr")]
fn of_request() -> Option<String> {
    use_context::<http::request::Parts>()?.extensions.get::<SignedInAs>()?.email.clone()
}

#[cfg(not(feature = "ssr"))]
const fn of_request() -> Option<String> {
    None
}
