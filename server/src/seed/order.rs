//! The paid order among the examples, with its licence.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use commerce::commerce::Commerce;
use commerce::flows::{AcceptQuote, Accepted};
use commerce::store::{billing_accounts, orders, users};
use domain::checkout::{Acceptances, Details, Selection};
use domain::ids::{CheckoutId, OrderId};
use domain::order::{Order, OrderState};
use serde_json::json;

use super::Example;
use super::people::BUYER;
use super::visitor::{Visitor, work};
use crate::config::Gateway;

/// The card that the payment provider's stand-in charges without asking.
const CARD: &str = "4242424242424242";
/// How long the licence is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Buys, unless that was done; waits for the licence.
///
/// # Errors
/// A flow refused it, the payment provider or the database failed, or no licence came.
pub(super) async fn make(shop: &Commerce, gateway: &Gateway) -> anyhow::Result<Example> {
    let known = bought(shop).await?;
    let id = match &known {
        Some(order) => order.id,
        None => buy(shop, gateway).await?,
    };
    deliver(shop, id).await?;
    let path = Some(format!("/orders/{id}"));
    Ok(Example { what: "a paid order with its licence", who: BUYER.email.to_owned(), path, made: known.is_none() })
}

/// The order that the buyer has: a delivered one, or one on its way there.
async fn bought(shop: &Commerce) -> anyhow::Result<Option<Order>> {
    let db = shop.store().read();
    let Some(user) = users::by_email(db, &BUYER.address()).await? else { return Ok(None) };
    for (account, _) in billing_accounts::of_user(db, user.id).await? {
        let goes_on = |order: &Order| order.state.is_live() || matches!(order.state, OrderState::Provisioned { .. });
        if let Some(order) = orders::of_account(db, account, 100).await?.into_iter().find(goes_on) {
            return Ok(Some(order));
        }
    }
    Ok(None)
}

async fn buy(shop: &Commerce, gateway: &Gateway) -> anyhow::Result<OrderId> {
    let card = card(gateway).await?;
    let mut buyer = Visitor::new(shop);
    let started = shop.start_checkout(&buyer.visit().await?, selection()).await?;
    buyer.keep(started.cookie);
    let checkout = started.checkout;
    let version = shop.view_checkout(&buyer.visit().await?.caller, checkout).await?.version;
    shop.edit_details(&buyer.visit().await?, checkout, version, details(), "en").await?;
    let code = buyer.code(&BUYER.address()).await?;
    let proved = shop.prove_email(&buyer.visit().await?, checkout, &code, "en").await?;
    buyer.keep(proved.cookie);
    shop.choose_method(&buyer.visit().await?.caller, checkout, &card).await?;
    accept(&mut buyer, checkout).await
}

async fn accept(buyer: &mut Visitor<'_>, checkout: CheckoutId) -> anyhow::Result<OrderId> {
    let (shop, caller) = (buyer.shop, buyer.visit().await?.caller);
    let view = shop.view_checkout(&caller, checkout).await?;
    let request = view.content.quote_request(shop.presumed_country(), view.as_of);
    let quote = shop.price_in(shop.store().read(), &request, None).await?;
    let quote = quote.map_err(|refusals| anyhow::anyhow!("it cannot be sold: {refusals:?}"))?;
    let terms_version = Some(shop.seller().terms_version.as_str());
    let accepted = Acceptances { quote_hash: &quote.hash, terms_version, renewal: true };
    let accept = AcceptQuote { checkout, version: view.version, as_of: view.as_of, accepted, network: None };
    match shop.accept_quote(&caller, &accept).await? {
        Accepted::Placed { order, .. } => Ok(order),
        Accepted::Changed(_) => bail!("the price has changed meanwhile: seed again"),
    }
}

/// Has the order's jobs done until its licence is there. A server on the same database may be doing them already.
async fn deliver(shop: &Commerce, id: OrderId) -> anyhow::Result<()> {
    let until = Instant::now() + PATIENCE;
    loop {
        work(shop).await?;
        let order = orders::get(shop.store().read(), id).await?;
        if matches!(order.state, OrderState::Provisioned { .. }) {
            return Ok(());
        }
        if Instant::now() > until {
            bail!("order {id} is still {}: {:?}", order.status(), order.waiting_reason());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn selection() -> Selection {
    let addon = BTreeMap::from([("assistant".to_owned(), 25)]);
    let (term, currency) = ("1y".parse().ok(), "EUR".parse().expect("a currency"));
    Selection { plan: "premium".to_owned(), seats: 25, term, currency, coupon: None, addon }
}

fn details() -> Details {
    let mut details = Details {
        company: BUYER.company.to_owned(),
        contact_name: BUYER.name.to_owned(),
        contact_email: BUYER.email.to_owned(),
        vat_id: Some("DE136695976".to_owned()),
        purchase_order: Some("PO-2026-0117".to_owned()),
        ..Details::default()
    };
    details.address.country = BUYER.country.parse().ok();
    details.address.line1 = "Werkstraße 12".to_owned();
    details.address.city = "Chemnitz".to_owned();
    details.address.postal_code = "09112".to_owned();
    details
}

/// What the provider's card fields answer for [`CARD`].
async fn card(gateway: &Gateway) -> anyhow::Result<String> {
    let url = gateway.url.join("/v1/payment_methods").context("KASSA_GATEWAY_URL is no address to call")?;
    let body = json!({ "kind": "card", "number": CARD, "expiry": "12/34", "cvc": "123", "holder": BUYER.name });
    let key = format!("seed-{}", hex::encode(&commerce::random::Random::system().bytes()[..8]));
    let request = reqwest::Client::new().post(url.clone()).bearer_auth(gateway.key.reveal());
    let answer = request.header("idempotency-key", key).json(&body).send().await;
    let answer = answer.and_then(reqwest::Response::error_for_status).with_context(|| {
        format!("the payment provider does not take a card at {url}: start it first, with `kassa sandbox`")
    })?;
    let method: serde_json::Value = answer.json().await.context("the payment provider's answer cannot be read")?;
    method["id"].as_str().map(str::to_owned).context("the payment provider named no way to pay")
}
