//! The VAT id, checked as it is typed, and who pays the tax.

use domain::checkout::TaxKnowledge;
use domain::country::Country;
use domain::tax::{TaxDecision, TaxReason};
use domain::vat_id::{VatId as Id, example_for};
use leptos::prelude::*;
use messages::Words;

use super::fields::Fields;
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The id, where one is asked for, and what it changes.
#[component]
pub fn VatId(fields: Fields) -> AnyView {
    let words = use_words();
    // An id that a form was refused for stays in sight, also where none is asked for.
    let refused = untrack(move || fields.vat_id.error().is_some());
    let asked = Memo::new(move |_| refused || fields.shown().asks_for_vat_id());
    let country = Memo::new(move |_| fields.address.country.value.read().parse::<Country>().ok());
    // A summary of errors above it names the field before it is there.
    fields.vat_id.labelled(words.details_vat_id());
    let field = move || {
        let example = country.get().and_then(example_for)?;
        let field = view! {
            <TextField
                field=fields.vat_id
                label=words.details_vat_id()
                autocomplete="off"
                holds=Holds::Code
                optional=true
                hint=words.details_vat_id_hint(example)
                good=Signal::derive(move || checked(words, fields, country.get()))
                most=40
            />
        };
        asked.get().then_some(field)
    };
    let note = Memo::new(move |_| {
        let estimate = fields.live.price().get()?;
        let seller = fields.live.taxes().seller;
        match estimate.tax {
            TaxKnowledge::Unknown => Some(words.checkout_tax_unknown().to_owned()),
            TaxKnowledge::Known | TaxKnowledge::WithoutId => who_pays(words, &estimate.quote.tax_facts, seller),
        }
    });
    view! {
        <fieldset>
            <legend>{words.details_tax_title()}</legend>
            <div class="stack">
                {field}
                <p class="tax-note" role="status">{move || note.get()}</p>
            </div>
        </fieldset>
    }
    .into_any()
}

/// That the form of the id is right, once it is.
fn checked(words: Words, fields: Fields, country: Option<Country>) -> Option<String> {
    let id = Id::parse_for(&fields.vat_id.value.read(), country?).ok()?;
    fields.vat_id.error().is_none().then(|| words.details_vat_id_format_ok(id))
}

/// Who accounts for the tax, and why, where that is not plain.
fn who_pays(words: Words, decision: &TaxDecision, seller: Country) -> Option<String> {
    match decision.reason {
        TaxReason::ReverseCharge => Some(words.details_vat_id_reverse_charge().to_owned()),
        TaxReason::CustomerAccounts => Some(words.details_vat_id_customer_accounts().to_owned()),
        TaxReason::OutsideScope => Some(words.details_vat_outside().to_owned()),
        TaxReason::Standard if decision.jurisdiction == seller => Some(words.details_vat_home_country().to_owned()),
        TaxReason::Standard if decision.vat_id.is_none() => {
            Some(words.details_vat_consumer(words.percent(decision.rate)))
        }
        TaxReason::Standard => None,
    }
}
