//! The card and account fields that the merchant's page frames, and the exchange of what was typed for a token.
//!
//! Query: `kind` (`card`, `sepa_debit`), `parent` (the framing page's origin), `locale`, `theme` (`light`, `dark`,
//! `auto`), and colours as six hexadecimal digits: `accent`, `ink`, `surface`, `edge`, `bad`.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use super::assets;
use super::policy::{Framing, page};
use super::template::{escape, fill};
use super::words::{Lang, Words};
use crate::api::command::Command;
use crate::api::control::act;
use crate::api::request::{self, NewMethod};
use crate::problem::Problem;
use crate::server::Shared;

/// How the fields are to look and for whom.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Wish {
    kind: String,
    parent: Option<String>,
    locale: Option<String>,
    theme: String,
    accent: String,
    ink: String,
    surface: String,
    edge: String,
    bad: String,
}

impl Wish {
    /// `auto` unless told.
    fn theme(&self) -> (&'static str, &'static str) {
        match self.theme.as_str() {
            "light" => ("light", "light"),
            "dark" => ("dark", "dark"),
            _ => ("auto", "light dark"),
        }
    }

    /// The colours that are colours, as a query.
    fn colours(&self) -> String {
        let all = [
            ("accent", &self.accent),
            ("ink", &self.ink),
            ("surface", &self.surface),
            ("edge", &self.edge),
            ("bad", &self.bad),
        ];
        let is_colour = |hex: &str| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit());
        let named: Vec<_> =
            all.iter().filter(|(_, hex)| is_colour(hex)).map(|(name, hex)| format!("{name}={hex}")).collect();
        named.join("&")
    }
}

/// `GET /fields`: 403 with an explanation for a parent that is not the merchant's.
pub async fn show(State(app): State<Shared>, Query(wish): Query<Wish>, headers: HeaderMap) -> Response {
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = Lang::choose(wish.locale.as_deref(), accepted);
    let words = Words::of(lang);
    let origins = app.config.origins();
    let parent = wish.parent.clone().or_else(|| origins.first().cloned()).unwrap_or_default();
    if !origins.contains(&parent) {
        let html = format!(
            "<!doctype html><html lang=\"{}\"><title>{title}</title><main><h1>{title}</h1><p>{}</p></main></html>",
            lang.tag(),
            escape(words.get("not_allowed_text")),
            title = escape(words.get("not_allowed")),
        );
        return page(StatusCode::FORBIDDEN, html, Framing::Nobody, &[]);
    }
    page(StatusCode::OK, html(&app, &wish, lang, &parent), Framing::Merchant(&origins), &[])
}

fn html(app: &Shared, wish: &Wish, lang: Lang, parent: &str) -> String {
    let words = Words::of(lang);
    let (kind, title, inputs) = match wish.kind.as_str() {
        "sepa_debit" => ("sepa_debit", "fields_title_account", include_str!("../../web/account.html")),
        _ => ("card", "fields_title_card", include_str!("../../web/card.html")),
    };
    let mandate = words.get("mandate").replace("{merchant}", &app.config.merchant);
    let inputs = fill(inputs, words, &[("mandate", &mandate)]);
    let (theme, scheme) = wish.theme();
    let values = [
        ("lang", lang.tag()),
        ("theme", theme),
        ("scheme", scheme),
        ("parent", parent),
        ("kind", kind),
        ("colours", &wish.colours()),
        ("title", words.get(title)),
        ("words", &words.json("error_")),
        ("css", &assets::FIELDS_CSS.address()),
        ("js", &assets::FIELDS_JS.address()),
        ("inputs", &inputs),
    ];
    fill(include_str!("../../web/fields.html"), words, &values)
}

/// `POST /fields/methods`: a token for what was typed. Only the fields themselves may ask.
///
/// # Errors
/// The field that is wrong; `foreign_origin`.
pub async fn tokenise(State(app): State<Shared>, headers: HeaderMap, body: Bytes) -> Result<Json<Value>, Problem> {
    let own = app.base_url.origin().ascii_serialization();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let foreign = header(ORIGIN.as_str()) != Some(own.as_str())
        || header("sec-fetch-site").is_some_and(|site| site != "same-origin");
    if foreign {
        let message = "only the fields of this origin may ask for a token".to_owned();
        return Err(Problem { status: StatusCode::FORBIDDEN, code: "foreign_origin", message, field: None });
    }
    let method = request::read::<NewMethod>(&body)?.check(&app.clock)?;
    act(&app, Command::KeepMethod(method)).await
}
