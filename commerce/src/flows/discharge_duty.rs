//! Does one thing that is due at the provider: written down first, asked outside any transaction, the answer taken in.

use domain::ids::IntentId;
use domain::money::Money;
use domain::order::{Duty, Order};
use domain::payment::{Call, PaymentIntent, PaymentRefusal};

use super::gateway_outcome::{Asked, follow, write_intent};
use crate::commerce::Commerce;
use crate::crash::CrashPoint;
use crate::error::CommerceError;
use crate::jobs::Failure;
use crate::ports::gateway::{GatewayError, Payment};
use crate::store::{orders, payment_intents};

impl Commerce {
    /// Does what `duty` says about `intent`.
    ///
    /// # Errors
    /// The provider did not answer or the database failed: later. The provider refuses and does not say why: never.
    pub(super) async fn discharge(&self, order: &Order, intent: &PaymentIntent, duty: Duty) -> Result<(), Failure> {
        match duty {
            Duty::AskAgain { .. } => self.ask_again(order, intent).await,
            Duty::Lapse { .. } => self.lapse(intent.id).await,
            Duty::Capture { .. } => self.capture(intent).await,
            Duty::Release { .. } => self.release(intent).await,
            Duty::RefundAgain { .. } => self.refund(intent).await,
            Duty::Refund { amount, .. } => {
                let intent = self.ask_refund(intent.id, amount).await?;
                self.refund(&intent).await
            }
        }
    }

    /// The provider may know the payment by now; otherwise it is asked for with the same key.
    async fn ask_again(&self, order: &Order, intent: &PaymentIntent) -> Result<(), Failure> {
        let known = self.gateway().find(intent.id).await.map_err(Asked::Gateway)?;
        match known {
            Some(payment) => {
                self.take_in(&payment).await?;
            }
            None => {
                self.authorise(order, intent).await?;
            }
        }
        Ok(())
    }

    async fn lapse(&self, intent: IntentId) -> Result<(), Failure> {
        self.change(intent, |intent, _, now| intent.lapse(now)).await?;
        Ok(())
    }

    async fn capture(&self, intent: &PaymentIntent) -> Result<(), Failure> {
        if intent.asked.capture.is_none() {
            let permitted = |intent: PaymentIntent, order: &Order, now| {
                let permit = order.capture_permit(&intent).map_err(|_| PaymentRefusal::PermitOfAnotherPayment)?;
                intent.ask_capture(&permit, now)
            };
            self.change(intent.id, permitted).await?;
        }
        self.crash_point(CrashPoint::CaptureRecorded).await;
        let reference = reference(intent)?;
        let answer = self.gateway().capture(&intent.key(Call::Capture), reference, intent.amount).await;
        self.crash_point(CrashPoint::Captured).await;
        self.settle_answer(intent, answer).await?;
        self.crash_point(CrashPoint::CaptureStored).await;
        Ok(())
    }

    async fn release(&self, intent: &PaymentIntent) -> Result<(), Failure> {
        if intent.asked.cancel.is_none() {
            self.change(intent.id, |intent, _, now| intent.ask_cancel(now)).await?;
        }
        let answer = self.gateway().cancel(&intent.key(Call::Cancel), reference(intent)?).await;
        self.settle_answer(intent, answer).await
    }

    async fn ask_refund(&self, intent: IntentId, amount: Money) -> Result<PaymentIntent, Failure> {
        let asked = |intent: PaymentIntent, _: &Order, _| {
            let key = intent.next_refund_key();
            intent.ask_refund(&key, amount)
        };
        self.change(intent, asked).await
    }

    /// Asks for every refund that was written down; those carried out before are not carried out again.
    async fn refund(&self, intent: &PaymentIntent) -> Result<(), Failure> {
        for (key, amount) in intent.unanswered_refunds() {
            let answer = self.gateway().refund(&key, reference(intent)?, amount).await;
            self.settle_answer(intent, answer).await?;
        }
        Ok(())
    }

    /// Takes an answer in. Where the provider refuses, what it knows of the payment says why: a hold that has run out, a
    /// capture that was made already. If it says nothing new, waiting does not mend it.
    async fn settle_answer(
        &self,
        intent: &PaymentIntent,
        answer: Result<Payment, GatewayError>,
    ) -> Result<(), Failure> {
        let refused = match answer {
            Ok(payment) => {
                self.take_in(&payment).await?;
                return Ok(());
            }
            Err(GatewayError::Unknown(why)) => return Err(Failure::Later(why)),
            Err(refused) => refused,
        };
        let before = payment_intents::get(self.store().read(), intent.id).await?;
        self.ask_about(&before).await?;
        let now = payment_intents::get(self.store().read(), intent.id).await?;
        if now.evidence == before.evidence { Err(Failure::Never(refused.to_string())) } else { Ok(()) }
    }

    /// Writes one step of an attempt down, with what follows for its order. A step that has become impossible since the
    /// duty was seen is looked at again.
    async fn change(
        &self,
        id: IntentId,
        step: impl Fn(PaymentIntent, &Order, jiff::Timestamp) -> Result<PaymentIntent, PaymentRefusal> + Sync,
    ) -> Result<PaymentIntent, Failure> {
        let step = &step;
        let changed = self.store().write(|tx| async move {
            let before = payment_intents::get(&tx, id).await?;
            let order = orders::get(&tx, before.order).await?;
            let now = step(before.clone(), &order, tx.now()).map_err(CommerceError::refused)?;
            if now != before {
                write_intent(&tx, &before, &now).await?;
                follow(&tx, &order).await?;
            }
            Ok::<_, CommerceError>(now)
        });
        changed.await.map_err(|error| match error {
            CommerceError::Store(error) => error.into(),
            refused => Failure::Later(refused.to_string()),
        })
    }
}

fn reference(intent: &PaymentIntent) -> Result<&str, Failure> {
    let unnamed = || Failure::Never(format!("the provider has no name for payment {}", intent.id));
    intent.evidence.reference.as_deref().ok_or_else(unnamed)
}

impl From<Asked> for Failure {
    fn from(asked: Asked) -> Self {
        match asked {
            Asked::Store(error) => error.into(),
            Asked::Gateway(GatewayError::Unknown(why)) => Self::Later(why),
            Asked::Gateway(refused) => Self::Never(refused.to_string()),
        }
    }
}
