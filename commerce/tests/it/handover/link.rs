//! The approver's link: one checkout, one purpose, one browser, a time, and an end whenever the buyer wants.

use commerce::on_both_databases;
use domain::access::{Denied, Needs};
use domain::checkout::Details;
use jiff::SignedDuration;

use super::{BOSS, approve, asking, opens, secret, send, sent_to_boss};
use crate::it::checkout::{Browser, codes};
use crate::it::orders::not_found;
use crate::it::payment::till::{Till, premium};

fn lacks<T: std::fmt::Debug>(answer: Result<T, commerce::error::CommerceError>, needs: Needs) {
    assert!(
        matches!(&answer, Err(commerce::error::CommerceError::Denied(Denied::Lacks(lacked))) if *lacked == needs),
        "{answer:?}"
    );
}

on_both_databases! {
    async fn it_opens_the_review_of_one_checkout_and_nothing_else(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let other = till.buyer_of("eve@other.example", premium(), domain::checkout::Purpose::Purchase).await;
        let boss = sent_to_boss(&till, &buyer).await;
        let view = till.shop.view_checkout(&boss, buyer.checkout).await.unwrap();
        assert!(view.is_to_decide() && view.is_approvers() && view.is_to_pay() && !view.proved);
        assert_eq!(view.approver.as_ref().map(|email| email.as_str()), Some(BOSS));
        let visit = commerce::visit::Visit { caller: boss.clone(), ..commerce::visit::Visit::default() };
        lacks(till.shop.edit_plan(&boss, buyer.checkout, 1, premium()).await, Needs::Buyer);
        lacks(till.shop.edit_details(&visit, buyer.checkout, 1, Details::default(), "en").await, Needs::Buyer);
        lacks(till.shop.share_checkout(&boss, buyer.checkout).await, Needs::Buyer);
        lacks(till.shop.take_back_checkout(&boss, buyer.checkout).await, Needs::Buyer);
        lacks(till.shop.cancel_checkout(&boss, buyer.checkout).await, Needs::Buyer);
        lacks(till.shop.hand_over_checkout(&boss, buyer.checkout, "x@y.example", "", "en").await, Needs::Buyer);
        not_found(till.shop.view_checkout(&boss, other.checkout).await);
        not_found(approve(&till, &boss, &other).await);
        not_found(till.shop.comment_checkout(&boss, other.checkout, "hm").await);
        lacks(approve(&till, &buyer.caller, &buyer).await, Needs::Approver);
    }

    async fn it_is_followed_in_one_browser(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let secret = secret(&till, BOSS).await;
        let mut first = Browser::new(world);
        let seen = till.shop.look_at_link(&first.visit().await, &secret).await.unwrap();
        assert!(seen.approves && !seen.followed);
        first.keep(till.shop.redeem_link(&first.visit().await, &secret).await.unwrap().cookie);
        let second = Browser::new(world).visit().await;
        assert_eq!(codes(till.shop.redeem_link(&second, &secret).await), ["approver:link_used"]);
        assert!(till.shop.redeem_link(&first.visit().await, &secret).await.is_ok());
        assert_eq!(till.events(buyer.checkout).await, ["checkout_started", "checkout_handed_over", "checkout_opened"]);
    }

    async fn whom_it_was_sent_to_follows_it_on_another_device_and_another_day(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let secret = secret(&till, BOSS).await;
        let mut first = Browser::new(world);
        first.keep(till.shop.redeem_link(&first.visit().await, &secret).await.unwrap().cookie);

        let mut eve = crate::it::identity::browser::Browser::new(world);
        eve.sign_in("eve@acme.example").await;
        let visit = eve.visit().await;
        assert_eq!(codes(till.shop.redeem_link(&visit, &secret).await), [":link_used"]);
        // Nine days later no session of before is left.
        till.wait(SignedDuration::from_hours(9 * 24)).await;
        not_found(till.shop.view_checkout(&first.visit().await.caller, buyer.checkout).await);
        let mut phone = crate::it::identity::browser::Browser::new(world);
        phone.sign_in(BOSS).await;
        let visit = phone.visit().await;
        assert!(till.shop.look_at_link(&visit, &secret).await.unwrap().approves);
        till.shop.redeem_link(&visit, &secret).await.unwrap();
        let caller = phone.visit().await.caller;
        assert!(till.shop.view_checkout(&caller, buyer.checkout).await.is_ok());

        till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        let visit = phone.visit().await;
        not_found(till.shop.view_checkout(&visit.caller, buyer.checkout).await);
        assert!(till.shop.redeem_link(&visit, &secret).await.is_err(), "taken back, it is worthless for them, too");
        till.work().await;
    }

    async fn only_its_hash_is_stored(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let secret = secret(&till, BOSS).await;
        use sea_orm::EntityTrait as _;
        let links = commerce::store::links::Entity::find().all(world.store.read()).await.unwrap();
        assert!(!links.is_empty() && links.iter().all(|link| !format!("{link:?}").contains(&secret)));
    }

    async fn after_fourteen_days_it_opens_nothing(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let secret = secret(&till, BOSS).await;
        till.wait(SignedDuration::from_hours(13 * 24)).await;
        let mut late = Browser::new(world);
        late.keep(till.shop.redeem_link(&late.visit().await, &secret).await.unwrap().cookie);
        assert!(till.shop.view_checkout(&late.visit().await.caller, buyer.checkout).await.is_ok());
        send(&till, &buyer, BOSS).await.unwrap();
        let unopened = super::secret(&till, BOSS).await;
        till.wait(SignedDuration::from_hours(24)).await;
        not_found(till.shop.view_checkout(&late.visit().await.caller, buyer.checkout).await);
        till.wait(SignedDuration::from_hours(13 * 24)).await;
        let visit = Browser::new(world).visit().await;
        assert_eq!(codes(till.shop.redeem_link(&visit, &unopened).await), [":link_expired"]);
    }

    async fn taken_back_it_opens_nothing(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = opens_after_sending(&till, &buyer).await;
        till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        let caller = boss.visit().await.caller;
        not_found(till.shop.view_checkout(&caller, buyer.checkout).await);
        not_found(approve(&till, &caller, &buyer).await);
        assert!(till.shop.edit_plan(&buyer.caller, buyer.checkout, 1, premium()).await.is_ok());
        send(&till, &buyer, BOSS).await.unwrap();
        let unopened = secret(&till, BOSS).await;
        till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        let visit = Browser::new(world).visit().await;
        assert_eq!(codes(till.shop.redeem_link(&visit, &unopened).await), [":link_expired"]);
        let twice = till.shop.take_back_checkout(&buyer.caller, buyer.checkout).await;
        assert_eq!(codes(twice), [":checkout_not_with_approver"]);
    }

    async fn sent_to_somebody_else_the_former_is_shut_out(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        let boss = opens_after_sending(&till, &buyer).await;
        send(&till, &buyer, "cfo@acme.example").await.unwrap();
        not_found(till.shop.view_checkout(&boss.visit().await.caller, buyer.checkout).await);
        let cfo = opens(&till, "cfo@acme.example").await.visit().await.caller;
        assert!(approve(&till, &cfo, &buyer).await.is_ok());
        till.work().await;
    }

    async fn sent_again_to_the_same_address_it_stays_open_there(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let first = secret(&till, BOSS).await;
        send(&till, &buyer, BOSS).await.unwrap();
        let visit = Browser::new(world).visit().await;
        assert_eq!(codes(till.shop.redeem_link(&visit, &first).await), [":link_expired"], "the newer link counts");
        let boss = opens(&till, BOSS).await;
        send(&till, &buyer, "BOSS@acme.example").await.unwrap();
        assert!(till.shop.view_checkout(&boss.visit().await.caller, buyer.checkout).await.unwrap().is_to_decide());
        till.work().await;
    }

    async fn what_cannot_be_sent_is_said_at_its_field(world: &World) {
        let till = Till::open(world).await;
        let buyer = asking(&till).await;
        assert_eq!(codes(send(&till, &buyer, "boss").await), ["approver:email_malformed"]);
        let long = "x".repeat(1_001);
        let long = till.shop.hand_over_checkout(&buyer.caller, buyer.checkout, BOSS, &long, "en").await;
        assert_eq!(codes(long), ["message:line_too_long"]);
        for _ in 0..10 {
            send(&till, &buyer, BOSS).await.unwrap();
        }
        assert_eq!(codes(send(&till, &buyer, BOSS).await), ["approver:share_too_often"]);
        let mut stranger = Browser::new(world);
        let unproved = stranger.buys().await;
        let caller = stranger.visit().await.caller;
        let refused = codes(till.shop.hand_over_checkout(&caller, unproved, BOSS, "", "en").await);
        assert!(refused.contains(&"company:field_required".to_owned()), "{refused:?}");
        not_found(till.shop.hand_over_checkout(&caller, buyer.checkout, BOSS, "", "en").await);
        till.work().await;
    }
}

async fn opens_after_sending(till: &Till<'_>, buyer: &crate::it::payment::till::Buyer) -> Browser {
    send(till, buyer, BOSS).await.unwrap();
    opens(till, BOSS).await
}
