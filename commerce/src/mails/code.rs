//! Letters about signing in: the six digits, and a new way in.

use domain::code::LIFETIME;
use domain::ids::CodeRequestId;
use messages::Words;
use messages::mail::{CodeFacts, IdentityLinkedFacts, MailContent, code, identity_linked};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::secret::Code;
use crate::store::email_codes;

impl Commerce {
    /// The letter; `None` when the code cannot be used any more, or another has taken its place.
    pub(super) async fn code_letter(
        &self,
        words: Words,
        request: CodeRequestId,
        link: Option<&String>,
    ) -> Result<Option<MailContent>, Failure> {
        let Some(stored) = email_codes::of_request(self.store().read(), request).await? else { return Ok(None) };
        let Some(hash) = stored.hash(self.now()) else { return Ok(None) };
        let digits = Code::of_request(self.server_key(), &request.to_string());
        if digits.hash(self.server_key(), &request.to_string()).to_string() != hash {
            return Err(Failure::Never("the server key has changed since the code was asked for".to_owned()));
        }
        let minutes = u32::try_from(LIFETIME.as_mins()).unwrap_or(u32::MAX);
        let url = link.map(|on| self.sign_in_link(request, on));
        let facts = CodeFacts { code: digits.reveal().to_owned(), minutes, url };
        Ok(Some(code(words, &self.seller().house, &facts)))
    }

    /// The letter to somebody whom a provider signs in from now on.
    pub(super) fn identity_linked_letter(&self, words: Words, provider: &str) -> MailContent {
        let facts = IdentityLinkedFacts { provider: provider.to_owned(), url: self.url("/account/security") };
        identity_linked(words, &self.seller().house, &facts)
    }
}
