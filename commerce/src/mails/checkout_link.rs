//! The letter with a link to a checkout.

use domain::access::Scope;
use domain::checkout::estimate::estimate;
use domain::checkout::{Selection, TaxKnowledge};
use domain::ids::LinkId;
use messages::Words;
use messages::mail::{CheckoutLinkFacts, MailContent, checkout_link};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{checkouts, links};

impl Commerce {
    /// The letter; `None` when the link cannot be used any more, or the checkout cannot be bought as it is.
    pub(super) async fn checkout_link_letter(
        &self,
        words: Words,
        link: LinkId,
        sender: Option<&str>,
        note: &str,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let stored = links::get(db, link).await?;
        let Scope::Checkout(checkout) = stored.state.0.scope else {
            return Err(Failure::Never(format!("the link {link} is not to a checkout")));
        };
        if stored.used_at.is_some() || stored.expires_at.0 <= self.now() {
            return Ok(None);
        }
        let content = checkouts::get(db, checkout).await?.content;
        let redemptions = 0; // A coupon that is used up meanwhile is said on the page, not here.
        let price = |request: &_| self.goods().price(request, redemptions);
        let Ok(estimate) = estimate(&content, self.presumed_country(), self.today(), price) else { return Ok(None) };
        let facts = CheckoutLinkFacts {
            sender: sender.map(str::to_owned),
            item: self.item(words, &content.selection),
            total: estimate.shown_total(),
            tax_included: estimate.tax != TaxKnowledge::Unknown,
            note: note.to_owned(),
            url: self.link_url(link),
            expires_at: stored.expires_at.0,
        };
        Ok(Some(checkout_link(words, &self.seller().house, &facts)))
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
