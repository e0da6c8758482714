//! Every coupon of both catalogues where it applies and where it does not, with every condition at its border.

use super::MODELS;
use super::ask::Ask;
use crate::Case;

pub(super) fn cases() -> Vec<Case> {
    let mut cases = demo();
    cases.extend(models());
    cases
}

fn demo() -> Vec<Case> {
    let mut cases = Vec::new();
    for currency in ["USD", "EUR", "GBP", "CHF", "JPY", "KWD"] {
        for term in ["1m", "1y", "3y"] {
            let ask = Ask::demo("premium", 133).with("term", term).with("currency", currency).coupon("WELCOME15", 0);
            cases.push(ask.case(format!("coupons/WELCOME15-{term}-{currency}")));
        }
        let laden = Ask::demo("ultimate", 7).with("currency", currency).coupon("welcome15 ", 9);
        let laden = laden.adding("assistant", 5).adding("storage", 3).adding("compute", 11);
        cases.push(laden.case(format!("coupons/WELCOME15-spread-{currency}")));
        let hundred = Ask::demo("premium", 20).with("currency", currency).coupon("TEAM100", 0);
        cases.push(hundred.case(format!("coupons/TEAM100-{currency}")));
    }
    for seats in [1, 19, 20, 21] {
        let ask = Ask::demo("premium", seats).with("currency", "USD").coupon("TEAM100", 0);
        cases.push(ask.case(format!("coupons/TEAM100-seats-{seats}")));
    }
    let spread = Ask::demo("premium", 20).with("currency", "USD").coupon("TEAM100", 0);
    let spread = spread.adding("assistant", 20).adding("storage", 1).adding("compute", 2);
    cases.push(spread.case("coupons/TEAM100-spread"));
    for day in ["2024-01-01", "2024-12-31", "2025-01-01", "2026-11-20"] {
        cases.push(Ask::demo("premium", 5).on(day).coupon("EXPIRED", 0).case(format!("coupons/EXPIRED-{day}")));
    }
    for code in ["NOSUCH", "welcome 15", "WELCOME15", "TEAM100"] {
        let free = Ask::demo("free", 5).without("term").with("currency", "USD").coupon(code, 0);
        cases.push(free.case(format!("coupons/free-{code}")));
    }
    cases.push(Ask::demo("premium", 5).coupon("", 0).case("coupons/blank"));
    cases
}

fn models() -> Vec<Case> {
    let mut cases = Vec::new();
    for code in
        ["ALWAYS10", "THIRD", "FREEBIE", "FLATONLY", "KUWAIT", "SUMMER26", "FIRST3", "ALWAYS5", "YEN9000", "HUGE"]
    {
        for currency in ["EUR", "JPY", "KWD"] {
            for (plan, seats) in [("flat", 4), ("volume", 11)] {
                let ask = Ask::of(MODELS, plan, seats).with("currency", currency).coupon(code, 0);
                cases.push(ask.case(format!("coupons/{code}-{plan}-{currency}")));
            }
        }
        let laden = Ask::of(MODELS, "volume", 11).coupon(code, 0).adding("escort", 3).adding("setup", 2);
        cases.push(laden.case(format!("coupons/{code}-with-addons")));
    }
    for redemptions in [0, 2, 3, 4] {
        let ask = Ask::of(MODELS, "volume", 5).coupon("FIRST3", redemptions);
        cases.push(ask.case(format!("coupons/FIRST3-after-{redemptions}")));
    }
    for day in ["2026-05-31", "2026-06-01", "2026-08-31", "2026-09-01"] {
        for seats in [4, 5] {
            let ask = Ask::of(MODELS, "volume", seats).on(day).coupon("SUMMER26", 0);
            cases.push(ask.case(format!("coupons/SUMMER26-{day}-{seats}")));
        }
    }
    cases
}
