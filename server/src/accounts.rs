//! What belongs to an account beside its pages: its audit trail as a file.

use app::api::visit::visit_of;
use axum::Router;
use axum::body::Body;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::get;
use commerce::commerce::Commerce;
use commerce::error::CommerceError;
use domain::access::Caller;
use domain::audit::{AuditEntry, AuditFilter};
use domain::ids::AccountId;
use futures::{Stream, StreamExt as _, stream};
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
    // Who may not have it is told before a file begins.
    let first = commerce.export_audit(&visit.caller, account, &filter).await?;
    let name = format!("audit-{account}-{}.csv", commerce.today());
    let trail = Trail { commerce: commerce.clone(), caller: visit.caller, account, filter };
    let file = Body::from_stream(trail.written(first));
    Ok(attachment(&name, "text/csv; charset=utf-8", file, cookie))
}

/// What is left of a trail that is being written.
struct Trail {
    commerce: Commerce,
    caller: Caller,
    account: AccountId,
    filter: AuditFilter,
}

impl Trail {
    /// The file, as it is read: however long it is, little of it is held at once. It is for who asked, as they stood when it
    /// began. A failure on the way breaks it off, so that half a file is not taken for the whole.
    fn written(self, first: Vec<AuditEntry>) -> impl Stream<Item = Result<Vec<u8>, AppError>> {
        let head = async { lines([COLUMNS.map(str::to_owned)]) };
        let rest = stream::try_unfold((self, first), async |(mut trail, entries)| {
            let Some(last) = entries.last() else { return Ok(None) };
            trail.filter.older_than = last.id.clone();
            let written = lines(entries.iter().map(line))?;
            let next = trail.next().await?;
            Ok(Some((written, (trail, next))))
        });
        stream::once(head).chain(rest)
    }

    async fn next(&self) -> Result<Vec<AuditEntry>, CommerceError> {
        self.commerce.export_audit(&self.caller, self.account, &self.filter).await
    }
}

/// An entry as a line of the file.
fn line(entry: &AuditEntry) -> [String; COLUMNS.len()] {
    let origin = entry.origin.clone().unwrap_or_default();
    let text = |fact: &Option<String>| fact.clone().unwrap_or_default();
    let changes = entry.changes.iter();
    let changes = changes.map(|one| format!("{}: {} -> {}", one.field, text(&one.before), text(&one.after)));
    [
        entry.at.to_string(),
        entry.event.clone(),
        entry.actor.clone(),
        entry.who.clone().unwrap_or_default(),
        entry.about.clone(),
        origin.address.unwrap_or_default(),
        origin.browser.unwrap_or_default(),
        entry.id.clone(),
        changes.collect::<Vec<_>>().join("; "),
    ]
}

/// Lines as RFC 4180 has them.
fn lines(records: impl IntoIterator<Item = [String; COLUMNS.len()]>) -> Result<Vec<u8>, AppError> {
    let mut file = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for record in records {
        file.write_record(record.iter().map(|field| harmless(field))).map_err(|error| AppError::internal(&error))?;
    }
    file.into_inner().map_err(|error| AppError::internal(&error))
}

/// A field that no spreadsheet takes for a formula (OWASP, “CSV injection”): a quote before what would begin one. It begins
/// after a semicolon, a tab or a line's end, too, for those that divide fields there.
fn harmless(field: &str) -> String {
    let mut harmless = String::with_capacity(field.len());
    let mut begins = true;
    for c in field.chars() {
        if begins && matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r') {
            harmless.push('\'');
        }
        harmless.push(c);
        begins = matches!(c, ';' | '\t' | '\r' | '\n');
    }
    harmless
}

#[cfg(test)]
mod tests {
    use domain::access::Origin;
    use domain::audit::Changed;

    use super::*;

    #[test]
    fn no_spreadsheet_finds_a_formula() {
        assert_eq!(harmless("M;=cmd|' /C calc'!A0"), "M;'=cmd|' /C calc'!A0");
        assert_eq!(harmless("-1\n@x\ty"), "'-1\n'@x\ty");
        assert_eq!(harmless("a: 1 -> 2; b: x=y"), "a: 1 -> 2; b: x=y");
    }

    #[test]
    fn writes_an_entry_as_a_line_and_no_formula() {
        let entry = AuditEntry {
            id: "evt_1".to_owned(),
            at: "2026-11-20T09:00:00Z".parse().unwrap(),
            event: "member_joined".to_owned(),
            actor: "user".to_owned(),
            who: Some("=cmd()@example.com".to_owned()),
            about: "acc_1".to_owned(),
            origin: Some(Origin::new(Some("192.0.2.7".to_owned()), Some("Fire, \"fox\""))),
            changes: vec![Changed { field: "role".to_owned(), before: None, after: Some("owner".to_owned()) }],
            untold: 0,
        };
        let text = String::from_utf8(lines([line(&entry)]).unwrap()).unwrap();
        assert_eq!(
            text.trim_end_matches("\r\n"),
            r#"2026-11-20T09:00:00Z,member_joined,user,'=cmd()@example.com,acc_1,192.0.2.7,"Fire, ""fox""",evt_1,role:  -> owner"#
        );
    }
}
