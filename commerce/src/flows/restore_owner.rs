//! The account whose owner is lost: one of us makes somebody else answer for it, with a reason that every member reads.

use std::collections::BTreeSet;

use domain::access::{Action, Caller, Target, decide};
use domain::email::Email;
use domain::ids::{AccountId, ActingId};
use domain::refusal::Refusal;
use domain::staff::{Acting, Reason};

use super::lapse_joining::lapse_of;
use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{billing_accounts, invitations, sessions, users};

impl Commerce {
    /// Makes the person with this address the primary owner, and a member first if they are none. They are known to us:
    /// they have proved the address. Whoever was it stays an owner, whom the new one may let go.
    ///
    /// # Errors
    /// No reason, no address, nobody who has proved it, or the primary owner already; not one of us who may.
    pub async fn restore_owner(
        &self,
        caller: &Caller,
        id: AccountId,
        email: &str,
        reason: &str,
    ) -> Result<(), CommerceError> {
        let (email, reason) = (Email::typed(email, "email"), Reason::typed(reason, "restore_reason"));
        let (email, reason) = (&email, &reason);
        self.store()
            .write(|tx| async move {
                let now = tx.now();
                decide(caller, Action::RestoreOwner, &Target::Staff, now)?;
                let account = reach(&tx, caller, id, Action::ViewAccount, now).await?;
                let (email, reason) = match (email, reason) {
                    (Ok(email), Ok(reason)) => (email, reason.clone()),
                    (email, reason) => {
                        let wrong = [email.clone().err(), reason.clone().err()];
                        return Err(CommerceError::Refused(wrong.into_iter().flatten().collect()));
                    }
                };
                let refuse = |code| Err(CommerceError::refused(Refusal::new(code).on("email")));
                let Some(person) = users::by_email(&tx, email).await? else { return refuse("owner_unknown") };
                if account.primary_owner() == person.id {
                    return refuse("owner_already");
                }
                let staff = caller.user().ok_or(CommerceError::NOT_FOUND)?;
                if person.id == staff {
                    return refuse("staff_not_themselves");
                }
                let by = &caller.actor(&Target::Staff, now);
                // Over as soon as it is done: it opens nothing, and says who did it and why.
                let why: ActingId = tx.id();
                let said = Acting::begin(why, id, staff, reason.clone(), now).end(now);
                tx.record(why, Some(id), Change { event: "staff_owner_restored", by }, &said).await?;
                let before: BTreeSet<_> = account.members().iter().map(|member| member.user).collect();
                let restored = account.restore_owner(person.id, tx.id(), now);
                billing_accounts::update(&tx, &restored, Change { event: "account_handed_over", by }).await?;
                sessions::renew_of(&tx, person.id).await?;
                lapse_of(&tx, id, person.id, by).await?;
                for invitation in
                    invitations::waiting(&tx, id).await?.into_iter().filter(|one| one.email == person.email)
                {
                    let revoked = invitation.revoke(now).map_err(CommerceError::refused)?;
                    invitations::update(&tx, &revoked, Change { event: "invitation_revoked", by }).await?;
                }
                for member in before.into_iter().chain([person.id]).collect::<BTreeSet<_>>() {
                    let member = users::get(&tx, member).await?;
                    let letter = Letter::OwnerRestored { account: id, owner: person.id, reason: reason.to_string() };
                    mails::post(&tx, &member.email, &member.language, letter).await?;
                }
                Ok(())
            })
            .await
    }
}
