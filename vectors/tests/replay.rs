//! The vectors on this machine's own target: every file byte for byte, nothing left out.

use std::collections::BTreeSet;
use std::fs;

use messages::Locale;
use serde_json::Value;
use vectors::{World, generate};

/// Refusals that a quote request could get and none here does, with the reason.
const UNREACHABLE: [(&str, &str); 1] =
    [("addon_not_in_currency", "the check of a catalogue demands a price in every currency it sells in")];

/// Where the refusals of a quote are made.
const SOURCES: [&str; 6] = [
    include_str!("../../domain/src/coupon.rs"),
    include_str!("../../domain/src/quote/draft.rs"),
    include_str!("../../domain/src/quote/refused.rs"),
    include_str!("../../domain/src/tax.rs"),
    include_str!("../../domain/src/tax/territory.rs"),
    include_str!("../../domain/src/vat_id.rs"),
];

fn file(name: &str) -> String {
    let path = generate::folder().join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn world() -> World {
    let words = |locale| messages::table(locale);
    World::read(&file("catalogues.json"), &file("tax.json"), words(Locale::En), words(Locale::De)).expect("a world")
}

/// Every case with its answer.
fn cases() -> Vec<Value> {
    let topics = generate::topic_names().into_iter();
    topics
        .flat_map(|topic| serde_json::from_str::<Vec<Value>>(&file(&format!("{topic}.json"))).expect("JSON"))
        .collect()
}

/// The first place where two texts differ, for a message that can be read.
fn difference(expected: &str, found: &str) -> Option<String> {
    let lines = expected.lines().zip(found.lines()).find(|(a, b)| a != b);
    let lines = lines.map(|(a, b)| format!("\nexpected {a}\nfound    {b}"));
    (expected != found).then(|| lines.unwrap_or_else(|| "one is longer".to_owned()))
}

#[test]
fn every_file_replays_byte_for_byte() {
    let world = world();
    for topic in generate::topic_names() {
        let expected = file(&format!("{topic}.json"));
        let found = world.replay(&expected).expect("the file can be read");
        assert_eq!(
            difference(&expected, &found),
            None,
            "{topic}: if this is meant, `cargo run -p vectors -- generate`"
        );
    }
}

#[test]
fn the_files_are_what_is_generated_now() {
    let files = generate::files().expect("the vectors can be generated");
    for (name, text) in &files {
        assert_eq!(difference(&file(name), text), None, "{name}: `cargo run -p vectors -- generate`");
    }
    let there: BTreeSet<String> = fs::read_dir(generate::folder())
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, files.keys().cloned().collect());
}

#[test]
fn a_changed_answer_is_noticed() {
    let plans = file("plans.json");
    let changed = plans.replacen("\"total_minor\":", "\"total_minor\":1", 1);
    assert_ne!(changed, plans);
    assert_eq!(world().replay(&changed).expect("it can be read"), plans);
}

#[test]
fn there_are_at_least_500_of_them_and_all_are_explained() {
    let cases = cases();
    let quotes = cases.iter().filter(|case| case.get("quote").is_some()).count();
    let refused = cases.iter().filter(|case| case.get("refused").is_some()).count();
    assert!(quotes >= 500, "{quotes} quotes");
    assert_eq!(quotes + refused, cases.len());
    for case in &cases {
        let said = |language: &str| case["words"][language].as_array().expect("words").clone();
        let (english, german) = (said("en"), said("de"));
        assert_eq!(english.len(), german.len(), "{}", case["name"]);
        assert_ne!(english, german, "{}", case["name"]);
        if let Some(refusals) = case.get("refused") {
            assert_eq!(refusals.as_array().map(Vec::len), Some(english.len()), "{}", case["name"]);
        }
    }
}

/// Every text found at these keys anywhere in the quotes.
fn said_in_quotes(cases: &[Value], pointer: &str) -> BTreeSet<String> {
    let found = cases.iter().filter_map(|case| case.get("quote")?.pointer(pointer)?.as_str());
    found.map(str::to_owned).collect()
}

fn ids(catalogue: &Value, list: &str, key: &str) -> BTreeSet<String> {
    let entries = catalogue[list].as_array().expect("a list").iter();
    entries.map(|entry| entry[key].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn every_plan_add_on_coupon_term_currency_and_tax_rule_is_quoted() {
    let cases = cases();
    let items: BTreeSet<String> = cases
        .iter()
        .filter_map(|case| case.get("quote")?["lines"].as_array())
        .flatten()
        .map(|line| line["item"].as_str().expect("an id").to_owned())
        .collect();
    let coupons = said_in_quotes(&cases, "/discount/code");
    let catalogues: Value = serde_json::from_str(&file("catalogues.json")).expect("JSON");
    for catalogue in [&catalogues["demo"], &catalogues["models"]] {
        let sold = ids(catalogue, "plans", "id").into_iter().filter(|plan| plan != "ultimate-dedicated").collect();
        assert!(items.is_superset(&sold), "{sold:?}");
        assert!(items.is_superset(&ids(catalogue, "addons", "id")));
        assert!(coupons.is_superset(&ids(catalogue, "coupons", "code")), "{coupons:?}");
    }
    let expected = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(said_in_quotes(&cases, "/request/term"), expected(&["1m", "1y", "2y", "3y"]));
    assert_eq!(said_in_quotes(&cases, "/currency"), expected(&["CHF", "EUR", "GBP", "JPY", "KWD", "USD"]));
    let reasons = ["customer_accounts", "outside_scope", "reverse_charge", "standard"];
    assert_eq!(said_in_quotes(&cases, "/tax/0/reason"), expected(&reasons));
    let models = ["flat", "free", "graduated", "package", "per_unit", "volume"];
    assert_eq!(said_in_quotes(&cases, "/lines/0/derivation/model"), expected(&models));
    let tax: Value = serde_json::from_str(&file("tax.json")).expect("JSON");
    let jurisdictions = ids(&tax, "jurisdiction", "country");
    assert!(said_in_quotes(&cases, "/tax_facts/jurisdiction").is_superset(&jurisdictions));
}

#[test]
fn every_refusal_that_a_quote_can_get_is_there() {
    let cases = cases();
    let refused: BTreeSet<&str> = cases
        .iter()
        .filter_map(|case| case.get("refused")?.as_array())
        .flatten()
        .map(|refusal| refusal["code"].as_str().expect("a code"))
        .collect();
    let unreachable = |code: &str| UNREACHABLE.iter().any(|(known, _)| *known == code);
    let fields = ["plan", "seats", "term", "currency", "country", "business", "coupon", "addon", "as_of"];
    let malformed = fields.iter().map(|field| format!("{field}_malformed"));
    let missing: Vec<String> = codes_in_sources()
        .into_iter()
        .chain(malformed)
        .filter(|code| !refused.contains(code.as_str()) && !unreachable(code) && !known_by_postcode_only(code))
        .collect();
    assert!(missing.is_empty(), "no vector is refused with {missing:?}");
    assert!(UNREACHABLE.iter().all(|(code, _)| !refused.contains(code)), "a code is reachable after all");
}

/// Territories that a country alone does not tell are refused when an address is known, not in a quote.
fn known_by_postcode_only(code: &str) -> bool {
    const TERRITORIES: [&str; 7] =
        ["canary_islands", "ceuta", "melilla", "heligoland", "buesingen", "livigno", "campione"];
    let Some(territory) = code.strip_prefix("excluded_") else { return false };
    TERRITORIES.contains(&territory) || territory == "mount_athos"
}

/// Every text of the form of a code that follows `new(`, `about(`, `on_addon(` or `=> ` in the sources, tests left out.
fn codes_in_sources() -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    for source in SOURCES {
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for before in ["new(\"", "about(\"", "on_addon(\"", "=> \""] {
            for rest in source.split(before).skip(1) {
                codes.extend(rest.split_once('"').map(|(code, _)| code.to_owned()));
            }
        }
    }
    assert!(codes.len() > 50, "the sources were not read: {codes:?}");
    codes
}
