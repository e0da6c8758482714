//! The name of a mail domain: what stands behind the at sign of its addresses.

use std::fmt;
use std::str::FromStr;

use crate::as_text::as_text;
use crate::email::{Email, is_domain};
use crate::refusal::Refusal;

/// Longest name, so that the name of its record is one, too (RFC 1035, 2.3.4: 255 octets, that is 253 characters).
const LONGEST: usize = 253 - "_kassa-challenge.".len();

/// A mail domain in lower case. International ones are in their `xn--` form, as in addresses ([`Email`]).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DomainName(String);

/// The text is no mail domain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a mail domain: write it like example.com")]
pub struct NotADomain;

impl DomainName {
    /// The domain typed into `field`. Somebody who writes `@example.com` means the same.
    ///
    /// # Errors
    /// It is none: what the person is told about that field.
    pub fn typed(text: &str, field: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        let text = text.strip_prefix('@').unwrap_or(text);
        text.parse().map_err(|NotADomain| Refusal::new("domain_malformed").on(field))
    }

    /// The domain of an address; `None` where it is an address of a machine, or too long.
    #[must_use]
    pub fn of(email: &Email) -> Option<Self> {
        email.domain().parse().ok()
    }

    /// In lower case.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DomainName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for DomainName {
    type Err = NotADomain;

    fn from_str(text: &str) -> Result<Self, NotADomain> {
        let text = text.trim().to_lowercase();
        // No top-level domain is a number (RFC 3696, 2): that would be an address of a machine.
        let numbered = text.rsplit('.').next().is_some_and(|last| last.bytes().all(|byte| byte.is_ascii_digit()));
        if text.len() <= LONGEST && is_domain(&text) && !numbered { Ok(Self(text)) } else { Err(NotADomain) }
    }
}

as_text!(DomainName);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_domains_as_people_write_them() {
        for (typed, read) in [
            ("Example.com", "example.com"),
            (" @mail.example.co.uk ", "mail.example.co.uk"),
            ("xn--mnchen-3ya.example", "xn--mnchen-3ya.example"),
        ] {
            assert_eq!(DomainName::typed(typed, "domain").unwrap().as_str(), read);
        }
    }

    #[test]
    fn refuses_what_is_none() {
        let long = format!("{}.com", vec!["a".repeat(60); 4].join("."));
        for typed in [
            "",
            "com",
            "example",
            "https://example.com",
            "ada@example.com",
            "münchen.example",
            "-x.com",
            "x..com",
            "example.com.",
            "192.0.2.7",
            "_kassa.example.com",
            &long,
        ] {
            let refusal = DomainName::typed(typed, "domain").unwrap_err();
            assert_eq!(
                (refusal.code.as_str(), refusal.field.as_deref()),
                ("domain_malformed", Some("domain")),
                "{typed}"
            );
        }
    }

    proptest! {
        #[test]
        fn an_address_is_in_its_own_domain_however_it_is_spelled(local in "[a-zA-Z]{1,9}", name in "[a-zA-Z]{1,9}\\.[a-zA-Z]{2,5}") {
            let email: Email = format!("{local}@{name}").parse().unwrap();
            prop_assert_eq!(DomainName::of(&email), name.parse().ok());
        }
    }
}
