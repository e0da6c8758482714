//! Requests drawn from everything at once, with a fixed seed: what no list of rules thought of.

use super::ask::Ask;
use super::{DEMO, MODELS};
use crate::Case;

const HOW_MANY: u32 = 150;

/// A small generator (splitmix64), the same everywhere.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // The remainder of a division by a u32 is one.
        u32::try_from((z ^ (z >> 31)) % u64::from(bound)).unwrap_or_default()
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        let most = u32::try_from(from.len()).unwrap_or(u32::MAX);
        from[usize::try_from(self.below(most)).unwrap_or_default()]
    }

    fn one_in(&mut self, chances: u32) -> bool {
        self.below(chances) == 0
    }
}

pub(super) fn cases() -> Vec<Case> {
    let mut draw = Draw(20_261_120);
    (0..HOW_MANY).map(|number| mixed(&mut draw).case(format!("mixed/{number:03}"))).collect()
}

fn mixed(draw: &mut Draw) -> Ask {
    let demo = !draw.one_in(3);
    let plan = if demo {
        draw.pick(&["premium", "premium", "ultimate", "free"])
    } else {
        draw.pick(&["flat", "volume", "package", "graduated"])
    };
    let most = draw.pick(&[10, 100, 1000, 10_000]);
    let seats = 1 + draw.below(most);
    let mut ask = Ask::of(if demo { DEMO } else { MODELS }, plan, seats);
    ask = match draw.pick(&["1m", "1y", "1y", "2y", "3y", ""]) {
        "" => ask.without("term"),
        _ if plan == "free" => ask.without("term"),
        term => ask.with("term", term),
    };
    let currencies: &[&str] = if demo { &["USD", "EUR", "GBP", "CHF", "JPY", "KWD"] } else { &["EUR", "JPY", "KWD"] };
    ask = ask.with("currency", draw.pick(currencies));
    let (country, id) = draw.pick(&[
        ("DE", "DE136695976"),
        ("NL", "NL805734958B01"),
        ("FI", "FI01120389"),
        ("GB", "GB220430231"),
        ("US", ""),
        ("CH", "CHE-102.909.703 MWST"),
        ("HU", "HU10537914"),
        ("JP", ""),
        ("FR", "FR10632012100"),
        ("LU", "LU20260743"),
    ]);
    ask = ask.with("country", country);
    if !id.is_empty() && draw.one_in(3) {
        ask = ask.with("vat_id", id);
    }
    if draw.one_in(3) {
        let demo_codes: &[&str] = &["WELCOME15", "TEAM100", "EXPIRED"];
        let codes = if demo { demo_codes } else { &["ALWAYS10", "THIRD", "ALWAYS5", "FREEBIE"] };
        let redemptions = draw.below(5);
        ask = ask.coupon(draw.pick(codes), redemptions);
    }
    let addons: &[&str] = if demo { &["assistant", "storage", "compute"] } else { &["escort", "setup"] };
    for addon in addons {
        if draw.one_in(3) {
            ask = ask.adding(addon, 1 + draw.below(if demo { seats.min(40) } else { 5 }));
        }
    }
    let (year, month, day) = (2024 + draw.below(4), 1 + draw.below(12), 1 + draw.below(28));
    ask.on(&format!("{year}-{month:02}-{day:02}"))
}
