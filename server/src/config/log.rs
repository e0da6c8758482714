//! What is logged and how: `KASSA_LOG`, `KASSA_LOG_FORMAT`.

use std::str::FromStr;

use super::{Mode, Source};

/// The log on standard error.
#[derive(Clone, Debug)]
pub struct Log {
    /// What is said, in the syntax of `tracing`'s filters.
    pub filter: String,
    /// How it is written.
    pub format: LogFormat,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line, for machines.
    Json,
    /// For a person at a terminal.
    Text,
}

impl Log {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let filter = source.optional("KASSA_LOG", "a filter, like info or info,kassa=debug");
        let format = source.optional("KASSA_LOG_FORMAT", "json or text");
        let usual = if mode.is_demo() { LogFormat::Text } else { LogFormat::Json };
        Self { filter: filter.unwrap_or_else(|| "info,sqlx=warn".to_owned()), format: format.unwrap_or(usual) }
    }
}

impl FromStr for LogFormat {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "json" => Ok(Self::Json),
            "text" => Ok(Self::Text),
            _ => Err(()),
        }
    }
}
