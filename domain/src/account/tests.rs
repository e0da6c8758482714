use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn user(bits: u128) -> UserId {
    UserId::from_bits(bits)
}

fn account() -> BillingAccount {
    BillingAccount::open(AccountId::from_bits(1), Profile::default(), user(1), MembershipId::from_bits(1), NOW)
}

fn add(account: BillingAccount, bits: u128, role: Role) -> Result<BillingAccount, AccountRefusal> {
    account.add(MembershipId::from_bits(bits), user(bits), role, NOW)
}

#[test]
fn the_last_owner_stays() {
    assert_eq!(account().remove(user(1)), Err(AccountRefusal::LastOwner));
    assert_eq!(account().change_role(user(1), Role::Viewer), Err(AccountRefusal::LastOwner));
}

#[test]
fn the_primary_owner_hands_over_before_leaving() {
    let two = add(account(), 2, Role::Owner).expect("joins");
    assert_eq!(two.clone().remove(user(1)), Err(AccountRefusal::PrimaryOwnerFirst));
    let handed = two.hand_over(user(2)).expect("hands over").remove(user(1)).expect("leaves");
    assert_eq!(handed.primary_owner(), user(2));
    assert_eq!(handed.role_of(user(1)), None);
}

#[test]
fn strangers_and_doubles_are_refused() {
    assert_eq!(add(account(), 1, Role::Viewer), Err(AccountRefusal::AlreadyMember));
    for result in [account().remove(user(9)), account().change_role(user(9), Role::Owner), account().hand_over(user(9))]
    {
        assert_eq!(result, Err(AccountRefusal::NotAMember));
    }
    let with_viewer = add(account(), 2, Role::Viewer).expect("joins");
    assert_eq!(with_viewer.hand_over(user(2)), Err(AccountRefusal::NotAnOwner));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Add(u128, Role),
    Change(u128, Role),
    Remove(u128),
    HandOver(u128),
}

fn step() -> impl Strategy<Value = Step> {
    let who = 1_u128..5;
    let role = prop::sample::select(Role::ALL.to_vec());
    prop_oneof![
        (who.clone(), role.clone()).prop_map(|(who, role)| Step::Add(who, role)),
        (who.clone(), role).prop_map(|(who, role)| Step::Change(who, role)),
        who.clone().prop_map(Step::Remove),
        who.prop_map(Step::HandOver),
    ]
}

proptest! {
    /// Law 10: every account has at least one owner, whatever is tried.
    #[test]
    fn law_10_there_is_always_an_owner(steps in prop::collection::vec(step(), 0..40)) {
        let mut now = account();
        for step in steps {
            let before = now.clone();
            let next = match step {
                Step::Add(who, role) => add(now, who, role),
                Step::Change(who, role) => now.change_role(user(who), role),
                Step::Remove(who) => now.remove(user(who)),
                Step::HandOver(who) => now.hand_over(user(who)),
            };
            now = next.unwrap_or(before);
            prop_assert_eq!(now.role_of(now.primary_owner()), Some(Role::Owner));
            let json = serde_json::to_string(&now).expect("writes");
            prop_assert_eq!(serde_json::from_str::<BillingAccount>(&json).expect("reads"), now.clone());
        }
    }
}
