use clap::Parser;
use serde_json::{Value, json};

use super::super::{Cli, Command};
use super::*;

/// What `kassa quote` answers to these options, and whether it is a quote.
fn asked(options: &str) -> (String, bool) {
    let cli = Cli::try_parse_from(["kassa", "quote"].into_iter().chain(options.split_whitespace()));
    let Ok(Cli { command: Command::Quote(quote) }) = cli else { panic!("{options}: {cli:?}") };
    let goods = quote.goods.load().expect("goods");
    let desk = Desk { goods: &goods, words: quote.goods.words(), explain: quote.explain };
    let mut out = Vec::new();
    let quoted = quote.answer(&desk, &mut out).expect("an answer");
    (String::from_utf8(out).expect("text"), quoted)
}

fn asked_json(options: &str) -> Value {
    let (text, _) = asked(&format!("{options} --json"));
    assert_eq!(text.matches('\n').count(), 1, "{text}");
    serde_json::from_str(&text).expect("JSON")
}

fn answered(lines: &str) -> (Vec<Value>, bool) {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), lines).expect("written");
    let (text, quoted) = asked(&format!("--batch {} --json", file.path().display()));
    (text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect(), quoted)
}

const PREMIUM_25: &str = "--plan premium --seats 25 --term 1y --currency EUR --country DE --as-of 2026-11-20";

#[test]
fn prints_at_least_what_is_documented() {
    let quote = asked_json(PREMIUM_25);
    let figures = [
        ("currency", json!("EUR")),
        ("subtotal_minor", json!(810_000)),
        ("discount_minor", json!(0)),
        ("tax_minor", json!(153_900)),
        ("total_minor", json!(963_900)),
        ("renews_on", json!("2027-11-20")),
        ("renewal_total_minor", json!(963_900)),
    ];
    for (name, figure) in figures {
        assert_eq!(quote[name], figure, "{name}");
    }
    let line = &quote["lines"][0];
    assert_eq!((&line["kind"], &line["item"], &line["quantity"]), (&json!("plan"), &json!("premium"), &json!(25)));
    let tax = json!({"rate":"19","basis_minor":810_000,"amount_minor":153_900,"reason":"standard","jurisdiction":"DE"});
    assert_eq!(quote["tax"], json!([tax]));
}

#[test]
fn the_hash_is_that_of_the_printed_json_without_it() {
    let mut quote = asked_json(&format!("{PREMIUM_25} --coupon WELCOME15 --addon assistant=25"));
    let hash = quote.as_object_mut().and_then(|members| members.remove("hash")).expect("a hash");
    let canonical = serde_json_canonicalizer::to_vec(&quote).expect("canonical");
    let digest = <sha2::Sha256 as sha2::Digest>::digest(canonical);
    assert_eq!(hash, Value::from(hex::encode(digest)));
}

#[test]
fn the_line_of_the_documentation_is_priced() {
    let line = r#"{"plan":"premium","seats":120,"term":"2y","currency":"USD","country":"DE","business":true,"vat_id":"DE136695976","coupon":"WELCOME15","addon":{"assistant":25,"compute":3},"as_of":"2026-11-20"}"#;
    let (answers, quoted) = answered(line);
    assert!(quoted);
    let quote = &answers[0];
    // 100 × 661.20 + 20 × 628.14 = 78,682.80; 25 × 228.00 × 2 = 11,400.00; 3 × 10.00; 15 % of 90,082.80 = 13,512.42
    assert_eq!((&quote["subtotal_minor"], &quote["discount_minor"]), (&json!(9_011_280), &json!(1_351_242)));
    assert_eq!((&quote["tax"][0]["reason"], &quote["total_minor"]), (&json!("reverse_charge"), &json!(7_660_038)));
    assert_eq!(quote["renewal_total_minor"], json!(9_008_280));
    let options = "--plan premium --seats 120 --term 2y --currency USD --country DE --business --vat-id DE136695976 \
        --coupon WELCOME15 --addon compute=3 --addon assistant=25 --as-of 2026-11-20";
    assert_eq!(&asked_json(options), quote);
}

#[test]
fn a_batch_keeps_its_order_and_answers_what_it_cannot_read() {
    let good = r#"{"plan":"free","seats":1,"currency":"USD","country":"US","as_of":"2026-11-20"}"#;
    let lines = format!("\u{feff}{good}\r\nnonsense\n\n{{\"seats\":0,\"shoes\":2}}\n{good}");
    let (answers, quoted) = answered(&lines);
    assert!(!quoted);
    assert_eq!(answers.len(), 5);
    assert_eq!(answers[0]["tax"][0]["reason"], json!("outside_scope"));
    assert_eq!(answers[0], answers[4]);
    for broken in &answers[1..3] {
        assert_eq!(broken["refused"][0]["code"], json!("request_malformed"));
        assert_eq!(broken["refused"][0]["field"], Value::Null);
    }
    let reasons = answers[3]["refused"].as_array().expect("reasons");
    let fields: Vec<_> = reasons.iter().filter_map(|reason| reason["field"].as_str()).collect();
    assert_eq!(fields, ["plan", "currency", "country", "as_of", "shoes"]);
    assert!(reasons.iter().all(|reason| reason["message"].as_str().is_some_and(|message| message.len() > 5)));
}

#[test]
fn refuses_with_every_reason() {
    let options = "--plan ultimate --seats 20000 --term 1m --currency EUR --country DE --business=false \
        --vat-id NL123456789B01 --coupon EXPIRED --addon assistant=0 --addon assistant=1 --as-of 2026-11-20";
    let answer = asked_json(options);
    let reasons = answer["refused"].as_array().expect("reasons");
    let codes: Vec<_> = reasons.iter().filter_map(|reason| reason["code"].as_str()).collect();
    assert_eq!(codes[..2], ["contact_sales_for_seats", "term_not_sold"]);
    for code in ["vat_id_without_business", "coupon_expired", "field_repeated", "addon_too_few", "addon_not_for_term"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
    assert!(!asked(options).1);
}

#[test]
fn says_why_in_words() {
    let options = "--plan premium --seats 120 --term 1y --currency USD --country DE --vat-id DE136695976 \
        --coupon TEAM100 --addon compute=3 --as-of 2026-11-20 --explain";
    let (said, _) = asked(options);
    for part in [
        "Quote for Premium, 120 seats, 1 year, on November 20, 2026",
        "100 seats × $348.00 + 20 seats × $330.60",
        "3 packs × $10.00",
        "TEAM100: $100.00 off the first term.",
        "Reverse charge: the recipient is liable for the VAT.",
        "VAT id DE136695976: format checked.",
        "Total         $41,342.00",
        "Renews on November 20, 2027 for $41,412.00, without VAT.",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let (german, _) = asked(&format!("{options} --lang de"));
    assert!(german.contains("Steuerschuldnerschaft des Leistungsempfängers"), "{german}");
    assert!(german.contains("Rechenzeitpaket"), "{german}");
}

#[test]
fn the_words_of_a_sale_without_tax_are_never_left_out() {
    let (said, _) = asked(&format!("{PREMIUM_25} --vat-id DE136695976"));
    assert!(said.contains("Reverse charge"), "{said}");
    let (taxed, _) = asked(PREMIUM_25);
    assert!(!taxed.contains("19%") && !taxed.contains('×'), "{taxed}");
}

#[test]
fn refusals_name_plans_as_people_know_them() {
    let (said, quoted) = asked("--plan free --seats 6 --currency EUR --country DE --as-of 2026-11-20 --lang de");
    assert!(!quoted);
    assert!(said.contains("Free"), "{said}");
    let (sales, _) = asked("--plan ultimate-dedicated --seats 6 --currency EUR --country DE --as-of 2026-11-20");
    assert!(sales.contains("Ultimate Dedicated is arranged in person"), "{sales}");
}

#[test]
fn an_explanation_stands_beside_the_quote() {
    let plain = asked_json(&format!("{PREMIUM_25} --coupon WELCOME15"));
    let mut explained = asked_json(&format!("{PREMIUM_25} --coupon WELCOME15 --explain"));
    let explanation = explained.as_object_mut().and_then(|members| members.remove("explanation")).expect("why");
    assert_eq!(explained, plain);
    assert_eq!(explanation["lines"][0]["derivation"], json!("25 seats × €324.00"));
    assert!(explanation["discount"].as_str().is_some_and(|why| why.contains("15%")));
    assert!(explanation["tax"][0].as_str().is_some_and(|why| why.contains("Germany")));
}

#[test]
fn other_files_replace_what_is_built_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop.toml");
    let text = commerce::catalogue_file::DEMO.replace("1y = \"324.00\"", "1y = \"300.00\"");
    std::fs::write(&file, text).expect("written");
    let quote = asked_json(&format!("{PREMIUM_25} --catalogue {}", file.display()));
    assert_eq!(quote["subtotal_minor"], json!(750_000));
}

#[test]
fn a_batch_takes_no_options_of_a_single_request() {
    let parsed = Cli::try_parse_from(["kassa", "quote", "--batch", "x.jsonl", "--plan", "premium"]);
    assert!(parsed.is_err());
    let addon = Cli::try_parse_from(["kassa", "quote", "--addon", "assistant"]);
    assert!(addon.is_err_and(|error| error.to_string().contains("assistant=25")));
}

#[test]
fn the_help_is_worth_reading() {
    let mut kassa = <Cli as clap::CommandFactory>::command().term_width(100);
    kassa.build();
    let quote = kassa.find_subcommand_mut("quote").expect("quote");
    insta::assert_snapshot!("quote", quote.render_long_help());
    let catalogue = kassa.find_subcommand_mut("catalogue").expect("catalogue");
    let check = catalogue.find_subcommand_mut("check").expect("check");
    insta::assert_snapshot!("catalogue_check", check.render_long_help());
}

#[test]
fn seats_without_number_are_refused_and_too_many_lead_to_sales() {
    let code = |seats: &str| {
        let answer = asked_json(&PREMIUM_25.replace("--seats 25", &format!("--seats {seats}")));
        answer["refused"][0]["code"].as_str().unwrap_or_default().to_owned()
    };
    for seats in ["4294967296", "18446744073709551616", &"9".repeat(400)] {
        assert_eq!(code(seats), "contact_sales_for_seats", "{seats}");
    }
    assert_eq!(code("many"), "seats_malformed");
}
