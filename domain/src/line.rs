//! One line of text that a person types: a name, a company, a street. Any script is welcome.

use crate::refusal::Refusal;

/// The most characters of a line; what a receipt and a label can still print.
pub const LONGEST: u32 = 200;

/// What is wrong with the text of `field`, which may be empty. Blank counts as empty.
#[must_use]
pub fn check(text: &str, field: &str) -> Option<Refusal> {
    if text.chars().any(char::is_control) {
        return Some(Refusal::new("line_unprintable").on(field));
    }
    let most = usize::try_from(LONGEST).unwrap_or(usize::MAX);
    if text.trim().chars().count() > most {
        return Some(Refusal::new("line_too_long").on(field).with("most", LONGEST));
    }
    None
}

/// The same for a field that has to be filled in.
#[must_use]
pub fn check_required(text: &str, field: &str) -> Option<Refusal> {
    if text.trim().is_empty() {
        return Some(Refusal::new("field_required").on(field));
    }
    check(text, field)
}

/// The text as such a line, whatever it is: blanks and what cannot be printed are one space, and too much is cut. For what is
/// not typed here and cannot be refused.
#[must_use]
pub fn tidied(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(usize::try_from(LONGEST).unwrap_or(usize::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_any_script_pass() {
        for name in ["Ada Lovelace", "Renée O’Neill-Ångström", "株式会社日本", "شركة الاختبار", "Łódź 5/7", "Ж"]
        {
            assert_eq!(check_required(name, "company"), None, "{name}");
        }
    }

    #[test]
    fn whatever_it_was_it_is_a_line() {
        assert_eq!(tidied(" Ada\r\n\tof:\u{85} Lovelace "), "Ada of: Lovelace");
        assert_eq!(tidied(&"é".repeat(300)), "é".repeat(200));
        assert_eq!(tidied("\u{0}\n"), "");
    }

    #[test]
    fn says_what_is_wrong() {
        let code = |text: &str| check_required(text, "company").map(|refusal| refusal.code);
        assert_eq!(code("  "), Some("field_required".to_owned()));
        assert_eq!(code("two\nlines"), Some("line_unprintable".to_owned()));
        assert_eq!(code(&"é".repeat(200)), None);
        assert_eq!(code(&"é".repeat(201)), Some("line_too_long".to_owned()));
        assert_eq!(check("", "line2"), None);
    }
}
