//! The trials among the examples.

use anyhow::Context;
use commerce::commerce::Commerce;
use commerce::mail_domains;
use commerce::store::trials;
use domain::trial::{CompanyKey, TrialForm};

use super::Example;
use super::people::{DECIDING, SamplePerson, TRYING};
use super::visitor::{Visitor, work};

/// A trial to make.
#[derive(Clone, Copy, Debug)]
pub(super) struct TrialExample {
    pub(super) what: &'static str,
    who: SamplePerson,
    plan: &'static str,
    seats: u32,
}

/// How many days ago each began. A trial of the demo's catalogue takes 30 days.
pub(super) const EXAMPLES: [(i64, TrialExample); 2] = [
    (6, TrialExample { what: "a trial in progress", who: TRYING, plan: "ultimate", seats: 40 }),
    (28, TrialExample { what: "a trial that ends soon", who: DECIDING, plan: "premium", seats: 12 }),
];

/// Asks for the trial and proves the address, unless the company has one.
///
/// # Errors
/// A flow refused it; the database failed.
pub(super) async fn make(shop: &Commerce, example: TrialExample) -> anyhow::Result<Example> {
    let (who, email) = (example.who, example.who.address());
    let company = CompanyKey::of(&email, mail_domains::shipped());
    let found = trials::started_by(shop.store().read(), &company, &shop.seller().product).await?;
    let (trial, made) = match found {
        Some(known) => (known.id, false),
        None => {
            let mut visitor = Visitor::new(shop);
            let asked = shop.start_trial(&visitor.visit().await?, &form(example), "en").await?;
            visitor.keep(asked.cookie);
            let code = visitor.code(&email).await?;
            let proved = shop.prove_trial(&visitor.visit().await?, asked.trial, &code, "en").await?;
            let trial = proved.outcome.map_err(|refusal| anyhow::anyhow!("{refusal:?}")).context("it did not start")?;
            work(shop).await?;
            (trial, true)
        }
    };
    let path = Some(format!("/trials/{trial}"));
    Ok(Example { what: example.what, who: who.email.to_owned(), path, made })
}

fn form(example: TrialExample) -> TrialForm {
    let SamplePerson { name, email, company, country } = example.who;
    TrialForm {
        name: name.to_owned(),
        email: email.to_owned(),
        company: company.to_owned(),
        country: country.to_owned(),
        plan: example.plan.to_owned(),
        seats: example.seats.to_string(),
    }
}
