//! `/dev/mail`: the mails that a demonstration would have sent, for people and for tests.

use app::document;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use commerce::store::demo_mails::{self, Model};
use domain::ids::MailId;
use leptos::prelude::*;
use messages::Words;
use serde::{Deserialize, Serialize};

use crate::error::AppError;
use crate::state::AppState;
use crate::{locale, policy};

/// How many mails are shown.
const SHOWN: u64 = 200;

/// The list with the newest mail open.
pub(super) async fn newest(State(state): State<AppState>, request: Parts) -> Result<Response, AppError> {
    let mails = mails(&state).await?;
    Ok(show(&state, &request, &mails, mails.first()))
}

/// The list with one mail open.
pub(super) async fn one(
    State(state): State<AppState>,
    Path(id): Path<String>,
    request: Parts,
) -> Result<Response, AppError> {
    let mails = mails(&state).await?;
    let open = find(&state, &id).await?;
    Ok(show(&state, &request, &mails, Some(&open)))
}

/// The HTML part of a mail, to be framed: nothing in it runs, and nothing is loaded from anywhere.
pub(super) async fn html_part(State(state): State<AppState>, Path(id): Path<String>) -> Result<Response, AppError> {
    let mut response = Html(find(&state, &id).await?.html_body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy::mail());
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

/// Whose mails a test wants.
#[derive(Debug, Deserialize)]
pub(super) struct Wanted {
    to: Option<String>,
}

/// A mail as a test reads it.
#[derive(Debug, Serialize)]
struct MailView {
    id: String,
    to: String,
    subject: String,
    text: String,
    html: String,
    sent_at: String,
}

/// The mails as data, the newest first: those to one address, or all.
pub(super) async fn as_json(State(state): State<AppState>, Query(wanted): Query<Wanted>) -> Result<Response, AppError> {
    let view = |mail: Model| MailView {
        id: mail.id.0.to_string(),
        to: mail.recipient.0.to_string(),
        subject: mail.subject,
        text: mail.text_body,
        html: mail.html_body,
        sent_at: mail.sent_at.0.to_string(),
    };
    let mails = match &wanted.to {
        None => mails(&state).await?,
        Some(to) => {
            let theirs = demo_mails::newest_to(state.commerce().store().read(), to, SHOWN).await;
            theirs.map_err(|error| AppError::internal(&error))?
        }
    };
    Ok(Json(mails.into_iter().map(view).collect::<Vec<_>>()).into_response())
}

async fn mails(state: &AppState) -> Result<Vec<Model>, AppError> {
    demo_mails::newest(state.commerce().store().read(), SHOWN).await.map_err(|error| AppError::internal(&error))
}

async fn find(state: &AppState, id: &str) -> Result<Model, AppError> {
    let id: MailId = id.parse().map_err(|_| AppError::NotFound)?;
    let found = demo_mails::find(state.commerce().store().read(), id).await;
    found.map_err(|error| AppError::internal(&error))?.ok_or(AppError::NotFound)
}

fn show(state: &AppState, request: &Parts, mails: &[Model], open: Option<&Model>) -> Response {
    let words = Words::new(locale::choose(request, true).locale);
    let title = words.dev_mail_title();
    let html = document::plain(state.surroundings(words), title, || {
        view! {
            <main id="main" class="page">
                <h1>{title}</h1>
                <p>{words.dev_mail_lead()}</p>
                {match open {
                    None => view! { <p>{words.dev_mail_empty()}</p> }.into_any(),
                    Some(open) => mailbox(words, mails, open),
                }}
            </main>
        }
        .into_any()
    });
    let mut response = Html(html).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy::mailbox());
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn mailbox(words: Words, mails: &[Model], open: &Model) -> AnyView {
    let entry = |mail: &Model| {
        let id = mail.id.0.to_string();
        let current = (mail.id == open.id).then_some("true");
        view! {
            <li>
                <a href=format!("/dev/mail/{id}") aria-current=current>
                    <span>{mail.subject.clone()}</span>
                    <time datetime=mail.sent_at.0.to_string()>{words.date_time(mail.sent_at.0)}</time>
                    <span class="mailbox__to">{mail.recipient.0.to_string()}</span>
                </a>
            </li>
        }
    };
    let entries = mails.iter().map(entry).collect_view();
    view! {
        <div class="mailbox">
            <ul class="mailbox__list" role="list">{entries}</ul>
            <article class="mailbox__mail stack">
                <h2>{open.subject.clone()}</h2>
                <p>{words.dev_mail_to()} ": " {open.recipient.0.to_string()}</p>
                <iframe
                    title=words.dev_mail_frame()
                    sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
                    src=format!("/dev/mail/{}/html", open.id.0)
                ></iframe>
                <h3>{words.dev_mail_text()}</h3>
                <pre tabindex="0">{open.text_body.clone()}</pre>
            </article>
        </div>
    }
    .into_any()
}
