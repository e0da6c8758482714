//! An account's audit trail as a file, however long it is.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use commerce::commerce::Commerce;
use commerce::jobs::drain;
use commerce::store::events::Change;
use commerce::store::{StoreError, billing_accounts, demo_mails};
use domain::access::Actor;
use domain::account::{BillingAccount, Profile};
use domain::ids::{AccountId, UserId};

use crate::shop::{Shop, browser};

const OWNER: &str = "owner@acme.example";
/// More than are read at once, twice.
const EDITS: usize = 450;

/// The cookie of whoever signs in with a code.
async fn sign_in(commerce: &Commerce, email: &str) -> (UserId, String) {
    let visit = commerce.visit(None).await.unwrap();
    let sent = commerce.request_code(&visit, email, "en").await.unwrap();
    drain(commerce.store(), commerce).await.unwrap();
    let mail = demo_mails::newest_to(commerce.store().read(), email, 1).await.unwrap().remove(0);
    let code: String = mail.subject.chars().filter(char::is_ascii_digit).collect();
    let visit = commerce.visit(Some(&sent.cookie.unwrap().secret.reveal())).await.unwrap();
    let secret = commerce.verify_code(&visit, email, &code, "en").await.unwrap().cookie.unwrap().secret.reveal();
    let user = commerce.visit(Some(&secret)).await.unwrap().caller.user().unwrap();
    (user, format!("kassa={secret}"))
}

/// An account that was renamed so often, all at one instant.
async fn often_renamed(commerce: &Commerce, user: UserId) -> AccountId {
    let written = commerce.store().write(|tx| async move {
        let by = &Actor::User { user };
        let mut account = BillingAccount::open(tx.id(), Profile::default(), user, tx.id(), tx.now());
        billing_accounts::insert(&tx, &account, Change { event: "account_opened", by }).await?;
        for number in 1..=EDITS {
            account.profile.legal_name = named(number);
            billing_accounts::update(&tx, &account, Change { event: "account_edited", by }).await?;
        }
        Ok::<_, StoreError>(account.id)
    });
    written.await.unwrap()
}

/// Longer than what a page shows of a text.
fn named(number: usize) -> String {
    format!("{} no. {number}", "Acme ".repeat(50).trim_end())
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_has_every_entry_in_order_with_all_that_it_tells() {
    let shop = Shop::open(&[]).await;
    let commerce = shop.state().commerce();
    let (user, cookie) = sign_in(commerce, OWNER).await;
    let account = often_renamed(commerce, user).await;
    let file = |query: &str, cookie: &str| -> Request<Body> {
        browser("GET", &format!("/account/audit.csv?account={account}{query}"), &[("cookie", cookie)])
    };

    let answer = shop.ask(file("", &cookie)).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    let mut read = csv::Reader::from_reader(answer.text.as_bytes());
    let head: Vec<_> = read.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(head, ["at", "event", "actor", "who", "about", "address", "browser", "id", "changes"]);
    let lines: Vec<_> = read.records().map(Result::unwrap).collect();
    assert_eq!(lines.len(), EDITS + 1);
    for (line, number) in lines.iter().zip((2..=EDITS).rev()) {
        let changed = format!("profile.legal_name: {} -> {}", named(number - 1), named(number));
        assert_eq!((&line[1], &line[3], &line[8]), ("account_edited", OWNER, changed.as_str()));
    }
    assert_eq!(&lines[EDITS][1], "account_opened");

    let opened = shop.ask(file("&event=account_opened", &cookie)).await;
    assert_eq!(opened.text.lines().count(), 2);
    let nothing = shop.ask(file("&event=never", &cookie)).await;
    assert_eq!((nothing.status, nothing.text.lines().count()), (StatusCode::OK, 1));
    assert_eq!(shop.ask(file("", "")).await.status, StatusCode::NOT_FOUND);
}
