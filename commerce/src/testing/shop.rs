//! The shop of a test: the demo catalogue and tax table over the test's own database.

use std::sync::Arc;

use domain::catalogue::CatalogueBook;
use messages::mail::House;
use sea_orm::ConnectionTrait as _;

use super::World;
use super::away::Away;
use super::zone::Zone;
use crate::adapters::mailer::demo::DemoMailer;
use crate::catalogue_file;
use crate::commerce::{Commerce, Parts, Seller};
use crate::crash::Crash;
use crate::goods::Goods;
use crate::jobs::drain;
use crate::licence::LicenceKeys;
use crate::ports::identity_provider::IdentityProviders;
use crate::secret::ServerKey;
use crate::store::{Store, StoreError, demo_mails};
use crate::tax_file;

/// The version of the terms in tests.
pub const TERMS_VERSION: &str = "2026-01";

/// What the demo sells.
#[must_use]
pub fn demo_goods() -> Goods {
    let catalogue = catalogue_file::read(catalogue_file::DEMO).expect("the demo catalogue has no fault");
    let book = CatalogueBook::new(vec![catalogue]).expect("one version makes a book");
    Goods { book, tax: tax_file::read(tax_file::DEMO).expect("the demo tax table has no fault") }
}

/// A shop over `store` that sells these goods. Its mails are kept in the store; its payment provider is away.
#[must_use]
pub fn shop(store: Store, goods: Goods) -> Commerce {
    Commerce::new(parts(store, goods))
}

/// The parts of [`shop`], for tests that exchange one.
#[must_use]
pub fn parts(store: Store, goods: Goods) -> Parts {
    let house = House {
        seller: "Kassa".to_owned(),
        home_url: "https://shop.example".to_owned(),
        support_email: "help@shop.example".to_owned(),
        demo: true,
    };
    let seller = Seller {
        house,
        address: vec!["Herengracht 1".to_owned(), "1015 BA Amsterdam".to_owned()],
        vat_id: Some("NL123456782B90".to_owned()),
        terms_version: TERMS_VERSION.to_owned(),
        terms_url: "https://shop.example/terms".to_owned(),
        sales_email: "sales@shop.example".parse().expect("an address"),
        sales_language: "en".to_owned(),
        product: "suite".to_owned(),
        grace_days: 14,
    };
    Parts {
        mailer: Arc::new(DemoMailer::new(store.clone())),
        store,
        goods,
        seller,
        server_key: ServerKey::from_bytes([7; 32]),
        licence_keys: LicenceKeys::new([8; 32], None),
        gateway: Arc::new(Away),
        wallet: Arc::new(Away),
        identity_providers: IdentityProviders::default(),
        staffing: None,
        resolver: Arc::new(Zone::default()),
        crash: Crash::NEVER,
    }
}

impl World {
    /// Runs every job that is due, and returns how many runs that took.
    pub async fn run_jobs(&self) -> u32 {
        drain(&self.store, &self.commerce()).await.expect("the queue can be read")
    }

    /// Deletes jobs that wait, for scenarios with one that always comes again.
    pub async fn forget_jobs(&self) {
        let forget = |tx: crate::store::Tx| async move {
            Ok::<_, StoreError>(tx.execute_unprepared("DELETE FROM jobs WHERE dead_at IS NULL").await?)
        };
        self.store.write(forget).await.expect("the jobs go");
    }

    /// The mails sent so far, the newest first.
    pub async fn mails(&self) -> Vec<demo_mails::Model> {
        demo_mails::newest(self.store.read(), 100).await.expect("the mails can be read")
    }

    /// The shop of this world, selling what the demo sells.
    #[must_use]
    pub fn commerce(&self) -> Commerce {
        shop(self.store.clone(), demo_goods())
    }
}
