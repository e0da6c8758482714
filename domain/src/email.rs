//! E-mail addresses: what is accepted as one, and when two are the same.
//!
//! The check is the one browsers make (WHATWG HTML, “valid e-mail address”) plus a dot in the domain and the lengths of
//! RFC 5321; whether mail arrives there is shown by the code sent to it, not by its spelling. Domains are ASCII: browsers
//! send international ones in their `xn--` form, so that one domain has one spelling.

use std::fmt;
use std::str::FromStr;

use crate::as_text::as_text;
use crate::refusal::Refusal;

/// Longest address (RFC 5321, 4.5.3.1.3, without the angle brackets).
const LONGEST: usize = 254;
/// Longest part before the at sign (RFC 5321, 4.5.3.1.1).
const LONGEST_LOCAL: usize = 64;

/// A well-formed e-mail address, spelled as its owner typed it. Two that differ in case only are equal.
#[derive(Clone, Debug)]
pub struct Email(String);

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address: write it like name@example.com")]
pub struct NotAnEmail;

impl Email {
    /// The address typed into `field`.
    ///
    /// # Errors
    /// It is none: what the person is told about that field.
    pub fn typed(text: &str, field: &str) -> Result<Self, Refusal> {
        text.parse().map_err(|NotAnEmail| Refusal::new("email_malformed").on(field))
    }

    /// As typed, without surrounding spaces.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The spelling by which addresses are compared and found: lower case throughout.
    #[must_use]
    pub fn normalised(&self) -> String {
        self.0.to_lowercase()
    }

    /// What stands before the at sign, in lower case.
    #[must_use]
    pub fn local(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(local, _)| local.to_lowercase())
    }

    /// What stands behind the at sign, in lower case.
    #[must_use]
    pub fn domain(&self) -> String {
        self.0.rsplit_once('@').map_or_else(String::new, |(_, domain)| domain.to_lowercase())
    }
}

impl PartialEq for Email {
    fn eq(&self, other: &Self) -> bool {
        self.normalised() == other.normalised()
    }
}
impl Eq for Email {}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_local(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    !text.is_empty() && text.len() <= LONGEST_LOCAL && text.chars().all(allowed)
}

/// Whether this can stand behind an at sign: labels of RFC 1123, 2.1, and a dot between them.
pub(crate) fn is_domain(text: &str) -> bool {
    text.contains('.') && text.split('.').all(is_label)
}

fn is_label(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (1..=63).contains(&text.len()) && text.chars().all(allowed) && !text.starts_with('-') && !text.ends_with('-')
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or(NotAnEmail)?;
        if text.len() <= LONGEST && is_local(local) && is_domain(domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAnEmail)
        }
    }
}

as_text!(Email);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_addresses_people_have() {
        for text in ["ada@example.com", " Ada.L+x@Mail.example.co.uk ", "o'neil@xn--mnchen-3ya.example", "a@b.c"] {
            assert!(text.parse::<Email>().is_ok(), "{text}");
        }
    }

    #[test]
    fn refuses_what_no_mail_reaches() {
        let long = format!("{}@example.com", "a".repeat(65));
        for text in [
            "",
            "ada",
            "@example.com",
            "ada@",
            "ada@localhost",
            "ada@-x.com",
            "a b@x.com",
            "a@x..com",
            "ü@x.com",
            "a@ü.com",
            &long,
        ] {
            assert_eq!(text.parse::<Email>(), Err(NotAnEmail), "{text}");
        }
    }

    #[test]
    fn case_does_not_make_another_address() {
        assert_eq!("Ada@Example.com".parse::<Email>(), "ada@example.COM".parse());
    }
}
