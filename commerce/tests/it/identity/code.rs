//! A code proves an address, in the browser that asked, for ten minutes, with five tries.

use std::time::{Duration, Instant};

use commerce::flows::CodeSent;
use commerce::on_both_databases;
use commerce::store::{email_codes, users};
use commerce::testing::World;
use domain::access::Person;
use jiff::SignedDuration;
use sea_orm::EntityTrait as _;

use super::browser::{Browser, code};

const ADA: &str = "Ada@Example.com";

fn other(digits: &str) -> String {
    let number: u32 = digits.parse().unwrap();
    format!("{:06}", (number + 1) % 1_000_000)
}

/// Asks for a code where people sign in: its mail holds a link, too.
async fn asks_to_sign_in(browser: &mut Browser<'_>) {
    let visit = browser.visit().await;
    let begun = browser.shop.begin_sign_in(&visit, ADA, "en", true, None).await.unwrap();
    browser.take(begun.cookie());
}

/// What the newest link to sign in by says of itself.
async fn link(world: &World) -> String {
    let mails = world.mails().await;
    let mut links = mails.iter().filter_map(|mail| mail.text_body.split("/sign-in/code?link=").nth(1));
    links.next().expect("a link was mailed").split_whitespace().next().unwrap().to_owned()
}

/// How many addresses of each kind are timed.
const TIMED: usize = 25;

async fn timed(browser: &mut Browser<'_>, email: &str, times: &mut Vec<Duration>) -> CodeSent {
    let began = Instant::now();
    let sent = browser.ask(email).await.unwrap();
    times.push(began.elapsed());
    sent
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

on_both_databases! {
    async fn the_right_digits_make_the_person_and_sign_the_browser_in(world: &World) {
        let mut browser = Browser::new(world);
        let sent = browser.ask(ADA).await.unwrap();
        assert_eq!(sent.good_until, world.clock.now() + SignedDuration::from_mins(10));
        assert_eq!(sent.again_at, world.clock.now() + SignedDuration::from_secs(30));
        let digits = browser.digits().await;
        let as_guest = browser.cookie.clone();

        let spaced = format!("{} {}", &digits[..3], &digits[3..]);
        let verified = browser.enter("ada@example.COM", &spaced).await.unwrap();
        let visit = browser.visit().await;
        assert_eq!(visit.caller.person, Person::User { user: verified.email.user, memberships: Vec::new() });

        // The secret was changed: whoever knew the guest's is nobody.
        assert_ne!(browser.cookie, as_guest);
        assert_eq!(browser.shop.visit(as_guest.as_deref()).await.unwrap().session, None);
    }

    async fn the_link_beside_them_signs_in_where_it_is_opened_once(world: &World) {
        let (mut asked, mut opened) = (Browser::new(world), Browser::new(world));
        asks_to_sign_in(&mut asked).await;
        let (digits, link) = (asked.digits().await, link(world).await);
        let shop = world.commerce();
        assert_eq!(shop.look_at_sign_in_link(&link).await.unwrap().as_str(), "ada@example.com");
        for wrong in ["", ".", "cod_1.x", &link[1..], &link[..link.len() - 2], &link.replace('.', "..")] {
            assert_eq!(code(shop.look_at_sign_in_link(wrong).await), "code_expired", "{wrong}");
            let visit = opened.visit().await;
            assert_eq!(code(shop.follow_sign_in_link(&visit, wrong, "en").await), "code_expired", "{wrong}");
        }

        let visit = opened.visit().await;
        let verified = shop.follow_sign_in_link(&visit, &link, "en").await.unwrap();
        opened.take(verified.cookie.as_ref());
        assert_eq!(opened.visit().await.caller.user(), Some(verified.email.user));
        assert_eq!(asked.visit().await.caller.person, Person::Nobody, "whoever asked is not signed in by it");
        assert_eq!(code(shop.look_at_sign_in_link(&link).await), "code_used");
        assert_eq!(code(asked.enter(ADA, &digits).await), "code_used", "one of the two, once");
    }

    async fn the_link_lives_and_dies_with_its_code(world: &World) {
        let mut browser = Browser::new(world);
        asks_to_sign_in(&mut browser).await;
        let (digits, first) = (browser.digits().await, link(world).await);
        for _ in 0..5 {
            browser.enter(ADA, &other(&digits)).await.unwrap_err();
        }
        assert_eq!(code(world.commerce().look_at_sign_in_link(&first).await), "code_burnt");
        world.clock.advance(&world.store, SignedDuration::from_mins(1)).await.unwrap();
        asks_to_sign_in(&mut browser).await;
        world.run_jobs().await;
        assert_eq!(code(world.commerce().look_at_sign_in_link(&first).await), "code_expired", "a newer one took its place");
        let second = link(world).await;
        world.clock.advance(&world.store, SignedDuration::from_mins(10)).await.unwrap();
        assert_eq!(code(world.commerce().look_at_sign_in_link(&second).await), "code_expired");
        // Used in the browser that asked, it keeps what that could open.
        asks_to_sign_in(&mut browser).await;
        world.run_jobs().await;
        let visit = browser.visit().await;
        let third = link(world).await;
        let verified = world.commerce().follow_sign_in_link(&visit, &third, "en").await.unwrap();
        browser.take(verified.cookie.as_ref());
        assert_eq!(browser.visit().await.session, visit.session);
    }

    async fn the_link_leads_on_to_where_somebody_wanted_to_go(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        let on = Some("/account/members?account=acc_1&x=y");
        browser.take(browser.shop.begin_sign_in(&visit, ADA, "en", true, on).await.unwrap().cookie());
        world.run_jobs().await;
        let link = link(world).await;
        let (secret, to) = link.split_once("&to=").expect("where to");
        assert_eq!(to, "%2Faccount%2Fmembers%3Faccount%3Dacc_1%26x%3Dy");
        assert!(world.commerce().look_at_sign_in_link(secret).await.is_ok());
    }

    /// Neither what is answered, nor what is written and mailed, nor how long it takes tells whether an address is known.
    async fn an_address_that_nobody_has_is_answered_like_one_that_is_known(world: &World) {
        let known: Vec<String> = (0..TIMED).map(|n| format!("known{n}@example.com")).collect();
        for email in &known {
            world.clock.advance(&world.store, SignedDuration::from_secs(1)).await.unwrap();
            Browser::new(world).sign_in(email).await;
        }
        world.clock.advance(&world.store, SignedDuration::from_mins(61)).await.unwrap();
        let (mut of_known, mut of_unknown) = (Vec::new(), Vec::new());
        for (n, email) in known.iter().enumerate() {
            let unknown = format!("nobody{n}@example.com");
            let (mut first, mut second) = (Browser::new(world), Browser::new(world));
            // In turns, so that whatever else the machine does falls on both.
            let known = timed(&mut first, email, &mut of_known).await;
            let other = timed(&mut second, &unknown, &mut of_unknown).await;
            assert_eq!((known.good_until, known.again_at), (other.good_until, other.again_at));
        }
        let (known, unknown) = (median(of_known), median(of_unknown));
        let alike = known < unknown * 2 && unknown < known * 2;
        assert!(alike, "{known:?} where it is known, {unknown:?} where it is not");
        let before = world.mails().await.len();
        world.run_jobs().await;
        let mails = world.mails().await.into_iter().rev().skip(before);
        let mails: Vec<_> = mails.map(|mail| mail.text_body.replace(|c: char| c.is_ascii_digit(), "0")).collect();
        assert_eq!(mails.len(), 2 * TIMED);
        assert!(mails.iter().all(|mail| *mail == mails[0]), "the same words to everybody");
    }

    async fn a_code_that_proves_something_else_has_no_link_beside_it(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        browser.digits().await;
        assert!(world.mails().await.iter().all(|mail| !mail.text_body.contains("link=")));
    }

    async fn the_same_person_signs_in_again_however_they_spell_it(world: &World) {
        let first = Browser::new(world).sign_in(ADA).await;
        world.clock.advance(&world.store, SignedDuration::from_mins(1)).await.unwrap();
        let mut again = Browser::new(world);
        again.ask("ADA@example.com").await.unwrap();
        let digits = again.digits().await;
        let second = again.enter("ada@EXAMPLE.com", &digits).await.unwrap();
        assert_eq!(second.email.user, first.email.user);
        assert_eq!(users::Entity::find().all(world.store.read()).await.unwrap().len(), 1);
        let person = users::get(world.store.read(), first.email.user).await.unwrap();
        assert_eq!((person.email.as_str(), person.verified_at), (ADA, world.clock.now()));
    }

    async fn five_wrong_tries_burn_it(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        let digits = browser.digits().await;
        for _ in 0..4 {
            assert_eq!(code(browser.enter(ADA, &other(&digits)).await), "code_wrong");
        }
        assert_eq!(code(browser.enter(ADA, &other(&digits)).await), "code_burnt");
        assert_eq!(code(browser.enter(ADA, &digits).await), "code_burnt");
        assert_eq!(browser.visit().await.caller.person, Person::Nobody);
    }

    async fn tries_at_once_are_counted_one_by_one(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        let wrong = other(&browser.digits().await);
        let visit = browser.visit().await;
        let tries = (0..5).map(|_| browser.shop.verify_code(&visit, ADA, &wrong, "en"));
        let answers: Vec<String> = futures::future::join_all(tries).await.into_iter().map(code).collect();
        assert_eq!(answers.iter().filter(|code| *code == "code_wrong").count(), 4, "{answers:?}");
        assert_eq!(answers.iter().filter(|code| *code == "code_burnt").count(), 1, "{answers:?}");
    }

    async fn it_works_once_and_for_ten_minutes(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        let digits = browser.digits().await;
        browser.enter(ADA, &digits).await.unwrap();
        assert_eq!(code(browser.enter(ADA, &digits).await), "code_used");

        world.clock.advance(&world.store, SignedDuration::from_mins(1)).await.unwrap();
        browser.ask(ADA).await.unwrap();
        let digits = browser.digits().await;
        world.clock.advance(&world.store, SignedDuration::from_mins(10)).await.unwrap();
        assert_eq!(code(browser.enter(ADA, &digits).await), "code_expired");
    }

    async fn it_is_good_only_where_it_was_asked_for(world: &World) {
        let (mut hers, mut stranger) = (Browser::new(world), Browser::new(world));
        hers.ask(ADA).await.unwrap();
        let digits = hers.digits().await;
        stranger.ask("eve@example.com").await.unwrap();
        assert_eq!(code(stranger.enter(ADA, &digits).await), "code_expired");
        // Nor can a stranger burn it by trying.
        for _ in 0..9 {
            assert!(stranger.enter(ADA, &other(&digits)).await.is_err());
        }
        hers.enter(ADA, &digits).await.unwrap();
        world.run_jobs().await;
    }

    async fn a_new_code_takes_the_place_of_the_last_and_mails_say_only_the_newest(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        assert_eq!(code(browser.ask(ADA).await), "code_too_soon");
        world.clock.advance(&world.store, SignedDuration::from_secs(30)).await.unwrap();
        browser.ask(ADA).await.unwrap();

        // Both letters were waiting; the first has lost its point.
        let digits = browser.digits().await;
        assert_eq!(world.mails().await.len(), 1);
        browser.enter(ADA, &digits).await.unwrap();
    }

    async fn an_address_is_not_flooded_from_many_browsers(world: &World) {
        for _ in 0..12 {
            Browser::new(world).ask(ADA).await.unwrap();
        }
        assert_eq!(code(Browser::new(world).ask("ada@example.com").await), "code_too_soon");
        Browser::new(world).ask("bob@example.com").await.unwrap();
        world.clock.advance(&world.store, SignedDuration::from_hours(1)).await.unwrap();
        Browser::new(world).ask(ADA).await.unwrap();
        world.run_jobs().await;
    }

    async fn what_is_no_address_or_no_code_is_said_so(world: &World) {
        let mut browser = Browser::new(world);
        assert_eq!(code(browser.ask("ada").await), "email_malformed");
        assert_eq!(browser.cookie, None);
        browser.ask(ADA).await.unwrap();
        let digits = browser.digits().await;
        for typed in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(code(browser.enter(ADA, typed).await), "code_malformed", "{typed}");
        }
        // None of them counted as a try.
        browser.enter(ADA, &digits).await.unwrap();
    }

    async fn the_digits_are_nowhere_in_the_database(world: &World) {
        let mut browser = Browser::new(world);
        browser.ask(ADA).await.unwrap();
        let waiting = commerce::store::jobs::lease(&world.store, "look", world.clock.now(), 9).await.unwrap();
        let stored = format!("{waiting:?} {:?}", email_codes::Entity::find().all(world.store.read()).await.unwrap());
        let digits = browser.digits().await;
        assert!(stored.contains("request") && !stored.contains(&digits), "{stored}");
    }
}
