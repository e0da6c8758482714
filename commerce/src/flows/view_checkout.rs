//! Shows a checkout: everything that a page needs, as one picture.

use domain::access::{Action, Caller};
use domain::checkout::steps::StepFacts;
use domain::checkout::view::ViewFacts;
use domain::checkout::{CheckoutSession, CheckoutState, CheckoutView, Demands};
use domain::ids::CheckoutId;
use domain::moment::utc_date;
use domain::quote::Quote;
use domain::refusal::Refusal;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::buy_for::buying;
use super::demands::demands;
use super::reach_checkout::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{checkouts, events};

impl Commerce {
    /// A checkout as `caller` sees it now.
    ///
    /// # Errors
    /// There is none that the caller may see; the database failed.
    pub async fn view_checkout(&self, caller: &Caller, id: CheckoutId) -> Result<CheckoutView, CommerceError> {
        let db = self.store().read();
        // Read first: what happens in between is heard of once more, and never missed.
        let sequence = events::newest(db, &id.to_string()).await?;
        let session = reach(db, caller, id, Action::ViewCheckout, self.now()).await?;
        self.picture_at(db, caller, &session, sequence).await
    }

    /// What the steps of a checkout are judged by, with this price.
    pub(super) fn step_facts<'a>(
        &'a self,
        caller: &Caller,
        session: &CheckoutSession,
        priced: &'a Result<Quote, Vec<Refusal>>,
        demands: Demands,
        now: Timestamp,
    ) -> StepFacts<'a> {
        let (payer, currency) = (caller.customer(), session.content.selection.currency);
        let unpayable = session.method_of(payer).is_some_and(|method| !self.takes(method, currency));
        let unpayable_in = unpayable.then_some(currency);
        let terms_version = &self.seller().terms_version;
        StepFacts { priced: priced.into(), payer, unpayable_in, demands, terms_version, now }
    }

    /// The picture of a checkout for a caller who may see it, in the transaction that has written it.
    pub(super) async fn picture(
        &self,
        db: &impl ConnectionTrait,
        caller: &Caller,
        session: &CheckoutSession,
    ) -> Result<CheckoutView, CommerceError> {
        let sequence = events::newest(db, &session.id.to_string()).await?;
        self.picture_at(db, caller, session, sequence).await
    }

    /// The same, knowing of the events up to this number.
    pub(super) async fn picture_at(
        &self,
        db: &impl ConnectionTrait,
        caller: &Caller,
        session: &CheckoutSession,
        sequence: i64,
    ) -> Result<CheckoutView, CommerceError> {
        let (now, as_of, presumed) = (self.now(), self.today(), self.presumed_country());
        let request = session.content.quote_request(presumed, as_of);
        let (coupon, redemptions) = self.coupon_of(db, &request, session.order()).await?;
        let priced = self.goods().price(&request, redemptions);
        let before = self.price_when_left(db, session).await?;
        let sent = self.as_sent(session);
        let demands = demands(db, session, &priced).await?;
        let buying = buying(db, caller, session, demands.account).await?;
        let facts = ViewFacts {
            steps: self.step_facts(caller, session, &priced, demands, now),
            as_of,
            presumed,
            coupon,
            redemptions,
            before: before.as_ref(),
            sent: sent.as_ref(),
            sequence,
            buying: &buying,
        };
        Ok(CheckoutView::of(session, caller, &facts))
    }

    /// The quote that was sent to an approver, made again; `None` where nobody has it, or it comes out as another one.
    fn as_sent(&self, session: &CheckoutSession) -> Option<Quote> {
        let CheckoutState::WithApprover { quote_hash, since, .. } = &session.state else { return None };
        self.quote_at(session, session.version, utc_date(*since)).filter(|quote| quote.hash == *quote_hash)
    }

    /// What the checkout that this one continues cost on the day it was last edited; `None` where it continues none, or
    /// had no price then.
    async fn price_when_left(
        &self,
        db: &impl ConnectionTrait,
        session: &CheckoutSession,
    ) -> Result<Option<Quote>, CommerceError> {
        let Some(id) = session.resumes else { return Ok(None) };
        let left = checkouts::get(db, id).await?;
        let request = left.content.quote_request(self.presumed_country(), utc_date(left.edited_at));
        // Its coupon may have been used up since; what it cost then is asked for.
        Ok(self.goods().price(&request, 0).ok())
    }
}
