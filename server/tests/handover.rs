//! A checkout in the hands of an approver, all of it without script: pages as the server renders them, forms as they are
//! posted, and the stream of what happens. A binary of its own: pages are rendered by threads that a process has once.

#[path = "edge/shop.rs"]
#[allow(dead_code)]
mod shop;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use commerce::jobs::drain;
use commerce::store::demo_mails;

use shop::{Answer, Shop, browser, program};

const BOSS: &str = "boss@acme.example";

/// Two browsers of one shop, and the checkout between them.
struct Desk {
    shop: Shop,
    id: String,
    buyer: String,
}

fn posted(request: Request<Body>, form: &str) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
    Request::from_parts(parts, Body::from(form.to_owned()))
}

/// The session's cookie that an answer sets.
fn cookie_of(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie").split(';').next()?;
    set.starts_with("kassa=").then(|| set.to_owned())
}

impl Desk {
    /// A checkout that is filled in, the address proved.
    async fn open() -> Self {
        let shop = Shop::open(&[("KASSA_RATE_LIMIT", "0")]).await;
        let form = "plan=premium&seats=25&term=1y&currency=EUR";
        let started = shop.ask(posted(program("POST", "/fn/start_checkout", &[]), form)).await;
        let (id, buyer) = (serde_json::from_value(started.json()).unwrap(), cookie_of(&started).unwrap());
        let mut desk = Self { shop, id, buyer };
        let details = "version=1&company=Acme&contact_name=Ada&contact_email=ada@acme.example&country=DE\
            &line1=Street+1&city=Berlin&postal_code=10115&vat_id=DE136695976";
        desk.press(&desk.buyer, "edit_details", details).await;
        let code: String = desk.mail("ada@acme.example").await.subject.chars().filter(char::is_ascii_digit).collect();
        desk.buyer = cookie_of(&desk.press(&desk.buyer, "prove_email", &format!("code={code}")).await).unwrap();
        desk
    }

    /// Posts a form of the review page.
    async fn press(&self, cookie: &str, function: &str, form: &str) -> Answer {
        let referer = format!("http://shop.test/checkout/{}/review", self.id);
        let headers = [
            ("origin", "http://shop.test"),
            ("sec-fetch-site", "same-origin"),
            ("referer", &referer),
            ("cookie", cookie),
        ];
        let request = browser("POST", &format!("/fn/{function}"), &headers);
        let answer = self.shop.ask(posted(request, &format!("id={}&{form}", self.id))).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{function}: {}", answer.text);
        answer
    }

    async fn page(&self, cookie: &str, step: &str) -> Answer {
        let path = format!("/checkout/{}/{step}", self.id);
        self.shop.ask(browser("GET", &path, &[("cookie", cookie)])).await
    }

    /// The newest mail to an address.
    async fn mail(&self, to: &str) -> demo_mails::Model {
        let commerce = self.shop.state().commerce();
        drain(commerce.store(), commerce).await.unwrap();
        let mails = demo_mails::newest(commerce.store().read(), 20).await.unwrap();
        mails.into_iter().find(|mail| mail.recipient.0.as_str() == to).expect("a mail")
    }

    /// Sends it, and opens the link in a browser of its own.
    async fn sent(&self) -> String {
        let sent = self.press(&self.buyer, "hand_over_checkout", &format!("approver={BOSS}&message=Please")).await;
        assert!(sent.header("location").ends_with("/review"), "{}", sent.header("location"));
        let text = self.mail(BOSS).await.text_body;
        let secret = text.split("/l/").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a link");
        let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin")];
        let opened = posted(browser("POST", "/fn/redeem_link", &headers), &format!("secret={secret}"));
        cookie_of(&self.shop.ask(opened).await).expect("a session")
    }
}

fn says(answer: &Answer, wanted: &[&str]) {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    for said in wanted {
        assert!(answer.text.contains(said), "{said}: {}", answer.text);
    }
}

/// The value of a hidden control.
fn hidden<'a>(page: &'a Answer, name: &str) -> &'a str {
    let behind =
        page.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}: {}", page.text));
    behind.split('"').next().unwrap_or_default()
}

/// One test, not two: what a thread that renders was promised by the runtime of another is lost when that ends.
#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_is_handed_over_without_script() {
    without_script_it_is_sent_commented_returned_and_approved().await;
    taken_back_it_is_closed_to_the_approver_and_nobody_else_gets_in().await;
}

async fn without_script_it_is_sent_commented_returned_and_approved() {
    let desk = Desk::open().await;
    says(&desk.page(&desk.buyer, "payment").await, &["Send it to the person who pays", "/fn/hand_over_checkout"]);
    let boss = desk.sent().await;
    let waiting = desk.page(&desk.buyer, "review").await;
    says(&waiting, &["Waiting for boss@acme.example", "/fn/take_back_checkout", "Sent to boss@acme.example", "324.00"]);
    assert!(!waiting.text.contains("/fn/approve_checkout") && !waiting.text.contains("/fn/accept"), "{}", waiting.text);
    says(&desk.page(&desk.buyer, "plan").await, &["Waiting for boss@acme.example", "To the review"]);

    let review = desk.page(&boss, "review").await;
    let wanted =
        ["Ada asks you to approve this order", "Approve €8,100.00", "Confirm your address and pay", "324.00", "Please"];
    says(&review, &wanted);
    for hers in
        ["/fn/take_back_checkout", "/fn/apply_coupon", "/fn/cancel_checkout", "Change the plan", "/fn/share_checkout"]
    {
        assert!(!review.text.contains(hers), "{hers}: {}", review.text);
    }
    for step in ["plan", "details"] {
        says(&desk.page(&boss, step).await, &["An order to approve", "To the review"]);
    }
    says(&desk.page(&boss, "payment").await, &["Confirm your address and pay"]);

    desk.press(&boss, "comment_checkout", "comment=Why+25%3F").await;
    says(&desk.page(&desk.buyer, "review").await, &["Comment by boss@acme.example", "Why 25?"]);
    desk.press(&boss, "return_checkout", "note=Twenty+are+enough").await;
    says(&desk.page(&desk.buyer, "plan").await, &["boss@acme.example returned it", "Twenty are enough"]);
    says(&desk.page(&boss, "review").await, &["This order is with Ada again"]);

    let boss = desk.sent().await;
    let review = desk.page(&boss, "review").await;
    let (version, as_of, hash) = (hidden(&review, "version"), hidden(&review, "as_of"), hidden(&review, "quote_hash"));
    desk.press(&boss, "approve_checkout", &format!("version={version}&as_of={as_of}&quote_hash={hash}")).await;
    says(&desk.page(&boss, "review").await, &["You approved this order"]);
    says(&desk.page(&desk.buyer, "payment").await, &["Approved by boss@acme.example"]);
    desk.mail("ada@acme.example").await;
}

async fn taken_back_it_is_closed_to_the_approver_and_nobody_else_gets_in() {
    let desk = Desk::open().await;
    let boss = desk.sent().await;
    let path = format!("/checkout/{}/events?ticket=guessed", desk.id);
    assert_eq!(desk.shop.ask(program("GET", &path, &[("cookie", &boss)])).await.status, StatusCode::NOT_FOUND);
    desk.press(&desk.buyer, "take_back_checkout", "").await;
    let page = desk.page(&boss, "review").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.text.contains("Acme"), "{}", page.text);
    says(&desk.page(&desk.buyer, "plan").await, &["premium"]);
}
