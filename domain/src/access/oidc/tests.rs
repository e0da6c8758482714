use jiff::Timestamp;

use super::*;
use crate::email::Email;
use crate::ids::SessionId;

fn provider(slug: &str, domains: &[&str]) -> Provider {
    Provider {
        slug: slug.to_owned(),
        name: slug.to_uppercase(),
        issuer: format!("https://{slug}.example"),
        client_id: "kassa".to_owned(),
        domains: domains.iter().map(|domain| (*domain).to_owned()).collect(),
    }
}

fn email(text: &str) -> Email {
    text.parse().expect("an address")
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).expect("a timestamp")
}

#[test]
fn an_address_goes_to_whoever_claims_its_domain() {
    let all = [provider("open", &[]), provider("acme", &["acme.com", "acme.de"])];
    let slug = |text| provider_for(&email(text), &all).map(|found| found.slug.as_str());
    assert_eq!(slug("Ada@ACME.com"), Some("acme"));
    assert_eq!(slug("ada@acme.de"), Some("acme"));
    for other in ["ada@mail.acme.com", "ada@acme.com.evil.example", "ada@evilacme.com", "acme.com@evil.example"] {
        assert_eq!(slug(other), None, "{other}");
    }
}

#[test]
fn a_provider_vouches_for_its_own_domains_or_for_those_that_nobody_claims() {
    let all = [provider("open", &[]), provider("acme", &["acme.com"]), provider("beta", &["beta.com"])];
    let may = |provider: usize, text| may_vouch(&all[provider], &email(text), &all).is_ok();
    assert!(may(1, "ada@acme.com") && may(0, "ada@free.example") && may(2, "ada@beta.com"));
    assert!(!may(1, "ada@free.example") && !may(1, "ada@beta.com"), "no domain but its own");
    assert!(!may(0, "ada@acme.com"), "another one's domain");
    let refusal = may_vouch(&all[0], &email("ada@acme.com"), &all).unwrap_err();
    assert_eq!(refusal, OidcRefusal::EmailForeign { name: "OPEN".to_owned(), domain: "acme.com".to_owned() });
}

fn claims() -> IdClaims {
    IdClaims {
        issuer: "https://acme.example".to_owned(),
        subject: "248289761001".to_owned(),
        audience: vec!["kassa".to_owned()],
        expires_at: 1_300,
        issued_at: 1_000,
        nonce: Some("n".to_owned()),
        email: Some("ada@acme.com".to_owned()),
        email_verified: true,
        groups: vec!["sales".to_owned()],
        ..IdClaims::default()
    }
}

fn check(claims: IdClaims, now: i64) -> Result<Identity, OidcRefusal> {
    claims.check(Expected { provider: &provider("acme", &["acme.com"]), nonce: "n", now: at(now) })
}

#[test]
fn a_token_that_answers_the_question_says_who_it_is() {
    let identity = check(claims(), 1_100).unwrap();
    assert_eq!((identity.subject.as_str(), identity.provider.as_str()), ("248289761001", "acme"));
    assert_eq!((identity.email, identity.groups), (Some(email("ada@acme.com")), vec!["sales".to_owned()]));
}

#[test]
fn a_token_of_somebody_else_or_for_somebody_else_is_refused_by_name() {
    let with = |change: fn(&mut IdClaims)| {
        let mut claims = claims();
        change(&mut claims);
        check(claims, 1_100).map(|_| ())
    };
    assert_eq!(with(|c| c.issuer.push('/')), Err(OidcRefusal::WrongIssuer));
    assert_eq!(with(|c| c.audience = vec!["other".to_owned()]), Err(OidcRefusal::WrongAudience));
    assert_eq!(with(|c| c.audience = Vec::new()), Err(OidcRefusal::WrongAudience));
    assert_eq!(with(|c| c.audience.push("other".to_owned())), Err(OidcRefusal::WrongAudience));
    assert_eq!(with(|c| c.authorized_party = Some("other".to_owned())), Err(OidcRefusal::WrongAudience));
    let both = |c: &mut IdClaims| {
        c.audience.push("other".to_owned());
        c.authorized_party = Some("kassa".to_owned());
    };
    assert_eq!(with(both), Ok(()));
    assert_eq!(with(|c| c.nonce = Some("m".to_owned())), Err(OidcRefusal::WrongNonce));
    assert_eq!(with(|c| c.nonce = None), Err(OidcRefusal::WrongNonce));
    assert_eq!(with(|c| c.subject.clear()), Err(OidcRefusal::Unreadable));
    assert_eq!(with(|c| c.not_before = Some(2_000)), Err(OidcRefusal::TokenEarly));
    assert_eq!(with(|c| c.expires_at = i64::MIN), Err(OidcRefusal::TokenExpired));
}

#[test]
fn clocks_may_differ_by_a_minute() {
    assert!(check(claims(), 1_359).is_ok());
    assert_eq!(check(claims(), 1_360), Err(OidcRefusal::TokenExpired));
    assert!(check(claims(), 940).is_ok());
    assert_eq!(check(claims(), 939), Err(OidcRefusal::TokenEarly));
}

#[test]
fn only_a_verified_address_that_the_provider_may_speak_for_links() {
    let acme = provider("acme", &["acme.com"]);
    let all = [acme.clone()];
    let linked = |change: fn(&mut IdClaims)| {
        let mut claims = claims();
        change(&mut claims);
        check(claims, 1_100).unwrap().linking_email(&acme, &all).cloned()
    };
    assert_eq!(linked(|_| {}), Ok(email("ada@acme.com")));
    assert_eq!(linked(|c| c.email_verified = false), Err(OidcRefusal::EmailUnverified { name: "ACME".to_owned() }));
    assert_eq!(linked(|c| c.email = None), Err(OidcRefusal::EmailMissing));
    assert_eq!(linked(|c| c.email = Some("ada".to_owned())), Err(OidcRefusal::EmailMissing));
    assert!(matches!(linked(|c| c.email = Some("a@b.com".to_owned())), Err(OidcRefusal::EmailForeign { .. })));
}

#[test]
fn an_attempt_is_answered_once_where_it_was_begun_while_it_lasts() {
    let (here, elsewhere) = (SessionId::from_bits(1), SessionId::from_bits(2));
    let open = Attempt { session: here, provider: "acme".to_owned(), begun_at: at(0), state: AttemptState::Open };
    assert_eq!(open.answer(here, "acme", at(599)), Ok(AttemptState::Answered));
    assert_eq!(open.answer(here, "acme", at(600)), Err(OidcRefusal::StateExpired));
    assert_eq!(open.answer(elsewhere, "acme", at(1)), Err(OidcRefusal::StateUnknown));
    assert_eq!(open.answer(here, "beta", at(1)), Err(OidcRefusal::StateUnknown));
    let answered = Attempt { state: AttemptState::Answered, ..open };
    assert_eq!(answered.answer(here, "acme", at(1)), Err(OidcRefusal::StateUsed));
    assert_eq!(answered.answer(elsewhere, "acme", at(1)), Err(OidcRefusal::StateUnknown), "a stranger hears no more");
}

#[test]
fn a_logout_token_is_about_leaving_and_about_somebody() {
    let good = LogoutClaims {
        issuer: "https://acme.example".to_owned(),
        audience: vec!["kassa".to_owned()],
        issued_at: 1_000,
        expires_at: Some(1_120),
        id: "1".to_owned(),
        subject: Some("248289761001".to_owned()),
        is_logout: true,
        ..LogoutClaims::default()
    };
    let check = |claims: &LogoutClaims, now| claims.check(&provider("acme", &[]), at(now));
    assert_eq!(check(&good, 1_010), Ok(()));
    assert_eq!(check(&good, 1_180), Err(LogoutRefusal::OutOfTime));
    assert_eq!(check(&good, 900), Err(LogoutRefusal::OutOfTime));
    assert_eq!(check(&LogoutClaims { expires_at: None, ..good.clone() }, 90_000), Err(LogoutRefusal::OutOfTime));
    let with = |change: fn(&mut LogoutClaims)| {
        let mut claims = good.clone();
        change(&mut claims);
        check(&claims, 1_010)
    };
    assert_eq!(with(|c| c.issuer.clear()), Err(LogoutRefusal::WrongIssuer));
    assert_eq!(with(|c| c.audience.clear()), Err(LogoutRefusal::WrongAudience));
    assert_eq!(with(|c| c.is_logout = false), Err(LogoutRefusal::WithoutEvent));
    assert_eq!(with(|c| c.has_nonce = true), Err(LogoutRefusal::WithNonce));
    assert_eq!(with(|c| c.id.clear()), Err(LogoutRefusal::Unreadable));
    assert_eq!(with(|c| c.subject = None), Err(LogoutRefusal::AboutNobody));
}
