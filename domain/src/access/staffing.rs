//! Which of the people that a provider knows are ours, and as what.

use super::StaffRole;
use super::oidc::Identity;

/// The provider of our own people, and what its groups mean here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staffing {
    /// Who the provider is, to the letter as its tokens say it. Nobody else's groups count.
    pub issuer: String,
    /// The name of a group, and the role of whoever is in it.
    pub groups: Vec<(String, StaffRole)>,
}

impl Staffing {
    /// What somebody is to us, each role once; nothing for whoever comes from elsewhere or is in none of the groups.
    #[must_use]
    pub fn roles(&self, identity: &Identity) -> Vec<StaffRole> {
        if identity.issuer != self.issuer {
            return Vec::new();
        }
        let has = |role: &StaffRole| {
            let mut meaning = self.groups.iter().filter(|(_, means)| means == role);
            meaning.any(|(group, _)| identity.groups.contains(group))
        };
        StaffRole::ALL.into_iter().filter(has).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(issuer: &str, groups: &[&str]) -> Identity {
        Identity {
            provider: "staff".to_owned(),
            issuer: issuer.to_owned(),
            subject: "1".to_owned(),
            session: None,
            email: None,
            email_verified: true,
            name: None,
            groups: groups.iter().map(|&group| group.to_owned()).collect(),
        }
    }

    #[test]
    fn groups_of_our_own_provider_make_roles_and_nobody_elses() {
        let staffing = Staffing {
            issuer: "https://login.kassa.example".to_owned(),
            groups: [("help", StaffRole::Support), ("night", StaffRole::Support), ("risk", StaffRole::Compliance)]
                .map(|(group, role)| (group.to_owned(), role))
                .to_vec(),
        };
        let roles = |issuer, groups: &[&str]| staffing.roles(&identity(issuer, groups));
        let ours = "https://login.kassa.example";
        assert_eq!(roles(ours, &["risk", "help", "night"]), [StaffRole::Support, StaffRole::Compliance]);
        assert_eq!(roles(ours, &["Help", "helper", ""]), []);
        assert_eq!(roles(ours, &[]), []);
        assert_eq!(roles("https://login.kassa.example/", &["help"]), []);
        assert_eq!(roles("https://login.acme.example", &["help", "risk"]), []);
    }
}
