//! A browser: it keeps the cookie it was given, and shows it with every request.

use commerce::commerce::Commerce;
use commerce::error::CommerceError;
use commerce::flows::{CodeSent, Verified};
use commerce::testing::World;
use commerce::visit::{NewCookie, Visit};
use domain::refusal::Refusal;

pub struct Browser<'a> {
    pub world: &'a World,
    pub shop: Commerce,
    pub cookie: Option<String>,
}

impl<'a> Browser<'a> {
    pub fn new(world: &'a World) -> Self {
        Self { world, shop: world.commerce(), cookie: None }
    }

    /// Takes a cookie as an edge would have set it.
    pub fn take(&mut self, cookie: Option<&NewCookie>) {
        if let Some(cookie) = cookie {
            self.cookie = Some(cookie.secret.reveal());
        }
    }

    pub async fn visit(&mut self) -> Visit {
        let visit = self.shop.visit(self.cookie.as_deref()).await.unwrap();
        self.take(visit.renewed.as_ref());
        visit
    }

    pub async fn ask(&mut self, email: &str) -> Result<CodeSent, CommerceError> {
        let visit = self.visit().await;
        let sent = self.shop.request_code(&visit, email, "en").await?;
        self.take(sent.cookie.as_ref());
        Ok(sent)
    }

    /// The digits of the newest mail with a code.
    pub async fn digits(&self) -> String {
        self.world.run_jobs().await;
        let digits = |subject: &str| subject.chars().filter(char::is_ascii_digit).collect::<String>();
        let mails = self.world.mails().await;
        let all = mails.iter().map(|mail| digits(&mail.subject));
        all.into_iter().find(|digits| digits.len() == 6).expect("a code was mailed")
    }

    /// The digits of the newest code that was mailed to this address.
    pub async fn digits_for(&self, email: &str) -> String {
        self.world.run_jobs().await;
        let mails = self.world.mails().await;
        let to_them = |subject: &str| subject.contains("is your code");
        let mail = mails.iter().find(|mail| mail.recipient.0.as_str() == email && to_them(&mail.subject));
        mail.expect("a code was mailed").subject.chars().filter(char::is_ascii_digit).collect()
    }

    pub async fn enter(&mut self, email: &str, digits: &str) -> Result<Verified, CommerceError> {
        let visit = self.visit().await;
        let verified = self.shop.verify_code(&visit, email, digits, "en").await?;
        self.take(verified.cookie.as_ref());
        Ok(verified)
    }

    pub async fn sign_in(&mut self, email: &str) -> Verified {
        self.ask(email).await.unwrap();
        let digits = self.digits_for(email).await;
        self.enter(email, &digits).await.unwrap()
    }
}

/// The one code of a refusal.
pub fn code<T: std::fmt::Debug>(result: Result<T, CommerceError>) -> String {
    let refusals: Vec<Refusal> = result.expect_err("a refusal").refusals();
    assert_eq!(refusals.len(), 1, "{refusals:?}");
    refusals[0].code.clone()
}
