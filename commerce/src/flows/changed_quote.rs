//! Whether what was shown is still what there is: the question before anything is accepted or approved.

use domain::checkout::CheckoutSession;
use domain::quote::Quote;
use domain::refusal::Refusal;
use jiff::civil::Date;

use crate::commerce::Commerce;

/// The quote that was shown and the one of now.
#[derive(Clone, Debug)]
pub struct ChangedQuote {
    /// As shown; `None` if it cannot be made again, or is not what has changed.
    pub shown: Option<Quote>,
    /// As of now, or every reason why there is none.
    pub now: Result<Quote, Vec<Refusal>>,
}

/// What a page showed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// The version of the checkout.
    pub version: u32,
    /// The as-of day of the quote.
    pub as_of: Date,
    /// The hash of the quote.
    pub hash: &'a str,
}

impl Commerce {
    /// The quote of now, if it is the one that was shown, and nothing else in the checkout was edited since.
    ///
    /// # Errors
    /// What there is instead.
    pub(super) fn still_shown(
        &self,
        session: &CheckoutSession,
        shown: Shown<'_>,
        priced: Result<Quote, Vec<Refusal>>,
    ) -> Result<Quote, Box<ChangedQuote>> {
        let changed = match priced {
            Ok(quote) if quote.hash == shown.hash => match session.unseen_since(shown.version) {
                None => return Ok(quote),
                Some(edited) => ChangedQuote { shown: None, now: Err(vec![edited]) },
            },
            now => {
                let again = self.quote_at(session, shown.version, shown.as_of);
                ChangedQuote { shown: again.filter(|again| again.hash == shown.hash), now }
            }
        };
        Err(Box::new(changed))
    }
}
