//! The plan step: plan, term, seats, currency and add-ons. Prices follow from the engine in the browser.

mod addons;
mod choice;

use std::collections::BTreeMap;

use domain::checkout::{Content, Selection, SelectionForm, Step};
use domain::refusal::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_navigate;

use self::addons::AddOns;
use self::choice::{Currencies, Plans, Terms};
use super::address;
use super::frame::CheckoutPage;
use super::live::Live;
use crate::api::checkout::{EditPlan, edit_plan};
use crate::api::form::control_of;
use crate::components::action_button::ActionButton;
use crate::components::control_name::control_name;
use crate::components::default_submit::DefaultSubmit;
use crate::components::error_summary::ErrorSummary;
use crate::components::field_state::FieldState;
use crate::components::form_state::FormState;
use crate::components::quantity::Quantity;
use crate::components::tab_draft::TabDraft;
use crate::components::trouble::Trouble;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// `/checkout/{id}/plan`.
#[component]
pub fn PlanStep() -> AnyView {
    let heading = use_words().checkout_plan_title();
    view! { <CheckoutPage step=Step::Plan heading body=|live| view! { <PlanForm live/> }.into_any()/> }.into_any()
}

/// The fields of the step. Copies share them.
#[derive(Clone, Copy)]
struct Fields {
    form: FormState,
    plan: FieldState,
    term: FieldState,
    seats: FieldState,
    currency: FieldState,
    live: Live,
}

impl Fields {
    fn new(live: Live) -> Self {
        let form = FormState::new("plan", live.say());
        let initial = live.picture().content.selection;
        let typed = SelectionForm::from(&initial);
        let field = |name: &'static str, text: &str| {
            let field = form.field(name, text);
            field.checked_by(move |text| objection(form, live, name, text))
        };
        let fields = Self {
            form,
            plan: field("plan", &typed.plan),
            term: field("term", &typed.term),
            seats: field("seats", &typed.seats),
            currency: field("currency", &typed.currency),
            live,
        };
        for addon in &live.catalogue().addons {
            let text = typed.addon.get(&addon.id).map_or("0", String::as_str);
            field(control_name(format!("addon[{}]", addon.id)), text);
        }
        form.settle();
        fields
    }

    /// The quantity of an add-on.
    fn addon(self, id: &str) -> Option<FieldState> {
        let name = format!("addon[{id}]");
        self.form.fields().into_iter().find(|field| field.name == name)
    }

    /// The selection as it is typed; the one of the picture where it cannot be understood. Reactive.
    fn selection(self) -> Selection {
        let before = self.live.view().get().content.selection;
        let read = self.form.read::<SelectionForm>().read(&self.live.catalogue());
        read.map_or_else(|_| before.clone(), |read| Selection { coupon: before.coupon.clone(), ..read })
    }

    /// Something else was chosen: what now stands against a quantity is said at once.
    fn chose(self) {
        self.form.fields().into_iter().for_each(FieldState::left);
    }
}

/// What stands against the form with `text` in one field, if it concerns that field.
fn objection(form: FormState, live: Live, name: &str, text: &str) -> Option<String> {
    let typed: SelectionForm = form.read_with(name, text);
    let reasons = match typed.read(&live.catalogue()) {
        Err(reasons) => reasons,
        Ok(selection) => {
            let Content { selection: before, details } = live.view().get().content;
            live.objections_to(&Content { selection: Selection { coupon: before.coupon, ..selection }, details })
        }
    };
    let about = |refusal: &Refusal| control_of(refusal).as_deref() == Some(name);
    reasons.into_iter().find(about).map(|refusal| live.say().run(refusal))
}

/// What the form of the picture begins with.
fn initial(live: Live) -> BTreeMap<String, String> {
    let typed = SelectionForm::from(&live.picture().content.selection);
    let plain = [("plan", typed.plan), ("term", typed.term), ("seats", typed.seats), ("currency", typed.currency)];
    let catalogue = live.catalogue();
    let addons = catalogue.addons.iter().map(|addon| {
        let text = typed.addon.get(&addon.id).cloned().unwrap_or_else(|| "0".to_owned());
        (format!("addon[{}]", addon.id), text)
    });
    plain.into_iter().map(|(name, text)| (name.to_owned(), text)).chain(addons).collect()
}

#[component]
fn PlanForm(live: Live) -> AnyView {
    let words = use_words();
    let fields = Fields::new(live);
    let form = fields.form;
    let draft = TabDraft::keep(format!("kassa.{}.plan", live.id()), form);
    live.follow(Signal::derive(move || Content {
        selection: fields.selection(),
        details: live.view().get().content.details,
    }));
    Effect::watch(move || live.view().read().version, move |_, _, _| form.rebase(&initial(live)), false);
    let save =
        Action::new(move |typed: &SelectionForm| edit_plan(live.id(), live.version(), typed.clone(), String::new()));
    let navigate = use_navigate();
    Effect::new(move |_| match save.value().get() {
        Some(Ok(answer)) => {
            draft.forget();
            live.took(&answer);
            navigate(&address::details(live.id()), Default::default());
        }
        Some(Err(error)) => form.refuse(&error),
        None => {}
    });
    let send = move || {
        if form.is_ready() {
            save.dispatch(form.read_untracked());
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    view! {
        <form class="stack checkout-form" method="post" action=EditPlan::url() novalidate on:submit=submit>
            <DefaultSubmit/>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="id" value=live.id().to_string()/>
            <input type="hidden" name="version" value=move || live.view().read().version.to_string()/>
            <Plans fields/>
            <Terms fields/>
            <div class="fields">
                <Seats fields/>
                <Currencies fields/>
            </div>
            <AddOns fields/>
            <Trouble trouble=form.trouble() retry=Callback::new(move |()| send())/>
            <div class="form-end">
                <a class="button button--plain" href="/">{words.errors_to_plans()}</a>
                <ActionButton
                    text=words.checkout_continue_details()
                    busy=save.pending()
                />
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn Seats(fields: Fields) -> AnyView {
    let words = use_words();
    view! {
        <Count
            field=fields.seats
            label=words.checkout_seats_label()
            buttons=(words.plans_seats_fewer(), words.plans_seats_more())
            fields
        />
    }
    .into_any()
}

/// A quantity of the form.
#[component]
fn Count(
    field: FieldState,
    #[prop(into)] label: String,
    buttons: (&'static str, &'static str),
    fields: Fields,
) -> AnyView {
    field.labelled(&label);
    let step = move |by: i64| {
        let pressed = format!("{}:{by}", field.name);
        let stepped = fields.form.read_untracked::<SelectionForm>().stepped(&pressed);
        let text = match field.name.strip_prefix("addon[").and_then(|rest| rest.strip_suffix(']')) {
            Some(id) => stepped.addon.get(id).cloned().unwrap_or_default(),
            None => stepped.seats,
        };
        field.typed(text);
        fields.chose();
    };
    view! {
        <Quantity
            name=field.name
            label
            buttons
            text=field.value
            on_type=Callback::new(move |text| field.typed(text))
            on_step=Callback::new(step)
            on_leave=Callback::new(move |()| field.left())
            error=field.error_signal()
        />
    }
    .into_any()
}
