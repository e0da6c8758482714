//! Every add-on in every currency and term, at the borders of its quantities, alone and together.

use super::MODELS;
use super::ask::Ask;
use crate::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for currency in ["USD", "EUR", "GBP", "CHF", "JPY", "KWD"] {
        for term in ["1m", "1y", "2y", "3y"] {
            let ask = Ask::demo("premium", 9).with("currency", currency).with("term", term);
            let all = ask.adding("assistant", 7).adding("storage", 2).adding("compute", 3);
            cases.push(all.case(format!("addons/all-{term}-{currency}")));
        }
    }
    for (addon, quantity) in [
        ("assistant", 0),
        ("assistant", 1),
        ("assistant", 9),
        ("assistant", 10),
        ("storage", 0),
        ("storage", 1),
        ("storage", 10_000),
        ("storage", 10_001),
        ("compute", 1),
        ("compute", 10_001),
        ("nosuch", 1),
    ] {
        let ask = Ask::demo("premium", 9).with("term", "2y").adding(addon, quantity);
        cases.push(ask.case(format!("addons/{addon}-{quantity}")));
    }
    cases.push(Ask::demo("free", 3).without("term").adding("compute", 2).case("addons/free-with-compute"));
    cases.push(Ask::demo("free", 3).without("term").adding("storage", 2).case("addons/free-with-storage"));
    cases.push(Ask::demo("premium", 9).with("term", "1m").adding("compute", 2).case("addons/monthly-with-compute"));
    for (plan, quantity) in [("volume", 1), ("volume", 2), ("volume", 10), ("volume", 11), ("flat", 2)] {
        for currency in ["EUR", "JPY", "KWD"] {
            let ask = Ask::of(MODELS, plan, 12).with("currency", currency).adding("escort", quantity);
            cases.push(ask.case(format!("addons/escort-{plan}-{quantity}-{currency}")));
        }
    }
    cases
}
