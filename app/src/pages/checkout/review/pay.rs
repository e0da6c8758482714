//! The form with the last button. Pressed twice, in two tabs or sent again it is one order and one payment: the server
//! answers alike. Nothing is taken for paid here: that the order's page says.

use domain::checkout::Step;
use domain::iso::Day;
use domain::payment::MethodKind;
use domain::quote::Quote;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_navigate;
use messages::Words;

use super::blocks::Blocks;
use super::changed::Difference;
use super::consent::{Consent, Ticks, terms_version};
use super::costs::Costs;
use super::{Facts, Form};
use crate::api::payment::Standing;
use crate::api::review::{Accept, Answer, Changed, Shown, accept, shown_quote};
use crate::components::action_button::ActionButton;
use crate::components::error_summary::{ErrorSummary, focus};
use crate::components::trouble::Trouble;
use crate::pages::checkout::address;
use crate::pages::checkout::live::Live;
use crate::pages::checkout::own_account::OwnAccount;
use crate::pages::checkout::payment::Declined;
use crate::pages::checkout::turn::Turn;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// What the last button sends.
#[derive(Clone, Debug)]
struct Press {
    shown: Shown,
    quote_hash: String,
    terms: String,
    renewal: String,
}

/// Everything, and the button.
#[component]
pub fn PayForm(form: Form, facts: Facts) -> AnyView {
    let words = use_words();
    let Form { live, state: form, ticks, quote, said, told } = form;
    let told = told.get_value();
    let before = RwSignal::new(None::<Quote>);
    let pay = Action::new(move |press: &Press| {
        let Press { shown: Shown { version, as_of }, quote_hash, terms, renewal } = press.clone();
        accept(live.id(), version, Day(as_of), quote_hash, terms, renewal)
    });
    let follow = follow(live, facts);
    let changed = move |changed: Changed| {
        let Changed { shown, now, objections, checkout } = changed;
        ticks.renewal.value.set(String::new());
        live.show(checkout);
        before.set(shown.or_else(|| Some(quote.get_untracked())).filter(|_| now.is_some()));
        said.set(now);
        if objections.is_empty() {
            request_animation_frame(|| focus("difference"));
        } else {
            form.refuse_for(&objections);
        }
    };
    Effect::new(move |_| match pay.value().get() {
        Some(Ok(Answer::Placed(standing))) => follow.run(*standing),
        Some(Ok(Answer::Changed(what))) => changed(*what),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if !pay.pending().get_untracked() && form.is_ready() {
            pay.dispatch(press(live, facts, ticks, &quote.get_untracked()));
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let button = move || button_text(words, &quote.read(), pay.pending().get());
    let note = move || note(words, &quote.read(), facts);
    // An approver who pays has approved.
    let refused = Memo::new(move |_| {
        let view = live.view().get();
        view.lacks_approval.clone().filter(|_| !view.is_approvers()).map(|refusal| live.say().run(refusal))
    });
    let (declined, id) = (facts.payment.with_value(|payment| payment.declined), live.id());
    view! {
        <div class="stack">
            <p class="lede">{words.review_lead()}</p>
            <OwnAccount live/>
            <Declined reason=declined>
                <div class="row">
                    <a class="button" href=address::payment(id)>{words.review_pay_another()}</a>
                </div>
            </Declined>
            <Earlier live told now=quote before/>
            {move || before.get().zip(said.get()).map(|(before, now)| view! { <Difference before now/> })}
            <form class="stack checkout-form" method="post" action=Accept::url() novalidate on:submit=submit>
                <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
                <input type="hidden" name="id" value=id.to_string()/>
                <input type="hidden" name="version" value=move || live.view().read().version.to_string()/>
                <input type="hidden" name="as_of" value=move || quote.read().as_of.to_string()/>
                <input type="hidden" name="quote_hash" value=move || quote.read().hash.clone()/>
                <Costs live facts quote/>
                <Blocks live facts quote/>
                <Consent ticks facts quote/>
                <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
                <div class="stack pay">
                    <ActionButton text=Signal::derive(button) busy=pay.pending() refused wide=true/>
                    <p class="pay-note">{note}</p>
                </div>
            </form>
        </div>
    }
    .into_any()
}

/// Where the buyer goes after the order was placed.
fn follow(live: Live, facts: Facts) -> Callback<Standing> {
    let navigate = use_navigate();
    Callback::new(move |standing: Standing| match Turn::of(&standing) {
        Turn::ToOrder(order) => {
            live.known().remember(standing.checkout);
            navigate(&address::order(order), Default::default());
        }
        // The page shows a payment that is under way by itself.
        Turn::Confirm { .. } | Turn::Wait => live.show(standing.checkout),
        Turn::GoOn => {
            let (address, stays) = (address::next(&standing.checkout), standing.checkout.current == Step::Review);
            live.show(standing.checkout);
            if stays {
                facts.reload.run(());
            } else {
                navigate(&address, Default::default());
            }
        }
    })
}

fn press(live: Live, facts: Facts, ticks: Ticks, quote: &Quote) -> Press {
    let accepted = !ticks.terms.value.read_untracked().is_empty();
    Press {
        shown: Shown { version: live.version(), as_of: quote.as_of },
        quote_hash: quote.hash.clone(),
        terms: if accepted { terms_version(facts) } else { String::new() },
        renewal: ticks.renewal.value.get_untracked(),
    }
}

/// Act and amount.
fn button_text(words: Words, quote: &Quote, pending: bool) -> String {
    match (pending, quote.is_free()) {
        (true, _) => words.review_paying().to_owned(),
        (false, true) => words.review_free_button().to_owned(),
        (false, false) => words.review_pay_button(words.money(quote.total())),
    }
}

/// When money moves.
fn note(words: Words, quote: &Quote, facts: Facts) -> &'static str {
    let kind = facts.payment.with_value(|payment| payment.chosen.clone());
    match kind.filter(|_| !quote.is_free()) {
        Some(MethodKind::Card { .. }) => words.review_card_note(),
        Some(MethodKind::Debit { .. }) => words.review_debit_note(),
        None => words.review_free_note(),
    }
}

/// Without script: the quote that the page before showed, made again, beside the one of now.
#[component]
pub fn Earlier(live: Live, told: Option<Shown>, now: Memo<Quote>, before: RwSignal<Option<Quote>>) -> AnyView {
    let Some(Shown { version, as_of }) = told else { return ().into_any() };
    let earlier = OnceResource::new(shown_quote(live.id(), version, Day(as_of)));
    let shown = move || {
        let earlier =
            earlier.get()?.ok()?.filter(|earlier| before.read().is_none() && earlier.hash != now.read().hash)?;
        Some(view! { <Difference before=earlier now=now.get()/> })
    };
    view! { <Suspense>{shown}</Suspense> }.into_any()
}
