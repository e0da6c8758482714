//! Letters: which there are, and how one gets from a decision to a mailbox.
//!
//! Whoever decides that somebody is to be written to calls [`post`] in the transaction that makes it true. A job writes
//! the letter from the state as it then is, in the reader's language, and hands it to the mailer. What is stored on the
//! way names the letter and never holds a code or a link's secret: those follow from the server's key when the letter is
//! written.

use domain::account::Role;
use domain::email::Email;
use domain::erasure::is_erased;
use domain::ids::{
    AccountId, ActingId, CheckoutId, CodeRequestId, DomainClaimId, InvitationId, JoinRequestId, LeadId, LinkId, MailId,
    OrderId, TrialId, UserId,
};
use messages::mail::{MailContent, data_erased};
use messages::{Locale, Words};
use serde::{Deserialize, Serialize};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::ports::mailer::{Mail, MailerError};
use crate::store::jobs::NewJob;
use crate::store::{StoreError, Tx, leads, mails};

mod approval;
mod checkout_link;
mod code;
mod handed_over;
mod invitation;
mod joining;
mod lead;
mod membership;
mod order;
mod people;
mod staff;
mod trial;

pub use approval::Answer;

/// The kind of job that sends a letter.
pub const SEND_MAIL: &str = "send_mail";

/// A letter, by what it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "letter", rename_all = "snake_case")]
pub enum Letter {
    /// The six digits that prove an address.
    Code {
        /// The request they answer.
        request: CodeRequestId,
        /// Whether a link that signs in stands beside them.
        #[serde(default)]
        link: bool,
        /// The path that the link leads on to; empty where to is not known.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        on: String,
    },
    /// A checkout to go on with, on another device or by whoever pays.
    CheckoutLink {
        /// The link to it.
        link: LinkId,
        /// Who sends it, as they named themselves.
        sender: Option<String>,
        /// What they wrote.
        note: String,
    },
    /// Somebody is asked to become a member of an account.
    Invitation {
        /// Which invitation.
        invitation: InvitationId,
    },
    /// A provider signs somebody in from now on, who was known before.
    IdentityLinked {
        /// Its name.
        provider: String,
    },
    /// To an owner: one of us acts on the account's behalf.
    ActingBegan {
        /// The acting.
        acting: ActingId,
        /// For whom.
        account: AccountId,
    },
    /// To a member: one of us made somebody else answer for the account.
    OwnerRestored {
        /// For which account.
        account: AccountId,
        /// Who.
        owner: UserId,
        /// Why.
        reason: String,
    },
    /// To an owner: another owner answers for the account.
    AccountHandedOver {
        /// For which account.
        account: AccountId,
        /// Who.
        owner: UserId,
        /// Who decided so.
        by: UserId,
    },
    /// To a member, or to whoever was one: an owner changed their role, or let them go.
    MembershipChanged {
        /// Of which account.
        account: AccountId,
        /// Who.
        member: UserId,
        /// What they are from now on; `None`: no member.
        role: Option<Role>,
        /// Who decided so.
        by: UserId,
    },
    /// To an owner: somebody asks to join.
    JoinRequest {
        /// Which request.
        request: JoinRequestId,
    },
    /// To whoever asked to join: what an owner said.
    JoinAnswer {
        /// Which request.
        request: JoinRequestId,
    },
    /// To an owner: a mail domain is the account's no more.
    DomainLost {
        /// Which claim.
        claim: DomainClaimId,
    },
    /// To somebody who is gone: their data is erased.
    DataErased,
    /// A checkout to be approved, returned or paid.
    ApprovalRequest {
        /// The approver's link to it.
        link: LinkId,
        /// Who asks, as they named themselves.
        sender: Option<String>,
        /// What they wrote.
        note: String,
    },
    /// To the buyer: what the approver did.
    ApprovalAnswer {
        /// With which checkout.
        checkout: CheckoutId,
        /// The link that opens it.
        link: LinkId,
        /// Who.
        by: Email,
        /// What.
        answer: Answer,
    },
    /// To whoever asked to be called: it arrived.
    LeadReceived {
        /// Which one.
        lead: LeadId,
    },
    /// What was bought and paid.
    Receipt {
        /// The order.
        order: OrderId,
        /// Whether the reader may have the licence.
        licence: bool,
    },
    /// The payment of an order failed; the order is kept.
    PaymentFailed {
        /// The order.
        order: OrderId,
    },
    /// To sales: somebody asked to be called.
    LeadToSales {
        /// Which one.
        lead: LeadId,
    },
    /// A trial has begun.
    TrialStarted {
        /// Which one.
        trial: TrialId,
        /// The link that opens it.
        link: LinkId,
    },
    /// A trial ends soon.
    TrialEnding {
        /// Which one.
        trial: TrialId,
        /// The link that opens it.
        link: LinkId,
    },
    /// A trial has ended.
    TrialEnded {
        /// Which one.
        trial: TrialId,
        /// The link that opens it.
        link: LinkId,
    },
    /// To the owner of a trial: somebody of the company asked for another.
    TrialExisting {
        /// The owner's.
        trial: TrialId,
        /// The link that opens it.
        link: LinkId,
    },
}

impl Letter {
    /// The name of [`Self::Invitation`].
    pub const INVITATION: &'static str = "invitation";
    /// The name of [`Self::ApprovalRequest`].
    pub const APPROVAL_REQUEST: &'static str = "approval_request";
    /// The name of [`Self::ApprovalAnswer`].
    pub const APPROVAL_ANSWER: &'static str = "approval_answer";
    /// The name of [`Self::LeadReceived`].
    pub const LEAD_RECEIVED: &'static str = "lead_received";
    /// The name of [`Self::TrialEnding`].
    pub const TRIAL_ENDING: &'static str = "trial_ending";
    /// The name of [`Self::TrialExisting`].
    pub const TRIAL_EXISTING: &'static str = "trial_existing";

    /// Its name, in the log of mails.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Code { .. } => "code",
            Self::CheckoutLink { .. } => "checkout_link",
            Self::Invitation { .. } => Self::INVITATION,
            Self::IdentityLinked { .. } => "identity_linked",
            Self::ActingBegan { .. } => "acting_began",
            Self::OwnerRestored { .. } => "owner_restored",
            Self::AccountHandedOver { .. } => "account_handed_over",
            Self::MembershipChanged { .. } => "membership_changed",
            Self::JoinRequest { .. } => "join_request",
            Self::JoinAnswer { .. } => "join_answer",
            Self::DomainLost { .. } => "domain_lost",
            Self::DataErased => "data_erased",
            Self::ApprovalRequest { .. } => Self::APPROVAL_REQUEST,
            Self::ApprovalAnswer { .. } => Self::APPROVAL_ANSWER,
            Self::LeadReceived { .. } => Self::LEAD_RECEIVED,
            Self::Receipt { .. } => "receipt",
            Self::PaymentFailed { .. } => "payment_failed",
            Self::LeadToSales { .. } => "lead_to_sales",
            Self::TrialStarted { .. } => "trial_started",
            Self::TrialEnding { .. } => Self::TRIAL_ENDING,
            Self::TrialEnded { .. } => "trial_ended",
            Self::TrialExisting { .. } => Self::TRIAL_EXISTING,
        }
    }
}

/// What the job knows.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Envelope {
    mail: MailId,
    to: Email,
    language: String,
    #[serde(flatten)]
    letter: Letter,
}

/// Decides that a letter is sent, in the language with this code. It leaves when the transaction has committed.
///
/// # Errors
/// The database failed.
pub async fn post(tx: &Tx, to: &Email, language: &str, letter: Letter) -> Result<(), StoreError> {
    // Who is gone has no mailbox with us.
    if is_erased(to) { Ok(()) } else { post_noting(tx, to, to, language, letter).await }
}

/// The same, for the last letter to somebody who is gone: the log of mails says that it went to `noted`.
///
/// # Errors
/// The database failed.
pub async fn post_noting(tx: &Tx, to: &Email, noted: &Email, language: &str, letter: Letter) -> Result<(), StoreError> {
    let mail: MailId = tx.id();
    mails::insert(tx, mail, noted, letter.name()).await?;
    let envelope = Envelope { mail, to: to.clone(), language: language.to_owned(), letter };
    let payload = serde_json::to_string(&envelope)
        .map_err(|error| StoreError::Corrupt { what: "envelope", reason: error.to_string() })?;
    tx.enqueue(NewJob { kind: SEND_MAIL, payload, unique_key: None, run_at: tx.now() }).await
}

impl Commerce {
    /// Writes and sends the letter of a job. Sent before, it is not sent again; a crash between sending and noting it
    /// sends the same mail, with the same message id, once more.
    ///
    /// # Errors
    /// It may work later, or never.
    pub async fn send_mail(&self, payload: &str) -> Result<(), Failure> {
        let envelope: Envelope = serde_json::from_str(payload).map_err(|error| Failure::Never(error.to_string()))?;
        let id = envelope.mail;
        if mails::get(self.store().read(), id).await?.sent_at.is_some() {
            return Ok(());
        }
        let Some(content) = self.write_letter(&envelope).await? else { return Ok(()) };
        let reply_to = self.answers_to(&envelope.letter).await?;
        let mail = Mail { id, to: envelope.to, reply_to, content, at: self.now() };
        self.mailer().send(&mail).await.map_err(|error| match error {
            MailerError::Permanent(_) => Failure::Never(error.to_string()),
            MailerError::Temporary(_) => Failure::Later(error.to_string()),
        })?;
        self.store().write(|tx| async move { mails::mark_sent(&tx, id).await }).await?;
        Ok(())
    }

    /// Who reads an answer: support; and the person who asked to be called, where sales answers.
    async fn answers_to(&self, letter: &Letter) -> Result<Option<Email>, Failure> {
        match letter {
            Letter::LeadToSales { lead } => Ok(Some(leads::get(self.store().read(), *lead).await?.email)),
            _ => Ok(self.seller().house.support_email.parse().ok()),
        }
    }

    /// The letter as it reads now; `None` when it has lost its point meanwhile.
    async fn write_letter(&self, envelope: &Envelope) -> Result<Option<MailContent>, Failure> {
        let words = Words::new(Locale::parse_with_pseudo(&envelope.language).unwrap_or_default());
        match &envelope.letter {
            Letter::Code { request, link, on } => self.code_letter(words, *request, link.then_some(on)).await,
            Letter::CheckoutLink { link, sender, note } => {
                self.checkout_link_letter(words, *link, sender.as_deref(), note).await
            }
            Letter::Invitation { invitation } => self.invitation_letter(words, *invitation).await,
            Letter::IdentityLinked { provider } => Ok(Some(self.identity_linked_letter(words, provider))),
            Letter::ActingBegan { acting, account } => self.acting_letter(words, *acting, *account).await,
            Letter::OwnerRestored { account, owner, reason } => {
                self.owner_restored_letter(words, *account, *owner, reason).await.map(Some)
            }
            Letter::AccountHandedOver { account, owner, by } => {
                self.handed_over_letter(words, *account, *owner, *by).await
            }
            Letter::MembershipChanged { account, member, role, by } => {
                self.membership_letter(words, *account, (*member, *role), *by).await
            }
            Letter::JoinRequest { request } => self.join_request_letter(words, *request).await,
            Letter::JoinAnswer { request } => self.join_answer_letter(words, *request).await,
            Letter::DomainLost { claim } => self.domain_lost_letter(words, *claim).await,
            Letter::DataErased => Ok(Some(data_erased(words, &self.seller().house))),
            Letter::ApprovalRequest { link, sender, note } => {
                self.approval_request_letter(words, *link, sender.as_deref(), note).await
            }
            Letter::ApprovalAnswer { checkout, link, by, answer } => {
                self.approval_answer_letter(words, (*checkout, *link), by, answer).await.map(Some)
            }
            Letter::Receipt { order, licence } => self.receipt_letter(words, *order, *licence).await.map(Some),
            Letter::PaymentFailed { order } => self.payment_failed_letter(words, *order).await,
            Letter::LeadReceived { lead } => self.lead_received_letter(words, *lead).await.map(Some),
            Letter::LeadToSales { lead } => self.lead_to_sales_letter(words, *lead).await.map(Some),
            Letter::TrialStarted { trial, link } => self.trial_started_letter(words, *trial, *link).await,
            Letter::TrialEnding { trial, link } => self.trial_ending_letter(words, *trial, *link).await,
            Letter::TrialEnded { trial, link } => self.trial_ended_letter(words, *trial, *link).await,
            Letter::TrialExisting { trial, link } => self.trial_existing_letter(words, *trial, *link).await.map(Some),
        }
    }
}
