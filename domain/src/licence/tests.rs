use proptest::prelude::*;

use super::*;
use crate::subscription::Package;

const ISSUER: Issuer<'static> = Issuer { iss: "https://shop.example", aud: "suite", grace_days: 14 };
const HOLDER: Holder = Holder { subscription: SubscriptionId::from_bits(1), account: AccountId::from_bits(2) };
const FIRST: Lineage = Lineage::beginning(LicenceId::from_bits(3));

fn t(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a timestamp")
}

fn entitlement(basis: Basis, until: Option<i64>) -> Entitlement {
    let package =
        Package { plan: "premium".to_owned(), seats: 25, addon: BTreeMap::from([("assistant".to_owned(), 5)]) };
    Entitlement { package, basis, until: until.map(t) }
}

fn claims(basis: Basis, until: Option<i64>, now: i64) -> Claims {
    let features = ["sso", "audit"].map(str::to_owned);
    Claims::new(&ISSUER, FIRST, HOLDER, &entitlement(basis, until), features, t(now))
}

#[test]
fn the_payload_has_the_documented_names() {
    let json = serde_json::to_value(claims(Basis::Paid, Some(2_000_000_000), 1_900_000_000)).expect("writes");
    let expected = serde_json::json!({
        "iss": "https://shop.example", "sub": "lic_00000000000000000000000003", "aud": "suite",
        "iat": 1_900_000_000, "nbf": 1_900_000_000, "exp": 2_001_209_600,
        "jti": "lic_00000000000000000000000003.1", "basis": "paid", "plan": "premium", "seats": 25,
        "addon": {"assistant": 5}, "features": ["audit", "sso"], "subscription": "sub_00000000000000000000000001",
        "account": "acc_00000000000000000000000002", "lineage": "lic_00000000000000000000000003", "sequence": 1,
        "valid_until": 2_000_000_000, "grace_days": 14
    });
    assert_eq!(json, expected);
}

#[test]
fn the_next_licence_stays_in_the_lineage() {
    let trial = claims(Basis::Trial, Some(2_000_000_000), 1_900_000_000);
    let lineage = Lineage::after(&trial, LicenceId::from_bits(9));
    let paid =
        Claims::new(&ISSUER, lineage, HOLDER, &entitlement(Basis::Paid, Some(2_100_000_000)), [], t(1_950_000_000));
    assert_eq!((paid.lineage, paid.sequence), (trial.sub, 2));
    assert_ne!(paid.jti, trial.jti);
}

#[test]
fn a_trial_has_no_grace_and_a_plan_without_term_a_year() {
    let trial = claims(Basis::Trial, Some(2_000_000_000), 1_900_000_000);
    assert_eq!(trial.exp, trial.valid_until);
    let free = claims(Basis::Paid, None, 1_900_000_000);
    assert_eq!(free.valid_until, 1_900_000_000 + i64::from(TERMLESS_DAYS) * 86_400);
}

#[test]
fn it_works_from_its_first_second_to_the_end_of_its_grace() {
    let paid = claims(Basis::Paid, Some(2_000_000_000), 1_900_000_000);
    for (now, worth) in [
        (1_899_999_999, Err(LicenceRefusal::LicenceNotYetValid)),
        (1_900_000_000, Ok(Validity::Valid)),
        (1_999_999_999, Ok(Validity::Valid)),
        (2_000_000_000, Ok(Validity::InGrace)),
        (2_001_209_599, Ok(Validity::InGrace)),
        (2_001_209_600, Err(LicenceRefusal::LicenceExpired)),
    ] {
        assert_eq!(paid.check(t(now)), worth, "{now}");
    }
}

proptest! {
    /// Law 12: a licence never ends before the paid-through date.
    #[test]
    fn law_12_never_ends_before_the_paid_through_date(now in 0_i64..4_000_000_000, days in 0_i64..2_000, grace in 0_u32..60) {
        let until = now + days * 86_400;
        let issuer = Issuer { grace_days: grace, ..ISSUER };
        let claims = Claims::new(&issuer, FIRST, HOLDER, &entitlement(Basis::Paid, Some(until)), [], t(now));
        prop_assert!(claims.exp >= until);
        prop_assert_eq!(claims.exp, until + i64::from(grace) * 86_400);
    }
}
