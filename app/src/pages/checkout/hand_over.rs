//! Sending the checkout to whoever approves or pays: the form; and what came of it, above every step.

use domain::access::Action;
use domain::checkout::{CheckoutState, CheckoutView, Step, StepState};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use messages::Words;

use super::address;
use super::live::{Live, say};
use crate::api::hand_over::{HAND_OVER_FORM, HandOverCheckout, TakeBackCheckout};
use crate::components::disclosure::Disclosure;
use crate::components::form_state::FormState;
use crate::components::handover_history::entries;
use crate::components::notice::{Notice, Tone};
use crate::components::sentences::Sentences;
use crate::components::text_area::TextArea;
use crate::components::text_field::{Holds, TextField};
use crate::components::timeline::Timeline;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Whether the checkout can be sent now, as far as it is filled in.
#[must_use]
pub fn can_be_sent(view: &CheckoutView) -> bool {
    let complete =
        !matches!(view.step(Step::Payment), Some(StepState::Blocked { .. } | StepState::Closed { .. }) | None);
    let free = !matches!(view.state, CheckoutState::Open { order: Some(_), .. });
    view.may(Action::HandOverCheckout) && free && (view.is_with_approver() || (view.is_open() && complete))
}

/// The form, folded away unless an approval is needed.
#[component]
pub fn HandOver(live: Live) -> AnyView {
    let words = use_words();
    let picture = live.picture();
    let again = picture.is_with_approver();
    let form = FormState::new(HAND_OVER_FORM, say());
    let to = if again { holder(&picture) } else { String::new() };
    let (approver, message) = (form.field("approver", &to), form.field("message", ""));
    let open = form.settle().is_some() || (picture.lacks_approval.is_some() && !again);
    let send = ServerAction::<HandOverCheckout>::new();
    let navigate = use_navigate();
    Effect::new(move |_| match send.value().get() {
        Some(Ok(view)) => {
            let review = address::review(view.id);
            live.show(view);
            navigate(&review, Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let (title, text, button) = if again {
        (words.handover_send_again_title(), words.handover_send_again_text(), words.handover_send_again())
    } else {
        (words.handover_send_title(), words.handover_send_text(), words.handover_send_button())
    };
    view! {
        <Disclosure summary=title open>
            <p>{text}</p>
            <ActionForm action=send attr:class="stack" attr:novalidate="">
                <input type="hidden" name="id" value=live.id().to_string()/>
                <div class="fields">
                    <TextField field=approver label=words.handover_send_approver() autocomplete="off" holds=Holds::Email/>
                    <TextArea field=message label=words.handover_send_message() optional=true most=1000/>
                </div>
                <Sentences form/>
                <div class="row">
                    <button class="button" type="submit" aria-busy=move || send.pending().get().then_some("true")>
                        {button}
                    </button>
                </div>
            </ActionForm>
        </Disclosure>
    }
    .into_any()
}

/// Where an approver has it.
fn holder(view: &CheckoutView) -> String {
    match &view.state {
        CheckoutState::WithApprover { to, .. } => to.to_string(),
        _ => String::new(),
    }
}

/// What buyer or approver has to know, above every step.
#[component]
pub fn HandoverNews(live: Live) -> AnyView {
    let words = use_words();
    let news = move || {
        let view = live.view().get();
        match &view.state {
            CheckoutState::WithApprover { .. } if view.is_to_decide() => decide(words, &view),
            CheckoutState::WithApprover { to, since, .. } => {
                let (to, since) = (to.to_string(), words.date_time(*since));
                view! { <Waits live to since/> }.into_any()
            }
            CheckoutState::Open { .. } if view.is_approvers() => done(words, &view),
            CheckoutState::Open { note, .. } => to_buyer(words, live, &view, note.as_deref()),
            _ => ().into_any(),
        }
    };
    view! { {news} }.into_any()
}

/// The name of whoever buys, as they gave it.
fn buyer(view: &CheckoutView) -> String {
    let name = view.content.details.contact_name.trim();
    if name.is_empty() { view.content.details.contact_email.clone() } else { name.to_owned() }
}

fn decide(words: Words, view: &CheckoutView) -> AnyView {
    let lead = words.handover_approver_lead(buyer(view));
    view! { <Notice title=words.handover_approver_headline()><p>{lead}</p></Notice> }.into_any()
}

/// To an approver who has it no more.
fn done(words: Words, view: &CheckoutView) -> AnyView {
    let own =
        view.approval.as_ref().is_some_and(|approval| approval.holds && Some(&approval.by) == view.approver.as_ref());
    if own {
        return view! { <Notice tone=Tone::Good title=words.handover_done_approved(buyer(view))/> }.into_any();
    }
    view! { <Notice title=words.handover_done_back(buyer(view))/> }.into_any()
}

/// To the buyer, who has it: whether it is approved, came back, or has to be sent.
fn to_buyer(words: Words, live: Live, view: &CheckoutView, note: Option<&str>) -> AnyView {
    let returned = note.filter(|_| view.approval.as_ref().is_none_or(|approval| !approval.holds)).map(|note| {
        let by = view.handover.iter().rev().find_map(|step| match &step.what {
            domain::checkout::HandoverKind::Returned { by, .. } => Some(by.to_string()),
            _ => None,
        });
        let (title, note) = (words.handover_returned_title(by.unwrap_or_default()), note.to_owned());
        view! { <Notice tone=Tone::Warn title><p class="remark">{note}</p></Notice> }
    });
    let approval = view.approval.as_ref().map(|approval| {
        let (by, at) = (approval.by.to_string(), words.date_time(approval.at));
        let (tone, title, text) = if approval.holds {
            (Tone::Good, words.handover_approved_title(by), words.handover_approved_text(at))
        } else {
            (Tone::Warn, words.handover_void_title().to_owned(), words.handover_void_text(by, at))
        };
        view! { <Notice tone title><p>{text}</p></Notice> }
    });
    let needed = view.lacks_approval.clone().filter(|_| approval.is_none() && can_be_sent(view)).map(|refusal| {
        let text = live.say().run(refusal);
        view! { <Notice tone=Tone::Warn title=words.handover_needed_title()><p>{text}</p></Notice> }
    });
    view! { {returned} {approval} {needed} }.into_any()
}

/// Whom it waits for and since when, and the way to take it back.
#[component]
fn Waits(live: Live, to: String, since: String) -> AnyView {
    let words = use_words();
    let form = FormState::new("take_back", say());
    let take = ServerAction::<TakeBackCheckout>::new();
    live.shows(form, move || take.value().get());
    let button = live.picture().may(Action::HandOverCheckout).then(|| {
        view! {
            <ActionForm action=take>
                <input type="hidden" name="id" value=live.id().to_string()/>
                <button class="button" type="submit" aria-busy=move || take.pending().get().then_some("true")>
                    {words.checkout_take_back()}
                </button>
            </ActionForm>
        }
    });
    view! {
        <Notice tone=Tone::Busy title=words.handover_waiting_title(to)>
            <p>{words.handover_waiting_since(since)}</p>
            {button}
            <Sentences form/>
        </Notice>
    }
    .into_any()
}

/// What happened so far between the two; nothing where nothing did.
#[component]
pub fn History(live: Live) -> AnyView {
    let words = use_words();
    let steps = Memo::new(move |_| entries(words, &live.view().read().handover));
    let shown = Memo::new(move |_| !steps.read().is_empty());
    view! {
        <Show when=move || shown.get()>
            <section class="card" aria-labelledby="handover-history">
                <h2 id="handover-history">{words.handover_history_title()}</h2>
                <Timeline entries=steps/>
            </section>
        </Show>
    }
    .into_any()
}
