//! What the prices on the plan page are for, and how an address says it.
//!
//! Reading is lenient about form (blanks, case, separators) and loud about nonsense: what cannot be meant is refused by
//! the code that the engine would use, and the page goes on with what it showed before. Pure: no page, no router.

use domain::catalogue::Catalogue;
use domain::money::Currency;
use domain::quote::QuoteError;
use domain::refusal::Refusal;
use domain::term::Term;

/// The seats that prices are for until somebody says otherwise.
const SEATS_AT_FIRST: u32 = 25;

/// Characters that people put between digits: blanks of every kind, apostrophes, and the two separators.
const BETWEEN_DIGITS: [char; 2] = ['\'', '’'];

/// A term, a number of seats and a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choices {
    /// For how long.
    pub term: Term,
    /// For how many.
    pub seats: u32,
    /// In which currency.
    pub currency: Currency,
}

/// The same as text: from an address, or as it is typed. Empty where nothing was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Like “2y”.
    pub term: String,
    /// Like “25”.
    pub seats: String,
    /// Like “EUR”.
    pub currency: String,
}

/// What was said, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Understood {
    /// The choices; what could not be understood is as it was before.
    pub choices: Choices,
    /// What is wrong with what was said.
    pub refusals: Vec<Refusal>,
}

impl Choices {
    /// What a catalogue is first shown for: a year where it is sold by the year; in the currency that is preferred, or else its
    /// first.
    #[must_use]
    pub fn at_first(catalogue: &Catalogue, preferred: Option<Currency>) -> Self {
        let yearly = catalogue.terms.iter().find(|term| **term == Term::Year);
        Self {
            term: yearly.or(catalogue.terms.first()).copied().unwrap_or(Term::Year),
            seats: SEATS_AT_FIRST,
            currency: preferred.or_else(|| catalogue.currencies.first().copied()).unwrap_or(Currency::EUR),
        }
    }

    /// As they are said: what an address carries.
    #[must_use]
    pub fn said(self) -> Said {
        Said {
            term: self.term.code().to_owned(),
            seats: self.seats.to_string(),
            currency: self.currency.code().to_owned(),
        }
    }
}

impl Said {
    /// Understands what was said; where it is silent or senseless, `before` stands.
    #[must_use]
    pub fn understood(&self, catalogue: &Catalogue, before: Choices) -> Understood {
        let mut refusals = Vec::new();
        let mut kept = |answer: Result<_, Refusal>| answer.map_err(|refusal| refusals.push(refusal)).ok().flatten();
        let term = kept(term(&self.term, catalogue).map(|term| term.map(Answer::Term)));
        let seats = kept(seats(&self.seats).map(|seats| seats.map(Answer::Seats)));
        let currency = kept(currency(&self.currency, catalogue).map(|currency| currency.map(Answer::Currency)));
        let mut choices = before;
        for answer in [term, seats, currency].into_iter().flatten() {
            answer.enter(&mut choices);
        }
        Understood { choices, refusals }
    }

    /// The same with so many seats more, not below one; for the buttons beside the number.
    #[must_use]
    pub fn stepped(&self, by: i64, from: u32) -> Self {
        let seats = i64::from(from).saturating_add(by).clamp(1, i64::from(u32::MAX));
        Self { seats: seats.to_string(), ..self.clone() }
    }
}

/// One thing that was understood.
enum Answer {
    Term(Term),
    Seats(u32),
    Currency(Currency),
}

impl Answer {
    const fn enter(self, choices: &mut Choices) {
        match self {
            Self::Term(term) => choices.term = term,
            Self::Seats(seats) => choices.seats = seats,
            Self::Currency(currency) => choices.currency = currency,
        }
    }
}

fn term(text: &str, catalogue: &Catalogue) -> Result<Option<Term>, Refusal> {
    let text = text.trim().to_ascii_lowercase();
    if text.is_empty() {
        return Ok(None);
    }
    let term = text.parse().ok().filter(|term| catalogue.terms.contains(term));
    term.map(Some).ok_or_else(|| Refusal::new("term_malformed").on("term"))
}

fn currency(text: &str, catalogue: &Catalogue) -> Result<Option<Currency>, Refusal> {
    let text = text.trim().to_ascii_uppercase();
    if text.is_empty() {
        return Ok(None);
    }
    let currency: Currency = text.parse().map_err(|_| Refusal::new("currency_malformed").on("currency"))?;
    if catalogue.currencies.contains(&currency) {
        Ok(Some(currency))
    } else {
        Err(QuoteError::CurrencyNotSold { currency }.into())
    }
}

fn seats(text: &str) -> Result<Option<u32>, Refusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    whole_number(text).map(Some).ok_or_else(|| Refusal::new("seats_malformed").on("seats"))
}

/// A whole number as people write it: “1200”, “1,200”, “1.200”, “1 200”, “1’200”. More than any plan could take is the
/// most there is, so that the plans themselves say what to do.
fn whole_number(text: &str) -> Option<u32> {
    let text: String = text.chars().filter(|c| !c.is_whitespace() && !BETWEEN_DIGITS.contains(c)).collect();
    let digits = match text.find(['.', ',']) {
        None => text,
        Some(_) => grouped(&text)?,
    };
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().unwrap_or(u32::MAX))
}

/// The digits of a number written in groups of three with one kind of separator; nothing else has a separator.
fn grouped(text: &str) -> Option<String> {
    let separator = text.chars().find(|c| !c.is_ascii_digit())?;
    let mut groups = text.split(separator);
    let first = groups.next()?;
    let whole = (1..=3).contains(&first.len()) && groups.clone().all(|group| group.len() == 3);
    whole.then(|| groups.fold(first.to_owned(), |digits, group| digits + group))
}

#[cfg(test)]
#[path = "choices/tests.rs"]
mod tests;
