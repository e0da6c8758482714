//! What can be done, carried out inside one transaction of the store.

use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use super::fault::{Fault, Operation};
use crate::instrument::decline::Decline;
use crate::instrument::method::Method;
use crate::instrument::scenario::Scenario;
use crate::intent::Intent;
use crate::intent::challenge::Authentication;
use crate::intent::opening::Opening;
use crate::problem::Problem;
use crate::server::App;
use crate::store::{intents, methods, record};
use crate::webhook::event::Event;

/// One thing to do.
pub enum Command {
    /// Keep a new method.
    KeepMethod(Method),
    /// Save a method (second) for a customer (first).
    SaveMethod(String, String),
    /// Forget a method (second) of a customer (first).
    ForgetMethod(String, String),
    /// Authorise a payment with a method.
    Authorise(String, Box<Opening>),
    /// Take all or a part.
    Capture(String, Option<i64>),
    /// Release.
    Cancel(String),
    /// Give back all or a part.
    Refund(String, Option<i64>),
    /// Take the holder's 3-D Secure result.
    Authenticate(String, Authentication),
    /// Let the banks answer a debit now.
    Settle(String, Option<Decline>),
}

impl Command {
    /// What faults call it.
    #[must_use]
    pub fn operation(&self) -> Operation {
        match self {
            Self::KeepMethod(_) | Self::SaveMethod(..) | Self::ForgetMethod(..) => Operation::Method,
            Self::Authorise(..) | Self::Authenticate(..) => Operation::Authorise,
            Self::Capture(..) | Self::Settle(..) => Operation::Capture,
            Self::Cancel(_) => Operation::Cancel,
            Self::Refund(..) => Operation::Refund,
        }
    }
}

impl App {
    /// Does it, and says what is true now. Nothing is written if it is refused.
    ///
    /// # Errors
    /// The refusal, or `internal` when the store failed.
    pub async fn carry_out(
        &self,
        tx: &DatabaseTransaction,
        command: Command,
        fault: Option<Fault>,
    ) -> Result<Value, Problem> {
        let now = self.clock.now();
        let forced = if let Some(Fault::Decline { decline }) = fault { Some(decline) } else { None };
        let settles_in = self.config.debit_settles_in;
        match command {
            Command::KeepMethod(method) => self.keep(tx, method).await,
            Command::SaveMethod(customer, id) => self.save(tx, customer, &id).await,
            Command::ForgetMethod(customer, id) => self.forget(tx, &customer, &id).await,
            Command::Authorise(method, mut opening) => {
                let method = find_method(tx, &method).await?;
                opening.forced_decline = forced;
                let intent = Intent::open(*opening, &method, now)?;
                self.write_down(tx, None, intent).await
            }
            Command::Capture(id, amount) => {
                let before = find_intent(tx, &id).await?;
                let after = match forced {
                    Some(decline) => before.clone().decline_capture(decline, now)?,
                    None => before.clone().capture(amount, settles_in, now)?,
                };
                self.write_down(tx, Some(before), after).await
            }
            Command::Cancel(id) => self.step(tx, &id, |intent| intent.cancel(now)).await,
            Command::Refund(id, amount) => self.step(tx, &id, |intent| intent.refund(amount, now)).await,
            Command::Authenticate(id, result) => self.step(tx, &id, |intent| intent.authenticate(result, now)).await,
            Command::Settle(id, returned_for) => self.step(tx, &id, |intent| intent.settle(returned_for, now)).await,
        }
    }

    /// Moves an intent by one transition.
    ///
    /// # Errors
    /// The transition's refusal, or `internal`.
    pub async fn step(
        &self,
        tx: &DatabaseTransaction,
        id: &str,
        transition: impl FnOnce(Intent) -> Result<Intent, Problem> + Send,
    ) -> Result<Value, Problem> {
        let before = find_intent(tx, id).await?;
        let after = transition(before.clone())?;
        self.write_down(tx, Some(before), after).await
    }

    async fn write_down(
        &self,
        tx: &DatabaseTransaction,
        before: Option<Intent>,
        after: Intent,
    ) -> Result<Value, Problem> {
        let event = Event::of(&after, &self.base_url);
        record::change(tx, before.as_ref(), &after, &event, self.mode(), self.clock.now()).await?;
        Ok(json!(after.view(&self.base_url)))
    }

    async fn keep(&self, tx: &DatabaseTransaction, method: Method) -> Result<Value, Problem> {
        methods::put(tx, &method).await?;
        Ok(json!(method.view()))
    }

    async fn save(&self, tx: &DatabaseTransaction, customer: String, id: &str) -> Result<Value, Problem> {
        let mut method = find_method(tx, id).await?;
        if method.customer.as_ref().is_some_and(|owner| *owner != customer) {
            return Err(Problem::not_found("payment method", id));
        }
        if let Scenario::Declines(decline) = method.scenario {
            let message = format!("the bank does not let this method be saved: {decline:?}");
            return Err(Problem::conflict("method_declined", message));
        }
        method.customer = Some(customer);
        self.keep(tx, method).await
    }

    async fn forget(&self, tx: &DatabaseTransaction, customer: &str, id: &str) -> Result<Value, Problem> {
        let mut method = find_method(tx, id).await?;
        if method.customer.take().is_none_or(|owner| owner != customer) {
            return Err(Problem::not_found("payment method", id));
        }
        self.keep(tx, method).await
    }
}

async fn find_intent(tx: &DatabaseTransaction, id: &str) -> Result<Intent, Problem> {
    intents::find(tx, id).await?.ok_or_else(|| Problem::not_found("intent", id))
}

async fn find_method(tx: &DatabaseTransaction, id: &str) -> Result<Method, Problem> {
    methods::find(tx, id).await?.ok_or_else(|| Problem::not_found("payment method", id))
}
