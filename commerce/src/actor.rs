//! Who did it: every event says so.

use std::fmt;
use std::str::FromStr;

use domain::ids::{GrantId, UserId};

/// Whoever caused a change, as the audit trail keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in person.
    User(UserId),
    /// The holder of a link, cookie or token that opens one thing.
    Grant(GrantId),
    /// A payment provider, by a webhook or an answer.
    Provider(String),
    /// Kassa itself: a job, a deadline.
    System,
}

/// Like `user:usr_…`, `grant:grt_…`, `provider:sandbox`, `system`.
impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(id) => write!(f, "user:{id}"),
            Self::Grant(id) => write!(f, "grant:{id}"),
            Self::Provider(name) => write!(f, "provider:{name}"),
            Self::System => f.write_str("system"),
        }
    }
}

/// The text names no actor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an actor")]
pub struct NotAnActor;

impl FromStr for Actor {
    type Err = NotAnActor;

    fn from_str(text: &str) -> Result<Self, NotAnActor> {
        match text.split_once(':') {
            None if text == "system" => Ok(Self::System),
            Some(("user", id)) => id.parse().map(Self::User).map_err(|_| NotAnActor),
            Some(("grant", id)) => id.parse().map(Self::Grant).map_err(|_| NotAnActor),
            Some(("provider", name)) => Ok(Self::Provider(name.to_owned())),
            _ => Err(NotAnActor),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_prints() {
        let all = [
            Actor::User(UserId::from_bits(1)),
            Actor::Grant(GrantId::from_bits(2)),
            Actor::Provider("sandbox".to_owned()),
            Actor::System,
        ];
        for actor in all {
            assert_eq!(actor.to_string().parse(), Ok(actor));
        }
        assert_eq!("root".parse::<Actor>(), Err(NotAnActor));
    }
}
