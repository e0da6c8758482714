//! A billing address. The country decides which fields there are, what they are called and in which order they stand;
//! what was typed into a field that the next country has too stays.

use domain::address::{Field, FieldSpec, Label, fields as fields_of};
use domain::country::Country;
use leptos::prelude::*;
use messages::Words;

use crate::components::country_field::CountryField;
use crate::components::field_frame::Room;
use crate::components::field_state::FieldState;
use crate::components::text_field::{Holds, TextField};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The fields of an address. Copies share them.
#[derive(Clone, Copy)]
pub struct AddressStates {
    /// The country's code.
    pub country: FieldState,
    /// Street and number.
    pub line1: FieldState,
    /// Building, floor.
    pub line2: FieldState,
    /// Town.
    pub city: FieldState,
    /// State, province or prefecture.
    pub region: FieldState,
    /// Postal code.
    pub postal_code: FieldState,
}

impl AddressStates {
    /// Each made by its name, in their order.
    #[must_use]
    pub fn new(field: impl Fn(&'static str) -> FieldState) -> Self {
        Self {
            country: field("country"),
            line1: field("line1"),
            line2: field("line2"),
            city: field("city"),
            region: field("region"),
            postal_code: field("postal_code"),
        }
    }

    const fn of(self, field: Field) -> FieldState {
        match field {
            Field::Line1 => self.line1,
            Field::Line2 => self.line2,
            Field::City => self.city,
            Field::Region => self.region,
            Field::PostalCode => self.postal_code,
        }
    }
}

/// Country and address.
#[component]
pub fn AddressFields(
    /// Their state.
    fields: AddressStates,
) -> AnyView {
    let words = use_words();
    let country = Memo::new(move |_| fields.country.value.read().parse::<Country>().ok());
    let specs = move || country.get().map(fields_of).unwrap_or_default();
    // A summary of errors above them names the fields before they are there.
    for FieldSpec { field, label, .. } in untrack(specs) {
        fields.of(field).labelled(name(words, label));
    }
    view! {
        <fieldset>
            <legend>{words.details_address_title()}</legend>
            <div class="stack">
                <CountryField field=fields.country label=words.details_country() autocomplete="billing country"/>
                <noscript>
                    <button class="button" type="submit" name="stay" value="country">{words.details_country_apply()}</button>
                </noscript>
                <div class="fields">{move || specs().into_iter().map(|spec| line(words, fields, spec)).collect_view()}</div>
            </div>
        </fieldset>
    }
    .into_any()
}

fn line(words: Words, fields: AddressStates, spec: FieldSpec) -> AnyView {
    let FieldSpec { field, label, required, autocomplete, numeric, .. } = spec;
    let room = match field {
        Field::Line1 | Field::Line2 => Room::Line,
        Field::City | Field::Region => Room::Share,
        Field::PostalCode => Room::Short,
    };
    let holds = match (field, numeric) {
        (Field::PostalCode, true) => Holds::Digits,
        (Field::PostalCode, false) => Holds::Code,
        _ => Holds::Words,
    };
    text(fields.of(field), name(words, label), autocomplete, holds, !required, room)
}

fn text(
    field: FieldState,
    label: &'static str,
    autocomplete: &'static str,
    holds: Holds,
    optional: bool,
    room: Room,
) -> AnyView {
    view! { <TextField field label autocomplete holds optional room/> }.into_any()
}

/// What a field is called in the chosen country.
fn name(words: Words, label: Label) -> &'static str {
    match label {
        Label::StreetAndNumber => words.details_line1(),
        Label::Address => words.details_line1_generic(),
        Label::Building => words.details_line2(),
        Label::Town => words.details_city(),
        Label::TownOrCity => words.details_city_gb(),
        Label::CityOrWard => words.details_city_jp(),
        Label::Region => words.details_region(),
        Label::State => words.details_region_us(),
        Label::StateOrTerritory => words.details_region_au(),
        Label::Province => words.details_region_ca(),
        Label::Prefecture => words.details_region_jp(),
        Label::County => words.details_region_ie(),
        Label::PostalCode => words.details_postal_code(),
        Label::Postcode => words.details_postal_code_gb(),
        Label::ZipCode => words.details_postal_code_us(),
        Label::Eircode => words.details_postal_code_ie(),
    }
}
