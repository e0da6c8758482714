//! The letter with a link to a checkout.

use domain::access::Scope;
use domain::checkout::estimate::{Estimate, estimate};
use domain::checkout::{CheckoutSession, Selection, TaxKnowledge};
use domain::ids::LinkId;
use jiff::Timestamp;
use messages::Words;
use messages::mail::{CheckoutLinkFacts, MailContent, checkout_link};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{checkouts, links};

/// A checkout that a mailed link leads to.
pub(super) struct Linked {
    /// It.
    pub session: CheckoutSession,
    /// What it would cost now.
    pub estimate: Estimate,
    /// Until when the link can be followed.
    pub expires_at: Timestamp,
}

impl Commerce {
    /// The letter; `None` when the link cannot be used any more, or the checkout cannot be bought as it is.
    pub(super) async fn checkout_link_letter(
        &self,
        words: Words,
        link: LinkId,
        sender: Option<&str>,
        note: &str,
    ) -> Result<Option<MailContent>, Failure> {
        let Some(Linked { session, estimate, expires_at }) = self.linked_checkout(link).await? else { return Ok(None) };
        let facts = CheckoutLinkFacts {
            sender: sender.map(str::to_owned),
            item: self.item(words, &session.content.selection),
            total: estimate.shown_total(),
            tax_included: estimate.tax != TaxKnowledge::Unknown,
            note: note.to_owned(),
            url: self.link_url(link),
            expires_at,
        };
        Ok(Some(checkout_link(words, &self.seller().house, &facts)))
    }

    /// What a link to a checkout leads to; `None` when it cannot be used any more, or the checkout cannot be bought as it is.
    pub(super) async fn linked_checkout(&self, link: LinkId) -> Result<Option<Linked>, Failure> {
        let db = self.store().read();
        let stored = links::get(db, link).await?;
        let Scope::Checkout(checkout) = stored.state.0.scope else {
            return Err(Failure::Never(format!("the link {link} is not to a checkout")));
        };
        if stored.used_at.is_some() || stored.expires_at.0 <= self.now() {
            return Ok(None);
        }
        let session = checkouts::get(db, checkout).await?;
        let redemptions = 0; // A coupon that is used up meanwhile is said on the page, not here.
        let price = |request: &_| self.goods().price(request, redemptions);
        let estimate = estimate(&session.content, self.presumed_country(), self.today(), price).ok();
        Ok(estimate.map(|estimate| Linked { session, estimate, expires_at: stored.expires_at.0 }))
    }

    /// What is bought, in a line.
    pub(super) fn item(&self, words: Words, selection: &Selection) -> String {
        let catalogue = self.goods().book.nearest(self.today());
        let plan = catalogue.plan(&selection.plan);
        let plan = plan.map_or(selection.plan.as_str(), |plan| plan.name.in_language(words.locale().code()));
        let seats = words.common_seats(i64::from(selection.seats));
        match selection.term {
            Some(term) => words.checkout_summary_for(plan, seats, words.term(term)),
            None => format!("{plan}, {seats}"),
        }
    }
}
