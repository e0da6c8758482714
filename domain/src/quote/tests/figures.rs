//! Figures worked out by hand.

use super::*;

fn amounts(quote: &Quote) -> Vec<(&str, i64, i64, i64)> {
    let figures = |line: &QuoteLine| (line.amount_minor, line.discount_minor, line.tax_minor);
    let of = |line| {
        let (amount, discount, tax) = figures(line);
        (line.item.as_str(), amount, discount, tax)
    };
    quote.lines.iter().map(of).collect()
}

#[test]
fn a_graduated_plan_is_one_line() {
    let quote = priced(&request("premium", 120, Some(Term::Year), Currency::USD));
    // 100 × 348.00 + 20 × 330.60 = 41,412.00; 19 % of it 7,868.28
    assert_eq!(amounts(&quote), [("premium", 4_141_200, 0, 786_828)]);
    assert_eq!(quote.total_minor, 4_928_028);
    assert_eq!(quote.renews_on, Some(date(2027, 11, 20)));
    assert_eq!(quote.renewal_total_minor, Some(4_928_028));
}

#[test]
fn recurring_addons_cost_years_times_the_yearly_price_and_one_offs_once() {
    let plan = request("premium", 120, Some(Term::TwoYears), Currency::USD);
    let quote = priced(&with_addon(with_addon(with_addon(plan, "assistant", 25), "compute", 3), "storage", 2));
    // 100 × 661.20 + 20 × 628.14; 25 × 228.00 × 2; 3 × 10.00; 2 × 60.00 × 2; 19 % of 90,352.80 is 17,167.032
    let by_line: Vec<_> = amounts(&quote).into_iter().map(|(item, amount, ..)| (item, amount)).collect();
    assert_eq!(by_line, [("premium", 7_868_280), ("assistant", 1_140_000), ("compute", 3_000), ("storage", 24_000)]);
    assert_eq!((quote.subtotal_minor, quote.tax_minor), (9_035_280, 1_716_703));
    // without the one-off: 19 % of 90,322.80 is 17,161.332
    assert_eq!(quote.renewal_total_minor, Some(9_032_280 + 1_716_133));
}

#[test]
fn a_coupon_for_the_first_term_is_gone_at_renewal() {
    let quote = priced(&with_coupon(request("premium", 25, Some(Term::Year), Currency::USD), "WELCOME15"));
    // 25 × 348.00 = 8,700.00; − 15 % 1,305.00 = 7,395.00; 19 % 1,405.05
    assert_eq!(amounts(&quote), [("premium", 870_000, 130_500, 140_505)]);
    assert_eq!((quote.total_minor, quote.renewal_total_minor), (880_005, Some(1_035_300)));
}

#[test]
fn a_coupon_for_every_term_stays_at_renewal() {
    let quote = priced(&with_coupon(request("premium", 25, Some(Term::Year), Currency::USD), "LOYAL"));
    assert_eq!(Some(quote.total_minor), quote.renewal_total_minor);
}

#[test]
fn unit_prices_are_finer_than_the_minor_unit_and_a_line_is_rounded_once() {
    let kwd = priced(&request("premium", 101, Some(Term::TwoYears), Currency::KWD));
    // 100 × 202.350 + 1 × 192.2325 = 20,427.2325
    assert_eq!(amounts(&kwd)[0].1, 20_427_233);
    let yen = priced(&request("premium", 101, Some(Term::Year), Currency::JPY));
    assert_eq!(amounts(&yen)[0].1, 5_220_000 + 49_590);
}

#[test]
fn a_zero_rate_still_has_its_entry() {
    let mut business = request("premium", 10, Some(Term::Month), Currency::USD);
    business.vat_id = Some("DE136695976".to_owned());
    let quote = priced(&business);
    let entry = &quote.tax[0];
    assert_eq!((entry.rate.to_string().as_str(), entry.basis_minor, entry.amount_minor), ("0", 36_000, 0));
    assert_eq!(entry.reason, TaxReason::ReverseCharge);
    assert_eq!(quote.total_minor, 36_000);
}

#[test]
fn free_costs_nothing_has_no_term_and_does_not_renew() {
    let quote = priced(&request("free", 5, None, Currency::JPY));
    assert_eq!((quote.total_minor, quote.renews_on, quote.renewal_total_minor), (0, None, None));
    assert_eq!((quote.tax[0].basis_minor, quote.tax[0].reason), (0, TaxReason::Standard));
    assert!(quote.is_free());
    let json = serde_json::to_value(&quote).expect("JSON");
    assert!(json["renews_on"].is_null() && json["renewal_total_minor"].is_null());
}

#[test]
fn renews_on_the_clamped_day() {
    let mut leap = request("premium", 1, Some(Term::Year), Currency::USD);
    leap.as_of = date(2028, 2, 29);
    assert_eq!(priced(&leap).renews_on, Some(date(2029, 2, 28)));
    let mut january = request("premium", 1, Some(Term::Month), Currency::USD);
    january.as_of = date(2027, 1, 31);
    assert_eq!(priced(&january).renews_on, Some(date(2027, 2, 28)));
}

#[test]
fn has_the_promised_json_names() {
    let quote = priced(&with_addon(request("premium", 2, Some(Term::Year), Currency::USD), "compute", 1));
    let json = serde_json::to_value(&quote).expect("JSON");
    for name in ["hash", "currency", "subtotal_minor", "discount_minor", "tax_minor", "total_minor", "renews_on"] {
        assert!(!json[name].is_null(), "{name}");
    }
    for name in ["kind", "item", "quantity", "amount_minor", "discount_minor", "tax_minor", "derivation"] {
        assert!(!json["lines"][1][name].is_null(), "{name}");
    }
    assert_eq!((&json["lines"][0]["kind"], &json["lines"][1]["kind"]), (&"plan".into(), &"addon".into()));
    assert_eq!(json["tax"][0]["rate"], "19");
    assert_eq!(json["tax"][0]["reason"], "standard");
}

#[test]
fn finnish_tax_has_half_percents() {
    let mut finnish = request("premium", 1, Some(Term::Month), Currency::USD);
    finnish.country = "FI".parse().expect("a country");
    let quote = priced(&finnish);
    assert_eq!((quote.tax[0].rate.to_string().as_str(), quote.tax_minor), ("25.5", 918));
}
