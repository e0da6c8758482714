//! A browser without a screen: keeps its cookie, calls the functions that pages call.

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::process::client;

/// One browser at one shop.
#[derive(Clone, Debug)]
pub struct Browser {
    shop: String,
    http: reqwest::Client,
    cookie: Option<String>,
}

impl Browser {
    /// Somebody who has never been at the shop with this origin.
    #[must_use]
    pub fn new(shop: &str) -> Self {
        Self::with(client(), shop)
    }

    /// The same over connections that others use, too: many browsers of one load.
    #[must_use]
    pub fn with(http: reqwest::Client, shop: &str) -> Self {
        Self { shop: shop.to_owned(), http, cookie: None }
    }

    /// Calls a function that changes something, as a page's form does.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn call(&mut self, function: &str, form: &[(&str, &str)]) -> Result<Value> {
        let request = self.http.post(format!("{}/fn/{function}", self.shop)).header("origin", &self.shop).form(form);
        self.ask(request).await.with_context(|| format!("{function} was not answered"))
    }

    /// Calls a function that only reads.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn read(&mut self, function: &str, query: &[(&str, &str)]) -> Result<Value> {
        let pairs: Vec<String> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.http.get(format!("{}/fn/{function}?{}", self.shop, pairs.join("&")));
        self.ask(request).await.with_context(|| format!("{function} was not answered"))
    }

    /// Fetches an address of the shop.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn get(&mut self, path: &str) -> Result<Value> {
        self.ask(self.http.get(format!("{}{path}", self.shop))).await.with_context(|| path.to_owned())
    }

    /// Prices a request.
    ///
    /// # Errors
    /// No answer, or a refusal.
    pub async fn quote(&mut self, request: &Value) -> Result<Value> {
        let request = self.http.post(format!("{}/quote", self.shop)).header("origin", &self.shop).json(request);
        self.ask(request).await.context("no quote")
    }

    async fn ask(&mut self, request: reqwest::RequestBuilder) -> Result<Value> {
        let request = match &self.cookie {
            Some(cookie) => request.header("cookie", cookie),
            None => request,
        };
        let answer = request.header("accept", "application/json").send().await?;
        for set in answer.headers().get_all("set-cookie") {
            let pair = set.to_str().unwrap_or_default().split(';').next().unwrap_or_default();
            if pair.contains("kassa=") {
                self.cookie = Some(pair.to_owned());
            }
        }
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            bail!("{status}: {text}");
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }
}
