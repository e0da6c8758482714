//! What an order is placed on, written down once: the quote's bytes, terms, consent, and where the buyer is.

use domain::checkout::CheckoutSession;
use domain::country::Country;
use domain::order::{Acceptance, AcceptedQuote, LocationEvidence};
use domain::payment::Method;
use domain::quote::Quote;
use domain::refusal::Refusal;

use crate::error::CommerceError;

/// What was accepted, and on which evidence.
///
/// # Errors
/// Something that the confirmed checkout must have is missing: it was not rechecked.
pub(super) fn acceptance(
    session: &CheckoutSession,
    quote: &Quote,
    network: Option<Country>,
) -> Result<Acceptance, CommerceError> {
    let missing = |code: &str, field: &str| CommerceError::refused(Refusal::new(code).on(field));
    let method = session.method.clone().filter(|_| !quote.is_free());
    Ok(Acceptance {
        quote: AcceptedQuote {
            hash: quote.hash.clone(),
            json: quote.canonical_json(),
            total: quote.total(),
            renewal_total: quote.renewal_total_minor.map(|minor| quote.money(minor)),
            renews_on: quote.renews_on,
        },
        selection: session.content.selection.clone(),
        details: session.content.details.clone(),
        email: session.email.clone().ok_or_else(|| missing("email_not_verified", "contact_email"))?,
        terms: session.terms.clone().ok_or_else(|| missing("terms_not_accepted", "terms"))?,
        renewal: session.renewal.clone(),
        location: LocationEvidence {
            address: quote.request.country,
            network,
            payment_method: method.as_ref().and_then(Method::country),
        },
        method,
    })
}
