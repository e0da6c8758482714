//! The public keys of licences: kept, and published.

use crate::commerce::Commerce;
use crate::licence::Jwks;
use crate::store::{StoreError, licence_keys};

impl Commerce {
    /// Keeps the public halves of the configured keys, so that what they sign verifies after they were replaced. Called
    /// at every start, after the migrations.
    ///
    /// # Errors
    /// The database failed.
    pub async fn keep_licence_keys(&self) -> Result<(), StoreError> {
        let keys: Vec<_> = self.licence_keys().verifying().iter().map(|(kid, key)| (kid.to_owned(), key)).collect();
        let keys = &keys;
        self.store()
            .write(|tx| async move {
                for (kid, key) in keys {
                    licence_keys::keep(&tx, kid, key).await?;
                }
                Ok(())
            })
            .await
    }

    /// Every public key that ever signed a licence here, the one that signs now first: what
    /// `/.well-known/kassa/jwks.json` answers.
    ///
    /// # Errors
    /// The database failed, or a stored key is none.
    pub async fn published_licence_keys(&self) -> Result<Jwks, StoreError> {
        let kept = licence_keys::all(self.store().read()).await?;
        let keys = self.licence_keys().clone().with_known(kept.iter().map(|key| key.public_key.as_str()));
        let unreadable =
            |error: crate::licence::NotAKeySet| StoreError::Corrupt { what: "licence key", reason: error.to_string() };
        Ok(keys.map_err(unreadable)?.jwks())
    }
}
