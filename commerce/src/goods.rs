//! What is sold and how it is taxed: every version of the catalogue, and the tax table.

use domain::catalogue::CatalogueBook;
use domain::quote::{Quote, QuoteRequest, quote};
use domain::refusal::Refusal;
use domain::tax::TaxTable;

/// Everything that prices come from.
#[derive(Clone, Debug)]
pub struct Goods {
    /// Every version of the catalogue.
    pub book: CatalogueBook,
    /// Rates and rules of tax.
    pub tax: TaxTable,
}

impl Goods {
    /// Prices a request with the catalogue version of its day.
    ///
    /// # Errors
    /// Every reason at once why it cannot be sold so.
    pub fn price(&self, request: &QuoteRequest, redemptions: u32) -> Result<Quote, Vec<Refusal>> {
        quote(self.book.nearest(request.as_of), &self.tax, request, redemptions)
    }
}
