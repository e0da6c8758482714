//! A file can be read in one sitting.

/// Lines at which a file has to be split.
const MOST: usize = 400;

/// What is wrong with a file's length.
pub fn problem(path: &str, text: &str) -> Option<String> {
    let counted =
        ["rs", "ts", "mjs", "js", "css", "sh", "py"].iter().any(|ending| path.ends_with(&format!(".{ending}")));
    let lines = text.lines().count();
    (counted && lines > MOST).then(|| format!("{path}: {lines} lines: split it by jobs, at most {MOST} a file"))
}

#[cfg(test)]
mod tests {
    use super::{MOST, problem};

    #[test]
    fn sees_a_file_that_is_too_long() {
        assert!(problem("domain/src/money.rs", &"\n".repeat(MOST + 1)).is_some());
        assert!(problem("domain/src/money.rs", &"\n".repeat(MOST)).is_none());
        assert!(problem("Cargo.lock", &"\n".repeat(MOST + 1)).is_none());
    }
}
