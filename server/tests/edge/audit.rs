//! An account's audit trail as a file, however long it is.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use commerce::commerce::Commerce;
use commerce::jobs::drain;
use commerce::store::events::Change;
use commerce::store::{StoreError, billing_accounts, demo_mails};
use domain::access::Actor;
use domain::account::{BillingAccount, Profile};
use domain::audit::AuditFilter;
use domain::ids::{AccountId, UserId};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;

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

/// An account that had these names, all at one instant.
async fn often_renamed(commerce: &Commerce, user: UserId, names: &[String]) -> AccountId {
    let written = commerce.store().write(|tx| async move {
        let by = &Actor::User { user };
        let mut account = BillingAccount::open(tx.id(), Profile::default(), user, tx.id(), tx.now());
        billing_accounts::insert(&tx, &account, Change { event: "account_opened", by }).await?;
        for name in names {
            account.profile.legal_name.clone_from(name);
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
    let names: Vec<_> = (1..=EDITS).map(named).collect();
    let account = often_renamed(commerce, user, &names).await;
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

    let caller = commerce.visit(cookie.strip_prefix("kassa=")).await.unwrap().caller;
    let page = commerce.view_audit(&caller, account, &AuditFilter::default()).await.unwrap();
    let told = page.entries[0].changes[0].after.as_deref().unwrap();
    assert!(
        told.ends_with('…') && named(EDITS).starts_with(told.trim_end_matches('…')),
        "a page has the beginning: {told}"
    );

    let opened = shop.ask(file("&event=account_opened", &cookie)).await;
    assert_eq!(opened.text.lines().count(), 2);
    let nothing = shop.ask(file("&event=never", &cookie)).await;
    assert_eq!((nothing.status, nothing.text.lines().count()), (StatusCode::OK, 1));
    assert_eq!(shop.ask(file("", "")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_does_not_read_their_file_keeps_no_server_from_stopping() {
    let Shop { server, directory: _directory } = Shop::open(&[("KASSA_TIMEOUT", "1")]).await;
    let (state, address) = (server.state().clone(), server.address().unwrap());
    let (user, cookie) = sign_in(state.commerce(), OWNER).await;
    // More than lies between two sockets.
    let names: Vec<_> = (0..80).map(|number| format!("{number}{}", "x".repeat(200_000))).collect();
    let account = often_renamed(state.commerce(), user, &names).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.prepare().await.unwrap().run(async move {
        let _ = stopped.await;
    }));
    let mut reader = TcpStream::connect(address).await.unwrap();
    let asked =
        format!("GET /account/audit.csv?account={account} HTTP/1.1\r\nhost: shop.test\r\ncookie: {cookie}\r\n\r\n");
    reader.write_all(asked.as_bytes()).await.unwrap();
    let mut first = [0; 15];
    reader.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 200 OK");

    stop.send(()).unwrap();
    let ended = tokio::time::timeout(Duration::from_secs(20), running).await.expect("it stops");
    ended.unwrap().unwrap();
    drop(reader);
}
