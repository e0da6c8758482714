//! Issuing a licence for what a subscription entitles to.

use domain::access::Actor;
use domain::ids::{AccountId, LicenceId, SubscriptionId};
use domain::licence::{Claims, Holder, Issuer, Lineage};
use domain::subscription::Entitlement;

use crate::commerce::Commerce;
use crate::store::events::Change;
use crate::store::licences::{self, Model, NewLicence};
use crate::store::{StoreError, Tx};

/// What a licence is issued for.
#[derive(Clone, Copy, Debug)]
pub struct LicenceFor<'a> {
    /// The order or trial that is delivered: it gets one licence, however often this is asked.
    pub source_id: &'a str,
    /// The subscription in whose lineage it stands.
    pub subscription: SubscriptionId,
    /// Whose it is.
    pub account: AccountId,
    /// What it says may be used.
    pub entitlement: &'a Entitlement,
}

impl Commerce {
    /// The licence of an order or trial: issued now, or the one that was issued before. It replaces the one before it in
    /// the lineage of its subscription.
    ///
    /// # Errors
    /// The database failed.
    pub async fn issue_licence(&self, tx: &Tx, wanted: LicenceFor<'_>) -> Result<Model, StoreError> {
        if let Some(issued) = licences::issued_for(tx, wanted.source_id).await? {
            return Ok(issued);
        }
        let id: LicenceId = tx.id();
        let last = licences::last_of(tx, wanted.subscription).await?;
        let lineage = match &last {
            None => Lineage::beginning(id),
            Some(last) => Lineage::after(&last.claims.0, id),
        };
        let seller = self.seller();
        let issuer = Issuer {
            iss: seller.house.home_url.trim_end_matches('/'),
            aud: &seller.product,
            grace_days: seller.grace_days,
        };
        let holder = Holder { subscription: wanted.subscription, account: wanted.account };
        let catalogue = self.goods().book.nearest(domain::moment::utc_date(tx.now()));
        let features = catalogue.features_of(&wanted.entitlement.package.plan).map(str::to_owned);
        let claims = Claims::new(&issuer, lineage, holder, wanted.entitlement, features, tx.now());
        let signed = self.licence_keys().sign(&claims);
        let licence =
            NewLicence { claims: &claims, source_id: wanted.source_id, kid: &signed.kid, token: &signed.token };
        licences::insert(tx, licence, Change { event: "licence_issued", by: &Actor::System }).await?;
        let issued = licences::issued_for(tx, wanted.source_id).await?;
        issued.ok_or_else(|| StoreError::Missing { what: "licence", id: id.to_string() })
    }
}
