//! Names an aggregate of any kind: what events follow, what grants open.

use std::fmt;

use domain::access::Scope;
use domain::ids::{
    AccountId, ActingId, CheckoutId, DomainClaimId, IntentId, InvitationId, JoinRequestId, LeadId, LicenceId, OrderId,
    SubscriptionId, TrialId, UserId,
};

/// The kind of an aggregate, as stored and as said to consumers of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// A person.
    User,
    /// A paying organisation.
    BillingAccount,
    /// Somebody who is asked to become a member.
    Invitation,
    /// One of us acting on a customer's behalf.
    Acting,
    /// A mail domain that an account says is its own.
    DomainClaim,
    /// Somebody who asks to become a member.
    JoinRequest,
    /// What a customer has.
    Subscription,
    /// A trial.
    Trial,
    /// A checkout session.
    CheckoutSession,
    /// An accepted quote.
    Order,
    /// One attempt to pay an order.
    PaymentIntent,
    /// A licence.
    Licence,
    /// Somebody who asked to be called.
    Lead,
}

impl AggregateKind {
    /// Its name in the database and on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::BillingAccount => "billing_account",
            Self::Invitation => "invitation",
            Self::Acting => "acting",
            Self::DomainClaim => "domain_claim",
            Self::JoinRequest => "join_request",
            Self::Subscription => "subscription",
            Self::Trial => "trial",
            Self::CheckoutSession => "checkout_session",
            Self::Order => "order",
            Self::PaymentIntent => "payment_intent",
            Self::Licence => "licence",
            Self::Lead => "lead",
        }
    }
}

/// One aggregate. Its id alone is unique too: it begins with its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AggregateRef {
    /// What it is.
    pub kind: AggregateKind,
    /// Its id, as text.
    pub id: String,
}

impl fmt::Display for AggregateRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}

macro_rules! aggregates {
    ($($id:ident => $kind:ident),+ $(,)?) => {$(
        impl From<$id> for AggregateRef {
            fn from(id: $id) -> Self {
                Self { kind: AggregateKind::$kind, id: id.to_string() }
            }
        }
    )+};
}
aggregates! {
    UserId => User,
    AccountId => BillingAccount,
    ActingId => Acting,
    InvitationId => Invitation,
    DomainClaimId => DomainClaim,
    JoinRequestId => JoinRequest,
    SubscriptionId => Subscription,
    TrialId => Trial,
    CheckoutId => CheckoutSession,
    OrderId => Order,
    IntentId => PaymentIntent,
    LicenceId => Licence,
    LeadId => Lead,
}

impl From<Scope> for AggregateRef {
    fn from(scope: Scope) -> Self {
        match scope {
            Scope::Checkout(id) => id.into(),
            Scope::Trial(id) => id.into(),
            Scope::Order(id) => id.into(),
        }
    }
}
