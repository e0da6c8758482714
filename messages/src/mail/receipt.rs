//! The receipt: what was bought, what was paid, what comes next, and the licence. No VAT invoice, and it says so.

use domain::decimal::Decimal;
use domain::money::Money;
use jiff::civil::Date;

use super::letter::{Account, Block, Letter, Line};
use super::{House, MailContent};
use crate::words::Words;

/// A fulfilled order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFacts {
    /// The person's name, as they gave it.
    pub name: String,
    /// The number that people quote.
    pub order_number: String,
    /// The paying company.
    pub company: String,
    /// The day of the order.
    pub ordered_on: Date,
    /// What was bought, in the order of the quote.
    pub lines: Vec<ReceiptLine>,
    /// The sum of the lines.
    pub subtotal: Money,
    /// What was taken off, above zero; `None` when nothing was.
    pub discount: Option<Money>,
    /// Tax by rate.
    pub taxes: Vec<ReceiptTax>,
    /// What was charged.
    pub total: Money,
    /// How it was paid, in words (“Visa ending in 4242”); `None` when nothing was due.
    pub paid_with: Option<String>,
    /// A sentence that tax law demands, such as that of the reverse charge.
    pub tax_note: Option<String>,
    /// What follows at the end of the term; `None` when nothing does.
    pub renewal: Option<Renewal>,
    /// The order's page.
    pub order_url: String,
    /// The licence, when it is issued already.
    pub licence: Option<String>,
}

/// A line of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    /// What it is: “Premium, 25 seats, 1 year”.
    pub label: String,
    /// How its amount comes about, or nothing.
    pub detail: String,
    /// Before discount and tax.
    pub amount: Money,
}

/// A tax of the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptTax {
    /// In percent.
    pub rate: Decimal,
    /// How much.
    pub amount: Money,
}

/// The next charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// When.
    pub on: Date,
    /// How much, tax included.
    pub amount: Money,
}

/// Sent when an order is provisioned.
#[must_use]
pub fn receipt(words: Words, house: &House, facts: &ReceiptFacts) -> MailContent {
    let total = words.money(facts.total);
    let subject = words.mail_receipt_subject(&facts.order_number);
    let mut letter = Letter::greeting(words, house, Some(&facts.name), subject)
        .preview(words.mail_receipt_preview(&total))
        .say(words.mail_receipt_intro())
        .block(Block::Facts(heading(words, facts)))
        .block(Block::Account(account(words, facts)));
    if let Some(note) = &facts.tax_note {
        letter = letter.say(note.as_str());
    }
    if let Some(renewal) = &facts.renewal {
        let (on, amount) = (words.date(renewal.on), words.money(renewal.amount));
        letter = letter.say(words.mail_receipt_renewal(on, amount));
    }
    letter = match &facts.licence {
        Some(licence) => letter
            .block(Block::Token { label: words.mail_licence_label().to_owned(), token: licence.clone() })
            .note(words.mail_licence_how()),
        None => letter.say(words.mail_licence_later()),
    };
    letter.action(words.mail_order_open(), &facts.order_url).note(words.mail_receipt_no_invoice()).finish()
}

fn heading(words: Words, facts: &ReceiptFacts) -> Vec<(String, String)> {
    let mut heading = vec![
        (words.mail_receipt_order().to_owned(), facts.order_number.clone()),
        (words.mail_receipt_date().to_owned(), words.date(facts.ordered_on)),
        (words.mail_receipt_company().to_owned(), facts.company.clone()),
    ];
    if let Some(paid_with) = &facts.paid_with {
        heading.push((words.mail_receipt_paid_with().to_owned(), paid_with.clone()));
    }
    heading
}

fn account(words: Words, facts: &ReceiptFacts) -> Account {
    let line = |line: &ReceiptLine| Line {
        label: line.label.clone(),
        detail: line.detail.clone(),
        amount: words.money(line.amount),
    };
    let mut sums = vec![(words.mail_receipt_subtotal().to_owned(), words.money(facts.subtotal))];
    if let Some(discount) = facts.discount {
        let taken_off = Money::new(discount.minor.saturating_neg(), discount.currency);
        sums.push((words.mail_receipt_discount().to_owned(), words.money(taken_off)));
    }
    for tax in &facts.taxes {
        sums.push((words.mail_receipt_tax(words.percent(tax.rate)), words.money(tax.amount)));
    }
    Account {
        caption: words.mail_receipt_caption().to_owned(),
        lines: facts.lines.iter().map(line).collect(),
        sums,
        total: (words.mail_receipt_total().to_owned(), words.money(facts.total)),
    }
}
