//! What belongs to an account beside its pages: its audit trail as a file.

use app::api::visit::visit_of;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use domain::audit::{AuditEntry, AuditFilter};
use domain::ids::AccountId;
use serde::Deserialize;

use crate::attachment::attachment;
use crate::error::AppError;
use crate::state::AppState;

/// The route below `/account`.
pub fn routes() -> Router<AppState> {
    Router::new().route("/account/audit.csv", get(audit))
}

/// The filter as the address has it: blank for what is not asked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    account: String,
    event: String,
    actor: String,
    from: String,
    until: String,
}

/// The columns of the file.
const COLUMNS: [&str; 9] = ["at", "event", "actor", "who", "about", "address", "browser", "id", "changes"];

async fn audit(
    State(state): State<AppState>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let commerce = state.commerce();
    let (visit, cookie) = visit_of(commerce, &headers, state.is_secure()).await?;
    let account: AccountId = wanted.account.parse().map_err(|_| AppError::NotFound)?;
    let filter = AuditFilter {
        event: wanted.event,
        actor: wanted.actor,
        from: wanted.from.parse().ok(),
        until: wanted.until.parse().ok(),
        older_than: String::new(),
    };
    let entries = commerce.export_audit(&visit.caller, account, &filter).await?;
    let file = written(&entries).map_err(|error| AppError::internal(&error))?;
    let name = format!("audit-{account}-{}.csv", commerce.today());
    Ok(attachment(&name, "text/csv; charset=utf-8", file, cookie))
}

/// The entries as RFC 4180 has them.
fn written(entries: &[AuditEntry]) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    file.write_record(COLUMNS)?;
    for entry in entries {
        let origin = entry.origin.clone().unwrap_or_default();
        let changes: Vec<String> = entry
            .changes
            .iter()
            .map(|change| {
                let text = |fact: &Option<String>| fact.clone().unwrap_or_default();
                format!("{}: {} -> {}", change.field, text(&change.before), text(&change.after))
            })
            .collect();
        let fields = [
            entry.at.to_string(),
            entry.event.clone(),
            entry.actor.clone(),
            entry.who.clone().unwrap_or_default(),
            entry.about.clone(),
            origin.address.unwrap_or_default(),
            origin.browser.unwrap_or_default(),
            entry.id.clone(),
            changes.join("; "),
        ];
        file.write_record(fields.iter().map(|field| harmless(field)))?;
    }
    file.into_inner().map_err(|error| error.into_error().into())
}

/// A field that no spreadsheet takes for a formula (OWASP, “CSV injection”): a quote before what would begin one.
fn harmless(field: &str) -> String {
    match field.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r') => format!("'{field}"),
        _ => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use domain::access::Origin;
    use domain::audit::Changed;

    use super::*;

    #[test]
    fn writes_a_line_for_each_entry_and_no_formula() {
        let entry = AuditEntry {
            id: "evt_1".to_owned(),
            at: "2026-11-20T09:00:00Z".parse().unwrap(),
            event: "member_joined".to_owned(),
            actor: "user".to_owned(),
            who: Some("=cmd()@example.com".to_owned()),
            about: "acc_1".to_owned(),
            origin: Some(Origin::new(Some("192.0.2.7".to_owned()), Some("Fire, \"fox\""))),
            changes: vec![Changed { field: "role".to_owned(), before: None, after: Some("owner".to_owned()) }],
        };
        let text = String::from_utf8(written(&[entry]).unwrap()).unwrap();
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], COLUMNS.join(","));
        assert_eq!(
            lines[1],
            r#"2026-11-20T09:00:00Z,member_joined,user,'=cmd()@example.com,acc_1,192.0.2.7,"Fire, ""fox""",evt_1,role:  -> owner"#
        );
    }
}
