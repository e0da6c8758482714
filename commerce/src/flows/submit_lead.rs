//! Asking to be called by sales.

use domain::access::{Action, Target, decide};
use domain::lead::{Lead, LeadForm};
use domain::moment::{after, days};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::{leads, mails as sent};
use crate::visit::Visit;

/// How many confirmations an address is sent in a day: nobody's mailbox is filled by strangers who ask in its name.
const CONFIRMED_A_DAY: usize = 3;

impl Commerce {
    /// Keeps who asks to be called, and writes to them (in the language with this code) and to sales.
    ///
    /// # Errors
    /// Everything that is missing or wrong in the form, with its field.
    pub async fn submit_lead(&self, visit: &Visit, form: &LeadForm, language: &str) -> Result<Lead, CommerceError> {
        decide(&visit.caller, Action::SendLead, &Target::Public, self.now())?;
        let by = &visit.caller.actor(&Target::Public, self.now());
        let seller = self.seller();
        self.store()
            .write(|tx| async move {
                let lead = form.check(tx.id(), tx.now()).map_err(CommerceError::Refused)?;
                leads::insert(&tx, &lead, Change { event: "lead_submitted", by }).await?;
                let (id, sales) = (lead.id, &seller.sales_email);
                let today = after(tx.now(), -days(1));
                if sent::decided_since(&tx, &lead.email, Letter::LEAD_RECEIVED, today).await?.len() < CONFIRMED_A_DAY {
                    mails::post(&tx, &lead.email, language, Letter::LeadReceived { lead: id }).await?;
                }
                mails::post(&tx, sales, &seller.sales_language, Letter::LeadToSales { lead: id }).await?;
                Ok(lead)
            })
            .await
    }
}
