//! Requests that are garbled, incomplete or impossible, one reason at a time and many at once.

use serde_json::{Value, json};

use super::MODELS;
use super::ask::{Ask, verbatim};
use crate::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = garbled_texts();
    for field in ["plan", "seats", "term", "currency", "country", "as_of"] {
        cases.push(Ask::demo("premium", 5).without(field).case(format!("refusals/without-{field}")));
        cases.push(Ask::demo("premium", 5).with(field, Value::Null).case(format!("refusals/null-{field}")));
        cases.push(Ask::demo("premium", 5).with(field, json!([1])).case(format!("refusals/list-{field}")));
    }
    for field in ["business", "vat_id", "coupon", "addon", "colour"] {
        cases.push(Ask::demo("premium", 5).with(field, 5).case(format!("refusals/number-{field}")));
    }
    for seats in [json!(-1), json!(2.5), json!("many"), json!("5"), json!(4_294_967_296_i64), json!(2e20), json!(true)]
    {
        cases.push(Ask::demo("premium", 5).with("seats", seats.clone()).case(format!("refusals/seats-{seats}")));
    }
    for (field, value) in [
        ("plan", "Premium"),
        ("plan", "enterprise"),
        ("term", "4y"),
        ("term", "12m"),
        ("currency", "eur"),
        ("currency", "SEK"),
        ("currency", "XXX"),
        ("country", "de"),
        ("country", "EU"),
        ("country", "UK"),
        ("country", "EL"),
    ] {
        cases.push(Ask::demo("premium", 5).with(field, value).case(format!("refusals/{field}-{value}")));
    }
    for day in ["20261120", "2026-11-20T10:00:00", "2026-11-20[Europe/Berlin]", "+002026-11-20"] {
        cases.push(Ask::demo("premium", 5).with("as_of", day).case(format!("refusals/as_of-{day}")));
    }
    for id in ["DE1", "DE136695977", "EU372000063", "1", "DE136695976"] {
        let ask = Ask::demo("premium", 5).with("country", "XX").with("business", false).with("vat_id", id);
        cases.push(ask.case(format!("refusals/country-XX-id-{id}")));
    }
    cases.push(Ask::demo("ultimate", 5).with("term", "1m").case("refusals/ultimate-monthly"));
    cases.push(Ask::demo("free", 5).case("refusals/free-with-term"));
    cases.push(Ask::demo("premium", 5).adding("storage", json!("two")).case("refusals/addon-in-words"));
    cases.push(Ask::of(MODELS, "flat", 5).with("currency", "USD").case("refusals/currency-of-another-catalogue"));
    cases.push(Ask::of(MODELS, "vault", 100_000).adding("setup", 5).case("refusals/too-much-money"));
    cases.push(many());
    cases
}

/// As many reasons at once as go together.
fn many() -> Case {
    let ask = Ask::demo("premium", 20_000).with("term", "1m").with("currency", "SEK").with("country", "AX");
    let ask = ask.with("business", false).with("vat_id", "DE136695977").with("colour", "blue").coupon("NOSUCH", 0);
    ask.adding("storage", 0).adding("assistant", 30_000).adding("nosuch", 1).case("refusals/many-at-once")
}

fn garbled_texts() -> Vec<Case> {
    let good = Ask::demo("premium", 5).case("").request;
    let open = good.trim_end_matches('}');
    vec![
        verbatim("refusals/empty", ""),
        verbatim("refusals/no-json", "plan=premium"),
        verbatim("refusals/cut-off", open),
        verbatim("refusals/list", "[]"),
        verbatim("refusals/text", "\"premium\""),
        verbatim("refusals/empty-object", "{}"),
        verbatim("refusals/seats-twice", &format!("{open},\"seats\":6}}")),
        verbatim("refusals/addon-twice", &format!("{open},\"addon\":{{\"storage\":1,\"storage\":2}}}}")),
        verbatim("refusals/spaces-are-fine", &format!(" {} ", good.replace(',', " , "))),
    ]
}
