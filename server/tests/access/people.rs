//! Who asks: the owner of a checkout and an order, and strangers.

use axum::body::Body;
use axum::http::Request;
use commerce::commerce::Commerce;
use commerce::flows::{AcceptQuote, Accepted};
use commerce::jobs::drain;
use commerce::store::demo_mails;
use domain::access::Purpose;
use domain::checkout::Acceptances;
use domain::ids::{CheckoutId, OrderId, TrialId};
use domain::trial::TrialForm;

use crate::shop::{Answer, Shop, browser, program};

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asker {
    /// Whose things are asked about.
    Owner,
    /// Without anything.
    Nobody,
    /// A browser with a session and a checkout of its own.
    Stranger,
    /// A frame with a token for the stranger's checkout.
    Frame,
}

impl Asker {
    /// Everybody who is not the owner.
    pub const STRANGERS: [Self; 3] = [Self::Nobody, Self::Stranger, Self::Frame];
}

/// A provider that signs people in, and is away.
const PROVIDER: &str = "acme";

/// A shop in which somebody has an open checkout, a delivered order and a trial, and somebody else a checkout.
pub struct World {
    pub shop: Shop,
    owner: String,
    stranger: String,
    token: String,
    checkout: CheckoutId,
    order: OrderId,
    trial: TrialId,
}

impl World {
    pub async fn open() -> Self {
        let shop = Shop::open(&[
            ("KASSA_RATE_LIMIT", "0"),
            ("KASSA_OIDC_PROVIDERS", PROVIDER),
            // Nobody listens there.
            ("KASSA_OIDC_ACME_ISSUER", "http://127.0.0.1:1"),
            ("KASSA_OIDC_ACME_CLIENT_ID", "kassa"),
        ])
        .await;
        let commerce = shop.state().commerce().clone();
        commerce.keep_licence_keys().await.unwrap();
        let (bought, owner) = begin(&shop, "plan=free&seats=5&currency=EUR", "").await;
        let (order, owner) = buy(&shop, &commerce, bought, &owner).await;
        let (checkout, _) = begin(&shop, "plan=premium&seats=25&term=1y&currency=EUR", &owner).await;
        let trial = try_out(&commerce, &owner).await;
        let (theirs, stranger) = begin(&shop, "plan=premium&seats=1&term=1y&currency=EUR", "").await;
        let issued = commerce.store().write(|tx| {
            let commerce = commerce.clone();
            async move { commerce.issue_token(&tx, theirs, Purpose::Buy).await }
        });
        let token = issued.await.unwrap().secret.reveal();
        Self { shop, owner, stranger, token, checkout, order, trial }
    }

    /// The answer to this asker; things in `form` and in the path's place are the owner's.
    pub async fn ask(&self, method: &str, path: &str, form: &str, who: Asker) -> Answer {
        let (checkout, order) = (self.checkout.to_string(), self.order.to_string());
        let form = form.replace("{checkout}", &checkout).replace("{order}", &order);
        let form = form.replace("{trial}", &self.trial.to_string());
        let function = path.starts_with("/fn/");
        let path = match (path.contains('{'), method) {
            (true, _) => path.replace("{id}", &form).replace("{secret}", &form).replace("{provider}", PROVIDER),
            (false, "GET") if !form.is_empty() => format!("{path}?{form}"),
            (false, _) => path.to_owned(),
        };
        let mut headers = vec![("origin", "http://shop.test"), ("sec-fetch-site", "same-origin")];
        match who {
            Asker::Nobody => {}
            Asker::Owner => headers.push(("cookie", &self.owner)),
            Asker::Stranger => headers.push(("cookie", &self.stranger)),
            Asker::Frame => headers.push(("x-kassa-checkout-token", &self.token)),
        }
        let request = if function { program(method, &path, &headers) } else { browser(method, &path, &headers) };
        self.shop.ask(if method == "POST" { posted(request, &form) } else { request }).await
    }
}

fn posted(request: Request<Body>, form: &str) -> Request<Body> {
    let (mut parts, _) = request.into_parts();
    parts.headers.entry("content-type").or_insert("application/x-www-form-urlencoded".parse().unwrap());
    Request::from_parts(parts, Body::from(form.to_owned()))
}

/// Opens a checkout in the browser with this cookie, or in a new one; answers the cookie afterwards.
async fn begin(shop: &Shop, choice: &str, cookie: &str) -> (CheckoutId, String) {
    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    let answer = shop.ask(posted(program("POST", "/fn/start_checkout", &headers), choice)).await;
    let id = serde_json::from_value(answer.json()).unwrap_or_else(|error| panic!("{error}: {}", answer.text));
    (id, cookie_of(&answer).unwrap_or_else(|| cookie.to_owned()))
}

fn cookie_of(answer: &Answer) -> Option<String> {
    let set = answer.header("set-cookie").split(';').next()?;
    set.starts_with("kassa_session=").then(|| set.to_owned())
}

/// Fills the checkout in, proves the address and accepts; everything that is due is done.
async fn buy(shop: &Shop, commerce: &Commerce, checkout: CheckoutId, cookie: &str) -> (OrderId, String) {
    let details = "version=1&company=Acme&contact_name=Ada&contact_email=ada@acme.example&country=DE&line1=Street+1\
        &city=Berlin&postal_code=10115";
    let headers = [("origin", "http://shop.test"), ("sec-fetch-site", "same-origin"), ("cookie", cookie)];
    let form = format!("id={checkout}&{details}");
    let saved = shop.ask(posted(program("POST", "/fn/edit_details", &headers), &form)).await;
    assert!(saved.status.is_success(), "{}", saved.text);
    drain(commerce.store(), commerce).await.unwrap();
    let mail = demo_mails::newest(commerce.store().read(), 1).await.unwrap().remove(0);
    let code: String = mail.subject.chars().filter(char::is_ascii_digit).collect();
    let form = format!("id={checkout}&code={code}");
    let proved = shop.ask(posted(program("POST", "/fn/prove_email", &headers), &form)).await;
    assert!(proved.status.is_success(), "{}", proved.text);
    let cookie = cookie_of(&proved).expect("a session that is signed in");

    let secret = cookie.trim_start_matches("kassa_session=");
    let caller = commerce.visit(Some(secret)).await.unwrap().caller;
    let view = commerce.view_checkout(&caller, checkout).await.unwrap();
    let request = view.content.quote_request(commerce.presumed_country(), view.as_of);
    let quote = commerce.goods().price(&request, 0).unwrap();
    let terms_version = Some(commerce.seller().terms_version.as_str());
    let accepted = Acceptances { quote_hash: &quote.hash, terms_version, renewal: false };
    let accept = AcceptQuote { checkout, version: view.version, as_of: view.as_of, accepted, network: None };
    let placed = commerce.accept_quote(&caller, &accept).await.unwrap();
    let Accepted::Placed { order, .. } = placed else { panic!("{placed:?}") };
    drain(commerce.store(), commerce).await.unwrap();
    (order, cookie)
}

/// A trial of whoever has this cookie, which runs.
async fn try_out(commerce: &Commerce, cookie: &str) -> TrialId {
    let visit = commerce.visit(Some(cookie.trim_start_matches("kassa_session="))).await.unwrap();
    let form = TrialForm {
        name: "Ada".to_owned(),
        email: "ada@acme.example".to_owned(),
        company: "Acme".to_owned(),
        country: "DE".to_owned(),
        plan: "premium".to_owned(),
        seats: "5".to_owned(),
    };
    let asked = commerce.start_trial(&visit, &form, "en").await.unwrap();
    drain(commerce.store(), commerce).await.unwrap();
    asked.trial
}
