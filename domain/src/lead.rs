//! Somebody who asks to be called by sales: for a plan that is not sold by itself, or more seats than are.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::country::Country;
use crate::email::Email;
use crate::ids::LeadId;
use crate::line;
use crate::refusal::Refusal;

/// The most characters of a message.
pub const LONGEST_MESSAGE: u32 = 4_000;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LeadForm {
    /// The person.
    pub name: String,
    /// Their work e-mail address.
    pub email: String,
    /// Their company.
    pub company: String,
    /// Its country, as a code.
    pub country: String,
    /// The plan they look at, if any.
    pub plan: String,
    /// How many seats, as typed; may be empty.
    pub seats: String,
    /// What they want to say; may be empty.
    pub message: String,
}

/// Somebody to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lead {
    /// Its id.
    pub id: LeadId,
    /// The person.
    pub name: String,
    /// Their e-mail address, not proved.
    pub email: Email,
    /// Their company.
    pub company: String,
    /// Its country.
    pub country: Country,
    /// The plan they look at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<String>,
    /// How many seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
    /// What they want to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// When they asked.
    #[serde(with = "crate::iso::instant")]
    pub at: Timestamp,
}

impl LeadForm {
    /// Checks the form.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field.
    pub fn check(&self, id: LeadId, now: Timestamp) -> Result<Lead, Vec<Refusal>> {
        let lines = [(&self.name, "name"), (&self.email, "email"), (&self.company, "company")];
        let mut refusals: Vec<Refusal> =
            lines.into_iter().filter_map(|(typed, field)| line::check_required(typed, field)).collect();
        let email = self.email.parse::<Email>().ok();
        if email.is_none() && !self.email.trim().is_empty() {
            refusals.push(Refusal::new("email_malformed").on("email"));
        }
        let country = self.country.trim().parse::<Country>().ok();
        if country.is_none() {
            refusals.push(Refusal::new("field_required").on("country"));
        }
        let seats = self.seats.trim().parse::<u32>().ok().filter(|seats| *seats > 0);
        if seats.is_none() && !self.seats.trim().is_empty() {
            refusals.push(Refusal::new("lead_seats").on("seats"));
        }
        let message = self.message.trim();
        if message.chars().count() > LONGEST_MESSAGE as usize {
            refusals.push(Refusal::new("lead_message_too_long").on("message").with("most", LONGEST_MESSAGE));
        }
        let typed = |text: &str| text.trim().to_owned();
        let some = |text: &str| Some(typed(text)).filter(|text| !text.is_empty());
        match (email, country) {
            (Some(email), Some(country)) if refusals.is_empty() => Ok(Lead {
                id,
                name: typed(&self.name),
                email,
                company: typed(&self.company),
                country,
                plan: some(&self.plan),
                seats,
                message: some(message),
                at: now,
            }),
            _ => Err(refusals),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> LeadForm {
        let text = |s: &str| s.to_owned();
        LeadForm {
            name: text("Ada"),
            email: text("ada@acme.com"),
            company: text("Acme"),
            country: text("NL"),
            seats: text(" 25000 "),
            ..LeadForm::default()
        }
    }

    fn codes(form: &LeadForm) -> Vec<String> {
        let refusals = form.check(LeadId::from_bits(1), Timestamp::UNIX_EPOCH).expect_err("refused");
        refusals.into_iter().map(|r| format!("{}:{}", r.code, r.field.unwrap_or_default())).collect()
    }

    #[test]
    fn a_complete_form_is_a_lead() {
        let lead = form().check(LeadId::from_bits(1), Timestamp::UNIX_EPOCH).expect("a lead");
        assert_eq!((lead.seats, lead.plan, lead.message), (Some(25_000), None, None));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let wrong = LeadForm {
            email: "ada".to_owned(),
            seats: "many".to_owned(),
            message: "ü".repeat(4_001),
            ..LeadForm::default()
        };
        let expected = [
            "field_required:name",
            "field_required:company",
            "email_malformed:email",
            "field_required:country",
            "lead_seats:seats",
            "lead_message_too_long:message",
        ];
        assert_eq!(codes(&wrong), expected);
    }
}
