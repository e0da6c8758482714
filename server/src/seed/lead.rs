//! The request for an offer among the examples.

use commerce::commerce::Commerce;
use commerce::store::leads;
use domain::lead::LeadForm;

use super::Example;
use super::people::ASKING;
use super::visitor::{Visitor, work};

/// Asks for an offer, unless that was asked for.
///
/// # Errors
/// The flow refused it; the database failed.
pub(super) async fn make(shop: &Commerce) -> anyhow::Result<Example> {
    let found = leads::newest_of(shop.store().read(), &ASKING.address()).await?;
    if found.is_none() {
        let form = LeadForm {
            name: ASKING.name.to_owned(),
            email: ASKING.email.to_owned(),
            company: ASKING.company.to_owned(),
            country: ASKING.country.to_owned(),
            plan: "dedicated".to_owned(),
            seats: "14000".to_owned(),
            message: "We need single tenancy in our own region, and a framework agreement.".to_owned(),
        };
        shop.submit_lead(&Visitor::new(shop).visit().await?, &form, "en").await?;
        work(shop).await?;
    }
    Ok(Example { what: "a request for an offer", who: ASKING.email.to_owned(), path: None, made: found.is_none() })
}
