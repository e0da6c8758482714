//! Names that say nothing, and the old way to lay out modules.

/// Words that name no job.
const EMPTY: &[&str] = &["utils", "util", "helpers", "helper", "common", "manager", "misc"];

/// What is wrong with a source file's name.
pub fn problems(path: &str) -> Vec<String> {
    if !path.ends_with(".rs") && !path.ends_with(".ts") && !path.ends_with(".css") {
        return Vec::new();
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name);
    let mut problems = Vec::new();
    if name == "mod.rs" {
        problems.push(format!("{path}: mod.rs: name it after its module, beside the folder"));
    }
    if EMPTY.contains(&stem) || path.split('/').any(|folder| EMPTY.contains(&folder)) {
        problems.push(format!("{path}: a name that says nothing: name the job it has"));
    }
    if stem.ends_with("_v2") || stem.ends_with("_new") || stem.ends_with("_old") {
        problems.push(format!("{path}: two versions side by side: keep one"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::problems;

    #[test]
    fn sees_names_that_say_nothing() {
        for path in ["domain/src/utils.rs", "app/src/pages/mod.rs", "a/common/x.rs", "commerce/src/flows/renew_v2.rs"] {
            assert_eq!(problems(path).len(), 1, "{path}");
        }
        for path in ["domain/src/money.rs", "messages/words/en/common.toml", "domain/src/money/allocation.rs"] {
            assert_eq!(problems(path), Vec::<String>::new(), "{path}");
        }
    }
}
