//! Everything that a page says about a quote, in one language.

use domain::money::Money;
use domain::quote::Quote;
use messages::Words;

/// Lines with their derivation and explanation, coupon, tax, totals, renewal.
pub(crate) fn of_quote(words: Words, quote: &Quote) -> Vec<String> {
    let currency = quote.currency;
    let money = |minor| words.money(Money::new(minor, currency));
    let mut said = Vec::new();
    for line in &quote.lines {
        let name = line.name.in_language(words.locale().code());
        said.push(format!("{name}: {} = {}", words.derivation(line, currency), money(line.amount_minor)));
        said.extend(words.explanation(line, currency));
    }
    said.extend(quote.discount.iter().map(|coupon| words.coupon_explanation(coupon, currency)));
    // Names of countries are the server's; a code is the same everywhere.
    said.extend(quote.tax.iter().map(|tax| words.tax_explanation(tax, currency, tax.jurisdiction.code())));
    said.push(money(quote.total_minor));
    if let (Some(day), Some(total)) = (quote.renews_on, quote.renewal_total_minor) {
        said.push(format!("{}: {}", words.date(day), money(total)));
    }
    said
}
