//! What the pages of a checkout share while the browser goes from one to the next: the last picture, so that a step
//! needs no request, and what the buyer still has to be told.

use domain::checkout::CheckoutView;
use domain::ids::CheckoutId;
use leptos::prelude::*;

use super::news::{NEWS, News};
use crate::api::checkout::checkout_view;
use crate::api::error::ApiError;
use crate::api::form::take_flash;

/// What is known. Copies share it.
#[derive(Clone, Copy)]
pub struct Known {
    picture: StoredValue<Option<CheckoutView>>,
    news: RwSignal<News>,
}

/// Makes it available to all pages. Belongs into the application's root.
pub fn provide_known() {
    let told = take_flash(NEWS).and_then(|flash| flash.read_news()).unwrap_or_default();
    provide_context(Known { picture: StoredValue::new(None), news: RwSignal::new(told) });
}

/// What is known.
///
/// # Panics
/// Outside [`crate::router::App`].
#[must_use]
pub fn use_known() -> Known {
    expect_context()
}

impl Known {
    /// The checkout: the picture that a step left behind, or a fresh one.
    ///
    /// # Errors
    /// There is none that the caller may see, or the server was not reached.
    pub async fn load(self, id: CheckoutId) -> Result<CheckoutView, ApiError> {
        let left = self.picture.try_update_value(Option::take).flatten();
        match left.filter(|view| view.id == id) {
            Some(view) => Ok(view),
            None => checkout_view(id).await,
        }
    }

    /// Leaves a picture behind for the next page.
    pub fn remember(self, view: CheckoutView) {
        self.picture.set_value(Some(view));
    }

    /// The picture that was left behind is an old one.
    pub fn forget(self) {
        self.picture.set_value(None);
    }

    /// There is something to tell.
    pub fn tell(self, news: News) {
        self.news.set(news);
    }

    /// What is to be told. Reactive.
    #[must_use]
    pub fn news(self) -> RwSignal<News> {
        self.news
    }
}
