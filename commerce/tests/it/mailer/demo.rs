//! The carrier of the demo mode.

use async_trait::async_trait;
use commerce::adapters::mailer::demo::DemoMailer;
use commerce::on_both_databases;
use commerce::ports::mailer::Mailer;
use commerce::store::{Store, demo_mails};

use super::contract::{Arrived, Carrier, keeps_the_contract};

struct Kept {
    mailer: DemoMailer,
    store: Store,
}

#[async_trait]
impl Carrier for Kept {
    fn mailer(&self) -> &dyn Mailer {
        &self.mailer
    }

    async fn arrives(&mut self) -> Arrived {
        let newest = demo_mails::newest(self.store.read(), 1).await.unwrap().remove(0);
        let (to, subject) = (newest.recipient.0.to_string(), newest.subject);
        Arrived { to, subject, text: newest.text_body, html: newest.html_body }
    }
}

on_both_databases! {
    async fn keeps_its_contract(world: &World) {
        let store = world.store.clone();
        let mut carrier = Kept { mailer: DemoMailer::new(store.clone()), store };
        keeps_the_contract(&mut carrier).await;
        assert_eq!(demo_mails::newest(world.store.read(), 9).await.unwrap().len(), 2);
    }
}
