use super::*;
use crate::ids::UserId;

fn t(text: &str) -> Timestamp {
    text.parse().expect("a timestamp")
}

const START: &str = "2026-11-20T10:00:00Z";

fn requested() -> Trial {
    let request = TrialRequest {
        name: "Ada".to_owned(),
        email: "ada@acme.com".parse().expect("an address"),
        company: "Acme".to_owned(),
        country: "DE".parse().expect("a country"),
        plan: "premium".to_owned(),
        seats: 5,
        days: 30,
    };
    Trial::request(TrialId::from_bits(1), "suite", request, &MailDomains::default(), t(START))
}

fn proved(address: &str) -> VerifiedEmail {
    VerifiedEmail { email: address.parse().expect("an address"), user: UserId::from_bits(2), at: t(START) }
}

fn start(trial: Trial, address: &str, taken: bool, now: &str) -> Result<Trial, TrialRefusal> {
    trial.start(proved(address), AccountId::from_bits(3), SubscriptionId::from_bits(4), taken, t(now))
}

fn running() -> Trial {
    start(requested(), "ADA@acme.com", false, START).expect("starts")
}

fn expired() -> Trial {
    running().expire(t("2026-12-21T00:00:00Z")).expect("expires")
}

fn order(bits: u128) -> OrderId {
    OrderId::from_bits(bits)
}

#[test]
fn a_trial_starts_once_its_address_is_proved() {
    assert_eq!(running().status(), "running");
    assert_eq!(start(requested(), "eve@acme.com", false, START), Err(TrialRefusal::OtherEmailProved));
    assert_eq!(start(requested(), "ada@acme.com", true, START), Err(TrialRefusal::TrialNotAvailable));
    let late = "2026-11-21T10:00:00Z";
    assert_eq!(start(requested(), "ada@acme.com", false, late), Err(TrialRefusal::TrialRequestExpired));
    assert_eq!(start(running(), "ada@acme.com", false, START), Err(TrialRefusal::TrialAlreadyStarted));
}

#[test]
fn days_left_count_down_to_zero() {
    for (now, left) in
        [(START, 30), ("2026-11-20T10:00:01Z", 30), ("2026-12-20T09:59:59Z", 1), ("2026-12-20T10:00:00Z", 0)]
    {
        assert_eq!(running().days_left(t(now)), Some(left), "{now}");
    }
    assert_eq!(requested().days_left(t(START)), None);
}

#[test]
fn time_ends_it_and_a_late_job_does_not_give_more() {
    assert_eq!(running().expire(t("2026-12-20T09:59:59Z")), Err(TrialRefusal::TrialStillRuns));
    assert_eq!(requested().expire(t(START)), Err(TrialRefusal::TrialNotStarted));
    let prompt = running().expire(t("2026-12-20T10:00:00Z")).expect("expires");
    assert_eq!(prompt, expired());
    assert_eq!(expired().expire(t("2027-01-01T00:00:00Z")), Ok(expired()));
}

#[test]
fn it_can_be_converted_at_any_time_and_for_a_while_after() {
    let end = t("2027-01-19T10:00:00Z");
    for trial in [running(), expired()] {
        assert_eq!(trial.may_convert(t(START)), Ok(()));
        assert_eq!(trial.may_convert(end - jiff::SignedDuration::from_secs(1)), Ok(()));
        assert_eq!(trial.may_convert(end), Err(TrialRefusal::TrialTooLongAgo));
        let converted = trial.convert(order(9), t(START)).expect("converts");
        assert_eq!(converted.status(), "converted");
        assert_eq!(converted.clone().convert(order(9), end), Ok(converted.clone()));
        assert_eq!(converted.clone().convert(order(8), end), Err(TrialRefusal::TrialConverted));
        assert_eq!(converted.may_convert(t(START)), Err(TrialRefusal::TrialConverted));
        assert_eq!(converted.expire(end), Err(TrialRefusal::TrialConverted));
    }
    assert_eq!(requested().may_convert(t(START)), Err(TrialRefusal::TrialNotStarted));
    assert_eq!(requested().convert(order(9), t(START)), Err(TrialRefusal::TrialNotStarted));
}

#[test]
fn staff_add_days_to_what_is_left_or_from_now_on() {
    let longer = running().extend(10, Actor::System, "asked", t(START)).expect("extends");
    assert_eq!(longer.days_left(t(START)), Some(40));
    let again = t("2027-01-01T00:00:00Z");
    let revived = expired().extend(5, Actor::System, "asked", again).expect("extends");
    assert_eq!(revived.days_left(again), Some(5));
    assert_eq!(revived.started().map(|s| s.extensions.len()), Some(1));
    for days in [0, MOST_EXTENSION_DAYS + 1] {
        let refused = running().extend(days, Actor::System, "", t(START));
        assert_eq!(refused, Err(TrialRefusal::TrialExtension { most: MOST_EXTENSION_DAYS }));
    }
    assert_eq!(requested().extend(1, Actor::System, "", t(START)), Err(TrialRefusal::TrialNotStarted));
}

#[test]
fn every_state_reads_back() {
    let converted = expired().convert(order(9), t(START)).expect("converts");
    let extended = running().extend(1, Actor::System, "why", t(START)).expect("extends");
    for trial in [requested(), running(), expired(), converted, extended] {
        let json = serde_json::to_value(&trial).expect("writes");
        assert_eq!(json["state"]["status"], trial.status());
        assert_eq!(serde_json::from_value::<Trial>(json).expect("reads"), trial);
    }
}

#[test]
fn a_view_says_what_its_moment_means() {
    let at = |trial: &Trial, now: &str| trial.view(Viewer { may_buy: true, ..Viewer::default() }, t(now));
    let day_of = |now: &str| match at(&running(), now).stage {
        TrialStage::Running { day, days, days_left, ends_soon, .. } => (day, days, days_left, ends_soon),
        stage => panic!("{stage:?}"),
    };
    assert_eq!(day_of(START), (1, 30, 30, false));
    assert_eq!(day_of("2026-11-21T10:00:00Z"), (2, 30, 29, false));
    assert_eq!(day_of("2026-12-15T09:59:59Z"), (25, 30, 6, false));
    assert_eq!(day_of("2026-12-15T10:00:00Z"), (26, 30, 5, true));
    assert_eq!(day_of("2026-12-20T09:59:59Z"), (30, 30, 1, true));
    for trial in [running(), expired()] {
        let over = at(&trial, "2026-12-21T00:00:00Z");
        assert!(matches!(over.stage, TrialStage::Expired { .. }) && over.may_convert, "{over:?}");
        let lapsed = at(&trial, "2027-01-19T10:00:00Z");
        assert!(matches!(lapsed.stage, TrialStage::Lapsed { .. }) && !lapsed.may_convert, "{lapsed:?}");
    }
}

#[test]
fn a_request_waits_for_its_proof_and_not_for_ever() {
    let seen = |proved, now: &str| requested().view(Viewer { proved, ..Viewer::default() }, t(now)).stage;
    assert_eq!(seen(false, START), TrialStage::Requested { expires_at: t("2026-11-21T10:00:00Z") });
    assert_eq!(seen(true, START), TrialStage::Startable);
    assert_eq!(seen(true, "2026-11-21T10:00:00Z"), TrialStage::RequestExpired);
}
