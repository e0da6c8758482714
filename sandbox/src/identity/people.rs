//! Whom the provider knows: one for each thing that staff do, and somebody who does nothing of it.

/// Somebody.
#[derive(Debug)]
pub(super) struct Person {
    /// Whom the provider means, for ever.
    pub subject: &'static str,
    /// Their name.
    pub name: &'static str,
    /// What they do, for whoever chooses.
    pub task: &'static str,
    /// Their address, which is theirs.
    pub email: &'static str,
    /// The groups that they are in.
    pub groups: &'static [&'static str],
}

/// Everybody.
pub(super) const PEOPLE: [Person; 5] = [
    Person {
        subject: "sam",
        name: "Sam Okafor",
        task: "Support",
        email: "sam@kassa.example",
        groups: &["kassa-support"],
    },
    Person {
        subject: "lena",
        name: "Lena Brandt",
        task: "Sales",
        email: "lena@kassa.example",
        groups: &["kassa-sales"],
    },
    Person {
        subject: "noor",
        name: "Noor Haddad",
        task: "Compliance",
        email: "noor@kassa.example",
        groups: &["kassa-compliance"],
    },
    Person {
        subject: "ida",
        name: "Ida Lindqvist",
        task: "Administration",
        email: "ida@kassa.example",
        groups: &["kassa-admin", "kassa-support"],
    },
    Person {
        subject: "tom",
        name: "Tom Weaver",
        task: "Warehouse",
        email: "tom@kassa.example",
        groups: &["warehouse"],
    },
];

/// The one with this subject.
pub(super) fn with(subject: &str) -> Option<&'static Person> {
    PEOPLE.iter().find(|person| person.subject == subject)
}
