//! A payment provider that never answers: for tests that have nothing to do with money, or with its absence.

use async_trait::async_trait;
use domain::ids::IntentId;
use domain::money::{Currency, Money};
use domain::payment::Method;
use jiff::Timestamp;

use crate::ports::gateway::{
    Authorise, FieldsFrame, Gateway, GatewayError, NotAWebhook, Notice, Payment, Wallet, Webhook,
};

/// Never answers.
#[derive(Clone, Copy, Debug)]
pub struct Away;

fn silence<T>() -> Result<T, GatewayError> {
    Err(GatewayError::Unknown("the provider of this test is away".to_owned()))
}

#[async_trait]
impl Gateway for Away {
    async fn authorise(&self, _: &str, _: &Authorise) -> Result<Payment, GatewayError> {
        silence()
    }
    async fn capture(&self, _: &str, _: &str, _: Money) -> Result<Payment, GatewayError> {
        silence()
    }
    async fn cancel(&self, _: &str, _: &str) -> Result<Payment, GatewayError> {
        silence()
    }
    async fn refund(&self, _: &str, _: &str, _: Money) -> Result<Payment, GatewayError> {
        silence()
    }
    async fn find(&self, _: IntentId) -> Result<Option<Payment>, GatewayError> {
        silence()
    }
    fn read_webhook(&self, _: &Webhook<'_>, _: Timestamp) -> Result<Option<Notice>, NotAWebhook> {
        Ok(None)
    }
}

#[async_trait]
impl Wallet for Away {
    async fn describe(&self, _: &str) -> Result<Option<Method>, GatewayError> {
        silence()
    }
    fn fields(&self, _: Currency) -> Vec<FieldsFrame> {
        Vec::new()
    }
}
