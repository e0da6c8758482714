//! What exists only in a demonstration: `KASSA_TEST_CLOCK`, `KASSA_CRASH_AT`.

use commerce::crash::CrashPoint;

use super::{Mode, Source};

/// Switches of a demonstration.
#[derive(Clone, Debug, Default)]
pub struct Demo {
    /// The moment at which the test clock stands at first; it runs with the real time where this is absent.
    pub frozen_at: Option<jiff::Timestamp>,
    /// The named point at which the process kills itself, to show that nothing is lost.
    pub crash_at: Option<CrashPoint>,
}

impl Demo {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let frozen_at = source.optional("KASSA_TEST_CLOCK", "a moment, like 2026-11-20T09:00:00Z");
        let crash_at = source.optional("KASSA_CRASH_AT", &crash_points());
        if !mode.is_demo() {
            for (variable, set) in [("KASSA_TEST_CLOCK", frozen_at.is_some()), ("KASSA_CRASH_AT", crash_at.is_some())] {
                if set {
                    source.problem(variable, "exists only with KASSA_MODE=demo: leave it out");
                }
            }
        }
        Self { frozen_at, crash_at }
    }
}

fn crash_points() -> String {
    format!("one of {}", CrashPoint::ALL.map(CrashPoint::name).join(", "))
}
