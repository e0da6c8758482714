use proptest::prelude::*;

use super::*;

fn country(code: &str) -> Country {
    code.parse().expect("a country")
}

fn address(code: &str, postal_code: &str) -> Address {
    Address {
        country: Some(country(code)),
        line1: "Hauptstraße 1".to_owned(),
        city: "東京".to_owned(),
        region: "NSW".to_owned(),
        postal_code: postal_code.to_owned(),
        ..Address::default()
    }
}

fn refused(address: &Address) -> Vec<String> {
    address.check().into_iter().map(|r| format!("{}:{}", r.field.unwrap_or_default(), r.code)).collect()
}

fn names(code: &str) -> Vec<String> {
    let star = |spec: &FieldSpec| if spec.required { "*" } else { "" };
    fields(country(code)).iter().map(|spec| format!("{}{}", spec.field.name(), star(spec))).collect()
}

#[test]
fn each_country_has_its_fields_in_its_order() {
    assert_eq!(names("DE"), ["line1*", "line2", "postal_code*", "city*"]);
    assert_eq!(names("GB"), ["line1*", "line2", "city*", "postal_code*"]);
    assert_eq!(names("US"), ["line1*", "line2", "city*", "region*", "postal_code*"]);
    assert_eq!(names("IE"), ["line1*", "line2", "city*", "region", "postal_code"]);
    assert_eq!(names("JP"), ["postal_code*", "region*", "city*", "line1*", "line2"]);
    assert_eq!(names("KW"), ["line1*", "line2", "postal_code", "city*"]);
    assert_eq!(names("BR"), ["line1*", "line2", "city*", "region", "postal_code"]);
}

#[test]
fn fields_say_how_they_are_shown() {
    let of = |code: &str, field: Field| {
        fields(country(code)).into_iter().find(|spec| spec.field == field).expect("the field is there")
    };
    let zip = of("US", Field::PostalCode);
    assert_eq!((zip.label, zip.autocomplete, zip.numeric), (Label::ZipCode, "billing postal-code", true));
    let dutch = of("NL", Field::PostalCode);
    assert_eq!((dutch.numeric, dutch.example), (false, Some("1012 JS")));
    assert_eq!(of("BR", Field::PostalCode).example, None);
    assert_eq!(of("CA", Field::Region).label, Label::Province);
    assert_eq!(of("DE", Field::Line1).autocomplete, "billing address-line1");
}

#[test]
fn every_country_has_a_street_a_town_and_no_field_twice() {
    for country in Country::all() {
        let specs = fields(country);
        for needed in [Field::Line1, Field::City] {
            assert!(specs.iter().any(|spec| spec.field == needed && spec.required), "{country}");
        }
        let mut tokens: Vec<_> = specs.iter().map(|spec| spec.autocomplete).collect();
        tokens.sort_unstable();
        tokens.dedup();
        assert_eq!(tokens.len(), specs.len(), "{country}");
    }
}

#[test]
fn what_is_missing_is_named_with_its_field() {
    assert_eq!(refused(&Address::default()), ["country:field_required"]);
    let empty = Address { country: Some(country("US")), ..Address::default() };
    let missing = ["line1", "city", "region", "postal_code"].map(|field| format!("{field}:field_required"));
    assert_eq!(refused(&empty), missing);
    assert_eq!(refused(&address("DE", "10115")), [""; 0]);
    assert_eq!(refused(&address("KW", "")), [""; 0]);
}

#[test]
fn postal_codes_are_read_as_people_type_them() {
    for (code, typed, printed) in [
        ("DE", "D-10115", "10115"),
        ("AT", " A 1010 ", "1010"),
        ("NL", "1012js", "1012 JS"),
        ("NL", "NL-1012 JS", "1012 JS"),
        ("GB", "sw1a1aa", "SW1A 1AA"),
        ("GB", "M1 1AE", "M1 1AE"),
        ("GB", "W1A 0AX", "W1A 0AX"),
        ("SE", "11120", "111 20"),
        ("PL", "00001", "00-001"),
        ("PT", "1100 148", "1100-148"),
        ("LV", "1050", "LV-1050"),
        ("LT", "lt01100", "LT-01100"),
        ("IE", "d02af30", "D02 AF30"),
        ("IE", "D6W XY00", "D6W XY00"),
        ("CA", "k1a0b1", "K1A 0B1"),
        ("US", "10001-1234", "10001-1234"),
        ("JP", "１００－０００１", "100-0001"),
        ("MT", "VLT1117", "VLT 1117"),
        ("IM", "im1 1aa", "IM1 1AA"),
        ("MC", "98000", "98000"),
        ("BR", "01310-100", "01310-100"),
    ] {
        assert_eq!(refused(&address(code, typed)), [""; 0], "{code} {typed}");
        assert_eq!(address(code, typed).normalised().postal_code, printed, "{code} {typed}");
    }
}

#[test]
fn postal_codes_of_another_form_are_refused_with_an_example() {
    for (code, typed) in [
        ("DE", "1011"),
        ("DE", "101155"),
        ("NL", "1012"),
        ("GB", "SW1A"),
        ("GB", "12345"),
        ("US", "1000"),
        ("CA", "K1A"),
        ("JP", "100"),
        ("PL", "AB-123"),
        ("MC", "75001"),
        ("IM", "SW1A 1AA"),
        ("AU", "20000"),
    ] {
        let refusals = address(code, typed).check();
        assert_eq!(refusals.len(), 1, "{code} {typed}");
        assert_eq!(refusals[0].code, "postal_code_malformed", "{code} {typed}");
        assert_eq!(refusals[0].field.as_deref(), Some("postal_code"));
        assert_eq!(refusals[0].params["example"], postal_code::example(country(code)).into());
    }
}

#[test]
fn every_example_is_one() {
    for country in Country::all().filter(|country| postal_code::known(*country)) {
        let example = postal_code::example(country);
        assert_eq!(postal_code::read(country, example).as_deref(), Some(example), "{country}");
    }
}

#[test]
fn excluded_territories_are_found_by_their_postal_code() {
    assert_eq!(refused(&address("ES", "35001")), ["postal_code:excluded_canary_islands"]);
    assert_eq!(refused(&address("DE", "27498")), ["postal_code:excluded_heligoland"]);
    assert_eq!(refused(&address("GB", "JE2 3AB")), ["postal_code:excluded_channel_islands"]);
    // Said once, about the country, by the tax rules.
    assert_eq!(refused(&address("AX", "22100")), [""; 0]);
}

#[test]
fn codes_of_another_country_are_sent_there() {
    for (code, typed, other) in [
        ("FR", "98800", "NC"),
        ("FR", "F-97133", "BL"),
        ("CH", "9490", "LI"),
        ("NO", "9170", "SJ"),
        ("IT", "47890", "SM"),
        ("DK", "3900", "GL"),
        ("GB", "GX11 1AA", "GI"),
    ] {
        let refusals = address(code, typed).check();
        assert_eq!(refusals.len(), 1, "{code} {typed}");
        assert_eq!(refusals[0].code, "postal_code_of_other_country", "{code} {typed}");
        assert_eq!(refusals[0].params["country"], other.into());
    }
}

#[test]
fn fields_that_a_country_does_not_have_are_dropped_when_it_is_chosen() {
    let kept = address("DE", " 10115 ").normalised();
    assert_eq!((kept.region.as_str(), kept.postal_code.as_str()), ("", "10115"));
    assert_eq!(address("AU", "2000").normalised().region, "NSW");
}

proptest! {
    #[test]
    fn checking_never_panics_and_normalising_changes_no_verdict(
        country in proptest::sample::select(Country::all().collect::<Vec<_>>()),
        texts in proptest::collection::vec("\\PC{0,12}", 5),
        digits in "[0-9A-Z -]{0,9}",
    ) {
        for postal_code in [texts[4].clone(), digits] {
            let address = Address {
                country: Some(country),
                line1: texts[0].clone(),
                line2: texts[1].clone(),
                city: texts[2].clone(),
                region: texts[3].clone(),
                postal_code,
            };
            let normalised = address.normalised();
            prop_assert_eq!(normalised.check(), address.check());
            prop_assert_eq!(normalised.normalised(), normalised);
        }
    }
}
