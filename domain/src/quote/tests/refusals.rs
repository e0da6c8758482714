//! What is refused: every reason, in the order of the request's fields.

use super::*;
use crate::catalogue::{Offer, PriceModel};

fn refused(json: &str) -> Vec<(String, String)> {
    codes(Draft::from_json(json).quote_deciding_tax(&shop::catalogue(), &tax, 0))
}

#[test]
fn reads_the_batch_line_of_the_documentation() {
    let line = r#"{"plan":"premium","seats":120,"term":"2y","currency":"USD","country":"DE","business":true,
        "vat_id":"DE136695976","coupon":"WELCOME15","addon":{"assistant":25,"compute":3},"as_of":"2026-11-20"}"#;
    let quote = Draft::from_json(line).quote_deciding_tax(&shop::catalogue(), &tax, 0).expect("a quote");
    let typed: QuoteRequest = serde_json::from_str(line).expect("a request");
    assert_eq!(quote.request, typed);
    assert_eq!(quote, priced(&typed));
    // 79,082.80 … 15 % of 90,082.80 is 13,512.42
    assert_eq!((quote.subtotal_minor, quote.discount_minor, quote.tax_minor), (9_011_280, 1_351_242, 0));
}

#[test]
fn gives_every_reason_in_the_order_of_the_fields() {
    let line = r#"{"as_of":"2026-02-30","addon":{"assistant":0,"gold":1},"coupon":"NOPE","vat_id":"136","business":"yes",
        "country":"XX","currency":"EUR","term":"4y","seats":-1,"plan":"gold","colour":"red"}"#;
    let expected = [
        pair("plan_unknown", "plan"),
        pair("seats_malformed", "seats"),
        pair("term_malformed", "term"),
        pair("currency_not_sold", "currency"),
        pair("country_malformed", "country"),
        pair("business_malformed", "business"),
        pair("vat_id_prefix_unknown", "vat_id"),
        pair("coupon_unknown", "coupon"),
        pair("addon_too_few", "addon.assistant"),
        pair("addon_unknown", "addon.gold"),
        pair("as_of_malformed", "as_of"),
        pair("field_unknown", "colour"),
    ];
    assert_eq!(refused(line), expected);
}

#[test]
fn misses_what_is_not_there() {
    let missing = ["plan", "seats", "currency", "country", "as_of"].map(|field| pair("field_missing", field));
    assert_eq!(refused("{}"), missing);
    let no_term = r#"{"plan":"premium","seats":1,"currency":"USD","country":"DE","as_of":"2026-11-20"}"#;
    assert_eq!(refused(no_term), [pair("field_missing", "term")]);
}

#[test]
fn refuses_repetitions_instead_of_choosing() {
    let line = r#"{"plan":"premium","seats":1,"seats":2,"term":"1y","currency":"USD","country":"DE",
        "addon":{"compute":1,"compute":2},"as_of":"2026-11-20"}"#;
    assert_eq!(refused(line), [pair("field_repeated", "seats"), pair("field_repeated", "addon.compute")]);
}

#[test]
fn refuses_what_is_no_object() {
    for line in ["", "{", "[]", "7", "null", "{\"plan\":\"premium\",}", "\u{feff}{}"] {
        assert_eq!(refused(line), [pair("request_malformed", "")], "{line}");
    }
}

#[test]
fn too_many_seats_lead_to_sales_or_to_another_plan() {
    let most = request("premium", 10_000, Some(Term::Year), Currency::USD);
    assert!(answer(&most).is_ok());
    let refusals = answer(&QuoteRequest { seats: 10_001, ..most }).expect_err("a refusal");
    assert!(QuoteError::leads_to_sales(&refusals[0]));
    assert_eq!(refusals[0].code, "contact_sales_for_seats");
    assert_eq!(codes(answer(&request("free", 6, None, Currency::USD))), [pair("too_many_seats", "seats")]);
    let of = |seats: &str| {
        refused(&format!(
            r#"{{"plan":"premium","seats":{seats},"term":"1y","currency":"USD","country":"DE","as_of":"2026-11-20"}}"#
        ))
    };
    for huge in
        ["4294967296", "18446744073709551615", "18446744073709551616", "340282366920938463463374607431768211456"]
    {
        assert_eq!(of(huge), [pair("contact_sales_for_seats", "seats")], "{huge}");
    }
    for malformed in ["1.5", "-1", "-18446744073709551616", "18446744073.5"] {
        assert_eq!(of(malformed), [pair("seats_malformed", "seats")], "{malformed}");
    }
}

#[test]
fn a_plan_sold_by_talking_leads_to_sales() {
    let dedicated = request("dedicated", 50_000, Some(Term::Year), Currency::USD);
    assert_eq!(codes(answer(&dedicated)), [pair("contact_sales_for_plan", "plan")]);
}

#[test]
fn refuses_terms_and_seats_that_a_plan_does_not_take() {
    let monthly = request("ultimate", 0, Some(Term::Month), Currency::USD);
    assert_eq!(codes(answer(&monthly)), [pair("too_few_seats", "seats"), pair("term_not_sold", "term")]);
    let free = request("free", 1, Some(Term::Year), Currency::USD);
    assert_eq!(codes(answer(&free)), [pair("term_not_taken", "term")]);
}

#[test]
fn addons_keep_to_their_limits() {
    let plan = request("premium", 10, Some(Term::Year), Currency::USD);
    let of = |addon, quantity| codes(answer(&with_addon(plan.clone(), addon, quantity)));
    assert!(answer(&with_addon(plan.clone(), "assistant", 10)).is_ok());
    assert_eq!(of("assistant", 11), [pair("addon_too_many", "addon.assistant")]);
    assert_eq!(of("storage", 1_001), [pair("addon_too_many", "addon.storage")]);
    assert_eq!(of("compute", 0), [pair("addon_too_few", "addon.compute")]);
    let ultimate = request("ultimate", 10, Some(Term::Year), Currency::USD);
    assert_eq!(codes(answer(&with_addon(ultimate, "storage", 1))), [pair("addon_not_for_plan", "addon.storage")]);
}

#[test]
fn yearly_addons_need_whole_years_and_one_offs_do_not() {
    let monthly = request("premium", 10, Some(Term::Month), Currency::USD);
    assert_eq!(
        codes(answer(&with_addon(monthly.clone(), "assistant", 1))),
        [pair("addon_not_for_term", "addon.assistant")]
    );
    assert!(answer(&with_addon(monthly, "compute", 1)).is_ok());
    let free = request("free", 1, None, Currency::USD);
    assert_eq!(
        codes(answer(&with_addon(free.clone(), "assistant", 1))),
        [pair("addon_not_for_term", "addon.assistant")]
    );
    assert_eq!(priced(&with_addon(free, "compute", 1)).subtotal_minor, 1_000);
}

#[test]
fn the_catalogue_begins_and_the_calendar_ends_somewhere() {
    let mut early = request("premium", 1, Some(Term::Year), Currency::USD);
    early.as_of = date(2023, 12, 31);
    assert_eq!(codes(answer(&early)), [pair("before_catalogue", "as_of")]);
    let mut late = early;
    late.as_of = date(9999, 6, 1);
    assert_eq!(codes(answer(&late)), [pair("beyond_calendar", "as_of")]);
}

#[test]
fn passes_the_reasons_of_the_tax_rules_on() {
    let mut bad = request("premium", 1, Some(Term::Year), Currency::USD);
    bad.vat_id = Some("1".to_owned());
    bad.coupon = Some("NOPE".to_owned());
    assert_eq!(codes(answer(&bad)), [pair("vat_id_bad", "vat_id"), pair("coupon_unknown", "coupon")]);
}

#[test]
fn a_country_that_is_garbled_or_missing_does_not_hide_a_bad_id() {
    let with = |country: &str, rest: &str| {
        refused(&format!(
            r#"{{"plan":"premium","seats":1,"term":"1y","currency":"USD",{country}{rest},"as_of":"2026-11-20"}}"#
        ))
    };
    let (missing, garbled) = (pair("field_missing", "country"), pair("country_malformed", "country"));
    for (given, country) in [("", missing), (r#""country":"XX","#, garbled)] {
        let id = |id: &str| with(given, &format!(r#""vat_id":"{id}""#));
        assert_eq!(id("DE1"), [country.clone(), pair("vat_id_wrong_form", "vat_id")]);
        assert_eq!(id("DE136695977"), [country.clone(), pair("vat_id_check_digits", "vat_id")]);
        assert_eq!(id("EL12"), [country.clone(), pair("vat_id_wrong_form", "vat_id")]);
        assert_eq!(id("EU372000063"), [country.clone(), pair("vat_id_prefix_eu", "vat_id")]);
        assert_eq!(id("1"), [country.clone(), pair("vat_id_prefix_unknown", "vat_id")]);
        // Buyers in Great Britain may write theirs without letters, and this may be one.
        assert_eq!(id("980 7806 84"), std::slice::from_ref(&country));
        assert_eq!(id("DE136695976"), std::slice::from_ref(&country));
        let expected = [country, pair("vat_id_without_business", "vat_id"), pair("vat_id_wrong_form", "vat_id")];
        assert_eq!(with(given, r#""business":false,"vat_id":"DE1""#), expected);
    }
}

#[test]
fn a_garbled_day_does_not_hide_a_bad_id() {
    let line =
        r#"{"plan":"premium","seats":1,"term":"1y","currency":"USD","country":"DE","vat_id":"1","as_of":"soon"}"#;
    assert_eq!(refused(line), [pair("vat_id_bad", "vat_id"), pair("as_of_malformed", "as_of")]);
}

#[test]
fn refuses_amounts_beyond_what_json_readers_understand() {
    let mut catalogue = shop::catalogue();
    let Some(Offer::Paid { prices }) = catalogue.plans.get_mut(1).map(|plan| &mut plan.offer) else {
        panic!("premium")
    };
    prices[1].model = PriceModel::PerUnit { unit: shop::d("9007199254740.99") };
    let of = |seats| {
        let asked = request("premium", seats, Some(Term::Year), Currency::USD);
        Draft::from(&asked).quote_deciding_tax(&catalogue, &tax, 0)
    };
    assert!(of(8).is_ok());
    assert_eq!(codes(of(9)), [pair("amount_too_large", "seats")]);
}

#[test]
fn a_day_is_written_in_one_form() {
    for day in ["20261120", "2026-11-20T10:00:00", "2026-11-20[Europe/Berlin]", "+002026-11-20", "2026-11-20 "] {
        let line =
            format!(r#"{{"plan":"premium","seats":1,"term":"1y","currency":"USD","country":"DE","as_of":"{day}"}}"#);
        assert_eq!(refused(&line), [pair("as_of_malformed", "as_of")], "{day}");
    }
}
