//! The laws of a quote, over many requests.

use proptest::prelude::*;

use super::*;

fn any_request() -> impl Strategy<Value = QuoteRequest> {
    let term = prop_oneof![Just(None), prop::sample::select(Term::ALL.to_vec()).prop_map(Some)];
    let coupon = prop_oneof![
        4 => Just(None),
        4 => prop::sample::select(vec!["WELCOME15", "LOYAL", "TEAM100", "MILLION", "EVERYTHING", "EXPIRED", "ULTI"])
            .prop_map(|code| Some(code.to_owned())),
        1 => "\\PC{0,12}".prop_map(Some),
    ];
    let plan = prop_oneof![8 => Just("premium"), 2 => Just("ultimate"), 1 => Just("free"), 1 => Just("dedicated")];
    let seats = prop_oneof![9 => 0_u32..1_200, 1 => any::<u32>()];
    let currency = prop_oneof![8 => Just(Currency::USD), 1 => Just(Currency::JPY), 1 => Just(Currency::KWD)];
    let country = prop::sample::select(vec!["DE", "FI", "US"]);
    let addon = prop::collection::btree_map(
        prop::sample::select(vec!["assistant", "storage", "compute"]).prop_map(str::to_owned),
        prop_oneof![9 => 0_u32..60, 1 => any::<u32>()],
        0..3,
    );
    let day = (2024_i16..2040, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day));
    (plan, seats, term, currency, country, any::<bool>(), coupon, addon, day).prop_map(
        |(plan, seats, term, currency, country, reverse, coupon, addon, as_of)| QuoteRequest {
            country: country.parse().expect("a country"),
            vat_id: reverse.then(|| "DE136695976".to_owned()),
            coupon,
            addon,
            as_of,
            ..request(plan, seats, term, currency)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn law_4_the_lines_sum_to_the_total(request in any_request()) {
        let Ok(quote) = answer(&request) else { return Ok(()) };
        let sum = |of: fn(&QuoteLine) -> i64| quote.lines.iter().map(of).sum::<i64>();
        prop_assert_eq!(sum(|line| line.amount_minor), quote.subtotal_minor);
        prop_assert_eq!(sum(|line| line.discount_minor), quote.discount_minor);
        prop_assert_eq!(sum(|line| line.tax_minor), quote.tax_minor);
        prop_assert_eq!(quote.subtotal_minor - quote.discount_minor + quote.tax_minor, quote.total_minor);
        prop_assert_eq!(quote.tax.iter().map(|entry| entry.basis_minor).sum::<i64>(), sum(QuoteLine::net_minor));
        prop_assert_eq!(quote.tax.iter().map(|entry| entry.amount_minor).sum::<i64>(), quote.tax_minor);
    }

    #[test]
    fn a_discount_stays_within_the_recurring_lines(request in any_request()) {
        let Ok(quote) = answer(&request) else { return Ok(()) };
        for line in &quote.lines {
            prop_assert!((0..=line.amount_minor).contains(&line.discount_minor));
            prop_assert!(line.recurring || line.discount_minor == 0);
            prop_assert!(line.tax_minor >= 0);
        }
        let off = quote.discount.as_ref().map_or(0, |coupon| coupon.amount_minor);
        prop_assert_eq!(off, quote.discount_minor);
        prop_assert!(quote.total_minor >= 0);
    }

    #[test]
    fn law_2_the_same_inputs_give_the_same_bytes(request in any_request()) {
        let bytes = |answer: Result<Quote, Vec<Refusal>>| match answer {
            Ok(quote) => serde_json::to_string(&quote),
            Err(refusals) => serde_json::to_string(&refusals),
        };
        let first = bytes(answer(&request)).expect("JSON");
        prop_assert_eq!(&first, &bytes(answer(&request)).expect("JSON"));
        let text = serde_json::to_string(&request).expect("JSON");
        let from_text = Draft::from_json(&text).quote_deciding_tax(&shop::catalogue(), &tax, 0);
        prop_assert_eq!(&first, &bytes(from_text).expect("JSON"));
    }

    #[test]
    fn a_stored_quote_is_read_back_intact(request in any_request()) {
        let Ok(quote) = answer(&request) else { return Ok(()) };
        let stored = serde_json::to_string(&quote).expect("JSON");
        let read: Quote = serde_json::from_str(&stored).expect("a quote");
        prop_assert_eq!(&read, &quote);
        prop_assert!(read.is_intact());
        let browser = shop::catalogue().showing_coupon(request.coupon.as_deref());
        prop_assert_eq!(Draft::from(&request).quote_deciding_tax(&browser, &tax, 0), Ok(quote));
    }

    #[test]
    fn the_hash_feels_every_change(request in any_request(), by in 1_i64..5, seats in 1_u32..5) {
        let Ok(quote) = answer(&request) else { return Ok(()) };
        let mut cheaper = quote.clone();
        cheaper.total_minor -= by;
        prop_assert!(!cheaper.is_intact());
        let mut later = quote.clone();
        later.as_of = later.as_of.tomorrow().expect("a day");
        prop_assert!(!later.is_intact());
        let more = QuoteRequest { seats: request.seats.saturating_add(seats), ..request };
        if let Ok(other) = answer(&more) {
            prop_assert_ne!(other.hash, quote.hash);
        }
    }

    #[test]
    fn more_seats_never_cost_less(seats in 1_u32..10_000, coupon in prop::bool::ANY) {
        let price = |seats| {
            let asked = request("premium", seats, Some(Term::Year), Currency::USD);
            priced(&if coupon { with_coupon(asked, "WELCOME15") } else { asked }).total_minor
        };
        prop_assert!(price(seats) < price(seats + 1));
    }

    #[test]
    fn never_panics_on_garbage(text in "\\PC{0,80}", number in any::<u64>(), fragment in "[a-z{}\":,0-9 ]{0,40}") {
        let line = format!(
            r#"{{"plan":"premium","seats":{number},"term":"1y","currency":"USD","country":"DE","coupon":{text:?},
                "addon":{{"assistant":{number}}},"as_of":"2026-11-20"}}"#
        );
        for json in [line.as_str(), &text, &fragment] {
            if let Err(refusals) = Draft::from_json(json).quote_deciding_tax(&shop::catalogue(), &tax, u32::MAX) {
                prop_assert!(!refusals.is_empty());
            }
        }
    }

    #[test]
    fn differences_are_empty_exactly_for_equal_quotes(a in any_request(), b in any_request()) {
        let (Ok(a), Ok(b)) = (answer(&a), answer(&b)) else { return Ok(()) };
        let different = !difference(&a, &b).is_empty() || !changed_facts(&a, &b).is_empty();
        prop_assert_eq!(different, a.hash != b.hash);
        prop_assert!(difference(&a, &a).is_empty() && changed_facts(&a, &a).is_empty());
    }
}

#[test]
fn a_difference_names_what_came_went_and_changed() {
    let plan = request("premium", 10, Some(Term::Year), Currency::USD);
    let old = priced(&with_addon(plan.clone(), "storage", 1));
    let new = priced(&with_addon(QuoteRequest { seats: 11, ..plan }, "compute", 1));
    let differences = difference(&old, &new);
    let shape = |d: &LineDifference| (d.item.clone(), d.before.map(|f| f.quantity), d.after.map(|f| f.quantity));
    let expected = [("premium", Some(10), Some(11)), ("storage", Some(1), None), ("compute", None, Some(1))];
    let shapes: Vec<_> = differences.iter().map(shape).collect();
    assert_eq!(shapes, expected.map(|(item, before, after)| (item.to_owned(), before, after)));
}
