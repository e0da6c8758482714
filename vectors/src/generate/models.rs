//! Every price model at the borders of its steps, with prices finer than a minor unit.

use super::MODELS;
use super::ask::Ask;
use crate::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    let all: [(&str, &[&str], &[u32]); 5] = [
        ("flat", &["1m", "1y"], &[1, 50]),
        ("volume", &["1m", "1y"], &[3, 9, 10, 99, 100]),
        ("package", &["1y", "3y"], &[1, 10, 11, 1000]),
        ("graduated", &["1y"], &[1, 7, 8, 20, 21, 333]),
        ("vault", &["1y"], &[1, 1000, 1126, 2000]),
    ];
    for (plan, terms, quantities) in all {
        for currency in ["EUR", "JPY", "KWD"] {
            for term in terms {
                for &seats in quantities {
                    let ask = Ask::of(MODELS, plan, seats).with("term", *term).with("currency", currency);
                    let country = if seats % 2 == 0 { "CH" } else { "FI" };
                    cases.push(ask.with("country", country).case(format!("models/{plan}-{seats}-{term}-{currency}")));
                }
            }
        }
    }
    for (plan, seats, term) in [("flat", 51, "1y"), ("volume", 2, "1y"), ("volume", 5001, "1y"), ("package", 1, "1m")] {
        let ask = Ask::of(MODELS, plan, seats).with("term", term);
        cases.push(ask.case(format!("models/refused-{plan}-{seats}-{term}")));
    }
    cases
}
