//! Buying what was tried: the subscription goes on, for thirty days after the end too.

use commerce::on_both_databases;
use commerce::store::checkouts;
use domain::checkout::Purpose;
use domain::moment::days;
use domain::trial::CONVERTIBLE_DAYS;

use super::{ADA, Browser, form, started, wind_down};
use crate::it::identity::browser::code;

on_both_databases! {
    async fn the_checkout_is_filled_in_and_goes_on_with_the_subscription(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.gets_trial(ADA).await.outcome.unwrap();
        let visit = browser.visit().await;
        let opened = browser.shop.convert_trial(&visit, id).await.unwrap().checkout;
        let checkout = checkouts::get(world.store.read(), opened).await.unwrap();
        let trial = started(world).await.remove(0);
        let owner = trial.started().unwrap();
        assert_eq!(checkout.purpose, Purpose::Conversion { trial: id, subscription: owner.subscription });
        assert_eq!((checkout.account, checkout.opened_by), (Some(owner.account), Some(owner.owner.user)));
        let (selection, details) = (&checkout.content.selection, &checkout.content.details);
        assert_eq!((selection.plan.as_str(), selection.seats), ("premium", 25));
        assert_eq!(selection.term, "1y".parse().ok());
        assert_eq!((details.company.as_str(), details.contact_email.as_str()), ("Acme GmbH", ADA));

        // Pressed again, or twice at once: the same checkout.
        let visit = browser.visit().await;
        let (one, two) = tokio::join!(browser.shop.convert_trial(&visit, id), browser.shop.convert_trial(&visit, id));
        assert_eq!((one.unwrap().checkout, two.unwrap().checkout), (opened, opened));
        wind_down(world).await;
    }

    async fn strangers_cannot_and_nothing_that_was_not_started_can_be_bought(world: &World) {
        let mut browser = Browser::new(world);
        let id = browser.try_it(&form(ADA)).await.unwrap().trial;
        let (visit, stranger) = (browser.visit().await, Browser::new(world).visit().await);
        assert_eq!(code(browser.shop.convert_trial(&visit, id).await), "trial_not_started");
        assert_eq!(code(browser.shop.convert_trial(&stranger, id).await), "not_found");
        world.run_jobs().await;
    }

    async fn it_can_be_bought_until_thirty_days_after_its_end(world: &World) {
        let id = Browser::new(world).gets_trial(ADA).await.outcome.unwrap();
        wind_down(world).await;
        world.clock.advance(&world.store, days(CONVERTIBLE_DAYS - 2)).await.unwrap();
        let mut late = Browser::new(world);
        late.sign_in(ADA).await;
        let visit = late.visit().await;
        late.shop.convert_trial(&visit, id).await.unwrap();
        world.clock.advance(&world.store, days(1)).await.unwrap();
        let visit = late.visit().await;
        assert_eq!(code(late.shop.convert_trial(&visit, id).await), "trial_too_long_ago");
    }
}
