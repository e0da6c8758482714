//! Every plan of the demo catalogue in every currency, for every term, at the borders of its tiers and seats.

use super::ask::Ask;
use crate::Case;

const CURRENCIES: [&str; 6] = ["USD", "EUR", "GBP", "CHF", "JPY", "KWD"];
const TERMS: [&str; 4] = ["1m", "1y", "2y", "3y"];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for currency in CURRENCIES {
        for term in TERMS {
            for (plan, seats) in [("premium", 25), ("premium", 120), ("premium", 777), ("ultimate", 25)] {
                let ask = Ask::demo(plan, seats).with("term", term).with("currency", currency);
                cases.push(ask.case(format!("plans/{plan}-{seats}-{term}-{currency}")));
            }
        }
        let free = Ask::demo("free", 3).without("term").with("currency", currency);
        cases.push(free.case(format!("plans/free-3-{currency}")));
    }
    for seats in [0, 1, 2, 99, 100, 101, 102, 499, 500, 501, 502, 9_999, 10_000, 10_001] {
        cases.push(Ask::demo("premium", seats).with("currency", "USD").case(format!("plans/premium-border-{seats}")));
    }
    for seats in [0, 1, 10_000, 10_001] {
        cases.push(Ask::demo("ultimate", seats).with("currency", "USD").case(format!("plans/ultimate-border-{seats}")));
    }
    for seats in [0, 1, 5, 6] {
        cases.push(Ask::demo("free", seats).without("term").case(format!("plans/free-border-{seats}")));
    }
    for seats in [1, 1_000_000, 1_000_001] {
        cases.push(Ask::demo("ultimate-dedicated", seats).case(format!("plans/dedicated-{seats}")));
    }
    cases
}
