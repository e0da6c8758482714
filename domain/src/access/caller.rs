//! Who asks: a person, the links and tokens they hold, and how that stands to what they ask about.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::table::Who;
use crate::account::Role;
use crate::email::Email;
use crate::ids::{AccountId, CheckoutId, OrderId, TrialId, UserId};

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caller {
    /// The person, by session; nobody if not signed in.
    pub person: Person,
    /// The links redeemed in this browser, and the token of this request.
    pub grants: Vec<Grant>,
}

/// The person behind a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Person {
    /// Not signed in.
    #[default]
    Nobody,
    /// A customer.
    User {
        /// Who.
        user: UserId,
        /// The accounts they are a member of.
        memberships: Vec<(AccountId, Role)>,
    },
    /// One of us.
    Staff {
        /// Who.
        user: UserId,
        /// As what.
        roles: Vec<StaffRole>,
        /// The account on whose behalf they act at present.
        acting: Option<AccountId>,
    },
    /// Kassa itself.
    System,
}

/// What one of us does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Helps customers.
    Support,
    /// Sells.
    Sales,
    /// Decides screenings.
    Compliance,
    /// Runs the installation.
    Admin,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 4] = [Self::Support, Self::Sales, Self::Compliance, Self::Admin];

    /// Its name in the configuration and the API.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Sales => "sales",
            Self::Compliance => "compliance",
            Self::Admin => "admin",
        }
    }
}

/// What a redeemed link, or a short-lived token, opens: one thing, for one purpose, for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// What it opens.
    pub scope: Scope,
    /// For what.
    pub purpose: Purpose,
    /// Until when.
    #[serde(with = "crate::iso::instant")]
    pub expires_at: Timestamp,
}

/// What a link opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "scope", content = "id", rename_all = "snake_case")]
pub enum Scope {
    /// A checkout, and the orders placed from it.
    Checkout(CheckoutId),
    /// A trial.
    Trial(TrialId),
    /// An order.
    Order(OrderId),
}

impl From<CheckoutId> for Scope {
    fn from(id: CheckoutId) -> Self {
        Self::Checkout(id)
    }
}
impl From<TrialId> for Scope {
    fn from(id: TrialId) -> Self {
        Self::Trial(id)
    }
}
impl From<OrderId> for Scope {
    fn from(id: OrderId) -> Self {
        Self::Order(id)
    }
}

/// For what a link was given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "purpose", rename_all = "snake_case")]
pub enum Purpose {
    /// To fill in and buy: whoever began it, here or on a second device.
    Buy,
    /// To approve, return or pay.
    Approve {
        /// Where the link was sent.
        email: Email,
    },
    /// To look: the link in a receipt.
    Follow,
}

/// What is asked about, with the facts that decide who may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What everybody may see.
    Public,
    /// The caller's own identity.
    Own,
    /// A checkout.
    Checkout {
        /// Which one.
        id: CheckoutId,
        /// The account whose members have to do with it, if known.
        account: Option<AccountId>,
        /// Who opened it, or proved their address in it.
        buyer: Option<UserId>,
        /// The account that they chose, which they have to buy for still.
        bound_to: Option<AccountId>,
    },
    /// A trial.
    Trial {
        /// Which one.
        id: TrialId,
        /// Its account, once started.
        account: Option<AccountId>,
    },
    /// An order, with its receipt and its licence.
    Order {
        /// Which one.
        id: OrderId,
        /// The checkout it was placed in.
        checkout: CheckoutId,
        /// Who bought.
        account: AccountId,
    },
    /// An account and all it has.
    Account {
        /// Which one.
        id: AccountId,
    },
    /// What we see.
    Staff,
}

impl Target {
    const fn account(&self) -> Option<AccountId> {
        match self {
            Self::Public | Self::Own | Self::Staff => None,
            Self::Checkout { account, .. } | Self::Trial { account, .. } => *account,
            Self::Order { account, .. } => Some(*account),
            Self::Account { id } => Some(*id),
        }
    }

    fn opened_by(&self, scope: Scope) -> bool {
        match (self, scope) {
            (Self::Checkout { id, .. }, Scope::Checkout(scope)) => *id == scope,
            (Self::Order { checkout, .. }, Scope::Checkout(scope)) => *checkout == scope,
            (Self::Order { id, .. }, Scope::Order(scope)) => *id == scope,
            (Self::Trial { id, .. }, Scope::Trial(scope)) => *id == scope,
            _ => false,
        }
    }
}

impl Caller {
    /// Nobody, holding nothing.
    pub const ANONYMOUS: Self = Self { person: Person::Nobody, grants: Vec::new() };
    /// Kassa itself.
    pub const SYSTEM: Self = Self { person: Person::System, grants: Vec::new() };

    /// The same browser once it is known to be this customer's, a member of these accounts.
    #[must_use]
    pub fn of_customer(&self, user: UserId, memberships: Vec<(AccountId, Role)>) -> Self {
        Self { person: Person::User { user, memberships }, grants: self.grants.clone() }
    }

    /// The person's user id, if signed in.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match &self.person {
            Person::User { user, .. } | Person::Staff { user, .. } => Some(*user),
            Person::Nobody | Person::System => None,
        }
    }

    /// The customer's user id, if one is signed in; one of us buys nothing.
    #[must_use]
    pub const fn customer(&self) -> Option<UserId> {
        match &self.person {
            Person::User { user, .. } => Some(*user),
            Person::Nobody | Person::Staff { .. } | Person::System => None,
        }
    }

    /// The accounts that the caller may buy for, the oldest membership first.
    pub fn buys_for(&self) -> impl Iterator<Item = (AccountId, Role)> + Clone {
        self.memberships().iter().copied().filter(|(_, role)| role.buys())
    }

    /// The accounts that the caller is a member of, and as what, the oldest membership first.
    #[must_use]
    pub fn memberships(&self) -> &[(AccountId, Role)] {
        match &self.person {
            Person::User { memberships, .. } => memberships,
            _ => &[],
        }
    }

    /// What the caller is to us; nothing for whoever is not one of us.
    #[must_use]
    pub fn staff_roles(&self) -> &[StaffRole] {
        match &self.person {
            Person::Staff { roles, .. } => roles,
            _ => &[],
        }
    }

    /// Whether the caller is one of us who acts on behalf of this account at present.
    #[must_use]
    pub fn acts_for(&self, account: AccountId) -> bool {
        matches!(&self.person, Person::Staff { acting, .. } if *acting == Some(account))
    }

    /// Everything the caller is to `target` at this moment.
    #[must_use]
    pub fn standing(&self, target: &Target, now: Timestamp) -> Vec<Who> {
        let mut standing = vec![Who::Anyone];
        match &self.person {
            Person::Nobody => {}
            Person::System => standing.push(Who::System),
            Person::Staff { roles, acting, .. } => {
                standing.push(Who::SignedIn);
                standing.extend(roles.iter().map(|role| Who::from(*role)));
                if acting.is_some() && *acting == target.account() {
                    standing.push(Who::OnBehalf);
                }
            }
            Person::User { user, memberships } => {
                standing.push(Who::SignedIn);
                let roles = memberships.iter().filter(|(account, _)| Some(*account) == target.account());
                standing.extend(roles.map(|(_, role)| Who::from(*role)));
                // Whoever opened a checkout for an account buys in it for as long as they buy for that account.
                let buys = |id: &AccountId| memberships.iter().any(|(account, role)| account == id && role.buys());
                if let Target::Checkout { buyer: Some(buyer), bound_to, .. } = target
                    && buyer == user
                    && bound_to.as_ref().is_none_or(buys)
                {
                    standing.push(Who::Buyer);
                }
            }
        }
        let valid = self.grants.iter().filter(|grant| now < grant.expires_at && target.opened_by(grant.scope));
        standing.extend(valid.map(|grant| match grant.purpose {
            Purpose::Buy => Who::Buyer,
            Purpose::Approve { .. } => Who::Approver,
            Purpose::Follow => Who::Follower,
        }));
        standing
    }

    /// Where the approver's link to `target` was sent by which the caller got here; `None` for everybody else.
    #[must_use]
    pub fn approver_of(&self, target: &Target, now: Timestamp) -> Option<&Email> {
        self.grants.iter().find_map(|grant| match &grant.purpose {
            Purpose::Approve { email } if now < grant.expires_at && target.opened_by(grant.scope) => Some(email),
            _ => None,
        })
    }

    /// In whose name the caller acts on `target`, for the audit trail.
    #[must_use]
    pub fn actor(&self, target: &Target, now: Timestamp) -> super::Actor {
        match (&self.person, self.approver_of(target, now).cloned()) {
            (Person::User { user, .. }, _) => super::Actor::User { user: *user },
            (Person::Staff { user, .. }, _) => super::Actor::Staff { user: *user },
            (Person::System, _) => super::Actor::System,
            (Person::Nobody, Some(email)) => super::Actor::Approver { email },
            (Person::Nobody, None) => super::Actor::Visitor,
        }
    }
}
