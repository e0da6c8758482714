//! Every right of the table of access is asked for by something: one that nothing asks protects nothing.

const TABLE: &str = "domain/src/access/table.rs";

/// Where rights are asked for.
const ASKING: [&str; 3] = ["app/src/", "commerce/src/", "server/src/"];

/// The rights of the table that no source asks for.
pub fn problems(texts: &[(String, String)]) -> Vec<String> {
    let Some((_, table)) = texts.iter().find(|(path, _)| path == TABLE) else {
        return vec![format!("{TABLE}: the table of access is gone: name its new place in xtask")];
    };
    let asking = texts.iter().filter(|(path, _)| ASKING.iter().any(|place| path.starts_with(place)));
    let asking: Vec<String> = asking.map(|(_, text)| code(text)).collect();
    let asked = |right: &str| asking.iter().any(|text| names(text, &format!("Action::{right}")));
    let rights: Vec<&str> = table.lines().filter_map(right).collect();
    if rights.is_empty() {
        return vec![format!("{TABLE}: no right was found in the table of access: its rows are written otherwise now")];
    }
    rights
        .into_iter()
        .filter(|right| !asked(right))
        .map(|right| format!("{TABLE}: nothing asks for {right}: ask for it where it is used, or take it out"))
        .collect()
}

/// What a source does: without comments and the tests at its end.
fn code(text: &str) -> String {
    let lines = text.lines().take_while(|line| *line != "#[cfg(test)]");
    lines.filter(|line| !line.trim_start().starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// The right that a row of the table is about, if the line is one: `    ViewTrial: Trial, [BUYER], Buyer;`.
fn right(line: &str) -> Option<&str> {
    let (name, row) = line.strip_prefix("    ")?.split_once(": ")?;
    let is_name = name.chars().next().is_some_and(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
    (is_name && row.contains(", [") && row.ends_with(';')).then_some(name)
}

/// Whether the text names this, and not something that only begins like it.
fn names(text: &str, what: &str) -> bool {
    text.match_indices(what).any(|(at, _)| !text[at + what.len()..].starts_with(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, problems};

    fn text(path: &str, text: &str) -> (String, String) {
        (path.to_owned(), text.to_owned())
    }

    #[test]
    fn sees_a_right_that_nothing_asks_for() {
        let table = "table! {\n    /// See it.\n    View: Trial, [BUYER, LICENCES], Buyer;\n    ViewAll: Staff, [ADMIN], Staff;\n}";
        let found = |asks: &str| problems(&[text(TABLE, table), text("commerce/src/flows/view.rs", asks)]).len();
        assert_eq!(found("Action::View, Action::ViewAll"), 0);
        assert_eq!(found("Action::ViewAll"), 1);
        assert_eq!(found("Action::ViewAllOfIt"), 2);
        assert_eq!(found("Action::View\n    // Action::ViewAll\n#[cfg(test)]\nAction::ViewAll"), 1);
        assert_eq!(problems(&[text(TABLE, "table! { View => Trial; }")]).len(), 1);
        assert_eq!(problems(&[text("commerce/src/lib.rs", "Action::View")]).len(), 1);
    }
}
