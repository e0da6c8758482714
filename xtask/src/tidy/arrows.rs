//! `domain <- messages <- commerce <- app(ssr) <- server` and `domain <- messages <- app(hydrate)`; nothing points the other way.

use crate::workspace::Metadata;

/// What each crate may depend on.
const ALLOWED: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("messages", &["domain"]),
    ("commerce", &["domain", "messages"]),
    ("app", &["domain", "messages", "commerce"]),
    ("sandbox", &[]),
    ("server", &["domain", "messages", "commerce", "app", "sandbox"]),
    ("driver", &[]),
    ("vectors", &["domain", "messages", "commerce"]),
    ("xtask", &[]),
];

/// Arrows that are not in the table. A crate's tests may use more than the crate itself, but never `server`.
pub fn problems(metadata: &Metadata) -> Vec<String> {
    let ours = |id: &String| metadata.packages.iter().find(|package| &package.id == id);
    let names: Vec<&str> = metadata.workspace_members.iter().filter_map(ours).map(|p| p.name.as_str()).collect();
    let mut problems = Vec::new();
    for package in metadata.workspace_members.iter().filter_map(ours) {
        let Some((_, allowed)) = ALLOWED.iter().find(|(name, _)| *name == package.name) else {
            problems.push(format!("{}: a crate without a row in the table of arrows: add it to xtask", package.name));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|d| names.contains(&d.name.as_str())) {
            let in_tests = dependency.kind.as_deref() == Some("dev") && dependency.name != "server";
            if !allowed.contains(&dependency.name.as_str()) && !in_tests && dependency.name != package.name {
                problems.push(format!("{} -> {}: an arrow that points the wrong way", package.name, dependency.name));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Dependency, Package};

    fn package(name: &str, needs: &str, kind: Option<&str>) -> Package {
        Package {
            id: name.to_owned(),
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            license: None,
            dependencies: vec![Dependency { name: needs.to_owned(), kind: kind.map(str::to_owned) }],
        }
    }

    fn found(packages: Vec<Package>) -> usize {
        let workspace_members = packages.iter().map(|p| p.id.clone()).collect();
        problems(&Metadata { packages, workspace_members }).len()
    }

    #[test]
    fn sees_an_arrow_that_points_the_wrong_way() {
        assert_eq!(found(vec![package("messages", "domain", None), package("domain", "serde", None)]), 0);
        assert_eq!(found(vec![package("domain", "messages", None), package("messages", "serde", None)]), 1);
        assert_eq!(found(vec![package("commerce", "sandbox", Some("dev")), package("sandbox", "serde", None)]), 0);
        assert_eq!(found(vec![package("commerce", "sandbox", None), package("sandbox", "serde", None)]), 1);
        assert_eq!(found(vec![package("newcomer", "serde", None)]), 1);
    }
}
