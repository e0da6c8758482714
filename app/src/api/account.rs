//! Accounts: their members, their billing details, and what happened to them.

use domain::account::{AccountOverview, Membered, ProfileForm, Role};
use domain::audit::{AuditFilter, AuditPage};
use domain::email::Email;
use domain::ids::{AccountId, InvitationId, PlaceId, UserId};
use jiff::Timestamp;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::form::{Flash, Next, answered};
#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, language};

/// The name of the form that invites.
pub const INVITE_FORM: &str = "invite";
/// The name of every form that changes members.
pub const MEMBERS_FORM: &str = "members";
/// The name of the form of billing details.
pub const PROFILE_FORM: &str = "profile";
/// The name of the forms about further addresses.
pub const PLACE_FORM: &str = "place";
/// The name of the form that answers an invitation.
pub const INVITATION_FORM: &str = "invitation";

/// An account among those that somebody is a member of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountShown {
    /// All of theirs.
    pub accounts: Vec<Membered>,
    /// The one that is shown; `None` for whoever is a member of none.
    pub shown: Option<AccountOverview>,
}

/// What has just become of a further address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceNews {
    /// It is stored.
    Kept,
    /// It is gone.
    Removed,
}

/// An invitation as the invited person sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationShown {
    /// The legal name of the account.
    pub account: String,
    /// As what.
    pub role: Role,
    /// Who asks.
    pub invited_by: String,
    /// Until when it can be accepted.
    #[serde(with = "domain::iso::instant")]
    pub expires_at: Timestamp,
    /// Whether that is over.
    pub expired: bool,
}

/// An account of the caller: this one, or else their oldest.
///
/// # Errors
/// Nobody is signed in; there is no such account for them.
#[server(name = ViewAccount, prefix = "/fn", endpoint = "account_members", output = Json, input = GetUrl)]
pub async fn account_members(#[server(default)] account: Option<AccountId>) -> Result<AccountShown, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let accounts = commerce.list_accounts(&visit.caller).await?;
    let wanted = account.or(accounts.first().map(|first| first.id));
    let Some(wanted) = wanted else { return Ok(AccountShown { accounts, shown: None }) };
    let shown = commerce.view_account(&visit.caller, wanted).await?;
    Ok(AccountShown { accounts, shown: Some(shown) })
}

/// Invites somebody by mail.
///
/// # Errors
/// No address, a member already, a role that is not the caller's to give, too many or too soon.
#[server(prefix = "/fn", endpoint = "invite_member", output = Json)]
pub async fn invite_member(account: AccountId, email: String, role: Role) -> Result<Email, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let sent = commerce.invite_member(&visit.caller, account, &email, role, language()).await;
    let typed = std::collections::BTreeMap::from([("email", email.as_str()), ("role", role.name())]);
    answered(INVITE_FORM, &typed, sent, |email| Next::back().telling(Some(Flash::news(INVITE_FORM, email))))
}

/// Mails an invitation once more.
///
/// # Errors
/// It is over, or was sent a moment ago.
#[server(prefix = "/fn", endpoint = "resend_invitation", output = Json)]
pub async fn resend_invitation(account: AccountId, invitation: InvitationId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let done = commerce.resend_invitation(&visit.caller, account, invitation, language()).await;
    answered(MEMBERS_FORM, &(), done, changed)
}

/// Takes an invitation back.
///
/// # Errors
/// It is over.
#[server(prefix = "/fn", endpoint = "revoke_invitation", output = Json)]
pub async fn revoke_invitation(account: AccountId, invitation: InvitationId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.revoke_invitation(&visit.caller, account, invitation).await, changed)
}

/// Gives a member another role.
///
/// # Errors
/// Nobody would own the account; not the caller's to decide.
#[server(prefix = "/fn", endpoint = "change_role", output = Json)]
pub async fn change_role(account: AccountId, member: UserId, role: Role) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.change_role(&visit.caller, account, member, role).await, changed)
}

/// Lets a member go.
///
/// # Errors
/// Nobody would own the account; not the caller's to decide.
#[server(prefix = "/fn", endpoint = "remove_member", output = Json)]
pub async fn remove_member(account: AccountId, member: UserId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.remove_member(&visit.caller, account, member).await, changed)
}

/// Gives up the caller's membership.
///
/// # Errors
/// Nobody would own the account.
#[server(prefix = "/fn", endpoint = "leave_account", output = Json)]
pub async fn leave_account(account: AccountId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let left = commerce.leave_account(&visit.caller, account).await;
    answered(MEMBERS_FORM, &(), left, |()| Next::to("/account".to_owned()))
}

/// Makes another owner the one who answers for the account.
///
/// # Errors
/// No owner; not the caller's to decide.
#[server(prefix = "/fn", endpoint = "hand_over_account", output = Json)]
pub async fn hand_over_account(account: AccountId, member: UserId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    answered(MEMBERS_FORM, &(), commerce.hand_over_account(&visit.caller, account, member).await, changed)
}

/// What the caller is asked to become.
///
/// # Errors
/// Nobody is signed in; there is nothing for their address.
#[server(name = ViewInvitation, prefix = "/fn", endpoint = "invitation_view", output = Json, input = GetUrl)]
pub async fn invitation_view(invitation: InvitationId) -> Result<InvitationShown, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let facts = commerce.view_invitation(&visit.caller, invitation).await?;
    let commerce::flows::InvitationFacts { account, role, invited_by, expires_at, expired } = facts;
    Ok(InvitationShown { account, role, invited_by, expires_at, expired })
}

/// Says yes; answers the account.
///
/// # Errors
/// It is over, or its time is.
#[server(prefix = "/fn", endpoint = "accept_invitation", output = Json)]
pub async fn accept_invitation(invitation: InvitationId) -> Result<AccountId, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let joined = commerce.accept_invitation(&visit.caller, invitation).await;
    answered(INVITATION_FORM, &(), joined, |account| Next::to(format!("/account/members?account={account}")))
}

/// Says no.
///
/// # Errors
/// It is over.
#[server(prefix = "/fn", endpoint = "decline_invitation", output = Json)]
pub async fn decline_invitation(invitation: InvitationId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let declined = commerce.decline_invitation(&visit.caller, invitation).await;
    answered(INVITATION_FORM, &(), declined, |()| Next::to("/account".to_owned()))
}

/// Stores billing details. `stay` is sent by the button that takes a country over without script.
///
/// # Errors
/// Everything that is missing or wrong.
#[server(prefix = "/fn", endpoint = "edit_account", output = Json)]
pub async fn edit_account(account: AccountId, #[server(flatten)] form: ProfileForm) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let edited = async { commerce.edit_account(&visit.caller, account, form.read()?).await }.await;
    answered(PROFILE_FORM, &form, edited, |()| Next::back().telling(Some(Flash::news(PROFILE_FORM, &true))))
}

/// Stores a further address: a new one, or instead of the one named. `stay` is sent by the button that takes a country over
/// without script: then nothing is stored.
///
/// # Errors
/// Everything that is missing or wrong; there is no such address, or too many.
#[server(prefix = "/fn", endpoint = "keep_place", output = Json)]
pub async fn keep_place(
    account: AccountId,
    #[server(default)] place: Option<PlaceId>,
    #[server(flatten)] form: ProfileForm,
    #[server(default)] stay: String,
) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let stays = !stay.is_empty();
    let kept = async {
        if stays {
            return Ok(());
        }
        commerce.keep_place(&visit.caller, account, place, &form).await.map(drop)
    };
    answered(PLACE_FORM, &form, kept.await, |()| match stays {
        true => Next::back().telling(Some(Flash::typed(PLACE_FORM, &form))),
        false => settings_telling(account, PlaceNews::Kept),
    })
}

/// Takes a further address out.
///
/// # Errors
/// Not the caller's to change.
#[server(prefix = "/fn", endpoint = "remove_place", output = Json)]
pub async fn remove_place(account: AccountId, place: PlaceId) -> Result<(), ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let removed = commerce.remove_place(&visit.caller, account, place).await;
    answered(PLACE_FORM, &(), removed, |()| settings_telling(account, PlaceNews::Removed))
}

#[cfg(feature = "ssr")]
fn settings_telling(account: AccountId, news: PlaceNews) -> Next {
    Next::to(format!("/account/settings?account={account}")).telling(Some(Flash::news(PLACE_FORM, &news)))
}

/// A page of the audit trail.
///
/// # Errors
/// There is no such account for the caller, or they are no owner.
#[server(name = ViewAudit, prefix = "/fn", endpoint = "audit_view", output = Json, input = GetUrl)]
pub async fn audit_view(account: AccountId, #[server(flatten)] filter: AuditFilter) -> Result<AuditPage, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.view_audit(&visit.caller, account, &filter).await?)
}

#[cfg(feature = "ssr")]
pub(super) fn changed((): &()) -> Next {
    Next::back().telling(Some(Flash::news(MEMBERS_FORM, &true)))
}
