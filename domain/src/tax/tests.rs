use proptest::prelude::*;

use super::*;

/// The table that is shipped.
fn table() -> TaxTable {
    toml::from_str(include_str!("../../../catalogue/tax.toml")).expect("the shipped table")
}

fn country(code: &str) -> Country {
    code.parse().expect("a country")
}

fn day(text: &str) -> Date {
    text.parse().expect("a date")
}

fn request(code: &str, business: Option<bool>, vat_id: Option<&str>) -> TaxRequest {
    TaxRequest { country: country(code), business, vat_id: vat_id.map(str::to_owned) }
}

fn decided(code: &str, vat_id: Option<&str>) -> TaxDecision {
    decide(&table(), &request(code, None, vat_id), day("2026-11-20")).expect("a decision")
}

fn refused(code: &str, business: Option<bool>, vat_id: Option<&str>) -> Vec<String> {
    let refusals = decide(&table(), &request(code, business, vat_id), day("2026-11-20")).expect_err("a refusal");
    refusals.into_iter().map(|r| format!("{}:{}", r.field.unwrap_or_default(), r.code)).collect()
}

/// Rate, reason and jurisdiction as one text.
fn summary(decision: &TaxDecision) -> String {
    let reason = serde_json::to_value(decision.reason).expect("JSON");
    format!("{} {} {}", decision.rate, reason.as_str().expect("text"), decision.jurisdiction)
}

#[test]
fn consumers_pay_the_rate_of_their_country() {
    for (code, rate) in [
        ("AT", "20"),
        ("BE", "21"),
        ("BG", "20"),
        ("CY", "19"),
        ("CZ", "21"),
        ("DE", "19"),
        ("DK", "25"),
        ("EE", "24"),
        ("ES", "21"),
        ("FI", "25.5"),
        ("FR", "20"),
        ("GR", "24"),
        ("HR", "25"),
        ("HU", "27"),
        ("IE", "23"),
        ("IT", "22"),
        ("LT", "21"),
        ("LU", "17"),
        ("LV", "21"),
        ("MT", "18"),
        ("NL", "21"),
        ("PL", "23"),
        ("PT", "23"),
        ("RO", "21"),
        ("SE", "25"),
        ("SI", "22"),
        ("SK", "23"),
        ("GB", "20"),
        ("CH", "8.1"),
        ("NO", "25"),
    ] {
        assert_eq!(summary(&decided(code, None)), format!("{rate} standard {code}"));
    }
    assert_eq!(table().jurisdictions.len(), 30);
}

#[test]
fn the_rate_is_that_of_the_day() {
    for (code, on, rate) in [
        ("FI", "2024-08-31", "24"),
        ("FI", "2024-09-01", "25.5"),
        ("EE", "2025-06-30", "22"),
        ("EE", "2025-07-01", "24"),
        ("SK", "2024-12-31", "20"),
        ("SK", "2025-01-01", "23"),
        ("RO", "2025-07-31", "19"),
        ("RO", "2025-08-01", "21"),
        ("CH", "2023-12-31", "7.7"),
        ("CH", "2024-01-01", "8.1"),
        ("DE", "2020-12-31", "16"),
        ("DE", "2021-01-01", "19"),
        ("LU", "2023-06-01", "16"),
        ("IE", "2021-02-28", "21"),
    ] {
        let decision = decide(&table(), &request(code, None, None), day(on)).expect("a decision");
        assert_eq!(decision.rate.to_string(), rate, "{code} on {on}");
    }
}

#[test]
fn a_day_before_the_first_rate_is_refused_rather_than_untaxed() {
    let refusals = decide(&table(), &request("CH", None, None), day("2017-12-31")).expect_err("a refusal");
    assert_eq!(refusals[0].code, "tax_rate_unknown");
    assert_eq!(refusals[0].field.as_deref(), Some("as_of"));
}

#[test]
fn a_valid_id_elsewhere_in_the_union_reverses_the_charge() {
    assert_eq!(summary(&decided("DE", Some("de 136 695 976"))), "0 reverse_charge DE");
    assert_eq!(decided("DE", Some("de 136 695 976")).vat_id.as_deref(), Some("DE136695976"));
    assert_eq!(summary(&decided("GR", Some("EL094019245"))), "0 reverse_charge GR");
}

#[test]
fn the_sellers_own_country_always_taxes() {
    assert_eq!(summary(&decided("NL", Some("NL805734958B01"))), "21 standard NL");
    assert_eq!(summary(&decided("NL", None)), "21 standard NL");
}

#[test]
fn britain_and_norway_let_registered_businesses_account() {
    assert_eq!(summary(&decided("GB", Some("GB220430231"))), "0 customer_accounts GB");
    assert_eq!(summary(&decided("NO", Some("NO 923 609 016 MVA"))), "0 customer_accounts NO");
    assert_eq!(summary(&decided("GB", Some("XI220430231"))), "0 customer_accounts GB");
}

#[test]
fn switzerland_always_taxes() {
    assert_eq!(summary(&decided("CH", Some("CHE-102.909.703 MWST"))), "8.1 standard CH");
}

#[test]
fn monaco_counts_as_france_and_the_isle_of_man_as_britain() {
    assert_eq!(summary(&decided("MC", None)), "20 standard FR");
    assert_eq!(summary(&decided("MC", Some("FR10632012100"))), "0 reverse_charge FR");
    assert_eq!(summary(&decided("IM", None)), "20 standard GB");
    assert_eq!(summary(&decided("IM", Some("GB220430231"))), "0 customer_accounts GB");
}

#[test]
fn outside_the_table_is_outside_the_scope() {
    for code in ["US", "JP", "KW", "AU", "LI", "GI", "BL", "NC", "SJ", "FO"] {
        assert_eq!(summary(&decided(code, None)), format!("0 outside_scope {code}"));
    }
}

#[test]
fn a_business_without_an_id_is_taxed_as_a_consumer() {
    let decision = decide(&table(), &request("DE", Some(true), None), day("2026-11-20")).expect("a decision");
    assert_eq!(summary(&decision), "19 standard DE");
    let blank = decide(&table(), &request("DE", Some(false), Some("  ")), day("2026-11-20")).expect("a decision");
    assert_eq!((summary(&blank), blank.vat_id), ("19 standard DE".to_owned(), None));
}

#[test]
fn ids_that_cannot_be_used_are_refused_each_for_its_reason() {
    assert_eq!(refused("DE", Some(false), Some("DE136695976")), ["vat_id:vat_id_without_business"]);
    assert_eq!(refused("DE", None, Some("DE136695977")), ["vat_id:vat_id_check_digits"]);
    assert_eq!(refused("DE", None, Some("ATU14189108")), ["vat_id:vat_id_of_other_country"]);
    assert_eq!(refused("US", None, Some("DE136695976")), ["vat_id:vat_id_of_other_country"]);
    assert_eq!(refused("IE", None, Some("XI220430231")), ["vat_id:vat_id_of_other_country"]);
    assert_eq!(refused("GR", None, Some("GR094019245")), ["vat_id:vat_id_prefix_greece"]);
    assert_eq!(refused("RO", None, Some("EU372022452")), ["vat_id:vat_id_prefix_eu"]);
    assert_eq!(refused("NL", None, Some("805734958B01")), ["vat_id:vat_id_prefix_expected"]);
}

#[test]
fn every_reason_is_told_at_once() {
    assert_eq!(
        refused("AX", Some(false), Some("FI1234")),
        ["country:excluded_aland", "vat_id:vat_id_without_business", "vat_id:vat_id_wrong_form"]
    );
    assert_eq!(
        refused("DE", Some(false), Some("ATU14189108")),
        ["vat_id:vat_id_without_business", "vat_id:vat_id_of_other_country"]
    );
}

#[test]
fn excluded_territories_are_refused_by_name() {
    for (code, refusal) in [
        ("AX", "excluded_aland"),
        ("GP", "excluded_guadeloupe"),
        ("MQ", "excluded_martinique"),
        ("GF", "excluded_french_guiana"),
        ("RE", "excluded_reunion"),
        ("YT", "excluded_mayotte"),
        ("MF", "excluded_saint_martin"),
        ("JE", "excluded_channel_islands"),
        ("GG", "excluded_channel_islands"),
    ] {
        assert_eq!(refused(code, None, None), [format!("country:{refusal}")]);
    }
    // An id of the country it belongs to does not help, and is not called a stranger's.
    assert_eq!(refused("AX", None, Some("FI01120389")), ["country:excluded_aland"]);
}

#[test]
fn postcodes_give_the_other_excluded_territories_away() {
    for (code, postcode, territory) in [
        ("ES", "35001", Some(Territory::CanaryIslands)),
        ("ES", "38 001", Some(Territory::CanaryIslands)),
        ("ES", "51001", Some(Territory::Ceuta)),
        ("ES", "52001", Some(Territory::Melilla)),
        ("ES", "28013", None),
        ("DE", "D-27498", Some(Territory::Heligoland)),
        ("DE", "78266", Some(Territory::Buesingen)),
        ("DE", "78265", None),
        ("CH", "8238", Some(Territory::Buesingen)),
        ("IT", "23041", Some(Territory::Livigno)),
        ("IT", "22061", Some(Territory::Campione)),
        ("GR", "630 86", Some(Territory::MountAthos)),
        ("FI", "22100", Some(Territory::Aland)),
        ("FI", "FI-22100", Some(Territory::Aland)),
        ("FI", "00220", None),
        ("FR", "97400", Some(Territory::Reunion)),
        ("FR", "97150", Some(Territory::SaintMartin)),
        ("FR", "75001", None),
        ("GB", "je2 3ab", Some(Territory::ChannelIslands)),
        ("GB", "GY1 1AA", Some(Territory::ChannelIslands)),
        ("GB", "IM1 1AA", None),
        ("SE", "35001", None),
        ("GP", "", Some(Territory::Guadeloupe)),
        ("FI", "", None),
    ] {
        assert_eq!(excluded_territory(country(code), Some(postcode)), territory, "{code} {postcode}");
    }
    assert_eq!(excluded_territory(country("ES"), None), None);
}

fn any_request() -> impl Strategy<Value = TaxRequest> {
    let codes: Vec<Country> = Country::all().collect();
    let ids = prop_oneof![
        Just(None),
        "\\PC{0,20}".prop_map(Some),
        proptest::sample::select(vec![
            "DE136695976",
            "NL805734958B01",
            "EL094019245",
            "XI220430231",
            "CHE102909703MWST"
        ])
        .prop_map(|id| Some(id.to_owned())),
    ];
    // Half of the draws are countries whose ids are among those above.
    let countries = prop_oneof![
        proptest::sample::select(codes),
        proptest::sample::select(["DE", "NL", "GR", "GB", "CH", "MC", "IM"].map(country).to_vec()),
    ];
    (countries, any::<Option<bool>>(), ids).prop_map(|(country, business, vat_id)| TaxRequest {
        country,
        business,
        vat_id,
    })
}

proptest! {
    #[test]
    fn decide_always_answers_and_its_answers_are_lawful(request in any_request(), days in 0_i32..3000) {
        let on = day("2021-03-01").checked_add(jiff::Span::new().days(days)).expect("a date");
        match decide(&table(), &request, on) {
            Err(refusals) => prop_assert!(!refusals.is_empty()),
            Ok(decision) => {
                prop_assert_eq!(decision.rate.is_zero(), decision.reason != TaxReason::Standard);
                prop_assert!(decision.jurisdiction != country("NL") || decision.reason == TaxReason::Standard);
                let reversed = matches!(decision.reason, TaxReason::ReverseCharge | TaxReason::CustomerAccounts);
                prop_assert!(!reversed || decision.vat_id.is_some());
                prop_assert!(!reversed || request.business != Some(false));
            }
        }
    }

    #[test]
    fn the_normal_form_of_an_id_decides_alike(request in any_request()) {
        if let Ok(decision) = decide(&table(), &request, day("2026-11-20")) {
            let again = TaxRequest { vat_id: decision.vat_id.clone(), ..request };
            prop_assert_eq!(decide(&table(), &again, day("2026-11-20")), Ok(decision));
        }
    }
}
