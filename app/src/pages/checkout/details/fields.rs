//! The fields of the details step, each checked by the rules that the server asks too.

use std::collections::BTreeMap;

use domain::checkout::{Details, DetailsForm};
use leptos::prelude::*;

use super::check::objections;
use crate::components::address_fields::AddressStates;
use crate::components::field_state::FieldState;
use crate::components::form_state::FormState;
use crate::pages::checkout::live::Live;

/// The fields that say from where somebody buys.
const OF_THE_PLACE: [&str; 8] = ["country", "line1", "line2", "city", "region", "postal_code", "business", "vat_id"];

/// The fields. Copies share them.
#[derive(Clone, Copy)]
pub struct Fields {
    pub form: FormState,
    pub live: Live,
    pub business: FieldState,
    pub contact_email: FieldState,
    pub contact_name: FieldState,
    pub company: FieldState,
    pub address: AddressStates,
    pub vat_id: FieldState,
    pub purchase_order: FieldState,
    pub invoice_email: FieldState,
}

impl Fields {
    /// With what the picture has, or what was typed where the form came back.
    pub fn new(live: Live) -> Self {
        let form = FormState::new("details", live.say());
        let initial = initial(live);
        let field = |name: &'static str| {
            let field = form.field(name, initial.get(name).map_or("", String::as_str));
            field.checked_by(move |text| {
                let typed: DetailsForm = form.read_with(name, text);
                let about = |refusal: &domain::refusal::Refusal| refusal.field.as_deref() == Some(name);
                objections(live, &typed).into_iter().find(about).map(|refusal| live.say().run(refusal))
            })
        };
        let fields = Self {
            form,
            live,
            business: field("business"),
            contact_email: field("contact_email"),
            contact_name: field("contact_name"),
            company: field("company"),
            address: AddressStates::new(field),
            vat_id: field("vat_id"),
            purchase_order: field("purchase_order"),
            invoice_email: field("invoice_email"),
        };
        form.settle();
        fields
    }

    /// Puts the address and the tax id of the picture in, whatever was typed: the buyer has chosen another place.
    pub fn move_there(self) {
        let mut there = initial(self.live);
        there.retain(|name, _| OF_THE_PLACE.contains(&name.as_str()));
        self.form.put(&there);
    }

    /// The form without what it does not ask for. Reactive.
    pub fn shown(self) -> DetailsForm {
        self.form.read::<DetailsForm>().as_shown()
    }

    /// Whether the buyer's own number for the purchase may stay empty.
    pub fn number_optional(self) -> bool {
        !self.live.picture().number_required
    }

    /// The details as they are typed; those of the picture where they cannot be kept. Reactive.
    pub fn details(self) -> Details {
        self.shown().read().unwrap_or_else(|_| self.live.view().get().content.details)
    }
}

/// What the form of the picture begins with: a business, unless they have said otherwise.
pub fn initial(live: Live) -> BTreeMap<String, String> {
    let mut form = DetailsForm::from(&live.picture().content.details);
    if form.business.is_empty() {
        "yes".clone_into(&mut form.business);
    }
    let named = serde_json::to_value(form).ok().and_then(|form| serde_json::from_value(form).ok());
    named.unwrap_or_default()
}
