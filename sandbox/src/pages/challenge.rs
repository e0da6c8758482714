//! 3-D Secure: the bank's page, in a frame of the merchant's page or alone.
//!
//! The address carries the intent's secret; the id alone opens nothing. The first answer counts. Afterwards the framing
//! page is told that there is news, or the browser returns to the merchant.

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use subtle::ConstantTimeEq;
use url::Url;

use super::assets;
use super::policy::{Framing, page};
use super::template::{escape, fill};
use super::words::{Lang, Words, amount};
use crate::api::command::Command;
use crate::api::control::act;
use crate::instrument::card::Brand;
use crate::intent::challenge::Authentication;
use crate::intent::{Intent, State as IntentState};
use crate::problem::Problem;
use crate::server::Shared;
use crate::store::intents;

/// The address's secret, and how the page is to look.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    secret: String,
    locale: Option<String>,
    theme: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Answer {
    secret: String,
    result: Authentication,
}

async fn find(app: &Shared, id: &str, secret: &str) -> Result<Option<Intent>, Problem> {
    let found = intents::find(app.store.readers(), id).await?;
    Ok(found.filter(|intent| bool::from(intent.challenge_secret.as_bytes().ct_eq(secret.as_bytes()))))
}

/// `GET /3ds/{intent}?secret=…`
///
/// # Errors
/// `internal`.
pub async fn show(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = Lang::choose(wish.locale.as_deref(), accepted);
    let origins = app.config.origins();
    let found = find(&app, &id, &wish.secret).await?;
    let status = if found.is_some() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let html = html(&app, found.as_ref(), &wish.theme, lang);
    Ok(page(status, html, Framing::Merchant(&origins), &origins))
}

/// `POST /3ds/{intent}`: back to the merchant, or to this page if there is no way back.
///
/// # Errors
/// `not_found`, `intent_needs_no_action`, `internal`.
pub async fn answer(
    State(app): State<Shared>,
    Path(id): Path<String>,
    Form(answer): Form<Answer>,
) -> Result<Response, Problem> {
    let found = find(&app, &id, &answer.secret).await?.ok_or_else(|| Problem::not_found("intent", &id))?;
    let _ = act(&app, Command::Authenticate(id.clone(), answer.result)).await?;
    let back = found.return_url.unwrap_or_else(|| format!("/3ds/{id}?secret={}", answer.secret));
    Ok(Redirect::to(&back).into_response())
}

fn html(app: &Shared, intent: Option<&Intent>, theme: &str, lang: Lang) -> String {
    let words = Words::of(lang);
    let return_url = intent.and_then(|intent| intent.return_url.clone()).unwrap_or_default();
    let parent = match Url::parse(&return_url) {
        Ok(url) => url.origin().ascii_serialization(),
        Err(_) => app.config.origins().into_iter().next().unwrap_or_default(),
    };
    let waits = intent.is_some_and(|intent| intent.state == IntentState::RequiresAction);
    let (heading, body) = match intent {
        Some(intent) if waits => ("challenge_title", ask(app, intent, lang)),
        Some(_) => ("challenge_done", over(words, "challenge_done_text", &return_url)),
        None => ("challenge_unknown", over(words, "challenge_unknown_text", "")),
    };
    let (theme, scheme) = match theme {
        "light" => ("light", "light"),
        "dark" => ("dark", "dark"),
        _ => ("auto", "light dark"),
    };
    let values = [
        ("lang", lang.tag()),
        ("theme", theme),
        ("scheme", scheme),
        ("parent", &parent),
        ("intent", intent.map_or("", |intent| &intent.id)),
        ("return_url", &return_url),
        ("waits", if waits || intent.is_none() { "yes" } else { "no" }),
        ("heading", words.get(heading)),
        ("words", &words.json("challenge_")),
        ("css", &assets::CHALLENGE_CSS.address()),
        ("js", &assets::CHALLENGE_JS.address()),
        ("body", &body),
    ];
    fill(include_str!("../../web/challenge.html"), words, &values)
}

fn ask(app: &Shared, intent: &Intent, lang: Lang) -> String {
    let words = Words::of(lang);
    let purpose = match intent.description.as_str() {
        "" => String::new(),
        text => format!("<dt>{}</dt><dd>{}</dd>", escape(words.get("challenge_purpose")), escape(text)),
    };
    let brand = intent.method.brand.map_or("", brand_name);
    let values = [
        ("merchant", app.config.merchant.as_str()),
        ("amount", &amount(intent.amount_minor, &intent.currency, lang)),
        ("card", &format!("{brand} •••• {}", intent.method.last4)),
        ("purpose", &purpose),
        ("intent", &intent.id),
        ("secret", &intent.challenge_secret),
    ];
    fill(include_str!("../../web/challenge_ask.html"), words, &values)
}

fn over(words: &Words, text: &str, return_url: &str) -> String {
    let back = match return_url {
        "" => String::new(),
        url => {
            format!("<p><a class=\"button\" href=\"{}\">{}</a></p>", escape(url), escape(words.get("challenge_back")))
        }
    };
    let values = [("text", words.get(text)), ("back", &back)];
    fill(include_str!("../../web/challenge_over.html"), words, &values)
}

fn brand_name(brand: Brand) -> &'static str {
    match brand {
        Brand::Visa => "Visa",
        Brand::Mastercard => "Mastercard",
        Brand::Amex => "American Express",
        Brand::Discover => "Discover",
        Brand::Diners => "Diners Club",
        Brand::Jcb => "JCB",
        Brand::Unionpay => "UnionPay",
    }
}
