//! Orders as whoever may see them sees them: the picture, the stream, the licence; and what a conversion delivers.

mod conversion;
mod follow;
mod view;

use commerce::error::CommerceError;
use domain::access::{Caller, Denied, Grant, Needs, Person, Purpose, Scope};
use domain::account::Role;
use domain::ids::{AccountId, OrderId, UserId};
use domain::moment::{after, days};
use domain::order::{OrderView, StepStanding};

use super::payment::till::Till;

/// Somebody who was sent a link to look at an order.
pub fn follower(till: &Till<'_>, id: OrderId) -> Caller {
    let expires_at = after(till.shop.now(), days(1));
    let grant = Grant { scope: Scope::Order(id), purpose: Purpose::Follow, expires_at };
    Caller { person: Person::Nobody, grants: vec![grant] }
}

/// A member of an account.
pub fn member(account: AccountId, role: Role) -> Caller {
    let person = Person::User { user: UserId::from_bits(77), memberships: vec![(account, role)] };
    Caller { person, grants: Vec::new() }
}

pub fn not_found<T: std::fmt::Debug>(answer: Result<T, CommerceError>) {
    assert!(matches!(answer, Err(CommerceError::Denied(Denied::NotFound))), "{answer:?}");
}

pub fn lacks_licences<T: std::fmt::Debug>(answer: Result<T, CommerceError>) {
    assert!(matches!(answer, Err(CommerceError::Denied(Denied::Lacks(Needs::Licences)))), "{answer:?}");
}

/// Each step in a word or two: what it is, how it stands, and why.
pub fn steps(view: &OrderView) -> Vec<String> {
    let told = |step: &domain::order::ProgressStep| {
        let what = serde_json::to_value(step.what).unwrap();
        let name = what.get("gate").unwrap_or(&what["step"]).as_str().unwrap().to_owned();
        match &step.stands {
            StepStanding::Done { .. } => format!("{name} done"),
            StepStanding::Now { why, .. } => format!("{name} now: {}", why.code),
            StepStanding::Later => format!("{name} later"),
            StepStanding::Skipped { reason } => format!("{name} skipped: {reason:?}"),
            StepStanding::Failed { why, .. } => format!("{name} failed: {}", why.code),
        }
    };
    view.steps.iter().map(told).collect()
}
