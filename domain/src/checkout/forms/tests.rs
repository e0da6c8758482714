use super::*;
use crate::order::tests::content;
use crate::quote::tests::shop;

fn codes(refusals: Vec<Refusal>) -> Vec<String> {
    refusals.into_iter().map(|r| format!("{}:{}", r.field.unwrap_or_default(), r.code)).collect()
}

#[test]
fn forms_read_back_what_they_were_made_from() {
    let content = content();
    let selection = SelectionForm::from(&content.selection).read(&shop::catalogue()).expect("reads");
    assert_eq!(selection, content.selection);
    assert_eq!(DetailsForm::from(&content.details).read(), Ok(content.details));
}

#[test]
fn numbers_are_read_as_people_type_them() {
    let read = |seats: &str| {
        let form = SelectionForm { seats: seats.to_owned(), ..SelectionForm::from(&content().selection) };
        form.read(&shop::catalogue()).map(|selection| selection.seats).map_err(codes)
    };
    assert_eq!(read(" 1 200 "), Ok(1200));
    assert_eq!(read("99999999999999999999"), Ok(u32::MAX));
    for bad in ["", "-1", "2.5", "ten", "1e3", "１２"] {
        assert_eq!(read(bad), Err(vec!["seats:seats_malformed".to_owned()]), "{bad}");
    }
}

#[test]
fn what_the_plan_or_the_term_does_not_take_is_left_out() {
    let addon = ["assistant", "storage", "compute", "rocket"].map(|id| (id.to_owned(), "1".to_owned()));
    let form = SelectionForm { addon: addon.into(), ..SelectionForm::from(&content().selection) };
    let with = |plan: &str, term: &str| {
        let form = SelectionForm { plan: plan.to_owned(), term: term.to_owned(), ..form.clone() };
        let selection = form.read(&shop::catalogue()).expect("reads");
        (selection.term.is_some(), selection.addon.into_keys().collect::<Vec<_>>().join(" "))
    };
    assert_eq!(with("premium", "1y"), (true, "assistant compute rocket storage".to_owned()));
    assert_eq!(with("ultimate", "1y"), (true, "assistant compute rocket".to_owned()));
    assert_eq!(with("premium", "1m"), (true, "compute rocket".to_owned()));
    assert_eq!(with("free", "1y"), (false, "compute rocket".to_owned()));
}

#[test]
fn everything_garbled_is_named_at_once() {
    let form = SelectionForm {
        term: "5y".to_owned(),
        currency: "euro".to_owned(),
        addon: [("assistant".to_owned(), "x".to_owned()), ("storage".to_owned(), " ".to_owned())].into(),
        ..SelectionForm::default()
    };
    let all = ["plan:plan_malformed", "seats:seats_malformed", "term:term_malformed"];
    let rest = ["currency:currency_malformed", "addon.assistant:addon_malformed"];
    assert_eq!(codes(form.parse().expect_err("refused")), [all.as_slice(), rest.as_slice()].concat());
    let form = DetailsForm {
        country: "Germany".to_owned(),
        business: "perhaps".to_owned(),
        city: "a\nb".to_owned(),
        vat_id: "9".repeat(300),
        ..DetailsForm::default()
    };
    let all = ["city:line_unprintable", "vat_id:line_too_long", "country:country_malformed"];
    let expected = [all.as_slice(), ["business:business_malformed"].as_slice()].concat();
    assert_eq!(codes(form.read().expect_err("refused")), expected);
}

#[test]
fn the_buttons_beside_a_quantity_change_it() {
    let mut form = SelectionForm::from(&content().selection);
    form.addon.insert("assistant".to_owned(), String::new());
    assert_eq!(form.stepped("seats:-1").seats, "24");
    assert_eq!(form.stepped("addon[assistant]:1").addon["assistant"], "1");
    assert_eq!(form.stepped("addon[assistant]:-1").addon["assistant"], "0");
    for other in ["", "seats", "seats:x", "addon[storage]:1", "plan:1", "seats:99999999999"] {
        assert_eq!(form.stepped(other), form, "{other}");
    }
}

#[test]
fn nothing_huge_gets_in() {
    let small = SelectionForm::from(&content().selection);
    let huge = "x".repeat(100_000);
    let plan = SelectionForm { plan: huge.clone(), ..small.clone() };
    assert_eq!(codes(plan.parse().expect_err("refused")), ["plan:plan_malformed"]);
    let addon = (0..1_000).map(|n| (format!("a{n}"), "1".to_owned())).collect();
    let many = SelectionForm { addon, ..small };
    assert_eq!(codes(many.parse().expect_err("refused")), ["addon:addon_malformed"]);
    assert_eq!(read_coupon(&huge).map_err(|refusal| refusal.code), Err("coupon_malformed".to_owned()));
    assert_eq!(read_coupon(" WELCOME15 "), Ok("WELCOME15".to_owned()));
}

#[test]
fn a_vat_id_is_asked_of_businesses_where_ids_can_be_checked() {
    let form = |country: &str, business: &str| DetailsForm {
        country: country.to_owned(),
        business: business.to_owned(),
        vat_id: "DE136695976".to_owned(),
        ..DetailsForm::default()
    };
    let shown = |country, business| !form(country, business).as_shown().vat_id.is_empty();
    assert!(shown("DE", "yes") && shown("DE", "") && shown("MC", "yes"));
    assert!(!shown("DE", "no") && !shown("US", "yes") && !shown("", "yes"));
}

#[test]
fn what_is_kept_is_tidy() {
    let form = DetailsForm {
        country: "NL".to_owned(),
        postal_code: " 1012js ".to_owned(),
        company: "  Acme ".to_owned(),
        region: "Noord-Holland".to_owned(),
        vat_id: "  ".to_owned(),
        ..DetailsForm::default()
    };
    let details = form.read().expect("reads");
    assert_eq!((details.company.as_str(), details.vat_id), ("Acme", None));
    assert_eq!((details.address.postal_code.as_str(), details.address.region.as_str()), ("1012 JS", ""));
}
