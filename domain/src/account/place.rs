//! Further places of business of an account: each with its address, and its own tax id where it is registered there.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Profile, ProfileForm, Role};
use crate::address::Address;
use crate::as_text::as_text;
use crate::ids::{AccountId, NotAnId, PlaceId};
use crate::refusal::Refusal;
use crate::tax::{TaxRequest, TaxTable, decide};

/// How many further places an account has at most.
pub const MOST_PLACES: u32 = 50;

/// A place of business beside the one that the account's own details name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which one.
    pub id: PlaceId,
    /// Its address, as printed on the receipts of what is bought for it.
    pub address: Address,
    /// The tax id under which it buys, one of the address's country; without one it is taxed as a consumer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_id: Option<String>,
}

/// An account, and the place of it that something is bought for; none for the one that its own details name. Written as the
/// account's id, with the place's behind a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Purchaser {
    /// Which account.
    pub account: AccountId,
    /// Which of its further places.
    pub place: Option<PlaceId>,
}

/// Somebody's choice of who buys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaserSeen {
    /// The account and the place.
    pub purchaser: Purchaser,
    /// The account's legal name.
    pub name: String,
    /// As what they belong to it.
    pub role: Role,
    /// The address and the tax id, where the account has several to choose among.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<(Address, Option<String>)>,
}

impl Place {
    /// The place that was typed into a form of billing details, of which address and tax id alone are looked at: as it is stored,
    /// surrounding spaces gone, the tax id in its normal form.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field.
    pub fn typed(id: PlaceId, form: &ProfileForm, taxes: &TaxTable, as_of: Date) -> Result<Self, Vec<Refusal>> {
        let Profile { address, vat_id, .. } = form.read()?;
        let mut refusals = address.check();
        let vat_id = checked_vat_id(&address, vat_id.as_deref(), taxes, as_of);
        let vat_id = vat_id.unwrap_or_else(|wrong| {
            refusals.extend(wrong);
            None
        });
        if refusals.is_empty() { Ok(Self { id, address: address.normalised(), vat_id }) } else { Err(refusals) }
    }
}

/// The tax id of somebody at this address in its normal form; nothing if none was typed.
///
/// # Errors
/// Why it is none there, on that day.
pub(super) fn checked_vat_id(
    address: &Address,
    typed: Option<&str>,
    taxes: &TaxTable,
    as_of: Date,
) -> Result<Option<String>, Vec<Refusal>> {
    let typed = typed.map(str::trim).filter(|typed| !typed.is_empty()).map(str::to_owned);
    let (Some(country), Some(_)) = (address.country, &typed) else { return Ok(typed) };
    match decide(taxes, &TaxRequest { country, business: Some(true), vat_id: typed.clone() }, as_of) {
        Ok(decision) => Ok(decision.vat_id),
        Err(objections) => {
            let about_it: Vec<_> =
                objections.into_iter().filter(|one| one.field.as_deref() == Some("vat_id")).collect();
            if about_it.is_empty() { Ok(typed) } else { Err(about_it) }
        }
    }
}

impl Profile {
    /// With one place more, or another one instead of what had its id. What is sent twice is one place.
    ///
    /// # Errors
    /// There are as many as an account can have.
    pub fn keep_place(mut self, place: Place) -> Result<Self, Refusal> {
        let same = |known: &Place| (&known.address, &known.vat_id) == (&place.address, &place.vat_id);
        if self.places.iter().any(|known| known.id != place.id && same(known)) {
            return Ok(self);
        }
        let full = self.places.len() >= usize::try_from(MOST_PLACES).unwrap_or(usize::MAX);
        match self.places.iter_mut().find(|known| known.id == place.id) {
            Some(known) => *known = place,
            None if full => return Err(Refusal::new("too_many_places").with("max", MOST_PLACES)),
            None => self.places.push(place),
        }
        Ok(self)
    }

    /// Without this place.
    #[must_use]
    pub fn remove_place(mut self, id: PlaceId) -> Self {
        self.places.retain(|place| place.id != id);
        self
    }

    /// What the account says of itself where something is bought for this place of it; `None` if it has no such place.
    #[must_use]
    pub fn at(&self, place: Option<PlaceId>) -> Option<Self> {
        let Some(id) = place else { return Some(self.clone()) };
        let place = self.places.iter().find(|known| known.id == id)?.clone();
        Some(Self { address: place.address, vat_id: place.vat_id, ..self.clone() })
    }

    /// The place with this address: the one of the account's own details, or a further one.
    #[must_use]
    pub fn place_at(&self, address: &Address) -> Option<Option<PlaceId>> {
        if self.address == *address {
            return Some(None);
        }
        self.places.iter().find(|place| place.address == *address).map(|place| Some(place.id))
    }

    /// Everything that can be bought for in the account's name.
    #[must_use]
    pub fn purchasers(&self, account: AccountId, role: Role) -> Vec<PurchaserSeen> {
        let several = !self.places.is_empty();
        let seen = |place, address: &Address, vat_id: &Option<String>| PurchaserSeen {
            purchaser: Purchaser { account, place },
            name: self.legal_name.clone(),
            role,
            at: several.then(|| (address.clone(), vat_id.clone())),
        };
        let own = seen(None, &self.address, &self.vat_id);
        let further = self.places.iter().map(|place| seen(Some(place.id), &place.address, &place.vat_id));
        std::iter::once(own).chain(further).collect()
    }
}

impl fmt::Display for Purchaser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            None => self.account.fmt(f),
            Some(place) => write!(f, "{}.{place}", self.account),
        }
    }
}

impl FromStr for Purchaser {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (account, place) = match text.split_once('.') {
            None => (text, None),
            Some((account, place)) => (account, Some(place.parse()?)),
        };
        Ok(Self { account: account.parse()?, place })
    }
}

as_text!(Purchaser);

#[cfg(test)]
mod tests {
    use super::*;

    fn place(bits: u128, city: &str, vat_id: Option<&str>) -> Place {
        let address = Address { city: city.to_owned(), country: "FR".parse().ok(), ..Address::default() };
        Place { id: PlaceId::from_bits(bits), address, vat_id: vat_id.map(str::to_owned) }
    }

    #[test]
    fn a_purchaser_is_read_as_it_is_written() {
        let (account, place) = (AccountId::from_bits(1), PlaceId::from_bits(2));
        for purchaser in [Purchaser { account, place: None }, Purchaser { account, place: Some(place) }] {
            assert_eq!(purchaser.to_string().parse(), Ok(purchaser));
        }
        for wrong in
            ["", ".", "acc_", &format!("{account}."), &format!("{place}.{account}"), &format!("{account}.{place}.")]
        {
            assert_eq!(wrong.parse::<Purchaser>(), Err(NotAnId), "{wrong}");
        }
    }

    #[test]
    fn places_are_kept_replaced_and_counted() {
        let one = Profile::default().keep_place(place(1, "Paris", None)).expect("there is room");
        let twice = one.clone().keep_place(place(2, "Paris", None)).expect("it is the same");
        assert_eq!(twice.places.len(), 1, "sent twice, it is one");
        let registered = one.clone().keep_place(place(2, "Paris", Some("FR40303265045"))).expect("there is room");
        assert_eq!(registered.places.len(), 2, "another tax id is another place");
        let moved = one.keep_place(place(1, "Lyon", None)).expect("it replaces");
        assert_eq!((moved.places.len(), moved.places[0].address.city.as_str()), (1, "Lyon"));
        let mut full = moved;
        for bits in 2..=u128::from(MOST_PLACES) {
            full = full.keep_place(place(bits, &bits.to_string(), None)).expect("there is room");
        }
        assert_eq!(full.clone().keep_place(place(99, "Nice", None)).unwrap_err().code, "too_many_places");
        assert!(full.remove_place(PlaceId::from_bits(2)).keep_place(place(99, "Nice", None)).is_ok());
    }
}
