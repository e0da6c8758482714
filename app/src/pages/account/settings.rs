//! `/account/settings`: what receipts say, and what checkouts are filled in with.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::account::{AccountOverview, ProfileForm};
use domain::refusal::Refusal;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use messages::Locale;

use super::domains::Domains;
use super::frame::AccountPage;
use super::places::{PlaceEditor, Places, edited_place};
use crate::api::account::{EditAccount, PROFILE_FORM};
use crate::components::address_fields::{AddressFields, AddressStates};
use crate::components::error_summary::ErrorSummary;
use crate::components::form_state::FormState;
use crate::components::notice::{Notice, Tone};
use crate::components::select_field::{Entry, SelectField};
use crate::components::text_field::{Holds, TextField};
use crate::components::tick::Tick;
use crate::setting::{use_catalogue, use_setting, use_words};
use crate::view::{AnyView, IntoAny};

/// The billing details of an account.
#[component]
pub fn Settings() -> AnyView {
    let heading = use_words().account_settings_title();
    view! { <AccountPage heading body=|account| view! { <Body account/> }.into_any()/> }.into_any()
}

#[component]
fn Body(account: AccountOverview) -> AnyView {
    let words = use_words();
    let name = account.profile.legal_name.clone();
    let refused = Refusal::from(domain::access::Denied::Lacks(Action::EditAccount.row().refusal));
    let details = StoredValue::new(account);
    let all = move || {
        let account = details.get_value();
        let domains = account.may(Action::ManageDomains).then(|| {
            let (account, domains) = (account.id, account.domains.clone());
            view! { <Domains account domains/> }
        });
        let forms = match account.may(Action::EditAccount) {
            true => view! { <Form account=account.clone()/> <Places account/> }.into_any(),
            false => view! { <Notice title=words.refusal(&refused)/> }.into_any(),
        };
        view! { <p class="lede">{words.account_settings_lead(name.clone())}</p> {forms} {domains} }.into_any()
    };
    let edited = edited_place();
    let body = move || {
        let account = details.get_value();
        match edited.get().filter(|_| account.may(Action::EditAccount)) {
            Some(edited) => view! { <PlaceEditor account edited/> }.into_any(),
            None => all(),
        }
    };
    view! { <div class="stack account-body">{body}</div> }.into_any()
}

#[component]
fn Form(account: AccountOverview) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let form = FormState::plain(PROFILE_FORM);
    let initial: BTreeMap<String, String> =
        serde_json::to_value(ProfileForm::from(&account.profile)).and_then(serde_json::from_value).unwrap_or_default();
    let field = |name: &'static str| {
        let field = form.field(name, initial.get(name).map_or("", String::as_str));
        let objection = objecting(form, name);
        field.checked_by(move |text| objection(text).map(|refusal| words.refusal(&refusal)))
    };
    let legal_name = field("legal_name");
    let address = AddressStates::new(field);
    let (vat_id, invoice_email) = (field("vat_id"), field("invoice_email"));
    let (purchase_order, currency, language) = (field("purchase_order"), field("currency"), field("language"));
    let (po_required, approval) = (field("purchase_order_required"), field("approval_required"));
    let limit = field("spending_limit");
    let saved = form.settle().and_then(|flash| flash.read_news::<bool>()).unwrap_or_default();
    let submit = move |event: SubmitEvent| {
        if !form.is_ready() {
            event.prevent_default();
        }
    };
    let any = || Entry::new("", words.account_settings_any());
    let currencies = catalogue.currencies.iter().map(|currency| Entry::new(currency.code(), currency.code()));
    let currencies: Vec<_> = std::iter::once(any()).chain(currencies).collect();
    let languages = Locale::SHIPPED.into_iter().map(|locale| Entry::new(locale.code(), locale.autonym()));
    let languages: Vec<_> = std::iter::once(any()).chain(languages).collect();
    let purchasing = account.may(Action::SetPurchasing).then(|| {
        view! {
            <fieldset>
                <legend>{words.account_settings_purchasing()}</legend>
                <div class="stack">
                    <Tick field=po_required value="yes">{words.account_settings_po_required()}</Tick>
                    <Tick field=approval value="yes">{words.account_settings_approval()}</Tick>
                    <TextField
                        field=limit
                        label=words.account_settings_limit()
                        hint=words.account_settings_limit_hint()
                        autocomplete="off"
                        optional=true
                    />
                </div>
            </fieldset>
        }
    });
    view! {
        {saved.then(|| view! { <Notice tone=Tone::Good title=words.account_settings_saved()/> })}
        <form class="card stack" method="post" action=EditAccount::url() novalidate on:submit=submit>
            <ErrorSummary fields=form.fields() general=form.general() failures=form.failures()/>
            <input type="hidden" name="account" value=account.id.to_string()/>
            <TextField field=legal_name label=words.account_settings_legal_name() autocomplete="organization"/>
            <AddressFields fields=address/>
            <div class="fields">
                <TextField field=vat_id label=words.details_vat_id() autocomplete="off" holds=Holds::Code optional=true/>
                <TextField
                    field=invoice_email
                    label=words.account_settings_invoice_email()
                    hint=words.account_settings_invoice_email_hint()
                    autocomplete="off"
                    holds=Holds::Email
                    optional=true
                />
                <TextField
                    field=purchase_order
                    label=words.account_settings_purchase_order()
                    hint=words.account_settings_purchase_order_hint()
                    autocomplete="off"
                    optional=true
                />
                <SelectField
                    field=currency
                    label=words.account_settings_currency()
                    hint=words.account_settings_currency_hint()
                    entries=currencies
                />
                <SelectField field=language label=words.account_settings_language() entries=languages/>
            </div>
            {purchasing}
            <p><button class="button button--primary" type="submit">{words.account_settings_save()}</button></p>
        </form>
    }
    .into_any()
}

/// What the server would say against a text in this field, asked of the same rule.
fn objecting(form: FormState, name: &'static str) -> impl Fn(&str) -> Option<Refusal> + Send + Sync {
    let setting = use_setting();
    move |text| {
        let typed: ProfileForm = form.read_with(name, text);
        let read = typed.read().and_then(|profile| profile.read(&setting.taxes, setting.facts.as_of));
        read.err()?.into_iter().find(|refusal| refusal.field.as_deref() == Some(name))
    }
}
