use proptest::prelude::*;

use super::*;

/// At least one id of every register that passes, in public use or published as an example; python-stdnum reads them
/// all.
const KNOWN: &[&str] = &[
    "ATU14189108",
    "ATU57477929",
    "BE0400378485",
    "BE0417497106",
    "BG831642181",
    "CHE102909703MWST",
    "CHE116281271TVA",
    "CY10259033P",
    "CZ00177041",
    "CZ681208919",
    "DE129273398",
    "DE136695976",
    "DK22756214",
    "EE100366327",
    "EL094019245",
    "ESA28015865",
    "ESB65410011",
    "FI01120389",
    "FR10632012100",
    "GB220430231",
    "GB340804329",
    "GBGD001",
    "GBHA599",
    "HR27759560625",
    "HU10537914",
    "IE3206488LH",
    "IE6388047V",
    "IT00469580013",
    "LT100001919017",
    "LU20260743",
    "LV40003032949",
    "MT11679112",
    "NL002342672B42",
    "NL805734958B01",
    "NO923609016MVA",
    "PL7740001454",
    "PT500697256",
    "RO1590082",
    "SE556012579001",
    "SI82646716",
    "SK2020372640",
    "XI220430231",
];

fn country(code: &str) -> Country {
    code.parse().expect("a country")
}

#[test]
fn reads_known_ids_of_every_register() {
    for id in KNOWN {
        assert_eq!(VatId::parse(id).map(|id| id.to_string()), Ok((*id).to_owned()));
    }
    for register in register::all() {
        assert!(KNOWN.iter().any(|id| id.starts_with(register.prefix)), "no id of {}", register.prefix);
    }
}

#[test]
fn a_slip_of_one_digit_is_noticed() {
    // The very last digit of each; branches, departments and Swedish suffixes have none that is checked.
    for id in ["ATU14189109", "BE0400378486", "CHE102909704MWST", "DE136695977", "NO923609017MVA", "SE556012578001"] {
        assert!(matches!(VatId::parse(id), Err(VatIdError::CheckDigits { .. })), "{id}");
    }
}

#[test]
fn normalises_what_people_type() {
    for (typed, normal) in [
        (" de 136 695 976 ", "DE136695976"),
        ("DE-136.695.976", "DE136695976"),
        ("DE\u{a0}136\u{2009}695\u{2013}976", "DE136695976"),
        ("CHE-102.909.703 MWST", "CHE102909703MWST"),
        ("che-102.909.703 iva", "CHE102909703IVA"),
        ("NO 923 609 016 MVA", "NO923609016MVA"),
        ("923 609 016 mva", "NO923609016MVA"),
        ("ATU 14189108", "ATU14189108"),
        ("NL 8057.34.958.B01", "NL805734958B01"),
        ("BE 400.378.485", "BE0400378485"),
        ("EL 94019245", "EL094019245"),
    ] {
        assert_eq!(VatId::parse(typed).map(|id| id.to_string()), Ok(normal.to_owned()), "{typed}");
    }
}

#[test]
fn british_numbers_may_be_bare_at_home_only() {
    assert_eq!(VatId::parse_for("220 4302 31", country("GB")).map(|id| id.to_string()), Ok("GB220430231".to_owned()));
    assert_eq!(VatId::parse_for("220 4302 31", country("IM")).map(|id| id.to_string()), Ok("GB220430231".to_owned()));
    let elsewhere = VatId::parse_for("220 4302 31", country("DE"));
    assert_eq!(elsewhere, Err(VatIdError::PrefixUnknown { expected: Some("DE") }));
}

#[test]
fn knows_whose_register_an_id_is() {
    for (id, issuer) in [("EL094019245", "GR"), ("XI220430231", "GB"), ("GB220430231", "GB"), ("FR10632012100", "FR")] {
        assert_eq!(VatId::parse(id).map(|id| id.country()), Ok(country(issuer)));
    }
    for (home, prefix) in [("GR", Some("EL")), ("MC", Some("FR")), ("IM", Some("GB")), ("GB", Some("GB")), ("US", None)]
    {
        assert_eq!(prefix_of(country(home)), prefix);
    }
}

#[test]
fn says_what_to_write_instead() {
    let code = |typed: &str, home: &str| Refusal::from(VatId::parse_for(typed, country(home)).expect_err("a refusal"));
    assert_eq!(code("GR094019245", "GR").code, "vat_id_prefix_greece");
    assert_eq!(code("EU372022452", "RO").code, "vat_id_prefix_eu");
    assert_eq!(code("136695976", "DE"), Refusal::new("vat_id_prefix_expected").with("prefix", "DE").on("vat_id"));
    assert_eq!(code("12-3456789", "US"), Refusal::new("vat_id_prefix_unknown").on("vat_id"));
    assert_eq!(code("CHE-102.909.703", "CH").code, "vat_id_wrong_form");
    assert_eq!(code("NO 923 609 016", "NO").code, "vat_id_wrong_form");
    assert_eq!(code("DE13669597", "DE").params["example"], "DE123456789".into());
    assert_eq!(code("DE136695977", "DE").code, "vat_id_check_digits");
    assert_eq!(code("SE556012579002", "SE").code, "vat_id_wrong_form");
}

proptest! {
    #[test]
    fn never_panics(text in "\\PC{0,24}", prefix in 0_usize..31, tail in "[0-9A-Z+*é]{0,14}") {
        let _ = VatId::parse(&text);
        let register = register::all().nth(prefix).expect("31 registers");
        let _ = VatId::parse(&format!("{}{tail}", register.prefix));
    }

    #[test]
    fn the_normal_form_is_its_own_normal_form(
        index in 0..KNOWN.len(),
        places in proptest::collection::vec(0_usize..16, 0..5),
    ) {
        let mut typed = KNOWN[index].to_lowercase();
        for place in places {
            typed.insert(place.min(typed.len()), [' ', '.', '-'][place % 3]);
        }
        let id = VatId::parse(&typed).expect("separators and case do not matter");
        prop_assert_eq!(id.as_str(), KNOWN[index]);
        prop_assert_eq!(VatId::parse(id.as_str()), Ok(id));
    }
}
