//! An order while it is looked at: the newest picture of it, and whether the page still hears of what happens.

use domain::ids::OrderId;
use domain::order::{OrderView, Stage};
use leptos::prelude::*;

use crate::api::order::{OrderPicture, order_view};

/// The order on the page. Copies share it.
#[derive(Clone, Copy)]
pub struct Live {
    picture: RwSignal<OrderPicture>,
    lost: RwSignal<bool>,
    looking: StoredValue<Looking>,
}

/// Whether a newer picture is on its way, and whether that one is old already.
#[derive(Clone, Copy, Debug, Default)]
struct Looking {
    under_way: bool,
    again: bool,
}

impl Live {
    /// The order in this picture.
    #[must_use]
    pub fn new(picture: OrderPicture) -> Self {
        let looking = StoredValue::new(Looking::default());
        Self { picture: RwSignal::new(picture), lost: RwSignal::new(false), looking }
    }

    /// The picture. Reactive.
    #[must_use]
    pub fn picture(self) -> Signal<OrderPicture> {
        self.picture.into()
    }

    /// Part of the order, which changes only when that part does. Reactive.
    #[must_use]
    pub fn part<T: PartialEq + Send + Sync + 'static>(self, read: fn(&OrderView) -> T) -> Memo<T> {
        Memo::new(move |_| self.picture.with(|picture| read(&picture.order)))
    }

    /// Where it stands. Reactive.
    #[must_use]
    pub fn stage(self) -> Memo<Stage> {
        self.part(|order| order.stage)
    }

    /// Its id.
    #[must_use]
    pub fn id(self) -> OrderId {
        self.picture.with_untracked(|picture| picture.order.id)
    }

    /// The number of the newest event that the page knows of; `None` once the page is gone.
    #[must_use]
    pub fn sequence(self) -> Option<i64> {
        self.picture.try_with_untracked(|picture| picture.order.sequence)
    }

    /// Whether the page does not hear of what happens at the moment. Reactive.
    #[must_use]
    pub fn lost(self) -> Signal<bool> {
        self.lost.into()
    }

    /// The page hears of what happens, or does not any more.
    pub fn hears(self, hears: bool) {
        let _ = self.lost.try_update(|lost| *lost = !hears);
    }

    /// Gets the newest picture. Asked for while one is on its way, it is got once more after that.
    pub async fn look_again(self) {
        let begun = self.looking.try_update_value(|looking| {
            looking.again = looking.under_way;
            !std::mem::replace(&mut looking.under_way, true)
        });
        if begun != Some(true) {
            return;
        }
        loop {
            // Not reached: the stream tells again, or its loss makes the page ask again.
            if let Ok(newer) = order_view(self.id()).await {
                self.show(newer);
            }
            let again = self.looking.try_update_value(|looking| {
                looking.under_way = looking.again;
                std::mem::take(&mut looking.again)
            });
            if again != Some(true) {
                return;
            }
        }
    }

    fn show(self, newer: OrderPicture) {
        let known = self.picture.try_with_untracked(|picture| picture.order.sequence > newer.order.sequence);
        if known == Some(false) {
            self.picture.set(newer);
        }
    }
}
