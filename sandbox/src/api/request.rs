//! What is asked, as JSON: read strictly, so that a typing error is not taken for an omission.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use crate::clock::Clock;
use crate::config::Config;
use crate::ids;
use crate::instrument::card::{CardNumber, Expiry};
use crate::instrument::iban::Iban;
use crate::instrument::method::{Instrument, Method};
use crate::instrument::scenario::{self, Scenario};
use crate::intent::opening::Opening;
use crate::problem::Problem;

/// Reads a JSON body; an empty one is `{}`.
///
/// # Errors
/// `invalid_request` with the parser's complaint.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let body = if body.is_empty() { b"{}" } else { body };
    serde_json::from_slice(body).map_err(|error| Problem::invalid("invalid_request", "body", error.to_string()))
}

/// Something to pay with, as typed.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum NewMethod {
    /// A card.
    Card {
        /// 13 to 19 digits, spaces allowed.
        number: String,
        /// `MM/YY`
        expiry: String,
        /// Three digits, four with American Express.
        cvc: String,
        /// The name on the card.
        holder: String,
    },
    /// A bank account, to be debited.
    SepaDebit {
        /// The account number.
        iban: String,
        /// The account holder's name.
        holder: String,
    },
}

impl NewMethod {
    /// Checks what was typed and forgets the number.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn check(self, clock: &Clock) -> Result<Method, Problem> {
        let now = clock.now();
        let today = now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let (instrument, scenario, holder) = match self {
            Self::Card { number, expiry, cvc, holder } => {
                let card = CardNumber::parse(&number)?;
                let expiry = Expiry::parse(&expiry, today)?;
                card.check_code(&cvc)?;
                let country = scenario::card_country(card.digits()).to_owned();
                let instrument =
                    Instrument::Card { brand: card.brand(), last4: card.last4().to_owned(), expiry, country };
                (instrument, Scenario::of_card(card.digits()), holder)
            }
            Self::SepaDebit { iban, holder } => {
                let account = Iban::parse(&iban)?;
                let (last4, country) = (account.last4().to_owned(), account.country().to_owned());
                (Instrument::SepaDebit { last4, country }, Scenario::of_account(account.compact()), holder)
            }
        };
        let holder = holder.trim().to_owned();
        if holder.is_empty() || holder.chars().count() > 200 {
            return Err(Problem::invalid("invalid_holder", "holder", "the holder's name is missing or too long"));
        }
        Ok(Method { id: ids::fresh("pm"), instrument, holder, scenario, customer: None, created_at: now })
    }
}

/// A payment, as asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewIntent {
    amount_minor: i64,
    currency: String,
    /// `pm_…`
    pub method: String,
    customer: Option<String>,
    #[serde(default)]
    save_method: bool,
    #[serde(default)]
    off_session: bool,
    #[serde(default)]
    description: String,
    #[serde(default)]
    metadata: BTreeMap<String, String>,
    return_url: Option<String>,
}

impl NewIntent {
    /// Checks what can be checked without the store.
    ///
    /// # Errors
    /// The first field that is wrong.
    pub fn check(self, config: &Config) -> Result<(String, Opening), Problem> {
        check_amount(Some(self.amount_minor))?;
        if self.currency.len() != 3 || !self.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Problem::invalid("invalid_currency", "currency", "three capital letters of ISO 4217"));
        }
        let allowed = config.origins();
        let stays = |url: &str| Url::parse(url).is_ok_and(|u| allowed.contains(&u.origin().ascii_serialization()));
        if self.return_url.as_deref().is_some_and(|url| !stays(url)) {
            return Err(Problem::invalid("invalid_return_url", "return_url", "not an address of this merchant"));
        }
        if self.save_method && self.customer.is_none() {
            return Err(Problem::invalid("customer_missing", "customer", "a method is saved for a customer"));
        }
        let opening = Opening {
            amount_minor: self.amount_minor,
            currency: self.currency,
            customer: self.customer,
            save_method: self.save_method,
            off_session: self.off_session,
            description: self.description,
            metadata: self.metadata,
            return_url: self.return_url,
            forced_decline: None,
        };
        Ok((self.method, opening))
    }
}

/// How much to capture or give back; all of it if not said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    amount_minor: Option<i64>,
}

impl Part {
    /// The amount in minor units, above zero.
    ///
    /// # Errors
    /// `invalid_amount`.
    pub fn check(self) -> Result<Option<i64>, Problem> {
        check_amount(self.amount_minor)?;
        Ok(self.amount_minor)
    }
}

/// A method to be saved.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Saving {
    /// `pm_…`
    pub method: String,
}

fn check_amount(amount_minor: Option<i64>) -> Result<(), Problem> {
    match amount_minor {
        Some(amount) if !(1..=99_999_999_999).contains(&amount) => {
            Err(Problem::invalid("invalid_amount", "amount_minor", "1 to 99999999999 minor units"))
        }
        _ => Ok(()),
    }
}
