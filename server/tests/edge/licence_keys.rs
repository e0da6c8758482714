//! The published keys verify what the shop signs.

use commerce::licence::VerifyingKeys;

use crate::shop::{Shop, program};

#[tokio::test]
async fn published_keys_are_a_key_set_that_is_cached() {
    let shop = Shop::open(&[]).await;
    shop.state().commerce().keep_licence_keys().await.unwrap();
    let answer = shop.ask(program("GET", "/.well-known/kassa/jwks.json", &[])).await;
    assert!(answer.header("cache-control").contains("max-age"));
    let keys = VerifyingKeys::read(&answer.text).unwrap();
    let own = shop.state().commerce().licence_keys().kid();
    assert!(keys.iter().any(|(kid, _)| kid == own));
}
