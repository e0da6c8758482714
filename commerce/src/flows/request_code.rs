//! Asking for a code by e-mail.

use domain::access::{Action, Target, decide};
use domain::code::{CodeRefusal, EmailCode, MANY_WITHIN, SENDS_WITHIN, tries};
use domain::email::Email;
use domain::ids::CodeRequestId;
use domain::moment::{after, seconds_until};
use jiff::Timestamp;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::secret::Code;
use crate::store::{Tx, email_codes, mails as sent};
use crate::visit::{NewCookie, Visit, session_of};

/// How many codes an address is sent within [`SENDS_WITHIN`], whoever asks: more than one browser may need, few enough
/// that neither a mailbox is flooded nor digits are guessed by asking from many browsers.
const TO_ONE_ADDRESS: usize = 12;

/// A code that is on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeSent {
    /// The address it goes to.
    pub email: Email,
    /// Until when it is good.
    pub good_until: Timestamp,
    /// From when on another can be asked for.
    pub again_at: Timestamp,
    /// The browser's session began with this.
    pub cookie: Option<NewCookie>,
}

impl Commerce {
    /// Sends six digits to an address, in the language with this code. They are good in this browser (or frame) only, and
    /// take the place of any sent before. The answer is the same whether somebody has this address with us or not.
    ///
    /// # Errors
    /// No address; too soon after the last one, or too many.
    pub async fn request_code(&self, visit: &Visit, email: &str, language: &str) -> Result<CodeSent, CommerceError> {
        self.ask_for_code(visit, email, language, None).await
    }

    /// The same; with a `link` the mail holds one, too, that signs whoever opens it in and leads them on to there.
    pub(super) async fn ask_for_code(
        &self,
        visit: &Visit,
        email: &str,
        language: &str,
        link: Option<&str>,
    ) -> Result<CodeSent, CommerceError> {
        decide(&visit.caller, Action::SignIn, &Target::Public, self.now())?;
        let email = &Email::typed(email, "email").map_err(CommerceError::refused)?;
        self.store()
            .write(|tx| async move {
                tx.guard(&format!("code:{}", email.normalised())).await?;
                let (session, cookie) = match visit.holder() {
                    Some(holder) => (holder, None),
                    None => {
                        let (session, cookie) = session_of(&tx, visit).await?;
                        (session.to_string(), cookie)
                    }
                };
                let code = self.send_code(&tx, &session, email, (language, link)).await?;
                let wait = jiff::SignedDuration::from_secs(code.wait(tx.now()));
                let good_until = after(tx.now(), domain::code::LIFETIME);
                Ok(CodeSent { email: email.clone(), good_until, again_at: after(tx.now(), wait), cookie })
            })
            .await
    }

    /// Sends a code that is good for `holder`, in the transaction that needs it proved.
    ///
    /// # Errors
    /// Too soon after the last one, or too many.
    pub(super) async fn send_code(
        &self,
        tx: &Tx,
        holder: &str,
        email: &Email,
        (language, link): (&str, Option<&str>),
    ) -> Result<EmailCode, CommerceError> {
        let recent = sent::decided_within(tx, email, "code", MANY_WITHIN).await?;
        limit_by_address(&recent, tx.now())?;
        let tries = tries(recent.len());
        let request: CodeRequestId = tx.id();
        let name = request.to_string();
        let hash = Code::of_request(self.server_key(), &name).hash(self.server_key(), &name).to_string();
        let code = match email_codes::find(tx, holder, email).await? {
            None => EmailCode::first(&hash, tries, tx.now()),
            Some((_, known)) => known.again(&hash, tries, tx.now()).map_err(CommerceError::refused)?,
        };
        email_codes::write(tx, holder, email, request, &code).await?;
        mails::post(
            tx,
            email,
            language,
            Letter::Code { request, link: link.is_some(), on: link.unwrap_or_default().to_owned() },
        )
        .await?;
        Ok(code)
    }
}

/// Refuses one more code to an address that was sent these, the oldest first.
fn limit_by_address(sent: &[Timestamp], now: Timestamp) -> Result<(), CommerceError> {
    let mut recent = sent.iter().filter(|at| after(**at, SENDS_WITHIN) > now);
    match (recent.clone().count(), recent.next()) {
        (TO_ONE_ADDRESS.., Some(oldest)) => {
            let seconds = seconds_until(now, after(*oldest, SENDS_WITHIN));
            Err(CommerceError::refused(CodeRefusal::CodeTooSoon { seconds }))
        }
        _ => Ok(()),
    }
}
