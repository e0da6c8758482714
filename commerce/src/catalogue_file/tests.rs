use domain::catalogue::{CatalogueError, Charge, FeatureValue, Offer, PriceModel, QuantityCap, Tier, Unit};
use domain::decimal::Decimal;
use domain::money::Currency;
use domain::term::Term;

use super::*;

mod together;

fn demo() -> Catalogue {
    read(DEMO).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The problems of a catalogue: path and fault, in the order of the lines.
fn faults_of(text: &str) -> Vec<(String, Fault)> {
    let problems = read(text).expect_err("a problem");
    problems.into_iter().map(|problem| (problem.path, problem.fault)).collect()
}

/// The problems of the demo catalogue with pieces of it replaced.
fn read_with(pieces: &[(&str, &str)]) -> Vec<(String, Fault)> {
    let mut text = DEMO.to_owned();
    for (from, to) in pieces {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replace(from, to);
    }
    faults_of(&text)
}

/// The problems of the demo catalogue with one piece of it replaced.
fn broken(from: &str, to: &str) -> Vec<(String, Fault)> {
    read_with(&[(from, to)])
}

fn at(path: &str, fault: impl Into<Fault>) -> (String, Fault) {
    (path.to_owned(), fault.into())
}

fn list_price(plan: &str, currency: Currency, term: Term) -> String {
    let catalogue = demo();
    let price = catalogue.plan(plan).and_then(|plan| plan.price(currency, term)).expect("a price");
    price.model.list_price().to_string()
}

#[test]
fn the_demo_catalogue_is_in_order_and_has_its_figures() {
    let catalogue = demo();
    let ids: Vec<_> = catalogue.plans.iter().map(|plan| plan.id.as_str()).collect();
    assert_eq!(ids, ["free", "premium", "ultimate", "ultimate-dedicated"]);
    assert_eq!(list_price("premium", Currency::USD, Term::Year), "348");
    assert_eq!(list_price("premium", Currency::USD, Term::ThreeYears), "939.6");
    assert_eq!(list_price("premium", Currency::EUR, Term::TwoYears), "615.6");
    assert_eq!(list_price("ultimate", Currency::JPY, Term::Year), "178200");
    assert_eq!(list_price("ultimate", Currency::KWD, Term::ThreeYears), "982.8");
    assert!(!catalogue.plan("ultimate").expect("ultimate").sold_for(Term::Month));
    assert!(catalogue.plan("premium").expect("premium").most_popular);
    let features: usize = catalogue.feature_groups.iter().map(|group| group.features.len()).sum();
    assert_eq!((catalogue.feature_groups.len(), features), (5, 26));
}

#[test]
fn shared_tiers_are_exact_discounts_on_the_list_price() {
    let catalogue = demo();
    let price = catalogue.plan("premium").and_then(|plan| plan.price(Currency::KWD, Term::TwoYears)).expect("a price");
    let PriceModel::Graduated { tiers } = &price.model else { panic!("graduated") };
    let shape: Vec<_> = tiers.iter().map(|tier| (tier.from, tier.to, tier.unit.to_string())).collect();
    let expected = [(1, Some(100), "202.35"), (101, Some(500), "192.2325"), (501, None, "182.115")];
    assert_eq!(shape, expected.map(|(from, to, unit)| (from, to, unit.to_owned())));
}

#[test]
fn reads_addons_coupons_and_features() {
    let catalogue = demo();
    let assistant = catalogue.addon("assistant").expect("assistant");
    assert_eq!((assistant.charge, assistant.max), (Charge::Yearly, QuantityCap::PlanSeats));
    let compute = catalogue.addon("compute").expect("compute");
    assert!(matches!(&compute.unit, Unit::Pack { size: 1000, of } if of.in_language("de") == "Minuten"));
    assert_eq!(catalogue.coupon("team100").and_then(|coupon| coupon.min_seats), Some(20));
    let storage = catalogue.feature_groups[0].features.iter().find(|feature| feature.id == "storage").expect("storage");
    assert_eq!(storage.value("free"), &FeatureValue::Extent("10 GB".into()));
    assert_eq!(storage.value("gold"), &FeatureValue::Included(false));
}

#[test]
fn survives_the_way_to_the_browser() {
    let catalogue = demo();
    let json = serde_json::to_string(&catalogue).expect("JSON");
    assert_eq!(serde_json::from_str::<Catalogue>(&json).expect("a catalogue"), catalogue);
}

#[test]
fn names_line_and_column() {
    let text = DEMO.replace("trial_days = 30\nmodel = \"per_unit\"", "trial_days = \"30\"\nmodel = \"per_unit\"");
    let problems = read(&text).expect_err("a problem");
    let line = text.lines().position(|line| line == "trial_days = \"30\"").expect("the line") + 1;
    let expected = Problem {
        line: u32::try_from(line).expect("a line"),
        column: 1,
        path: "plan.ultimate.trial_days".to_owned(),
        fault: Fault::Wrong(Expected::Whole),
    };
    assert_eq!(problems, [expected]);
}

#[test]
fn a_problem_reads_like_a_compilers() {
    let problem = |from: &str, to: &str| {
        let problems = read(&DEMO.replace(from, to)).expect_err("a problem");
        problems[0].to_string().split_once(": ").map(|(_, rest)| rest.to_owned()).unwrap_or_default()
    };
    assert_eq!(
        problem("1m = \"5400\"", "1m = 5400"),
        "plan.premium.price.JPY.1m: this has to be an exact decimal in quotes, like \"348.00\""
    );
    assert_eq!(
        problem("JPY = \"1500\"", "JPY = \"1500.5\""),
        "addon.compute.price.JPY: 1500.5 cannot be paid in JPY, which has 0 decimals"
    );
    assert_eq!(
        problem("\"another_plan\"", "\"panic\""),
        "plan.free.seats.beyond: this has to be one of contact_sales, another_plan"
    );
}

#[test]
fn keys_nobody_reads_and_keys_nobody_wrote() {
    let misspelt = broken("most_popular = true", "most_poplar = true");
    assert_eq!(misspelt, [at("plan.premium.most_poplar", Fault::Unknown { key: "most_poplar".to_owned() })]);
    let missing = broken("rank = 3\n", "");
    assert_eq!(missing, [at("plan.ultimate.rank", Fault::Missing { key: "rank".to_owned() })]);
    let both = broken("[changes]\nupgrade", "[changes]\nupgrades");
    let key = |key: &str| key.to_owned();
    let unknown = at("changes.upgrades", Fault::Unknown { key: key("upgrades") });
    assert_eq!(both, [at("changes.upgrade", Fault::Missing { key: key("upgrade") }), unknown]);
}

#[test]
fn a_key_twice_is_an_error_of_its_line() {
    let twice = broken("rank = 2\n", "rank = 2\nrank = 5\n");
    assert!(matches!(&twice[..], [(_, Fault::Syntax { detail })] if detail.contains("duplicate key")), "{twice:?}");
}

#[test]
fn a_missing_price_is_named_where_it_would_stand() {
    let missing = broken("1m = \"5400\"\n", "");
    let error = CatalogueError::PriceMissing { currency: Currency::JPY };
    assert_eq!(missing, [at("plan.premium.price.JPY.1m", error)]);
    let garbled = broken("1m = \"5400\"", "1m = 5400");
    assert_eq!(garbled, [at("plan.premium.price.JPY.1m", Fault::Wrong(Expected::Decimal))]);
}

#[test]
fn prices_for_what_is_not_sold() {
    let unknown = broken("JPY = \"1500\"", "JPY = \"1500\", SEK = \"9.00\", EURO = \"1\"");
    let sek = CatalogueError::CurrencyUnknown { currency: "SEK".parse().expect("a currency") };
    let expected =
        [at("addon.compute.price.SEK", sek), at("addon.compute.price.EURO", Fault::Wrong(Expected::Currency))];
    assert_eq!(unknown, expected);
    let term = broken("1m = \"5400\"", "1m = \"5400\"\n5y = \"1\"");
    assert_eq!(term, [at("plan.premium.price.JPY.5y", Fault::Wrong(Expected::Term))]);
}

#[test]
fn amounts_too_fine_for_their_currency() {
    let packs = broken("JPY = \"1500\"", "JPY = \"1500.5\"");
    let error = CatalogueError::TooFine { amount: "1500.5".parse().expect("a decimal"), currency: Currency::JPY };
    assert_eq!(packs, [at("addon.compute.price.JPY", error)]);
    let coupon = broken("amount = \"100.00\"", "amount = \"100.001\"");
    let error = CatalogueError::TooFine { amount: "100.001".parse().expect("a decimal"), currency: Currency::USD };
    assert_eq!(coupon, [at("coupon.TEAM100.amount", error)]);
}

#[test]
fn a_gap_in_shared_tiers_is_said_once_where_they_are_written() {
    let gap = broken("from = 101", "from = 110");
    assert_eq!(gap, [at("plan.premium.tiers[1]", CatalogueError::TierGap { from: 101, to: 109 })]);
    let less = broken("less = \"10\"", "less = \"101\"");
    let error = CatalogueError::PercentOutside { percent: "101".parse().expect("a decimal") };
    assert_eq!(less, [at("plan.premium.tiers[2].less", error)]);
}

#[test]
fn tiers_can_have_prices_of_their_own() {
    let tiers = "[{ from = 1, to = 10, unit = \"5400\" }, { from = 11, unit = \"5000\" }]";
    let catalogue = read(&DEMO.replace("\"5400\"", tiers)).expect("a catalogue");
    let price = catalogue.plan("premium").and_then(|plan| plan.price(Currency::JPY, Term::Month)).expect("a price");
    let expected = Tier { from: 11, to: None, unit: Decimal::from(5000) };
    assert!(matches!(&price.model, PriceModel::Graduated { tiers } if tiers[1] == expected));
    let gap = broken("\"5400\"", &tiers.replace("from = 11", "from = 12"));
    assert_eq!(gap, [at("plan.premium.price.JPY.1m[1]", CatalogueError::TierGap { from: 11, to: 11 })]);
}

#[test]
fn tiers_that_are_not_there_are_missed_once() {
    let (before, after) = DEMO.split_once("tiers = [").expect("tiers");
    let (_, after) = after.split_once("\n]\n").expect("their end");
    let problems = read(&format!("{before}{after}")).expect_err("a problem");
    let faults: Vec<_> = problems.into_iter().map(|problem| (problem.path, problem.fault)).collect();
    assert_eq!(faults, [at("plan.premium.tiers", Fault::Missing { key: "tiers".to_owned() })]);
}

#[test]
fn a_package_has_a_size() {
    let package = |size| format!("model = \"package\"\npackage = {size}\n[plan.ultimate.price.USD]");
    let from = "model = \"per_unit\"\n\n[plan.ultimate.price.USD]";
    let catalogue = read(&DEMO.replace(from, &package(10))).expect("a catalogue");
    let price = catalogue.plan("ultimate").and_then(|plan| plan.price(Currency::USD, Term::Year)).expect("a price");
    assert_eq!(price.model, PriceModel::Package { size: 10, package: Decimal::from(1188) });
    assert_eq!(broken(from, &package(0)), [at("plan.ultimate.package", CatalogueError::Zero)]);
}

#[test]
fn coupons_take_off_a_percentage_or_an_amount() {
    let both = broken("percent = \"15\"", "percent = \"15\"\namount = \"1.00\"\ncurrency = \"USD\"");
    assert_eq!(both, [at("coupon.WELCOME15.percent", Fault::PercentOrAmount)]);
    let neither = broken("percent = \"15\"\n", "");
    assert_eq!(neither, [at("coupon.WELCOME15.percent", Fault::PercentOrAmount)]);
    let reversed = broken("until = 2024-12-31", "until = 2023-12-31");
    assert!(
        matches!(&reversed[..], [(path, Fault::Rule(CatalogueError::WindowReversed { .. }))] if path == "coupon.EXPIRED.until")
    );
    let no_date = broken("until = 2024-12-31", "until = 2024-12-31T10:00:00Z");
    assert_eq!(no_date, [at("coupon.EXPIRED.until", Fault::Wrong(Expected::Date))]);
}

#[test]
fn features_belong_to_a_group_that_is_there() {
    let lost = broken("[feature.epics]\ngroup = \"planning\"", "[feature.epics]\ngroup = \"plans\"");
    assert_eq!(lost, [at("feature.epics.group", Fault::GroupUnknown { group: "plans".to_owned() })]);
}

#[test]
fn everything_is_said_at_once() {
    let text = DEMO
        .replace("format = 1", "format = 2")
        .replace("rank = 3", "rank = 2")
        .replace("beyond = \"another_plan\"", "beyond = \"panic\"")
        .replace("summary = { en = \"More room", "summary = { fr = \"More room")
        .replace("min_seats = 20", "min_seats = 20000");
    let problems = read(&text).expect_err("problems");
    let paths: Vec<_> = problems.iter().map(|problem| problem.path.as_str()).collect();
    let expected = [
        "format",
        "plan.free.seats.beyond",
        "plan.ultimate.rank",
        "addon.storage.summary",
        "addon.storage.summary.fr",
        "coupon.TEAM100",
    ];
    assert_eq!(paths, expected, "{problems:#?}");
}

#[test]
fn what_is_no_toml_is_named_with_its_line() {
    for (text, line) in [("", 1), ("format = ", 1), ("format = 1\nversion = demo\n", 2), ("[plan\n", 1), ("\u{0}", 1)] {
        let problems = read(text).expect_err("a problem");
        assert!(problems.iter().any(|problem| problem.line == line), "{text:?}: {problems:?}");
    }
}

#[test]
fn free_is_an_offer_and_takes_no_prices() {
    assert_eq!(demo().plan("free").map(|plan| plan.offer.clone()), Some(Offer::Free));
    let priced = broken("offer = \"free\"\n", "offer = \"free\"\nprice = { USD = { 1y = \"1\" } }\n");
    assert_eq!(priced, [at("plan.free.price", Fault::Unknown { key: "price".to_owned() })]);
}
