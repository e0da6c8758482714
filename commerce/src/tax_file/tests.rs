use super::*;

const SHIPPED: &str = include_str!("../../../catalogue/tax.toml");

/// A small file without a fault.
const SOUND: &str = r#"seller = "NL"

[source.law]
title = "The law"
url = "https://example.com/law"
consulted = "2026-11-20"

[[jurisdiction]]
country = "NL"
business = "reverse_charge"
rate = [
    { from = "2001-01-01", percent = "19", source = "law", law = "Article 9" },
    { from = "2012-10-01", percent = "21", source = "law", law = "Article 9" },
]

[[jurisdiction]]
country = "GB"
also = ["IM"]
business = "customer_accounts"
rate = [{ from = "2011-01-04", percent = "20", source = "law", law = "Section 2" }]
"#;

/// Every fault, as printed, of the sound file with some texts replaced.
fn faults(replacements: &[(&str, &str)]) -> Vec<String> {
    let mut text = SOUND.to_owned();
    for (from, to) in replacements {
        assert!(text.contains(from), "{from} is not in the file");
        text = text.replacen(from, to, 1);
    }
    read(&text).expect_err("faults").iter().map(ToString::to_string).collect()
}

#[test]
fn reads_the_shipped_table_as_serde_does() {
    let table = read(SHIPPED).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(|f| format!("\n{f}")).collect::<String>());
    });
    assert_eq!(toml::from_str::<TaxTable>(SHIPPED).expect("serde reads it"), table);
    assert_eq!(table.jurisdictions.len(), 30);
}

#[test]
fn every_fault_is_told_with_its_place() {
    assert_eq!(
        faults(&[
            ("seller = \"NL\"", "seller = \"Holland\""),
            ("https://example.com/law", "example.com"),
            ("percent = \"19\"", "percent = 19"),
            ("source = \"law\", law = \"Article 9\" },\n]", "source = \"booklet\", law = \"\" },\n]"),
            ("2011-01-04", "4 January 2011"),
            ("also = [\"IM\"]", "alos = [\"IM\"]"),
            ("\"customer_accounts\"", "\"never\""),
        ]),
        [
            "1:10: seller: write an ISO 3166-1 code of two capital letters, like \"DE\"",
            "5:7: source.law.url: write the whole address, beginning with https://",
            "12:38: jurisdiction[0].rate[0].percent: this should be a text in quotes, not integer",
            "13:53: jurisdiction[0].rate[1].source: the file has no [source.booklet]",
            "13:70: jurisdiction[0].rate[1].law: the text is blank",
            "18:1: jurisdiction[1].alos: this key means nothing here; known are country, also, business, rate",
            "19:12: jurisdiction[1].business: write \"reverse_charge\", \"customer_accounts\" or \"taxed\"",
            "20:18: jurisdiction[1].rate[0].from: write a date like \"2026-11-20\"",
        ]
    );
}

#[test]
fn what_is_missing_is_named() {
    let found = faults(&[
        ("consulted = \"2026-11-20\"\n", ""),
        ("business = \"reverse_charge\"\n", ""),
        ("from = \"2001-01-01\", ", ""),
        (", law = \"Section 2\"", ""),
    ]);
    let missing = ["`consulted`", "`business`", "`from`", "`law`"];
    assert_eq!(found.len(), missing.len(), "{found:?}");
    assert!(found.iter().zip(missing).all(|(fault, key)| fault.contains(key)), "{found:?}");
}

#[test]
fn countries_count_once_and_only_where_the_tax_applies() {
    let found = faults(&[("also = [\"IM\"]", "also = [\"NL\", \"JE\"]")]);
    assert!(found[0].contains("NL is already in `jurisdiction[0].country`"), "{found:?}");
    assert!(found[1].contains("JE lies outside the tax"), "{found:?}");
}

#[test]
fn rates_follow_each_other() {
    let found = faults(&[("2012-10-01", "2001-01-01")]);
    assert_eq!(found, ["13:5: jurisdiction[0].rate[1]: this rate must begin after the one before it (2001-01-01)"]);
}

#[test]
fn percentages_stay_between_0_and_100() {
    for percent in ["-1", "100.1", "1,5", "25.5%"] {
        let found = faults(&[("percent = \"19\"", &format!("percent = \"{percent}\""))]);
        assert!(found.len() == 1 && found[0].contains("write a percentage"), "{percent}: {found:?}");
    }
}

#[test]
fn the_seller_must_be_in_the_table() {
    assert_eq!(
        faults(&[("seller = \"NL\"", "seller = \"DE\"")]),
        ["1:10: seller: there is no [[jurisdiction]] for DE, where the seller is established"]
    );
}

#[test]
fn an_empty_list_of_rates_is_no_list() {
    let all = "[{ from = \"2011-01-04\", percent = \"20\", source = \"law\", law = \"Section 2\" }]";
    assert_eq!(faults(&[(all, "[]")]), ["20:8: jurisdiction[1].rate: at least one entry is needed"]);
}

#[test]
fn faults_of_the_syntax_come_first_and_alone() {
    let found = read("seller = \nsource = }\n").expect_err("faults");
    assert!(found.len() >= 2, "{found:?}");
    assert!(found.iter().all(|fault| matches!(fault.error, TaxFileError::Syntax { .. })), "{found:?}");
    assert_eq!((found[0].line, found[0].path.as_str()), (1, ""));
}
