//! Misbehaving when told: the next requests of a kind fail in a named way.

use std::sync::PoisonError;

use serde::{Deserialize, Serialize};

use crate::instrument::decline::Decline;
use crate::server::App;

/// What is asked of the sandbox, as faults name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Making an intent.
    Authorise,
    /// Taking money.
    Capture,
    /// Releasing a hold.
    Cancel,
    /// Giving money back.
    Refund,
    /// Reading intents.
    Find,
    /// Saving or forgetting a method.
    Method,
}

/// How a request goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
pub enum Fault {
    /// Answers 500 and does nothing.
    ErrorBefore,
    /// Does the work and answers 500.
    ErrorAfter,
    /// Does the work and never answers.
    HangAfter,
    /// Does nothing and never answers.
    HangBefore,
    /// Does the work after a pause.
    Slow {
        /// Milliseconds.
        ms: u32,
    },
    /// The bank says no, whatever the test number says.
    Decline {
        /// Why.
        decline: Decline,
    },
}

/// A fault that waits for its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Which requests; any if not said.
    #[serde(default)]
    pub on: Option<Operation>,
    /// What happens to them.
    #[serde(flatten)]
    pub fault: Fault,
    /// How many of them.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// The faults that wait, oldest first.
#[derive(Debug, Default)]
pub struct Faults(Vec<Planned>);

impl Faults {
    /// Plans one more.
    pub fn plan(&mut self, planned: Planned) {
        self.0.push(planned);
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault for a request of this kind, used up by it.
    pub fn take(&mut self, operation: Operation) -> Option<Fault> {
        let place = self.0.iter().position(|p| p.times > 0 && p.on.is_none_or(|on| on == operation))?;
        let planned = self.0.get_mut(place)?;
        planned.times -= 1;
        let fault = planned.fault;
        self.0.retain(|p| p.times > 0);
        Some(fault)
    }
}

impl App {
    /// The fault for a request of this kind, if one was planned.
    pub fn fault(&self, operation: Operation) -> Option<Fault> {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).take(operation)
    }
}
