//! The review step: every line with why, who buys, how it is paid, what follows; terms, consent, and the last button. What
//! is accepted is the quote that is shown, by its hash.

mod blocks;
mod changed;
mod consent;
mod costs;
mod decide;
mod pay;

use domain::checkout::Step;
use domain::quote::Quote;
use futures::future::join;
use leptos::prelude::*;

use self::consent::Ticks;
use self::decide::Handed;
use self::pay::PayForm;
use super::frame::CheckoutPage;
use super::live::{Live, say};
use crate::api::countries::{NamedCountry, countries};
use crate::api::error::ApiError;
use crate::api::payment::{PaymentFacts, payment_view};
use crate::api::review::{REVIEW_FORM, Shown};
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::skeleton::{Expected, Skeleton};
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// `/checkout/{id}/review`.
#[component]
pub fn ReviewStep() -> AnyView {
    let heading = use_words().review_headline();
    view! { <CheckoutPage step=Step::Review heading body=|live| view! { <ReviewPage live/> }.into_any()/> }.into_any()
}

/// What the page is made of, beside the checkout. Copies share it.
#[derive(Clone, Copy)]
struct Facts {
    payment: StoredValue<PaymentFacts>,
    countries: StoredValue<Vec<NamedCountry>>,
    reload: Callback<()>,
}

impl Facts {
    /// The name of a country.
    fn country(self, code: &str) -> String {
        let find = |known: &Vec<NamedCountry>| known.iter().find(|country| country.code == code).cloned();
        self.countries.with_value(find).map_or_else(|| code.to_owned(), |country| country.name)
    }
}

/// Both are asked for at once. On the server that is more than speed: a page that waits for data is made again, and what the
/// copy thrown away asks for later finds no request, so that the browser would be told an error that the page does not show.
async fn load(live: Live) -> Result<(PaymentFacts, Vec<NamedCountry>), ApiError> {
    let (payment, countries) = join(payment_view(live.id()), countries()).await;
    Ok((payment?, countries?))
}

/// The form, made once, before what it shows has been loaded: it takes what the page was told about it. Copies share it.
#[derive(Clone, Copy)]
struct Form {
    live: Live,
    state: FormState,
    ticks: Ticks,
    /// The quote that is shown.
    quote: Memo<Quote>,
    /// The server's word on the price, once it has said one: it goes before the browser's.
    said: RwSignal<Option<Quote>>,
    /// Without script: the quote that the page before had shown.
    told: StoredValue<Option<Shown>>,
}

impl Form {
    /// With the quote of now; `None` where there is none.
    fn new(live: Live) -> Option<Self> {
        let estimate = live.quote()?;
        let said = RwSignal::new(None::<Quote>);
        let quote = Memo::new(move |_| said.get().unwrap_or_else(|| estimate.get()));
        let state = FormState::new(REVIEW_FORM, live.say());
        let ticks = Ticks::new(state, live, quote);
        let told = StoredValue::new(state.settle().and_then(|flash| flash.read_news::<Shown>()));
        Some(Self { live, state, ticks, quote, said, told })
    }
}

#[component]
fn ReviewPage(live: Live) -> AnyView {
    let Some(form) = Form::new(live) else { return view! { <NoPrice live/> }.into_any() };
    let loading = Resource::new(|| (), move |()| load(live));
    let reload = Callback::new(move |()| loading.refetch());
    let loaded = move || {
        loading.get().map(|answer| match answer {
            Ok((payment, countries)) => {
                let (payment, countries) = (StoredValue::new(payment), StoredValue::new(countries));
                let facts = Facts { payment, countries, reload };
                let picture = live.picture();
                if picture.is_with_approver() || picture.is_approvers() {
                    view! { <Handed form facts/> }.into_any()
                } else {
                    view! { <PayForm form facts/> }.into_any()
                }
            }
            Err(error) => view! { <Trouble trouble=Signal::stored(Some(error)) retry=reload/> }.into_any(),
        })
    };
    view! {
        <Suspense fallback=|| view! { <Skeleton expected=Expected::Lines(12)/> }>
            {loaded}
        </Suspense>
    }
    .into_any()
}

/// Why there is no quote.
#[component]
fn NoPrice(live: Live) -> AnyView {
    let (words, say) = (use_words(), say());
    let reasons = live.objections().into_iter().map(move |refusal| view! { <p>{say.run(refusal)}</p> });
    view! { <Notice tone=Tone::Warn title=words.checkout_changed_title()>{reasons.collect_view()}</Notice> }.into_any()
}
