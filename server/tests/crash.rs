//! Killed at every seam between the last button and the licence: the real binary, a real provider and a real database,
//! over HTTP. Started again, with nobody intervening, there is one order, one capture in the provider's book, one licence.

use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use commerce::clock::Clock;
use commerce::crash::CrashPoint;
use commerce::random::Random;
use commerce::store::{PoolSizes, Store, jobs, licences, orders};
use commerce::testing::{Backend, Database};
use domain::checkout::CheckoutState;
use domain::ids::OrderId;
use driver::buyer::{Buyer, CURRENCY, TOTAL_MINOR};
use driver::provider::GOOD_CARD;
use driver::shop::{Setting, Shop};

/// What `kill -9` sends.
const SIGKILL: i32 = 9;
/// For how long, by the shop's clock, the licence is waited for: leases and waits between attempts are shorter.
const MINUTES: u32 = 30;
/// Between two looks.
const LOOK: Duration = Duration::from_millis(200);

async fn survives(backend: Backend) {
    for point in CrashPoint::ALL {
        let database = Database::fresh(backend).await;
        let setting = Setting { binary: env!("CARGO_BIN_EXE_kassa").into(), database: database.address() };
        let mut shop = Shop::open(setting, Some(point.name())).await.unwrap();
        let mut buyer = ready(&shop).await;
        // Whether the answer still comes depends on the point.
        let answer = buyer.accept().await;
        let ended = shop.process().end().await.unwrap_or_else(|error| panic!("{point}: {error}; answered {answer:?}"));
        assert_eq!(ended.signal(), Some(SIGKILL), "{point}: {ended}");

        shop.open_again().await.unwrap();
        let store = Store::open(&database.url(), PoolSizes { readers: 1, writers: 1 }, Clock::real(), Random::system())
            .await
            .unwrap();
        let id = delivered(&shop, &store, &mut buyer, point).await;
        is_once(&shop, &store, id, point).await;
        // The button, pressed again after all this: it is the same order, and nothing is charged.
        let again = buyer.accept().await.unwrap();
        assert_eq!(again["Placed"]["order"], id.to_string(), "{point}");
        is_once(&shop, &store, id, point).await;
        store.close().await.unwrap();
        drop(shop);
        database.remove().await;
    }
}

/// Somebody before the last button.
async fn ready(shop: &Shop) -> Buyer {
    let mut buyer = Buyer::begin(shop.browser(), "ada@acme.example").await.unwrap();
    buyer.fill_in().await.unwrap();
    buyer.prove().await.unwrap();
    buyer.choose(&shop.provider.token(GOOD_CARD).await.unwrap()).await.unwrap();
    buyer.review().await.unwrap();
    buyer
}

/// Lets time pass until the order is delivered and its receipt has come.
async fn delivered(shop: &Shop, store: &Store, buyer: &mut Buyer, point: CrashPoint) -> OrderId {
    let mut last = String::new();
    for _ in 0..MINUTES {
        let checkout = buyer.view().await.unwrap();
        let state: CheckoutState = serde_json::from_value(checkout["state"].clone()).unwrap();
        let id = match &state {
            CheckoutState::Confirming { order, .. } | CheckoutState::Completed { order, .. } => *order,
            CheckoutState::Open { order: Some(waiting), .. } => waiting.order,
            _ => panic!("{point}: no order in {state:?}"),
        };
        let order = orders::get(store.read(), id).await.unwrap();
        last = format!("{:?}", order.state);
        let receipt = format!("Receipt for order {id}");
        let receipts = buyer.mails().await.unwrap().iter().filter(|mail| mail["subject"] == receipt.as_str()).count();
        assert!(receipts <= 1, "{point}: {receipts} receipts");
        if order.status() == "provisioned" && matches!(state, CheckoutState::Completed { .. }) && receipts == 1 {
            return id;
        }
        shop.wait("1m").unwrap();
        tokio::time::sleep(LOOK).await;
    }
    panic!("{point}: not delivered after {MINUTES} minutes: {last}");
}

async fn is_once(shop: &Shop, store: &Store, id: OrderId, point: CrashPoint) {
    for (kind, count) in [("authorise", 1), ("capture", 1), ("refund", 0), ("release", 0)] {
        let moved = shop.provider.moved(CURRENCY, kind).await.unwrap();
        assert_eq!(moved, (count, count * TOTAL_MINOR), "{point}: {kind}");
    }
    let db = store.read();
    let account = orders::get(db, id).await.unwrap().account;
    assert_eq!(orders::of_account(db, account, 10).await.unwrap().len(), 1, "{point}");
    let licence = licences::issued_for(db, &id.to_string()).await.unwrap().expect("a licence");
    assert_eq!((licence.claims.0.seats, licence.sequence), (25, 1), "{point}");
    assert_eq!(jobs::dead(db).await.unwrap().len(), 0, "{point}: nothing was given up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_survives_on_sqlite() {
    survives(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_survives_on_postgres() {
    survives(Backend::Postgres).await;
}
