//! What a plan offers for the choices made: its price, what a longer term saves, or why it cannot be had so.
//!
//! Everything is asked of the engine; nothing is computed here. Pure: no page, no words.

use domain::catalogue::{Offer, Plan};
use domain::decimal::Decimal;
use domain::money::Money;
use domain::pricing::{NoPrice, Saving, Step, plan_price, saving};
use domain::quote::{QuoteError, objection_to_seats, objection_to_term};
use domain::refusal::Refusal;
use domain::term::Term;

use super::choices::Choices;

/// What a plan's card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardOffer {
    /// It costs nothing.
    Free {
        /// The seats that it is begun with: those chosen, as far as it takes them.
        seats: u32,
    },
    /// It is sold by talking.
    OnRequest,
    /// It can be bought so.
    Sold(Sold),
    /// It cannot be had so.
    Refused {
        /// The price of the first seat, where there is one.
        unit: Option<Decimal>,
        /// Why, as the engine would say it.
        refusal: Refusal,
    },
}

/// A plan at a price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sold {
    /// The price of the first seat for the whole term.
    pub unit: Decimal,
    /// The price of all seats for the whole term, before tax.
    pub total: Money,
    /// How the total comes about.
    pub steps: Vec<Step>,
    /// What the term saves, and against paying for which shorter one.
    pub saving: Option<(Saving, Term)>,
}

/// What `plan` offers for `choices`.
#[must_use]
pub fn card_offer(plan: &Plan, choices: Choices) -> CardOffer {
    let Choices { term, seats, currency } = choices;
    match plan.offer {
        Offer::Free => return CardOffer::Free { seats: seats.clamp(plan.seats.min, plan.seats.max) },
        Offer::ContactSales => return CardOffer::OnRequest,
        Offer::Paid { .. } => {}
    }
    let unit = plan.price(currency, term).map(|price| price.model.list_price());
    let objection = objection_to_seats(plan, seats).or_else(|| objection_to_term(plan, term, Some(currency)));
    if let Some(objection) = objection {
        return CardOffer::Refused { unit, refusal: objection.into() };
    }
    let priced = plan_price(plan, currency, Some(term), seats)
        .and_then(|derivation| Ok((derivation.amount(currency).map_err(|_| NoPrice::TooLarge)?, derivation.steps)));
    match (unit, priced) {
        (Some(unit), Ok((total, steps))) => {
            CardOffer::Sold(Sold { unit, total, steps, saving: compared(plan, choices) })
        }
        (unit, _) => CardOffer::Refused { unit, refusal: QuoteError::AmountTooLarge.into() },
    }
}

/// What the chosen term saves against the next unit of time: several years against one, a year against months.
fn compared(plan: &Plan, choices: Choices) -> Option<(Saving, Term)> {
    let against = match choices.term {
        Term::Month => return None,
        Term::Year => Term::Month,
        Term::TwoYears | Term::ThreeYears => Term::Year,
    };
    saving(plan, choices.currency, choices.seats, choices.term, against).map(|saving| (saving, against))
}

/// What a term of several years saves on the plan that most people take, in percent, before anything is chosen.
#[must_use]
pub fn usual_saving(plans: &[Plan], term: Term) -> Option<u32> {
    let plan = plans.iter().find(|plan| plan.most_popular)?;
    let currency = plan.prices().first()?.currency;
    saving(plan, currency, 1, term, Term::Year).map(|saving| saving.percent)
}

#[cfg(test)]
#[path = "offer/tests.rs"]
mod tests;
