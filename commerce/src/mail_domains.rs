//! What is known about mail domains, for the rule “one trial per company”: data that ships with the program.

use std::sync::LazyLock;

use domain::trial::MailDomains;

/// The list as it is kept.
const SHIPPED: &str = include_str!("../../catalogue/mail-domains.toml");

static READ: LazyLock<MailDomains> = LazyLock::new(|| toml::from_str(SHIPPED).expect("a test reads the shipped list"));

/// The shipped list.
#[must_use]
pub fn shipped() -> &'static MailDomains {
    &READ
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_shipped_list_reads() {
        assert!(super::shipped().free.iter().any(|domain| domain == "gmail.com"));
    }
}
