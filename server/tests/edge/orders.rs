//! What belongs to an order: its page, its stream and its licence, for whoever may have them.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Response, StatusCode};
use commerce::flows::{AcceptQuote, Accepted};
use commerce::jobs::drain;
use commerce::store::events::Change;
use commerce::store::users::User;
use commerce::store::{StoreError, checkouts, users};
use commerce::visit::{Visit, grant_to};
use domain::access::{Actor, Caller, Grant, Person, Purpose, Scope};
use domain::checkout::{Acceptances, CheckoutSession, Content, Details, Opening, Selection, VerifiedEmail};
use domain::ids::{CheckoutId, OrderId, UserId};
use domain::moment::{after, days};
use http_body_util::BodyExt as _;
use server::router::router;
use tower::ServiceExt as _;

use crate::shop::{Shop, browser, program};

/// An order of the Free plan, placed and not delivered yet, and its buyer.
struct Bought {
    shop: Shop,
    id: OrderId,
    checkout: CheckoutId,
    caller: Caller,
}

impl Bought {
    async fn place(variables: &[(&str, &str)]) -> Self {
        let shop = Shop::open(variables).await;
        shop.state().commerce().keep_licence_keys().await.unwrap();
        let (user, checkout) = filled_in(&shop).await;
        let commerce = shop.state().commerce();
        let expires_at = after(commerce.now(), days(1));
        let grants = vec![Grant { scope: Scope::Checkout(checkout), purpose: Purpose::Buy, expires_at }];
        let caller = Caller { person: Person::User { user, memberships: Vec::new() }, grants };
        let view = commerce.view_checkout(&caller, checkout).await.unwrap();
        let request = view.content.quote_request(commerce.presumed_country(), commerce.today());
        let quote = commerce.goods().price(&request, 0).unwrap();
        let accepted = Acceptances { quote_hash: &quote.hash, terms_version: Some("2026-01"), renewal: false };
        let accept = AcceptQuote { checkout, version: view.version, as_of: quote.as_of, accepted, network: None };
        let placed = commerce.accept_quote(&caller, &accept).await.unwrap();
        let Accepted::Placed { order: id, .. } = placed else { panic!("{placed:?}") };
        Self { shop, id, checkout, caller }
    }

    /// Everything that is due is done.
    async fn deliver(&self) {
        let commerce = self.shop.state().commerce();
        drain(commerce.store(), commerce).await.unwrap();
    }

    /// The cookie of a browser that may open `scope` for `purpose`.
    async fn cookie(&self, scope: impl Into<Scope>, purpose: Purpose) -> String {
        let (scope, purpose) = (scope.into(), &purpose);
        let nobody = &Visit::default();
        let store = self.shop.state().commerce().store();
        let made = store.write(|tx| async move { grant_to(&tx, nobody, scope, purpose).await }).await.unwrap();
        format!("kassa={}", made.unwrap().secret.reveal())
    }

    async fn ticket(&self) -> String {
        let issued = self.shop.state().commerce().order_ticket(&self.caller, self.id).await.unwrap();
        issued.secret.reveal()
    }

    async fn stream(&self, ticket: &str, headers: &[(&str, &str)]) -> Response<Body> {
        let path = format!("/orders/{}/events?ticket={ticket}", self.id);
        router(self.shop.state()).oneshot(program("GET", &path, headers)).await.unwrap()
    }
}

/// Somebody who has filled a checkout of the Free plan in.
async fn filled_in(shop: &Shop) -> (UserId, CheckoutId) {
    let made = shop.state().commerce().store().write(|tx| async move {
        let user: UserId = tx.id();
        let email: domain::email::Email = "ada@acme.example".parse().unwrap();
        let by = &Actor::System;
        let known = User { id: user, email: email.clone(), name: None, language: "en".into(), verified_at: tx.now() };
        users::insert(&tx, &known, Change { event: "user_registered", by }).await?;
        let mut details = Details {
            company: "Acme GmbH".to_owned(),
            contact_name: "Ada Lovelace".to_owned(),
            contact_email: email.to_string(),
            ..Details::default()
        };
        details.address.country = "DE".parse().ok();
        details.address.line1 = "Hauptstraße 1".to_owned();
        details.address.city = "Berlin".to_owned();
        details.address.postal_code = "10115".to_owned();
        let (plan, currency) = ("free".to_owned(), "EUR".parse().unwrap());
        let addon = std::collections::BTreeMap::new();
        let selection = Selection { plan, seats: 5, term: None, currency, coupon: None, addon };
        let purpose = domain::checkout::Purpose::Purchase;
        let opening = Opening { id: tx.id(), purpose, account: None, opened_by: Some(user) };
        let open = CheckoutSession::open(opening, Content { selection, details }, tx.now());
        let session = open.verify_email(VerifiedEmail { email, user, at: tx.now() }, tx.now()).unwrap();
        checkouts::insert(&tx, &session, Change { event: "checkout_started", by }).await?;
        Ok::<_, StoreError>((user, session.id))
    });
    made.await.unwrap()
}

/// What a stream says until it has said `wanted`, or has ended.
async fn heard(body: &mut Body, wanted: &str) -> String {
    let mut text = String::new();
    while !text.contains(wanted) {
        let frame = tokio::time::timeout(Duration::from_secs(20), body.frame()).await.expect("a frame");
        let Some(frame) = frame else { break };
        text.push_str(std::str::from_utf8(&frame.unwrap().into_data().unwrap()).unwrap());
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_tells_what_happens_outlives_the_time_of_a_request_and_ends_with_the_server() {
    let bought = Bought::place(&[("KASSA_TIMEOUT", "1")]).await;
    let answer = bought.stream(&bought.ticket().await, &[("last-event-id", "1"), ("accept-encoding", "br")]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let header = |name: &str| answer.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-type").as_deref(), Some("text/event-stream"));
    assert_eq!((header("cache-control").as_deref(), header("content-encoding")), (Some("no-store"), None));

    let mut body = answer.into_body();
    let silence = tokio::time::timeout(Duration::from_millis(1500), body.frame()).await;
    assert!(silence.is_err(), "nothing has happened, and the stream is still open: {silence:?}");
    bought.deliver().await;
    let text = heard(&mut body, "order_provisioned").await;
    assert!(!text.contains("order_placed"), "the first event was known: {text}");
    assert!(text.contains("id: 2") && text.contains("event: order") && text.contains("order_provisioning"), "{text}");

    bought.shop.state().stop();
    heard(&mut body, "never said").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_opens_one_stream_of_its_own_order_and_nothing_else_does() {
    let bought = Bought::place(&[]).await;
    let ticket = bought.ticket().await;
    assert_eq!(bought.stream(&ticket, &[]).await.status(), StatusCode::OK);
    let cookie = bought.cookie(bought.checkout, Purpose::Buy).await;
    for (why, ticket) in [("used", ticket.as_str()), ("none", ""), ("nonsense", "kassa")] {
        let answer = bought.stream(ticket, &[("cookie", &cookie)]).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{why}");
    }
    let other = format!("/orders/{}/events?ticket={}", OrderId::from_bits(7), bought.ticket().await);
    assert_eq!(bought.shop.ask(program("GET", &other, &[])).await.status, StatusCode::NOT_FOUND);
    bought.deliver().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_licence_is_a_file_for_whoever_may_have_it() {
    let bought = Bought::place(&[]).await;
    let path = &format!("/orders/{}/licence", bought.id);
    let buyer = bought.cookie(bought.checkout, Purpose::Buy).await;
    let early = bought.shop.ask(program("GET", path, &[("cookie", &buyer)])).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND, "there is none yet");
    bought.deliver().await;

    let file = bought.shop.ask(program("GET", path, &[("cookie", &buyer)])).await;
    assert_eq!((file.status, file.header("content-type")), (StatusCode::OK, "application/jwt"));
    assert_eq!(file.header("cache-control"), "no-store");
    let name = file.header("content-disposition");
    assert!(name.starts_with(r#"attachment; filename="suite-free-lic_"#) && name.ends_with(r#".jwt""#), "{name}");
    let claims = bought.shop.state().commerce().licence_keys().verifying().verify(&file.text).unwrap();
    assert_eq!((claims.plan.as_str(), claims.seats), ("free", 5));

    let follower = bought.cookie(bought.id, Purpose::Follow).await;
    let refused = bought.shop.ask(program("GET", path, &[("cookie", &follower)])).await;
    assert_eq!((refused.status, &refused.json()["error"]["code"]), (StatusCode::FORBIDDEN, &"forbidden".into()));
    let stranger = bought.shop.ask(program("GET", path, &[])).await;
    let unknown = bought.shop.ask(program("GET", &format!("/orders/{}/licence", OrderId::from_bits(7)), &[])).await;
    let garbage = bought.shop.ask(program("GET", "/orders/1/licence", &[])).await;
    for answer in [stranger, unknown, garbage] {
        assert_eq!((answer.status, &answer.json()["error"]["code"]), (StatusCode::NOT_FOUND, &"not_found".into()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_tells_its_buyer_where_the_order_stands_and_strangers_nothing() {
    let bought = Bought::place(&[]).await;
    let (path, buyer) = (&format!("/orders/{}", bought.id), bought.cookie(bought.checkout, Purpose::Buy).await);
    let page = bought.shop.ask(browser("GET", path, &[("cookie", &buyer)])).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    for said in ["Thank you. We are on it.", "Not applicable (not configured)", "Load it again", "http-equiv"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("your licence is ready"), "ux 17: success only after fulfilment");
    bought.deliver().await;
    let page = bought.shop.ask(browser("GET", path, &[("cookie", &buyer), ("accept-language", "de")])).await;
    for said in ["Fertig: Ihre Lizenz liegt bereit", "Lizenz ausgestellt", "keine Rechnung", "eyJ"] {
        assert!(page.text.contains(said), "{said}: {}", page.text);
    }
    assert!(!page.text.contains("http-equiv=\\\"refresh"), "nothing more happens");
    for path in [path.as_str(), "/orders/1"] {
        let page = bought.shop.ask(browser("GET", path, &[])).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert!(!page.text.contains("Acme"), "{}", page.text);
    }
}
