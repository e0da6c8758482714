//! The mails: from plain facts to a subject, a text and an HTML part, in the reader's locale.
//!
//! Every mail is a pure function of the words, the [`House`] and its facts. It says everything twice, in text and in
//! HTML, from one row of blocks; the frame escapes whatever it is given, so facts are plain text. Sending, and knowing to
//! whom, is not done here.

mod approval;
mod checkout_link;
mod code;
mod data_erased;
mod handed_over;
mod html;
mod identity_linked;
mod invitation;
mod joining;
mod lead;
mod letter;
mod membership;
mod payment_failed;
mod receipt;
mod staff;
mod text;
mod trial;

pub use approval::{ApprovalAnswerFacts, ApprovalRequestFacts, Given, approval_answer, approval_request};
pub use checkout_link::{CheckoutLinkFacts, checkout_link};
pub use code::{CodeFacts, code};
pub use data_erased::data_erased;
pub use handed_over::{HandedOverFacts, handed_over};
pub use identity_linked::{IdentityLinkedFacts, identity_linked};
pub use invitation::{InvitationFacts, invitation};
pub use joining::{DomainLostFacts, JoinAnswerFacts, JoinRequestFacts, domain_lost, join_answer, join_request};
pub use lead::{LeadFacts, lead_received, lead_to_sales};
pub use membership::{MembershipFacts, membership};
pub use payment_failed::{PaymentFailedFacts, payment_failed};
pub use receipt::{ReceiptFacts, ReceiptLine, ReceiptTax, Renewal, receipt};
pub use staff::{ActingFacts, OwnerRestoredFacts, acting_began, owner_restored};
pub use trial::{
    TrialEndedFacts, TrialEndingFacts, TrialExistingFacts, TrialStartedFacts, trial_ended, trial_ending,
    trial_existing, trial_started,
};

/// A mail, ready to be addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailContent {
    /// One line, without line breaks.
    pub subject: String,
    /// The text part; lines end with `\n`.
    pub text: String,
    /// The HTML part: a whole document without scripts, images or anything remote.
    pub html: String,
}

/// Who writes, the same for every mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct House {
    /// The name of the seller, as buyers know it.
    pub seller: String,
    /// The address of the shop's first page.
    pub home_url: String,
    /// Where a person answers.
    pub support_email: String,
    /// Whether this is a demonstration, which every mail then says.
    pub demo: bool,
}
