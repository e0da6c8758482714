//! Checkouts, from the plan page to complete details: who may do what, two tabs, coupons, links, time.

mod accounts;
mod coupons;
mod edits;
mod ends;
mod links;
mod proof;
mod start;

use commerce::commerce::Commerce;
use commerce::error::CommerceError;
use commerce::store::events;
use commerce::testing::World;
use commerce::visit::Visit;
use domain::checkout::{Details, Selection};
use domain::ids::CheckoutId;

/// A browser: its cookie, as it would keep it.
pub struct Browser {
    shop: Commerce,
    cookie: Option<String>,
}

impl Browser {
    pub fn new(world: &World) -> Self {
        Self { shop: world.commerce(), cookie: None }
    }

    pub async fn visit(&self) -> Visit {
        self.shop.visit(self.cookie.as_deref()).await.unwrap()
    }

    /// Opens a checkout for 25 seats of Premium for a year, in euros.
    pub async fn buys(&mut self) -> CheckoutId {
        let started = self.shop.start_checkout(&self.visit().await, premium()).await.unwrap();
        self.keep(started.cookie);
        started.checkout
    }

    pub fn keep(&mut self, cookie: Option<commerce::visit::NewCookie>) {
        if let Some(cookie) = cookie {
            self.cookie = Some(cookie.secret.reveal());
        }
    }
}

pub fn premium() -> Selection {
    Selection {
        plan: "premium".to_owned(),
        seats: 25,
        term: "1y".parse().ok(),
        currency: "EUR".parse().unwrap(),
        coupon: None,
        addon: std::collections::BTreeMap::new(),
    }
}

pub fn acme() -> Details {
    let mut details = Details {
        company: "Acme GmbH".to_owned(),
        contact_name: "Ada Lovelace".to_owned(),
        contact_email: "ada@acme.example".to_owned(),
        ..Details::default()
    };
    details.address.country = "DE".parse().ok();
    details.address.line1 = "Hauptstraße 1".to_owned();
    details.address.city = "Berlin".to_owned();
    details.address.postal_code = "10115".to_owned();
    details
}

/// The codes of a refusal, each behind its field.
pub fn codes<T: std::fmt::Debug>(result: Result<T, CommerceError>) -> Vec<String> {
    let refusals = result.expect_err("refused").refusals();
    refusals.into_iter().map(|r| format!("{}:{}", r.field.unwrap_or_default(), r.code)).collect()
}

/// What has happened to a checkout, in order.
pub async fn happened(world: &World, id: CheckoutId) -> Vec<String> {
    let events = events::after(world.store.read(), &id.to_string(), 0, 100).await.unwrap();
    events.into_iter().map(|event| event.name).collect()
}
