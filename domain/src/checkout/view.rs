//! A checkout as a page shows it: one picture, made on the server for one caller.
//!
//! Holds nothing that the caller may not see. The page prices what is typed into it with the same engine ([`CheckoutView::
//! estimate`]), and asks it what may be done and why not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::data::{Content, Purpose};
use super::estimate::{Estimate, estimate};
use super::merge::FieldChange;
use super::state::CheckoutState;
use super::steps::{StepFacts, current_step, step_state};
use super::{CheckoutSession, Step, StepState};
use crate::access::{Action, Caller, TargetKind, decide};
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
        }
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

    /// Whether so little time is left that the buyer should know.
    #[must_use]
    pub const fn ends_soon(&self) -> bool {
        self.is_open() && self.seconds_left < SAYS_SO_BELOW
    }

    /// Whether the details are complete but for the proof of the e-mail address.
    #[must_use]
    pub fn awaits_proof(&self) -> bool {
        let only = |missing: &[Refusal]| matches!(missing, [one] if one.code == "email_not_verified");
        matches!(self.step(Step::Details), Some(StepState::Current { missing }) if only(missing))
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
