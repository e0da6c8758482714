//! What was answered survives a crash, and what was done but not answered is answered when asked again.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::bank::{Bank, SECRET_KEY, config, path_of, payment};

#[tokio::test]
async fn everything_is_still_there_after_a_restart() {
    let bank = Bank::open().await;
    let card = bank.card("4242424242424242").await;
    let (_, intent) = bank.post_as("pay-1", "/v1/intents", payment(&card)).await;
    bank.done("/v1/_control/advance", json!({ "seconds": 86_400 })).await;

    let bank = bank.crash_and_reopen().await;
    let (_, replayed) = bank.post_as("pay-1", "/v1/intents", payment(&card)).await;
    assert_eq!(intent["id"], replayed["id"]);
    bank.done(&path_of(&intent, "capture"), json!({})).await;
    bank.done("/v1/_control/advance", json!({ "seconds": 1 })).await;
    assert_eq!(bank.captured().await, (1, 810_000));
}

#[tokio::test]
async fn a_file_of_another_version_is_refused() {
    let directory = tempfile::TempDir::new().unwrap();
    let file = directory.path().join("sandbox.db");
    let url = format!("sqlite://{}?mode=rwc", file.display());
    let other = sea_orm::Database::connect(url).await.unwrap();
    sea_orm::ConnectionTrait::execute_unprepared(&other, "PRAGMA user_version = 99").await.unwrap();
    other.close().await.unwrap();
    let error = sandbox::start(config(&file)).await.err().unwrap().to_string();
    assert!(error.contains("version 99"), "{error}");
}

/// A sandbox in a process of its own: this very test program, told to run [`the_process`].
struct Process(Child);

impl Process {
    fn start(file: &Path) -> Self {
        let program = std::env::current_exe().unwrap();
        let child = Command::new(program)
            .args(["--ignored", "--exact", "restart::the_process"])
            .env("SANDBOX_TEST_FILE", file)
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }

    /// `kill -9`.
    fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

#[tokio::test]
#[ignore = "not a test: the process that the test below kills"]
async fn the_process() {
    let Some(file) = std::env::var_os("SANDBOX_TEST_FILE") else { return };
    let running = sandbox::start(config(Path::new(&file))).await.unwrap();
    let address = Path::new(&file).with_extension("address");
    std::fs::write(address.with_extension("new"), running.base_url.as_str()).unwrap();
    std::fs::rename(address.with_extension("new"), address).unwrap();
    std::future::pending::<()>().await;
}

async fn address_of(file: &Path) -> String {
    let address = file.with_extension("address");
    for _ in 0..600 {
        if let Ok(text) = std::fs::read_to_string(&address) {
            std::fs::remove_file(&address).unwrap();
            return text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the sandbox process did not come up");
}

async fn post(base: &str, key: &str, path: &str, body: Value) -> Option<Value> {
    let request = reqwest::Client::new().post(format!("{base}v1/{path}")).bearer_auth(SECRET_KEY);
    let request = request.header("idempotency-key", key).timeout(Duration::from_secs(3)).json(&body);
    request.send().await.ok()?.json().await.ok()
}

#[tokio::test]
async fn killed_between_doing_and_answering_it_answers_when_asked_again() {
    let directory = tempfile::TempDir::new().unwrap();
    let file = directory.path().join("sandbox.db");
    let process = Process::start(&file);
    let base = address_of(&file).await;
    let card =
        json!({ "kind": "card", "number": "4242424242424242", "expiry": "12/34", "cvc": "123", "holder": "Ada" });
    let card = post(&base, "card", "payment_methods", card).await.unwrap();
    let intent = post(&base, "pay", "intents", payment(card["id"].as_str().unwrap())).await.unwrap();
    let capture = format!("intents/{}/capture", intent["id"].as_str().unwrap());
    post(&base, "fault", "_control/faults", json!({ "on": "capture", "do": "hang_after" })).await.unwrap();
    assert_eq!(post(&base, "capture", &capture, json!({})).await, None);
    process.kill();

    let process = Process::start(&file);
    let base = address_of(&file).await;
    let captured = post(&base, "capture", &capture, json!({})).await.unwrap();
    assert_eq!((&captured["status"], &captured["captured_minor"]), (&json!("captured"), &json!(810_000)));
    let ledger = reqwest::Client::new().get(format!("{base}v1/_control/ledger")).bearer_auth(SECRET_KEY);
    let ledger: Value = ledger.send().await.unwrap().json().await.unwrap();
    assert_eq!(ledger["totals"]["EUR"]["capture"]["count"], 1);
    process.kill();
}
