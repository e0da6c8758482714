//! Asking to be called by sales.

use domain::lead::{Lead, LeadForm};

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::mails::{self, Letter};
use crate::store::events::Change;
use crate::store::leads;
use crate::visit::Visit;

impl Commerce {
    /// Keeps who asks to be called, and writes to them (in the language with this code) and to sales.
    ///
    /// # Errors
    /// Everything that is missing or wrong in the form, with its field.
    pub async fn submit_lead(&self, visit: &Visit, form: &LeadForm, language: &str) -> Result<Lead, CommerceError> {
        let by = &visit.caller.actor(&domain::access::Target::Public, self.now());
        let seller = self.seller();
        self.store()
            .write(|tx| async move {
                let lead = form.check(tx.id(), tx.now()).map_err(CommerceError::Refused)?;
                leads::insert(&tx, &lead, Change { event: "lead_submitted", by }).await?;
                let (id, sales) = (lead.id, &seller.sales_email);
                mails::post(&tx, &lead.email, language, Letter::LeadReceived { lead: id }).await?;
                mails::post(&tx, sales, &seller.sales_language, Letter::LeadToSales { lead: id }).await?;
                Ok(lead)
            })
            .await
    }
}
