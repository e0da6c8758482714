//! A person, wherever their address is written down: found for them, and taken out.
//!
//! Not an aggregate: it goes through the tables that hold addresses. Orders are the ledger's and keep whom a voucher names.

use domain::ids::UserId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, SimpleExpr};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use serde::de::DeserializeOwned;

use super::{Micros, StoreError, Tx};
use crate::redaction::Redaction;

/// What the books keep.
const VOUCHERS: &str = "orders";
/// Tables with an id and a JSON text that may name somebody.
const STATES: [(&str, &str); 7] = [
    (VOUCHERS, "state"),
    ("leads", "state"),
    ("trials", "state"),
    ("checkouts", "state"),
    ("invitations", "state"),
    ("actings", "state"),
    ("jobs", "payload"),
];
/// Columns with an address, or with what is made of one.
const COLUMNS: [(&str, &str); 4] =
    [("leads", "email"), ("trials", "company_key"), ("invitations", "email_key"), ("mails", "recipient")];
/// Rows that go: codes, links and grants that were sent to an address in lower case, mails to it that have not left, a
/// demonstration's mails that name it, and where transactions about it take turns. Inside JSON an address stands between
/// quotation marks, so that none is found inside another; of mails of a demonstration
/// and turns none is missed.
const GONE: [(&str, &str); 6] = [
    ("DELETE FROM email_codes WHERE email_key = $1", ""),
    ("DELETE FROM demo_mails WHERE lower(recipient) = $1 OR {position}(lower(text_body), $1) > 0", ""),
    ("DELETE FROM guards WHERE {position}(lower(name), $1) > 0", ""),
    ("DELETE FROM links WHERE {position}(lower(state), $1) > 0", "email"),
    ("DELETE FROM session_grants WHERE {position}(lower(state), $1) > 0", "email"),
    ("DELETE FROM jobs WHERE kind = 'send_mail' AND {position}(lower(payload), $1) > 0", "to"),
];

/// Whether a text column holds a text in lower case, whatever its own case.
pub(super) fn contains(db: &impl ConnectionTrait, column: &'static str, text: &str) -> SimpleExpr {
    let lower = Func::lower(Expr::col(column));
    Expr::expr(Func::cust(position(db)).arg(lower).arg(text)).gt(0)
}

/// The function that says where one text is in another: 0 where it is not.
fn position(db: &impl ConnectionTrait) -> &'static str {
    if db.get_database_backend() == DbBackend::Sqlite { "instr" } else { "strpos" }
}

fn statement<const N: usize>(db: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Statement {
    Statement::from_sql_and_values(db.get_database_backend(), sql.replace("{position}", position(db)), values)
}

#[derive(Debug, FromQueryResult)]
struct Found {
    id: String,
    text: String,
}

/// The ids and texts of rows that hold this text in lower case, the oldest first.
async fn holding(db: &impl ConnectionTrait, table: &str, column: &str, text: &str) -> Result<Vec<Found>, StoreError> {
    let sql =
        format!("SELECT id, {column} AS text FROM {table} WHERE {{position}}(lower({column}), $1) > 0 ORDER BY id");
    Ok(Found::find_by_statement(statement(db, &sql, [text.into()])).all(db).await?)
}

/// Takes a person out of everything but events and what they are by: their own row, their sessions, their memberships.
///
/// # Errors
/// The database failed.
pub async fn redact(tx: &Tx, redaction: &Redaction) -> Result<(), StoreError> {
    for address in redaction.addresses() {
        for (sql, member) in GONE {
            let named = if member.is_empty() { address.clone() } else { format!(r#""{member}":"{address}""#) };
            tx.execute_raw(statement(tx, sql, [named.into()])).await?;
        }
        for (table, column) in STATES {
            for Found { id, text } in holding(tx, table, column, address).await? {
                let redacted = if table == VOUCHERS { redaction.of_voucher(&text) } else { redaction.of_json(&text) };
                let Some(redacted) = redacted else { continue };
                let sql = format!("UPDATE {table} SET {column} = $1 WHERE id = $2");
                tx.execute_raw(statement(tx, &sql, [redacted.into(), id.into()])).await?;
            }
        }
        for (table, column) in COLUMNS {
            for Found { id, text } in holding(tx, table, column, address).await? {
                // As in the state: the column is a part of it.
                let quoted = serde_json::Value::String(text).to_string();
                let redacted = redaction.of_json(&quoted).and_then(|text| serde_json::from_str::<String>(&text).ok());
                let Some(redacted) = redacted else { continue };
                let sql = format!("UPDATE {table} SET {column} = $1 WHERE id = $2");
                tx.execute_raw(statement(tx, &sql, [redacted.into(), id.into()])).await?;
            }
        }
    }
    Ok(())
}

/// Unlinks a person from everybody who signs them in.
///
/// # Errors
/// The database failed.
pub async fn unlink(tx: &Tx, user: UserId) -> Result<(), StoreError> {
    let sql = "DELETE FROM identities WHERE user_id = $1";
    tx.execute_raw(statement(tx, sql, [user.to_string().into()])).await?;
    Ok(())
}

/// What a table keeps that names a person by their id or their address, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn naming<T: DeserializeOwned>(
    db: &impl ConnectionTrait,
    table: &'static str,
    user: UserId,
    address: &str,
) -> Result<Vec<T>, StoreError> {
    let mut found = holding(db, table, "state", &user.to_string()).await?;
    for other in holding(db, table, "state", address).await? {
        if found.iter().all(|one| one.id != other.id) {
            found.push(other);
        }
    }
    found.sort_by(|one, other| one.id.cmp(&other.id));
    let read = |error: serde_json::Error| StoreError::Corrupt { what: table, reason: error.to_string() };
    found.iter().map(|one| serde_json::from_str(&one.text).map_err(read)).collect()
}

/// A mail that was sent to somebody.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Mailed {
    /// Which letter.
    pub letter: String,
    /// When it was decided on.
    pub created_at: Micros,
    /// When it left.
    pub sent_at: Option<Micros>,
}

/// The mails to an address in its normal form, the oldest first.
///
/// # Errors
/// The database failed.
pub async fn mails(db: &impl ConnectionTrait, address: &str) -> Result<Vec<Mailed>, StoreError> {
    let sql = "SELECT letter, created_at, sent_at FROM mails WHERE recipient = $1 ORDER BY created_at, id";
    Ok(Mailed::find_by_statement(statement(db, sql, [address.into()])).all(db).await?)
}
