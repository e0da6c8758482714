//! Proving the contact's address: before anything is paid, and not twice.

use commerce::on_both_databases;
use domain::checkout::{Details, Step, StepState};

use super::{Browser, acme, codes, happened, premium};

/// The code in the newest mail.
async fn mailed_code(world: &commerce::testing::World) -> String {
    world.run_jobs().await;
    let text = world.mails().await.remove(0).text_body;
    let digits = |word: &&str| word.len() == 6 && word.bytes().all(|byte| byte.is_ascii_digit());
    text.split_whitespace().find(digits).expect("a code in the mail").to_owned()
}

on_both_databases! {
    async fn the_right_code_opens_the_payment_step(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        let view = shop.edit_details(&browser.visit().await, id, 1, acme(), "en").await.unwrap().view;
        assert!(view.awaits_proof());
        let code = mailed_code(world).await;
        let again = shop.ask_for_proof(&browser.visit().await, id, "en").await;
        assert_eq!(codes(again), ["code:code_too_soon"]);
        let wrong = if code == "000000" { "000001" } else { "000000" };
        let refused = shop.prove_email(&browser.visit().await, id, wrong, "en").await;
        assert_eq!(codes(refused), ["code:code_wrong"]);
        let proved = shop.prove_email(&browser.visit().await, id, &code, "en").await.unwrap();
        assert_eq!(proved.view.step(Step::Details), Some(&StepState::Done));
        assert_eq!(proved.view.current, Step::Payment);
        browser.keep(proved.cookie);
        let caller = browser.visit().await.caller;
        assert!(caller.user().is_some());
        assert!(shop.view_checkout(&caller, id).await.is_ok());
        assert_eq!(happened(world, id).await.last().map(String::as_str), Some("checkout_email_proved"));
    }

    async fn whoever_has_proved_it_is_not_asked_again(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let first = browser.buys().await;
        shop.edit_details(&browser.visit().await, first, 1, acme(), "en").await.unwrap();
        let code = mailed_code(world).await;
        browser.keep(shop.prove_email(&browser.visit().await, first, &code, "en").await.unwrap().cookie);

        let visit = browser.visit().await;
        let second = shop.start_checkout(&visit, premium()).await.unwrap().checkout;
        let view = shop.view_checkout(&visit.caller, second).await.unwrap();
        assert_eq!(view.content.details.contact_email, "ada@acme.example");
        let other = Details { contact_email: "other@acme.example".to_owned(), ..acme() };
        let view = shop.edit_details(&visit, second, 1, other, "en").await.unwrap().view;
        assert!(view.awaits_proof());
        world.run_jobs().await;
        let own = Details { contact_email: "ADA@acme.example".to_owned(), ..acme() };
        let view = shop.edit_details(&visit, second, view.version, own, "en").await.unwrap().view;
        assert_eq!(view.step(Step::Details), Some(&StepState::Done));
    }

    async fn without_an_address_there_is_nothing_to_prove(world: &World) {
        let shop = world.commerce();
        let mut browser = Browser::new(world);
        let id = browser.buys().await;
        assert_eq!(codes(shop.ask_for_proof(&browser.visit().await, id, "en").await), ["email:email_malformed"]);
    }
}
