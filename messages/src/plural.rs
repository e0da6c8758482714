//! Plural categories by CLDR: which branch of a message a whole number takes in a language.
//!
//! Source: CLDR 48, `supplemental/plurals.xml`, cardinal rules, restricted to whole numbers (v = 0). A language is added
//! by adding its rule to [`rule`]; the build then demands the categories that the rule names.

/// A CLDR plural category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// `zero`.
    Zero,
    /// `one`.
    One,
    /// `two`.
    Two,
    /// `few`.
    Few,
    /// `many`.
    Many,
    /// `other`: every language has it.
    Other,
}

impl Category {
    /// The category with this CLDR name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "zero" => Self::Zero,
            "one" => Self::One,
            "two" => Self::Two,
            "few" => Self::Few,
            "many" => Self::Many,
            "other" => Self::Other,
            _ => return None,
        })
    }
}

/// How a language sorts whole numbers into categories.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The categories that a message of this language must have.
    pub categories: &'static [Category],
    /// The category of a number's magnitude.
    pub choose: fn(u64) -> Category,
}

/// English, German and many more: 1 is `one`, everything else `other`.
pub const ONE_OTHER: Rule = Rule {
    categories: &[Category::One, Category::Other],
    choose: |magnitude| if magnitude == 1 { Category::One } else { Category::Other },
};

/// The rule of the language with this code; `None` for a language that nobody has added yet.
#[must_use]
pub fn rule(language: &str) -> Option<Rule> {
    matches!(language, "en" | "de").then_some(ONE_OTHER)
}
