//! The coupon: folded away until somebody has one, refused with its reasons, and taken off again.

use domain::checkout::{EditAnswer, SelectionForm};
use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::live::{Live, say};
use crate::api::checkout::edit_plan;
use crate::api::coupon::{ApplyCoupon, RemoveCoupon, apply_coupon};
use crate::api::error::ApiError;
use crate::components::disclosure::Disclosure;
use crate::components::error_summary::focus;
use crate::components::form_state::FormState;
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The name of the control, and of the field that refusals of coupons are about.
const COUPON: &str = "coupon";

/// Entering a coupon, or the one that is applied.
#[component]
pub fn CouponEntry(live: Live) -> AnyView {
    let applied = Memo::new(move |_| live.view().read().content.selection.coupon.clone());
    view! {
        {move || match applied.get() {
            Some(code) => view! { <Applied live code/> }.into_any(),
            None => view! { <Entry live/> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Entry(live: Live) -> AnyView {
    let words = use_words();
    let form = FormState::new(COUPON, say());
    let field = form.field(COUPON, "");
    let open = form.settle().is_some();
    let apply = Action::new(move |code: &String| apply(live, code.clone()));
    follow(live, apply.value().into(), form);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        apply.dispatch(field.value.get_untracked());
    };
    view! {
        <Disclosure summary=words.checkout_coupon_add() open>
            <form class="coupon" method="post" action=ApplyCoupon::url() novalidate on:submit=submit>
                <Picture live/>
                <TextField
                    field
                    label=words.checkout_coupon_label()
                    autocomplete="off"
                    holds=Holds::Code
                    most=64
                />
                <button class="button" type="submit" aria-busy=move || apply.pending().get().then_some("true")>
                    {words.checkout_coupon_apply()}
                </button>
                <General form/>
            </form>
        </Disclosure>
    }
    .into_any()
}

/// Applies a code to what is chosen on the page: what is not saved yet is saved before, because the server judges what it has.
async fn apply(live: Live, code: String) -> Result<EditAnswer, ApiError> {
    let mut version = live.version();
    if let Some(chosen) = live.unsaved() {
        let saved = edit_plan(live.id(), version, SelectionForm::from(&chosen), String::new()).await?;
        version = saved.view.version;
        live.took(&saved);
    }
    apply_coupon(live.id(), version, code).await
}

#[component]
fn Applied(live: Live, code: String) -> AnyView {
    let words = use_words();
    let form = FormState::new(COUPON, say());
    form.settle();
    let remove = ServerAction::<RemoveCoupon>::new();
    follow(live, remove.value().into(), form);
    let say = say();
    let problem = move || {
        let about = |refusal: &domain::refusal::Refusal| refusal.field.as_deref() == Some(COUPON);
        live.objections().into_iter().find(about).map(|refusal| say.run(refusal))
    };
    view! {
        <ActionForm action=remove attr:class="coupon coupon--applied">
            <Picture live/>
            <p class="coupon__code"><code dir="ltr">{code}</code></p>
            <button class="button button--plain" type="submit" aria-busy=move || remove.pending().get().then_some("true")>
                {words.checkout_coupon_remove()}
            </button>
            <p class="field__error" hidden=move || problem().is_none()>{problem}</p>
            <General form/>
        </ActionForm>
    }
    .into_any()
}

/// Which picture of which checkout the form was filled in on.
#[component]
fn Picture(live: Live) -> AnyView {
    view! {
        <input type="hidden" name="id" value=live.id().to_string()/>
        <input type="hidden" name="version" value=move || live.view().read().version.to_string()/>
    }
    .into_any()
}

/// What is said that belongs to no control.
#[component]
fn General(form: FormState) -> AnyView {
    let words = use_words();
    let sentences = move || {
        let trouble = form.trouble().get().map(|error| error.text(words));
        form.general()
            .get()
            .into_iter()
            .chain(trouble)
            .map(|text| view! { <p class="field__error">{text}</p> })
            .collect_view()
    };
    view! { <div role="alert">{sentences}</div> }.into_any()
}

/// Shows what an action was answered.
fn follow(live: Live, value: Signal<Option<Result<EditAnswer, ApiError>>>, form: FormState) {
    Effect::new(move |_| match value.get() {
        Some(Ok(answer)) => live.took(&answer),
        Some(Err(error)) => {
            form.refuse(&error);
            request_animation_frame(|| focus(COUPON));
        }
        None => {}
    });
}
