//! The form that takes a code from a mail, and the one that asks for another. Both work without script: each posts what is
//! `kept` along.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::components::action_button::ActionButton;
use crate::components::code_field::CodeField;
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Where a form is posted to, and what does the same with script.
#[derive(Clone)]
pub struct Post {
    /// The address of the function.
    pub url: &'static str,
    /// What else it is sent.
    pub kept: Vec<(&'static str, String)>,
    /// Does it with script.
    pub act: Callback<()>,
}

impl Post {
    fn hidden(&self) -> Vec<AnyView> {
        let input = |(name, value)| view! { <input type="hidden" name=name value=value/> }.into_any();
        self.kept.clone().into_iter().map(input).collect()
    }
}

/// The entry of a code.
#[component]
pub fn CodeEntry(
    /// The form; it has a field `code`.
    form: FormState,
    /// Checks the code.
    check: Post,
    /// Asks for another.
    again: Post,
    /// Whether the check is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Whether another was sent.
    #[prop(into)]
    resent: Signal<bool>,
    /// Where another address can be given, and what the way there is called.
    other: (String, &'static str),
) -> AnyView {
    let words = use_words();
    let minutes = domain::code::LIFETIME.as_mins();
    let (act, url, hidden) = (check.act, check.url, check.hidden());
    let send = move || {
        if form.is_ready() {
            act.run(());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let code = form.fields().into_iter().find(|field| field.name == "code");
    let entry = code.map(|field| {
        view! { <CodeField field label=words.signin_code_label() hint=words.signin_code_hint(minutes)/> }
    });
    view! {
        <form class="stack sign-in" method="post" action=url novalidate on:submit=submit>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            {hidden}
            {entry}
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <ActionButton text=words.signin_code_submit() busy=busy wide=true/>
        </form>
        <Again again resent other/>
    }
    .into_any()
}

/// Another code, or another address.
#[component]
fn Again(again: Post, resent: Signal<bool>, other: (String, &'static str)) -> AnyView {
    let words = use_words();
    let (act, url, hidden) = (again.act, again.url, again.hidden());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        act.run(());
    };
    let (other, other_name) = other;
    view! {
        <div class="sign-in__again">
            <form method="post" action=url on:submit=submit>
                {hidden}
                <button class="link" type="submit">{words.signin_code_resend()}</button>
            </form>
            <a href=other>{other_name}</a>
        </div>
        <div>
            <p role="status">{move || resent.get().then(|| words.signin_code_resent())}</p>
            <p class="field__hint">{words.signin_code_no_mail()}</p>
        </div>
    }
    .into_any()
}
