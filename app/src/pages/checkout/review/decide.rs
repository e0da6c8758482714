//! The review of a checkout that is with an approver: read alone by the buyer, decided by the approver, who may pay it too.

use domain::iso::Day;
use domain::quote::Quote;
use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::blocks::Blocks;
use super::changed::Difference;
use super::costs::Costs;
use super::pay::{Earlier, PayForm};
use super::{Facts, Form};
use crate::api::approval::{
    APPROVE_FORM, ApprovalAnswer, ApproveCheckout, COMMENT_FORM, CommentCheckout, RETURN_FORM, ReturnCheckout,
    approve_checkout,
};
use crate::components::action_button::ActionButton;
use crate::components::disclosure::Disclosure;
use crate::components::form_state::FormState;
use crate::components::sentences::Sentences;
use crate::components::text_area::TextArea;
use crate::own_path::leading_to;
use crate::pages::checkout::address;
use crate::pages::checkout::live::Live;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Everything to look over, and what whoever looks can do about it.
#[component]
pub fn Handed(form: Form, facts: Facts) -> AnyView {
    let Form { live, quote, said, told, .. } = form;
    let picture = live.picture();
    let before = RwSignal::new(None::<Quote>);
    let told = told.get_value();
    let decides = picture.is_to_decide();
    let ready = facts.payment.with_value(|payment| payment.chosen.is_some() || payment.declined.is_some());
    let pays = picture.is_to_pay() && (ready || quote.with_untracked(Quote::is_free));
    let sent = move || live.view().get().sent.map(|sent| view! { <Difference before=sent now=quote.get()/> });
    let changed = move || before.get().zip(said.get()).map(|(before, now)| view! { <Difference before now/> });
    let body = if pays {
        let form = Form { told: StoredValue::new(None), ..form };
        view! { <PayForm form facts/> }.into_any()
    } else {
        view! {
            <Costs live facts quote/>
            <Blocks live facts quote/>
        }
        .into_any()
    };
    view! {
        <div class="stack">
            {sent}
            <Earlier live told now=quote before/>
            {changed}
            {decides.then(|| view! { <Decision form before/> })}
            {(picture.is_to_pay() && !pays).then(|| view! { <PayLink live/> })}
            {body}
        </div>
    }
    .into_any()
}

/// Approving, returning, saying something.
#[component]
fn Decision(form: Form, before: RwSignal<Option<Quote>>) -> AnyView {
    let words = use_words();
    let live = form.live;
    view! {
        <section class="card stack" aria-labelledby="decision">
            <h2 id="decision">{words.handover_decide_title()}</h2>
            <Approve form before/>
            <Return live/>
            <Comment live/>
        </section>
    }
    .into_any()
}

#[component]
fn Approve(form: Form, before: RwSignal<Option<Quote>>) -> AnyView {
    let words = use_words();
    let Form { live, quote, said, .. } = form;
    let state = FormState::new(APPROVE_FORM, live.say());
    state.settle();
    let approve = Action::new(move |shown: &Quote| {
        approve_checkout(live.id(), live.version(), Day(shown.as_of), shown.hash.clone())
    });
    Effect::new(move |_| match approve.value().get() {
        Some(Ok(ApprovalAnswer::Approved(view))) => live.show(*view),
        Some(Ok(ApprovalAnswer::Changed(changed))) => {
            before.set(changed.shown.or_else(|| Some(quote.get_untracked())).filter(|_| changed.now.is_some()));
            said.set(changed.now);
            live.show(changed.checkout);
            state.refuse_for(&changed.objections);
        }
        Some(Err(error)) => state.refuse(&error),
        None => {}
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !approve.pending().get_untracked() {
            approve.dispatch(quote.get_untracked());
        }
    };
    let text = Signal::derive(move || words.handover_approve_button(words.money(quote.read().total())));
    let name = live.picture().content.details.contact_name;
    view! {
        <form class="stack" method="post" action=ApproveCheckout::url() on:submit=submit>
            <input type="hidden" name="id" value=live.id().to_string()/>
            <input type="hidden" name="version" value=move || live.view().read().version.to_string()/>
            <input type="hidden" name="as_of" value=move || quote.read().as_of.to_string()/>
            <input type="hidden" name="quote_hash" value=move || quote.read().hash.clone()/>
            <Sentences form=state/>
            <ActionButton text busy=approve.pending() reason_id="approve-reason"/>
            <p class="fine">{words.handover_approve_note(name)}</p>
        </form>
    }
    .into_any()
}

#[component]
fn Return(live: Live) -> AnyView {
    let words = use_words();
    let form = FormState::new(RETURN_FORM, live.say());
    let note = form.field("note", "");
    let open = form.settle().is_some();
    let send = ServerAction::<ReturnCheckout>::new();
    live.shows(form, move || send.value().get());
    view! {
        <Disclosure summary=words.handover_return_title() open>
            <ActionForm action=send attr:class="stack" attr:novalidate="">
                <input type="hidden" name="id" value=live.id().to_string()/>
                <TextArea field=note label=words.handover_return_note() most=1000/>
                <Sentences form/>
                <button class="button" type="submit" aria-busy=move || send.pending().get().then_some("true")>
                    {words.handover_return_button()}
                </button>
            </ActionForm>
        </Disclosure>
    }
    .into_any()
}

#[component]
fn Comment(live: Live) -> AnyView {
    let words = use_words();
    let form = FormState::new(COMMENT_FORM, live.say());
    let comment = form.field("comment", "");
    let open = form.settle().is_some();
    let send = ServerAction::<CommentCheckout>::new();
    live.shows(form, move || send.value().get());
    Effect::new(move |_| {
        if matches!(send.value().get(), Some(Ok(_))) {
            comment.value.set(String::new());
        }
    });
    view! {
        <Disclosure summary=words.handover_comment_title() open>
            <ActionForm action=send attr:class="stack" attr:novalidate="">
                <input type="hidden" name="id" value=live.id().to_string()/>
                <TextArea field=comment label=words.handover_comment_text() most=1000/>
                <Sentences form/>
                <button class="button" type="submit" aria-busy=move || send.pending().get().then_some("true")>
                    {words.handover_comment_button()}
                </button>
            </ActionForm>
        </Disclosure>
    }
    .into_any()
}

/// The way to pay it oneself: to the payment step, by way of the proof of one's address where that is missing.
#[component]
fn PayLink(live: Live) -> AnyView {
    let words = use_words();
    let picture = live.picture();
    let payment = address::payment(picture.id);
    let (to, label, text) = if picture.proved {
        (payment, words.handover_pay_link(), words.handover_pay_text())
    } else {
        (leading_to("/sign-in", &payment), words.handover_pay_sign_in(), words.handover_pay_sign_in_text())
    };
    view! {
        <section class="card stack" aria-labelledby="pay-it">
            <h2 id="pay-it">{words.handover_pay_title()}</h2>
            <p>{text}</p>
            <p><a class="button" href=to rel="external">{label}</a></p>
        </section>
    }
    .into_any()
}
