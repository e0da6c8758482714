//! An account as its members see it.

use domain::access::{Action, Caller, Person, Target, decide};
use domain::account::{
    AccountOverview, BillingAccount, ClaimState, DomainClaim, DomainSeen, InvitationSeen, JoinRequestSeen, MemberSeen,
    Membered, Role,
};
use domain::ids::{AccountId, UserId};
use domain::staff::OnBehalf;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;

use super::reach_account::reach;
use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{StoreError, actings, billing_accounts, domain_claims, invitations, join_requests, users};

impl Commerce {
    /// The accounts that the caller is a member of, the oldest membership first.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn list_accounts(&self, caller: &Caller) -> Result<Vec<Membered>, CommerceError> {
        decide(caller, Action::ViewOwn, &Target::Own, self.now())?;
        let db = self.store().read();
        let mut all = Vec::new();
        if let Person::User { memberships, .. } = &caller.person {
            for (id, role) in memberships {
                let account = billing_accounts::get(db, *id).await?;
                all.push(Membered { id: *id, name: account.profile.legal_name, role: *role });
            }
        }
        Ok(all)
    }

    /// An account, its members, whom it has invited, who asks to join, and its mail domains.
    ///
    /// # Errors
    /// There is none that the caller may see; the database failed.
    pub async fn view_account(&self, caller: &Caller, id: AccountId) -> Result<AccountOverview, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        let account = reach(db, caller, id, Action::ViewMembers, now).await?;
        let me = caller.user().ok_or(CommerceError::NOT_FOUND)?;
        let role = if caller.acts_for(id) { Some(Role::BillingManager) } else { account.role_of(me) };
        let may = |action| decide(caller, action, &Target::Account { id }, now).is_ok();
        let waiting = if may(Action::InviteMember) { invitations::waiting(db, id).await? } else { Vec::new() };
        let invitations = waiting.into_iter().map(|invitation| InvitationSeen {
            id: invitation.id,
            email: invitation.email.to_string(),
            role: invitation.role,
            expires_at: invitation.expires_at(),
            expired: invitation.expires_at() <= now,
        });
        let claims = if may(Action::ManageDomains) { domain_claims::live(db, id).await? } else { Vec::new() };
        let answers = may(Action::AnswerJoinRequest);
        let join_requests = if answers { joining(db, id).await? } else { Vec::new() };
        let members = members_of(db, &account).await?;
        let on_behalf = on_behalf(db, id, me, now).await?;
        Ok(AccountOverview {
            id,
            profile: account.profile,
            me,
            role,
            members,
            invitations: invitations.collect(),
            domains: claims.iter().map(seen).collect(),
            join_requests,
            on_behalf,
        })
    }
}

/// Who of us acts on behalf of an account at present.
async fn on_behalf(
    db: &impl ConnectionTrait,
    account: AccountId,
    me: UserId,
    now: Timestamp,
) -> Result<Vec<OnBehalf>, StoreError> {
    let mut all = Vec::new();
    for acting in actings::of_account(db, account, now).await? {
        let who = users::get(db, acting.staff).await?.email.to_string();
        all.push(OnBehalf { who, me: acting.staff == me, reason: acting.reason.to_string(), until: acting.until });
    }
    Ok(all)
}

fn seen(claim: &DomainClaim) -> DomainSeen {
    let (verified_at, missing) = match claim.state {
        ClaimState::Verified { at, missing_since } => (Some(at), missing_since.is_some()),
        _ => (None, false),
    };
    let (record_name, record_value) = (claim.record_name(), claim.record_value());
    DomainSeen { id: claim.id, domain: claim.domain.to_string(), record_name, record_value, verified_at, missing }
}

async fn joining(db: &impl ConnectionTrait, account: AccountId) -> Result<Vec<JoinRequestSeen>, StoreError> {
    let mut all = Vec::new();
    for request in join_requests::waiting(db, account).await? {
        let user = users::get(db, request.user).await?;
        let (email, name) = (user.email.to_string(), user.name);
        all.push(JoinRequestSeen { id: request.id, email, name, asked_at: request.asked_at });
    }
    Ok(all)
}

async fn members_of(db: &impl ConnectionTrait, account: &BillingAccount) -> Result<Vec<MemberSeen>, StoreError> {
    let mut members = Vec::new();
    for member in account.members() {
        let user = users::get(db, member.user).await?;
        let primary = member.user == account.primary_owner();
        let (email, name) = (user.email.to_string(), user.name);
        members.push(MemberSeen { user: member.user, email, name, role: member.role, primary, since: member.since });
    }
    members.sort_by_key(|member| (member.since, member.user));
    Ok(members)
}
