//! A purchase, step by step, as the pages make it.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use crate::browser::Browser;

/// What [`Buyer`] buys: 25 seats of Premium for a year, by a German business. 25 × 324.00, reverse charge.
pub const TOTAL_MINOR: i64 = 810_000;
/// Their currency.
pub const CURRENCY: &str = "EUR";
/// How long a mail may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Somebody who buys.
#[derive(Clone, Debug)]
pub struct Buyer {
    /// Their browser.
    pub browser: Browser,
    /// Their address, which nobody else may have.
    pub email: String,
    /// Their checkout.
    pub checkout: String,
    shown: Shown,
}

/// What the last page showed.
#[derive(Clone, Debug, Default)]
struct Shown {
    version: i64,
    as_of: String,
    quote_hash: String,
}

impl Buyer {
    /// Opens a checkout.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn begin(mut browser: Browser, email: &str) -> Result<Self> {
        let choice = [("plan", "premium"), ("seats", "25"), ("term", "1y"), ("currency", CURRENCY)];
        let checkout = text(&browser.call("start_checkout", &choice).await?)?;
        let mut buyer = Self { browser, email: email.to_owned(), checkout, shown: Shown::default() };
        buyer.look().await?;
        Ok(buyer)
    }

    /// Fills the details in.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn fill_in(&mut self) -> Result<()> {
        let (checkout, version) = (self.checkout.clone(), self.shown.version.to_string());
        let email = self.email.clone();
        let form = [
            ("id", checkout.as_str()),
            ("version", &version),
            ("company", "Acme GmbH"),
            ("contact_name", "Ada Lovelace"),
            ("contact_email", &email),
            ("country", "DE"),
            ("line1", "Hauptstraße 1"),
            ("city", "Berlin"),
            ("postal_code", "10115"),
            ("vat_id", "DE136695976"),
        ];
        let answer = self.browser.call("edit_details", &form).await?;
        self.see(&answer["view"])
    }

    /// Proves the address with the code from the mail.
    ///
    /// # Errors
    /// No mail within half a minute; no answer, or a refusal.
    pub async fn prove(&mut self) -> Result<()> {
        let (code, checkout) = (self.code().await?, self.checkout.clone());
        let view = self.browser.call("prove_email", &[("id", &checkout), ("code", &code)]).await?;
        self.see(&view)
    }

    /// Chooses to pay with what the provider gave this token for.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn choose(&mut self, token: &str) -> Result<()> {
        let checkout = self.checkout.clone();
        self.browser.call("choose_method", &[("id", &checkout), ("token", token)]).await?;
        self.look().await
    }

    /// Looks at the quote, as the last page prices it.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn review(&mut self) -> Result<()> {
        let request = json!({
            "plan": "premium", "seats": 25, "term": "1y", "currency": CURRENCY, "country": "DE",
            "vat_id": "DE136695976", "as_of": self.shown.as_of,
        });
        let quote = self.browser.quote(&request).await?;
        ensure!(quote["total_minor"] == TOTAL_MINOR, "another price: {quote}");
        self.shown.quote_hash = text(&quote["hash"])?;
        Ok(())
    }

    /// Presses the last button.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn accept(&mut self) -> Result<Value> {
        let (checkout, version, shown) = (self.checkout.clone(), self.shown.version.to_string(), self.shown.clone());
        let facts = self.browser.read("payment_view", &[("id", &checkout)]).await?;
        let terms = text(&facts["terms_version"])?;
        let form = [
            ("id", checkout.as_str()),
            ("version", &version),
            ("as_of", &shown.as_of),
            ("quote_hash", &shown.quote_hash),
            ("terms", &terms),
            ("renewal", "yes"),
        ];
        let answer = self.browser.call("accept", &form).await?;
        ensure!(answer["Placed"].is_object(), "nothing was placed: {answer}");
        Ok(answer)
    }

    /// The checkout as it is now.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn view(&mut self) -> Result<Value> {
        let checkout = self.checkout.clone();
        self.browser.read("checkout_view", &[("id", &checkout)]).await
    }

    async fn look(&mut self) -> Result<()> {
        let view = self.view().await?;
        self.see(&view)
    }

    fn see(&mut self, view: &Value) -> Result<()> {
        self.shown.version = view["version"].as_i64().with_context(|| format!("no version in {view}"))?;
        self.shown.as_of = text(&view["as_of"])?;
        Ok(())
    }

    /// The mails that came, the newest first.
    ///
    /// # Errors
    /// No answer.
    pub async fn mails(&mut self) -> Result<Vec<Value>> {
        let path = format!("/dev/mail.json?to={}", self.email);
        Ok(self.browser.get(&path).await?.as_array().cloned().unwrap_or_default())
    }

    async fn code(&mut self) -> Result<String> {
        let until = Instant::now() + PATIENCE;
        loop {
            for mail in self.mails().await? {
                let subject = mail["subject"].as_str().unwrap_or_default();
                let digits: String = subject.chars().filter(char::is_ascii_digit).collect();
                if digits.len() == 6 {
                    return Ok(digits);
                }
            }
            if Instant::now() > until {
                bail!("no code came to {}", self.email);
            }
            sleep(Duration::from_millis(10)).await;
        }
    }
}

fn text(value: &Value) -> Result<String> {
    value.as_str().map(str::to_owned).with_context(|| format!("no text: {value}"))
}
