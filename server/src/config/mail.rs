//! Who carries mail: `KASSA_SMTP_URL`, `KASSA_MAIL_FROM`, `KASSA_SALES_EMAIL`.

use super::{Mode, SecretText, Source};

/// The mail server and whose name is on the mails.
#[derive(Clone, Debug)]
pub struct Mail {
    /// The server, with its password. `None` in a demonstration: mails are shown at `/dev/mail`.
    pub smtp_url: Option<SecretText>,
    /// The sender that recipients see.
    pub from: String,
    /// Where leads go.
    pub sales: String,
}

impl Mail {
    pub(super) fn read(source: &mut Source, mode: Mode) -> Self {
        let smtp_url = source.secret("KASSA_SMTP_URL", SMTP);
        let from = source.optional::<String>("KASSA_MAIL_FROM", FROM);
        let sales = source.optional::<String>("KASSA_SALES_EMAIL", SALES);
        if !mode.is_demo() {
            for (variable, fix, absent) in [
                ("KASSA_SMTP_URL", SMTP, smtp_url.is_none()),
                ("KASSA_MAIL_FROM", FROM, from.is_none()),
                ("KASSA_SALES_EMAIL", SALES, sales.is_none()),
            ] {
                if absent {
                    source.missing(variable, fix);
                }
            }
        }
        let demo = |name: &str| format!("{name}@kassa.example");
        Self {
            smtp_url,
            from: from.unwrap_or_else(|| format!("Kassa <{}>", demo("shop"))),
            sales: sales.unwrap_or_else(|| demo("sales")),
        }
    }
}

const SMTP: &str = "the mail server, like smtps://USER:PASSWORD@mail.example.com";
const FROM: &str = "the sender of mails, like Shop <shop@example.com>";
const SALES: &str = "the address that requests for an offer are sent to";
