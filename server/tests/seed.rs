//! `kassa seed` with a real payment provider, on both databases: every example is made once, through the flows.

use commerce::store::{demo_mails, jobs, licences, orders, trials};
use commerce::testing::{Backend, Database};
use domain::trial::TrialState;
use jiff::{SignedDuration, Timestamp};
use sandbox::Running;
use server::config::{Config, Source};
use server::seed::{Example, seed};
use server::wiring;
use tempfile::TempDir;
use url::Url;

const KEY: &str = "sk_test_0123456789abcdef";
const WEBHOOK_SECRET: &str = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3";

async fn provider(directory: &TempDir) -> Running {
    let config = sandbox::Config {
        listen: ([127, 0, 0, 1], 0).into(),
        base_url: None,
        store: directory.path().join("sandbox.db"),
        merchant: "Kassa".to_owned(),
        secret_key: KEY.to_owned(),
        webhook_secret: WEBHOOK_SECRET.to_owned(),
        merchant_origins: vec![home()],
        webhook_url: None,
        debit_settles_in: SignedDuration::from_hours(1),
    };
    sandbox::start(config).await.unwrap()
}

fn home() -> Url {
    Url::parse("http://shop.test").unwrap()
}

fn config(database: &Database, provider: &Url) -> Config {
    let variables = [
        ("KASSA_MODE", "demo"),
        ("KASSA_DATABASE_URL", &database.address()),
        ("KASSA_GATEWAY_URL", provider.as_str()),
        ("KASSA_GATEWAY_KEY", KEY),
        ("KASSA_GATEWAY_WEBHOOK_SECRET", WEBHOOK_SECRET),
    ];
    let variables = variables.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
    Config::read(Source::new(variables)).unwrap()
}

fn made(examples: &[Example]) -> Vec<(&str, bool)> {
    examples.iter().map(|example| (example.what, example.made)).collect()
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(example: &Example) -> T {
    example.path.as_deref().unwrap().rsplit('/').next().unwrap().parse().unwrap()
}

async fn every_example_is_made_once(backend: Backend) {
    let directory = TempDir::new().unwrap();
    let (provider, database) = (provider(&directory).await, Database::fresh(backend).await);
    let config = config(&database, &provider.base_url);
    let first = seed(&config, &home()).await.unwrap();
    let expected =
        ["a trial in progress", "a trial that ends soon", "a paid order with its licence", "a request for an offer"];
    assert_eq!(made(&first), expected.map(|what| (what, true)));
    let again = seed(&config, &home()).await.unwrap();
    assert_eq!(made(&again), expected.map(|what| (what, false)));
    let paths = |examples: &[Example]| examples.iter().map(|example| example.path.clone()).collect::<Vec<_>>();
    assert_eq!(paths(&first), paths(&again));

    let store = wiring::store(&config).await.unwrap();
    store.clock().refresh(&store).await.unwrap();
    let (db, now) = (store.read(), store.clock().now());
    for (example, left) in [(&first[0], 24), (&first[1], 2)] {
        let trial = trials::get(db, id(example)).await.unwrap();
        let TrialState::Running { ends_at, .. } = trial.state else { panic!("{:?}", trial.state) };
        assert_eq!((ends_at.duration_since(now).as_hours() + 1) / 24, left, "{}", example.what);
    }
    let order: domain::ids::OrderId = id(&first[2]);
    assert_eq!(orders::get(db, order).await.unwrap().status(), "provisioned");
    assert!(licences::issued_for(db, &order.to_string()).await.unwrap().is_some());
    let receipts = demo_mails::newest(db, 100).await.unwrap();
    assert_eq!(receipts.iter().filter(|mail| mail.subject == format!("Receipt for order {order}")).count(), 1);
    // What is left to do is for later: reminders and ends of trials.
    assert!(!jobs::any_due(db, now).await.unwrap());
    let left = jobs::depth(db, Timestamp::MAX).await.unwrap();
    assert!(left.iter().all(|depth| depth.dead == 0), "{left:?}");
    store.close().await.unwrap();
    provider.stop_gracefully().await;
    database.remove().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_is_made_once_on_sqlite() {
    every_example_is_made_once(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_is_made_once_on_postgres() {
    every_example_is_made_once(Backend::Postgres).await;
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_named_with_the_fix() {
    let database = Database::fresh(Backend::Sqlite).await;
    let nowhere = Url::parse("http://127.0.0.1:1").unwrap();
    let error = format!("{:#}", seed(&config(&database, &nowhere), &home()).await.unwrap_err());
    assert!(error.contains("kassa sandbox") && error.contains("127.0.0.1:1"), "{error}");
    database.remove().await;
}
