//! Who asks.

use domain::access::StaffRole;
use domain::account::Role;

/// Somebody who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Whose things are asked about: an owner of the account.
    Owner,
    /// Another member of the account, with this role.
    Member(Role),
    /// Without anything.
    Nobody,
    /// A browser with a session and a checkout of its own.
    Stranger,
    /// An owner of another account.
    AnotherOwner,
    /// A frame with a token for the stranger's checkout.
    Frame,
    /// A second device with the link to the owner's checkout; nobody is signed in there.
    Device,
    /// Whoever has the approver's link to the owner's checkout.
    Approver,
    /// Whoever has the links of the owner's mails: to their order and their trial.
    Follower,
    /// One of us.
    Staff(StaffRole),
    /// One of us, of support, who acts on the account's behalf.
    OnBehalf,
}

impl Asker {
    /// Everybody who is not the owner.
    pub const STRANGERS: [Self; 4] = [Self::Nobody, Self::Stranger, Self::AnotherOwner, Self::Frame];
    /// Our own people.
    pub const STAFF: [Self; 5] = [
        Self::Staff(StaffRole::Support),
        Self::Staff(StaffRole::Sales),
        Self::Staff(StaffRole::Compliance),
        Self::Staff(StaffRole::Admin),
        Self::OnBehalf,
    ];
    /// Everybody.
    pub const ALL: [Self; 17] = [
        Self::Nobody,
        Self::Stranger,
        Self::AnotherOwner,
        Self::Frame,
        Self::Follower,
        Self::Approver,
        Self::Staff(StaffRole::Compliance),
        Self::Staff(StaffRole::Sales),
        Self::Staff(StaffRole::Support),
        Self::OnBehalf,
        Self::Member(Role::Technical),
        Self::Member(Role::Viewer),
        Self::Device,
        Self::Member(Role::BillingManager),
        Self::Member(Role::Owner),
        Self::Staff(StaffRole::Admin),
        Self::Owner,
    ];
}
