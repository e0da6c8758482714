//! `/trial/start?plan=`: asks for a trial. No card is asked for, and the page says so.

use domain::catalogue::Plan;
use domain::refusal::Refusal;
use domain::trial::{Outlook, TrialForm, TrialOffer};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::address;
use crate::api::trial::{ASK_FORM, StartTrial, start_trial};
use crate::components::action_button::ActionButton;
use crate::components::country_field::CountryField;
use crate::components::error_summary::ErrorSummary;
use crate::components::field_state::FieldState;
use crate::components::form_state::FormState;
use crate::components::page_heading::PageHeading;
use crate::components::tab_draft::TabDraft;
use crate::components::text_field::{Holds, TextField};
use crate::components::timeline::{Entry, Standing, Timeline};
use crate::components::trouble::Trouble;
use crate::setting::{use_as_of, use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// Asks for a trial of the plan in the address.
#[component]
pub fn TrialStart() -> AnyView {
    let query = use_query_map();
    let catalogue = use_catalogue();
    let wanted = Memo::new(move |_| query.read().get("plan").unwrap_or_default());
    let page = move || match catalogue.plan(&wanted.get()).and_then(|plan| Some((plan, plan.trial_days?))) {
        Some((plan, length)) => view! { <Asking plan=plan.clone() length/> }.into_any(),
        None => view! { <Choosing/> }.into_any(),
    };
    view! { {page} }.into_any()
}

/// What can be tried, for whoever comes without a plan, or with one that cannot be.
#[component]
fn Choosing() -> AnyView {
    let words = use_words();
    let language = words.locale().code();
    let offer = |plan: &Plan| {
        let label = words.trial_choose_link(plan.name.in_language(language), words.common_days(plan.trial_days?));
        Some(view! { <li><a class="button button--wide" href=address::start(&plan.id)>{label}</a></li> })
    };
    let offers = use_catalogue().plans.iter().filter_map(offer).collect_view();
    view! {
        <div class="narrow stack">
            <PageHeading text=words.trial_choose_title()/>
            <p class="lede">{words.trial_choose_lead()}</p>
            <ul class="stack" role="list">{offers}</ul>
            <p><a href="/">{words.errors_to_plans()}</a></p>
        </div>
    }
    .into_any()
}

/// The page for a plan that can be tried for so many days.
#[component]
fn Asking(plan: Plan, length: u32) -> AnyView {
    let words = use_words();
    let name = plan.name.in_language(words.locale().code()).to_owned();
    let heading = words.trial_start_headline(&name, words.common_days(length));
    view! {
        <div class="split">
            <div>
                <header class="checkout-head">
                    <PageHeading text=heading title=words.trial_start_title(name)/>
                    <p class="lede">{words.trial_start_lead()}</p>
                </header>
                <AskForm plan/>
            </div>
            <aside class="card card--quiet" aria-labelledby="trial-happens">
                <h2 id="trial-happens">{words.trial_happens_title()}</h2>
                <Timeline entries=Signal::stored(happens(length))/>
            </aside>
        </div>
    }
    .into_any()
}

/// What will happen, from today on.
fn happens(length: u32) -> Vec<Entry> {
    let words = use_words();
    let Outlook { reminded_on, ends_on, convertible_until } = Outlook::of(length, use_as_of());
    let later = |what: &str, when: Option<jiff::civil::Date>, why: Option<String>| Entry {
        standing: Standing::Later,
        what: what.to_owned(),
        when: when.map(|date| (words.date(date), date.to_string())),
        why,
    };
    let first = later(words.trial_happens_first(), None, Some(words.trial_happens_first_why().to_owned()));
    let reminder = reminded_on.map(|date| later(words.trial_happens_reminder(), Some(date), None));
    let why = words.trial_happens_end_why(words.date(convertible_until));
    let end = later(words.trial_happens_end(), Some(ends_on), Some(why));
    [Some(first), reminder, Some(end)].into_iter().flatten().collect()
}

/// The fields. Copies share them.
#[derive(Clone, Copy)]
struct Fields {
    form: FormState,
    name: FieldState,
    email: FieldState,
    company: FieldState,
    country: FieldState,
    seats: FieldState,
}

impl Fields {
    /// Checked by the rules that the server asks too.
    fn new(plan: &Plan, seats: &str) -> Self {
        let words = use_words();
        let form = FormState::plain(ASK_FORM);
        let offer = TrialOffer::from(plan);
        let field = |name: &'static str, initial: &str| {
            form.field(name, initial).checked_by(move |text| {
                let refused = form.read_with::<TrialForm>(name, text).check(offer).err().unwrap_or_default();
                let about = |refusal: &Refusal| refusal.field.as_deref() == Some(name);
                refused.into_iter().find(about).map(|refusal| words.refusal(&refusal))
            })
        };
        let fields = Self {
            form,
            name: field("name", ""),
            email: field("email", ""),
            company: field("company", ""),
            country: field("country", ""),
            seats: field("seats", seats),
        };
        form.settle();
        fields
    }
}

#[component]
fn AskForm(plan: Plan) -> AnyView {
    let words = use_words();
    let seats = use_query_map().read_untracked().get("seats").unwrap_or_default();
    let fields = Fields::new(&plan, &seats);
    let form = fields.form;
    let draft = TabDraft::keep(format!("kassa.trial.{}", plan.id), form);
    let ask = Action::new(|typed: &TrialForm| start_trial(typed.clone()));
    let navigate = use_navigate();
    Effect::new(move |_| match ask.value().get() {
        Some(Ok(asked)) => {
            draft.forget();
            navigate(&address::after_asking(asked), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let id = StoredValue::new(plan.id);
    let send = move || {
        if form.is_ready() {
            ask.dispatch(TrialForm { plan: id.get_value(), ..form.read_untracked() });
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="stack checkout-form" method="post" action=StartTrial::url() novalidate on:submit=submit>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="plan" value=id.get_value()/>
            <Inputs fields/>
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <div class="form-end">
                <p class="fine">{words.trial_start_note()}</p>
                <ActionButton text=words.trial_start_button() busy=ask.pending()/>
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Inputs(fields: Fields) -> AnyView {
    let words = use_words();
    view! {
        <div class="fields">
            <TextField field=fields.name label=words.trial_name() autocomplete="name"/>
            <TextField
                field=fields.email
                label=words.trial_email()
                autocomplete="email"
                holds=Holds::Email
                hint=words.trial_email_hint()
            />
            <TextField field=fields.company label=words.trial_company() autocomplete="organization"/>
            <CountryField field=fields.country label=words.trial_country() autocomplete="country"/>
            <TextField
                field=fields.seats
                label=words.trial_seats()
                autocomplete="off"
                holds=Holds::Digits
                hint=words.trial_seats_hint()
                most=16
            />
        </div>
    }
    .into_any()
}
