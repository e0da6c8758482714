//! A customer and what they buy, small enough to be read at a glance.

use std::collections::BTreeMap;

use commerce::store::events::Change;
use commerce::store::{Store, StoreError, billing_accounts, checkouts, quotes, users};
use commerce::testing::beginning;
use domain::access::Actor;
use domain::account::{BillingAccount, Profile};
use domain::checkout::{CheckoutSession, Content, Details, Opening, Purpose, Selection, VerifiedEmail};
use domain::ids::{AccountId, CheckoutId, IntentId, MembershipId, OrderId, SubscriptionId, TrialId, UserId};
use domain::money::{Currency, Money};
use domain::order::{Acceptance, AcceptedQuote, GatePolicy, LocationEvidence, Order, Placement, TermsAccepted};
use domain::payment::{Method, MethodKind, PaymentIntent};
use domain::trial::{MailDomains, Trial, TrialRequest};

pub const OWNER: UserId = UserId::from_bits(1);
pub const ACCOUNT: AccountId = AccountId::from_bits(2);
pub const CHECKOUT: CheckoutId = CheckoutId::from_bits(3);
pub const CHANGE: Change<'static> = Change { event: "made", by: &Actor::System };

pub fn user(bits: u128, email: &str) -> users::User {
    let (id, email) = (UserId::from_bits(bits), email.parse().unwrap());
    users::User { id, email, name: None, language: "en".to_owned(), verified_at: beginning() }
}

pub fn account() -> BillingAccount {
    BillingAccount::open(ACCOUNT, Profile::default(), OWNER, MembershipId::from_bits(1), beginning())
}

fn content() -> Content {
    let selection = Selection {
        plan: "premium".to_owned(),
        seats: 25,
        term: "1y".parse().ok(),
        currency: Currency::EUR,
        coupon: None,
        addon: BTreeMap::new(),
    };
    Content { selection, details: Details::default() }
}

pub fn checkout() -> CheckoutSession {
    let opening = Opening { id: CHECKOUT, purpose: Purpose::Purchase, account: Some(ACCOUNT), opened_by: Some(OWNER) };
    CheckoutSession::open(opening, content(), beginning())
}

pub fn card() -> Method {
    let kind = MethodKind::Card {
        brand: "visa".to_owned(),
        last4: "4242".to_owned(),
        expiry_month: 12,
        expiry_year: 2030,
        country: None,
    };
    Method { reference: "pm_1".to_owned(), kind }
}

pub fn order(bits: u128) -> Order {
    let Content { selection, details } = content();
    let quote = AcceptedQuote {
        hash: "h1".to_owned(),
        json: "{}".to_owned(),
        total: Money::new(810_000, Currency::EUR),
        renewal_total: None,
        renews_on: None,
    };
    let acceptance = Acceptance {
        quote,
        selection,
        details,
        email: VerifiedEmail { email: "ada@acme.com".parse().unwrap(), user: OWNER, at: beginning() },
        terms: TermsAccepted { version: "2026-01".to_owned(), at: beginning() },
        renewal: None,
        method: Some(card()),
        location: LocationEvidence { address: "DE".parse().unwrap(), network: None, payment_method: None },
    };
    let subscription = SubscriptionId::from_bits(4);
    let placement = Placement { id: OrderId::from_bits(bits), checkout: CHECKOUT, account: ACCOUNT, subscription };
    Order::place(placement, acceptance, GatePolicy::NONE, beginning())
}

pub fn intent(bits: u128) -> PaymentIntent {
    order(1).start_payment(IntentId::from_bits(bits), card(), &[], beginning()).unwrap()
}

/// A trial that was asked for.
pub fn trial(bits: u128, email: &str) -> Trial {
    let request = TrialRequest {
        name: "Ada".to_owned(),
        email: email.parse().unwrap(),
        company: "Acme".to_owned(),
        country: "DE".parse().unwrap(),
        plan: "premium".to_owned(),
        seats: 5,
        days: 30,
    };
    Trial::request(TrialId::from_bits(bits), "suite", request, &MailDomains::default(), beginning())
}

/// The same, started.
pub fn started(trial: Trial, bits: u128) -> Trial {
    let owner = VerifiedEmail { email: trial.request.email.clone(), user: OWNER, at: beginning() };
    trial.start(owner, ACCOUNT, SubscriptionId::from_bits(bits), false, beginning()).unwrap()
}

/// Stores owner, account, quote and checkout: what orders refer to.
pub async fn customer(store: &Store) {
    let stored = store.write(|tx| async move {
        users::insert(&tx, &user(1, "ada@acme.com"), CHANGE).await?;
        billing_accounts::insert(&tx, &account(), CHANGE).await?;
        quotes::keep(&tx, "h1", "{}").await?;
        checkouts::insert(&tx, &checkout(), CHANGE).await?;
        Ok::<_, StoreError>(())
    });
    stored.await.unwrap();
}
