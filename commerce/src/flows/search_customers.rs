//! Where our own people begin: looking for a customer, an order or a person.

use domain::access::{Action, Caller, Target, decide};
use domain::account::{BillingAccount, Membered};
use domain::ids::OrderId;
use domain::order::Order;
use domain::staff::{AccountFound, Found, OrderFound, PersonFound, SHOWN, SearchTerm};
use sea_orm::ConnectionTrait;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::users::User;
use crate::store::{StoreError, billing_accounts, orders, search, users};

/// The states of an order that somebody may have to do something about.
const WAITING: [&str; 4] = ["awaiting_gates", "committed", "provisioning", "failed"];

/// How many of a kind are looked for: one more than is shown says that there are more.
const MOST: u64 = SHOWN as u64 + 1;

impl Commerce {
    /// What a search finds: an id finds what it names, anything else every customer and person that it is a part of. Nothing
    /// finds the orders that wait.
    ///
    /// # Errors
    /// Not one of us; the database failed.
    pub async fn search_customers(&self, caller: &Caller, typed: &str) -> Result<Found, CommerceError> {
        decide(caller, Action::ViewStaffArea, &Target::Staff, self.now())?;
        let (db, term) = (self.store().read(), SearchTerm::typed(typed));
        let found = if term.is_empty() {
            let waiting = orders::in_states(db, &WAITING, MOST).await?;
            Found { orders: orders_found(db, waiting).await?, ..Found::default() }
        } else if let Some(found) = named(db, &term).await? {
            found
        } else {
            known_by(db, &term).await?
        };
        Ok(Found { roles: caller.staff_roles().to_vec(), ..found.cut() })
    }
}

/// The customers and people that a text is a part of.
async fn known_by(db: &impl ConnectionTrait, term: &SearchTerm) -> Result<Found, StoreError> {
    let mut found = Found::default();
    for account in search::accounts(db, term, MOST).await? {
        found.accounts.push(account_found(db, account).await?);
    }
    for person in search::people(db, term, MOST).await? {
        found.people.push(person_found(db, person).await?);
    }
    Ok(found)
}

/// What an id names; `None` for what is no id.
async fn named(db: &impl ConnectionTrait, term: &SearchTerm) -> Result<Option<Found>, StoreError> {
    let mut found = Found::default();
    if let Ok(id) = term.text().parse() {
        let account = billing_accounts::find(db, id).await?;
        found.accounts = match account {
            Some(account) => vec![account_found(db, account).await?],
            None => Vec::new(),
        };
    } else if let Ok(id) = term.text().parse::<OrderId>() {
        found.orders = orders_found(db, orders::find(db, id).await?.map(|order| order.id)).await?;
    } else if let Ok(id) = term.text().parse() {
        found.people = match users::find(db, id).await? {
            Some(person) => vec![person_found(db, person).await?],
            None => Vec::new(),
        };
    } else {
        return Ok(None);
    }
    Ok(Some(found))
}

async fn account_found(db: &impl ConnectionTrait, account: BillingAccount) -> Result<AccountFound, StoreError> {
    let owner = users::get(db, account.primary_owner()).await?.email.to_string();
    Ok(AccountFound { id: account.id, name: account.profile.legal_name, owner, opened_at: account.opened_at })
}

async fn person_found(db: &impl ConnectionTrait, person: User) -> Result<PersonFound, StoreError> {
    let mut accounts = Vec::new();
    for (id, role) in billing_accounts::of_user(db, person.id).await? {
        accounts.push(Membered { id, name: billing_accounts::get(db, id).await?.profile.legal_name, role });
    }
    Ok(PersonFound { id: person.id, email: person.email.to_string(), name: person.name, accounts })
}

async fn orders_found(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = OrderId>,
) -> Result<Vec<OrderFound>, StoreError> {
    let mut found = Vec::new();
    for id in ids {
        let order = orders::get(db, id).await?;
        let customer = billing_accounts::get(db, order.account).await?.profile.legal_name;
        found.push(order_found(&order, customer));
    }
    Ok(found)
}

/// An order as our own people see it in a list.
pub(super) fn order_found(order: &Order, customer: String) -> OrderFound {
    OrderFound {
        id: order.id,
        account: order.account,
        customer,
        plan: order.acceptance.selection.plan.clone(),
        seats: order.acceptance.selection.seats,
        total: order.acceptance.quote.total,
        status: order.status().to_owned(),
        waits: order.waiting_reason(),
        placed_at: order.placed_at,
    }
}
