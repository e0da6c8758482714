//! A shop with a real payment provider, and buyers at the last step of their checkout.

use std::collections::BTreeMap;
use std::sync::Arc;

use commerce::commerce::Commerce;
use commerce::crash::Crash;
use commerce::error::CommerceError;
use commerce::flows::{AcceptQuote, Accepted};
use commerce::goods::Goods;
use commerce::jobs::drain;
use commerce::store::events::Change;
use commerce::store::users::User;
use commerce::store::{Store, StoreError, checkouts, events, licences, orders, payment_intents, users};
use commerce::testing::{TERMS_VERSION, World, demo_goods, parts};
use domain::access::{Actor, Caller, Grant, Person, Purpose, Scope};
use domain::checkout::{
    Acceptances, CheckoutSession, Content, Details, Opening, Purpose as For, Selection, VerifiedEmail,
};
use domain::ids::{CheckoutId, OrderId, UserId};
use domain::moment::{after, days};
use domain::order::Order;
use domain::payment::{IntentState, PaymentIntent};
use domain::quote::Quote;
use jiff::SignedDuration;

use crate::it::provider::Provider;

/// 25 seats of Premium for a year, in euros, bought by a business elsewhere in the EU: 25 × 324.00.
pub const TOTAL: i64 = 810_000;

pub struct Till<'a> {
    pub world: &'a World,
    pub shop: Commerce,
    pub provider: Provider,
}

/// Somebody who has filled a checkout in, down to the way to pay.
#[derive(Clone, Debug)]
pub struct Buyer {
    pub caller: Caller,
    pub checkout: CheckoutId,
}

/// The shop over `store` that is paid through `provider`.
pub fn shop(store: &Store, provider: &Provider, goods: Goods, crash: Crash) -> Commerce {
    let mut parts = parts(store.clone(), goods);
    let adapter = Arc::new(provider.adapter());
    parts.gateway = adapter.clone();
    parts.wallet = adapter;
    parts.crash = crash;
    Commerce::new(parts)
}

pub fn premium() -> Selection {
    let (plan, term, currency) = ("premium".to_owned(), "1y".parse().ok(), "EUR".parse().unwrap());
    Selection { plan, seats: 25, term, currency, coupon: None, addon: BTreeMap::new() }
}

fn acme(email: &str) -> Details {
    let mut details = Details {
        company: "Acme GmbH".to_owned(),
        contact_name: "Ada Lovelace".to_owned(),
        contact_email: email.to_owned(),
        vat_id: Some("DE136695976".to_owned()),
        ..Details::default()
    };
    details.address.country = "DE".parse().ok();
    details.address.line1 = "Hauptstraße 1".to_owned();
    details.address.city = "Berlin".to_owned();
    details.address.postal_code = "10115".to_owned();
    details
}

impl<'a> Till<'a> {
    pub async fn open(world: &'a World) -> Self {
        Self::with(world, Provider::open().await)
    }

    pub fn with(world: &'a World, provider: Provider) -> Self {
        Self { world, shop: shop(&world.store, &provider, demo_goods(), Crash::NEVER), provider }
    }

    pub async fn selling(world: &'a World, goods: Goods) -> Self {
        let provider = Provider::open().await;
        Self { world, shop: shop(&world.store, &provider, goods, Crash::NEVER), provider }
    }

    /// A buyer of Premium who pays with this number.
    pub async fn buyer(&self, number: &str) -> Buyer {
        let buyer = self.buyer_of("ada@acme.example", premium(), For::Purchase).await;
        self.choose(&buyer, number).await;
        buyer
    }

    /// A buyer who has not chosen a way to pay.
    pub async fn buyer_of(&self, email: &str, selection: Selection, purpose: For) -> Buyer {
        let (selection, email) = (&selection, &email.parse::<domain::email::Email>().unwrap());
        let made = self.world.store.write(|tx| async move {
            let user = match users::by_email(&tx, email).await? {
                Some(known) => known.id,
                None => {
                    let id: UserId = tx.id();
                    let (language, verified_at) = ("en".to_owned(), tx.now());
                    let user = User { id, email: email.clone(), name: None, language, verified_at };
                    users::insert(&tx, &user, Change { event: "user_registered", by: &Actor::System }).await?;
                    id
                }
            };
            let opening = Opening { id: tx.id(), purpose, account: None, opened_by: Some(user) };
            let content = Content { selection: selection.clone(), details: acme(email.as_str()) };
            let proved = VerifiedEmail { email: email.clone(), user, at: tx.now() };
            let session = CheckoutSession::open(opening, content, tx.now()).verify_email(proved, tx.now()).unwrap();
            checkouts::insert(&tx, &session, Change { event: "checkout_started", by: &Actor::System }).await?;
            Ok::<_, StoreError>((user, session.id))
        });
        let (user, checkout) = made.await.unwrap();
        let expires_at = after(self.shop.now(), days(400));
        let grant = Grant { scope: Scope::Checkout(checkout), purpose: Purpose::Buy, expires_at };
        let person = Person::User { user, memberships: Vec::new() };
        Buyer { caller: Caller { person, grants: vec![grant] }, checkout }
    }

    pub async fn choose(&self, buyer: &Buyer, number: &str) {
        let token = self.provider.token(number).await;
        self.shop.choose_method(&buyer.caller, buyer.checkout, &token).await.unwrap();
    }

    /// The quote that a page would show now, and the version of the checkout it shows.
    pub async fn shown(&self, buyer: &Buyer) -> (Quote, u32) {
        let session = checkouts::get(self.world.store.read(), buyer.checkout).await.unwrap();
        let request = session.content.quote_request(self.shop.presumed_country(), self.shop.today());
        (self.shop.goods().price(&request, 0).unwrap(), session.version)
    }

    pub async fn accept(&self, buyer: &Buyer) -> Result<Accepted, CommerceError> {
        accept(&self.shop, buyer, &self.shown(buyer).await).await
    }

    /// Accepts, and wants an order to be placed.
    pub async fn place(&self, buyer: &Buyer) -> (OrderId, Option<IntentState>) {
        match self.accept(buyer).await.unwrap() {
            Accepted::Placed { order, payment } => (order, payment),
            Accepted::Changed(changed) => panic!("{changed:?}"),
        }
    }

    /// Runs every job that is due.
    pub async fn work(&self) {
        drain(&self.world.store, &self.shop).await.unwrap();
    }

    /// Lets jobs that wait for an answer have their time, and runs them.
    pub async fn work_patiently(&self) {
        self.work().await;
        self.wait(SignedDuration::from_mins(1)).await;
        self.work().await;
    }

    pub async fn wait(&self, time: SignedDuration) {
        self.world.clock.advance(&self.world.store, time).await.unwrap();
    }

    pub async fn order(&self, id: OrderId) -> Order {
        orders::get(self.world.store.read(), id).await.unwrap()
    }

    pub async fn payments(&self, id: OrderId) -> Vec<PaymentIntent> {
        payment_intents::of_order(self.world.store.read(), id).await.unwrap()
    }

    pub async fn checkout(&self, buyer: &Buyer) -> CheckoutSession {
        checkouts::get(self.world.store.read(), buyer.checkout).await.unwrap()
    }

    /// The code of the reason for which an order waits.
    pub async fn reason(&self, id: OrderId) -> Option<String> {
        self.order(id).await.waiting_reason().map(|reason| reason.code)
    }

    /// Subjects of the mails sent so far, the oldest first.
    pub async fn subjects(&self) -> Vec<String> {
        let mut subjects: Vec<_> = self.world.mails().await.into_iter().map(|mail| mail.subject).collect();
        subjects.reverse();
        subjects
    }

    pub async fn events(&self, id: impl ToString) -> Vec<String> {
        let events = events::after(self.world.store.read(), &id.to_string(), 0, 100).await.unwrap();
        events.into_iter().map(|event| event.name).collect()
    }

    /// Wants the order delivered and everything counted once: capture, licence, order of its checkout.
    pub async fn is_delivered_once(&self, buyer: &Buyer, id: OrderId) {
        let order = self.order(id).await;
        assert_eq!(order.status(), "provisioned", "{:?}", order.state);
        assert_eq!(self.provider.moved(Some(id), "capture").await, (1, TOTAL));
        assert_eq!(self.provider.moved(None, "capture").await, (1, TOTAL));
        assert_eq!(self.provider.moved(None, "refund").await, (0, 0));
        assert_eq!(self.checkout(buyer).await.status(), "completed");
        let db = self.world.store.read();
        let licence = licences::issued_for(db, &id.to_string()).await.unwrap().expect("a licence");
        assert_eq!(licence.claims.0.seats, 25);
        assert_eq!(orders::of_account(db, order.account, 10).await.unwrap().len(), 1);
        assert_eq!(self.subjects().await, [format!("Receipt for order {id}")]);
    }
}

/// Accepts what was shown, in this shop.
pub async fn accept(shop: &Commerce, buyer: &Buyer, shown: &(Quote, u32)) -> Result<Accepted, CommerceError> {
    let (quote, version) = shown;
    let renewal = quote.renewal_total_minor.is_some();
    let accepted = Acceptances { quote_hash: &quote.hash, terms_version: Some(TERMS_VERSION), renewal };
    let accept =
        AcceptQuote { checkout: buyer.checkout, version: *version, as_of: quote.as_of, accepted, network: None };
    shop.accept_quote(&buyer.caller, &accept).await
}
