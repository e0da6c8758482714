//! The rules of CONTRIBUTING.md that can be read off the files: arrows between crates, sizes, names, and where things live.

mod arrows;
mod names;
mod placement;
mod rights;
mod sizes;

use anyhow::Result;

use crate::workspace;

/// Every breach, as `place: what is wrong: what to do`.
pub fn problems() -> Result<Vec<String>> {
    let mut problems = arrows::problems(&workspace::metadata()?);
    let texts = workspace::texts()?;
    problems.extend(rights::problems(&texts));
    for (path, text) in &texts {
        problems.extend(names::problems(path));
        problems.extend(sizes::problem(path, text));
        problems.extend(placement::problems(path, text));
    }
    Ok(problems)
}
