//! The letters of a hand-over: to whoever approves or pays, and what comes back to the buyer.

use domain::access::Purpose;
use domain::checkout::{CheckoutSession, LINK_WAITS_DAYS, TaxKnowledge};
use domain::email::Email;
use domain::ids::{CheckoutId, LinkId, OrderId};
use domain::moment::days;
use jiff::SignedDuration;
use messages::Words;
use messages::mail::{
    ApprovalAnswerFacts, ApprovalRequestFacts, Given, MailContent, approval_answer, approval_request,
};
use serde::{Deserialize, Serialize};

use super::Letter;
use super::checkout_link::Linked;
use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{StoreError, Tx, checkouts, mails, users};

/// How many answers a buyer is mailed within [`MAILED_WITHIN`]; the page shows them all.
const ANSWERS_MAILED: usize = 30;
/// See [`ANSWERS_MAILED`].
const MAILED_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// What an approver did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case")]
pub enum Answer {
    /// Approved it.
    Approved,
    /// Returned it.
    Returned {
        /// Why.
        note: String,
    },
    /// Said something.
    Commented {
        /// What.
        text: String,
    },
    /// Ordered and pays it.
    Paid {
        /// The order.
        order: OrderId,
    },
}

impl Commerce {
    /// Decides that the buyer hears by mail what their approver did. Where nobody has proved an address there is nobody to
    /// write to.
    ///
    /// # Errors
    /// The database failed.
    pub(crate) async fn tell_buyer(
        &self,
        tx: &Tx,
        session: &CheckoutSession,
        by: &Email,
        answer: Answer,
    ) -> Result<(), StoreError> {
        let Some(buyer) = &session.email else { return Ok(()) };
        let mailed = mails::decided_within(tx, &buyer.email, Letter::APPROVAL_ANSWER, MAILED_WITHIN).await?;
        if mailed.len() >= ANSWERS_MAILED {
            return Ok(());
        }
        let language = users::get(tx, buyer.user).await?.language;
        let link = self.create_link(tx, session.id, Purpose::Buy, days(LINK_WAITS_DAYS)).await?.id;
        let letter = Letter::ApprovalAnswer { checkout: session.id, link, by: by.clone(), answer };
        super::post(tx, &buyer.email, &language, letter).await
    }

    /// The letter to the approver; `None` when its link is worthless meanwhile, or the checkout cannot be bought as it is.
    pub(super) async fn approval_request_letter(
        &self,
        words: Words,
        link: LinkId,
        sender: Option<&str>,
        note: &str,
    ) -> Result<Option<MailContent>, Failure> {
        let Some(Linked { session, estimate, expires_at }) = self.linked_checkout(link).await? else { return Ok(None) };
        let buyer = session.email.as_ref().map(|proved| proved.email.to_string());
        let facts = ApprovalRequestFacts {
            sender: sender.map(str::to_owned).or(buyer).unwrap_or_default(),
            company: session.content.details.company.trim().to_owned(),
            item: self.item(words, &session.content.selection),
            total: estimate.shown_total(),
            tax_included: estimate.tax != TaxKnowledge::Unknown,
            note: note.to_owned(),
            url: self.link_url(link),
            expires_at,
        };
        Ok(Some(approval_request(words, &self.seller().house, &facts)))
    }

    /// The letter to the buyer.
    pub(super) async fn approval_answer_letter(
        &self,
        words: Words,
        (checkout, link): (CheckoutId, LinkId),
        by: &Email,
        answer: &Answer,
    ) -> Result<MailContent, Failure> {
        let session = checkouts::get(self.store().read(), checkout).await?;
        let (given, url) = match answer {
            Answer::Approved => (Given::Approved, self.link_url(link)),
            Answer::Returned { note } => (Given::Returned { note: note.clone() }, self.link_url(link)),
            Answer::Commented { text } => (Given::Commented { text: text.clone() }, self.link_url(link)),
            Answer::Paid { order } => (Given::Paid, self.url(&format!("/orders/{order}"))),
        };
        let facts = ApprovalAnswerFacts {
            name: session.content.details.contact_name.clone(),
            approver: by.to_string(),
            given,
            item: self.item(words, &session.content.selection),
            url,
        };
        Ok(approval_answer(words, &self.seller().house, &facts))
    }
}
