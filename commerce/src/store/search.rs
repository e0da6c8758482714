//! Finding customers and people by a part of what they are known by. The texts searched are stored in lower case.

use domain::account::BillingAccount;
use domain::staff::SearchTerm;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{Condition, Expr, ExprTrait as _, Func, IntoLikeExpr as _, LikeExpr};
use sea_orm::{QueryOrder as _, QuerySelect as _};

use super::users::User;
use super::{StoreError, billing_accounts, users};

/// The accounts that a part of their name, tax id or invoice address is, the newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn accounts(
    db: &impl ConnectionTrait,
    term: &SearchTerm,
    limit: u64,
) -> Result<Vec<BillingAccount>, StoreError> {
    let found = billing_accounts::Entity::find().filter(billing_accounts::Column::FoundBy.like(holding(term)));
    let rows = found.order_by_desc(billing_accounts::Column::Id).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(|row| row.state.0).collect())
}

/// The people that it is a part of the address or the name of, the newest first, at most `limit`.
///
/// # Errors
/// The database failed.
pub async fn people(db: &impl ConnectionTrait, term: &SearchTerm, limit: u64) -> Result<Vec<User>, StoreError> {
    let named = Expr::expr(Func::lower(Expr::col(users::Column::Name))).like(holding(term));
    let either = Condition::any().add(users::Column::EmailKey.like(holding(term))).add(named);
    let found = users::Entity::find().filter(either);
    let rows = found.order_by_desc(users::Column::Id).limit(limit).all(db).await?;
    Ok(rows.into_iter().map(User::from).collect())
}

/// Texts that hold the term to the letter: none of its characters stands for others.
fn holding(term: &SearchTerm) -> LikeExpr {
    let mut pattern = String::from("%");
    for character in term.text().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\').into_like_expr()
}
