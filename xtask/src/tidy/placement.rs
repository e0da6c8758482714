//! What may stand where: features, floats, adapters, leftovers.

/// A word that may not stand in some files.
struct Rule {
    /// Whether the rule reads this file.
    reads: fn(&str) -> bool,
    /// Whether the line breaks it.
    breaks: fn(&str) -> bool,
    /// What is wrong and what to do.
    says: &'static str,
}

const RULES: &[Rule] = &[
    Rule {
        reads: |path| path.starts_with("app/src/") && !path.starts_with("app/src/api") && path != "app/src/lib.rs",
        breaks: |line| line.contains("cfg(") && line.contains("feature"),
        says: "cfg(feature) in a page: put the difference behind app/src/api or app/src/lib.rs",
    },
    Rule {
        reads: |path| path.starts_with("domain/src/"),
        breaks: |line| {
            // What serde wants named so that it can be refused.
            let refusing = line.contains("fn visit_f64") || line.contains("serialize_f64(f64): ()");
            !is_comment(line) && !refusing && ["f32", "f64"].iter().any(|t| has_word(line, t))
        },
        says: "floating point in the domain: use Decimal or whole minor units",
    },
    Rule {
        reads: |path| path.starts_with("domain/src/"),
        breaks: |line| line.contains("std::time::") || line.contains("std::fs") || line.contains("std::env"),
        says: "the domain has no clock and no I/O: make it an argument",
    },
    Rule {
        reads: |path| path.starts_with("commerce/src/flows") || path.starts_with("commerce/src/store"),
        breaks: |line| line.contains("crate::adapters"),
        says: "flows and the store speak to ports: only the binary's wiring names adapters",
    },
    Rule {
        reads: |path| is_source(path) && !path.starts_with("xtask/"),
        breaks: |line| ["TODO", "FIXME"].iter().any(|mark| has_word(line, mark)) || line.contains("todo!("),
        says: "something left for later: do it, or leave it out",
    },
    Rule {
        reads: |path| path.ends_with(".rs") && path != "app/src/parts.rs" && !path.starts_with("xtask/"),
        breaks: |line| line.contains("allow(unsafe_code)"),
        says: "unsafe code: only the cuts between the bundle's parts need its attributes",
    },
    Rule {
        reads: |path| !path.starts_with("xtask/") && !path.ends_with(".lock"),
        breaks: |line| ["/root/", "/home/", "/work/"].iter().any(|place| names_place(line, place)),
        says: "a path of one machine: make it relative or a setting",
    },
];

/// The breaches of a file.
pub fn problems(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for rule in RULES.iter().filter(|rule| (rule.reads)(path)) {
        for (number, line) in text.lines().enumerate().filter(|(_, line)| (rule.breaks)(line)) {
            problems.push(format!("{path}:{}: {}: {}", number + 1, rule.says, line.trim()));
        }
    }
    problems
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".css", ".mjs", ".sh", ".py"].iter().any(|ending| path.ends_with(ending))
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

/// Whether the line names a place on a machine, not an address that happens to hold the word.
fn names_place(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric() && !"./}$_-*".contains(c))
    })
}

fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back().is_some_and(part);
        let after = line[at + word.len()..].chars().next().is_some_and(part);
        !before && !after
    })
}

#[cfg(test)]
mod tests {
    use super::problems;

    #[test]
    fn sees_what_stands_in_the_wrong_place() {
        for (path, line) in [
            ("app/src/pages/plans.rs", "#[cfg(feature = \"ssr\")]"),
            ("domain/src/money.rs", "let price: f64 = 1.0;"),
            ("domain/src/money.rs", "use std::time::SystemTime;"),
            ("commerce/src/flows/renew.rs", "use crate::adapters::gateway::Sandbox;"),
            ("server/src/main.rs", "// TODO later"),
            ("app/src/page.rs", "#![allow(unsafe_code)]"),
            ("scripts/run", "cd /root/kassa"),
        ] {
            assert_eq!(problems(path, line).len(), 1, "{path}: {line}");
        }
    }

    #[test]
    fn leaves_the_rest_alone() {
        for (path, line) in [
            ("app/src/lib.rs", "#[cfg(feature = \"ssr\")]"),
            ("domain/src/money.rs", "/// Never an f64."),
            ("commerce/src/adapters/gateway.rs", "use crate::adapters::x;"),
            ("README.md", "see https://example.com/work/it"),
        ] {
            assert_eq!(problems(path, line), Vec::<String>::new(), "{path}: {line}");
        }
    }
}
