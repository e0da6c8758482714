//! What stands against a plan as it is chosen: asked by a page while the choices change and by the engine when it quotes,
//! so that what the one greys out is what the other refuses, for the same reason.

use super::QuoteError;
use crate::catalogue::{BeyondSeats, Offer, Plan};
use crate::money::Currency;
use crate::term::Term;

/// What stands against so many seats of a plan that can be bought.
#[must_use]
pub fn objection_to_seats(plan: &Plan, seats: u32) -> Option<QuoteError> {
    let range = plan.seats;
    if seats < range.min {
        return Some(QuoteError::TooFewSeats { plan: plan.id.clone(), min: range.min });
    }
    (seats > range.max && plan.is_self_service()).then(|| match range.beyond {
        BeyondSeats::ContactSales => QuoteError::ContactSalesForSeats { max: range.max },
        BeyondSeats::AnotherPlan => QuoteError::TooManySeats { plan: plan.id.clone(), max: range.max },
    })
}

/// What stands against a term of a plan. Without a currency it is enough that the term is sold in any.
#[must_use]
pub fn objection_to_term(plan: &Plan, term: Term, currency: Option<Currency>) -> Option<QuoteError> {
    match plan.offer {
        Offer::ContactSales => None,
        Offer::Free => Some(QuoteError::TermNotTaken { plan: plan.id.clone() }),
        Offer::Paid { .. } => {
            let sold = currency.map_or(plan.sold_for(term), |currency| plan.price(currency, term).is_some());
            (!sold).then(|| QuoteError::TermNotSold { plan: plan.id.clone(), term })
        }
    }
}
