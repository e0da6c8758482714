//! The sandbox's view of a payment, said in the domain's facts.

use domain::ids::IntentId;
use domain::money::Money;
use domain::payment::{DeclineReason, GatewayFact, GatewayNews};
use jiff::Timestamp;

use super::INTENT;
use super::wire::WireIntent;
use crate::ports::gateway::{GatewayError, Payment};

impl WireIntent {
    /// Our attempt, if the payment is one of ours.
    pub(super) fn intent(&self) -> Option<IntentId> {
        self.metadata.get(INTENT)?.parse().ok()
    }

    pub(super) fn into_payment(self) -> Result<Payment, GatewayError> {
        let intent = self.intent().ok_or_else(|| unreadable("it names no attempt of ours"))?;
        let news = self.news().ok_or_else(|| unreadable(&format!("status {:?} is not understood", self.status)))?;
        let fact = |(at, news)| GatewayFact { reference: self.id.clone(), at, news };
        Ok(Payment { reference: self.id.clone(), intent, facts: news.into_iter().map(fact).collect() })
    }

    /// What is true of it; `None` for a status that is not known here.
    fn news(&self) -> Option<Vec<(Timestamp, GatewayNews)>> {
        let money = |minor| Money::new(minor, self.currency);
        let now = |news| Some(vec![(self.updated_at, news)]);
        match self.status.as_str() {
            "requires_action" => now(GatewayNews::ActionRequired { url: self.action_url.clone()? }),
            "authorised" => now(GatewayNews::Authorised {
                amount: money(self.amount_minor),
                expires_at: self.expires_at,
                country: self.method.country(),
                saved_method: self.method.customer.is_some().then(|| self.method.id.clone()),
            }),
            "processing" => now(GatewayNews::Processing),
            "captured" | "partially_refunded" | "refunded" => {
                let captured = GatewayNews::Captured { amount: money(self.captured_minor) };
                let refunded = self.refunds.iter().map(|refund| {
                    let amount = money(refund.amount_minor);
                    (refund.at, GatewayNews::Refunded { refund: refund.id.clone(), amount })
                });
                Some(std::iter::once((self.captured_at?, captured)).chain(refunded).collect())
            }
            "failed" => now(GatewayNews::Failed { reason: reason(&self.decline.as_ref()?.code) }),
            "cancelled" if self.cancel_reason.as_deref() == Some("authorisation_expired") => {
                now(GatewayNews::Failed { reason: DeclineReason::AuthorisationExpired })
            }
            "cancelled" => now(GatewayNews::Cancelled),
            _ => None,
        }
    }
}

fn unreadable(why: &str) -> GatewayError {
    GatewayError::Unknown(format!("the answer cannot be read: {why}"))
}

/// The domain's word for a decline code; one that is not known here is a decline without a reason.
fn reason(code: &str) -> DeclineReason {
    match code {
        "insufficient_funds" => DeclineReason::InsufficientFunds,
        "lost_card" | "stolen_card" => DeclineReason::LostOrStolen,
        "expired_card" => DeclineReason::ExpiredCard,
        "incorrect_cvc" => DeclineReason::IncorrectCvc,
        "processing_error" => DeclineReason::ProcessingError,
        "fraudulent" => DeclineReason::Fraudulent,
        "authentication_required" | "authentication_failed" => DeclineReason::AuthenticationFailed,
        "authentication_cancelled" => DeclineReason::AuthenticationCancelled,
        "account_closed" | "debit_not_authorized" => DeclineReason::DebitReturned,
        _ => DeclineReason::Generic,
    }
}
