//! The letters about somebody who asked to be called.

use domain::ids::LeadId;
use messages::Words;
use messages::mail::{LeadFacts, MailContent, lead_received, lead_to_sales};

use crate::commerce::Commerce;
use crate::jobs::Failure;
use crate::store::leads;

impl Commerce {
    pub(super) async fn lead_received_letter(&self, words: Words, lead: LeadId) -> Result<MailContent, Failure> {
        Ok(lead_received(words, &self.seller().house, &self.lead_facts(words, lead).await?))
    }

    pub(super) async fn lead_to_sales_letter(&self, words: Words, lead: LeadId) -> Result<MailContent, Failure> {
        Ok(lead_to_sales(words, &self.seller().house, &self.lead_facts(words, lead).await?))
    }

    async fn lead_facts(&self, words: Words, id: LeadId) -> Result<LeadFacts, Failure> {
        let lead = leads::get(self.store().read(), id).await?;
        Ok(LeadFacts {
            reference: id.to_string(),
            name: lead.name,
            email: lead.email.to_string(),
            company: lead.company,
            country: words.country(lead.country).to_owned(),
            plan: lead.plan.map(|plan| self.plan_name(words, &plan)),
            seats: lead.seats,
            message: lead.message.unwrap_or_default(),
        })
    }

    /// A plan as the catalogue of today calls it; its id when there is no such plan any more.
    pub(super) fn plan_name(&self, words: Words, plan: &str) -> String {
        let catalogue = self.goods().book.nearest(self.today());
        catalogue
            .plan(plan)
            .map_or_else(|| plan.to_owned(), |plan| plan.name.in_language(words.locale().code()).to_owned())
    }
}
