//! A checkout: what is collected until a quote can be accepted, and where that stands.
//!
//! Owns the buyer's choices and details, their versions, and the way from open to completed. Guarantees that a failed
//! payment never destroys it, that of two edits the newer wins and the older is told ([`merge`]), and that nothing can
//! be confirmed that [`steps`] does not allow. Every transition consumes the session and returns the next one or a named
//! refusal.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::access::{Actor, Target};
use crate::ids::{AccountId, CheckoutId, UserId};
use crate::moment::after;
use crate::order::{RenewalConsent, TermsAccepted};
use crate::payment::Method;
use crate::refusal::Refusal;

mod approval;
mod buying;
mod confirm;
pub mod data;
pub mod demands;
pub mod estimate;
mod forms;
pub mod handover;
pub mod merge;
pub mod prefill;
mod refused;
mod state;
pub mod steps;
pub mod view;

pub use approval::Approval;
pub use buying::BuyingAccount;
pub use confirm::Acceptances;
pub use data::{Content, Details, Purpose, Selection, VerifiedEmail};
pub use demands::{ApprovalRefusal, Demands, Party, counts};
pub use estimate::{Estimate, TaxKnowledge};
pub use forms::{DetailsForm, SelectionForm, read_coupon};
pub use handover::{HandoverKind, HandoverStep, read_remark};
pub use merge::FieldChange;
pub use refused::CheckoutRefusal;
pub use state::{CheckoutState, LiveOrder};
pub use steps::{Step, StepState, step_state};
pub use view::{ApprovalView, CheckoutView, EditAnswer};

/// How long an open checkout is kept after the last edit.
pub const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);
/// How many days a link to a checkout waits to be opened.
pub const LINK_WAITS_DAYS: u32 = 7;
/// How long a checkout is kept with an approver, who may need days.
pub const KEPT_FOR_APPROVER: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A checkout.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutSession {
    /// Its id.
    pub id: CheckoutId,
    /// What it is for.
    pub purpose: Purpose,
    /// The account that buys, if a member opened it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<AccountId>,
    /// Who chose it since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    account_chosen_by: Option<UserId>,
    /// Who opened it, if signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<UserId>,
    /// The expired checkout that it continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resumes: Option<CheckoutId>,
    /// When it was opened.
    #[serde(with = "crate::iso::instant")]
    pub opened_at: Timestamp,
    /// Counts the edits, from 1; a page names the version it shows.
    pub version: u32,
    /// When the last edit was made.
    #[serde(with = "crate::iso::instant")]
    pub edited_at: Timestamp,
    /// When it expires unless edited or extended.
    #[serde(with = "crate::iso::instant")]
    pub expires_at: Timestamp,
    /// What the buyer chose and typed.
    pub content: Content,
    /// What the edits replaced.
    #[serde(default)]
    history: merge::History,
    /// The proved e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<VerifiedEmail>,
    /// The way to pay.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<Method>,
    /// Who chose it: nobody else pays with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method_chosen_by: Option<UserId>,
    /// The account that has saved it, if one has: no other pays with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method_saved_in: Option<AccountId>,
    /// The accepted terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms: Option<TermsAccepted>,
    /// The consent to renewals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal: Option<RenewalConsent>,
    /// The approval, of one quote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Approval>,
    /// What happened between buyer and approver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handover: Vec<HandoverStep>,
    /// Where it stands.
    pub state: CheckoutState,
}

/// Who opens a checkout, and for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The new checkout's id.
    pub id: CheckoutId,
    /// What it is for.
    pub purpose: Purpose,
    /// The account that buys, if a member opens it.
    pub account: Option<AccountId>,
    /// Who opens it, if signed in.
    pub opened_by: Option<UserId>,
}

/// A step's form, as sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Edit {
    /// The plan step.
    Plan(Selection),
    /// The details step.
    Details(Details),
}

/// A checkout after an edit, and what the editor has to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edited {
    /// The checkout.
    pub session: CheckoutSession,
    /// Values that others had entered since the edit's version and that this edit replaced.
    pub overwrote: Vec<FieldChange>,
    /// Values that others have entered since and that stand.
    pub newer: Vec<FieldChange>,
}

impl CheckoutSession {
    /// A new checkout.
    #[must_use]
    pub fn open(opening: Opening, content: Content, now: Timestamp) -> Self {
        let Opening { id, purpose, account, opened_by } = opening;
        Self {
            id,
            purpose,
            account,
            account_chosen_by: None,
            opened_by,
            resumes: None,
            opened_at: now,
            version: 1,
            edited_at: now,
            expires_at: after(now, KEPT_FOR),
            content,
            history: merge::History::default(),
            email: None,
            method: None,
            method_chosen_by: None,
            method_saved_in: None,
            terms: None,
            renewal: None,
            approval: None,
            handover: Vec::new(),
            state: CheckoutState::FRESH,
        }
    }

    /// The name of the state.
    #[must_use]
    pub const fn status(&self) -> &'static str {
        self.state.status()
    }

    /// What a caller asks about: who may do what with it depends on its account and its buyer.
    #[must_use]
    pub fn target(&self) -> Target {
        Target::Checkout { id: self.id, account: self.of_account(), buyer: self.buyer(), bound_to: self.bound_to() }
    }

    /// Who opened it, or proved their address in it.
    #[must_use]
    pub fn buyer(&self) -> Option<UserId> {
        self.opened_by.or_else(|| self.email.as_ref().map(|proved| proved.user))
    }

    /// Whose account buys: of whoever proved their address in it, or else opened it.
    #[must_use]
    pub fn customer(&self) -> Option<UserId> {
        self.email.as_ref().map(|proved| proved.user).or(self.opened_by)
    }

    /// Whether this person opened it, or proved their address in it.
    #[must_use]
    pub fn is_of(&self, user: UserId) -> bool {
        self.opened_by == Some(user) || self.email.as_ref().is_some_and(|proved| proved.user == user)
    }

    /// What a page that shows `version` had been given; that of now for a version that does not exist yet.
    #[must_use]
    pub fn content_at(&self, version: u32) -> Content {
        self.history.content_at(version, &self.content)
    }

    /// Whether the buyer may edit now.
    ///
    /// # Errors
    /// Why not: an approver has it, it is being confirmed, or it has come to an end.
    pub fn may_edit(&self, now: Timestamp) -> Result<(), CheckoutRefusal> {
        match &self.state {
            CheckoutState::Open { .. } if self.expires_at <= now => Err(CheckoutRefusal::CheckoutExpired),
            CheckoutState::Open { .. } => Ok(()),
            CheckoutState::WithApprover { .. } => Err(CheckoutRefusal::CheckoutWithApprover),
            CheckoutState::Confirming { .. } => Err(CheckoutRefusal::CheckoutConfirming),
            CheckoutState::Completed { order, .. } => Err(CheckoutRefusal::CheckoutCompleted { order: *order }),
            CheckoutState::Expired { resumed_as: Some(id), .. } => {
                Err(CheckoutRefusal::CheckoutResumed { resumed_as: *id })
            }
            CheckoutState::Expired { .. } => Err(CheckoutRefusal::CheckoutExpired),
            CheckoutState::Cancelled { .. } => Err(CheckoutRefusal::CheckoutCancelled),
        }
    }

    /// Takes a step's form in. The newer edit wins field by field; the result says what it overwrote and what others
    /// have changed since the version the form had shown.
    ///
    /// # Errors
    /// As [`Self::may_edit`]; [`CheckoutRefusal::EditFromTheFuture`].
    pub fn edit(mut self, based_on: u32, edit: Edit, now: Timestamp) -> Result<Edited, CheckoutRefusal> {
        self.may_edit(now)?;
        if based_on > self.version {
            return Err(CheckoutRefusal::EditFromTheFuture { based_on, version: self.version });
        }
        let mut edited = self.history.content_at(based_on, &self.content);
        match edit {
            Edit::Plan(selection) => edited.selection = selection,
            Edit::Details(details) => edited.details = details,
        }
        let next = self.version.saturating_add(1);
        let merged = self.history.merge(based_on, next, &self.content, &edited);
        if merged.content != self.content {
            self.content = merged.content;
            self.version = next;
        }
        self.touch(now);
        Ok(Edited { session: self, overwrote: merged.overwrote, newer: merged.newer })
    }

    /// Why whoever was shown `version` accepts and approves nothing yet: something else is there now.
    #[must_use]
    pub fn unseen_since(&self, version: u32) -> Option<Refusal> {
        (!self.changes_since(version).is_empty()).then(|| Refusal::new("checkout_edited_since"))
    }

    /// What has changed since a page showed `version`: what the older of two tabs is told.
    #[must_use]
    pub fn changes_since(&self, version: u32) -> Vec<FieldChange> {
        self.history.since(version, &self.content)
    }

    /// Records that an e-mail address was proved.
    ///
    /// # Errors
    /// As [`Self::may_edit`].
    pub fn verify_email(mut self, proved: VerifiedEmail, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.may_edit(now)?;
        self.email = Some(proved);
        self.touch(now);
        Ok(self)
    }

    /// The way to pay, as far as it is `payer`'s: what one person chose is not for another to spend, whatever link opened the
    /// checkout to them.
    #[must_use]
    pub fn method_of(&self, payer: Option<UserId>) -> Option<&Method> {
        self.method.as_ref().filter(|_| payer.is_some() && self.method_chosen_by == payer)
    }

    /// Chooses the way to pay of `payer`. An approver may do so too.
    ///
    /// # Errors
    /// As [`Self::may_edit`], except that a checkout with an approver takes it.
    pub fn choose_method(mut self, method: Method, payer: UserId, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match self.may_edit(now) {
            Err(CheckoutRefusal::CheckoutWithApprover) | Ok(()) => {}
            Err(refusal) => return Err(refusal),
        }
        self.method = Some(method);
        self.method_chosen_by = Some(payer);
        self.method_saved_in = None;
        self.touch(now);
        Ok(self)
    }

    /// Says that the way to pay is one that this account has saved.
    #[must_use]
    pub const fn saved_in(mut self, account: Option<AccountId>) -> Self {
        self.method_saved_in = account;
        self
    }

    /// Gives the buyer more time (WCAG 2.2.1).
    ///
    /// # Errors
    /// As [`Self::may_edit`].
    pub fn extend(mut self, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        self.may_edit(now)?;
        self.expires_at = self.expires_at.max(after(now, KEPT_FOR));
        Ok(self)
    }

    /// Ends a checkout that was left alone too long.
    ///
    /// # Errors
    /// Its time has not come, an order of it waits and has to be cancelled first, or it is past being open.
    pub fn expire(mut self, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::Open { .. } | CheckoutState::WithApprover { .. } if now < self.expires_at => {
                Err(CheckoutRefusal::CheckoutNotExpired)
            }
            CheckoutState::Open { order: Some(live), .. } => Err(CheckoutRefusal::LiveOrderFirst { order: live.order }),
            CheckoutState::Open { .. } | CheckoutState::WithApprover { .. } => {
                self.state = CheckoutState::Expired { at: now, resumed_as: None };
                Ok(self)
            }
            _ => self.may_edit(now).map(|()| self),
        }
    }

    /// Goes on with an expired checkout as a new one, with everything typed kept and nothing accepted: answers the old
    /// one, which now names the new, and the new one.
    ///
    /// # Errors
    /// [`CheckoutRefusal::CheckoutResumed`] names where it goes on already; it came to another end, or it has not expired.
    pub fn resume(mut self, id: CheckoutId, now: Timestamp) -> Result<(Self, Self), CheckoutRefusal> {
        match self.state {
            CheckoutState::Expired { resumed_as: Some(resumed_as), .. } => {
                return Err(CheckoutRefusal::CheckoutResumed { resumed_as });
            }
            CheckoutState::Expired { at, resumed_as: None } => {
                self.state = CheckoutState::Expired { at, resumed_as: Some(id) };
            }
            CheckoutState::Completed { order, .. } => return Err(CheckoutRefusal::CheckoutCompleted { order }),
            CheckoutState::Cancelled { .. } => return Err(CheckoutRefusal::CheckoutCancelled),
            _ => return Err(CheckoutRefusal::CheckoutNotExpired),
        }
        let opening = Opening { id, purpose: self.purpose, account: self.account, opened_by: self.opened_by };
        let mut next = Self::open(opening, self.content.clone(), now);
        next.resumes = Some(self.id);
        next.email.clone_from(&self.email);
        next.account_chosen_by = self.account_chosen_by;
        Ok((self, next))
    }

    /// Calls the checkout off.
    ///
    /// # Errors
    /// As [`Self::expire`] without its time; a checkout with an approver can be called off.
    pub fn cancel(mut self, by: Actor, now: Timestamp) -> Result<Self, CheckoutRefusal> {
        match &self.state {
            CheckoutState::Open { order: Some(live), .. } => Err(CheckoutRefusal::LiveOrderFirst { order: live.order }),
            CheckoutState::Open { .. } | CheckoutState::WithApprover { .. } => {
                self.state = CheckoutState::Cancelled { by, at: now };
                Ok(self)
            }
            _ => self.may_edit(now).map(|()| self),
        }
    }

    fn touch(&mut self, now: Timestamp) {
        self.edited_at = now;
        self.expires_at = self.expires_at.max(after(now, KEPT_FOR));
    }
}

#[cfg(test)]
mod edits;
#[cfg(test)]
mod tests;
