//! From a committed order to what was bought.

use jiff::Timestamp;

use super::{CancelReason, Order, OrderRefusal, OrderState, Settlement};
use crate::access::Actor;
use crate::ids::LicenceId;

impl Order {
    /// Whether setting up may begin, or go on after a failure.
    ///
    /// # Errors
    /// As [`Order::begin_provisioning`].
    pub fn may_provision(&self) -> Result<(), OrderRefusal> {
        let paid = |settlement| matches!(settlement, Settlement::Paid { .. } | Settlement::NothingDue);
        match self.state {
            OrderState::Committed { settlement, .. } if paid(settlement) && self.gates.all_open() => Ok(()),
            OrderState::Committed { .. } => Err(OrderRefusal::MoneyOutstanding),
            OrderState::Failed { retryable: true, .. } => Ok(()),
            OrderState::Failed { retryable: false, .. } => Err(OrderRefusal::OrderNotRetryable),
            _ => Err(OrderRefusal::OrderOutOfTurn { status: self.status() }),
        }
    }

    /// Begins to set up what was bought, or tries again.
    ///
    /// # Errors
    /// [`OrderRefusal::MoneyOutstanding`] before the money has arrived, `OrderNotRetryable` after a failure that trying
    /// again does not mend, `OrderOutOfTurn` otherwise.
    pub fn begin_provisioning(mut self, now: Timestamp) -> Result<Self, OrderRefusal> {
        self.may_provision()?;
        let attempt = match self.state {
            OrderState::Failed { attempts, .. } => attempts.saturating_add(1),
            _ => 1,
        };
        self.state = OrderState::Provisioning { since: now, attempt };
        Ok(self)
    }

    /// What was bought is there.
    ///
    /// # Errors
    /// [`OrderRefusal::OrderOutOfTurn`] unless it is being set up.
    pub fn complete(mut self, licence: LicenceId, now: Timestamp) -> Result<Self, OrderRefusal> {
        match self.state {
            OrderState::Provisioning { .. } => {
                self.state = OrderState::Provisioned { at: now, licence };
                Ok(self)
            }
            _ => Err(OrderRefusal::OrderOutOfTurn { status: self.status() }),
        }
    }

    /// Setting up did not work.
    ///
    /// # Errors
    /// [`OrderRefusal::OrderOutOfTurn`] unless it is being set up.
    pub fn fail(mut self, reason: &str, retryable: bool, now: Timestamp) -> Result<Self, OrderRefusal> {
        match self.state {
            OrderState::Provisioning { attempt, .. } => {
                let reason = reason.to_owned();
                self.state = OrderState::Failed { at: now, reason, retryable, attempts: attempt };
                Ok(self)
            }
            _ => Err(OrderRefusal::OrderOutOfTurn { status: self.status() }),
        }
    }

    /// Gives an order up that cannot be delivered; [`super::duties`] gives its money back.
    ///
    /// # Errors
    /// [`OrderRefusal::OrderOutOfTurn`] unless setting up has failed.
    pub fn give_up(mut self, by: Actor, now: Timestamp) -> Result<Self, OrderRefusal> {
        match self.state {
            OrderState::Failed { .. } => {
                self.state = OrderState::Cancelled { reason: CancelReason::CannotDeliver, by, at: now };
                Ok(self)
            }
            _ => Err(OrderRefusal::OrderOutOfTurn { status: self.status() }),
        }
    }
}
