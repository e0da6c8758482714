//! The letter that asks somebody to become a member.

use domain::ids::InvitationId;
use messages::Words;
use messages::mail::{InvitationFacts, MailContent, invitation};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{billing_accounts, invitations, users};

impl Commerce {
    /// The letter; `None` when the invitation was answered or taken back before it was written.
    pub(super) async fn invitation_letter(
        &self,
        words: Words,
        id: InvitationId,
    ) -> Result<Option<MailContent>, Failure> {
        let db = self.store().read();
        let found = invitations::find(db, id).await?.filter(|invitation| invitation.is_pending());
        let Some(asked) = found else { return Ok(None) };
        let inviter = users::get(db, asked.invited_by).await?;
        let facts = InvitationFacts {
            account: billing_accounts::get(db, asked.account).await?.profile.legal_name,
            inviter: inviter.name.unwrap_or_else(|| inviter.email.to_string()),
            role: words.role(asked.role).to_owned(),
            what: words.role_text(asked.role).to_owned(),
            email: asked.email.to_string(),
            url: self.url(&format!("/invitations/{id}")),
            expires_at: asked.expires_at(),
        };
        Ok(Some(invitation(words, &self.seller().house, &facts)))
    }
}
