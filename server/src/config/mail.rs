//! Who carries mail: `KASSA_SMTP_URL`, `KASSA_MAIL_FROM`, `KASSA_SALES_EMAIL`, `KASSA_SALES_LANGUAGE`.

use std::str::FromStr;

use domain::email::Email;
use messages::Locale;

use super::{Mode, SecretText, Source};

/// The mail server, whose name is on the mails, and who reads those to the house.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server, with its password. `None` in a demonstration: mails are shown at `/dev/mail`.
    pub smtp_url: Option<SecretText>,
    /// The sender that recipients see.
    pub from: String,
    /// Where requests for an offer go.
    pub sales: Email,
    /// In which language.
    pub sales_language: Locale,
}

impl Mail {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let shop = !mode.is_demo();
        let smtp_url = source.needed_secret(shop, "KASSA_SMTP_URL", SMTP);
        let from = source.needed::<String>(shop, "KASSA_MAIL_FROM", FROM);
        let sales = source.needed::<Email>(shop, "KASSA_SALES_EMAIL", SALES);
        let language = source.optional::<Language>("KASSA_SALES_LANGUAGE", "a language that mails speak: en or de");
        Self {
            smtp_url,
            from: from.unwrap_or_else(|| "Kassa <shop@kassa.example>".to_owned()),
            sales: sales.unwrap_or_else(|| "sales@kassa.example".parse().expect("the default is an address")),
            sales_language: language.map(|language| language.0).unwrap_or_default(),
        }
    }
}

const SMTP: &str = "the mail server, like smtps://USER:PASSWORD@mail.example.com";
const FROM: &str = "the sender of mails, like Shop <shop@example.com>";
const SALES: &str = "the address that requests for an offer are sent to";

struct Language(Locale);

impl FromStr for Language {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Locale::parse(code).map(Self).ok_or(())
    }
}
