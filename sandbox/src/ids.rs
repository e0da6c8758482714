//! Names of the sandbox's things: a prefix that says the kind, and 128 random bits.

/// A fresh id like `pm_0f3a…`.
///
/// # Panics
/// When the operating system has no randomness to give: nothing safe can be done then.
#[must_use]
pub fn fresh(prefix: &str) -> String {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    format!("{prefix}_{}", hex::encode(bytes))
}
