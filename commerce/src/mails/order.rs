//! The letters about an order: its receipt with the licence, and that its payment failed.

use domain::ids::OrderId;
use domain::money::Money;
use domain::order::Order;
use domain::payment::PaymentIntent;
use domain::quote::{Quote, QuoteLine};
use domain::tax::TaxReason;
use messages::Words;
use messages::mail::{
    MailContent, PaymentFailedFacts, ReceiptFacts, ReceiptLine, ReceiptTax, Renewal, payment_failed, receipt,
};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::{licences, orders, payment_intents};

impl Commerce {
    /// The receipt of a delivered order. `licence` says whether the reader may have the licence: the buyer may, whoever
    /// only keeps the books gets the receipt alone.
    pub(super) async fn receipt_letter(
        &self,
        words: Words,
        id: OrderId,
        licence: bool,
    ) -> Result<MailContent, Failure> {
        let db = self.store().read();
        let order = orders::get(db, id).await?;
        let quote: Quote = serde_json::from_str(&order.acceptance.quote.json)
            .map_err(|error| Failure::Never(format!("the quote of order {id} cannot be read: {error}")))?;
        let issued = licences::issued_for(db, &id.to_string()).await?.filter(|_| licence);
        let paid = payment_intents::of_order(db, id).await?;
        let paid_with = paid.iter().rfind(|intent| intent.evidence.captured.is_some());
        let mut facts = receipt_facts(words, &order, &quote);
        facts.paid_with = paid_with.map(|intent| words.method(&intent.method));
        facts.order_url = self.url(&format!("/orders/{id}"));
        facts.licence = issued.map(|issued| issued.token);
        Ok(receipt(words, &self.seller().house, &facts))
    }

    /// That the payment of an order failed and what to do; `None` when it has been paid since.
    pub(super) async fn payment_failed_letter(
        &self,
        words: Words,
        id: OrderId,
    ) -> Result<Option<MailContent>, Failure> {
        let order = orders::get(self.store().read(), id).await?;
        let waits = order.gates.payment.waiting_reason(domain::gate::GateKind::Payment);
        let Some(reason) = waits.filter(|_| order.state.is_live()) else { return Ok(None) };
        let intents = payment_intents::of_order(self.store().read(), id).await?;
        let facts = PaymentFailedFacts {
            name: order.acceptance.details.contact_name.clone(),
            order_number: id.to_string(),
            amount: order.acceptance.quote.total,
            reason: words.refusal(&intents.last().and_then(declined).unwrap_or(reason)),
            pay_url: self.url(&format!("/orders/{id}")),
        };
        Ok(Some(payment_failed(words, &self.seller().house, &facts)))
    }
}

/// Why an attempt failed, in words that say what to do.
fn declined(intent: &PaymentIntent) -> Option<domain::refusal::Refusal> {
    match intent.state() {
        domain::payment::IntentState::Failed { reason, .. } => Some(reason.into()),
        _ => None,
    }
}

fn receipt_facts(words: Words, order: &Order, quote: &Quote) -> ReceiptFacts {
    let details = &order.acceptance.details;
    let reverse_charge = quote.tax.iter().find(|tax| tax.reason != TaxReason::Standard);
    let tax = |tax: &domain::quote::TaxEntry| ReceiptTax { rate: tax.rate, amount: quote.money(tax.amount_minor) };
    let renewal = quote.renews_on.zip(quote.renewal_total_minor);
    ReceiptFacts {
        name: details.contact_name.clone(),
        order_number: order.id.to_string(),
        company: details.company.clone(),
        ordered_on: domain::moment::utc_date(order.placed_at),
        lines: quote.lines.iter().map(|line| receipt_line(words, line, quote)).collect(),
        subtotal: quote.money(quote.subtotal_minor),
        discount: (quote.discount_minor > 0).then(|| quote.money(quote.discount_minor)),
        taxes: quote.tax.iter().map(tax).collect(),
        total: quote.total(),
        paid_with: None,
        tax_note: reverse_charge.map(|tax| words.tax_explanation(tax, quote.currency, words.country(tax.jurisdiction))),
        renewal: renewal.map(|(on, minor)| Renewal { on, amount: quote.money(minor) }),
        order_url: String::new(),
        licence: None,
    }
}

fn receipt_line(words: Words, line: &QuoteLine, quote: &Quote) -> ReceiptLine {
    let name = line.name.in_language(words.locale().code());
    let quantity = words.quantity(&line.unit, line.quantity);
    let term = quote.request.term.filter(|_| line.recurring).map(|term| words.term(term));
    let parts: Vec<String> = [Some(name.to_owned()), Some(quantity), term].into_iter().flatten().collect();
    ReceiptLine {
        label: parts.join(", "),
        detail: words.derivation(line, quote.currency),
        amount: Money::new(line.amount_minor, quote.currency),
    }
}
