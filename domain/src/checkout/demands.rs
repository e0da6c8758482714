//! What the buying account demands of a checkout, and whose approval counts.

use super::BuyingAccount;
use crate::account::{Demand, Purchasing, Role};
use crate::email::Email;
use crate::money::Money;
use crate::refusal::Refusal;

/// What the buying account demands of this purchase, with the facts that decide whose approval counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Demands {
    /// Which account that is.
    pub account: BuyingAccount,
    /// Whether a purchase-order number has to be named.
    pub purchase_order: bool,
    /// Why an approval is needed; `None` if it is not.
    pub approval: Option<Demand>,
    /// The role in the account of whoever asks for the approval.
    pub requester: Option<Role>,
    /// The role in the account of whoever gave the approval that there is.
    pub approver: Option<Role>,
}

/// Somebody beside an account: by address, and as what.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    /// Their proved address, or the one where the approver's link went.
    pub email: Option<&'a Email>,
    /// Their role in the account that buys; `None` for a stranger to it.
    pub role: Option<Role>,
}

/// Why somebody's approval does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRefusal {
    /// It is the buyer's own.
    #[error("nobody approves what they ask for themselves")]
    ApproverIsRequester,
    /// They have no right to spend so much.
    #[error("the approver is neither an owner nor a billing manager")]
    ApproverNeedsRole {
        /// What may be spent without.
        limit: Money,
    },
}

impl From<ApprovalRefusal> for Refusal {
    fn from(refusal: ApprovalRefusal) -> Self {
        match refusal {
            ApprovalRefusal::ApproverIsRequester => Self::new("approver_is_requester"),
            ApprovalRefusal::ApproverNeedsRole { limit } => Self::new("approver_needs_role").with("limit", limit),
        }
    }
}

impl Demands {
    /// An account that is new, and has set nothing.
    pub const NONE: Self =
        Self { account: BuyingAccount::New, purchase_order: false, approval: None, requester: None, approver: None };

    /// What these rules of the account demand of a purchase of this total; `None` where there is no price.
    #[must_use]
    pub fn of(account: BuyingAccount, rules: &Purchasing, total: Option<Money>) -> Self {
        let approval = total.and_then(|total| rules.demand(total));
        Self { account, purchase_order: rules.purchase_order_required, approval, ..Self::NONE }
    }
}

/// Whether the approval of `approver` counts for what `requester` asks for.
///
/// # Errors
/// It is the requester's own: that counts above the limit alone, and from an owner, who could lift it. Or it is above the limit,
/// and the approver does not spend the account's money.
pub fn counts(demand: Option<Demand>, approver: Party<'_>, requester: Party<'_>) -> Result<(), ApprovalRefusal> {
    let spends = |party: Party<'_>| party.role.is_some_and(Role::buys);
    let own = approver.email.is_some() && approver.email == requester.email;
    let owner_lifts = requester.role == Some(Role::Owner) && matches!(demand, Some(Demand::AboveLimit { .. }));
    if own && !owner_lifts {
        return Err(ApprovalRefusal::ApproverIsRequester);
    }
    match demand {
        Some(Demand::AboveLimit { limit }) if !spends(approver) => Err(ApprovalRefusal::ApproverNeedsRole { limit }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::money::Currency;

    const ABOVE: Option<Demand> = Some(Demand::AboveLimit { limit: Money::new(100, Currency::EUR) });

    fn asked(
        demand: Option<Demand>,
        approver: (&str, Option<Role>),
        requester: (&str, Option<Role>),
    ) -> Result<(), ApprovalRefusal> {
        let (boss, ada): (Email, Email) = (approver.0.parse().expect("one"), requester.0.parse().expect("two"));
        counts(demand, Party { email: Some(&boss), role: approver.1 }, Party { email: Some(&ada), role: requester.1 })
    }

    #[test]
    fn above_the_limit_a_role_is_needed() {
        let needs = Err(ApprovalRefusal::ApproverNeedsRole { limit: Money::new(100, Currency::EUR) });
        let ada = ("ada@acme.com", None);
        assert_eq!(asked(ABOVE, ("boss@acme.com", Some(Role::Owner)), ada), Ok(()));
        assert_eq!(asked(ABOVE, ("boss@acme.com", Some(Role::BillingManager)), ada), Ok(()));
        assert_eq!(asked(ABOVE, ("boss@acme.com", Some(Role::Viewer)), ada), needs);
        assert_eq!(asked(ABOVE, ("friend@else.com", None), ada), needs);
        assert_eq!(asked(Some(Demand::Always), ("friend@else.com", None), ada), Ok(()));
    }

    #[test]
    fn ones_own_approval_counts_only_where_an_owner_lifts_the_limit() {
        let own = Err(ApprovalRefusal::ApproverIsRequester);
        let everybody = Role::ALL.into_iter().map(Some).chain([None]);
        for role in everybody {
            let ask = |demand| asked(demand, ("ADA@acme.com", role), ("ada@acme.com", role));
            assert_eq!((ask(None), ask(Some(Demand::Always))), (own, own), "{role:?}");
            assert_eq!(ask(ABOVE), if role == Some(Role::Owner) { Ok(()) } else { own }, "{role:?}");
        }
    }

    proptest! {
        /// A role never takes a right to approve away.
        #[test]
        fn an_owner_approves_whatever_anybody_else_may(role in prop::option::of(prop::sample::select(Role::ALL.to_vec())), same: bool, above: bool) {
            let demand = if above { ABOVE } else { Some(Demand::Always) };
            let boss = if same { "ada@acme.com" } else { "boss@acme.com" };
            if asked(demand, (boss, role), ("ada@acme.com", role)).is_ok() {
                let owner = Some(Role::Owner);
                prop_assert_eq!(asked(demand, (boss, owner), ("ada@acme.com", if same { owner } else { role })), Ok(()));
            }
        }
    }
}
