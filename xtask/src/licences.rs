//! Every dependency may be used under a licence that a product under MIT or Apache-2.0 can ship with.

use anyhow::Result;

use crate::workspace::{self, Package};

/// Permissive licences, by SPDX id. Weak copyleft by file (MPL-2.0) is fine for unchanged dependencies.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// The dependencies that cannot be shipped.
pub fn problems() -> Result<Vec<String>> {
    let metadata = workspace::metadata()?;
    Ok(metadata.packages.iter().filter_map(problem).collect())
}

fn problem(package: &Package) -> Option<String> {
    let said = package.license.as_deref().unwrap_or("");
    if accepts(said) {
        return None;
    }
    let said = if said.is_empty() { "no licence" } else { said };
    Some(format!("{} {}: {said} is not accepted: use another crate", package.name, package.version))
}

/// Whether one branch of the expression is accepted whole. `/` is the old way to write `OR`.
fn accepts(expression: &str) -> bool {
    let flat = expression.replace('/', " OR ").replace(['(', ')'], " ");
    // Without its brackets an expression of the form “(a OR b) AND c” reads as “a OR (b AND c)”: then each part has to hold.
    if expression.contains('(') && expression.contains(" AND ") {
        return expression.split(" AND ").all(|part| accepts(part.trim_matches(['(', ')', ' '])));
    }
    flat.split(" OR ").any(|branch| branch.split(" AND ").all(|id| ACCEPTED.contains(&id.trim())))
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn takes_permissive_expressions() {
        for expression in
            ["MIT", "MIT OR Apache-2.0", "Unlicense/MIT", "(MIT OR Apache-2.0) AND Unicode-3.0", "GPL-3.0 OR MIT"]
        {
            assert!(accepts(expression), "{expression}");
        }
    }

    #[test]
    fn refuses_the_rest() {
        for expression in ["", "GPL-3.0", "MIT AND GPL-3.0", "(MIT OR Apache-2.0) AND AGPL-3.0", "LicenseRef-Mine"] {
            assert!(!accepts(expression), "{expression}");
        }
    }
}
