//! The one table: who may do what. Pages, server functions, API and jobs all ask it.

use serde::{Deserialize, Serialize};

use super::caller::StaffRole;
use crate::account::Role;

/// What a caller is to what they ask about; a caller may be several at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    /// Everybody.
    Anyone,
    /// Somebody signed in.
    SignedIn,
    /// Whoever began this checkout or trial, by link, token or session.
    Buyer,
    /// Whoever holds the approver's link to it.
    Approver,
    /// Whoever holds a link to look at it.
    Follower,
    /// An owner of its account.
    Owner,
    /// A billing manager of its account.
    BillingManager,
    /// A viewer of its account.
    Viewer,
    /// A technical contact of its account.
    Technical,
    /// One of us who helps.
    Support,
    /// One of us who sells.
    Sales,
    /// One of us who decides screenings.
    Compliance,
    /// One of us who runs the installation.
    Admin,
    /// One of us who acts on behalf of its account, for a reason that the account sees.
    OnBehalf,
    /// Kassa itself.
    System,
}

impl From<Role> for Who {
    fn from(role: Role) -> Self {
        match role {
            Role::Owner => Self::Owner,
            Role::BillingManager => Self::BillingManager,
            Role::Viewer => Self::Viewer,
            Role::Technical => Self::Technical,
        }
    }
}

impl From<StaffRole> for Who {
    fn from(role: StaffRole) -> Self {
        match role {
            StaffRole::Support => Self::Support,
            StaffRole::Sales => Self::Sales,
            StaffRole::Compliance => Self::Compliance,
            StaffRole::Admin => Self::Admin,
        }
    }
}

/// What kind of thing an action is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetKind {
    /// What everybody may see.
    Public,
    /// The caller's own identity.
    Own,
    /// A checkout.
    Checkout,
    /// A trial.
    Trial,
    /// An order.
    Order,
    /// An account.
    Account,
    /// What we see.
    Staff,
}

/// The table's answer for one action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is about.
    pub about: TargetKind,
    /// Who may.
    pub may: &'static [&'static [Who]],
    /// What the others are told, if they may know that the thing exists.
    pub refusal: Needs,
}

/// What somebody who may not would have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Needs {
    /// Signed in.
    SignIn,
    /// The buyer, an owner or a billing manager.
    Buyer,
    /// The approver.
    Approver,
    /// An owner or a billing manager.
    Billing,
    /// An owner.
    Owner,
    /// Somebody who may have licences.
    Licences,
    /// A member.
    Member,
    /// One of us, with another role.
    Staff,
}

const EVERYBODY: &[Who] = &[Who::Anyone];
const SIGNED_IN: &[Who] = &[Who::SignedIn];
const BUYER: &[Who] = &[Who::Buyer];
const APPROVER: &[Who] = &[Who::Approver];
const FOLLOWER: &[Who] = &[Who::Follower];
const OWNER: &[Who] = &[Who::Owner];
const BILLING: &[Who] = &[Who::Owner, Who::BillingManager];
const LICENCES: &[Who] = &[Who::Owner, Who::BillingManager, Who::Technical];
const MEMBERS: &[Who] = &[Who::Owner, Who::BillingManager, Who::Viewer, Who::Technical];
const STAFF: &[Who] = &[Who::Support, Who::Sales, Who::Compliance, Who::Admin, Who::OnBehalf];
const HELPERS: &[Who] = &[Who::Support, Who::Sales, Who::Admin];
const ON_BEHALF: &[Who] = &[Who::OnBehalf];
const ADMIN: &[Who] = &[Who::Admin];
const SYSTEM: &[Who] = &[Who::System];

macro_rules! table {
    ($($(#[$doc:meta])* $action:ident: $about:ident, [$($who:ident),+], $needs:ident;)+) => {
        /// Something a caller wants to do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $($(#[$doc])* $action,)+
        }

        impl Action {
            /// Every action.
            pub const ALL: &'static [Self] = &[$(Self::$action,)+];

            /// Who may.
            #[must_use]
            pub const fn row(self) -> Row {
                match self {
                    $(Self::$action => {
                        Row { about: TargetKind::$about, may: &[$($who),+], refusal: Needs::$needs }
                    })+
                }
            }
        }
    };
}

table! {
    /// Begin a checkout.
    OpenCheckout: Public, [EVERYBODY], SignIn;
    /// Ask for a trial.
    RequestTrial: Public, [EVERYBODY], SignIn;
    /// Ask to be called.
    SendLead: Public, [EVERYBODY], SignIn;
    /// Ask for a code, and use it.
    SignIn: Public, [EVERYBODY], SignIn;

    /// See one's own name, accounts and sessions.
    ViewOwn: Own, [SIGNED_IN], SignIn;
    /// Ask to become a member of the account whose mail domain one's own address is in.
    AskToJoin: Own, [SIGNED_IN], SignIn;
    /// Answer an invitation that was sent to one's own address.
    AnswerInvitation: Own, [SIGNED_IN], SignIn;
    /// Have one's own data erased.
    EraseOwn: Own, [SIGNED_IN], SignIn;
    /// End one's other sessions.
    EndSessions: Own, [SIGNED_IN], SignIn;

    /// See a checkout.
    ViewCheckout: Checkout, [BUYER, APPROVER, MEMBERS, STAFF, SYSTEM], Buyer;
    /// Change its plan or details, prove an address, ask for more time.
    EditCheckout: Checkout, [BUYER, BILLING, ON_BEHALF], Buyer;
    /// Choose the account that buys.
    ChooseAccount: Checkout, [BUYER, BILLING], Buyer;
    /// Choose how it is paid.
    ChooseMethod: Checkout, [BUYER, APPROVER, BILLING], Buyer;
    /// Accept its quote and pay.
    AcceptQuote: Checkout, [BUYER, APPROVER, BILLING], Buyer;
    /// Go on with it after it has expired.
    ResumeCheckout: Checkout, [BUYER, BILLING], Buyer;
    /// Call it off.
    CancelCheckout: Checkout, [BUYER, BILLING, ON_BEHALF], Buyer;
    /// End it when its time is over.
    ExpireCheckout: Checkout, [SYSTEM], Staff;
    /// Send it to whoever approves or pays, and take it back.
    HandOverCheckout: Checkout, [BUYER, BILLING], Buyer;
    /// Approve its quote, or return it with a note.
    ApproveCheckout: Checkout, [APPROVER], Approver;
    /// Make a link to it for another device.
    ShareCheckout: Checkout, [BUYER, BILLING], Buyer;

    /// See a trial.
    ViewTrial: Trial, [BUYER, FOLLOWER, MEMBERS, STAFF, SYSTEM], Buyer;
    /// Prove the address and start it.
    StartTrial: Trial, [BUYER], Buyer;
    /// Buy it.
    ConvertTrial: Trial, [BUYER, BILLING], Buyer;
    /// Have its licence.
    DownloadTrialLicence: Trial, [BUYER, LICENCES], Licences;
    /// Give it more days.
    ExtendTrial: Trial, [ON_BEHALF], Staff;
    /// End it when its days are over.
    ExpireTrial: Trial, [SYSTEM], Staff;
    /// Write to its owner that it ends soon.
    RemindOfTrial: Trial, [SYSTEM], Staff;

    /// See an order, its timeline and its receipt.
    ViewOrder: Order, [BUYER, APPROVER, FOLLOWER, MEMBERS, STAFF, SYSTEM], Buyer;
    /// Pay it, or pay it again after a decline.
    PayOrder: Order, [BUYER, APPROVER, BILLING], Buyer;
    /// Call it off while it waits.
    CancelOrder: Order, [BUYER, BILLING, ON_BEHALF, SYSTEM], Buyer;
    /// Have its licence.
    DownloadLicence: Order, [BUYER, LICENCES], Licences;
    /// Take in what the provider says of its payments, and do what is due: capture, deliver, give back.
    AdvanceOrder: Order, [SYSTEM], Staff;

    /// See an account.
    ViewAccount: Account, [MEMBERS, STAFF, SYSTEM], Member;
    /// Buy for it; change, renew or cancel what it has.
    ChangeSubscriptions: Account, [BILLING], Billing;
    /// See and change how it pays.
    ManageMethods: Account, [BILLING], Billing;
    /// Change its name, address and tax id.
    EditAccount: Account, [BILLING, ON_BEHALF], Billing;
    /// Say what has to be approved before the account buys, and up to which limit.
    SetPurchasing: Account, [OWNER], Owner;
    /// See who is a member, and who is invited.
    ViewMembers: Account, [MEMBERS, STAFF, SYSTEM], Member;
    /// Give up one's own membership.
    LeaveAccount: Account, [MEMBERS], Member;
    /// Invite somebody, send it again, or take it back.
    InviteMember: Account, [BILLING, ON_BEHALF], Billing;
    /// Change a role, or let a member go.
    ManageMembers: Account, [OWNER], Owner;
    /// Make another owner the primary one.
    HandOverAccount: Account, [OWNER], Owner;
    /// Claim a mail domain, show that it is the account's, and give it up.
    ManageDomains: Account, [OWNER], Owner;
    /// Look whether a domain is still shown to be the account's.
    RecheckDomain: Account, [SYSTEM], Staff;
    /// Take in somebody who asks to join, or not.
    AnswerJoinRequest: Account, [OWNER], Owner;
    /// See who did what.
    ViewAudit: Account, [OWNER, STAFF], Owner;

    /// See customers, orders and why they wait.
    ViewStaffArea: Staff, [STAFF], Staff;
    /// Act on a customer's behalf, with a reason.
    ActOnBehalf: Staff, [HELPERS], Staff;
    /// Hand the account of a lost owner to somebody else.
    RestoreOwner: Staff, [ADMIN], Staff;
}

impl TargetKind {
    /// The action whose right lets a caller know that such a thing exists; `None` for what is no secret.
    #[must_use]
    pub const fn seen_by(self) -> Option<Action> {
        match self {
            Self::Public | Self::Own => None,
            Self::Checkout => Some(Action::ViewCheckout),
            Self::Trial => Some(Action::ViewTrial),
            Self::Order => Some(Action::ViewOrder),
            Self::Account => Some(Action::ViewAccount),
            Self::Staff => Some(Action::ViewStaffArea),
        }
    }
}

impl Row {
    /// Whether one of these may.
    #[must_use]
    pub fn allows(&self, standing: &[Who]) -> bool {
        self.may.iter().any(|group| group.iter().any(|who| standing.contains(who)))
    }
}
