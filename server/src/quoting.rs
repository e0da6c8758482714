//! One request in, one answer out: the quote or every reason against it, in JSON or in words. Behind `kassa quote` and
//! `POST /quote`; keeps nothing, and counts coupons as not yet redeemed.

mod receipt;

use commerce::goods::Goods;
use domain::catalogue::{Catalogue, LocalText};
use domain::quote::{Draft, Quote, QuoteLine};
use domain::refusal::Refusal;
use jiff::civil::Date;
use messages::Words;
use serde::Serialize;

/// Prices requests and says the result.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'g> {
    /// What is sold.
    pub goods: &'g Goods,
    /// The language of sentences.
    pub words: Words,
    /// Whether to say why.
    pub explain: bool,
}

/// A quote with its explanation beside it.
#[derive(Serialize)]
struct Explained<'q> {
    #[serde(flatten)]
    quote: &'q Quote,
    explanation: Explanation,
}

/// Why the amounts of a quote are what they are, in words.
#[derive(Serialize)]
struct Explanation {
    lines: Vec<ExplainedLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    discount: Option<String>,
    tax: Vec<String>,
    renewal: String,
}

#[derive(Serialize)]
struct ExplainedLine {
    item: String,
    derivation: String,
    sentences: Vec<String>,
}

/// A request that was not quoted.
#[derive(Serialize)]
struct Refused<'r> {
    refused: Vec<RefusalInWords<'r>>,
}

#[derive(Serialize)]
struct RefusalInWords<'r> {
    code: &'r str,
    field: Option<&'r str>,
    message: String,
}

impl Desk<'_> {
    /// The answer as one line of JSON, and whether it is a quote.
    #[must_use]
    pub fn json(&self, request: &str) -> (String, bool) {
        let (catalogue, answer) = self.price(request);
        let (text, quoted) = match &answer {
            Ok(quote) if self.explain => (line(&Explained { quote, explanation: self.explanation(quote) }), true),
            Ok(quote) => (line(quote), true),
            Err(refusals) => (line(&self.refused(catalogue, refusals)), false),
        };
        (text, quoted)
    }

    /// The answer for a person, and whether it is a quote.
    #[must_use]
    pub fn words(&self, request: &str) -> (String, bool) {
        let (catalogue, answer) = self.price(request);
        match answer {
            Ok(quote) => (receipt::receipt(self.words, &quote, self.explain), true),
            Err(refusals) => {
                let count = i64::try_from(refusals.len()).unwrap_or(i64::MAX);
                let mut text = self.words.cli_quote_refused(count);
                for refusal in &refusals {
                    text.push_str("\n- ");
                    text.push_str(&self.message(catalogue, refusal));
                }
                text.push('\n');
                (text, false)
            }
        }
    }

    /// Prices with the version in effect on the day of the request.
    fn price(&self, request: &str) -> (&Catalogue, Result<Quote, Vec<Refusal>>) {
        let draft = Draft::from_json(request);
        let catalogue = self.goods.book.nearest(draft.as_of().unwrap_or(Date::MAX));
        (catalogue, draft.quote(catalogue, &self.goods.tax, 0))
    }

    fn refused<'r>(&self, catalogue: &Catalogue, refusals: &'r [Refusal]) -> Refused<'r> {
        let refused = refusals.iter().map(|refusal| RefusalInWords {
            code: &refusal.code,
            field: refusal.field.as_deref(),
            message: self.message(catalogue, refusal),
        });
        Refused { refused: refused.collect() }
    }

    /// A refusal in words, with the names that people know instead of ids.
    fn message(&self, catalogue: &Catalogue, refusal: &Refusal) -> String {
        let name = |text: &LocalText| text.in_language(self.words.locale().code()).to_owned();
        self.words.refusal_naming(refusal, |fact, id| match fact {
            "plan" => catalogue.plan(id).map(|plan| name(&plan.name)),
            "addon" => catalogue.addon(id).map(|addon| name(&addon.name)),
            _ => None,
        })
    }

    fn explanation(&self, quote: &Quote) -> Explanation {
        let (words, currency) = (self.words, quote.currency);
        let of = |line: &QuoteLine| ExplainedLine {
            item: line.item.clone(),
            derivation: words.derivation(line, currency),
            sentences: words.explanation(line, currency),
        };
        Explanation {
            lines: quote.lines.iter().map(of).collect(),
            discount: quote.discount.as_ref().map(|coupon| words.coupon_explanation(coupon, currency)),
            tax: receipt::tax_sentences(words, quote),
            renewal: receipt::renewal_sentence(words, quote),
        }
    }
}

fn line(answer: &impl Serialize) -> String {
    // Cannot fail: these are structs with string keys whose fields all serialise.
    let mut text = serde_json::to_string(answer).unwrap_or_default();
    text.push('\n');
    text
}
