//! What `build.rs` refuses, each with its file and line. The build's modules are included as they are.

#[path = "../build/check.rs"]
mod check;
#[path = "../src/pattern.rs"]
mod pattern;
#[allow(dead_code, reason = "only the build's part is used here")]
#[path = "../src/plural.rs"]
mod plural;
#[path = "../build/source.rs"]
mod source;

use std::fs;
use std::path::{Path, PathBuf};

/// A folder of words that lives as long as the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("words-{name}-{}", std::process::id()));
        let folder = Self(path);
        folder.write("areas.toml", "browser = [\"page\"]\nserver = []\nby_code = []\n");
        folder
    }

    fn write(&self, file: &str, content: &str) {
        let file = self.0.join(file);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, content).expect("a file");
    }

    /// The problems, with their paths relative to the folder.
    fn problems(&self) -> Vec<String> {
        self.checked().1
    }

    fn checked(&self) -> (Vec<check::Message>, Vec<String>) {
        let mut problems = Vec::new();
        let sources = source::read(&self.0, &mut problems);
        let messages = check::check(&sources, &mut problems);
        let relative = |path: &Path| path.strip_prefix(&self.0).expect("inside").display().to_string();
        let written =
            problems.iter().map(|p| format!("{}:{}: {}", relative(&p.place.file), p.place.line, p.what)).collect();
        (messages, written)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The problems of one English and one German file of the area `page`.
fn problems_of(name: &str, english: &str, german: &str) -> Vec<String> {
    let folder = Folder::new(name);
    folder.write("en/page.toml", english);
    folder.write("de/page.toml", german);
    folder.problems()
}

#[test]
fn says_nothing_about_words_that_agree() {
    let english = "a = \"{n, plural, =0 {none} one {# of {who}} other {#}} '{'x'}'\"";
    let german = "a = \"{who}: {n, plural, one {#} other {#}}\"";
    assert_eq!(problems_of("agree", english, german), Vec::<String>::new());
}

#[test]
fn arguments_come_in_the_order_of_english_and_are_numbers_where_any_locale_counts() {
    let folder = Folder::new("order");
    folder.write("en/page.toml", "a = \"{who} has {n} of {of}\"");
    folder.write("de/page.toml", "a = \"Von {of} hat {who} {n, plural, one {einen} other {#}}\"");
    let (messages, problems) = folder.checked();
    assert_eq!(problems, Vec::<String>::new());
    let [message] = messages.as_slice() else { panic!("one message: {messages:?}") };
    assert_eq!((message.area.as_str(), message.key.as_str()), ("page", "a"));
    let params: Vec<(&str, bool)> = message.params.iter().map(|p| (p.name.as_str(), p.counted)).collect();
    assert_eq!(params, [("who", false), ("n", true), ("of", false)]);
}

#[test]
fn reports_every_missing_and_surplus_key_with_its_line() {
    let problems = problems_of("keys", "a = \"A\"\nb = \"B\"\nc = \"C\"\n", "b = \"B\"\n\nd = \"D\"\n");
    assert_eq!(
        problems,
        [
            "en/page.toml:1: “a” is missing in de/page.toml",
            "en/page.toml:3: “c” is missing in de/page.toml",
            "de/page.toml:3: “d” is not in en/page.toml",
        ]
    );
}

#[test]
fn reports_parameters_that_differ() {
    let problems = problems_of("params", "a = \"{seats} {plan}\"", "a = \"{seats} {plans}\"");
    assert_eq!(
        problems,
        [
            "de/page.toml:1: “a” lacks the parameter {plan}, which en has",
            "de/page.toml:1: “a” has the parameter {plans}, which en has not",
        ]
    );
}

#[test]
fn reports_plurals_that_the_language_has_not_or_lacks() {
    let problems = problems_of(
        "plurals",
        "a = \"{n, plural, other {#}}\"\nb = \"{n, plural, one {1}}\"",
        "a = \"{n, plural, one {#} few {#} one {#} other {#}}\"\nb = \"{n, plural, one {1} other {#}}\"",
    );
    assert_eq!(
        problems,
        [
            "en/page.toml:1: the plural lacks the branch One, which “en” has",
            "de/page.toml:1: “de” has no plural category Few",
            "de/page.toml:1: two branches are for Category(One)",
            "en/page.toml:2: the plural has no branch “other” (at byte 20 of the text)",
        ]
    );
}

#[test]
fn reports_texts_that_are_no_messages() {
    for (name, text, what) in [
        ("open", "Pay {amount", "after the parameter's name"),
        ("close", "Pay amount}", "a closing brace without an opening one"),
        ("upper", "Pay {Amount}", "a name is written in lower case"),
        ("empty", "", "the text is empty"),
        ("blank", "Pay ", "begins or ends with a blank"),
        ("keyword", "{type}", "cannot name a parameter"),
        ("choice", "{n, select, other {x}}", "the only kind of choice is"),
    ] {
        let file = format!("a = {text:?}\n");
        let problems = problems_of(name, &file, &file);
        assert!(problems.iter().any(|p| p.starts_with("en/page.toml:1: ") && p.contains(what)), "{text}: {problems:?}");
    }
}

#[test]
fn reports_files_that_are_no_areas_and_areas_without_a_file() {
    let folder = Folder::new("areas");
    folder.write("areas.toml", "browser = [\"page\", \"page\"]\nserver = []\nby_code = [\"other\"]\n");
    folder.write("en/page.toml", "a = \"A\"");
    folder.write("en/stray.toml", "a = \"A\"");
    folder.write("de/note.txt", "");
    let problems = folder.problems();
    for expected in [
        "areas.toml:1: the area “page” is named more than once",
        "areas.toml:1: “other” in by_code is no area",
        "en/stray.toml:1: not an area",
        "de/note.txt:1: not an area",
        "de/page.toml:1: cannot be read",
    ] {
        assert!(problems.iter().any(|problem| problem.starts_with(expected)), "{expected}: {problems:?}");
    }
}

#[test]
fn reports_broken_files_and_values_that_are_no_texts() {
    let problems = problems_of("broken", "a = \"A\"\nb = 1\n", "a = \"A\nb = \"B\"\n");
    assert!(problems.iter().any(|problem| problem.starts_with("en/page.toml:2: ")), "{problems:?}");
    assert!(problems.iter().any(|problem| problem.starts_with("de/page.toml:1: ")), "{problems:?}");
}
