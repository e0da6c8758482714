//! Orders: seen and followed.

use std::collections::BTreeMap;

use domain::country::Country;
use domain::ids::OrderId;
use domain::order::OrderView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

use super::error::ApiError;
use super::json::Json;

#[cfg(feature = "ssr")]
use super::visit::{Asking, asking, provided};

/// An order with what its page says about it beyond the order itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPicture {
    /// The order.
    pub order: OrderView,
    /// Who sells.
    pub seller: Seller,
    /// The names of the countries that are shown, by code.
    pub countries: BTreeMap<String, String>,
}

/// Who sells, as a receipt names them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// The name.
    pub name: String,
    /// The lines of the postal address; none where it is not configured.
    pub address: Vec<String>,
    /// The VAT id, where it is configured.
    pub vat_id: Option<String>,
    /// Where a person answers.
    pub email: String,
    /// Where the keys are published by which licences are verified.
    pub keys_url: String,
}

impl OrderPicture {
    /// The name of a country in the reader's language; empty for one that nothing here is about.
    #[must_use]
    pub fn country(&self, country: Country) -> &str {
        self.countries.get(country.code()).map_or("", String::as_str)
    }

    #[cfg(feature = "ssr")]
    fn new(order: OrderView, commerce: &commerce::commerce::Commerce, words: messages::Words) -> Self {
        let shown = [order.buyer.address.country].into_iter().flatten();
        let shown = shown.chain(order.quote.tax.iter().map(|tax| tax.jurisdiction));
        let place = order.evidence.iter().flat_map(|evidence| {
            let location = &evidence.location;
            [Some(location.address), location.network, location.payment_method]
        });
        let named = |country: Country| (country.code().to_owned(), words.country(country).to_owned());
        let countries = shown.chain(place.flatten()).map(named).collect();
        let seller = commerce.seller();
        let seller = Seller {
            name: seller.house.seller.clone(),
            address: seller.address.clone(),
            vat_id: seller.vat_id.clone(),
            email: seller.house.support_email.clone(),
            keys_url: commerce.url("/.well-known/kassa/jwks.json"),
        };
        Self { order, seller, countries }
    }
}

/// An order as the caller sees it now.
///
/// # Errors
/// There is none that the caller may see.
#[server(name = ViewOrder, prefix = "/fn", endpoint = "order_view", output = Json, input = GetUrl)]
pub async fn order_view(id: OrderId) -> Result<OrderPicture, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    let words = provided()?;
    let order = commerce.view_order(&visit.caller, id).await?;
    Ok(OrderPicture::new(order, &commerce, words))
}

/// A ticket that opens the stream of an order's events, once and soon.
///
/// # Errors
/// There is no order that the caller may see.
#[server(prefix = "/fn", endpoint = "order_ticket", output = Json)]
pub async fn order_ticket(id: OrderId) -> Result<String, ApiError> {
    let Asking { commerce, visit } = asking().await?;
    Ok(commerce.order_ticket(&visit.caller, id).await?.secret.reveal())
}
