//! The tax on the sum of the net lines, and each line's part of it.

use super::build::sum;
use super::refused::QuoteError;
use super::{QuoteLine, TaxEntry};
use crate::decimal::Decimal;
use crate::money::allocate;
use crate::tax::TaxDecision;

/// Taxes the lines at the decided rate: on the sum of the net amounts, rounded half away from zero once, shared out by
/// largest remainders. There is one rate a sale, hence one entry, which is there also when the rate is zero.
///
/// # Errors
/// A sum that does not fit.
pub(super) fn apply(decision: &TaxDecision, lines: &mut [QuoteLine]) -> Result<TaxEntry, QuoteError> {
    let nets: Vec<i64> = lines.iter().map(QuoteLine::net_minor).collect();
    let basis_minor = sum(nets.iter().copied())?;
    let exact = decision.rate.percent_of(Decimal::from(basis_minor)).ok_or(QuoteError::AmountTooLarge)?;
    let amount_minor = sum(exact.round_half_away_from_zero(0))?;
    for (line, share) in lines.iter_mut().zip(allocate(amount_minor, &nets)) {
        line.tax_minor = share;
    }
    let TaxDecision { rate, reason, jurisdiction, .. } = decision.clone();
    Ok(TaxEntry { rate, basis_minor, amount_minor, reason, jurisdiction })
}
