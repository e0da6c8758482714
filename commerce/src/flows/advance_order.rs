//! Does what is due for an order, one thing after the other, until nothing is: asks, captures, releases, refunds,
//! delivers. The job that makes an order go through whatever crashes in between.
//!
//! Each round looks at the present state first. What has to be done at the provider is written down before it is asked,
//! with a key, so that asking again after a crash has no second effect.

use domain::access::{Action, Caller};
use domain::ids::OrderId;
use domain::order::{Duty, OrderState, duties};

use super::order_changes::AdvanceOrder;
use super::reach_order::reach_order;
use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::payment_intents;

/// More steps than any order takes from its placement to its licence; beyond, something goes round in circles.
const STEPS: u32 = 12;

impl Commerce {
    /// Does what is due for the order of a job.
    ///
    /// # Errors
    /// The provider did not answer or the database failed, and it is tried again; or it needs a person.
    pub async fn advance_order(&self, payload: &str) -> Result<(), Failure> {
        let job: AdvanceOrder = serde_json::from_str(payload).map_err(|error| Failure::Never(error.to_string()))?;
        for _ in 0..STEPS {
            if !self.step_order(job.order).await? {
                return Ok(());
            }
        }
        Err(Failure::Never(format!("order {} goes round in circles", job.order)))
    }

    /// One step; false when nothing is due.
    async fn step_order(&self, id: OrderId) -> Result<bool, Failure> {
        let db = self.store().read();
        let (order, _) = reach_order(db, &Caller::SYSTEM, id, Action::AdvanceOrder, self.now()).await?;
        let intents = payment_intents::of_order(db, id).await?;
        let due = duties(&order, &intents, self.now());
        if let Some(duty) = due.first() {
            let (Duty::AskAgain { intent }
            | Duty::Lapse { intent }
            | Duty::Capture { intent }
            | Duty::Release { intent }
            | Duty::RefundAgain { intent }
            | Duty::Refund { intent, .. }) = duty;
            let missing = || Failure::Never(format!("payment {intent} of order {id} is gone"));
            let intent = intents.iter().find(|known| known.id == *intent).ok_or_else(missing)?;
            self.discharge(&order, intent, *duty).await?;
            return Ok(true);
        }
        if order.may_provision().is_ok() || matches!(order.state, OrderState::Provisioning { .. }) {
            self.provision(id).await?;
            return Ok(true);
        }
        Ok(false)
    }
}
