//! Days on which rates change, terms that end in short months, and days that cannot be.

use super::MODELS;
use super::ask::Ask;
use crate::Case;

/// The last day of a rate and the first of the next.
const CHANGES: [(&str, &str, &str); 8] = [
    ("EE", "2025-06-30", "2025-07-01"),
    ("FI", "2024-08-31", "2024-09-01"),
    ("RO", "2025-07-31", "2025-08-01"),
    ("SK", "2024-12-31", "2025-01-01"),
    ("CH", "2023-12-31", "2024-01-01"),
    ("DE", "2020-12-31", "2021-01-01"),
    ("IE", "2021-02-28", "2021-03-01"),
    ("LU", "2022-12-31", "2023-01-01"),
];

/// First days whose terms end on days that their months do not have, and ordinary ones.
const ANCHORS: [&str; 12] = [
    "2026-01-29",
    "2026-01-30",
    "2026-01-31",
    "2026-02-28",
    "2026-03-31",
    "2026-05-31",
    "2026-08-31",
    "2026-10-31",
    "2026-12-31",
    "2028-02-28",
    "2028-02-29",
    "2027-02-28",
];

pub(super) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for (country, last, first) in CHANGES {
        for day in [last, first] {
            let ask = Ask::of(MODELS, "flat", 7).with("country", country).on(day);
            cases.push(ask.case(format!("dates/{country}-{day}")));
        }
    }
    for day in ANCHORS {
        for term in ["1m", "1y", "2y", "3y"] {
            let ask = Ask::demo("premium", 3).with("term", term).on(day);
            cases.push(ask.case(format!("dates/{day}-{term}")));
        }
    }
    let refused = ["2023-12-31", "9998-12-31", "9999-12-31", "2026-02-29", "2026-1-1", "tomorrow", ""];
    for day in refused {
        cases.push(Ask::demo("premium", 3).with("term", "3y").on(day).case(format!("dates/refused-{day}")));
    }
    // Days that the catalogue knows and the tax table does not.
    for (country, day) in [("CH", "2017-12-31"), ("RO", "2016-06-01"), ("DE", "2016-01-01"), ("DE", "2015-12-31")] {
        let ask = Ask::of(MODELS, "flat", 7).with("country", country).on(day);
        cases.push(ask.case(format!("dates/early-{country}-{day}")));
    }
    cases
}
