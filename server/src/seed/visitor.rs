//! Somebody at a browser: keeps the cookie, and reads the mail.

use anyhow::{Context, anyhow};
use commerce::commerce::Commerce;
use commerce::error::CommerceError;
use commerce::jobs::drain;
use commerce::secret::Secret;
use commerce::store::demo_mails;
use commerce::visit::{NewCookie, Visit};
use domain::email::Email;

/// A visitor of one shop.
pub(super) struct Visitor<'a> {
    pub(super) shop: &'a Commerce,
    cookie: Option<Secret>,
}

impl<'a> Visitor<'a> {
    /// Somebody who has never been here.
    pub(super) const fn new(shop: &'a Commerce) -> Self {
        Self { shop, cookie: None }
    }

    /// The next request.
    pub(super) async fn visit(&mut self) -> Result<Visit, CommerceError> {
        let cookie = self.cookie.as_ref().map(Secret::reveal);
        let visit = self.shop.visit(cookie.as_deref()).await?;
        self.keep(visit.renewed.clone());
        Ok(visit)
    }

    /// Keeps the cookie of an answer.
    pub(super) fn keep(&mut self, cookie: Option<NewCookie>) {
        if let Some(cookie) = cookie {
            self.cookie = Some(cookie.secret);
        }
    }

    /// The six digits in the newest mail to this address, once what was to be sent has been.
    pub(super) async fn code(&self, email: &Email) -> anyhow::Result<String> {
        work(self.shop).await?;
        let mail = demo_mails::newest_to(self.shop.store().read(), email.as_str(), 1).await?.pop();
        let mail = mail.with_context(|| format!("no mail came to {email}"))?;
        let digits: String = mail.subject.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 6 { Ok(digits) } else { Err(anyhow!("the newest mail to {email} has no code")) }
    }
}

/// Has everything done that is due.
///
/// # Errors
/// The database failed.
pub(super) async fn work(shop: &Commerce) -> anyhow::Result<()> {
    drain(shop.store(), shop).await.context("the jobs cannot be run")?;
    Ok(())
}
