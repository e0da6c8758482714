//! The locales Kassa speaks: their codes, direction, and how a request names one.

/// A locale that has words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English, with the forms of the United States.
    #[default]
    En,
    /// German, with the forms of Germany.
    De,
    /// Accented English laid out from right to left, made at build time. Only for tests: nothing a buyer sends chooses
    /// it outside demo mode.
    Pseudo,
}

impl Locale {
    /// The locales a buyer can choose.
    pub const SHIPPED: [Self; 2] = [Self::En, Self::De];
    /// Every locale that has words.
    pub const ALL: [Self; 3] = [Self::En, Self::De, Self::Pseudo];

    /// The BCP 47 code: what `lang` says, and what cookies and links carry.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::De => "de",
            Self::Pseudo => "ar-XB",
        }
    }

    /// The locale whose `Intl` formats ours equal.
    #[must_use]
    pub const fn intl(self) -> &'static str {
        match self {
            Self::En | Self::Pseudo => "en-US",
            Self::De => "de-DE",
        }
    }

    /// The direction of writing, as the attribute `dir` wants it.
    #[must_use]
    pub const fn dir(self) -> &'static str {
        match self {
            Self::En | Self::De => "ltr",
            Self::Pseudo => "rtl",
        }
    }

    /// The language's name for itself, for the language switch.
    #[must_use]
    pub const fn autonym(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Pseudo => "Pseudo",
        }
    }

    /// The shipped locale with this code. Case and region do not matter: `DE-at` is German.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let language = code.trim().split(['-', '_']).next()?;
        Self::SHIPPED.into_iter().find(|locale| locale.code().eq_ignore_ascii_case(language))
    }

    /// Like [`Locale::parse`], and the pseudo-locale by its exact code: for demo mode and tests.
    #[must_use]
    pub fn parse_with_pseudo(code: &str) -> Option<Self> {
        if code == Self::Pseudo.code() { Some(Self::Pseudo) } else { Self::parse(code) }
    }

    /// The shipped locale that an `Accept-Language` header (RFC 9110, 12.5.4) likes best, if it likes one at all. Of
    /// equal weights the earlier wins.
    #[must_use]
    pub fn from_accept_language(header: &str) -> Option<Self> {
        let mut best: Option<(Self, u32)> = None;
        for range in header.split(',').take(MAX_RANGES) {
            let (tag, weight) = weighted(range);
            let liked = if tag == "*" { Some(Self::default()) } else { Self::parse(tag) };
            let Some(locale) = liked else { continue };
            if weight > best.map_or(0, |(_, best_weight)| best_weight) {
                best = Some((locale, weight));
            }
        }
        best.map(|(locale, _)| locale)
    }
}

/// More language ranges than any browser sends; the rest of a longer header is not read.
const MAX_RANGES: usize = 32;

/// A language range and its weight in thousandths; 0 (“not acceptable”) when the weight is malformed.
fn weighted(range: &str) -> (&str, u32) {
    let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
    let parameter = parameters.trim();
    let weight = if parameter.is_empty() {
        Some(1000)
    } else {
        parameter.strip_prefix("q=").or_else(|| parameter.strip_prefix("Q=")).and_then(thousandths)
    };
    (tag.trim(), weight.unwrap_or(0))
}

/// `0.8` as 800: a `qvalue` has at most three decimals and is at most 1.
fn thousandths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !matches!(whole, "0" | "1") || part.len() > 3 || !digits(part) {
        return None;
    }
    let value = format!("{whole}{part:0<3}").parse().ok()?;
    (value <= 1000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_language_that_is_liked_best() {
        for (header, expected) in [
            ("de-AT,de;q=0.9,en;q=0.8", Some(Locale::De)),
            ("fr-FR, en;q=0.3, de;q=0.7", Some(Locale::De)),
            ("en, de", Some(Locale::En)),
            ("de;q=0, en;q=0.1", Some(Locale::En)),
            ("fr, *;q=0.1", Some(Locale::En)),
            ("fr, ja", None),
            ("de;q=2, en;q=0.001", Some(Locale::En)),
            ("de;q=0.1234, en;q=0.5", Some(Locale::En)),
            ("ar-XB", None),
            ("", None),
            (";;;,,q=,", None),
        ] {
            assert_eq!(Locale::from_accept_language(header), expected, "{header}");
        }
    }

    #[test]
    fn only_tests_can_name_the_pseudo_locale() {
        assert_eq!(Locale::parse("ar-XB"), None);
        assert_eq!(Locale::parse_with_pseudo("ar-XB"), Some(Locale::Pseudo));
        assert_eq!(Locale::parse_with_pseudo("DE_ch"), Some(Locale::De));
        assert_eq!(Locale::parse("deutsch"), None);
    }

    #[test]
    fn every_locale_is_found_by_its_own_code() {
        for locale in Locale::ALL {
            assert_eq!(Locale::parse_with_pseudo(locale.code()), Some(locale));
        }
    }
}
