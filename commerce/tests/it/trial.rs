//! Trials: asked for, started by a proved address, one for each company, over after their days.

mod convert;
mod end;
mod second;
mod start;

use commerce::error::CommerceError;
use commerce::flows::{TrialAsked, TrialProved};
use commerce::store::trials;
use commerce::testing::World;
use domain::ids::TrialId;
use domain::moment::days;
use domain::trial::{Trial, TrialForm, TrialView};

use super::identity::browser::Browser;

pub const ADA: &str = "ada@acme.com";

pub fn form(email: &str) -> TrialForm {
    let text = |text: &str| text.to_owned();
    TrialForm {
        name: text("Ada Lovelace"),
        email: text(email),
        company: text("Acme GmbH"),
        country: text("DE"),
        plan: text("premium"),
        seats: text("25"),
    }
}

impl Browser<'_> {
    pub async fn try_it(&mut self, form: &TrialForm) -> Result<TrialAsked, CommerceError> {
        let visit = self.visit().await;
        let asked = self.shop.start_trial(&visit, form, "en").await?;
        self.take(asked.cookie.as_ref());
        Ok(asked)
    }

    pub async fn prove(&mut self, trial: TrialId, digits: &str) -> Result<TrialProved, CommerceError> {
        let visit = self.visit().await;
        let proved = self.shop.prove_trial(&visit, trial, digits, "en").await?;
        self.take(proved.cookie.as_ref());
        Ok(proved)
    }

    /// Asks, reads the mail, enters the code.
    pub async fn gets_trial(&mut self, email: &str) -> TrialProved {
        let asked = self.try_it(&form(email)).await.unwrap();
        assert!(asked.code_sent);
        let digits = self.digits_for(email).await;
        self.prove(asked.trial, &digits).await.unwrap()
    }

    pub async fn sees(&mut self, trial: TrialId) -> Result<TrialView, CommerceError> {
        let visit = self.visit().await;
        self.shop.view_trial(&visit, trial).await
    }
}

/// Every trial that was ever started.
pub async fn started(world: &World) -> Vec<Trial> {
    use sea_orm::EntityTrait as _;
    let all = trials::Entity::find().all(world.store.read()).await.unwrap();
    all.into_iter().map(|row| row.state.0).filter(|trial| trial.started().is_some()).collect()
}

/// Sees every trial to its end, so that nothing waits.
pub async fn wind_down(world: &World) {
    world.clock.advance(&world.store, days(31)).await.unwrap();
    world.run_jobs().await;
}
