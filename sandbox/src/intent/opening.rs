//! The first answer of the bank: yes, no, or “let the holder authenticate”.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::{Intent, State};
use crate::ids;
use crate::instrument::decline::Decline;
use crate::instrument::method::Method;
use crate::instrument::scenario::Scenario;
use crate::problem::Problem;

/// How long a bank holds an authorised amount: seven days, as Stripe documents for cards on the web
/// (<https://docs.stripe.com/payments/place-a-hold-on-a-payment-method>).
pub const HOLD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What the merchant asks for.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Minor units, above zero.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// The merchant's customer.
    pub customer: Option<String>,
    /// Keep the method for the customer.
    pub save_method: bool,
    /// The holder is not there to authenticate.
    pub off_session: bool,
    /// What it is for.
    pub description: String,
    /// The merchant's facts.
    pub metadata: BTreeMap<String, String>,
    /// Where 3-D Secure returns to.
    pub return_url: Option<String>,
    /// Set by a test: the bank says no, whatever the number says.
    pub forced_decline: Option<Decline>,
}

impl Intent {
    /// Asks the bank.
    ///
    /// # Errors
    /// A method of another customer, a debit in another currency than the euro.
    pub fn open(opening: Opening, method: &Method, now: Timestamp) -> Result<Self, Problem> {
        if method.customer.is_some() && method.customer != opening.customer {
            return Err(Problem::not_found("payment method", &method.id));
        }
        if method.is_debit() && opening.currency != "EUR" {
            let message = "SEPA direct debits are in EUR";
            return Err(Problem::invalid("currency_not_supported", "currency", message));
        }
        let state = first_state(&opening, method, now);
        let intent = Self {
            id: ids::fresh("pi"),
            version: 1,
            amount_minor: opening.amount_minor,
            currency: opening.currency,
            method: method.view(),
            scenario: method.scenario,
            customer: opening.customer,
            save_method: opening.save_method,
            description: opening.description,
            metadata: opening.metadata,
            return_url: opening.return_url,
            challenge_secret: ids::fresh("cs"),
            created_at: now,
            updated_at: now,
            state,
        };
        Ok(intent.with_saved_method())
    }

    /// Saves the method for the customer if that was asked for: as soon as the bank said yes, and with a card that can
    /// be saved but never charged, although it said no.
    #[must_use]
    pub fn with_saved_method(mut self) -> Self {
        let approved = matches!(self.state, State::Authorised { .. });
        let saved_anyway = matches!(self.scenario, Scenario::DeclinesOnceSaved(_));
        if self.save_method && (approved || saved_anyway) {
            self.method.customer.clone_from(&self.customer);
        }
        self
    }
}

fn first_state(opening: &Opening, method: &Method, now: Timestamp) -> State {
    let hold = State::Authorised { expires_at: Some(now + HOLD) };
    if let Some(decline) = opening.forced_decline {
        return State::Failed { decline };
    }
    match method.scenario {
        Scenario::Approves => hold,
        Scenario::Declines(decline) | Scenario::DeclinesOnceSaved(decline) => State::Failed { decline },
        Scenario::ChallengesUntilSaved if method.customer.is_some() => hold,
        Scenario::ChallengesUntilSaved | Scenario::Challenges | Scenario::ChallengesThenDeclines(_) => {
            if opening.off_session {
                return State::Failed { decline: Decline::AuthenticationRequired };
            }
            State::RequiresAction
        }
        Scenario::Collects | Scenario::Returns(_) => State::Authorised { expires_at: None },
    }
}
