//! A checkout as a page shows it: one picture, made on the server for one caller.
//!
//! Holds nothing that the caller may not see. The page prices what is typed into it with the same engine ([`CheckoutView::
//! estimate`]), and asks it what may be done and why not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::data::{Content, Purpose};
use super::estimate::{Estimate, estimate};
use super::handover::HandoverStep;
use super::merge::FieldChange;
use super::state::CheckoutState;
use super::steps::{Priced, StepFacts, current_step, step_state};
use super::{CheckoutSession, Step, StepState};
use crate::access::{Action, Caller, TargetKind, decide};
use crate::account::{Purchaser, PurchaserSeen};
use crate::catalogue::Catalogue;
use crate::country::Country;
use crate::coupon::Coupon;
use crate::email::Email;
use crate::ids::CheckoutId;
use crate::moment::seconds_until;
use crate::quote::{Quote, quote};
use crate::refusal::Refusal;
use crate::tax::TaxTable;

/// A checkout with less time left than this says so, in seconds.
pub const SAYS_SO_BELOW: i64 = 2 * 60 * 60;

/// A checkout as one caller sees it at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutView {
    /// Its id.
    pub id: CheckoutId,
    /// The version that this picture shows; an edit made on it names it.
    pub version: u32,
    /// What it is for.
    pub purpose: Purpose,
    /// What was chosen and typed.
    pub content: Content,
    /// Where it stands.
    pub state: CheckoutState,
    /// Every step in order, and where it stands.
    pub steps: Vec<StepView>,
    /// The step to go on with.
    pub current: Step,
    /// The proved e-mail address.
    pub email: Option<Email>,
    /// Its prices hold on this day (UTC).
    #[serde(with = "crate::iso::date")]
    pub as_of: Date,
    /// Where the buyer is taken to be until they say so.
    pub presumed: Country,
    /// What is known about its coupon; no other coupon of the catalogue is the browser's business.
    pub coupon: Option<CouponView>,
    /// When it expires unless edited or extended.
    #[serde(with = "crate::iso::instant")]
    pub expires_at: Timestamp,
    /// How long that is, in seconds.
    pub seconds_left: i64,
    /// What the caller may do with it, as far as their role goes.
    pub may: Vec<Action>,
    /// What it cost when the checkout that it continues was left; `None` if it continues none.
    pub before: Option<Quote>,
    /// The number of the newest event that this picture knows of.
    pub sequence: i64,
    /// Whether whoever looks has proved an address of their own, so that they can pay.
    pub proved: bool,
    /// Where the link went by which an approver looks at it; `None` for everybody else.
    pub approver: Option<Email>,
    /// Whether whoever looks may pay this quote, as far as buyer and approver go.
    payable: bool,
    /// What happened between buyer and approver.
    pub handover: Vec<HandoverStep>,
    /// The last approval.
    pub approval: Option<ApprovalView>,
    /// Why it cannot be bought without an approval; `None` where none is needed, or there is one.
    pub lacks_approval: Option<Refusal>,
    /// Whether the account wants its own number for the purchase.
    pub number_required: bool,
    /// With an approver: the quote that was sent, if it is another one now.
    pub sent: Option<Quote>,
    /// What the caller can choose among to buy for; empty where there is nothing to choose.
    pub buys_for: Vec<PurchaserSeen>,
    /// The one that is chosen.
    pub purchaser: Option<Purchaser>,
    /// The accounts that the caller belongs to without buying for any, where what they buy here will be for a new one.
    pub only_seen: Vec<String>,
}

/// An approval, as a page says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApprovalView {
    /// By whom.
    pub by: Email,
    /// When.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
    /// Whether it is of the quote of now; else what was approved has changed since.
    pub holds: bool,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    /// Which step.
    pub step: Step,
    /// Where it stands.
    pub stands: StepState,
}

/// A coupon, as the browser needs it to price with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponView {
    /// Its rules.
    pub coupon: Coupon,
    /// How often it has been redeemed by anybody.
    pub redemptions: u32,
}

/// An edit's answer: the checkout as it is now, and what the editor has to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditAnswer {
    /// The checkout after the edit.
    pub view: CheckoutView,
    /// Values that others had entered since the edit's version and that the edit replaced.
    pub overwrote: Vec<FieldChange>,
    /// Values that others have entered since and that stand.
    pub newer: Vec<FieldChange>,
    /// What is still missing or wrong in the step that was edited. It was saved all the same.
    pub missing: Vec<Refusal>,
}

/// What a picture is made of, beside the checkout and the caller.
#[derive(Clone, Copy, Debug)]
pub struct ViewFacts<'a> {
    /// What the steps are judged by.
    pub steps: StepFacts<'a>,
    /// The day of its prices.
    pub as_of: Date,
    /// Where the buyer is taken to be until they say so.
    pub presumed: Country,
    /// Its coupon, if the catalogue knows it.
    pub coupon: Option<&'a Coupon>,
    /// How often that has been redeemed.
    pub redemptions: u32,
    /// What the checkout that it continues cost when it was left.
    pub before: Option<&'a Quote>,
    /// The quote that was sent to an approver.
    pub sent: Option<&'a Quote>,
    /// The number of its newest event.
    pub sequence: i64,
    /// For whom the caller buys.
    pub buying: &'a Buying,
}

/// For whom the caller can buy in a checkout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Buying {
    /// What they can choose among; empty where there is nothing to choose.
    pub choices: Vec<PurchaserSeen>,
    /// The one that is chosen.
    pub chosen: Option<Purchaser>,
    /// The accounts that they belong to without buying for any, where what they buy here will be for a new one.
    pub only_seen: Vec<String>,
}

impl EditAnswer {
    /// What the editor has to put right before going on. The proof of the e-mail address, asked for on a page of its own, is
    /// not among it.
    #[must_use]
    pub fn wrong(&self) -> &[Refusal] {
        if self.view.awaits_proof() { &[] } else { &self.missing }
    }
}

impl CheckoutView {
    /// The picture for `caller`, who is known to be allowed to see it.
    #[must_use]
    pub fn of(session: &CheckoutSession, caller: &Caller, facts: &ViewFacts<'_>) -> Self {
        let now = facts.steps.now;
        let target = session.target();
        let may = |action: &Action| decide(caller, *action, &target, now).is_ok();
        let about = Action::ALL.iter().filter(|action| action.row().about == TargetKind::Checkout);
        let stands = |step| StepView { step, stands: step_state(session, &facts.steps, step) };
        let coupon = facts.coupon.cloned();
        let hash = match facts.steps.priced {
            Priced::Quoted { hash, .. } => hash,
            Priced::Refused(_) => "",
        };
        let holds = session.approval_of(hash).is_some();
        let approval = session.approval.as_ref();
        Self {
            id: session.id,
            version: session.version,
            purpose: session.purpose,
            content: session.content.clone(),
            state: session.state.clone(),
            steps: Step::ALL.into_iter().map(stands).collect(),
            current: current_step(session, &facts.steps),
            email: session.email.as_ref().map(|proved| proved.email.clone()),
            as_of: facts.as_of,
            presumed: facts.presumed,
            coupon: coupon.map(|coupon| CouponView { coupon, redemptions: facts.redemptions }),
            expires_at: session.expires_at,
            seconds_left: seconds_until(now, session.expires_at),
            may: about.copied().filter(may).collect(),
            before: facts.before.cloned(),
            sequence: facts.sequence,
            proved: facts.steps.payer.is_some(),
            approver: caller.approver_of(&target, now).cloned(),
            handover: session.handover.clone(),
            payable: session.is_payable_for(caller, hash, now).is_ok(),
            approval: approval.map(|given| ApprovalView { by: given.by.clone(), at: given.at, holds }),
            lacks_approval: session.lacks_approval(hash, &facts.steps.demands),
            number_required: facts.steps.demands.purchase_order,
            sent: facts.sent.filter(|sent| sent.hash != hash).cloned(),
            buys_for: facts.buying.choices.clone(),
            purchaser: facts.buying.chosen,
            only_seen: facts.buying.only_seen.clone(),
        }
        .led_to_its_review()
    }

    /// Whoever cannot change it looks it over.
    fn led_to_its_review(mut self) -> Self {
        if self.is_with_approver() || self.is_approvers() {
            self.current = Step::Review;
        }
        self
    }

    /// Whether the caller's role allows this.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.may.contains(&action)
    }

    /// Where a step stands.
    #[must_use]
    pub fn step(&self, step: Step) -> Option<&StepState> {
        self.steps.iter().find(|view| view.step == step).map(|view| &view.stands)
    }

    /// Whether it is filled in now: neither at an end nor on its way to be paid.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, CheckoutState::Open { .. }) && self.seconds_left > 0
    }

    /// Whether it waits for an approver.
    #[must_use]
    pub const fn is_with_approver(&self) -> bool {
        matches!(self.state, CheckoutState::WithApprover { .. }) && self.seconds_left > 0
    }

    /// Whether an approver looks at it, who can change neither plan nor details.
    #[must_use]
    pub fn is_approvers(&self) -> bool {
        self.approver.is_some() && !self.may(Action::EditCheckout)
    }

    /// Whether whoever looks has it now to approve, to return or to pay.
    #[must_use]
    pub fn is_to_decide(&self) -> bool {
        let mine = matches!(&self.state, CheckoutState::WithApprover { to, .. } if Some(to) == self.approver.as_ref());
        mine && self.is_with_approver()
    }

    /// Whether whoever looks is to pay it: the buyer while it is open; an approver who has it, who has approved it, or whose
    /// last payment failed.
    #[must_use]
    pub fn is_to_pay(&self) -> bool {
        self.payable && (self.is_open() || self.is_to_decide())
    }

    /// Whether a step has something to show now. With an approver there is only the review, for them to decide and for the
    /// buyer to look at; and the payment, for whoever is to pay.
    #[must_use]
    pub fn shows(&self, step: Step) -> bool {
        match step {
            Step::Review => self.is_open() || self.is_with_approver(),
            Step::Payment => self.is_to_pay(),
            Step::Plan | Step::Details => self.is_open() && !self.is_approvers(),
        }
    }

    /// Whether so little time is left that the buyer should know.
    #[must_use]
    pub const fn ends_soon(&self) -> bool {
        self.is_open() && self.seconds_left < SAYS_SO_BELOW
    }

    /// Whether the details are complete but for the proof of the e-mail address.
    #[must_use]
    pub fn awaits_proof(&self) -> bool {
        let only = |missing: &[Refusal]| matches!(missing, [one] if one.code == "email_not_verified");
        self.is_open()
            && !self.is_approvers()
            && matches!(self.step(Step::Details), Some(StepState::Current { missing }) if only(missing))
    }

    /// The catalogue with this checkout's coupon, and no other.
    #[must_use]
    pub fn with_coupon(&self, catalogue: &Catalogue) -> Catalogue {
        let coupons = self.coupon.iter().map(|view| view.coupon.clone()).collect();
        Catalogue { coupons, ..catalogue.clone() }
    }

    /// What `content` costs, which may differ from this picture's by what was typed since. `catalogue` is the one that
    /// [`Self::with_coupon`] gives.
    ///
    /// # Errors
    /// Every reason why the selection itself cannot be sold so.
    pub fn estimate(
        &self,
        catalogue: &Catalogue,
        taxes: &TaxTable,
        content: &Content,
    ) -> Result<Estimate, Vec<Refusal>> {
        let redemptions = self.coupon.as_ref().map_or(0, |view| view.redemptions);
        estimate(content, self.presumed, self.as_of, |request| quote(catalogue, taxes, request, redemptions))
    }
}
