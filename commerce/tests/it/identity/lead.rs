//! Whoever asks to be called is kept, thanked, and read by sales.

use commerce::on_both_databases;
use commerce::store::{events, leads};
use domain::lead::LeadForm;
use domain::moment::days;

use super::browser::Browser;

fn form() -> LeadForm {
    let text = |text: &str| text.to_owned();
    LeadForm {
        name: text("Grace Hopper"),
        email: text("grace@navy.example"),
        company: text("Navy"),
        country: text("US"),
        plan: text("dedicated"),
        seats: text("12000"),
        message: text("Soon, please."),
    }
}

on_both_databases! {
    async fn a_lead_is_stored_and_mailed_to_both(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        let lead = browser.shop.submit_lead(&visit, &form(), "de").await.unwrap();
        assert_eq!(leads::get(world.store.read(), lead.id).await.unwrap(), lead);
        let events = events::after(world.store.read(), &lead.id.to_string(), 0, 9).await.unwrap();
        assert_eq!(events[0].name, "lead_submitted");

        assert_eq!(world.run_jobs().await, 2);
        let mails = world.mails().await;
        let to = |address: &str| mails.iter().find(|mail| mail.recipient.0.as_str() == address).unwrap();
        assert!(to("grace@navy.example").text_body.contains("Vielen Dank"));
        let sales = to("sales@shop.example");
        assert!(sales.subject.contains("Navy") && sales.text_body.contains("Soon, please."), "{}", sales.text_body);
    }

    async fn one_that_names_neither_plan_nor_seats_is_one_too(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        let open = LeadForm { plan: String::new(), seats: String::new(), message: String::new(), ..form() };
        browser.shop.submit_lead(&visit, &open, "en").await.unwrap();
        assert_eq!(world.run_jobs().await, 2);
    }

    async fn nobody_fills_a_mailbox_by_asking_in_its_name(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        for _ in 0..5 {
            browser.shop.submit_lead(&visit, &form(), "en").await.unwrap();
        }
        assert_eq!(world.run_jobs().await, 3 + 5, "sales reads them all");
        world.clock.advance(&world.store, days(1)).await.unwrap();
        browser.shop.submit_lead(&visit, &form(), "en").await.unwrap();
        assert_eq!(world.run_jobs().await, 2);
    }

    async fn a_form_with_faults_hears_all_of_them_and_nothing_is_kept(world: &World) {
        let mut browser = Browser::new(world);
        let visit = browser.visit().await;
        let refused = browser.shop.submit_lead(&visit, &LeadForm::default(), "en").await.unwrap_err();
        assert_eq!(refused.refusals().len(), 4, "{refused}");
        assert_eq!(world.run_jobs().await, 0);
    }
}
