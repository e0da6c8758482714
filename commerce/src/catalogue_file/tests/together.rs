//! Nothing hides anything: each fault of an entry is said beside the others.

use domain::catalogue::{CatalogueError, most_of};
use domain::money::Currency;

use super::super::{Expected, Fault};
use super::{DEMO, at, broken, faults_of, read_with};

fn missing(key: &str) -> Fault {
    Fault::Missing { key: key.to_owned() }
}

fn no_plan(plan: &str) -> CatalogueError {
    CatalogueError::PlanUnknown { plan: plan.to_owned() }
}

#[test]
fn a_feature_of_no_group_is_checked_all_the_same() {
    let with = |group: &str| {
        let (head, tail) = DEMO.split_once("[feature.epics]\ngroup = \"planning\"\n").expect("the feature");
        faults_of(&format!("{head}[feature.epics]\n{group}{tail}").replace("[feature.epics", "[feature.Epics"))
    };
    let malformed = at("feature.Epics", CatalogueError::IdMalformed { id: "Epics".to_owned() });
    let unknown = at("feature.Epics.group", Fault::GroupUnknown { group: "plans".to_owned() });
    assert_eq!(with("group = \"plans\"\n"), [malformed.clone(), unknown]);
    assert_eq!(with(""), [at("feature.Epics.group", missing("group")), malformed]);
}

#[test]
fn a_value_that_cannot_be_read_does_not_hide_its_plan() {
    let (head, tail) = DEMO.split_once("[feature.epics]\ngroup = \"planning\"").expect("the feature");
    let tail = tail.replacen("[feature.epics.plans]", "[feature.epics.plans]\ngold = 5", 1);
    let problems = faults_of(&format!("{head}[feature.epics]\ngroup = \"plans\"{tail}"));
    let at_plans = "feature.epics.plans.gold";
    let group = at("feature.epics.group", Fault::GroupUnknown { group: "plans".to_owned() });
    assert_eq!(problems, [group, at(at_plans, Fault::Wrong(Expected::Texts)), at(at_plans, no_plan("gold"))]);
}

#[test]
fn an_addon_without_a_name_has_its_prices_checked() {
    let nameless =
        read_with(&[("[addon.storage]\nname = ", "[addon.storage]\nnames = "), ("\"60.00\"", "\"228.005\"")]);
    let amount = "228.005".parse().expect("a decimal");
    let expected = [
        at("addon.storage.name", missing("name")),
        at("addon.storage.names", Fault::Unknown { key: "names".to_owned() }),
        at("addon.storage.price.USD", CatalogueError::TooFine { amount, currency: Currency::USD }),
    ];
    assert_eq!(nameless, expected);
}

#[test]
fn a_list_price_is_judged_where_it_stands() {
    let place = "plan.premium.price.USD.1y";
    let with = |price: &str| broken("1y = \"348.00\"", &format!("1y = \"{price}\""));
    let d = |text: &str| text.parse().expect("a decimal");
    assert_eq!(with("-348.00"), [at(place, CatalogueError::Negative { amount: d("-348") })]);
    assert_eq!(with("0.00"), [at(place, CatalogueError::ZeroPrice)]);
    let amount = "99999999999999999999999999999999";
    let error = CatalogueError::PriceTooLarge { amount: d(amount), most: most_of(Currency::USD) };
    assert_eq!(with(amount), [at(place, error)]);
    let free_tier = broken("{ from = 1, to = 100 }", "{ from = 1, to = 100, less = \"100\" }");
    assert_eq!(free_tier, [at("plan.premium.tiers[0]", CatalogueError::ZeroPrice)]);
}

#[test]
fn a_coupons_amount_can_be_too_large_and_is_read_without_a_currency() {
    let amount = "99999999999999999999999999999999";
    let error =
        CatalogueError::PriceTooLarge { amount: amount.parse().expect("a decimal"), most: most_of(Currency::USD) };
    assert_eq!(broken("amount = \"100.00\"", &format!("amount = \"{amount}\"")), [at("coupon.TEAM100.amount", error)]);
    let both = broken("amount = \"100.00\"\ncurrency = \"USD\"", "amount = 100\ncurrency = \"EURO\"");
    let expected = [
        at("coupon.TEAM100.amount", Fault::Wrong(Expected::Decimal)),
        at("coupon.TEAM100.currency", Fault::Wrong(Expected::Currency)),
    ];
    assert_eq!(both, expected);
}

#[test]
fn a_tier_that_cannot_be_read_hides_no_gap_and_makes_none() {
    let gap = CatalogueError::TierGap { from: 501, to: 599 };
    let tiers = read_with(&[("less = \"5\"", "less = 5"), ("from = 501", "from = 600")]);
    let expected =
        [at("plan.premium.tiers[1].less", Fault::Wrong(Expected::Decimal)), at("plan.premium.tiers[2]", gap)];
    assert_eq!(tiers, expected);
    let unread = broken("from = 101", "from = \"101\"");
    assert_eq!(unread, [at("plan.premium.tiers[1].from", Fault::Wrong(Expected::Whole))]);
}

#[test]
fn prices_under_a_key_that_is_none_are_read() {
    let term = broken("1m = \"5400\"", "1m = \"5400\"\n5y = 1");
    let place = "plan.premium.price.JPY.5y";
    assert_eq!(term, [at(place, Fault::Wrong(Expected::Term)), at(place, Fault::Wrong(Expected::Decimal))]);
    let unread = broken("JPY = \"1500\"", "JPY = \"1500\", SEK = 9");
    let place = "addon.compute.price.SEK";
    let error = CatalogueError::CurrencyUnknown { currency: "SEK".parse().expect("a currency") };
    assert_eq!(unread, [at(place, Fault::Wrong(Expected::Decimal)), at(place, error)]);
}

#[test]
fn every_language_of_a_text_is_read() {
    let texts = broken("{ en = \"minutes\", de = \"Minuten\" }", "{ en = 1, de = 2 }");
    let place = |language: &str| at(&format!("addon.compute.unit.of.{language}"), Fault::Wrong(Expected::Text));
    assert_eq!(texts, [place("en"), place("de")]);
}
