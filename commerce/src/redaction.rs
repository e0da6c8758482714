//! Taking a person out of what is written down: their addresses give way to one that says nothing, and what stands beside
//! an address as their name or their words is emptied. Everything else stays, so that it still reads.

use serde_json::Value;

/// Members that say something about whoever's address stands beside them.
const BESIDE: [&str; 4] = ["name", "contact_name", "message", "device"];
/// Members that hold the words of whoever `by` names beside them.
const SAID: [&str; 2] = ["text", "note"];
/// The member of a checkout that names whom we talk to, and where an edit that replaced it says so.
const CONTACT: (&str, &str) = ("contact_name", "details/contact_name");

/// What a person is taken out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    /// Whatever names them.
    Anything,
    /// A checkout of theirs: their name goes also where their address had not been typed yet.
    OwnCheckout,
    /// What the books keep: of whoever bought for themselves the name stays, because it is the buyer's.
    Voucher,
}

/// Whom to take out.
#[derive(Clone, Debug)]
pub struct Redaction {
    /// Their addresses in lower case.
    addresses: Vec<String>,
    /// What stands there instead.
    instead: String,
}

impl Redaction {
    /// Takes these addresses out, and puts `instead` into their place.
    pub fn new(addresses: impl IntoIterator<Item = String>, instead: impl Into<String>) -> Self {
        let addresses = addresses.into_iter().map(|address| address.to_lowercase()).collect();
        Self { addresses, instead: instead.into() }
    }

    /// The addresses that are taken out, in lower case.
    #[must_use]
    pub fn addresses(&self) -> &[String] {
        &self.addresses
    }

    /// What stands in their place.
    #[must_use]
    pub fn instead(&self) -> &str {
        &self.instead
    }

    /// A JSON text without the person; `None` if they are not in it.
    #[must_use]
    pub fn of_json(&self, json: &str) -> Option<String> {
        self.within(json, Source::Anything)
    }

    /// A checkout of theirs as JSON text without them; `None` if they are not in it. Their name goes also where their
    /// address had not been typed yet, and out of what edits replaced.
    #[must_use]
    pub fn of_own_checkout(&self, json: &str) -> Option<String> {
        self.within(json, Source::OwnCheckout)
    }

    /// An order as JSON text without them; `None` if they are not in it. A buyer without a company keeps their name.
    #[must_use]
    pub fn of_voucher(&self, json: &str) -> Option<String> {
        self.within(json, Source::Voucher)
    }

    fn within(&self, json: &str, from: Source) -> Option<String> {
        let mut value: Value = serde_json::from_str(json).ok()?;
        self.apply(&mut value, from).then(|| value.to_string())
    }

    fn apply(&self, value: &mut Value, from: Source) -> bool {
        match value {
            Value::String(text) => match self.of_text(text) {
                Some(redacted) => {
                    *text = redacted;
                    true
                }
                None => false,
            },
            Value::Array(items) => items.iter_mut().fold(false, |found, item| self.apply(item, from) | found),
            Value::Object(members) => {
                let theirs = members.values().any(|member| member.as_str().is_some_and(|text| self.is_theirs(text)));
                let text = |name: &str| members.get(name).and_then(Value::as_str).unwrap_or_default();
                let says = self.is_theirs(text("by"));
                let own = from == Source::OwnCheckout;
                let nobody_elses = own && text("contact_email").is_empty();
                let replaced = own && text("field") == CONTACT.1;
                let buyers = from == Source::Voucher && text("company").trim().is_empty();
                let mut found = replaced && members.remove("was").is_some();
                for (name, member) in members.iter_mut() {
                    let goes = theirs && BESIDE.contains(&name.as_str()) && !(buyers && name == CONTACT.0)
                        || says && SAID.contains(&name.as_str())
                        || nobody_elses && name == CONTACT.0;
                    match member {
                        Value::String(text) if goes => {
                            found |= !text.is_empty();
                            text.clear();
                        }
                        other => found |= self.apply(other, from),
                    }
                }
                found
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }

    fn is_theirs(&self, text: &str) -> bool {
        self.addresses.iter().any(|address| text.trim().eq_ignore_ascii_case(address))
    }

    /// A text with each of their addresses in it replaced; `None` if there is none. An address inside a longer one is not
    /// theirs.
    fn of_text(&self, text: &str) -> Option<String> {
        let mut redacted = text.to_owned();
        for address in &self.addresses {
            let mut from = 0;
            while let Some(at) = redacted.get(from..).and_then(|rest| rest.to_ascii_lowercase().find(address.as_str()))
            {
                let (start, end) = (from + at, from + at + address.len());
                if is_whole(&redacted[..start], &redacted[end..]) {
                    redacted.replace_range(start..end, &self.instead);
                    from = start + self.instead.len();
                } else {
                    from = end;
                }
            }
        }
        (redacted != text).then_some(redacted)
    }
}

/// Whether an address between these two does not go on into either.
fn is_whole(before: &str, after: &str) -> bool {
    let local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let mut next = after.chars();
    let goes_on = match next.next() {
        Some('.') => next.next().is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => c.is_ascii_alphanumeric() || c == '-',
        None => false,
    };
    !before.ends_with(local) && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(json: &str) -> Option<String> {
        Redaction::new(["Bob@acme.example".to_owned()], "x@erased.invalid").of_json(json)
    }

    #[test]
    fn addresses_and_what_stands_beside_them_go_and_the_rest_stays() {
        let lead = r#"{"company":"Acme","email":"BOB@acme.example","message":"call me","name":"Bob"}"#;
        let gone = r#"{"company":"Acme","email":"x@erased.invalid","message":"","name":""}"#;
        assert_eq!(redacted(lead).as_deref(), Some(gone));
        let nested = r#"{"content":{"contact_email":"bob@acme.example","contact_name":"Bob"},"name":"a plan"}"#;
        let gone = r#"{"content":{"contact_email":"x@erased.invalid","contact_name":""},"name":"a plan"}"#;
        assert_eq!(redacted(nested).as_deref(), Some(gone));
    }

    #[test]
    fn what_they_said_goes_and_what_was_said_to_them_stays() {
        let steps = r#"[{"by":"bob@acme.example","note":"Too many"},{"note":"Please, Bob","to":"bob@acme.example"}]"#;
        let gone = r#"[{"by":"x@erased.invalid","note":""},{"note":"Please, Bob","to":"x@erased.invalid"}]"#;
        assert_eq!(redacted(steps).as_deref(), Some(gone));
    }

    #[test]
    fn words_that_hold_an_address_lose_it() {
        let note = r#"{"key":"email:bob@acme.example","note":"Ask bob@acme.example. Or Bob@Acme.example, twice"}"#;
        let gone = r#"{"key":"email:x@erased.invalid","note":"Ask x@erased.invalid. Or x@erased.invalid, twice"}"#;
        assert_eq!(redacted(note).as_deref(), Some(gone));
    }

    #[test]
    fn a_name_in_their_checkout_goes_before_and_after_their_address_was_there() {
        let redaction = Redaction::new(["bob@acme.example".to_owned()], "x@erased.invalid");
        let before = r#"{"content":{"details":{"contact_name":"Bob"}},"history":[{"field":"details/contact_name","version":2,"was":"Bobby"}]}"#;
        let gone =
            r#"{"content":{"details":{"contact_name":""}},"history":[{"field":"details/contact_name","version":2}]}"#;
        assert_eq!(redaction.of_own_checkout(before).as_deref(), Some(gone));
        assert_eq!(redaction.of_own_checkout(gone), None, "twice is once");
        assert_eq!(redaction.of_json(before), None, "a name alone says nothing of whose it is");
        let others = r#"{"details":{"contact_email":"ada@acme.example","contact_name":"Ada"}}"#;
        assert_eq!(redaction.of_own_checkout(others), None);
    }

    #[test]
    fn somebody_else_stays() {
        for other in
            ["jimbob@acme.example", "bob@acme.example.org", "bob@acme.example-two.org", "a.bob@acme.example", "ü"]
        {
            assert_eq!(redacted(&format!(r#"{{"email":"{other}","name":"Jim"}}"#)), None, "{other}");
        }
        assert_eq!(redacted("not JSON"), None);
    }
}
