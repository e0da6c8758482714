//! An order as its page shows it: one picture, made on the server for one caller, and holding nothing that they may not see.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::progress::{ProgressStep, progress};
use super::{LocationEvidence, Order, Stage, TermsAccepted, TimelineEntry};
use crate::access::{Action, Caller, Target, TargetKind, decide};
use crate::address::Address;
use crate::checkout::{Details, HandoverStep};
use crate::email::Email;
use crate::ids::{CheckoutId, LicenceId, OrderId, SubscriptionId};
use crate::licence::Claims;
use crate::money::Money;
use crate::payment::{MethodKind, PaymentIntent};
use crate::quote::Quote;
use crate::refusal::Refusal;

/// An order as one caller sees it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    /// Its id.
    pub id: OrderId,
    /// The checkout it was placed in, where it is paid again if it has to be.
    pub checkout: CheckoutId,
    /// The number of the newest event that this picture knows of.
    pub sequence: i64,
    /// When it was placed.
    #[serde(with = "crate::iso::instant")]
    pub placed_at: Timestamp,
    /// Where it stands.
    pub stage: Stage,
    /// Why it waits, or why it ended without delivery.
    pub reason: Option<Refusal>,
    /// How far it is.
    pub steps: Vec<ProgressStep>,
    /// The quote that was accepted, read from the bytes that the order keeps.
    pub quote: Quote,
    /// Who bought.
    pub buyer: Buyer,
    /// How it is paid; `None` where nothing is due.
    pub payment: Option<PaymentView>,
    /// What happened between buyer and approver before, for the two of them.
    pub handover: Vec<HandoverStep>,
    /// What it was placed on, for whoever buys.
    pub evidence: Option<EvidenceView>,
    /// Its licence, once issued, for whoever may have it.
    pub licence: Option<LicenceView>,
    /// Why this caller does not get the licence, if that is so.
    pub licence_withheld: Option<Refusal>,
    /// What the caller may do with it, as far as their role goes.
    pub may: Vec<Action>,
    /// Whether the caller can call it off now.
    pub cancellable: bool,
}

/// Who bought, as a receipt names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    /// The company; empty for a person who buys for themselves.
    pub company: String,
    /// The person.
    pub name: String,
    /// Their proved address.
    pub email: Email,
    /// The billing address.
    pub address: Address,
    /// The VAT id.
    pub vat_id: Option<String>,
    /// Their own number for this purchase.
    pub purchase_order: Option<String>,
    /// Where the receipt goes as well.
    pub invoice_email: Option<String>,
}

/// How an order is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentView {
    /// With what, as far as it may be shown.
    pub method: MethodKind,
    /// How much was taken, and when; `None` until then.
    pub paid: Option<Paid>,
    /// How much of it was given back; `None` for nothing.
    pub refunded: Option<Money>,
}

/// Money that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paid {
    /// How much.
    pub amount: Money,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

/// What an order was placed on: what its buyer agreed to, and where they seem to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceView {
    /// The hash of the quote.
    pub quote_hash: String,
    /// The terms.
    pub terms: TermsAccepted,
    /// When they agreed to renewals, if they did.
    #[serde(default, with = "crate::iso::optional_instant")]
    pub renewal_agreed_at: Option<Timestamp>,
    /// Where they seem to be.
    pub location: LocationEvidence,
}

/// A licence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceView {
    /// Its id.
    pub id: LicenceId,
    /// A name to save it under, which tells it from those before it.
    pub file_name: String,
    /// The token: the licence itself.
    pub token: String,
    /// The id of the key that signed it.
    pub kid: String,
    /// The plan's id.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// Add-ons by id, with their quantities.
    pub addon: BTreeMap<String, u32>,
    /// The subscription it is of.
    pub subscription: SubscriptionId,
    /// Its place in the lineage of the subscription, from 1.
    pub sequence: u32,
    /// From when it is valid.
    #[serde(with = "crate::iso::instant")]
    pub valid_from: Timestamp,
    /// Until when what it licenses is paid for.
    #[serde(with = "crate::iso::instant")]
    pub valid_until: Timestamp,
    /// When it stops to work, days of grace included.
    #[serde(with = "crate::iso::instant")]
    pub works_until: Timestamp,
}

/// What a picture is made of, beside the order and the caller.
#[derive(Clone, Debug)]
pub struct OrderFacts<'a> {
    /// The number of its newest event.
    pub sequence: i64,
    /// The quote, read from the order's bytes.
    pub quote: Quote,
    /// Every attempt to pay it, the oldest first.
    pub intents: &'a [PaymentIntent],
    /// What happened to it.
    pub history: &'a [TimelineEntry],
    /// What happened between buyer and approver in its checkout.
    pub handover: Vec<HandoverStep>,
    /// Its licence, once issued.
    pub licence: Option<LicenceView>,
    /// The moment.
    pub now: Timestamp,
}

impl OrderView {
    /// The picture for `caller`, who is known to be allowed to see it.
    #[must_use]
    pub fn of(order: &Order, caller: &Caller, facts: OrderFacts<'_>) -> Self {
        let target = order.target();
        let denied = |action| decide(caller, action, &target, facts.now).err();
        let about = Action::ALL.iter().filter(|action| action.row().about == TargetKind::Order);
        let withheld = denied(Action::DownloadLicence);
        Self {
            id: order.id,
            checkout: order.checkout,
            sequence: facts.sequence,
            placed_at: order.placed_at,
            stage: order.stage(),
            reason: order.waiting_reason().or_else(|| order.closed_reason()),
            steps: progress(order, facts.intents, facts.history),
            buyer: Buyer::of(order),
            payment: PaymentView::of(order, facts.intents),
            handover: if denied(Action::PayOrder).is_none() { facts.handover } else { Vec::new() },
            evidence: denied(Action::PayOrder).is_none().then(|| EvidenceView::of(order)),
            licence_withheld: withheld.filter(|_| facts.licence.is_some()).map(Refusal::from),
            licence: facts.licence.filter(|_| withheld.is_none()),
            may: about.copied().filter(|action| denied(*action).is_none()).collect(),
            cancellable: order.may_cancel().is_ok() && denied(Action::CancelOrder).is_none(),
            quote: facts.quote,
        }
    }

    /// Whether the caller's role allows this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }

    /// Whether the caller is the one to pay or to confirm now.
    #[must_use]
    pub fn asks_for_payment(&self) -> bool {
        self.stage.awaits_buyer() && self.may(Action::PayOrder)
    }

    /// What was taken; `None` until then, and where nothing is due.
    #[must_use]
    pub fn paid(&self) -> Option<Paid> {
        self.payment.as_ref().and_then(|payment| payment.paid)
    }

    /// Whether its money is where it belongs, so that it can be receipted: taken, or nothing was due.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.paid().is_some() || (self.quote.is_free() && self.stage == Stage::Done)
    }
}

impl Order {
    /// What is asked about when somebody wants to do something with this order.
    #[must_use]
    pub const fn target(&self) -> Target {
        Target::Order { id: self.id, checkout: self.checkout, account: self.account }
    }
}

impl Buyer {
    fn of(order: &Order) -> Self {
        let Details { company, contact_name, address, vat_id, purchase_order, invoice_email, .. } =
            order.acceptance.details.clone();
        let email = order.acceptance.email.email.clone();
        Self { company, name: contact_name, email, address, vat_id, purchase_order, invoice_email }
    }
}

impl PaymentView {
    /// By the attempt that took the money, or else the latest; before any, as it was chosen.
    fn of(order: &Order, intents: &[PaymentIntent]) -> Option<Self> {
        let taken = intents.iter().rfind(|intent| intent.evidence.captured.is_some());
        let Some(intent) = taken.or_else(|| intents.last()) else {
            let method = order.acceptance.method.clone()?;
            return Some(Self { method: method.kind, paid: None, refunded: None });
        };
        let refunded = Money::new(intent.evidence.refunded_minor(), intent.amount.currency);
        Some(Self {
            method: intent.method.kind.clone(),
            paid: intent.evidence.captured.map(|moved| Paid { amount: moved.amount, at: moved.at }),
            refunded: (refunded.minor > 0).then_some(refunded),
        })
    }
}

impl EvidenceView {
    fn of(order: &Order) -> Self {
        let acceptance = &order.acceptance;
        Self {
            quote_hash: acceptance.quote.hash.clone(),
            terms: acceptance.terms.clone(),
            renewal_agreed_at: acceptance.renewal.as_ref().map(|consent| consent.at),
            location: acceptance.location.clone(),
        }
    }
}

impl LicenceView {
    /// A licence by what it says; `None` if its times are none, which no licence of ours has.
    #[must_use]
    pub fn of(claims: &Claims, token: String, kid: String) -> Option<Self> {
        let at = |second| Timestamp::from_second(second).ok();
        Some(Self {
            id: claims.sub,
            file_name: claims.file_name(),
            token,
            kid,
            plan: claims.plan.clone(),
            seats: claims.seats,
            addon: claims.addon.clone(),
            subscription: claims.subscription,
            sequence: claims.sequence,
            valid_from: at(claims.nbf)?,
            valid_until: at(claims.valid_until)?,
            works_until: at(claims.exp)?,
        })
    }
}
