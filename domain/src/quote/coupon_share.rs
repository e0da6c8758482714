//! A coupon's discount, and each recurring line's part of it.

use super::build::sum;
use super::refused::QuoteError;
use super::{AppliedCoupon, QuoteLine};
use crate::coupon::Coupon;
use crate::money::allocate;

/// Takes the coupon off the sum of the recurring lines: rounded once, capped at that sum, shared out by largest remainders.
/// Lines bought once keep their price.
///
/// # Errors
/// A sum that does not fit.
pub(super) fn apply(coupon: Option<&Coupon>, lines: &mut [QuoteLine]) -> Result<Option<AppliedCoupon>, QuoteError> {
    let Some(coupon) = coupon else { return Ok(None) };
    let weights: Vec<i64> = lines.iter().map(|line| if line.recurring { line.amount_minor } else { 0 }).collect();
    let basis_minor = sum(weights.iter().copied())?;
    let amount_minor = coupon.off.of(basis_minor).ok_or(QuoteError::AmountTooLarge)?.clamp(0, basis_minor);
    for (line, share) in lines.iter_mut().zip(allocate(amount_minor, &weights)) {
        line.discount_minor = share;
    }
    Ok(Some(AppliedCoupon {
        code: coupon.code.clone(),
        off: coupon.off,
        lasts: coupon.lasts,
        basis_minor,
        amount_minor,
    }))
}
