//! The details step: who buys, where they are, their VAT id, and what their bookkeeping needs. The tax follows at once.

mod account;
mod check;
mod fields;
mod vat;

use domain::checkout::{Content, DetailsForm, Step};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_navigate;

use self::account::BuyingAccount;
use self::fields::Fields;
use self::vat::VatId;
use super::address;
use super::frame::CheckoutPage;
use super::live::Live;
use crate::api::checkout::{EditDetails, edit_details};
use crate::components::action_button::ActionButton;
use crate::components::address_fields::AddressFields;
use crate::components::default_submit::DefaultSubmit;
use crate::components::error_summary::ErrorSummary;
use crate::components::segmented::{Segment, Segmented};
use crate::components::tab_draft::TabDraft;
use crate::components::text_field::{Holds, TextField};
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// `/checkout/{id}/details`.
#[component]
pub fn DetailsStep() -> AnyView {
    let heading = use_words().details_headline();
    view! { <CheckoutPage step=Step::Details heading body=|live| view! { <DetailsPage live/> }.into_any()/> }.into_any()
}

#[component]
fn DetailsPage(live: Live) -> AnyView {
    let words = use_words();
    let fields = Fields::new(live);
    let form = fields.form;
    let draft = TabDraft::keep(format!("kassa.{}.details", live.id()), form);
    live.follow(Signal::derive(move || Content {
        selection: live.view().get().content.selection,
        details: fields.details(),
    }));
    Effect::watch(move || live.view().read().version, move |_, _, _| form.rebase(&fields::initial(live)), false);
    let save =
        Action::new(move |typed: &DetailsForm| edit_details(live.id(), live.version(), typed.clone(), String::new()));
    let navigate = use_navigate();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(answer)) => {
            draft.forget();
            live.took(&answer);
            match answer.wrong() {
                [] => navigate(&address::next(&answer.view), Default::default()),
                wrong => form.refuse_for(wrong),
            }
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if form.is_ready() {
            save.dispatch(form.read_untracked::<DetailsForm>().as_shown());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    let going_on = move || {
        let free = live.price().read().as_ref().is_some_and(|estimate| estimate.quote.is_free());
        if free { words.details_continue_free() } else { words.details_continue_button() }.to_owned()
    };
    let id = live.id();
    view! {
        <p class="lede">{words.details_lead()}</p>
        <BuyingAccount live moved=Callback::new(move |()| fields.move_there())/>
        <form class="stack checkout-form" method="post" action=EditDetails::url() novalidate on:submit=submit>
            <DefaultSubmit/>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="version" value=move || live.view().read().version.to_string()/>
            <Buyer fields/>
            <AddressFields fields=fields.address/>
            <VatId fields/>
            <Bookkeeping fields/>
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <div class="form-end">
                <a class="button button--plain" href=address::plan(id)>
                    {words.checkout_back_plan()}
                </a>
                <ActionButton text=Signal::derive(going_on) busy=save.pending()/>
            </div>
        </form>
    }
    .into_any()
}

/// Who buys.
#[component]
fn Buyer(fields: Fields) -> AnyView {
    let words = use_words();
    let segment = |value, label: &str| Segment { value, label: label.to_owned(), note: None };
    let segments = vec![segment("yes", words.details_business_yes()), segment("no", words.details_business_no())];
    let chosen = Memo::new(move |_| if *fields.business.value.read() == "no" { "no" } else { "yes" });
    let is_private = Memo::new(move |_| chosen.get() == "no");
    view! {
        <fieldset>
            <legend>{words.details_buyer_title()}</legend>
            <div class="stack">
                <Segmented
                    name="business"
                    legend=words.details_business_label()
                    segments
                    chosen
                    on_choose=Callback::new(move |value| fields.business.typed(value))
                />
                <div class="fields">
                    <TextField
                        field=fields.contact_email
                        label=words.details_contact_email()
                        autocomplete="email"
                        holds=Holds::Email
                        hint=words.details_contact_email_hint()
                    />
                    <TextField field=fields.contact_name label=words.details_contact_name() autocomplete="name"/>
                    <div class="field--whole" hidden=move || is_private.get()>
                        <TextField
                            field=fields.company
                            label=words.details_company()
                            autocomplete="organization"
                            hint=words.details_company_hint()
                        />
                    </div>
                </div>
            </div>
        </fieldset>
    }
    .into_any()
}

/// What the buyer's bookkeeping needs.
#[component]
fn Bookkeeping(fields: Fields) -> AnyView {
    let words = use_words();
    view! {
        <fieldset>
            <legend>{words.details_invoice_title()}</legend>
            <div class="fields">
                <TextField
                    field=fields.purchase_order
                    label=words.details_purchase_order()
                    autocomplete="off"
                    optional=fields.number_optional()
                    hint=words.details_purchase_order_hint()
                />
                <TextField
                    field=fields.invoice_email
                    label=words.details_invoice_email()
                    autocomplete="off"
                    holds=Holds::Email
                    optional=true
                    hint=words.details_invoice_email_hint()
                />
            </div>
        </fieldset>
    }
    .into_any()
}
