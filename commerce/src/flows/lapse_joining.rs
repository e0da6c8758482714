//! Requests to join that have lost their point.

use domain::access::Actor;
use domain::account::{DomainClaim, JoinRequest};
use domain::ids::{AccountId, UserId};

use crate::store::events::Change;
use crate::store::{StoreError, Tx, join_requests};

/// Those that wait because of a domain that is the account's no more.
pub(super) async fn lapse_through(tx: &Tx, claim: &DomainClaim, by: &Actor) -> Result<(), StoreError> {
    lapse(tx, claim.account, |request| request.claim == claim.id, by).await
}

/// The one of a person who has become a member otherwise.
pub(super) async fn lapse_of(tx: &Tx, account: AccountId, user: UserId, by: &Actor) -> Result<(), StoreError> {
    lapse(tx, account, |request| request.user == user, by).await
}

async fn lapse(
    tx: &Tx,
    account: AccountId,
    which: impl Fn(&JoinRequest) -> bool,
    by: &Actor,
) -> Result<(), StoreError> {
    for request in join_requests::waiting(tx, account).await?.into_iter().filter(which) {
        if let Ok(lapsed) = request.lapse(tx.now()) {
            join_requests::update(tx, &lapsed, Change { event: "join_request_lapsed", by }).await?;
        }
    }
    Ok(())
}
