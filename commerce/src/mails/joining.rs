//! The letters about mail domains and about people who ask to join.

use domain::account::{ClaimState, JoinState};
use domain::ids::{DomainClaimId, JoinRequestId};
use messages::Words;
use messages::mail::{
    DomainLostFacts, JoinAnswerFacts, JoinRequestFacts, MailContent, domain_lost, join_answer, join_request,
};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{billing_accounts, domain_claims, join_requests, users};

impl Commerce {
    /// To an owner: somebody asks. `None` when that was answered or has lost its point before it was written.
    pub(super) async fn join_request_letter(
        &self,
        words: Words,
        id: JoinRequestId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let found = join_requests::find(db, id).await?.filter(|request| request.is_waiting());
        let Some(request) = found else { return Ok(None) };
        let asker = users::get(db, request.user).await?;
        let facts = JoinRequestFacts {
            account: billing_accounts::get(db, request.account).await?.profile.legal_name,
            name: asker.name,
            email: asker.email.to_string(),
            url: self.members_url(request.account),
        };
        Ok(Some(join_request(words, &self.seller().house, &facts)))
    }

    /// To whoever asked: what an owner said.
    pub(super) async fn join_answer_letter(
        &self,
        words: Words,
        id: JoinRequestId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let Some(request) = join_requests::find(db, id).await? else { return Ok(None) };
        let role = match request.state {
            JoinState::Approved { role, .. } => Some(words.role(role).to_owned()),
            JoinState::Declined { .. } => None,
            JoinState::Waiting | JoinState::Lapsed { .. } => return Ok(None),
        };
        let facts = JoinAnswerFacts {
            account: billing_accounts::get(db, request.account).await?.profile.legal_name,
            role,
            url: self.members_url(request.account),
        };
        Ok(Some(join_answer(words, &self.seller().house, &facts)))
    }

    /// To an owner: the record is gone. `None` when the claim is not lost.
    pub(super) async fn domain_lost_letter(
        &self,
        words: Words,
        id: DomainClaimId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let found = domain_claims::find(db, id).await?;
        let lost = found.filter(|claim| matches!(claim.state, ClaimState::Lost { .. }));
        let Some(claim) = lost else { return Ok(None) };
        let facts = DomainLostFacts {
            account: billing_accounts::get(db, claim.account).await?.profile.legal_name,
            domain: claim.domain.to_string(),
            record: claim.record_name(),
            url: self.url(&format!("/account/settings?account={}", claim.account)),
        };
        Ok(Some(domain_lost(words, &self.seller().house, &facts)))
    }
}
