//! The second step: the code, or the link that was mailed with it. Which address it went to the server knows, so that a reload and a step back lose nothing.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::components::Redirect;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::mailed::MailedLink;
use super::{ForVisitor, came_from, once_more};
use crate::api::person::use_someone;
use crate::api::proof::CodeOnItsWay;
use crate::api::sign_in::{AT_HOME, CODE_FORM, RequestCode, VerifyCode, Visitor, request_code, verify_code};
use crate::components::code_entry::{CodeEntry, Post};
use crate::components::form_state::FormState;
use crate::components::page_heading::PageHeading;
use crate::own_path::{leading_to, own_path};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Takes the code.
#[component]
pub fn SignInCode() -> AnyView {
    match use_query_map().read_untracked().get("link") {
        Some(link) => view! { <MailedLink link/> }.into_any(),
        None => view! { <ForVisitor heading=use_words().signin_code_title() shown/> }.into_any(),
    }
}

fn shown(visitor: Visitor) -> AnyView {
    match visitor.awaits_code_for {
        Some(email) => view! { <Entry email signed_in=visitor.email.is_some()/> }.into_any(),
        None => view! { <Redirect path=leading_to("/sign-in", &came_from())/> }.into_any(),
    }
}

#[component]
fn Entry(
    email: String,
    /// Whether they are signed in, and do so once more.
    signed_in: bool,
) -> AnyView {
    let words = use_words();
    let form = FormState::plain(CODE_FORM);
    let code = form.field("code", "");
    let resent = RwSignal::new(form.settle().and_then(|flash| flash.read_news::<CodeOnItsWay>()).is_some());
    let (address, to) = (StoredValue::new(email.clone()), StoredValue::new(came_from()));
    let (check, busy) = checking(address, to, form);
    let ask = Action::new(move |(): &()| {
        request_code(address.get_value(), to.get_value(), "again".to_owned(), String::new())
    });
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(_)) => resent.set(true),
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let kept = vec![("email", email.clone()), ("to", to.get_value())];
    let check = Post {
        url: VerifyCode::url(),
        kept: kept.clone(),
        act: Callback::new(move |()| check.run(code.value.get_untracked())),
    };
    let again = Post {
        url: RequestCode::url(),
        kept: [kept, vec![("again", "again".to_owned())]].concat(),
        act: Callback::new(move |()| {
            ask.dispatch(());
        }),
    };
    let to = to.get_value();
    let first = if signed_in { once_more(&to) } else { leading_to("/sign-in", &to) };
    let other = (first, words.signin_code_other_email());
    view! {
        <div class="card stack">
            <PageHeading text=words.signin_code_title()/>
            <p>{words.signin_code_headline(email)}</p>
            <CodeEntry form check again busy resent other/>
        </div>
    }
    .into_any()
}

/// Checks a code, and goes on to where one came from when it was right.
fn checking(address: StoredValue<String>, to: StoredValue<String>, form: FormState) -> (Callback<String>, Memo<bool>) {
    let someone = use_someone();
    let navigate = use_navigate();
    let verify = Action::new(move |code: &String| verify_code(address.get_value(), code.clone(), to.get_value()));
    Effect::new(move |_| match verify.value().get() {
        Some(Ok(email)) => {
            someone.signed_in(&email);
            navigate(own_path(&to.get_value()).unwrap_or(AT_HOME), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let check = Callback::new(move |code: String| {
        verify.dispatch(code);
    });
    (check, verify.pending())
}
