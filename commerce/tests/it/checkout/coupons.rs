//! Coupons of a checkout.

use commerce::on_both_databases;
use domain::checkout::{Selection, TaxKnowledge};

use super::{Browser, codes, premium};

on_both_databases! {
    async fn a_coupon_lowers_the_price_until_it_is_removed(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        let answer = shop.apply_coupon(&caller, id, 1, " welcome15 ").await.unwrap();
        assert_eq!(answer.view.content.selection.coupon.as_deref(), Some("WELCOME15"));
        let goods = shop.goods();
        let catalogue = goods.book.nearest(shop.today()).showing_coupon(None);
        let view = answer.view;
        let estimate = view.estimate(&view.with_coupon(&catalogue), &goods.tax, &view.content).unwrap();
        assert_eq!((estimate.quote.discount_minor, estimate.tax), (121_500, TaxKnowledge::Unknown));
        let without = shop.remove_coupon(&caller, id, view.version).await.unwrap().view;
        assert_eq!((without.content.selection.coupon.clone(), without.coupon.clone()), (None, None));
        let estimate = without.estimate(&without.with_coupon(&catalogue), &goods.tax, &without.content).unwrap();
        assert_eq!(estimate.quote.discount_minor, 0);
    }

    async fn a_coupon_that_does_not_apply_is_refused_with_every_reason(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        let small = Selection { seats: 5, ..premium() };
        shop.edit_plan(&caller, id, 1, small).await.unwrap();
        let reasons = ["coupon:coupon_too_few_seats", "coupon:coupon_wrong_currency"];
        assert_eq!(codes(shop.apply_coupon(&caller, id, 2, "TEAM100").await), reasons);
        assert_eq!(codes(shop.apply_coupon(&caller, id, 2, "EXPIRED").await), ["coupon:coupon_expired"]);
        assert_eq!(codes(shop.apply_coupon(&caller, id, 2, "NONE").await), ["coupon:coupon_unknown"]);
        assert_eq!(codes(shop.apply_coupon(&caller, id, 2, "  ").await), ["coupon:field_required"]);
        assert_eq!(codes(shop.apply_coupon(&caller, id, 2, &"x".repeat(9_999)).await), ["coupon:coupon_malformed"]);
        assert_eq!(shop.view_checkout(&caller, id).await.unwrap().content.selection.coupon, None);
    }

    async fn the_plan_form_leaves_the_coupon_alone_and_has_to_fit_it(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let caller = browser.visit().await.caller;
        let dollars = Selection { currency: "USD".parse().unwrap(), ..premium() };
        shop.edit_plan(&caller, id, 1, dollars.clone()).await.unwrap();
        let view = shop.apply_coupon(&caller, id, 2, "TEAM100").await.unwrap().view;
        let more = Selection { seats: 40, ..dollars.clone() };
        let view = shop.edit_plan(&caller, id, view.version, more).await.unwrap().view;
        assert_eq!(view.content.selection.coupon.as_deref(), Some("TEAM100"));
        let fewer = Selection { seats: 10, ..dollars };
        assert_eq!(codes(shop.edit_plan(&caller, id, view.version, fewer).await), ["coupon:coupon_too_few_seats"]);
    }
}
