//! Lists: “a, b, and c”. Source: CLDR 48, `listPatterns` (standard and or) of `en` and `de`.

use crate::locale::Locale;
use crate::words::Words;

impl Words {
    /// All of them, as `Intl.ListFormat` with `type: "conjunction"`: “a, b, and c”, „a, b und c“.
    #[must_use]
    pub fn list<T: AsRef<str>>(self, items: &[T]) -> String {
        match self.locale() {
            Locale::En | Locale::Pseudo => joined(items, " and ", ", and "),
            Locale::De => joined(items, " und ", " und "),
        }
    }

    /// One of them, as `Intl.ListFormat` with `type: "disjunction"`: “a, b, or c”, „a, b oder c“.
    #[must_use]
    pub fn list_or<T: AsRef<str>>(self, items: &[T]) -> String {
        match self.locale() {
            Locale::En | Locale::Pseudo => joined(items, " or ", ", or "),
            Locale::De => joined(items, " oder ", " oder "),
        }
    }
}

/// Commas between all but the last two, which `pair` joins when they are alone and `last` when they are not.
fn joined<T: AsRef<str>>(items: &[T], pair: &str, last: &str) -> String {
    match items {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [first, second] => format!("{}{pair}{}", first.as_ref(), second.as_ref()),
        [start @ .., end] => {
            let start: Vec<&str> = start.iter().map(AsRef::as_ref).collect();
            format!("{}{last}{}", start.join(", "), end.as_ref())
        }
    }
}
