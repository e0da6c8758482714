//! Coupons: what they take off, from which lines, and why they are refused.

use super::*;

fn refused(request: QuoteRequest, code: &str) -> Vec<String> {
    codes(answer(&with_coupon(request, code))).into_iter().map(|(code, _)| code).collect()
}

fn team(seats: u32) -> QuoteRequest {
    request("premium", seats, Some(Term::Year), Currency::USD)
}

#[test]
fn an_amount_is_spread_over_the_recurring_lines_only() {
    let bought = with_addon(with_addon(team(20), "assistant", 20), "compute", 50);
    let quote = priced(&with_coupon(bought, "TEAM100"));
    let shares: Vec<_> = quote.lines.iter().map(|line| line.discount_minor).collect();
    // 100.00 over 6,960.00 and 4,560.00: 60.416…, 39.583…
    assert_eq!(shares, [6_042, 3_958, 0]);
    assert_eq!(quote.discount_minor, 10_000);
}

#[test]
fn an_amount_is_capped_at_the_recurring_lines() {
    let quote = priced(&with_coupon(with_addon(team(1), "compute", 1), "MILLION"));
    assert_eq!((quote.discount_minor, quote.total_minor), (34_800, 1_190));
    let applied = quote.discount.expect("a coupon");
    assert_eq!((applied.basis_minor, applied.amount_minor), (34_800, 34_800));
}

#[test]
fn everything_off_leaves_a_quote_of_zero() {
    let quote = priced(&with_coupon(team(7), "EVERYTHING"));
    assert!(quote.is_free());
    assert_eq!(quote.renewal_total_minor, Some(289_884));
}

#[test]
fn every_reason_is_given_at_once() {
    let mut wrong = request("premium", 3, Some(Term::Year), Currency::JPY);
    assert_eq!(refused(wrong.clone(), "TEAM100"), ["coupon_too_few_seats", "coupon_wrong_currency"]);
    wrong.seats = 20;
    assert_eq!(refused(wrong, "TEAM100"), ["coupon_wrong_currency"]);
    assert_eq!(refused(team(1), "EXPIRED"), ["coupon_expired"]);
    assert_eq!(refused(team(1), "SOON"), ["coupon_not_yet_valid"]);
    assert_eq!(refused(team(1), "NOPE"), ["coupon_unknown"]);
    assert_eq!(refused(team(1), "ULTI"), ["coupon_not_for_plan"]);
    assert_eq!(refused(request("free", 1, None, Currency::USD), "WELCOME15"), ["coupon_nothing_to_lower"]);
}

#[test]
fn is_used_up_after_so_many_redemptions() {
    let bought = with_coupon(request("ultimate", 1, Some(Term::Year), Currency::USD), "ULTI");
    let after = |redemptions| Draft::from(&bought).quote_deciding_tax(&shop::catalogue(), &tax, redemptions);
    assert!(after(2).is_ok());
    assert_eq!(codes(after(3)), [pair("coupon_used_up", "coupon")]);
}

#[test]
fn code_and_window_are_read_as_people_mean_them() {
    let quote = priced(&with_coupon(team(1), " welcome15 "));
    assert_eq!(quote.discount.expect("a coupon").code, "WELCOME15");
    assert_eq!(priced(&with_coupon(team(1), "  ")).discount, None);
    let mut last_day = with_coupon(team(1), "EXPIRED");
    last_day.as_of = date(2025, 12, 31);
    assert!(answer(&last_day).is_ok());
}
