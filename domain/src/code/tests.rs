use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("a timestamp")
}

fn code() -> EmailCode {
    EmailCode::first("h1", TRIES, NOW)
}

#[test]
fn the_right_digits_open_once() {
    let (used, answer) = code().check(true, at(599));
    assert_eq!((answer, used.status()), (Ok(()), "used"));
    assert_eq!(used.check(true, at(599)).1, Err(CodeRefusal::CodeUsed));
}

#[test]
fn ten_minutes_and_not_a_second_more() {
    assert_eq!(code().check(true, at(600)).1, Err(CodeRefusal::CodeExpired));
    assert_eq!(code().hash(at(599)), Some("h1"));
    assert_eq!(code().hash(at(600)), None);
}

#[test]
fn the_fifth_wrong_try_burns_it_for_the_right_digits_too() {
    let mut code = code();
    for tries_left in [4, 3, 2, 1] {
        let (next, answer) = code.check(false, at(1));
        assert_eq!(answer, Err(CodeRefusal::CodeWrong { tries_left }));
        code = next;
    }
    let (burnt, answer) = code.check(false, at(1));
    assert_eq!((answer, burnt.status()), (Err(CodeRefusal::CodeBurnt), "burnt"));
    assert_eq!(burnt.clone().check(true, at(2)).1, Err(CodeRefusal::CodeBurnt));
    assert_eq!(burnt.hash(at(2)), None);
}

#[test]
fn the_next_code_waits_half_a_minute_and_the_sixth_an_hour() {
    assert_eq!(code().again("h2", TRIES, at(29)), Err(CodeRefusal::CodeTooSoon { seconds: 1 }));
    let mut code = code();
    for send in 1..5 {
        code = code.again("h", TRIES, at(send * 30)).expect("sends");
    }
    assert_eq!(code.clone().again("h", TRIES, at(150)), Err(CodeRefusal::CodeTooSoon { seconds: 3_450 }));
    assert!(code.again("h", TRIES, at(3_600)).is_ok());
}

#[test]
fn every_state_reads_back() {
    let burnt = (0..5).fold(code(), |code, _| code.check(false, at(1)).0);
    for code in [code(), code().check(true, at(1)).0, burnt] {
        let json = serde_json::to_value(&code).expect("writes");
        assert_eq!(json["state"]["status"], code.status());
        assert_eq!(serde_json::from_value::<EmailCode>(json).expect("reads"), code);
    }
}

proptest! {
    /// Whatever is tried when: one code answers yes at most once, and no to at most [`TRIES`] guesses that it compared.
    #[test]
    fn no_code_is_guessed_more_often_than_allowed(tries in prop::collection::vec((any::<bool>(), 0_i64..1_200), 0..30)) {
        let mut code = code();
        let (mut opened, mut compared, mut clock) = (0, 0, 0);
        for (matches, wait) in tries {
            clock += wait / 10;
            compared += u32::from(code.hash(at(clock)).is_some());
            let (next, answer) = code.check(matches, at(clock));
            opened += u32::from(answer.is_ok());
            code = next;
        }
        prop_assert!(opened <= 1 && compared <= TRIES);
    }
}

#[test]
fn an_address_that_was_sent_many_codes_is_guessed_at_once_each() {
    assert_eq!((tries(0), tries(MANY - 1), tries(MANY)), (TRIES, TRIES, 1));
    let (burnt, answer) = EmailCode::first("h1", tries(MANY), NOW).check(false, NOW);
    assert_eq!((burnt.status(), answer), ("burnt", Err(CodeRefusal::CodeBurnt)));
}
