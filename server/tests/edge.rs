//! The edge of a whole server: every layer, with a bundle that needs no build.

#[path = "edge/audit.rs"]
mod audit;
#[path = "edge/cross_site.rs"]
mod cross_site;
#[path = "edge/dev_mail.rs"]
mod dev_mail;
#[path = "edge/failures.rs"]
mod failures;
#[path = "edge/licence_keys.rs"]
mod licence_keys;
#[path = "edge/limits.rs"]
mod limits;
#[path = "edge/links.rs"]
mod links;
#[path = "edge/operators.rs"]
mod operators;
#[path = "edge/orders.rs"]
mod orders;
#[path = "edge/pages.rs"]
mod pages;
#[path = "edge/quotes.rs"]
mod quotes;
#[path = "edge/shop.rs"]
mod shop;
#[path = "edge/sso.rs"]
mod sso;
#[path = "edge/start.rs"]
mod start;
#[path = "edge/webhooks.rs"]
mod webhooks;
