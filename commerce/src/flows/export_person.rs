//! Everything that we hold about somebody, for themselves. The format is described in `docs/personal-data.md`.

use domain::access::{Action, Origin, Target, decide};
use domain::account::{InvitationState, Role};
use domain::checkout::{CheckoutSession, Content, Details, HandoverStep};
use domain::email::Email;
use domain::gate::Gate;
use domain::ids::{AccountId, CheckoutId, OrderId, SessionId, TrialId, UserId};
use domain::lead::Lead;
use domain::money::Money;
use domain::payment::MethodKind;
use domain::trial::Trial;
use jiff::Timestamp;
use sea_orm::ConnectionTrait;
use serde::Serialize;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::events::redact::caused_by;
use crate::store::users::User;
use crate::store::{StoreError, billing_accounts, identities, invitations, join_requests, orders, personal, users};
use crate::visit::Visit;

/// The version of the format.
const FORMAT: u32 = 2;
/// How many events are told at most: the oldest.
const EVENTS: u64 = 10_000;

/// What we hold about somebody. No secret, no card number and nobody else's data is in it.
#[derive(Debug, Serialize)]
pub struct PersonalData {
    format: u32,
    at: Timestamp,
    profile: User,
    memberships: Vec<MembershipHeld>,
    identities: Vec<IdentityHeld>,
    sessions: Vec<SessionHeld>,
    invitations: Vec<InvitationHeld>,
    join_requests: Vec<JoinRequestHeld>,
    checkouts: Vec<CheckoutHeld>,
    orders: Vec<OrderHeld>,
    approvals: Vec<ApprovalHeld>,
    trials: Vec<TrialHeld>,
    requests_to_sales: Vec<Lead>,
    mails: Vec<MailHeld>,
    events: Vec<EventHeld>,
}

#[derive(Debug, Serialize)]
struct MembershipHeld {
    account: AccountId,
    name: String,
    role: Role,
    since: Timestamp,
}

#[derive(Debug, Serialize)]
struct IdentityHeld {
    issuer: String,
    subject: String,
    email: Email,
    linked_at: Timestamp,
    used_at: Timestamp,
}

#[derive(Debug, Serialize)]
struct SessionHeld {
    id: SessionId,
    signed_in_at: Timestamp,
    used_at: Timestamp,
    device: Option<String>,
}

#[derive(Debug, Serialize)]
struct InvitationHeld {
    account: String,
    role: Role,
    sent_at: Timestamp,
    #[serde(flatten)]
    state: InvitationState,
}

#[derive(Debug, Serialize)]
struct JoinRequestHeld {
    account: String,
    asked_at: Timestamp,
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct CheckoutHeld {
    id: CheckoutId,
    opened_at: Timestamp,
    plan: String,
    seats: u32,
    status: &'static str,
    details: Option<Details>,
}

#[derive(Debug, Serialize)]
struct OrderHeld {
    id: OrderId,
    placed_at: Timestamp,
    plan: String,
    seats: u32,
    total: Money,
    status: &'static str,
    details: Option<Details>,
    paid_with: Option<MethodKind>,
}

#[derive(Debug, Serialize)]
struct ApprovalHeld {
    checkout: CheckoutId,
    #[serde(flatten)]
    what: HandoverStep,
}

#[derive(Debug, Serialize)]
struct TrialHeld {
    id: TrialId,
    name: String,
    company: String,
    plan: String,
    seats: u32,
    status: &'static str,
}

#[derive(Debug, Serialize)]
struct MailHeld {
    letter: String,
    decided_at: Timestamp,
    sent_at: Option<Timestamp>,
}

#[derive(Debug, Serialize)]
struct EventHeld {
    event: String,
    about: String,
    at: Timestamp,
    from: Option<Origin>,
}

impl Commerce {
    /// Everything that we hold about the caller.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn export_person(&self, visit: &Visit) -> Result<PersonalData, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        decide(&visit.caller, Action::ViewOwn, &Target::Own, now)?;
        let id = visit.caller.user().ok_or(CommerceError::NOT_FOUND)?;
        let profile = users::get(db, id).await?;
        let address = profile.email.normalised();
        let trials = personal::naming::<Trial>(db, "trials", id, &address).await?.into_iter();
        let leads = personal::naming::<Lead>(db, "leads", id, &address).await?.into_iter();
        let named_in = personal::naming::<CheckoutSession>(db, "checkouts", id, &address).await?;
        let checkouts: Vec<_> = named_in.iter().filter(|one| one.is_of(id)).collect();
        let sessions = self.view_sessions(visit).await?.into_iter();
        let identities = identities::of_user(db, id).await?.into_iter();
        let mails = personal::mails(db, &address).await?.into_iter();
        let events = caused_by(db, id, EVENTS).await?.into_iter();
        Ok(PersonalData {
            format: FORMAT,
            at: now,
            memberships: memberships_of(db, id).await?,
            identities: identities
                .map(|row| IdentityHeld {
                    issuer: row.issuer,
                    subject: row.subject,
                    email: row.email.0,
                    linked_at: row.linked_at.0,
                    used_at: row.used_at.0,
                })
                .collect(),
            sessions: sessions
                .map(|one| SessionHeld {
                    id: one.id,
                    signed_in_at: one.signed_in_at,
                    used_at: one.used_at,
                    device: one.device,
                })
                .collect(),
            invitations: invitations_to(db, &profile.email).await?,
            join_requests: requests_of(db, id).await?,
            orders: orders_from(db, &checkouts, &profile).await?,
            checkouts: checkouts.iter().map(|checkout| CheckoutHeld::of(checkout, &profile.email)).collect(),
            approvals: named_in.iter().flat_map(|checkout| approvals_in(checkout, &profile.email)).collect(),
            trials: trials.filter(|trial| trial.request.email == profile.email).map(TrialHeld::of).collect(),
            requests_to_sales: leads.filter(|lead| lead.email == profile.email).collect(),
            mails: mails
                .map(|mail| MailHeld {
                    letter: mail.letter,
                    decided_at: mail.created_at.0,
                    sent_at: mail.sent_at.map(|at| at.0),
                })
                .collect(),
            events: events
                .map(|event| EventHeld {
                    event: event.name,
                    about: event.aggregate_id,
                    at: event.occurred_at.0,
                    from: event.origin.map(|origin| origin.0),
                })
                .collect(),
            profile,
        })
    }
}

impl CheckoutHeld {
    fn of(checkout: &CheckoutSession, own: &Email) -> Self {
        let Content { selection, details } = &checkout.content;
        let (id, opened_at, status) = (checkout.id, checkout.opened_at, checkout.status());
        let details = typed_about(details, own);
        Self { id, opened_at, plan: selection.plan.clone(), seats: selection.seats, status, details }
    }
}

/// What was typed about somebody: where the contact is somebody else, it is about them; and so is another address for
/// invoices.
fn typed_about(details: &Details, own: &Email) -> Option<Details> {
    let is_own = |typed: &str| typed.trim().parse::<Email>().is_ok_and(|address| address == *own);
    let invoice_email = details.invoice_email.clone().filter(|typed| is_own(typed));
    is_own(&details.contact_email).then(|| Details { invoice_email, ..details.clone() })
}

/// What somebody said as the approver of a checkout.
fn approvals_in(checkout: &CheckoutSession, own: &Email) -> Vec<ApprovalHeld> {
    let steps = checkout.handover.iter().filter(|step| step.what.approver() == Some(own));
    steps.map(|step| ApprovalHeld { checkout: checkout.id, what: step.clone() }).collect()
}

impl TrialHeld {
    fn of(trial: Trial) -> Self {
        let (id, status) = (trial.id, trial.status());
        let request = trial.request;
        Self { id, name: request.name, company: request.company, plan: request.plan, seats: request.seats, status }
    }
}

async fn orders_from(
    db: &impl ConnectionTrait,
    checkouts: &[&CheckoutSession],
    own: &User,
) -> Result<Vec<OrderHeld>, StoreError> {
    let mut all = Vec::new();
    for checkout in checkouts {
        for order in orders::of_checkout(db, checkout.id).await? {
            // What an order that is paid was paid with is what was chosen last; an approver pays with something of their own.
            let paid = matches!(order.gates.payment, Gate::Satisfied { .. });
            let paid_by_them = paid && checkout.method_chosen_by == Some(own.id);
            let (selection, method) = (&order.acceptance.selection, order.acceptance.method.as_ref());
            all.push(OrderHeld {
                id: order.id,
                placed_at: order.placed_at,
                plan: selection.plan.clone(),
                seats: selection.seats,
                total: order.acceptance.quote.total,
                status: order.status(),
                details: typed_about(&order.acceptance.details, &own.email),
                paid_with: method.filter(|_| paid_by_them).map(|method| method.kind.clone()),
            });
        }
    }
    Ok(all)
}

async fn memberships_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<MembershipHeld>, StoreError> {
    let mut all = Vec::new();
    for (id, role) in billing_accounts::of_user(db, user).await? {
        let account = billing_accounts::get(db, id).await?;
        let since = account.members().iter().find(|member| member.user == user).map(|member| member.since);
        let since = since.unwrap_or(account.opened_at);
        all.push(MembershipHeld { account: id, name: account.profile.legal_name, role, since });
    }
    Ok(all)
}

async fn invitations_to(db: &impl ConnectionTrait, email: &Email) -> Result<Vec<InvitationHeld>, StoreError> {
    let mut all = Vec::new();
    for invitation in invitations::to(db, email).await? {
        let account = billing_accounts::get(db, invitation.account).await?.profile.legal_name;
        let (role, sent_at, state) = (invitation.role, invitation.sent_at, invitation.state);
        all.push(InvitationHeld { account, role, sent_at, state });
    }
    Ok(all)
}

async fn requests_of(db: &impl ConnectionTrait, user: UserId) -> Result<Vec<JoinRequestHeld>, StoreError> {
    let mut all = Vec::new();
    for request in join_requests::of_user(db, user).await? {
        let account = billing_accounts::get(db, request.account).await?.profile.legal_name;
        all.push(JoinRequestHeld { account, asked_at: request.asked_at, status: request.status() });
    }
    Ok(all)
}
