//! Shop or demonstration: `KASSA_MODE`.

use std::str::FromStr;

use super::Source;

/// What kind of server this is. Production unless the environment says otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Sells for money; refuses to start half configured.
    #[default]
    Production,
    /// Sells nothing: stand-in provider, test clock, mails shown at `/dev/mail`, and every page says so.
    Demo,
}

impl Mode {
    pub(super) fn read(source: &mut Source) -> Self {
        source.optional("KASSA_MODE", "leave it out for production, or write demo").unwrap_or_default()
    }

    /// Whether this is a demonstration.
    #[must_use]
    pub fn is_demo(self) -> bool {
        self == Self::Demo
    }
}

impl FromStr for Mode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "production" => Ok(Self::Production),
            "demo" => Ok(Self::Demo),
            _ => Err(()),
        }
    }
}
