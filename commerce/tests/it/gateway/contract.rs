//! What every payment provider's adapter must do. Each adapter's test runs [`hold`] against the real thing over HTTP.

use async_trait::async_trait;
use commerce::ports::gateway::{Authorise, Buyer, Gateway, GatewayError, Payment, Wallet};
use domain::ids::{AccountId, IntentId, OrderId};
use domain::money::{Currency, Money};
use domain::payment::{DeclineReason, GatewayNews, MethodKind};
use url::Url;

/// Something to pay with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instrument {
    /// A Visa card ending in 4242, issued in the United States.
    GoodCard,
    /// A card without money.
    EmptyCard,
    /// A card whose bank wants the buyer to confirm every time.
    ConfirmedCard,
    /// A bank account.
    Account,
}

/// What the contract needs of a provider beside its port: test instruments, and the hands of buyer and bank.
#[async_trait]
pub trait Bench: Sync {
    fn gateway(&self) -> &dyn Gateway;
    fn wallet(&self) -> &dyn Wallet;
    async fn token(&self, instrument: Instrument) -> String;
    /// The buyer confirms at the bank, or fails to.
    async fn confirm(&self, payment: &str, passes: bool);
    /// The banks carry a debit out.
    async fn settle(&self, payment: &str);
    /// The provider does the next thing it is asked and does not answer.
    async fn lose_next_answer(&self);
    /// How many captures the provider's own books have for this order, and their sum.
    async fn captures(&self, order: OrderId) -> (i64, i64);
}

const AMOUNT: Money = Money::new(810_000, Currency::EUR);

fn request(number: u128, method: &str) -> Authorise {
    Authorise {
        intent: IntentId::from_bits(number),
        order: OrderId::from_bits(number),
        account: AccountId::from_bits(number),
        amount: AMOUNT,
        method: method.to_owned(),
        save_method: true,
        buyer: Buyer::Present { return_url: Url::parse("http://shop.test/orders").unwrap() },
        description: "25 seats of Premium".to_owned(),
    }
}

fn news(payment: &Payment) -> Vec<&GatewayNews> {
    assert!(payment.facts.iter().all(|fact| fact.reference == payment.reference));
    payment.facts.iter().map(|fact| &fact.news).collect()
}

/// Runs every clause.
pub async fn hold(bench: &dyn Bench) {
    describes_what_a_token_stands_for(bench).await;
    reserves_takes_and_gives_back(bench).await;
    repeats_its_answers(bench).await;
    says_no_with_a_reason(bench).await;
    sends_the_buyer_to_the_bank(bench).await;
    starts_debits_and_settles_them(bench).await;
    releases_what_is_reserved(bench).await;
    finds_what_it_could_not_answer(bench).await;
    rejects_what_makes_no_sense(bench).await;
    charges_a_saved_method_without_the_buyer(bench).await;
}

async fn describes_what_a_token_stands_for(bench: &dyn Bench) {
    let token = bench.token(Instrument::GoodCard).await;
    let method = bench.wallet().describe(&token).await.unwrap().unwrap();
    assert_eq!(method.reference, token);
    assert_eq!(method.country().map(|country| country.to_string()), Some("US".to_owned()));
    assert!(matches!(&method.kind, MethodKind::Card { brand, last4, .. } if brand == "visa" && last4 == "4242"));
    let account = bench.token(Instrument::Account).await;
    assert!(bench.wallet().describe(&account).await.unwrap().unwrap().settles_later());
    for stranger in ["pm_unknown", "", "../intents", "a/b?c#d"] {
        assert_eq!(bench.wallet().describe(stranger).await.unwrap_or(None), None, "{stranger}");
    }
}

async fn reserves_takes_and_gives_back(bench: &dyn Bench) {
    let (gateway, request) = (bench.gateway(), request(1, &bench.token(Instrument::GoodCard).await));
    let reserved = gateway.authorise("1:authorise", &request).await.unwrap();
    assert_eq!(reserved.intent, request.intent);
    let [GatewayNews::Authorised { amount, expires_at: Some(_), country: Some(_), saved_method: Some(saved) }] =
        news(&reserved)[..]
    else {
        panic!("{reserved:?}")
    };
    assert_eq!((*amount, saved), (AMOUNT, &request.method));
    let taken = gateway.capture("1:capture", &reserved.reference, AMOUNT).await.unwrap();
    assert_eq!(news(&taken), [&GatewayNews::Captured { amount: AMOUNT }]);
    let part = Money::new(300_000, Currency::EUR);
    gateway.refund("1:refund:1", &reserved.reference, part).await.unwrap();
    let rest = Money::new(510_000, Currency::EUR);
    let given_back = gateway.refund("1:refund:2", &reserved.reference, rest).await.unwrap();
    assert!(matches!(
        news(&given_back)[..],
        [GatewayNews::Captured { .. }, GatewayNews::Refunded { amount: first, .. }, GatewayNews::Refunded { amount: second, .. }]
            if *first == part && *second == rest
    ));
    assert_eq!(given_back.facts[0], taken.facts[0], "a refund does not change when the money was taken");
    assert_eq!(bench.captures(request.order).await, (1, 810_000));
}

async fn repeats_its_answers(bench: &dyn Bench) {
    let (gateway, request) = (bench.gateway(), request(2, &bench.token(Instrument::GoodCard).await));
    let reserved = gateway.authorise("2:authorise", &request).await.unwrap();
    assert_eq!(gateway.authorise("2:authorise", &request).await.unwrap(), reserved);
    let taken = gateway.capture("2:capture", &reserved.reference, AMOUNT).await.unwrap();
    assert_eq!(gateway.capture("2:capture", &reserved.reference, AMOUNT).await.unwrap(), taken);
    assert!(matches!(
        gateway.capture("2:another", &reserved.reference, AMOUNT).await,
        Err(GatewayError::Rejected { .. })
    ));
    assert_eq!(bench.captures(request.order).await, (1, 810_000));
}

async fn says_no_with_a_reason(bench: &dyn Bench) {
    let request = request(3, &bench.token(Instrument::EmptyCard).await);
    let declined = bench.gateway().authorise("3:authorise", &request).await.unwrap();
    assert_eq!(news(&declined), [&GatewayNews::Failed { reason: DeclineReason::InsufficientFunds }]);
}

async fn sends_the_buyer_to_the_bank(bench: &dyn Bench) {
    for (number, passes) in [(4, true), (5, false)] {
        let request = request(number, &bench.token(Instrument::ConfirmedCard).await);
        let waiting = bench.gateway().authorise(&format!("{number}:authorise"), &request).await.unwrap();
        assert!(matches!(news(&waiting)[..], [GatewayNews::ActionRequired { url }] if url.starts_with("http")));
        bench.confirm(&waiting.reference, passes).await;
        let found = bench.gateway().find(request.intent).await.unwrap().unwrap();
        match news(&found)[..] {
            [GatewayNews::Authorised { .. }] => assert!(passes),
            [GatewayNews::Failed { reason: DeclineReason::AuthenticationFailed }] => assert!(!passes),
            _ => panic!("{found:?}"),
        }
    }
}

async fn starts_debits_and_settles_them(bench: &dyn Bench) {
    let (gateway, request) = (bench.gateway(), request(6, &bench.token(Instrument::Account).await));
    let accepted = gateway.authorise("6:authorise", &request).await.unwrap();
    assert!(matches!(news(&accepted)[..], [GatewayNews::Authorised { expires_at: None, .. }]));
    let started = gateway.capture("6:capture", &accepted.reference, AMOUNT).await.unwrap();
    assert_eq!(news(&started), [&GatewayNews::Processing]);
    assert_eq!(bench.captures(request.order).await, (0, 0));
    bench.settle(&accepted.reference).await;
    let settled = gateway.find(request.intent).await.unwrap().unwrap();
    assert_eq!(news(&settled), [&GatewayNews::Captured { amount: AMOUNT }]);
    assert_eq!(bench.captures(request.order).await, (1, 810_000));
}

async fn releases_what_is_reserved(bench: &dyn Bench) {
    let (gateway, request) = (bench.gateway(), request(7, &bench.token(Instrument::GoodCard).await));
    let reserved = gateway.authorise("7:authorise", &request).await.unwrap();
    let released = gateway.cancel("7:cancel", &reserved.reference).await.unwrap();
    assert_eq!(news(&released), [&GatewayNews::Cancelled]);
    let too_late = gateway.capture("7:capture", &reserved.reference, AMOUNT).await;
    assert!(matches!(too_late, Err(GatewayError::Rejected { .. })), "{too_late:?}");
    assert_eq!(bench.captures(request.order).await, (0, 0));
}

async fn finds_what_it_could_not_answer(bench: &dyn Bench) {
    let (gateway, request) = (bench.gateway(), request(8, &bench.token(Instrument::GoodCard).await));
    assert_eq!(gateway.find(request.intent).await, Ok(None));
    bench.lose_next_answer().await;
    assert!(matches!(gateway.authorise("8:authorise", &request).await, Err(GatewayError::Unknown(_))));
    let found = gateway.find(request.intent).await.unwrap().unwrap();
    assert_eq!(gateway.authorise("8:authorise", &request).await.unwrap(), found);
    bench.lose_next_answer().await;
    let lost = gateway.capture("8:capture", &found.reference, AMOUNT).await;
    assert!(matches!(lost, Err(GatewayError::Unknown(_))), "{lost:?}");
    gateway.capture("8:capture", &found.reference, AMOUNT).await.unwrap();
    assert_eq!(bench.captures(request.order).await, (1, 810_000));
}

async fn rejects_what_makes_no_sense(bench: &dyn Bench) {
    let unknown = request(9, "pm_unknown");
    let rejected = bench.gateway().authorise("9:authorise", &unknown).await;
    assert!(matches!(rejected, Err(GatewayError::Rejected { .. })), "{rejected:?}");
    let good = request(9, &bench.token(Instrument::GoodCard).await);
    let reused = bench.gateway().authorise("1:authorise", &good).await;
    assert!(matches!(reused, Err(GatewayError::Rejected { .. })), "{reused:?}");
}

async fn charges_a_saved_method_without_the_buyer(bench: &dyn Bench) {
    let mut renewal = request(10, &bench.token(Instrument::GoodCard).await);
    bench.gateway().authorise("10:authorise", &renewal).await.unwrap();
    renewal.intent = IntentId::from_bits(11);
    renewal.buyer = Buyer::Absent;
    let renewed = bench.gateway().authorise("11:authorise", &renewal).await.unwrap();
    assert!(matches!(news(&renewed)[..], [GatewayNews::Authorised { .. }]), "{renewed:?}");
    let mut confirmed = request(12, &bench.token(Instrument::ConfirmedCard).await);
    confirmed.buyer = Buyer::Absent;
    let declined = bench.gateway().authorise("12:authorise", &confirmed).await.unwrap();
    assert_eq!(news(&declined), [&GatewayNews::Failed { reason: DeclineReason::AuthenticationFailed }]);
}
