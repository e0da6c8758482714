//! Against the examples of the standards.

use serde_json::json;

use super::*;

/// RFC 7515, A.2 and A.3.
const PAYLOAD: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
const RS256: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5juj\
    Gbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383L\
    cOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0ig\
    cN_IoypGlUPQGe77Rw";
const ES256: &str = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";
const N: &str = "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2l\
    ZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg66\
    5xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ";

fn key(jwk: serde_json::Value) -> Jwk {
    serde_json::from_value(jwk).unwrap()
}

fn rsa() -> Jwk {
    key(json!({ "kty": "RSA", "n": N, "e": "AQAB", "alg": "RS256", "use": "sig" }))
}

fn ec() -> Jwk {
    let (x, y) = ("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
    key(json!({ "kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "ec" }))
}

fn token(header: serde_json::Value, payload: &str, signature: &str) -> String {
    format!("{}.{payload}.{signature}", URL_SAFE_NO_PAD.encode(header.to_string()))
}

#[test]
fn signatures_of_the_standards_examples_are_right() {
    // RFC 8037, A.4.
    let okp = key(json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" }));
    let ed = "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    let ed = format!("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.{ed}");
    let keys = [rsa(), ec(), okp];
    for token in
        [format!("eyJhbGciOiJSUzI1NiJ9.{PAYLOAD}.{RS256}"), format!("eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.{ES256}"), ed]
    {
        let signed = Signed::read(&token).unwrap();
        assert_eq!(signed.check(signed.key_in(&keys).unwrap()), Ok(()), "{token}");
    }
}

#[test]
fn another_text_or_another_key_is_not_signed() {
    let forged = PAYLOAD.replace("eyJpc3Mi", "eyJpc3Mj");
    let signed = Signed::read(&format!("eyJhbGciOiJFUzI1NiJ9.{forged}.{ES256}")).unwrap();
    assert_eq!(signed.check(&ec()), Err(IdentityError::Signature));
    let signed = Signed::read(&format!("eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.{ES256}")).unwrap();
    assert_eq!(signed.check(&rsa()), Err(IdentityError::Signature));
    let other = key(json!({ "kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA" }));
    assert_eq!(signed.check(&other), Err(IdentityError::Signature));
}

#[test]
fn what_proves_nothing_is_refused_by_name() {
    for name in ["none", "None", "HS256", "HS512", "RS1", ""] {
        let refused = Signed::read(&token(json!({ "alg": name }), PAYLOAD, "")).unwrap_err();
        assert_eq!(refused, IdentityError::Algorithm(name.to_owned()));
    }
    let critical = token(json!({ "alg": "ES256", "crit": ["exp"] }), PAYLOAD, ES256);
    for text in ["", "a.b", "a.b.c", "a.b.c.d", &critical, &format!("eyJhbGciOiJFUzI1NiJ9.{PAYLOAD}.=")] {
        assert!(matches!(Signed::read(text), Err(IdentityError::Unreadable(_))), "{text}");
    }
}

#[test]
fn a_key_is_found_by_its_name_and_by_what_it_is_for() {
    let named = |kid: &str| Signed::read(&token(json!({ "alg": "ES256", "kid": kid }), PAYLOAD, ES256)).unwrap();
    assert!(named("ec").key_in(&[rsa(), ec()]).is_some());
    assert!(named("other").key_in(&[rsa(), ec()]).is_none());
    let nameless = Signed::read(&token(json!({ "alg": "ES256" }), PAYLOAD, ES256)).unwrap();
    assert!(nameless.key_in(&[rsa(), ec()]).is_some());
    assert!(nameless.key_in(&[ec(), ec()]).is_none(), "two might be meant");
    // A key for something else, and one for another algorithm.
    let rs512 = Signed::read(&token(json!({ "alg": "RS512" }), PAYLOAD, RS256)).unwrap();
    assert!(rs512.key_in(&[rsa()]).is_none());
    let secret = key(json!({ "kty": "RSA", "n": N, "e": "AQAB", "use": "enc" }));
    assert!(Signed::read(&token(json!({ "alg": "RS256" }), PAYLOAD, RS256)).unwrap().key_in(&[secret]).is_none());
}
