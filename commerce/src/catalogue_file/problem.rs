//! What is wrong with a catalogue file.

use std::fmt;

use domain::catalogue::CatalogueError;

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
    #[error("`{key}` is missing")]
    Missing {
        /// Which.
        key: String,
    },
    /// A key that nobody reads, often one misspelt.
    #[error("`{key}` means nothing here; is it misspelt?")]
    Unknown {
        /// Which.
        key: String,
    },
    /// A value of another kind.
    #[error("this has to be {0}")]
    Wrong(Expected),
    /// A file of a format that this program does not read.
    #[error("this program reads format {known} only")]
    OtherFormat {
        /// The format it reads.
        known: u32,
    },
    /// A coupon takes off a percentage or an amount: one of them.
    #[error("a coupon has either `percent` or `amount`")]
    PercentOrAmount,
    /// A feature of a group that is not there.
    #[error("there is no [group.{group}]")]
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

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}", self.fault)
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text in quotes",
            Self::Texts => "a text in quotes, or one a language, like { en = \"seats\", de = \"Plätze\" }",
            Self::Whole => "a whole number from 0 on, without quotes",
            Self::YesNo => "true or false",
            Self::Date => "a date without time and quotes, like 2026-11-20",
            Self::Decimal => "an exact decimal in quotes, like \"348.00\"",
            Self::Table => "a table",
            Self::List => "a list",
            Self::Currency => "an ISO 4217 code of three capital letters, like EUR",
            Self::Term => "a term: 1m, 1y, 2y or 3y",
            Self::OneOf(words) => return write!(f, "one of {}", words.join(", ")),
        })
    }
}
