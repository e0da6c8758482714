//! One trial for each company. Whoever asks for a second learns nothing of the first; its owner is written to.

use commerce::on_both_databases;
use commerce::testing::World;
use domain::moment::days;
use domain::trial::TrialRefusal;

use super::{ADA, Browser, form, started, wind_down};

/// The subjects of mails to an address, the newest first.
async fn mailed(world: &World, address: &str) -> Vec<String> {
    world.run_jobs().await;
    let mails = world.mails().await;
    mails.into_iter().filter(|mail| mail.recipient.0.as_str() == address).map(|mail| mail.subject).collect()
}

on_both_databases! {
    async fn a_colleague_is_told_nothing_and_the_owner_is_sent_the_link(world: &World) {
        let mut owner = Browser::new(world);
        let first = owner.gets_trial(ADA).await.outcome.unwrap();

        let mut colleague = Browser::new(world);
        let bob = "bob@mail.acme.com";
        let asked = colleague.try_it(&form(bob)).await.unwrap();
        assert!(asked.code_sent && asked.trial != first);
        let digits = colleague.digits_for(bob).await;
        assert_eq!(mailed(world, ADA).await.len(), 2, "nothing is said before the address is proved");
        let refused = colleague.prove(asked.trial, &digits).await.unwrap();
        assert_eq!(refused.outcome, Err(TrialRefusal::TrialNotAvailable));
        assert!(colleague.visit().await.caller.user().is_some());
        assert!(colleague.sees(first).await.is_err());

        assert!(mailed(world, ADA).await.iter().any(|subject| subject == "Your company already tries Premium"));
        let letters = world.mails().await;
        let letter = letters.iter().find(|mail| mail.subject.starts_with("Your company")).unwrap();
        assert!(letter.text_body.contains("https://shop.example/l/") && !letter.text_body.contains("bob"));
        assert!(mailed(world, bob).await.iter().all(|subject| subject.contains("is your code")));

        // Asking again and again does not fill the owner's mailbox; tomorrow they hear of it again.
        let visit = colleague.visit().await;
        let again = |shop: commerce::commerce::Commerce| async move { shop.start_trial(&visit, &form(bob), "en").await };
        assert!(again(colleague.shop.clone()).await.is_err());
        assert_eq!(mailed(world, ADA).await.len(), 3);
        world.clock.advance(&world.store, days(1)).await.unwrap();
        assert!(colleague.try_it(&form(bob)).await.is_err());
        assert_eq!(mailed(world, ADA).await.len(), 4);
        assert_eq!(started(world).await.len(), 1);
        wind_down(world).await;
    }

    async fn a_free_mailbox_is_one_however_it_is_spelled(world: &World) {
        Browser::new(world).gets_trial("ada.lovelace@gmail.com").await.outcome.unwrap();
        let refused = Browser::new(world).gets_trial("AdaLovelace+trial@googlemail.com").await.outcome;
        assert_eq!(refused, Err(TrialRefusal::TrialNotAvailable));
        Browser::new(world).gets_trial("bob@gmail.com").await.outcome.unwrap();
        assert_eq!(started(world).await.len(), 2);
        wind_down(world).await;
    }

    async fn its_own_people_are_led_to_the_trial_they_have(world: &World) {
        let first = Browser::new(world).gets_trial(ADA).await.outcome.unwrap();
        world.clock.advance(&world.store, jiff::SignedDuration::from_mins(1)).await.unwrap();
        let mut elsewhere = Browser::new(world);
        assert_eq!(elsewhere.gets_trial(ADA).await.outcome, Ok(first));
        assert!(elsewhere.sees(first).await.unwrap().licence.is_some());
        // Also after it has ended: there is no second one.
        wind_down(world).await;
        let mut later = Browser::new(world);
        assert_eq!(later.gets_trial(ADA).await.outcome, Ok(first));
        let stage = later.sees(first).await.unwrap().stage;
        assert!(matches!(stage, domain::trial::TrialStage::Expired { .. }), "{stage:?}");
        assert_eq!(started(world).await.len(), 1);
    }

    async fn of_two_colleagues_at_once_one_gets_it(world: &World) {
        let (mut ada, mut bob) = (Browser::new(world), Browser::new(world));
        let hers = ada.try_it(&form(ADA)).await.unwrap().trial;
        let her_digits = ada.digits_for(ADA).await;
        let his = bob.try_it(&form("bob@acme.com")).await.unwrap().trial;
        let his_digits = bob.digits_for("bob@acme.com").await;
        let (one, two) = tokio::join!(ada.prove(hers, &her_digits), bob.prove(his, &his_digits));
        let (one, two) = (one.unwrap().outcome, two.unwrap().outcome);
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!([one, two].into_iter().find_map(Result::err), Some(TrialRefusal::TrialNotAvailable));
        assert_eq!(started(world).await.len(), 1);
        wind_down(world).await;
    }
}
