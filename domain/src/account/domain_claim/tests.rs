use proptest::prelude::*;

use super::*;
use crate::account::Profile;
use crate::ids::MembershipId;
use crate::moment::days;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const ADA: UserId = UserId::from_bits(1);

fn claimed(domain: &str, live: &[DomainClaim]) -> Result<DomainClaim, ClaimRefusal> {
    let account =
        BillingAccount::open(AccountId::from_bits(1), Profile::default(), ADA, MembershipId::from_bits(1), NOW);
    let known = MailDomains {
        free: vec!["mail.example".to_owned()],
        suffixes: vec!["co.example".to_owned()],
        same: vec![("other.example".to_owned(), "mail.example".to_owned())],
        ..MailDomains::default()
    };
    let id = DomainClaimId::from_bits(1);
    account.claim_domain((id, "abc".to_owned()), domain.parse().unwrap(), ADA, (live, &known), NOW)
}

fn records(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn right() -> Vec<String> {
    records(&["v=spf1 -all", "kassa-domain-verification=abc"])
}

fn verified() -> DomainClaim {
    claimed("acme.example", &[]).unwrap().verify(&right(), false, NOW).unwrap()
}

#[test]
fn a_domain_where_anybody_has_an_address_is_nobodys() {
    for public in ["mail.example", "co.example", "other.example"] {
        let domain = public.parse().unwrap();
        assert_eq!(claimed(public, &[]), Err(ClaimRefusal::DomainPublic { domain }));
    }
    assert_eq!(claimed("acme.co.example", &[]).unwrap().record_name(), "_kassa-challenge.acme.co.example");
}

#[test]
fn an_account_claims_a_domain_once_and_not_too_many() {
    let first = claimed("acme.example", &[]).unwrap();
    let domain = first.domain.clone();
    assert_eq!(claimed("ACME.example", std::slice::from_ref(&first)), Err(ClaimRefusal::DomainClaimed { domain }));
    assert_eq!(claimed("b.example", &vec![first; CLAIMS_AT_ONCE]), Err(ClaimRefusal::TooManyDomains));
}

#[test]
fn the_record_shows_it() {
    let claim = || claimed("acme.example", &[]).unwrap();
    let name = claim().record_name();
    assert_eq!(claim().verify(&[], false, NOW), Err(ClaimRefusal::RecordMissing { name: name.clone() }));
    let other = records(&["kassa-domain-verification=abcd"]);
    assert_eq!(claim().verify(&other, false, NOW), Err(ClaimRefusal::RecordOther { name }));
    let domain = claim().domain;
    assert_eq!(claim().verify(&right(), true, NOW), Err(ClaimRefusal::DomainTaken { domain }));
    assert!(claim().verify(&records(&[" \"kassa-domain-verification=abc\" "]), false, NOW).unwrap().is_verified());
    assert_eq!(verified().verify(&[], false, NOW), Ok(verified()), "asked twice");
}

#[test]
fn a_record_that_is_missed_twice_in_a_row_loses_the_domain() {
    let missed = verified().recheck(&[], NOW);
    assert_eq!(missed.state, ClaimState::Verified { at: NOW, missing_since: Some(NOW) });
    let soon = after(NOW, SignedDuration::from_hours(1));
    assert_eq!(missed.clone().recheck(&[], soon), missed, "a look an hour later is no second day");
    let back = missed.clone().recheck(&right(), soon);
    assert_eq!(back, verified());
    let tomorrow = after(NOW, days(1));
    assert_eq!(missed.recheck(&[], tomorrow).state, ClaimState::Lost { at: tomorrow });
}

#[test]
fn what_is_over_stays_over() {
    let lost = verified().recheck(&[], NOW).recheck(&[], after(NOW, days(3)));
    let released = verified().release(NOW).unwrap();
    for over in [lost, released] {
        assert_eq!(over.clone().verify(&right(), false, NOW), Err(ClaimRefusal::ClaimOver));
        assert_eq!(over.clone().release(NOW), Err(ClaimRefusal::ClaimOver));
        assert_eq!(over.clone().recheck(&right(), NOW), over);
    }
    assert_eq!(claimed("acme.example", &[]).unwrap().release(NOW).unwrap().status(), "released");
}

proptest! {
    /// Whatever is looked up whenever: a domain is lost only after two misses without a hit between, at least a day's look
    /// apart.
    #[test]
    fn only_two_misses_in_a_row_lose_it(looks in proptest::collection::vec((any::<bool>(), 0_i64..40), 1..20)) {
        let (mut claim, mut now, mut missing): (_, _, Option<Timestamp>) = (verified(), NOW, None);
        for (there, hours) in looks {
            now = after(now, SignedDuration::from_hours(hours));
            claim = claim.recheck(&if there { right() } else { Vec::new() }, now);
            let gone = !there && missing.is_some_and(|since| now >= after(since, GONE_AFTER));
            prop_assert_eq!(claim.is_verified(), !gone);
            if gone {
                break;
            }
            missing = if there { None } else { missing.or(Some(now)) };
        }
    }
}
