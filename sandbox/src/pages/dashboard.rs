//! The list of payments, for whoever runs a demonstration: what the sandbox's own store says.

use std::fmt::Write;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::assets;
use super::policy::{Framing, page};
use super::template::{escape, fill};
use super::words::{Lang, Words, amount};
use crate::intent::Intent;
use crate::problem::Problem;
use crate::server::Shared;
use crate::store::deliveries::Delivery;
use crate::store::{deliveries, intents};

/// How many of each are shown.
const SHOWN: u32 = 50;

/// `GET /`
///
/// # Errors
/// `internal`.
pub async fn show(State(app): State<Shared>) -> Result<Response, Problem> {
    let found = intents::list(app.store.readers(), &[], SHOWN).await?;
    let sent = deliveries::latest(app.store.readers(), SHOWN).await?;
    let values = [
        ("merchant", app.config.merchant.as_str()),
        ("now", &app.clock.now().strftime("%Y-%m-%d %H:%M:%S UTC").to_string()),
        ("css", &assets::DASHBOARD_CSS.address()),
        ("intents", &intent_rows(&found)),
        ("webhooks", &webhook_rows(&sent)),
    ];
    let html = fill(include_str!("../../web/dashboard.html"), Words::of(Lang::En), &values);
    Ok(page(StatusCode::OK, html, Framing::Nobody, &[]))
}

fn intent_rows(intents: &[Intent]) -> String {
    if intents.is_empty() {
        return "<tr><td colspan=\"6\">No payments yet.</td></tr>".to_owned();
    }
    intents.iter().fold(String::new(), |mut rows, intent| {
        let money = |minor| escape(&amount(minor, &intent.currency, Lang::En));
        let order = intent.metadata.get("order").map_or("", String::as_str);
        let method = format!("{} •••• {}", intent.method.kind, intent.method.last4);
        let _ = write!(
            rows,
            "<tr><td><code>{}</code></td><td><span class=\"status status--{status}\">{status}</span></td>\
             <td class=\"money\">{}</td><td class=\"money\">{}</td><td>{}</td><td><code>{}</code></td></tr>",
            escape(&intent.id),
            money(intent.amount_minor),
            money(intent.captured_minor() - intent.refunded_minor()),
            escape(&method),
            escape(order),
            status = escape(intent.status()),
        );
        rows
    })
}

fn webhook_rows(deliveries: &[Delivery]) -> String {
    if deliveries.is_empty() {
        return "<tr><td colspan=\"5\">No webhooks yet.</td></tr>".to_owned();
    }
    deliveries.iter().fold(String::new(), |mut rows, delivery| {
        let _ = write!(
            rows,
            "<tr><td>{}</td><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td></tr>",
            escape(&delivery.kind),
            escape(&delivery.state),
            escape(&delivery.intent),
            delivery.attempts,
            escape(delivery.answer.as_deref().unwrap_or("")),
        );
        rows
    })
}
