//! Opening a checkout, and who sees it then.

use commerce::on_both_databases;
use commerce::visit::Visit;
use domain::access::{Action, Caller};
use domain::checkout::{Selection, Step, StepState};
use domain::ids::CheckoutId;

use super::{Browser, acme, codes, happened, premium};

on_both_databases! {
    async fn a_guest_opens_one_and_finds_it_again(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        assert!(browser.cookie.is_some());
        let view = shop.view_checkout(&browser.visit().await.caller, id).await.unwrap();
        assert_eq!((view.version, view.content.selection.clone()), (1, premium()));
        assert_eq!(view.current, Step::Details);
        assert_eq!(view.step(Step::Plan), Some(&StepState::Done));
        assert!(matches!(view.step(Step::Payment), Some(StepState::Blocked { by: Step::Details, .. })));
        assert!(view.may(Action::EditCheckout) && !view.may(Action::ApproveCheckout));
        assert_eq!(happened(world, id).await, ["checkout_started"]);
    }

    async fn a_second_one_needs_no_second_cookie(world: &World) {
        let mut browser = Browser::new(world);
        let first = browser.buys().await;
        let cookie = browser.cookie.clone();
        let second = browser.buys().await;
        assert_ne!(first, second);
        assert_eq!(browser.cookie, cookie);
        let caller = browser.visit().await.caller;
        assert!(world.commerce().view_checkout(&caller, first).await.is_ok());
        assert!(world.commerce().view_checkout(&caller, second).await.is_ok());
    }

    async fn to_a_stranger_it_is_not_there(world: &World) {
        let shop = world.commerce();
        let id = Browser::new(world).buys().await;
        let mut other = Browser::new(world);
        other.buys().await;
        for stranger in [Caller::ANONYMOUS, other.visit().await.caller] {
            let nothing = [":not_found"];
            assert_eq!(codes(shop.view_checkout(&stranger, id).await), nothing);
            assert_eq!(codes(shop.edit_plan(&stranger, id, 1, premium()).await), nothing);
            assert_eq!(codes(shop.apply_coupon(&stranger, id, 1, "WELCOME15").await), nothing);
            assert_eq!(codes(shop.remove_coupon(&stranger, id, 1).await), nothing);
            assert_eq!(codes(shop.share_checkout(&stranger, id).await), nothing);
            assert_eq!(codes(shop.extend_checkout(&stranger, id).await), nothing);
            assert_eq!(codes(shop.cancel_checkout(&stranger, id).await), nothing);
            assert_eq!(codes(shop.send_checkout(&stranger, id, "a@b.example", "", "en").await), nothing);
            let visit = Visit { caller: stranger, ..Visit::default() };
            assert_eq!(codes(shop.ask_for_proof(&visit, id, "en").await), nothing);
            assert_eq!(codes(shop.prove_email(&visit, id, "123456", "en").await), nothing);
            assert_eq!(codes(shop.edit_details(&visit, id, 1, acme(), "en").await), nothing);
            assert_eq!(codes(shop.resume_checkout(&visit, id).await), nothing);
        }
        let nowhere = CheckoutId::from_bits(7);
        assert_eq!(codes(shop.view_checkout(&other.visit().await.caller, nowhere).await), [":not_found"]);
        assert_eq!(happened(world, id).await, ["checkout_started"]);
    }

    async fn what_cannot_be_sold_opens_nothing(world: &World) {
        let shop = world.commerce();
        let nobody = Visit::default();
        let huge = Selection { seats: u32::MAX, ..premium() };
        assert_eq!(codes(shop.start_checkout(&nobody, huge).await), ["seats:contact_sales_for_seats"]);
        let unknown = Selection { plan: "platinum".to_owned(), ..premium() };
        assert_eq!(codes(shop.start_checkout(&nobody, unknown).await), ["plan:plan_unknown"]);
        let mut addon = premium();
        addon.addon.insert("assistant".to_owned(), 26);
        addon.coupon = Some("EXPIRED".to_owned());
        let both = ["coupon:coupon_expired", "addon.assistant:addon_too_many"];
        assert_eq!(codes(shop.start_checkout(&nobody, addon).await), both);
    }

    async fn a_cookie_of_another_shape_is_nobody(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        browser.buys().await;
        let good = browser.cookie.clone().unwrap();
        for bad in ["", "x", &good[1..], &good.to_uppercase(), &"A".repeat(10_000)] {
            assert_eq!(shop.visit(Some(bad)).await.unwrap(), Visit::default(), "{bad}");
        }
    }
}
