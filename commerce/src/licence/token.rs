//! Signing and verifying licences.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::licence::Claims;
use ed25519_dalek::{Signature, Signer as _};
use serde::{Deserialize, Serialize};

use super::{LicenceKeys, VerifyingKeys};

/// A signed licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedLicence {
    /// The token: three parts in base 64 for addresses, between dots.
    pub token: String,
    /// The id of the key that signed it.
    pub kid: String,
}

/// Why a token is no licence of ours. What a good one is worth by now, [`Claims::check`] says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALicence {
    /// It is no JSON Web Token, or not one of licences.
    #[error("this is no licence: {0}")]
    Malformed(&'static str),
    /// None of the known keys has this id.
    #[error("the licence was signed with an unknown key: {kid}")]
    UnknownKey {
        /// The id.
        kid: String,
    },
    /// Somebody changed it, or signed with another key.
    #[error("the signature of the licence is wrong")]
    WrongSignature,
}

#[derive(Serialize, Deserialize)]
struct Header {
    alg: String,
    typ: String,
    kid: String,
}

impl LicenceKeys {
    /// The signed token of a licence. The same claims and key give the same token (RFC 8032 draws nothing).
    #[must_use]
    pub fn sign(&self, claims: &Claims) -> SignedLicence {
        let kid = self.kid();
        let header = Header { alg: "EdDSA".to_owned(), typ: "JWT".to_owned(), kid: kid.clone() };
        let signed = format!("{}.{}", part(&header), part(claims));
        let signature = self.signing().sign(signed.as_bytes());
        SignedLicence { token: format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes())), kid }
    }
}

impl VerifyingKeys {
    /// What a licence says, if one of these keys signed it.
    ///
    /// # Errors
    /// [`NotALicence`].
    pub fn verify(&self, token: &str) -> Result<Claims, NotALicence> {
        let mut parts = token.trim().split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NotALicence::Malformed("a licence has three parts between dots"));
        };
        let Header { alg, typ, kid } = read(header)?;
        if alg != "EdDSA" || typ != "JWT" {
            return Err(NotALicence::Malformed("it is signed in another way"));
        }
        let key = self.get(&kid).ok_or(NotALicence::UnknownKey { kid })?;
        let bytes = URL_SAFE_NO_PAD.decode(signature).map_err(|_| NotALicence::WrongSignature)?;
        let given = Signature::from_slice(&bytes).map_err(|_| NotALicence::WrongSignature)?;
        let signed = format!("{header}.{claims}");
        key.verify_strict(signed.as_bytes(), &given).map_err(|_| NotALicence::WrongSignature)?;
        read(claims)
    }
}

fn part(value: &impl Serialize) -> String {
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).expect("headers and claims serialise: their maps have text keys"))
}

fn read<T: for<'de> Deserialize<'de>>(part: &str) -> Result<T, NotALicence> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| NotALicence::Malformed("a part is not base 64"))?;
    serde_json::from_slice(&bytes).map_err(|_| NotALicence::Malformed("a part does not say what a licence says"))
}

#[cfg(test)]
mod tests {
    use domain::ids::{AccountId, LicenceId, SubscriptionId};
    use domain::licence::{Holder, Issuer, Lineage};
    use domain::subscription::{Basis, Entitlement, Package};
    use jiff::Timestamp;

    use super::*;

    fn claims() -> Claims {
        let issuer = Issuer { iss: "https://shop.example", aud: "suite", grace_days: 14 };
        let package = Package { plan: "premium".to_owned(), seats: 25, addon: std::collections::BTreeMap::new() };
        let until = Timestamp::from_second(2_000_000_000).unwrap();
        let entitlement = Entitlement { package, basis: Basis::Paid, until: Some(until) };
        let holder = Holder { subscription: SubscriptionId::from_bits(1), account: AccountId::from_bits(2) };
        let now = Timestamp::from_second(1_900_000_000).unwrap();
        Claims::new(&issuer, Lineage::beginning(LicenceId::from_bits(3)), holder, &entitlement, [], now)
    }

    #[test]
    fn what_was_signed_verifies_also_after_the_key_was_replaced() {
        let old = LicenceKeys::new([1; 32], None);
        let licence = old.sign(&claims());
        assert_eq!(old.sign(&claims()), licence);
        let rotated = LicenceKeys::new([2; 32], Some([1; 32]));
        assert_eq!(rotated.verifying().verify(&licence.token), Ok(claims()));
        assert_eq!(rotated.verifying().verify(&rotated.sign(&claims()).token), Ok(claims()));

        // Long after: only the stored public half is left of the first key.
        let (_, public) = old.verifying().iter().next().unwrap();
        let later = LicenceKeys::new([3; 32], Some([2; 32])).with_known([public.as_str()]).unwrap();
        assert_eq!(later.verifying().verify(&licence.token), Ok(claims()));
    }

    #[test]
    fn nothing_else_does() {
        let keys = LicenceKeys::new([1; 32], None);
        let verify = |token: &str| keys.verifying().verify(token);
        let SignedLicence { token, kid } = keys.sign(&claims());
        let [header, body, signature] = token.split('.').collect::<Vec<_>>()[..] else { unreachable!() };

        let more_seats = part(&Claims { seats: 10_000, ..claims() });
        assert_eq!(verify(&format!("{header}.{more_seats}.{signature}")), Err(NotALicence::WrongSignature));
        assert_eq!(verify(&format!("{header}.{body}.")), Err(NotALicence::WrongSignature));
        let foreign = LicenceKeys::new([9; 32], None).sign(&claims());
        assert_eq!(verify(&foreign.token), Err(NotALicence::UnknownKey { kid: foreign.kid }));

        for alg in ["none", "HS256", "eddsa"] {
            let header = part(&Header { alg: alg.to_owned(), typ: "JWT".to_owned(), kid: kid.clone() });
            let claimed = verify(&format!("{header}.{body}.{signature}"));
            assert_eq!(claimed, Err(NotALicence::Malformed("it is signed in another way")), "{alg}");
        }
        for garbage in ["", "a", "a.b", "a.b.c", "a.b.c.d", &format!("{token}.{token}")] {
            assert!(matches!(verify(garbage), Err(NotALicence::Malformed(_))), "{garbage}");
        }
    }
}
