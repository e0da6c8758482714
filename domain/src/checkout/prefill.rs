//! Details that an account fills in for its members, so that they type nothing twice.

use super::Details;
use crate::account::Profile;
use crate::address::Address;

/// What an account's own details say of whoever buys for it. Whom we talk to they do not know.
fn of_account(profile: &Profile) -> Details {
    Details {
        company: profile.legal_name.clone(),
        address: profile.address.clone(),
        business: profile.vat_id.is_some().then_some(true),
        vat_id: profile.vat_id.clone(),
        purchase_order: profile.purchase_order.clone(),
        invoice_email: profile.invoice_email.clone(),
        ..Details::default()
    }
}

/// The details with what the account knows. What somebody typed stays; what `before`, the account that was to buy until now,
/// had filled in does not.
#[must_use]
pub fn filled_in(typed: Details, profile: &Profile, before: Option<&Profile>) -> Details {
    let (known, was) = (of_account(profile), before.map(of_account).unwrap_or_default());
    let keeps_address = !is_blank(&typed.address) && typed.address != was.address;
    Details {
        company: if typed.company.trim().is_empty() || typed.company == was.company {
            known.company
        } else {
            typed.company
        },
        address: if keeps_address { typed.address } else { known.address },
        business: pick(typed.business, was.business, known.business),
        vat_id: pick(typed.vat_id, was.vat_id, known.vat_id),
        purchase_order: pick(typed.purchase_order, was.purchase_order, known.purchase_order),
        invoice_email: pick(typed.invoice_email, was.invoice_email, known.invoice_email),
        ..typed
    }
}

/// The details with this place of the account, which the buyer has chosen for what is bought.
#[must_use]
pub fn moved_to(typed: Details, profile: &Profile) -> Details {
    let Details { address, business, vat_id, .. } = of_account(profile);
    Details { address, business, vat_id, ..typed }
}

fn pick<T: PartialEq>(typed: Option<T>, was: Option<T>, known: Option<T>) -> Option<T> {
    if typed.is_none() || typed == was { known } else { typed }
}

/// Nobody has typed an address: a country alone may be a guess.
pub(super) fn is_blank(address: &Address) -> bool {
    Address { country: None, ..address.clone() } == Address::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str, city: &str, vat_id: Option<&str>) -> Profile {
        let address = Address {
            line1: "Street 1".to_owned(),
            city: city.to_owned(),
            country: "DE".parse().ok(),
            ..Address::default()
        };
        Profile {
            legal_name: name.to_owned(),
            address,
            vat_id: vat_id.map(str::to_owned),
            purchase_order: Some("PO-1".to_owned()),
            ..Profile::default()
        }
    }

    #[test]
    fn an_account_fills_in_what_is_blank_and_nothing_that_was_typed() {
        let contact = Details { contact_name: "Ada".to_owned(), ..Details::default() };
        let acme = profile("Acme GmbH", "Berlin", Some("DE136695976"));
        let filled = filled_in(contact.clone(), &acme, None);
        assert_eq!((filled.company.as_str(), filled.address.city.as_str()), ("Acme GmbH", "Berlin"));
        assert_eq!((filled.vat_id.as_deref(), filled.business), (Some("DE136695976"), Some(true)));
        assert_eq!((filled.purchase_order.as_deref(), filled.contact_name.as_str()), (Some("PO-1"), "Ada"));
        let typed = Details { company: "Acme Werke".to_owned(), purchase_order: Some("77".to_owned()), ..contact };
        let kept = filled_in(typed, &acme, None);
        assert_eq!((kept.company.as_str(), kept.purchase_order.as_deref()), ("Acme Werke", Some("77")));
        assert_eq!(kept.address.city, "Berlin");
    }

    #[test]
    fn a_chosen_place_replaces_the_address_and_the_tax_id_and_nothing_else() {
        let typed = Details {
            company: "Acme Werke".to_owned(),
            ..filled_in(Details::default(), &profile("Acme", "Berlin", Some("DE136695976")), None)
        };
        let moved = moved_to(typed, &profile("Acme", "Hamburg", None));
        assert_eq!((moved.company.as_str(), moved.address.city.as_str()), ("Acme Werke", "Hamburg"));
        assert_eq!((moved.vat_id, moved.business, moved.purchase_order.as_deref()), (None, None, Some("PO-1")));
    }

    #[test]
    fn another_account_replaces_what_the_one_before_had_filled_in() {
        let (acme, globex) = (profile("Acme GmbH", "Berlin", Some("DE136695976")), profile("Globex", "Hamburg", None));
        let filled = filled_in(Details::default(), &acme, None);
        let other = filled_in(filled.clone(), &globex, Some(&acme));
        assert_eq!(other, filled_in(Details::default(), &globex, None), "nothing of the first is left");
        let corrected = Details { company: "Globex Werke".to_owned(), ..other };
        let back = filled_in(corrected, &acme, Some(&globex));
        assert_eq!((back.company.as_str(), back.address.city.as_str()), ("Globex Werke", "Berlin"));
    }
}
