//! Which company somebody belongs to, as far as the rule “one trial per company” needs it.
//!
//! A company is its registrable mail domain, so that `mail.acme.com` and `acme.com` are one; at a free-mail provider
//! every address is a company of its own, spelled the one way the provider delivers it.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::email::Email;

/// What is known about mail domains; data, see `catalogue/mail-domains.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailDomains {
    /// Domains under which anybody can have an address.
    pub free: Vec<String>,
    /// Free-mail domains at which dots before the at sign do not count.
    #[serde(default)]
    pub dots_ignored: Vec<String>,
    /// Other names of a free-mail domain: `[name, domain]`.
    #[serde(default)]
    pub same: Vec<(String, String)>,
    /// Suffixes of more than one label under which companies register, like `co.uk`.
    #[serde(default)]
    pub suffixes: Vec<String>,
}

impl MailDomains {
    /// Whether a domain is nobody's own: anybody can have an address there, or register a name below it.
    #[must_use]
    pub fn is_public(&self, domain: &str) -> bool {
        let named = |all: &[String]| all.iter().any(|one| one == domain);
        named(&self.free) || named(&self.suffixes) || self.same.iter().any(|(name, _)| name == domain)
    }
}

/// A company, for the database's unique index: `domain:acme.com`, or `email:ada@gmail.com`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CompanyKey(String);

impl CompanyKey {
    /// The company of whoever has this address.
    #[must_use]
    pub fn of(email: &Email, domains: &MailDomains) -> Self {
        let typed = email.domain();
        let domain = domains.same.iter().find(|(name, _)| *name == typed).map_or(typed.as_str(), |(_, same)| same);
        if domains.free.iter().any(|free| free == domain) {
            let local = email.local();
            let mailbox = local.split_once('+').map_or(local.as_str(), |(mailbox, _)| mailbox);
            let dots_count = !domains.dots_ignored.iter().any(|d| d == domain);
            let mailbox = if dots_count { mailbox.to_owned() } else { mailbox.replace('.', "") };
            return Self(format!("email:{mailbox}@{domain}"));
        }
        Self(format!("domain:{}", registrable(domain, &domains.suffixes)))
    }

    /// As stored in the index.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CompanyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The suffix under which companies register, and the one label before it.
fn registrable<'a>(domain: &'a str, suffixes: &[String]) -> &'a str {
    let shared = |rest: &str| !rest.contains('.') || suffixes.iter().any(|suffix| suffix == rest);
    let mut name = domain;
    while let Some((_, rest)) = name.split_once('.') {
        if shared(rest) {
            break;
        }
        name = rest;
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(address: &str) -> String {
        let text = include_str!("../../../catalogue/mail-domains.toml");
        let domains: MailDomains = toml::from_str(text).expect("the shipped list reads");
        CompanyKey::of(&address.parse().expect("an address"), &domains).to_string()
    }

    #[test]
    fn a_company_is_its_registrable_domain() {
        for address in ["ada@acme.com", "Bob@ACME.com", "eve@mail.eu.acme.com"] {
            assert_eq!(key(address), "domain:acme.com", "{address}");
        }
        assert_eq!(key("ada@acme.co.uk"), "domain:acme.co.uk");
        assert_eq!(key("ada@mail.acme.co.uk"), "domain:acme.co.uk");
        assert_ne!(key("ada@one.co.uk"), key("ada@two.co.uk"));
        assert_ne!(key("ada@acme.de"), key("ada@acme.com"));
    }

    #[test]
    fn every_tenant_of_a_shared_host_is_a_company_of_its_own() {
        assert_ne!(key("ada@one.onmicrosoft.com"), key("ada@two.onmicrosoft.com"));
    }

    #[test]
    fn free_mail_counts_by_mailbox() {
        for address in ["ada.lovelace@gmail.com", "AdaLovelace+trial2@gmail.com", "adalovelace@googlemail.com"] {
            assert_eq!(key(address), "email:adalovelace@gmail.com", "{address}");
        }
        assert_ne!(key("ada@gmail.com"), key("bob@gmail.com"));
        assert_ne!(key("a.da@web.de"), key("ada@web.de"));
        assert_eq!(key("ada+2@web.de"), key("ada@web.de"));
    }
}
