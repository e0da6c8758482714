//! Who sits there: a page with everybody whom the provider knows, and the way back with a code.

use std::fmt::Write as _;

use axum::Form;
use axum::extract::{Query, State};
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::SignedDuration;
use serde::Deserialize;
use url::Url;

use super::people::{self, PEOPLE};
use super::{Asked, is_merchants, issuer};
use crate::clock::Clock;
use crate::pages::assets;
use crate::pages::policy::{Framing, page};
use crate::pages::template::{escape, fill};
use crate::pages::words::{Lang, Words};
use crate::server::Shared;

/// How long a code can be redeemed.
const CODE_LASTS: SignedDuration = SignedDuration::from_mins(1);

/// A question (RFC 6749, 4.1.1; RFC 7636, 4.3; OpenID Connect Core 1.0, 3.1.2.1).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Question {
    response_type: String,
    client_id: String,
    redirect_uri: String,
    scope: String,
    state: String,
    nonce: Option<String>,
    code_challenge: String,
    code_challenge_method: String,
    login_hint: Option<String>,
    /// Who was chosen; blank for “nobody”.
    who: Option<String>,
}

impl Question {
    /// What is wrong with it, by its name in the specification; where the browser may be sent back with it.
    fn problem(&self) -> Option<&'static str> {
        if self.response_type != "code" {
            return Some("unsupported_response_type");
        }
        let openid = self.scope.split(' ').any(|scope| scope == "openid");
        let pkce = self.code_challenge_method == "S256" && self.code_challenge.len() == 43;
        (self.client_id.is_empty() || !openid || !pkce).then_some("invalid_request")
    }

    /// Back to where the question came from, with this.
    fn back(&self, issuer: &str, name: &str, value: &str) -> Response {
        let Ok(mut url) = Url::parse(&self.redirect_uri) else { return StatusCode::BAD_REQUEST.into_response() };
        url.query_pairs_mut().append_pair(name, value).append_pair("state", &self.state).append_pair("iss", issuer);
        Redirect::to(url.as_str()).into_response()
    }
}

/// `GET /identity/authorize`
pub(super) async fn ask(State(app): State<Shared>, Query(question): Query<Question>, headers: HeaderMap) -> Response {
    // Nobody is sent to a place that is not the merchant's, also not with an error.
    if !is_merchants(&app, &question.redirect_uri) {
        return (StatusCode::BAD_REQUEST, "redirect_uri is no address of the merchant").into_response();
    }
    if let Some(problem) = question.problem() {
        return question.back(&issuer(&app), "error", problem);
    }
    let accepted = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let lang = Lang::choose(None, accepted);
    let values = [
        ("lang", lang.tag()),
        ("css", &assets::CHALLENGE_CSS.address()),
        ("fields", &hidden(&question)),
        ("people", &everybody(&question)),
    ];
    let html = fill(include_str!("../../web/identity.html"), Words::of(lang), &values);
    page(StatusCode::OK, html, Framing::Nobody, &app.config.origins())
}

/// The question once more, for the form that answers it.
fn hidden(question: &Question) -> String {
    let nonce = question.nonce.as_deref().unwrap_or_default();
    let fields = [
        ("response_type", question.response_type.as_str()),
        ("client_id", &question.client_id),
        ("redirect_uri", &question.redirect_uri),
        ("scope", &question.scope),
        ("state", &question.state),
        ("nonce", nonce),
        ("code_challenge", &question.code_challenge),
        ("code_challenge_method", &question.code_challenge_method),
    ];
    fields.iter().filter(|(_, value)| !value.is_empty()).fold(String::new(), |mut html, (name, value)| {
        let _ = writeln!(html, "<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escape(value));
        html
    })
}

/// A button for everybody; whoever is meant comes first.
fn everybody(question: &Question) -> String {
    let meant = |person: &&people::Person| Some(person.email) == question.login_hint.as_deref();
    let others = PEOPLE.iter().filter(|person| !meant(person));
    PEOPLE.iter().filter(meant).chain(others).fold(String::new(), |mut html, person| {
        let (name, task) = (escape(person.name), escape(person.task));
        let _ = writeln!(html, "<button name=\"who\" value=\"{}\">{name} · {task}</button>", person.subject);
        html
    })
}

/// `POST /identity/authorize`
pub(super) async fn answer(State(app): State<Shared>, Form(question): Form<Question>) -> Response {
    if !is_merchants(&app, &question.redirect_uri) {
        return (StatusCode::BAD_REQUEST, "redirect_uri is no address of the merchant").into_response();
    }
    if let Some(problem) = question.problem() {
        return question.back(&issuer(&app), "error", problem);
    }
    let Some(person) = question.who.as_deref().and_then(people::with) else {
        return question.back(&issuer(&app), "error", "access_denied");
    };
    let now = Clock::wall();
    let asked = Asked {
        person,
        client: question.client_id.clone(),
        back_to: question.redirect_uri.clone(),
        challenge: question.code_challenge.clone(),
        nonce: question.nonce.clone(),
        until: now.saturating_add(CODE_LASTS).unwrap_or(now),
    };
    question.back(&issuer(&app), "code", &app.identity.give(asked, now))
}
