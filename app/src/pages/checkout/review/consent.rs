//! The ticks: the terms, and the renewals as they are shown. Which are needed, the rules say.

use domain::checkout::{CheckoutView, Step, StepState};
use domain::quote::Quote;
use domain::refusal::Refusal;
use leptos::prelude::*;

use super::Facts;
use crate::components::field_state::FieldState;
use crate::components::form_state::FormState;
use crate::components::tick::Tick;
use crate::pages::checkout::live::Live;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// What the field of the terms holds where they were accepted before.
const AGREED: &str = "agreed";

/// The ticks of the form. Copies share them.
#[derive(Clone, Copy)]
pub struct Ticks {
    /// Not empty once the terms were ticked.
    pub terms: FieldState,
    /// The hash of the quote whose renewal was agreed to, once ticked.
    pub renewal: FieldState,
}

impl Ticks {
    /// Empty, but for what was agreed to before for this very quote: nothing is asked twice.
    #[must_use]
    pub fn new(form: FormState, live: Live, quote: Memo<Quote>) -> Self {
        let picture = live.picture();
        let agreed = |field: &str, value: String| if is_missing(&picture, field) { String::new() } else { value };
        let say = live.say();
        let needed = move |code: &'static str| say.run(Refusal::new(code));
        let terms = form.field("terms", &agreed("terms", AGREED.to_owned()));
        let terms = terms.checked_by(move |text| text.is_empty().then(|| needed("terms_not_accepted")));
        let hash = quote.with_untracked(|quote| quote.hash.clone());
        let renewal = form.field("renewal", &agreed("renewal", hash));
        let renewal = renewal.checked_by(move |text| {
            let lacking = quote.with(|quote| renews(quote) && *text != quote.hash);
            lacking.then(|| needed("renewal_consent_missing"))
        });
        Self { terms, renewal }
    }
}

/// Whether a quote renews, so that consent is needed.
fn renews(quote: &Quote) -> bool {
    quote.renewal_total_minor.is_some()
}

/// Whether the checkout lacks what this field gives.
fn is_missing(picture: &CheckoutView, field: &str) -> bool {
    match picture.step(Step::Review) {
        Some(StepState::Done) => false,
        Some(StepState::Current { missing }) => missing.iter().any(|refusal| refusal.field.as_deref() == Some(field)),
        _ => true,
    }
}

/// The version of the terms that is shown, and accepted with its tick.
pub fn terms_version(facts: Facts) -> String {
    facts.payment.with_value(|payment| payment.terms_version.clone())
}

/// The ticks with their sentences.
#[component]
pub fn Consent(ticks: Ticks, facts: Facts, quote: Memo<Quote>) -> AnyView {
    let words = use_words();
    let version = terms_version(facts);
    let label = words.review_terms_label(&version);
    let terms = facts.payment.with_value(|payment| payment.terms_url.clone());
    let hash = Signal::derive(move || quote.read().hash.clone());
    let sentence = move || {
        let quote = quote.read();
        let (on, minor) = quote.renews_on.zip(quote.renewal_total_minor)?;
        let (on, amount) = (words.date(on), words.money(quote.money(minor)));
        let method = facts.payment.with_value(|payment| payment.chosen.as_ref().map(|kind| words.method_kind(kind)));
        Some(match method.filter(|_| !quote.is_free()) {
            Some(method) => words.review_renewal_label(on, amount, method),
            None => words.review_renewal_label_later(on, amount),
        })
    };
    let renewing = Memo::new(move |_| renews(&quote.read()));
    let agreed = Memo::new(move |_| *ticks.renewal.value.read() == quote.read().hash);
    view! {
        <div>
            <Tick field=ticks.terms value=version>
                {label} " " <a href=terms target="_blank" rel="noopener">{words.review_terms_read()}</a>
            </Tick>
            <Show when=move || renewing.get()>
                <Tick field=ticks.renewal value=hash ticked=agreed>{sentence}</Tick>
            </Show>
        </div>
    }
    .into_any()
}
