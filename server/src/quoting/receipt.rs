//! A quote for a person who reads a terminal.

use std::fmt::Write;

use domain::quote::Quote;
use messages::Words;

/// Rows of a label and an amount, each with sentences below.
struct Sheet {
    rows: Vec<(String, String, Vec<String>)>,
}

/// The quote as text; with `explain`, why each amount is what it is.
pub(super) fn receipt(words: Words, quote: &Quote, explain: bool) -> String {
    let language = words.locale().code();
    let mut sheet = Sheet { rows: Vec::new() };
    for line in &quote.lines {
        let mut sentences = vec![words.derivation(line, quote.currency)];
        sentences.extend(words.explanation(line, quote.currency));
        let amount = words.money(quote.money(line.amount_minor));
        sheet.row(line.name.in_language(language), amount, if explain { sentences } else { Vec::new() });
    }
    sheet.row(words.common_subtotal(), words.money(quote.money(quote.subtotal_minor)), Vec::new());
    if let Some(coupon) = &quote.discount {
        let why = words.coupon_explanation(coupon, quote.currency);
        let amount = words.money(quote.money(-quote.discount_minor));
        sheet.row(words.common_discount(), amount, if explain { vec![why] } else { Vec::new() });
    }
    let why = tax_sentences(words, quote);
    // The words of a sale without tax are required by law wherever the amount is shown.
    let taxed = quote.tax.iter().all(|entry| !entry.rate.is_zero());
    let shown = if explain || !taxed { why } else { Vec::new() };
    sheet.row(words.common_vat(), words.money(quote.money(quote.tax_minor)), shown);
    sheet.row(words.common_total(), words.money(quote.total()), Vec::new());
    let title = title(words, quote);
    format!("{title}\n\n{sheet}\n{}\n{}: {}\n", renewal_sentence(words, quote), words.cli_quote_hash(), quote.hash)
}

fn title(words: Words, quote: &Quote) -> String {
    let plan = quote.lines.first().map_or("", |line| line.name.in_language(words.locale().code()));
    let seats = words.common_seats(quote.request.seats);
    let date = words.date(quote.as_of);
    match quote.request.term {
        Some(term) => words.cli_quote_for(plan, seats, words.term(term), date),
        None => words.cli_quote_for_no_term(plan, seats, date),
    }
}

/// Why this tax, and how far a VAT id was checked.
pub(super) fn tax_sentences(words: Words, quote: &Quote) -> Vec<String> {
    let why = |entry: &domain::quote::TaxEntry| {
        words.tax_explanation(entry, quote.currency, words.country(entry.jurisdiction))
    };
    let mut sentences: Vec<String> = quote.tax.iter().map(why).collect();
    sentences.extend(quote.tax_facts.vat_id.as_ref().map(|id| words.quote_tax_format_checked(id)));
    sentences
}

/// What follows, and when.
pub(super) fn renewal_sentence(words: Words, quote: &Quote) -> String {
    match quote.renews_on.zip(quote.renewal_total_minor) {
        Some((date, total)) => {
            let (date, total) = (words.date(date), words.money(quote.money(total)));
            if quote.is_taxed() {
                words.cli_quote_renews(date, total)
            } else {
                words.cli_quote_renews_untaxed(date, total)
            }
        }
        None => words.cli_quote_no_renewal().to_owned(),
    }
}

impl Sheet {
    fn row(&mut self, label: impl Into<String>, amount: String, sentences: Vec<String>) {
        self.rows.push((label.into(), amount, sentences));
    }
}

impl std::fmt::Display for Sheet {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let width = |of: fn(&(String, String, Vec<String>)) -> &String| {
            self.rows.iter().map(|row| of(row).chars().count()).max().unwrap_or_default()
        };
        let (labels, amounts) = (width(|row| &row.0), width(|row| &row.1));
        for (label, amount, sentences) in &self.rows {
            writeln!(f, "{label:labels$}  {amount:>amounts$}")?;
            for sentence in sentences {
                f.write_str("    ")?;
                f.write_str(sentence)?;
                f.write_char('\n')?;
            }
        }
        Ok(())
    }
}
