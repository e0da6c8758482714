//! The fields of an address by country, in the order in which people there write them.

use crate::country::Country;

use super::postal_code;

/// A field of an address besides its country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// Street and number, or the first line where streets have no numbers.
    Line1,
    /// Building, floor or apartment.
    Line2,
    /// Town.
    City,
    /// State, province, prefecture, county.
    Region,
    /// Postal code.
    PostalCode,
}

/// What a field is called, for the words of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// Street and number.
    StreetAndNumber,
    /// Address, where the number does not follow the street.
    Address,
    /// Building, floor or apartment.
    Building,
    /// Town.
    Town,
    /// Town or city.
    TownOrCity,
    /// City or ward.
    CityOrWard,
    /// State or province, for countries without an own word here.
    Region,
    /// State (US).
    State,
    /// State or territory (AU).
    StateOrTerritory,
    /// Province (CA).
    Province,
    /// Prefecture (JP).
    Prefecture,
    /// County (IE).
    County,
    /// Postal code.
    PostalCode,
    /// Postcode (GB).
    Postcode,
    /// ZIP code (US).
    ZipCode,
    /// Eircode (IE).
    Eircode,
}

/// How a form shows a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which.
    pub field: Field,
    /// What it is called.
    pub label: Label,
    /// Whether it has to be filled in.
    pub required: bool,
    /// The autofill tokens (WHATWG HTML, “Autofill”), for a billing address.
    pub autocomplete: &'static str,
    /// Whether digits are all it takes, so that a telephone shows its digits.
    pub numeric: bool,
    /// What it looks like, where it has a form of its own.
    pub example: Option<&'static str>,
}

impl Field {
    /// Its name in forms and refusals.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Line1 => "line1",
            Self::Line2 => "line2",
            Self::City => "city",
            Self::Region => "region",
            Self::PostalCode => "postal_code",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Self::Line1 => "billing address-line1",
            Self::Line2 => "billing address-line2",
            Self::City => "billing address-level2",
            Self::Region => "billing address-level1",
            Self::PostalCode => "billing postal-code",
        }
    }
}

/// A form: the order of its fields.
type Order = &'static [Field];

/// Most of Europe: the postal code before the town.
const CODE_BEFORE_TOWN: Order = &[Field::Line1, Field::Line2, Field::PostalCode, Field::City];
/// Great Britain: the postcode last.
const CODE_LAST: Order = &[Field::Line1, Field::Line2, Field::City, Field::PostalCode];
/// Town, region, code: the US and who writes like it.
const REGION_THEN_CODE: Order = &[Field::Line1, Field::Line2, Field::City, Field::Region, Field::PostalCode];
/// Japan: from the large to the small.
const LARGE_TO_SMALL: Order = &[Field::PostalCode, Field::Region, Field::City, Field::Line1, Field::Line2];
/// Nothing known about the country: everything, only the lines that every address has required.
const ANYWHERE: Order = REGION_THEN_CODE;

/// The fields of an address in a country, in order.
#[must_use]
pub fn fields(country: Country) -> Vec<FieldSpec> {
    order(country).iter().map(|field| spec(country, *field)).collect()
}

fn order(country: Country) -> Order {
    match country.code() {
        "GB" | "IM" => CODE_LAST,
        "US" | "CA" | "AU" | "IE" => REGION_THEN_CODE,
        "JP" => LARGE_TO_SMALL,
        "KW" => CODE_BEFORE_TOWN,
        _ if postal_code::known(country) => CODE_BEFORE_TOWN,
        _ => ANYWHERE,
    }
}

fn spec(country: Country, field: Field) -> FieldSpec {
    FieldSpec {
        field,
        label: label(country, field),
        required: required(country, field),
        autocomplete: field.autocomplete(),
        numeric: field == Field::PostalCode && postal_code::numeric(country),
        example: (field == Field::PostalCode && postal_code::known(country)).then(|| postal_code::example(country)),
    }
}

fn required(country: Country, field: Field) -> bool {
    match field {
        Field::Line1 | Field::City => true,
        Field::Line2 => false,
        Field::Region => matches!(country.code(), "US" | "CA" | "AU" | "JP"),
        // Irish and Kuwaiti post arrives without.
        Field::PostalCode => postal_code::known(country) && !matches!(country.code(), "IE" | "KW"),
    }
}

fn label(country: Country, field: Field) -> Label {
    match (field, country.code()) {
        (Field::Line1, "GB" | "IM" | "US" | "CA" | "AU" | "IE" | "JP" | "KW" | "FR" | "MC" | "LU") => Label::Address,
        (Field::Line1, _) if postal_code::known(country) => Label::StreetAndNumber,
        (Field::Line1, _) => Label::Address,
        (Field::Line2, _) => Label::Building,
        (Field::City, "GB" | "IM" | "IE") => Label::TownOrCity,
        (Field::City, "JP") => Label::CityOrWard,
        (Field::City, _) => Label::Town,
        (Field::Region, "US") => Label::State,
        (Field::Region, "AU") => Label::StateOrTerritory,
        (Field::Region, "CA") => Label::Province,
        (Field::Region, "JP") => Label::Prefecture,
        (Field::Region, "IE") => Label::County,
        (Field::Region, _) => Label::Region,
        (Field::PostalCode, "GB" | "IM") => Label::Postcode,
        (Field::PostalCode, "US") => Label::ZipCode,
        (Field::PostalCode, "IE") => Label::Eircode,
        (Field::PostalCode, _) => Label::PostalCode,
    }
}
