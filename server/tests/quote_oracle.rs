//! `kassa quote --batch` against a second engine in Python that was written from the description of the rules: thousands of
//! drawn requests have the same figures, to the minor unit and line by line.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

/// Requests drawn each time.
const REQUESTS: usize = 3_000;

/// Buyers, and the rate that each pays today; a rate of its own proves nothing here, it is the arithmetic that counts.
const BUYERS: [(&str, Option<&str>, &str); 7] = [
    ("DE", None, "19"),
    ("DE", Some("DE136695976"), "0"),
    ("FI", None, "25.5"),
    ("CH", None, "8.1"),
    ("NL", None, "21"),
    ("HU", None, "27"),
    ("US", None, "0"),
];

fn python() -> PathBuf {
    let set = |name: &str| std::env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let cache = set("KASSA_CACHE").unwrap_or_else(|| {
        set("XDG_CACHE_HOME").unwrap_or_else(|| set("HOME").expect("HOME is set").join(".cache")).join("kassa")
    });
    let python = cache.join("venv/bin/python");
    assert!(python.exists(), "{} is missing: run scripts/setup/python.sh first", python.display());
    python
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What a program says to these lines.
fn told(command: &mut Command, lines: &str) -> Vec<Value> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("its input");
    let lines = lines.to_owned();
    let writer = std::thread::spawn(move || stdin.write_all(lines.as_bytes()).expect("it reads"));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("all was written");
    assert!(output.status.success(), "{command:?}");
    let text = String::from_utf8(output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// A request that is no reason for a refusal, and the rate that its buyer pays.
fn a_request() -> impl Strategy<Value = (Value, &'static str)> {
    let plan_and_term = prop_oneof![
        4 => prop::sample::select(vec!["1m", "1y", "2y", "3y"]).prop_map(|term| ("premium", Some(term))),
        3 => prop::sample::select(vec!["1y", "2y", "3y"]).prop_map(|term| ("ultimate", Some(term))),
        1 => Just(("free", None)),
    ];
    let seats = prop_oneof![
        3 => 1_u32..130,
        2 => 1_u32..=10_000,
        1 => prop::sample::select(vec![1_u32, 99, 100, 101, 500, 501, 10_000]),
    ];
    let currency = prop::sample::select(vec!["USD", "EUR", "GBP", "CHF", "JPY", "KWD"]);
    let addons = (prop::option::of(1_u32..=10_000), prop::option::of(1_u32..200), prop::option::of(1_u32..500));
    let coupon = prop::sample::select(vec![None, Some("WELCOME15"), Some("TEAM100")]);
    let day = (2026_i16..2031, 1_i8..=12, 1_i8..=31);
    let buyer = prop::sample::select(BUYERS.to_vec());
    (plan_and_term, seats, currency, addons, coupon, day, buyer).prop_map(
        |((plan, term), seats, currency, (assistant, storage, compute), coupon, (year, month, day), buyer)| {
            let seats = if plan == "free" { seats.min(5) } else { seats };
            let yearly = term.is_some_and(|term| term != "1m");
            let fits = coupon != Some("TEAM100") || (currency == "USD" && seats >= 20);
            let mut addon = json!({});
            let offered = [
                ("assistant", assistant.filter(|_| yearly).map(|wanted| wanted.min(seats))),
                ("storage", storage.filter(|_| yearly)),
                ("compute", compute),
            ];
            for (id, quantity) in offered {
                if let Some(quantity) = quantity {
                    addon[id] = quantity.into();
                }
            }
            let first = jiff::civil::date(year, month, 1);
            let request = json!({
                "plan": plan, "seats": seats, "term": term, "currency": currency, "country": buyer.0, "vat_id": buyer.1,
                "coupon": coupon.filter(|_| fits && term.is_some()), "addon": addon,
                "as_of": first.with().day(day.min(first.days_in_month())).build().expect("a day").to_string(),
            });
            (request, buyer.2)
        },
    )
}

fn figures(quote: &Value) -> Value {
    let lines = quote["lines"].as_array().unwrap_or_else(|| panic!("{quote}"));
    let of = |line: &Value| json!([line["item"], line["amount_minor"], line["discount_minor"], line["tax_minor"]]);
    json!({
        "subtotal_minor": quote["subtotal_minor"],
        "discount_minor": quote["discount_minor"],
        "tax_minor": quote["tax_minor"],
        "total_minor": quote["total_minor"],
        "lines": lines.iter().map(of).collect::<Vec<_>>(),
        "renews_on": quote["renews_on"],
        "renewal_total_minor": quote["renewal_total_minor"],
    })
}

#[test]
fn a_second_engine_has_the_same_figures() {
    let mut runner = TestRunner::default();
    let draw = || a_request().new_tree(&mut runner).expect("a request").current();
    let drawn: Vec<_> = std::iter::repeat_with(draw).take(REQUESTS).collect();
    let lines =
        |of: &dyn Fn(&(Value, &str)) -> Value| drawn.iter().map(|one| format!("{}\n", of(one))).collect::<String>();
    let ours = told(
        Command::new(env!("CARGO_BIN_EXE_kassa")).args(["quote", "--json", "--batch", "-"]),
        &lines(&|(request, _)| request.clone()),
    );
    let with_rate = |(request, rate): &(Value, &str)| {
        let mut request = request.clone();
        request["rate"] = (*rate).into();
        request
    };
    let theirs = told(
        Command::new(python()).arg(root().join("scripts/oracle/quote.py")).arg(root().join("catalogue/demo.toml")),
        &lines(&with_rate),
    );
    assert_eq!((ours.len(), theirs.len()), (REQUESTS, REQUESTS));
    for ((quote, expected), (request, rate)) in ours.iter().zip(&theirs).zip(&drawn) {
        assert_eq!(&figures(quote), expected, "{request}");
        assert_eq!(quote["tax"][0]["rate"].as_str(), Some(*rate), "{request}");
    }
}
