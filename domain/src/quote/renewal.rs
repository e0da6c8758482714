//! What the next term will cost.

use super::QuoteLine;
use super::build::sum;
use super::coupon_share;
use super::refused::QuoteError;
use super::tax_share;
use crate::coupon::{Coupon, CouponDuration};
use crate::tax::TaxDecision;

/// The total of the next term with the same term, prices and tax facts, tax included: recurring lines only, and only a
/// coupon that is for every term.
///
/// # Errors
/// A sum that does not fit.
pub(super) fn total(lines: &[QuoteLine], coupon: Option<&Coupon>, tax: &TaxDecision) -> Result<i64, QuoteError> {
    let mut next: Vec<QuoteLine> = lines.iter().filter(|line| line.recurring).cloned().collect();
    for line in &mut next {
        line.discount_minor = 0;
        line.tax_minor = 0;
    }
    coupon_share::apply(coupon.filter(|coupon| coupon.lasts == CouponDuration::EveryTerm), &mut next)?;
    tax_share::apply(tax, &mut next)?;
    sum(next.iter().map(QuoteLine::total_minor))
}
