//! The form: who asks, and about what. Plan and seats come from the address, as the plan page has them.

use domain::ids::LeadId;
use domain::lead::{LONGEST_MESSAGE, LeadForm};
use domain::refusal::Refusal;
use jiff::Timestamp;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::sent_address;
use crate::api::lead::{ContactSales as Submit, LEAD_FORM, contact_sales};
use crate::components::action_button::ActionButton;
use crate::components::country_field::CountryField;
use crate::components::error_summary::ErrorSummary;
use crate::components::field_state::FieldState;
use crate::components::form_state::FormState;
use crate::components::page_heading::PageHeading;
use crate::components::select_field::{Entry, SelectField};
use crate::components::tab_draft::TabDraft;
use crate::components::text_area::TextArea;
use crate::components::text_field::{Holds, TextField};
use crate::components::trouble::Trouble;
use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// Asks sales to get in touch.
#[component]
pub fn ContactSales() -> AnyView {
    let words = use_words();
    view! {
        <div class="column">
            <header class="checkout-head">
                <PageHeading text=words.lead_title()/>
                <p class="lede">{words.lead_lead()}</p>
            </header>
            <Form/>
        </div>
    }
    .into_any()
}

/// The fields. Copies share them.
#[derive(Clone, Copy)]
struct Fields {
    form: FormState,
    name: FieldState,
    email: FieldState,
    company: FieldState,
    country: FieldState,
    plan: FieldState,
    seats: FieldState,
    message: FieldState,
}

impl Fields {
    /// Checked by the rules that the server asks too.
    fn new() -> Self {
        let words = use_words();
        let query = use_query_map();
        let said = |name: &str| query.read_untracked().get(name).unwrap_or_default();
        let plan = said("plan");
        let plan = if use_catalogue().plan(&plan).is_some() { plan } else { String::new() };
        let form = FormState::plain(LEAD_FORM);
        let field = |name: &'static str, initial: &str| {
            form.field(name, initial).checked_by(move |text| {
                // Neither id nor moment matters to what is wrong with a form.
                let checked = form.read_with::<LeadForm>(name, text).check(LeadId::from_bits(0), Timestamp::UNIX_EPOCH);
                let about = |refusal: &Refusal| refusal.field.as_deref() == Some(name);
                checked.err().unwrap_or_default().into_iter().find(about).map(|refusal| words.refusal(&refusal))
            })
        };
        let fields = Self {
            form,
            name: field("name", ""),
            email: field("email", ""),
            company: field("company", ""),
            country: field("country", ""),
            plan: field("plan", &plan),
            seats: field("seats", &said("seats")),
            message: field("message", ""),
        };
        form.settle();
        fields
    }
}

#[component]
fn Form() -> AnyView {
    let words = use_words();
    let fields = Fields::new();
    let form = fields.form;
    let draft = TabDraft::keep("kassa.lead".to_owned(), form);
    let ask = Action::new(|typed: &LeadForm| contact_sales(typed.clone()));
    let navigate = use_navigate();
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(id)) => {
            draft.forget();
            navigate(&sent_address(id), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if form.is_ready() {
            ask.dispatch(form.read_untracked());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="card stack" method="post" action=Submit::url() novalidate on:submit=submit>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <Inputs fields/>
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <div class="form-end">
                <p class="fine">{words.lead_note()}</p>
                <ActionButton text=words.lead_button() busy=ask.pending()/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Inputs(fields: Fields) -> AnyView {
    let words = use_words();
    let open = Entry::new("", words.lead_plan_open());
    let plans = use_catalogue();
    let plans = plans.plans.iter().map(|plan| Entry::new(&*plan.id, plan.name.in_language(words.locale().code())));
    let plans = std::iter::once(open).chain(plans).collect();
    view! {
        <div class="fields">
            <TextField field=fields.name label=words.lead_name() autocomplete="name"/>
            <TextField field=fields.email label=words.lead_email() autocomplete="email" holds=Holds::Email/>
            <TextField field=fields.company label=words.lead_company() autocomplete="organization"/>
            <CountryField field=fields.country label=words.lead_country() autocomplete="country"/>
            <SelectField field=fields.plan label=words.lead_plan() entries=plans/>
            <TextField
                field=fields.seats
                label=words.lead_seats()
                autocomplete="off"
                holds=Holds::Digits
                optional=true
                most=16
            />
            <TextArea
                field=fields.message
                label=words.lead_message()
                optional=true
                most=u16::try_from(LONGEST_MESSAGE).unwrap_or(u16::MAX)
            />
        </div>
    }
    .into_any()
}
