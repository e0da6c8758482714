//! The one facade: what server functions, HTTP edges, jobs and the command line call.
//!
//! Owns the wiring of a running shop: its store, clock, what it sells and who sells it. Its methods are the use cases,
//! one verb a file below [`crate::flows`]. It must not know HTTP, and nothing above it knows the store.

use std::sync::Arc;

use domain::access::{Origin, Staffing};
use domain::catalogue::Catalogue;
use domain::country::Country;
use domain::coupon::Coupon;
use domain::email::Email;
use domain::ids::OrderId;
use domain::quote::{Quote, QuoteRequest};
use domain::refusal::Refusal;
use jiff::Timestamp;
use jiff::civil::Date;
use messages::mail::House;
use sea_orm::ConnectionTrait;

use crate::clock::Clock;
use crate::crash::Crash;
use crate::error::CommerceError;
use crate::goods::Goods;
use crate::licence::LicenceKeys;
use crate::ports::dns::Resolver;
use crate::ports::gateway::{Gateway, Wallet};
use crate::ports::identity_provider::IdentityProviders;
use crate::ports::mailer::Mailer;
use crate::random::Random;
use crate::secret::ServerKey;
use crate::store::{Store, coupon_redemptions};

/// A running shop. Clones share it.
#[derive(Clone, Debug)]
pub struct Commerce {
    parts: Arc<Parts>,
    store: Store,
}

/// What a shop is made of: wired by the binary, and by the test harness.
#[derive(Debug)]
pub struct Parts {
    /// Where everything is kept; its clock and randomness are the shop's.
    pub store: Store,
    /// What is sold, and how it is taxed.
    pub goods: Goods,
    /// Who sells.
    pub seller: Seller,
    /// What hashes of mailed codes are keyed with, and what mailed secrets follow from.
    pub server_key: ServerKey,
    /// What licences are signed with.
    pub licence_keys: LicenceKeys,
    /// Who carries mail.
    pub mailer: Arc<dyn Mailer>,
    /// Who moves money.
    pub gateway: Arc<dyn Gateway>,
    /// Who remembers ways to pay: the same provider.
    pub wallet: Arc<dyn Wallet>,
    /// Who else knows people.
    pub identity_providers: IdentityProviders,
    /// Which of the people that a provider knows are ours; nobody is where it is not said.
    pub staffing: Option<Staffing>,
    /// Who looks records of domains up.
    pub resolver: Arc<dyn Resolver>,
    /// Where this process dies, in a demonstration.
    pub crash: Crash,
}

/// Who sells, and on which terms.
#[derive(Clone, Debug)]
pub struct Seller {
    /// The name, address and support of the shop, as mails say them. `home_url` ends without a slash.
    pub house: House,
    /// The lines of the postal address that receipts name; none where it is not configured.
    pub address: Vec<String>,
    /// The VAT id that receipts name, where it is configured.
    pub vat_id: Option<String>,
    /// The version of the terms that a buyer has to accept.
    pub terms_version: String,
    /// Where they are read.
    pub terms_url: String,
    /// Where people are read who ask to be called.
    pub sales_email: Email,
    /// The language that sales reads, like `en`.
    pub sales_language: String,
    /// The product that reads our licences: their `aud`.
    pub product: String,
    /// Days for which a paid licence works beyond what is paid.
    pub grace_days: u32,
}

impl Commerce {
    /// The shop made of these parts.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let store = parts.store.clone();
        Self { parts: Arc::new(parts), store }
    }

    /// The same shop, whose events say that they were caused from there.
    #[must_use]
    pub fn asked_from(&self, origin: Origin) -> Self {
        Self { parts: Arc::clone(&self.parts), store: self.store.caused_from(origin) }
    }

    /// Where everything is kept.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The clock of the shop.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        self.store.clock()
    }

    /// The randomness of the shop.
    #[must_use]
    pub fn random(&self) -> &Random {
        self.store.random()
    }

    /// The present instant.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock().now()
    }

    /// The present day in UTC: the as-of day of every quote.
    #[must_use]
    pub fn today(&self) -> Date {
        self.clock().today()
    }

    /// What is sold, and how it is taxed.
    #[must_use]
    pub fn goods(&self) -> &Goods {
        &self.parts.goods
    }

    /// What is sold today.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        self.parts.goods.book.nearest(self.today())
    }

    /// Who sells.
    #[must_use]
    pub fn seller(&self) -> &Seller {
        &self.parts.seller
    }

    /// What hashes of mailed codes are keyed with.
    #[must_use]
    pub fn server_key(&self) -> &ServerKey {
        &self.parts.server_key
    }

    /// What licences are signed with.
    #[must_use]
    pub fn licence_keys(&self) -> &LicenceKeys {
        &self.parts.licence_keys
    }

    /// Who carries mail.
    #[must_use]
    pub fn mailer(&self) -> &dyn Mailer {
        self.parts.mailer.as_ref()
    }

    /// Who moves money. Never called inside a transaction.
    #[must_use]
    pub fn gateway(&self) -> &dyn Gateway {
        self.parts.gateway.as_ref()
    }

    /// Who remembers ways to pay. Never called inside a transaction.
    #[must_use]
    pub fn wallet(&self) -> &dyn Wallet {
        self.parts.wallet.as_ref()
    }

    /// Who else knows people. Never called inside a transaction.
    #[must_use]
    pub fn identity_providers(&self) -> &IdentityProviders {
        &self.parts.identity_providers
    }

    /// Which of the people that a provider knows are ours.
    #[must_use]
    pub fn staffing(&self) -> Option<&Staffing> {
        self.parts.staffing.as_ref()
    }

    /// Who looks records of domains up. Never called inside a transaction.
    #[must_use]
    pub fn resolver(&self) -> &dyn Resolver {
        self.parts.resolver.as_ref()
    }

    /// Where this process dies, in a demonstration.
    #[must_use]
    pub fn crash(&self) -> &Crash {
        &self.parts.crash
    }

    /// Where a buyer is taken to be until they have said so: where the seller is.
    #[must_use]
    pub fn presumed_country(&self) -> Country {
        self.parts.goods.tax.seller
    }

    /// The address of a page, from its path.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.parts.seller.house.home_url.trim_end_matches('/'))
    }

    /// Prices a request as of its own day, with the redemptions of its coupon as `db` has them, but for those of the
    /// order that is `own`. The inner result is the answer of the engine: a quote, or every reason why there is none.
    ///
    /// # Errors
    /// The database failed.
    pub async fn price_in(
        &self,
        db: &impl ConnectionTrait,
        request: &QuoteRequest,
        own: Option<OrderId>,
    ) -> Result<Result<Quote, Vec<Refusal>>, CommerceError> {
        let (_, redemptions) = self.coupon_of(db, request, own).await?;
        Ok(self.parts.goods.price(request, redemptions))
    }

    /// The coupon of a request, if the catalogue of its day has it, and how often it has been redeemed by other orders
    /// than `own`: one that waits for its payment does not use its own coupon up.
    ///
    /// # Errors
    /// The database failed.
    pub async fn coupon_of(
        &self,
        db: &impl ConnectionTrait,
        request: &QuoteRequest,
        own: Option<OrderId>,
    ) -> Result<(Option<&Coupon>, u32), CommerceError> {
        let catalogue = self.parts.goods.book.nearest(request.as_of);
        let Some(coupon) = request.coupon.as_deref().and_then(|code| catalogue.coupon(code)) else {
            return Ok((None, 0));
        };
        Ok((Some(coupon), coupon_redemptions::count_others(db, &coupon.code, own).await?))
    }
}
