//! Ids of aggregates: a readable prefix and 128 bits, so that an id says what it names and cannot be guessed.
//!
//! An id opens nothing by itself; whoever asks must also be allowed to.

use std::fmt;
use std::str::FromStr;

use crate::as_text::as_text;

/// Crockford's base 32, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of 128 bits in base 32.
const LENGTH: usize = 26;

/// The text is no id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct NotAnId;

/// What every kind of id has in common, for whoever draws the bits.
pub trait Id: fmt::Display + FromStr<Err = NotAnId> + Copy {
    /// The id made of these 128 bits.
    fn from_bits(bits: u128) -> Self;
}

fn encode(bits: u128, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for place in (0..LENGTH).rev() {
        let index = ((bits >> (place * 5)) & 31) as usize;
        write!(f, "{}", char::from(ALPHABET[index]))?;
    }
    Ok(())
}

fn decode(text: &str) -> Option<u128> {
    if text.len() != LENGTH {
        return None;
    }
    let mut bits: u128 = 0;
    for (place, byte) in text.bytes().enumerate() {
        let digit = ALPHABET.iter().position(|&a| a == byte)? as u128;
        if place == 0 && digit > 7 {
            return None;
        }
        bits = (bits << 5) | digit;
    }
    Some(bits)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u128);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// The id made of these 128 bits (the caller draws them; time-ordered bits keep indexes compact).
            #[must_use]
            pub const fn from_bits(bits: u128) -> Self {
                Self(bits)
            }
        }

        impl Id for $name {
            fn from_bits(bits: u128) -> Self {
                Self::from_bits(bits)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_", Self::PREFIX)?;
                encode(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                let rest = text.strip_prefix(Self::PREFIX).and_then(|r| r.strip_prefix('_')).ok_or(NotAnId)?;
                decode(rest).map(Self).ok_or(NotAnId)
            }
        }

        as_text!($name);
    )+};
}

ids! {
    /// A person.
    UserId = "usr";
    /// A paying organisation.
    AccountId = "acc";
    /// A further place of business of an account.
    PlaceId = "plc";
    /// A person's role in an account.
    MembershipId = "mbr";
    /// Somebody who is asked to become a member.
    InvitationId = "inv";
    /// One of us acting on a customer's behalf.
    ActingId = "act";
    /// A mail domain that an account says is its own.
    DomainClaimId = "dcl";
    /// Somebody who asks to become a member.
    JoinRequestId = "jrq";
    /// What a customer has.
    SubscriptionId = "sub";
    /// A trial.
    TrialId = "trl";
    /// A checkout session.
    CheckoutId = "chk";
    /// An accepted quote.
    OrderId = "ord";
    /// One attempt to pay an order.
    IntentId = "pay";
    /// A saved way to pay.
    PaymentMethodId = "pmt";
    /// A licence.
    LicenceId = "lic";
    /// Somebody who asked to be called.
    LeadId = "led";
    /// Something that happened.
    EventId = "evt";
    /// Something to be done.
    JobId = "job";
    /// A sent or waiting mail.
    MailId = "mai";
    /// A signed-in browser.
    SessionId = "ses";
    /// A request to prove an e-mail address.
    CodeRequestId = "cod";
    /// A link, token or ticket: a secret that opens one thing.
    LinkId = "lnk";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_what_it_prints() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef] {
            let id = OrderId::from_bits(bits);
            assert_eq!(id.to_string().parse(), Ok(id));
            assert_eq!(id.to_string().len(), 4 + LENGTH);
        }
    }

    #[test]
    fn refuses_other_kinds_and_garbage() {
        let order = OrderId::from_bits(7).to_string();
        assert_eq!(order.parse::<CheckoutId>(), Err(NotAnId));
        for text in ["", "ord", "ord_", "ord_0", "ord_zzzzzzzzzzzzzzzzzzzzzzzzzz", &order.to_uppercase()] {
            assert_eq!(text.parse::<OrderId>(), Err(NotAnId), "{text}");
        }
    }
}
