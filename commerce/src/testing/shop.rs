//! The shop of a test: the demo catalogue and tax table over the test's own database.

use domain::catalogue::CatalogueBook;
use messages::mail::House;

use super::World;
use crate::catalogue_file;
use crate::commerce::{Commerce, Parts, Seller};
use crate::goods::Goods;
use crate::secret::ServerKey;
use crate::store::Store;
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

/// A shop over `store` that sells these goods.
#[must_use]
pub fn shop(store: Store, goods: Goods) -> Commerce {
    let house = House {
        seller: "Kassa".to_owned(),
        home_url: "https://shop.example".to_owned(),
        support_email: "help@shop.example".to_owned(),
        demo: true,
    };
    let seller = Seller { house, terms_version: TERMS_VERSION.to_owned() };
    Commerce::new(Parts { store, goods, seller, server_key: ServerKey::from_bytes([7; 32]) })
}

impl World {
    /// The shop of this world, selling what the demo sells.
    #[must_use]
    pub fn commerce(&self) -> Commerce {
        shop(self.store.clone(), demo_goods())
    }
}
