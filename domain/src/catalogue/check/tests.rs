use super::*;
use crate::catalogue::{Feature, FeatureGroup, FeatureValue, Offer, PriceModel, QuantityCap, Tier, Unit};
use crate::coupon::Reduction;
use crate::money::{Currency, Money};
use crate::quote::tests::shop::{self, d};
use crate::term::Term;
use jiff::civil::date;

/// A catalogue in which everything is in order, in one currency.
fn sound() -> Catalogue {
    let mut catalogue = shop::catalogue();
    catalogue.currencies = vec![Currency::USD];
    for plan in &mut catalogue.plans {
        if let Offer::Paid { prices } = &mut plan.offer {
            prices.retain(|price| price.currency == Currency::USD);
        }
    }
    let feature = Feature { id: "reviews".into(), name: "Reviews".into(), tooltip: None, values: Default::default() };
    catalogue.feature_groups = vec![FeatureGroup { id: "code".into(), name: "Code".into(), features: vec![feature] }];
    catalogue
}

fn faults(change: impl FnOnce(&mut Catalogue)) -> Vec<(String, CatalogueError)> {
    let mut catalogue = sound();
    change(&mut catalogue);
    check(&catalogue).into_iter().map(|fault| (fault.path, fault.error)).collect()
}

fn at(path: &str, error: CatalogueError) -> (String, CatalogueError) {
    (path.to_owned(), error)
}

fn set_price(catalogue: &mut Catalogue, plan: usize, model: PriceModel) {
    let Offer::Paid { prices } = &mut catalogue.plans[plan].offer else { panic!("a paid plan") };
    prices[0].model = model;
}

#[test]
fn a_sound_catalogue_has_no_fault() {
    assert_eq!(faults(|_| ()), []);
}

#[test]
fn every_fault_is_reported_not_only_the_first() {
    let found = faults(|catalogue| {
        catalogue.version = " ".to_owned();
        catalogue.currencies.push(Currency::USD);
        catalogue.plans[1].rank = 1;
        catalogue.plans[2].most_popular = true;
        catalogue.plans[2].seats.min = 0;
        catalogue.plans[3].seats.max = 0;
        catalogue.addons[0].id = "premium".to_owned();
        catalogue.addons[1].plans = vec!["gold".to_owned()];
    });
    let expected = [
        at("version", CatalogueError::Blank),
        at("currencies[1]", CatalogueError::Repeated { value: "USD".to_owned() }),
        at("plan.premium.rank", CatalogueError::RankTaken { plan: "free".to_owned() }),
        at("plan.ultimate.most_popular", CatalogueError::SecondMostPopular { plan: "premium".to_owned() }),
        at("plan.ultimate.seats.min", CatalogueError::Zero),
        at("plan.dedicated.seats", CatalogueError::MinAboveMax { min: 1, max: 0 }),
        at("addon.premium", CatalogueError::Repeated { value: "premium".to_owned() }),
        at("addon.compute.plans[0]", CatalogueError::PlanUnknown { plan: "gold".to_owned() }),
    ];
    assert_eq!(found, expected);
}

#[test]
fn tiers_cover_every_unit_once() {
    let tier = |from, to| Tier { from, to, unit: d("10") };
    let of = |tiers: Vec<Tier>| {
        let found = faults(|catalogue| set_price(catalogue, 1, PriceModel::Graduated { tiers }));
        let place = |path: String| path.strip_prefix("plan.premium.price.USD.1m").map(str::to_owned);
        found.into_iter().map(|(path, error)| (place(path).expect("in the price"), error)).collect::<Vec<_>>()
    };
    assert_eq!(of(vec![tier(1, Some(10)), tier(11, None)]), []);
    assert_eq!(of(vec![]), [at("", CatalogueError::Empty)]);
    let gap = CatalogueError::TierGap { from: 11, to: 19 };
    assert_eq!(of(vec![tier(1, Some(10)), tier(20, None)]), [at(".tiers[1]", gap)]);
    assert_eq!(of(vec![tier(2, None)]), [at(".tiers[0]", CatalogueError::TierGap { from: 1, to: 1 })]);
    let overlap = CatalogueError::TierOverlap { from: 10 };
    assert_eq!(of(vec![tier(1, Some(10)), tier(10, None)]), [at(".tiers[1]", overlap)]);
    assert_eq!(of(vec![tier(1, None), tier(5, None)]), [at(".tiers[0]", CatalogueError::TierEndless)]);
    assert_eq!(of(vec![tier(1, Some(5))]), [at(".tiers[0]", CatalogueError::TiersEnd { to: 5 })]);
    let reversed = CatalogueError::TierReversed { from: 5, to: 4 };
    assert_eq!(of(vec![tier(1, Some(4)), tier(5, Some(4)), tier(9, None)]), [at(".tiers[1]", reversed)]);
}

#[test]
fn what_is_paid_as_it_stands_can_be_paid() {
    let place = "plan.ultimate.price.USD.1y";
    let of = |model| faults(|catalogue| set_price(catalogue, 2, model));
    let fine = |amount| CatalogueError::TooFine { amount: d(amount), currency: Currency::USD };
    assert_eq!(of(PriceModel::PerUnit { unit: d("0.0125") }), []);
    assert_eq!(of(PriceModel::Flat { amount: d("0.0125") }), [at(place, fine("0.0125"))]);
    assert_eq!(of(PriceModel::Package { size: 5, package: d("1.001") }), [at(place, fine("1.001"))]);
    assert_eq!(of(PriceModel::PerUnit { unit: d("-1") }), [at(place, CatalogueError::Negative { amount: d("-1") })]);
    assert_eq!(of(PriceModel::PerUnit { unit: d("0") }), [at(place, CatalogueError::ZeroPrice)]);
    let pack = faults(|c| c.addons[1].prices[0].model = PriceModel::PerUnit { unit: d("9.999") });
    assert_eq!(pack, [at("addon.compute.price.USD", fine("9.999"))]);
}

#[test]
fn prices_are_complete_and_of_the_catalogue() {
    let missing = faults(|catalogue| {
        catalogue.currencies.push(Currency::EUR);
        catalogue.addons.clear();
        catalogue.plans.remove(2);
    });
    let eur = CatalogueError::PriceMissing { currency: Currency::EUR };
    let terms = ["1m", "1y", "2y", "3y"].map(|term| at(&format!("plan.premium.price.EUR.{term}"), eur.clone()));
    assert_eq!(missing[..4], terms);
    let unknown = faults(|catalogue| {
        catalogue.terms.retain(|term| *term != Term::ThreeYears);
        catalogue.plans.remove(2);
        catalogue.coupons.clear();
    });
    assert_eq!(unknown, [at("plan.premium.price.USD.3y", CatalogueError::TermUnknown { term: Term::ThreeYears })]);
    let none = faults(|catalogue| catalogue.plans[1].offer = Offer::Paid { prices: Vec::new() });
    assert_eq!(none, [at("plan.premium.price", CatalogueError::Empty)]);
}

#[test]
fn addons_can_be_sold() {
    let found = faults(|catalogue| {
        catalogue.addons[0].max = QuantityCap::AtMost(0);
        catalogue.addons[1].unit = Unit::Pack { size: 0, of: " ".into() };
        catalogue.addons[2].prices.clear();
    });
    let expected = [
        at("addon.assistant.quantity", CatalogueError::MinAboveMax { min: 1, max: 0 }),
        at("addon.compute.unit.pack", CatalogueError::Zero),
        at("addon.compute.unit.of", CatalogueError::Blank),
        at("addon.storage.price.USD", CatalogueError::PriceMissing { currency: Currency::USD }),
    ];
    assert_eq!(found, expected);
}

#[test]
fn coupons_can_be_used() {
    let found = faults(|catalogue| {
        let coupons = &mut catalogue.coupons;
        coupons.truncate(6);
        coupons[0].off = Reduction::Percent(d("100.5"));
        coupons[1].code = "loyal".to_owned();
        coupons[2].plans = vec!["free".to_owned()];
        coupons[3].off = Reduction::Amount(Money::new(0, Currency::JPY));
        coupons[3].currency = Some(Currency::USD);
        coupons[4].min_seats = Some(10_001);
        coupons[5].from = Some(date(2026, 1, 1));
    });
    let expected = [
        at("coupon.WELCOME15.percent", CatalogueError::PercentOutside { percent: d("100.5") }),
        at("coupon.loyal", CatalogueError::IdMalformed { id: "loyal".to_owned() }),
        at("coupon.EVERYTHING", CatalogueError::NeverUsable),
        at("coupon.TEAM100.amount", CatalogueError::ZeroPrice),
        at("coupon.TEAM100.currency", CatalogueError::OtherCurrency { currency: Currency::JPY }),
        at("coupon.TEAM100.currency", CatalogueError::CurrencyUnknown { currency: Currency::JPY }),
        at("coupon.MILLION", CatalogueError::NeverUsable),
        at(
            "coupon.EXPIRED.until",
            CatalogueError::WindowReversed { from: date(2026, 1, 1), until: date(2025, 12, 31) },
        ),
    ];
    assert_eq!(found, expected);
}

#[test]
fn features_name_plans_that_exist_in_every_language() {
    let text = |texts: [(&str, &str); 2]| {
        LocalText::ByLanguage(texts.map(|(language, text)| (language.to_owned(), text.to_owned())).into())
    };
    let found = faults(|catalogue| {
        let group = &mut catalogue.feature_groups[0];
        group.name = text([("en", "Code"), ("de", "Quelltext")]);
        group.features[0].tooltip = Some(text([("en", "What"), ("fr", "Quoi")]));
        group.features[0].values.insert("gold".to_owned(), FeatureValue::Included(true));
        let empty = FeatureGroup { id: "Empty".into(), name: "Empty".into(), features: Vec::new() };
        catalogue.feature_groups.push(empty);
    });
    let expected = [
        at("feature.reviews.tooltip.fr", CatalogueError::LanguageUnknown { language: "fr".to_owned() }),
        at("feature.reviews.tooltip", CatalogueError::TranslationMissing { language: "de".to_owned() }),
        at("feature.reviews.plans.gold", CatalogueError::PlanUnknown { plan: "gold".to_owned() }),
        at("group.Empty", CatalogueError::IdMalformed { id: "Empty".to_owned() }),
        at("group.Empty", CatalogueError::Empty),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_price_leaves_room_to_sell_many() {
    let place = "plan.ultimate.price.USD.1y";
    let of = |unit| faults(|catalogue| set_price(catalogue, 2, PriceModel::PerUnit { unit }));
    let most = most_of(Currency::USD);
    assert_eq!(of(most), []);
    for amount in ["92233720368.55", "99999999999999999999999999999999"] {
        assert_eq!(of(d(amount)), [at(place, CatalogueError::PriceTooLarge { amount: d(amount), most })]);
    }
    let amount = d("1.0000000000001");
    assert_eq!(of(amount), [at(place, CatalogueError::TooManyDecimals { amount, most: 12 })]);
    let tiers =
        vec![Tier { from: 1, to: Some(9), unit: d("1") }, Tier { from: 10, to: None, unit: d("92233720368.55") }];
    let tiered = faults(|catalogue| set_price(catalogue, 1, PriceModel::Volume { tiers }));
    let error = CatalogueError::PriceTooLarge { amount: d("92233720368.55"), most };
    assert_eq!(tiered, [at("plan.premium.price.USD.1m.tiers[1]", error)]);
}
