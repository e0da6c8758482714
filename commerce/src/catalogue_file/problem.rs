//! What is wrong with a catalogue file.

use domain::catalogue::CatalogueError;
use domain::refusal::Refusal;

/// Something wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, counted from one.
    pub line: u32,
    /// The character in the line, counted from one.
    pub column: u32,
    /// The keys that lead there, joined by points; empty for the file as a whole.
    pub path: String,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is no TOML, or a key is there twice.
    #[error("{detail}")]
    Syntax {
        /// What the TOML reader says (in English).
        detail: String,
    },
    /// A key that has to be there is not.
    #[error("{key} is missing")]
    Missing {
        /// Which.
        key: String,
    },
    /// A key that nobody reads, often one misspelt.
    #[error("{key} is not known here")]
    Unknown {
        /// Which.
        key: String,
    },
    /// A value of another kind.
    #[error("expected {0:?}")]
    Wrong(Expected),
    /// A file of a format that this program does not read.
    #[error("only format {known} can be read")]
    OtherFormat {
        /// The format it reads.
        known: u32,
    },
    /// A coupon takes off a percentage or an amount: one of them.
    #[error("either percent or amount")]
    PercentOrAmount,
    /// A feature of a group that is not there.
    #[error("there is no group {group}")]
    GroupUnknown {
        /// Which.
        group: String,
    },
    /// The values can be read, but the catalogue is not in order.
    #[error(transparent)]
    Rule(#[from] CatalogueError),
}

/// What a value has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A text in quotes.
    Text,
    /// A text in quotes, or one a language.
    Texts,
    /// A whole number from zero on.
    Whole,
    /// True or false.
    YesNo,
    /// A date without a time.
    Date,
    /// An exact decimal in quotes.
    Decimal,
    /// A table.
    Table,
    /// A list.
    List,
    /// An ISO 4217 code.
    Currency,
    /// A term.
    Term,
    /// One of these words.
    OneOf(Vec<&'static str>),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Syntax { detail } => Self::new("syntax").with("detail", detail),
            Fault::Missing { key } => Self::new("missing").with("key", key),
            Fault::Unknown { key } => Self::new("unknown").with("key", key),
            Fault::Wrong(Expected::OneOf(words)) => Self::new("expected_one_of").with("words", words.join(", ")),
            Fault::Wrong(expected) => Self::new(match expected {
                Expected::Texts => "expected_texts",
                Expected::Whole => "expected_whole",
                Expected::YesNo => "expected_yes_no",
                Expected::Date => "expected_date",
                Expected::Decimal => "expected_decimal",
                Expected::Table => "expected_table",
                Expected::List => "expected_list",
                Expected::Currency => "expected_currency",
                Expected::Term => "expected_term",
                Expected::Text | Expected::OneOf(_) => "expected_text",
            }),
            Fault::OtherFormat { known } => Self::new("other_format").with("known", known),
            Fault::PercentOrAmount => Self::new("percent_or_amount"),
            Fault::GroupUnknown { group } => Self::new("group_unknown").with("group", group),
            Fault::Rule(error) => error.into(),
        }
    }
}
