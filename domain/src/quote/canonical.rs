//! The canonical form of JSON (RFC 8785) for what quotes are made of, and the hash over it.
//!
//! Quotes hold only strings, whole numbers within ±2^53, booleans, null, arrays and objects; for these the rules are: no
//! blanks, members sorted by the UTF-16 code units of their names, strings with the shortest escapes, whole numbers as they
//! are. A test compares with a full implementation of the standard.

mod serializer;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// SHA-256 in lower-case hex over the canonical form of `content` without its member `left_out`.
pub(super) fn hash_without(content: &impl Serialize, left_out: &'static str) -> String {
    hex(&Sha256::digest(written(content, Some(left_out)).as_bytes()))
}

/// The canonical form of `content`.
pub(super) fn text(content: &impl Serialize) -> String {
    written(content, None)
}

fn written(content: &impl Serialize, left_out: Option<&'static str>) -> String {
    // Nothing may stand in for a text that cannot be written: all such quotes would have one hash.
    serializer::to_text(content, left_out).expect("quotes hold only what has a canonical form; tests write every kind")
}

/// The escapes of RFC 8785, section 3.2.2.2.
fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
        out.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            8 => out.push_str("\\b"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            12 => out.push_str("\\f"),
            b'\r' => out.push_str("\\r"),
            control => {
                out.push_str("\\u00");
                push_hex(control, out);
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

fn push_hex(byte: u8, out: &mut String) {
    for nibble in [byte >> 4, byte & 15] {
        out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
    }
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for &byte in bytes {
        push_hex(byte, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value;

    fn canonical(value: &Value) -> String {
        text(value)
    }

    fn values() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (-9_007_199_254_740_991_i64..=9_007_199_254_740_991).prop_map(Value::from),
            "\\PC*|[\\x00-\\x1f\"\\\\é€😀\\u{fb33}]*".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map("[a-z€😀\\u{fb33}\r]{0,3}", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn sorts_by_utf_16_and_escapes_shortly() {
        // The example of RFC 8785, section 3.2.3.
        let value: Value = serde_json::from_str(
            r#"{"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",
                "\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}"#,
        )
        .expect("JSON");
        let names = "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u{80}\":\"Control\",\"ö\":\"Latin Small Letter O With \
            Diaeresis\",\"€\":\"Euro Sign\",\"😀\":\"Emoji: Grinning Face\",\"\u{fb33}\":\"Hebrew Letter Dalet With Dagesh\"}";
        assert_eq!(canonical(&value), names);
    }

    #[test]
    fn refuses_what_other_readers_could_read_otherwise() {
        assert!(serializer::to_text(&1.5_f64, None).is_err());
        assert!(serializer::to_text(&std::collections::BTreeMap::from([(1, "one")]), None).is_err());
    }

    #[test]
    fn leaves_a_member_of_the_outermost_object_out_and_no_other() {
        let value = serde_json::json!({"hash": "x", "line": {"hash": "y"}});
        assert_eq!(written(&value, Some("hash")), r#"{"line":{"hash":"y"}}"#);
        assert_eq!(written(&serde_json::json!([value]), Some("hash")), r#"[{"hash":"x","line":{"hash":"y"}}]"#);
    }

    #[test]
    fn hashes_to_the_published_digest() {
        assert_eq!(hex(&Sha256::digest(b"abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    proptest! {
        #[test]
        fn agrees_with_a_full_implementation(value in values()) {
            prop_assert_eq!(canonical(&value), serde_json_canonicalizer::to_string(&value).expect("canonical"));
        }
    }
}
