//! Where somebody came from, as far as an address may say it: a path of our own pages.

/// The path, if it is one of ours: nobody is sent to another site by an address that somebody else made up.
#[must_use]
pub fn own_path(text: &str) -> Option<&str> {
    let plain = |c: char| c.is_ascii_graphic() && c != '\\';
    let foreign = text.starts_with("//") || text.starts_with("/fn/") || text.starts_with("/sign-in");
    (text.starts_with('/') && !foreign && text.chars().all(plain)).then_some(text)
}

/// The sign-in page at `path`, which leads on to `to` afterwards.
#[must_use]
pub fn leading_to(path: &str, to: &str) -> String {
    match own_path(to) {
        Some(to) => with(path, "to", to),
        None => path.to_owned(),
    }
}

/// An address with one parameter more; its value is ASCII.
#[must_use]
pub fn with(address: &str, name: &str, value: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{name}={}", escaped(value))
}

/// A text of ASCII as the value of a parameter (RFC 3986: all but the unreserved characters escaped).
fn escaped(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._~".contains(c);
    text.chars().map(|c| if plain(c) { c.to_string() } else { format!("%{:02X}", u32::from(c)) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_led_to() {
        for ours in ["/", "/trials/trl_1", "/?term=2y&seats=30"] {
            assert_eq!(own_path(ours), Some(ours));
        }
        let foreign =
            ["", "evil.example", "https://evil.example/", "//evil.example", "/\\evil.example", "/\t/evil.example"];
        let pointless = ["/fn/sign_out", "/sign-in?to=/", "/ä"];
        for other in foreign.into_iter().chain(pointless) {
            assert_eq!(own_path(other), None, "{other}");
        }
    }

    #[test]
    fn a_path_travels_as_one_parameter() {
        assert_eq!(leading_to("/sign-in", "/?term=2y&seats=30"), "/sign-in?to=%2F%3Fterm%3D2y%26seats%3D30");
        assert_eq!(leading_to("/sign-in", "//evil.example"), "/sign-in");
    }
}
