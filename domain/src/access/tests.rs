use proptest::prelude::*;

use super::*;
use crate::account::Role;
use crate::ids::{AccountId, CheckoutId, OrderId, TrialId};

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const ACCOUNT: AccountId = AccountId::from_bits(1);
const OTHER: AccountId = AccountId::from_bits(2);
const CHECKOUT: CheckoutId = CheckoutId::from_bits(3);
const ORDER: OrderId = OrderId::from_bits(4);
const TRIAL: TrialId = TrialId::from_bits(5);
const BUYER: UserId = UserId::from_bits(6);

fn targets() -> [Target; 7] {
    [
        Target::Public,
        Target::Own,
        Target::Checkout { id: CHECKOUT, account: Some(ACCOUNT), buyer: Some(BUYER), bound_to: Some(ACCOUNT) },
        Target::Trial { id: TRIAL, account: Some(ACCOUNT) },
        Target::Order { id: ORDER, checkout: CHECKOUT, account: ACCOUNT },
        Target::Account { id: ACCOUNT },
        Target::Staff,
    ]
}

fn target(kind: TargetKind) -> Target {
    targets().into_iter().find(|target| target.kind() == kind).expect("one of each kind")
}

fn member(account: AccountId, role: Role) -> Caller {
    let person = Person::User { user: UserId::from_bits(99), memberships: vec![(account, role)] };
    Caller { person, grants: Vec::new() }
}

fn staff(role: StaffRole) -> Caller {
    acting(role, None)
}

fn acting(role: StaffRole, acting: Option<AccountId>) -> Caller {
    Caller { person: Person::Staff { user: UserId::from_bits(98), roles: vec![role], acting }, grants: Vec::new() }
}

fn holder(scope: Scope, purpose: Purpose, expires_at: Timestamp) -> Caller {
    Caller { person: Person::Nobody, grants: vec![Grant { scope, purpose, expires_at }] }
}

fn approver() -> Purpose {
    Purpose::Approve { email: "boss@acme.com".parse().expect("an address") }
}

/// People who have nothing to do with the account, the checkout, the trial or the order.
fn strangers() -> Vec<Caller> {
    let elsewhere = CheckoutId::from_bits(77);
    let mut strangers = vec![Caller::ANONYMOUS];
    strangers.extend(Role::ALL.map(|role| member(OTHER, role)));
    for purpose in [Purpose::Buy, approver(), Purpose::Follow] {
        strangers.push(holder(Scope::Checkout(elsewhere), purpose.clone(), Timestamp::MAX));
        strangers.push(holder(Scope::Order(OrderId::from_bits(77)), purpose.clone(), Timestamp::MAX));
        strangers.push(holder(Scope::Trial(TrialId::from_bits(77)), purpose.clone(), Timestamp::MAX));
        strangers.push(holder(Scope::Checkout(CHECKOUT), purpose, NOW));
    }
    strangers
}

#[test]
fn a_stranger_cannot_tell_what_exists() {
    let private = [TargetKind::Checkout, TargetKind::Trial, TargetKind::Order, TargetKind::Account, TargetKind::Staff];
    for caller in strangers() {
        for action in Action::ALL.iter().filter(|action| private.contains(&action.row().about)) {
            let answer = decide(&caller, *action, &target(action.row().about), NOW);
            assert_eq!(answer, Err(Denied::NotFound), "{action:?} by {caller:?}");
        }
    }
}

#[test]
fn an_action_on_another_kind_of_thing_is_not_found() {
    for action in Action::ALL {
        for target in targets().into_iter().filter(|target| target.kind() != action.row().about) {
            assert_eq!(decide(&Caller::SYSTEM, *action, &target, NOW), Err(Denied::NotFound));
        }
    }
}

#[test]
fn whoever_may_do_something_may_see_it() {
    for action in Action::ALL {
        let Some(view) = action.row().about.seen_by() else { continue };
        for who in action.row().may.iter().copied().flatten() {
            assert!(view.row().allows(&[*who]), "{who:?} may {action:?} but not {view:?}");
        }
    }
}

/// What each role of the account may do, in full; the rows that change are seen here.
#[test]
fn roles_may_what_the_product_says() {
    let may = |role, action: Action| decide(&member(ACCOUNT, role), action, &target(action.row().about), NOW);
    for action in Action::ALL.iter().copied().filter(|a| a.row().about == TargetKind::Account) {
        let expected = |role| match action {
            Action::ViewAccount | Action::ViewMembers | Action::LeaveAccount => Ok(()),
            Action::ManageMembers
            | Action::HandOverAccount
            | Action::ManageDomains
            | Action::SetPurchasing
            | Action::AnswerJoinRequest
            | Action::ViewAudit => {
                if role == Role::Owner {
                    Ok(())
                } else {
                    Err(Denied::Lacks(Needs::Owner))
                }
            }
            Action::RecheckDomain => Err(Denied::Lacks(Needs::Staff)),
            _ => match role {
                Role::Owner | Role::BillingManager => Ok(()),
                Role::Viewer | Role::Technical => Err(Denied::Lacks(Needs::Billing)),
            },
        };
        for role in Role::ALL {
            assert_eq!(may(role, action), expected(role), "{action:?} by {role:?}");
        }
    }
}

#[test]
fn a_link_opens_its_checkout_for_its_purpose_while_it_lasts() {
    let checkout = target(TargetKind::Checkout);
    let ask = |caller: &Caller, action| decide(caller, action, &checkout, NOW);
    let buyer = holder(Scope::Checkout(CHECKOUT), Purpose::Buy, Timestamp::MAX);
    let boss = holder(Scope::Checkout(CHECKOUT), approver(), Timestamp::MAX);
    assert_eq!(ask(&buyer, Action::EditCheckout), Ok(()));
    assert_eq!(ask(&buyer, Action::ApproveCheckout), Err(Denied::Lacks(Needs::Approver)));
    assert_eq!(ask(&boss, Action::ApproveCheckout), Ok(()));
    assert_eq!(ask(&boss, Action::AcceptQuote), Ok(()));
    assert_eq!(ask(&boss, Action::EditCheckout), Err(Denied::Lacks(Needs::Buyer)));
    let order = target(TargetKind::Order);
    assert_eq!(decide(&buyer, Action::DownloadLicence, &order, NOW), Ok(()));
    assert_eq!(decide(&boss, Action::DownloadLicence, &order, NOW), Err(Denied::Lacks(Needs::Licences)));
    let receipt = holder(Scope::Order(ORDER), Purpose::Follow, Timestamp::MAX);
    assert_eq!(decide(&receipt, Action::ViewOrder, &order, NOW), Ok(()));
    assert_eq!(decide(&receipt, Action::CancelOrder, &order, NOW), Err(Denied::Lacks(Needs::Buyer)));
}

#[test]
fn whoever_opened_a_checkout_signed_in_finds_it_again_while_they_buy_for_its_account() {
    let ask = |account: Option<AccountId>, memberships: &[(AccountId, Role)]| {
        let person = Person::User { user: BUYER, memberships: memberships.to_vec() };
        let target = Target::Checkout { id: CHECKOUT, account, buyer: Some(BUYER), bound_to: account };
        decide(&Caller { person, grants: Vec::new() }, Action::EditCheckout, &target, NOW)
    };
    assert_eq!(ask(None, &[]), Ok(()), "it is nobody else's");
    assert_eq!(ask(Some(ACCOUNT), &[(ACCOUNT, Role::BillingManager)]), Ok(()));
    assert_eq!(ask(Some(ACCOUNT), &[(ACCOUNT, Role::Viewer)]), Err(Denied::Lacks(Needs::Buyer)));
    assert_eq!(ask(Some(ACCOUNT), &[(OTHER, Role::Owner)]), Err(Denied::NotFound));
}

#[test]
fn staff_do_what_their_role_is_for() {
    let ask = |role, action: Action| decide(&staff(role), action, &target(action.row().about), NOW);
    assert_eq!(ask(StaffRole::Support, Action::ActOnBehalf), Ok(()));
    assert_eq!(ask(StaffRole::Compliance, Action::ActOnBehalf), Err(Denied::Lacks(Needs::Staff)));
    assert_eq!(ask(StaffRole::Support, Action::RestoreOwner), Err(Denied::Lacks(Needs::Staff)));
    assert_eq!(ask(StaffRole::Admin, Action::RestoreOwner), Ok(()));
    assert_eq!(ask(StaffRole::Support, Action::AcceptQuote), Err(Denied::Lacks(Needs::Buyer)));
    assert_eq!(ask(StaffRole::Support, Action::DownloadLicence), Err(Denied::Lacks(Needs::Licences)));
}

#[test]
fn staff_change_what_is_a_customers_on_its_behalf_only() {
    let ask = |caller: &Caller, action: Action| decide(caller, action, &target(action.row().about), NOW);
    let (idle, here, elsewhere) =
        (staff(StaffRole::Support), acting(StaffRole::Support, Some(ACCOUNT)), acting(StaffRole::Support, Some(OTHER)));
    for action in [Action::EditAccount, Action::InviteMember, Action::CancelOrder, Action::ExtendTrial] {
        assert!(matches!(ask(&idle, action), Err(Denied::Lacks(_))), "{action:?}");
        assert_eq!(ask(&elsewhere, action), ask(&idle, action), "{action:?}");
        assert_eq!(ask(&here, action), Ok(()), "{action:?}");
    }
    // Money, licences and who owns the account stay the customer's.
    for action in [
        Action::AcceptQuote,
        Action::ChooseMethod,
        Action::PayOrder,
        Action::ManageMethods,
        Action::DownloadLicence,
        Action::ManageMembers,
        Action::HandOverAccount,
    ] {
        assert!(matches!(ask(&here, action), Err(Denied::Lacks(_))), "{action:?}");
    }
}

/// What happens by itself, in jobs, is nobody else's to do: neither a member's nor ours.
#[test]
fn what_happens_by_itself_is_kassas_alone() {
    let own = [
        Action::ExpireCheckout,
        Action::ExpireTrial,
        Action::RemindOfTrial,
        Action::AdvanceOrder,
        Action::RecheckDomain,
    ];
    let by = |caller: &Caller, action: Action| decide(caller, action, &target(action.row().about), NOW);
    for action in Action::ALL.iter().copied().filter(|action| action.row().may.contains(&&[Who::System][..])) {
        assert_eq!(by(&Caller::SYSTEM, action), Ok(()), "{action:?}");
        let sees = action.row().about.seen_by() == Some(action);
        let calls_off = action == Action::CancelOrder || action == Action::ViewMembers;
        assert!(own.contains(&action) || sees || calls_off, "{action:?} is Kassa's own, or seeing");
    }
    for action in own {
        for person in [member(ACCOUNT, Role::Owner), acting(StaffRole::Admin, Some(ACCOUNT))] {
            assert_eq!(by(&person, action), Err(Denied::Lacks(Needs::Staff)), "{action:?}");
        }
    }
}

#[test]
fn ones_own_things_ask_for_a_session() {
    assert_eq!(decide(&Caller::ANONYMOUS, Action::ViewOwn, &Target::Own, NOW), Err(Denied::Lacks(Needs::SignIn)));
    assert_eq!(decide(&member(OTHER, Role::Viewer), Action::ViewOwn, &Target::Own, NOW), Ok(()));
    assert_eq!(decide(&Caller::ANONYMOUS, Action::OpenCheckout, &Target::Public, NOW), Ok(()));
}

#[test]
fn the_audit_trail_names_who_acted() {
    let checkout = target(TargetKind::Checkout);
    let boss = holder(Scope::Checkout(CHECKOUT), approver(), Timestamp::MAX);
    assert!(matches!(boss.actor(&checkout, NOW), Actor::Approver { .. }));
    assert_eq!(boss.actor(&Target::Account { id: ACCOUNT }, NOW), Actor::Visitor);
    assert_eq!(Caller::ANONYMOUS.actor(&checkout, NOW), Actor::Visitor);
    assert_eq!(Caller::SYSTEM.actor(&checkout, NOW), Actor::System);
    assert!(matches!(staff(StaffRole::Admin).actor(&checkout, NOW), Actor::Staff { .. }));
}

proptest! {
    /// Holding more never means being allowed less.
    #[test]
    fn another_grant_never_takes_a_right_away(action in prop::sample::select(Action::ALL.to_vec()), role in prop::sample::select(Role::ALL.to_vec())) {
        let target = target(action.row().about);
        let bare = member(ACCOUNT, role);
        let grants = vec![Grant { scope: Scope::Checkout(CHECKOUT), purpose: Purpose::Buy, expires_at: Timestamp::MAX }];
        let more = Caller { grants, ..bare.clone() };
        if decide(&bare, action, &target, NOW).is_ok() {
            prop_assert_eq!(decide(&more, action, &target, NOW), Ok(()));
        }
    }
}
