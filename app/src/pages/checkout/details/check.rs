//! What stands against the details as they are typed: the rules of the step, and those of tax.

use domain::checkout::DetailsForm;
use domain::checkout::steps::details_problems;
use domain::refusal::Refusal;
use domain::tax::{TaxRequest, decide};
use leptos::prelude::*;

use crate::pages::checkout::live::Live;

/// Every objection, each with its field. Reactive.
pub fn objections(live: Live, typed: &DetailsForm) -> Vec<Refusal> {
    let details = match typed.clone().as_shown().read() {
        Ok(details) => details,
        Err(refusals) => return refusals,
    };
    let mut refusals = details_problems(&details);
    if let Some(country) = details.address.country {
        let request = TaxRequest { country, business: details.business, vat_id: details.vat_id };
        let as_of = live.view().read().as_of;
        refusals.extend(decide(&live.taxes(), &request, as_of).err().unwrap_or_default());
    }
    refusals
}
