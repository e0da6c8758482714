//! What is sold: leads, quotes, checkouts, orders, payments, subscriptions, trials, licences.

use sea_orm::DbErr;
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_sales"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    // Somebody who wants to be called.
    "CREATE TABLE leads (
        id TEXT PRIMARY KEY,
        email TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    // What was shown, byte for byte, under its hash.
    "CREATE TABLE quotes (
        hash TEXT PRIMARY KEY,
        canonical TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
    "CREATE TABLE subscriptions (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        product TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE INDEX subscriptions_by_account ON subscriptions (account_id)",
    // One trial for each company and product, ever; asking for one does not count until the address is proved.
    "CREATE TABLE trials (
        id TEXT PRIMARY KEY,
        company_key TEXT NOT NULL,
        product TEXT NOT NULL,
        account_id TEXT REFERENCES billing_accounts (id),
        subscription_id TEXT REFERENCES subscriptions (id),
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE UNIQUE INDEX trials_one ON trials (company_key, product) WHERE status <> 'requested'",
    "CREATE INDEX trials_by_account ON trials (account_id)",
    "CREATE INDEX trials_by_subscription ON trials (subscription_id)",
    "CREATE TABLE checkouts (
        id TEXT PRIMARY KEY,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        account_id TEXT REFERENCES billing_accounts (id),
        user_id TEXT REFERENCES users (id),
        expires_at BIGINT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    "CREATE INDEX checkouts_by_expiry ON checkouts (expires_at) WHERE status IN ('open', 'with_approver')",
    "CREATE TABLE orders (
        id TEXT PRIMARY KEY,
        checkout_id TEXT NOT NULL REFERENCES checkouts (id),
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        subscription_id TEXT NOT NULL,
        quote_hash TEXT NOT NULL REFERENCES quotes (hash),
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // One live order for each checkout. (Its subscription may begin to exist only when it is delivered: no reference.)
    "CREATE UNIQUE INDEX orders_one_live ON orders (checkout_id) WHERE status NOT IN ('declined', 'cancelled')",
    "CREATE INDEX orders_by_account ON orders (account_id)",
    "CREATE TABLE payment_intents (
        id TEXT PRIMARY KEY,
        order_id TEXT NOT NULL REFERENCES orders (id),
        reference TEXT UNIQUE,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        updated_at BIGINT NOT NULL
    )",
    // Nobody is charged twice: an order has at most one intent whose money may still move towards us.
    "CREATE UNIQUE INDEX payment_intents_one_live ON payment_intents (order_id)
        WHERE status IN ('requires_method', 'unknown', 'requires_action', 'authorised', 'processing')",
    "CREATE INDEX payment_intents_by_order ON payment_intents (order_id)",
    "CREATE TABLE payment_methods (
        id TEXT PRIMARY KEY,
        account_id TEXT NOT NULL REFERENCES billing_accounts (id),
        reference TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (account_id, reference)
    )",
    // Reserved by the transaction that accepts, given back when the order comes to nothing.
    "CREATE TABLE coupon_redemptions (
        coupon TEXT NOT NULL,
        order_id TEXT NOT NULL REFERENCES orders (id),
        created_at BIGINT NOT NULL,
        PRIMARY KEY (coupon, order_id)
    )",
    // Each licence of a subscription supersedes the one before: that is its lineage.
    "CREATE TABLE licences (
        id TEXT PRIMARY KEY,
        subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
        sequence BIGINT NOT NULL,
        source_id TEXT NOT NULL UNIQUE,
        kid TEXT NOT NULL,
        token TEXT NOT NULL,
        claims TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        UNIQUE (subscription_id, sequence)
    )",
    // Public halves only; a retired key still verifies what it signed.
    "CREATE TABLE licence_keys (
        kid TEXT PRIMARY KEY,
        public_key TEXT NOT NULL,
        created_at BIGINT NOT NULL
    )",
];
