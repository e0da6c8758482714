//! What a checkout costs as far as the buyer has said who they are.
//!
//! The order summary has a price from the first moment, and follows what is typed. Until the country is known there is
//! no tax to show; a VAT id that is not right (yet) counts as none. What is accepted in the end is never an estimate.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::data::Content;
use super::steps::is_of_details;
use crate::country::Country;
use crate::money::Money;
use crate::quote::{Quote, QuoteRequest};
use crate::refusal::Refusal;

/// A price, and how far its tax can be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// The quote. Its tax is to be shown as `tax` says.
    pub quote: Quote,
    /// What is known about the tax.
    pub tax: TaxKnowledge,
}

/// What is known about the tax of an [`Estimate`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKnowledge {
    /// It is as the buyer's details say.
    Known,
    /// It is as the details say without the VAT id, which is not right.
    WithoutId,
    /// Where the buyer is has not been said, or nothing is sold there: only what is due before tax can be shown.
    Unknown,
}

impl TaxKnowledge {
    /// What can be said to be due: before tax while that is not known.
    #[must_use]
    pub const fn total_of(self, quote: &Quote) -> Money {
        match self {
            Self::Known | Self::WithoutId => quote.total(),
            Self::Unknown => quote.before_tax(),
        }
    }

    /// What can be said to be due at renewal: before tax while that is not known. `None` where nothing renews.
    #[must_use]
    pub fn renewal_of(self, quote: &Quote) -> Option<Money> {
        match self {
            Self::Known | Self::WithoutId => quote.renewal_total_minor.map(|minor| quote.money(minor)),
            Self::Unknown => quote.renewal_before_tax(),
        }
    }
}

impl Estimate {
    /// What can be said to be due: before tax while that is not known.
    #[must_use]
    pub const fn shown_total(&self) -> Money {
        self.tax.total_of(&self.quote)
    }
}

/// Prices `content` on `as_of`; `price` is the engine. `presumed` stands for a country that is not known.
///
/// # Errors
/// Every reason why the selection itself cannot be sold so.
pub fn estimate(
    content: &Content,
    presumed: Country,
    as_of: Date,
    price: impl Fn(&QuoteRequest) -> Result<Quote, Vec<Refusal>>,
) -> Result<Estimate, Vec<Refusal>> {
    let whole = content.quote_request(presumed, as_of);
    let without_id = QuoteRequest { vat_id: None, business: None, ..whole.clone() };
    let nowhere = QuoteRequest { country: presumed, ..without_id.clone() };
    let mut attempts = vec![(nowhere, TaxKnowledge::Unknown)];
    if content.details.address.country.is_some() {
        attempts.insert(0, (without_id, TaxKnowledge::WithoutId));
        attempts.insert(0, (whole, TaxKnowledge::Known));
    }
    let mut refusals = Vec::new();
    for (request, tax) in attempts {
        match price(&request) {
            Ok(quote) => return Ok(Estimate { quote, tax }),
            Err(reasons) => refusals = reasons,
        }
    }
    refusals.retain(|refusal| !is_of_details(refusal));
    Err(refusals)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::order::tests::content;
    use crate::quote::quote;
    use crate::quote::tests::shop;
    use crate::tax::TaxTable;

    fn of(content: &Content) -> Result<Estimate, Vec<Refusal>> {
        let catalogue = shop::catalogue();
        let taxes: TaxTable = toml::from_str(include_str!("../../../catalogue/tax.toml")).expect("the shipped table");
        let seller = "NL".parse().expect("a country");
        let day = Date::constant(2026, 11, 20);
        estimate(content, seller, day, |request| quote(&catalogue, &taxes, request, 0))
    }

    fn with(country: Option<&str>, vat_id: Option<&str>) -> Content {
        let mut content = content();
        content.selection.currency = Currency::USD;
        content.details.address.country = country.map(|code| code.parse().expect("a country"));
        content.details.vat_id = vat_id.map(str::to_owned);
        content
    }

    #[test]
    fn the_tax_follows_what_is_typed() {
        let known = |country, vat_id| {
            let estimate = of(&with(country, vat_id)).expect("an estimate");
            (estimate.tax, estimate.quote.tax_minor > 0)
        };
        assert_eq!(known(Some("DE"), None), (TaxKnowledge::Known, true));
        assert_eq!(known(Some("DE"), Some("DE1366")), (TaxKnowledge::WithoutId, true));
        assert_eq!(known(Some("DE"), Some("DE136695976")), (TaxKnowledge::Known, false));
        assert_eq!(known(None, Some("DE136695976")).0, TaxKnowledge::Unknown);
        assert_eq!(known(Some("AX"), None).0, TaxKnowledge::Unknown);
    }

    #[test]
    fn what_follows_is_shown_as_far_as_it_is_known() {
        let mut content = with(None, None);
        content.selection.coupon = Some("WELCOME15".to_owned());
        let unknown = of(&content).expect("an estimate");
        let recurring: i64 =
            unknown.quote.lines.iter().filter(|line| line.recurring).map(|line| line.amount_minor).sum();
        assert!(unknown.quote.discount_minor > 0 && unknown.quote.lines.iter().any(|line| line.recurring));
        assert_eq!(
            unknown.tax.renewal_of(&unknown.quote),
            Some(unknown.quote.money(recurring)),
            "for the first term only"
        );
        let known = of(&with(Some("DE"), None)).expect("an estimate");
        assert_eq!(known.tax.renewal_of(&known.quote).map(|next| next.minor), known.quote.renewal_total_minor);
    }

    #[test]
    fn only_the_selection_can_leave_it_without_a_price() {
        let mut content = with(Some("DE"), Some("nonsense"));
        content.selection.seats = 0;
        let refusals = of(&content).expect_err("refused");
        assert!(!refusals.is_empty() && refusals.iter().all(|refusal| refusal.field.as_deref() == Some("seats")));
    }
}
