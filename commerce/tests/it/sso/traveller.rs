//! A browser that goes to a provider and comes back.

use std::sync::Arc;

use commerce::adapters::identity::oidc::Oidc;
use commerce::commerce::{Commerce, Parts};
use commerce::error::CommerceError;
use commerce::flows::{SsoAnswer, SsoBegun, SsoSignedIn};
use commerce::ports::identity_provider::{IdentityProvider, IdentityProviders};
use commerce::testing::{World, beginning, demo_goods, parts};

use super::super::identity::browser::Browser;
use super::idp::Idp;

/// A shop that knows these providers.
pub fn shop(world: &World, providers: Vec<Oidc>) -> Commerce {
    let known = providers.into_iter().map(|provider| Arc::new(provider) as Arc<dyn IdentityProvider>);
    let identity_providers = IdentityProviders::new(known.collect());
    Commerce::new(Parts { identity_providers, ..parts(world.store.clone(), demo_goods()) })
}

pub fn browser<'a>(world: &'a World, shop: &Commerce) -> Browser<'a> {
    Browser { world, shop: shop.clone(), cookie: None }
}

impl Browser<'_> {
    /// Where this browser is sent.
    pub async fn sets_out(&mut self, slug: &str) -> Result<String, CommerceError> {
        let visit = self.visit().await;
        let SsoBegun { cookie, address } = self.shop.begin_sso(&visit, slug, "/plans", None).await?;
        self.take(cookie.as_ref());
        address.map_err(CommerceError::refused)
    }

    /// What becomes of an answer that this browser brings.
    pub async fn comes_back(&mut self, slug: &str, answer: &SsoAnswer) -> Result<SsoSignedIn, CommerceError> {
        let visit = self.visit().await;
        let signed_in = self.shop.finish_sso(&visit, slug, answer, "en", beginning()).await.outcome?;
        self.take(Some(&signed_in.cookie));
        Ok(signed_in)
    }

    /// There and back.
    pub async fn travels(&mut self, slug: &str, idp: &Idp) -> Result<SsoSignedIn, CommerceError> {
        let address = self.sets_out(slug).await?;
        self.comes_back(slug, &idp.signs_in(&address)).await
    }
}
