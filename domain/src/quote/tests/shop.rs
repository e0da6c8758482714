//! A catalogue with every kind of price, add-on and coupon, built by hand.

use jiff::civil::date;

use crate::catalogue::{
    AddOn, AddOnPrice, BeyondSeats, Catalogue, ChangePolicy, ChangeTime, Charge, LocalText, Offer, Plan, Price,
    PriceModel, QuantityCap, SeatRange, Tier, Unit,
};
use crate::coupon::{Coupon, CouponDuration, Reduction};
use crate::decimal::Decimal;
use crate::money::{Currency, Money};
use crate::term::Term;

pub fn d(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

pub fn catalogue() -> Catalogue {
    Catalogue {
        version: "test-1".to_owned(),
        effective_from: date(2024, 1, 1),
        languages: vec!["en".to_owned(), "de".to_owned()],
        currencies: vec![Currency::USD, Currency::JPY, Currency::KWD],
        terms: Term::ALL.to_vec(),
        feature_groups: Vec::new(),
        plans: vec![free(), premium(), ultimate(), dedicated()],
        addons: vec![assistant(), compute(), storage()],
        coupons: coupons(),
        changes: ChangePolicy {
            upgrade: ChangeTime::Now,
            downgrade: ChangeTime::AtRenewal,
            seats_added: ChangeTime::Now,
            seats_removed: ChangeTime::AtRenewal,
        },
    }
}

fn plan(id: &str, rank: u32, max: u32, beyond: BeyondSeats, offer: Offer) -> Plan {
    Plan {
        id: id.to_owned(),
        name: id.into(),
        summary: "A plan".into(),
        rank,
        most_popular: rank == 2,
        seats: SeatRange { min: 1, max, beyond },
        trial_days: None,
        offer,
    }
}

fn free() -> Plan {
    plan("free", 1, 5, BeyondSeats::AnotherPlan, Offer::Free)
}

fn dedicated() -> Plan {
    plan("dedicated", 4, 10_000, BeyondSeats::ContactSales, Offer::ContactSales)
}

fn premium() -> Plan {
    let list = [
        (Currency::USD, Term::Month, "36.00"),
        (Currency::USD, Term::Year, "348.00"),
        (Currency::USD, Term::TwoYears, "661.20"),
        (Currency::USD, Term::ThreeYears, "939.60"),
        (Currency::JPY, Term::Year, "52200"),
        (Currency::KWD, Term::TwoYears, "202.350"),
    ];
    let prices = list.map(|(currency, term, unit)| Price { currency, term, model: graduated(d(unit)) });
    plan("premium", 2, 10_000, BeyondSeats::ContactSales, Offer::Paid { prices: prices.to_vec() })
}

fn graduated(list: Decimal) -> PriceModel {
    let tier = |from, to, keep: &str| Tier { from, to, unit: list.checked_mul(d(keep)).expect("fits") };
    PriceModel::Graduated {
        tiers: vec![tier(1, Some(100), "1"), tier(101, Some(500), "0.95"), tier(501, None, "0.90")],
    }
}

fn ultimate() -> Plan {
    let list = [(Term::Year, "1188.00"), (Term::TwoYears, "2257.20"), (Term::ThreeYears, "3207.60")];
    let price = |(term, unit)| Price { currency: Currency::USD, term, model: PriceModel::PerUnit { unit: d(unit) } };
    let prices = list.map(price).to_vec();
    plan("ultimate", 3, 10_000, BeyondSeats::ContactSales, Offer::Paid { prices })
}

fn addon(id: &str, unit: Unit, charge: Charge, max: QuantityCap, usd: &str) -> AddOn {
    let prices = vec![AddOnPrice { currency: Currency::USD, model: PriceModel::PerUnit { unit: d(usd) } }];
    AddOn {
        id: id.to_owned(),
        name: LocalText::from(id),
        summary: "An add-on".into(),
        unit,
        charge,
        min: 1,
        max,
        plans: if id == "storage" { vec!["premium".to_owned()] } else { Vec::new() },
        prices,
    }
}

fn assistant() -> AddOn {
    addon("assistant", Unit::Seat, Charge::Yearly, QuantityCap::PlanSeats, "228.00")
}

fn storage() -> AddOn {
    addon("storage", Unit::Pack { size: 10, of: "GB".into() }, Charge::Yearly, QuantityCap::AtMost(1000), "60.00")
}

fn compute() -> AddOn {
    addon(
        "compute",
        Unit::Pack { size: 1000, of: "minutes".into() },
        Charge::OneOff,
        QuantityCap::AtMost(1000),
        "10.00",
    )
}

fn coupon(code: &str, off: Reduction, lasts: CouponDuration) -> Coupon {
    Coupon {
        code: code.to_owned(),
        off,
        lasts,
        plans: Vec::new(),
        min_seats: None,
        currency: None,
        from: None,
        until: None,
        max_redemptions: None,
    }
}

fn coupons() -> Vec<Coupon> {
    let percent = |percent: &str| Reduction::Percent(d(percent));
    let dollars = |minor| Reduction::Amount(Money::new(minor, Currency::USD));
    vec![
        coupon("WELCOME15", percent("15"), CouponDuration::FirstTerm),
        coupon("LOYAL", percent("7.5"), CouponDuration::EveryTerm),
        coupon("EVERYTHING", percent("100"), CouponDuration::FirstTerm),
        Coupon { min_seats: Some(20), ..coupon("TEAM100", dollars(10_000), CouponDuration::FirstTerm) },
        coupon("MILLION", dollars(100_000_000), CouponDuration::FirstTerm),
        Coupon { until: Some(date(2025, 12, 31)), ..coupon("EXPIRED", percent("20"), CouponDuration::FirstTerm) },
        Coupon { from: Some(date(2027, 1, 1)), ..coupon("SOON", percent("20"), CouponDuration::FirstTerm) },
        Coupon {
            plans: vec!["ultimate".to_owned()],
            max_redemptions: Some(3),
            ..coupon("ULTI", percent("10"), CouponDuration::FirstTerm)
        },
    ]
}
