//! Acting on a customer's behalf: whoever of us does it says why, and every owner is told.

use domain::access::{Action, Actor, Target, decide};
use domain::ids::AccountId;
use domain::staff::{Acting, Reason};

use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{StoreError, Tx, actings, sessions, users};
use crate::visit::Visit;

impl Commerce {
    /// Begins to act for an account in this browser; whatever went on there before ends. Their browsers get new secrets.
    ///
    /// # Errors
    /// No reason; not one of us who may; there is no such account.
    pub async fn act_on_behalf(&self, visit: &Visit, id: AccountId, reason: &str) -> Result<Acting, CommerceError> {
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                decide(&visit.caller, Action::ActOnBehalf, &Target::Staff, now)?;
                let reason = Reason::typed(reason, "reason").map_err(CommerceError::refused)?;
                let account = reach(&tx, &visit.caller, id, Action::ViewAccount, now).await?;
                let (session, staff) = visit.session.zip(visit.caller.user()).ok_or(CommerceError::NOT_FOUND)?;
                tx.guard(&format!("acting:{session}")).await?;
                end(&tx, visit).await?;
                let by = &visit.caller.actor(&Target::Staff, now);
                let acting = Acting::begin(tx.id(), account.id, staff, reason, now);
                actings::insert(&tx, session, &acting, Change { event: "staff_acting_began", by }).await?;
                sessions::renew_of(&tx, staff).await?;
                for owner in account.owners() {
                    let owner = users::get(&tx, owner).await?;
                    let letter = Letter::ActingBegan { acting: acting.id, account: account.id };
                    mails::post(&tx, &owner.email, &owner.language, letter).await?;
                }
                Ok(acting)
            })
            .await
    }

    /// Ends acting in this browser. Where nothing went on, nothing changes.
    ///
    /// # Errors
    /// Not one of us; the database failed.
    pub async fn stop_acting(&self, visit: &Visit) -> Result<Option<AccountId>, CommerceError> {
        self.store()
            .write(|tx| async move {
                decide(&visit.caller, Action::ViewStaffArea, &Target::Staff, tx.now())?;
                Ok(end(&tx, visit).await?)
            })
            .await
    }
}

/// Ends what goes on in a browser, and says for whom it was.
pub(super) async fn end(tx: &Tx, visit: &Visit) -> Result<Option<AccountId>, StoreError> {
    let Some(session) = visit.session else { return Ok(None) };
    let Some(acting) = actings::of_session(tx, session, tx.now()).await? else { return Ok(None) };
    let acted = Actor::Staff { user: acting.staff };
    let account = acting.account;
    sessions::renew_of(tx, acting.staff).await?;
    actings::update(tx, &acting.end(tx.now()), Change { event: "staff_acting_ended", by: &acted }).await?;
    Ok(Some(account))
}
