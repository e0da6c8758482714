//! The form that asks for a trial: what was typed, and what is wrong with it.

use serde::{Deserialize, Serialize};

use super::TrialRefusal;
use crate::catalogue::Plan;
use crate::country::Country;
use crate::email::Email;
use crate::line;
use crate::refusal::Refusal;
use crate::tax::excluded_territory;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialForm {
    /// The person.
    pub name: String,
    /// Their work e-mail address.
    pub email: String,
    /// Their company.
    pub company: String,
    /// Its country, as a code.
    pub country: String,
    /// The plan to try.
    pub plan: String,
    /// How many seats, as typed.
    pub seats: String,
}

/// What the catalogue says about trying a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialOffer {
    /// How many days; `None` if it cannot be tried.
    pub days: Option<u32>,
    /// The fewest seats.
    pub min_seats: u32,
    /// The most seats.
    pub max_seats: u32,
}

/// A form without anything wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrialRequest {
    /// The person.
    pub name: String,
    /// Their e-mail address, not proved yet.
    pub email: Email,
    /// Their company.
    pub company: String,
    /// Its country.
    pub country: Country,
    /// The plan to try.
    pub plan: String,
    /// How many seats.
    pub seats: u32,
    /// How many days.
    pub days: u32,
}

impl TrialOffer {
    /// Of a plan that cannot be tried, or that there is not.
    pub const NONE: Self = Self { days: None, min_seats: 0, max_seats: u32::MAX };
}

impl From<&Plan> for TrialOffer {
    fn from(plan: &Plan) -> Self {
        Self { days: plan.trial_days, min_seats: plan.seats.min, max_seats: plan.seats.max }
    }
}

impl TrialForm {
    /// Checks the form against what the catalogue offers.
    ///
    /// # Errors
    /// Everything that is missing or wrong, with its field.
    pub fn check(&self, offer: TrialOffer) -> Result<TrialRequest, Vec<Refusal>> {
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
        // Where nothing is sold a trial could never be converted.
        let excluded = country.and_then(|country| excluded_territory(country, None));
        refusals.extend(excluded.map(|territory| territory.refusal("country")));
        if offer.days.is_none() {
            refusals.push(TrialRefusal::PlanWithoutTrial.into());
        }
        let within = |seats: &u32| (offer.min_seats..=offer.max_seats).contains(seats);
        let seats = self.seats.trim().parse::<u32>().ok().filter(within);
        if seats.is_none() {
            let range = Refusal::new("trial_seats").on("seats");
            refusals.push(range.with("min", offer.min_seats).with("max", offer.max_seats));
        }
        let typed = |text: &str| text.trim().to_owned();
        match (email, country, offer.days, seats) {
            (Some(email), Some(country), Some(days), Some(seats)) if refusals.is_empty() => Ok(TrialRequest {
                name: typed(&self.name),
                email,
                company: typed(&self.company),
                country,
                plan: self.plan.clone(),
                seats,
                days,
            }),
            _ => Err(refusals),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OFFER: TrialOffer = TrialOffer { days: Some(30), min_seats: 1, max_seats: 100 };

    fn form() -> TrialForm {
        let text = |s: &str| s.to_owned();
        TrialForm {
            name: text(" Ada Lovelace "),
            email: text("ada@acme.com"),
            company: text("Acme"),
            country: text("DE"),
            plan: text("premium"),
            seats: text(" 5 "),
        }
    }

    fn codes(form: &TrialForm, offer: TrialOffer) -> Vec<(String, String)> {
        let refusals = form.check(offer).expect_err("refused");
        refusals.into_iter().map(|r| (r.code, r.field.unwrap_or_default())).collect()
    }

    #[test]
    fn a_complete_form_is_accepted_without_its_spaces() {
        assert_eq!(form().check(OFFER).map(|r| (r.name, r.days, r.seats)), Ok(("Ada Lovelace".to_owned(), 30, 5)));
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let all = codes(&TrialForm::default(), TrialOffer { days: None, ..OFFER });
        let expected = [
            ("field_required", "name"),
            ("field_required", "email"),
            ("field_required", "company"),
            ("field_required", "country"),
            ("plan_without_trial", "plan"),
            ("trial_seats", "seats"),
        ];
        assert_eq!(all, expected.map(|(code, field)| (code.to_owned(), field.to_owned())));
    }

    #[test]
    fn seats_are_a_whole_number_that_the_plan_has() {
        for seats in ["", "0", "101", "five", "5.5", "-1", "99999999999999999999"] {
            let all = codes(&TrialForm { seats: seats.to_owned(), ..form() }, OFFER);
            assert_eq!(all, [("trial_seats".to_owned(), "seats".to_owned())], "{seats}");
        }
    }

    #[test]
    fn where_nothing_is_sold_nothing_is_tried() {
        let all = codes(&TrialForm { country: "JE".to_owned(), ..form() }, OFFER);
        assert_eq!(all, [("excluded_channel_islands".to_owned(), "country".to_owned())]);
    }

    #[test]
    fn a_malformed_address_is_not_called_missing() {
        let all = codes(&TrialForm { email: "ada".to_owned(), ..form() }, OFFER);
        assert_eq!(all, [("email_malformed".to_owned(), "email".to_owned())]);
    }
}
