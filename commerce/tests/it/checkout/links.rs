//! Links to a checkout.

use commerce::on_both_databases;
use domain::access::Scope;
use jiff::SignedDuration;

use super::{Browser, acme, codes};

fn secret(url: &str) -> &str {
    url.strip_prefix("https://shop.example/l/").expect("an address of the shop")
}

on_both_databases! {
    async fn another_device_goes_on_where_the_first_one_was(world: &World) {
        let shop = world.commerce();
        let mut first = Browser::new(world);
        let id = first.buys().await;
        shop.edit_details(&first.visit().await, id, 1, acme(), "en").await.unwrap();
        world.run_jobs().await;
        let shared = shop.share_checkout(&first.visit().await.caller, id).await.unwrap();
        let mut second = Browser::new(world);
        let redeemed = shop.redeem_link(&second.visit().await, secret(&shared.url)).await.unwrap();
        assert_eq!(redeemed.scope, Scope::Checkout(id));
        second.keep(redeemed.cookie);
        let view = shop.view_checkout(&second.visit().await.caller, id).await.unwrap();
        assert_eq!(view.content.details, acme());
        assert!(shop.extend_checkout(&second.visit().await.caller, id).await.is_ok());
    }

    async fn a_link_is_good_once_but_not_against_whoever_used_it(world: &World) {
        let shop = world.commerce();
        let mut owner = Browser::new(world);
        let id = owner.buys().await;
        let shared = shop.share_checkout(&owner.visit().await.caller, id).await.unwrap();
        let mut second = Browser::new(world);
        let redeemed = shop.redeem_link(&second.visit().await, secret(&shared.url)).await.unwrap();
        second.keep(redeemed.cookie);
        let again = shop.redeem_link(&second.visit().await, secret(&shared.url)).await.unwrap();
        assert!(again.scope == Scope::Checkout(id) && again.cookie.is_none());
        let third = Browser::new(world);
        assert_eq!(codes(shop.redeem_link(&third.visit().await, secret(&shared.url)).await), [":link_used"]);
    }

    async fn two_browsers_that_open_it_at_once_cannot_both_have_it(world: &World) {
        let shop = world.commerce();
        let mut owner = Browser::new(world);
        let id = owner.buys().await;
        let shared = shop.share_checkout(&owner.visit().await.caller, id).await.unwrap();
        let (one, two) = (Browser::new(world), Browser::new(world));
        let (one, two) = (one.visit().await, two.visit().await);
        let (one, two) =
            tokio::join!(shop.redeem_link(&one, secret(&shared.url)), shop.redeem_link(&two, secret(&shared.url)));
        assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    }

    async fn a_link_has_its_time(world: &World) {
        let shop = world.commerce();
        let mut owner = Browser::new(world);
        let id = owner.buys().await;
        let shared = shop.share_checkout(&owner.visit().await.caller, id).await.unwrap();
        let visit = Browser::new(world).visit().await;
        for bad in ["", "x", &world.random.secret().reveal(), &"A".repeat(10_000)] {
            assert_eq!(codes(shop.redeem_link(&visit, bad).await), [":link_unknown"], "{bad}");
        }
        world.clock.advance(&world.store, SignedDuration::from_hours(7 * 24)).await.unwrap();
        assert_eq!(codes(shop.redeem_link(&visit, secret(&shared.url)).await), [":link_expired"]);
    }

    async fn a_mailed_link_says_what_it_is_about_and_opens_it(world: &World) {
        let shop = world.commerce();
        let mut owner = Browser::new(world);
        let id = owner.buys().await;
        let caller = owner.visit().await.caller;
        shop.edit_details(&owner.visit().await, id, 1, acme(), "en").await.unwrap();
        world.run_jobs().await;
        shop.send_checkout(&caller, id, "boss@acme.example", "Please pay this week", "de").await.unwrap();
        assert_eq!(world.run_jobs().await, 1);
        let mails = world.mails().await.into_iter();
        let to_boss: Vec<_> = mails.filter(|mail| mail.recipient.0.as_str() == "boss@acme.example").collect();
        let [mail] = to_boss.as_slice() else { panic!("one mail, not {}", to_boss.len()) };
        for part in ["Ada Lovelace", "Premium, 25 Plätze, 1 Jahr", "9.639,00", "Please pay this week"] {
            assert!(mail.text_body.contains(part), "{part}: {}", mail.text_body);
        }
        let url = mail.text_body.split_whitespace().find(|word| word.contains("/l/")).expect("a link");
        let mut boss = Browser::new(world);
        boss.keep(shop.redeem_link(&boss.visit().await, secret(url)).await.unwrap().cookie);
        assert!(shop.view_checkout(&boss.visit().await.caller, id).await.is_ok());
    }

    async fn a_mailbox_is_not_flooded_with_links(world: &World) {
        let shop = world.commerce();
        let mut owner = Browser::new(world);
        let id = owner.buys().await;
        let caller = owner.visit().await.caller;
        for _ in 0..5 {
            shop.send_checkout(&caller, id, "boss@acme.example", "", "en").await.unwrap();
        }
        let more = shop.send_checkout(&caller, id, "BOSS@acme.example", "", "en").await;
        assert_eq!(codes(more), ["email:share_too_often"]);
        assert_eq!(codes(shop.send_checkout(&caller, id, "boss", "", "en").await), ["email:email_malformed"]);
        let novel = "x".repeat(10_000);
        assert_eq!(codes(shop.send_checkout(&caller, id, "a@b.example", &novel, "en").await), ["note:line_too_long"]);
        assert_eq!(world.run_jobs().await, 5);
    }
}
