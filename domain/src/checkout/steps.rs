//! The steps of a checkout: which are done, which is next, which have to wait and why. The page asks these functions
//! what to show, and the server asks the same ones what to refuse.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{CheckoutRefusal, CheckoutSession, CheckoutState, Demands, Details};
use crate::email::Email;
use crate::ids::UserId;
use crate::line;
use crate::money::{Currency, Money};
use crate::quote::Quote;
use crate::refusal::Refusal;

/// A step, with an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// What is bought.
    Plan,
    /// Who buys.
    Details,
    /// How it is paid.
    Payment,
    /// Everything once more, and the button.
    Review,
}

/// Where a step stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum StepState {
    /// Complete, and still editable.
    Done,
    /// The one to be filled in now.
    Current {
        /// Everything that is missing or wrong, with its field.
        missing: Vec<Refusal>,
    },
    /// An earlier step comes first.
    Blocked {
        /// The earlier step.
        by: Step,
        /// The first thing missing there.
        reason: Refusal,
    },
    /// Nothing is due, so there is nothing to pay.
    NotNeeded,
    /// The checkout is not open to edits at all.
    Closed {
        /// Why.
        reason: Refusal,
    },
}

/// What pricing says about the selection now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Priced<'a> {
    /// A quote.
    Quoted {
        /// Its hash.
        hash: &'a str,
        /// What is due now.
        total: Money,
        /// Whether it renews.
        renews: bool,
    },
    /// Why there is none.
    Refused(&'a [Refusal]),
}

/// What the steps are judged by, beside the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepFacts<'a> {
    /// The quote of now.
    pub priced: Priced<'a>,
    /// Who asks, where they have proved an address of their own: nobody else pays.
    pub payer: Option<UserId>,
    /// The currency, where the chosen way to pay does not take it: a buyer may change it after choosing.
    pub unpayable_in: Option<Currency>,
    /// What the buying account demands.
    pub demands: Demands,
    /// The version of the terms in force.
    pub terms_version: &'a str,
    /// The time.
    pub now: Timestamp,
}

/// Fields of a quote request that are typed on the details step.
const DETAILS_FIELDS: [&str; 3] = ["country", "business", "vat_id"];

impl Step {
    /// Every step in order.
    pub const ALL: [Self; 4] = [Self::Plan, Self::Details, Self::Payment, Self::Review];

    /// The last part of its address.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plan => "plan",
            Self::Details => "details",
            Self::Payment => "payment",
            Self::Review => "review",
        }
    }

    /// The steps before this one, in order.
    pub fn earlier(self) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().take_while(move |step| *step < self)
    }
}

impl<'a> From<&'a Result<Quote, Vec<Refusal>>> for Priced<'a> {
    fn from(priced: &'a Result<Quote, Vec<Refusal>>) -> Self {
        match priced {
            Ok(quote) => {
                Self::Quoted { hash: &quote.hash, total: quote.total(), renews: quote.renewal_total_minor.is_some() }
            }
            Err(refusals) => Self::Refused(refusals),
        }
    }
}

impl Priced<'_> {
    const fn is_free(&self) -> bool {
        matches!(self, Self::Quoted { total, .. } if total.minor == 0)
    }

    fn refusals(&self) -> &[Refusal] {
        match self {
            Self::Quoted { .. } => &[],
            Self::Refused(refusals) => refusals,
        }
    }
}

/// Where `step` stands.
#[must_use]
pub fn step_state(session: &CheckoutSession, facts: &StepFacts<'_>, step: Step) -> StepState {
    if let Err(refusal) = open(session, facts.now) {
        return StepState::Closed { reason: refusal.into() };
    }
    for by in step.earlier() {
        if let Some(reason) = problems(session, facts, by).into_iter().next() {
            return StepState::Blocked { by, reason };
        }
    }
    if step == Step::Payment && facts.priced.is_free() {
        return StepState::NotNeeded;
    }
    let missing = problems(session, facts, step);
    if missing.is_empty() { StepState::Done } else { StepState::Current { missing } }
}

/// The step to go to: the first that is not done, or the review when all are.
#[must_use]
pub fn current_step(session: &CheckoutSession, facts: &StepFacts<'_>) -> Step {
    Step::ALL.into_iter().find(|step| !problems(session, facts, *step).is_empty()).unwrap_or(Step::Review)
}

/// Checks every step again, and that the quote the buyer saw is the quote of now.
///
/// # Errors
/// Every reason at once why it cannot be bought as it is.
pub fn recheck(session: &CheckoutSession, facts: &StepFacts<'_>, shown_hash: &str) -> Result<(), Vec<Refusal>> {
    open(session, facts.now).map_err(|refusal| vec![refusal.into()])?;
    let mut refusals: Vec<Refusal> = Vec::new();
    if let Priced::Quoted { hash, .. } = facts.priced
        && hash != shown_hash
    {
        refusals.push(CheckoutRefusal::QuoteChanged.into());
    }
    refusals.extend(Step::ALL.into_iter().flat_map(|step| problems(session, facts, step)));
    if refusals.is_empty() { Ok(()) } else { Err(refusals) }
}

/// Whoever has the checkout may go through its steps: the buyer, or the approver it was sent to.
fn open(session: &CheckoutSession, now: Timestamp) -> Result<(), CheckoutRefusal> {
    match session.may_edit(now) {
        Err(CheckoutRefusal::CheckoutWithApprover) if now < session.expires_at => Ok(()),
        Err(CheckoutRefusal::CheckoutWithApprover) => Err(CheckoutRefusal::CheckoutExpired),
        other => other,
    }
}

/// What is missing or wrong in a step, taken by itself.
#[must_use]
pub fn problems(session: &CheckoutSession, facts: &StepFacts<'_>, step: Step) -> Vec<Refusal> {
    match step {
        Step::Plan => quote_refusals(facts, |refusal| !is_of_details(refusal)),
        Step::Details => {
            let mut refusals = details_problems(&session.content.details);
            refusals.extend(account_problem(session, facts));
            refusals.extend(number_problem(&session.content.details, facts));
            refusals.extend(quote_refusals(facts, is_of_details));
            if refusals.is_empty() {
                refusals.extend(email_problem(session, facts));
            }
            refusals
        }
        Step::Payment if facts.priced.is_free() => Vec::new(),
        Step::Payment => payment_problem(session, facts).into_iter().collect(),
        Step::Review => review_problems(session, facts),
    }
}

/// Whether a quote's refusal is about what the details step asks for; the others belong to the plan step.
#[must_use]
pub fn is_of_details(refusal: &Refusal) -> bool {
    refusal.field.as_deref().is_some_and(|field| DETAILS_FIELDS.contains(&field))
}

fn quote_refusals(facts: &StepFacts<'_>, belongs: impl Fn(&Refusal) -> bool) -> Vec<Refusal> {
    facts.priced.refusals().iter().filter(|refusal| belongs(refusal)).cloned().collect()
}

/// What is missing or wrong in what was typed on the details step, apart from what the tax rules say about it.
#[must_use]
pub fn details_problems(details: &Details) -> Vec<Refusal> {
    let Details { company, contact_name, contact_email, .. } = details;
    let business = details.business != Some(false);
    let company_wrong =
        if business { line::check_required(company, "company") } else { line::check(company, "company") };
    let mut refusals: Vec<Refusal> = company_wrong.into_iter().collect();
    refusals.extend(line::check_required(contact_name, "contact_name"));
    refusals.extend(line::check_required(contact_email, "contact_email"));
    refusals.extend(details.address.check());
    refusals.extend(line::check(details.purchase_order.as_deref().unwrap_or(""), "purchase_order"));
    let mut well_formed = |text: &str, field: &str| {
        if !text.trim().is_empty() {
            refusals.extend(Email::typed(text, field).err());
        }
    };
    well_formed(contact_email, "contact_email");
    well_formed(details.invoice_email.as_deref().unwrap_or(""), "invoice_email");
    refusals
}

/// Somebody's account has to buy. Whoever has proved no address is asked for that first.
fn account_problem(session: &CheckoutSession, facts: &StepFacts<'_>) -> Option<Refusal> {
    let payer = facts.payer?;
    facts.demands.account.refusal(session.customer() == Some(payer))
}

/// The account may want its own number for every purchase.
fn number_problem(details: &Details, facts: &StepFacts<'_>) -> Option<Refusal> {
    let named = details.purchase_order.as_deref().is_some_and(|number| !number.trim().is_empty());
    let lacks = facts.demands.purchase_order && !named;
    lacks.then(|| Refusal::new("purchase_order_required").on("purchase_order"))
}

/// The contact's address has to be proved, and whoever asks has to have proved one: the link to a checkout opens it, and
/// lets nobody buy in another's name.
fn email_problem(session: &CheckoutSession, facts: &StepFacts<'_>) -> Option<Refusal> {
    let typed = session.content.details.contact_email.parse::<Email>();
    match (&session.email, typed) {
        (Some(proved), Ok(typed)) if proved.email == typed && facts.payer.is_some() => None,
        _ => Some(Refusal::new("email_not_verified").on("contact_email")),
    }
}

fn payment_problem(session: &CheckoutSession, facts: &StepFacts<'_>) -> Option<Refusal> {
    let serves = session.method_saved_in.is_none_or(|account| facts.demands.account.known() == Some(account));
    let Some(method) = session.method_of(facts.payer).filter(|_| serves) else {
        return Some(Refusal::new("payment_method_missing").on("payment"));
    };
    if let Some(currency) = facts.unpayable_in {
        return Some(Refusal::new("payment_method_currency").on("payment").with("currency", currency.code()));
    }
    match &session.state {
        CheckoutState::Open { order: Some(live), .. }
            if !live.declined.retryable() && live.method.as_ref() == Some(&method.reference) =>
        {
            Some(live.declined.into())
        }
        _ => None,
    }
}

fn review_problems(session: &CheckoutSession, facts: &StepFacts<'_>) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    match &session.terms {
        Some(terms) if terms.version == facts.terms_version => {}
        Some(_) => refusals.push(Refusal::new("terms_changed").on("terms")),
        None => refusals.push(Refusal::new("terms_not_accepted").on("terms")),
    }
    if let Priced::Quoted { hash, renews: true, .. } = facts.priced {
        match &session.renewal {
            Some(consent) if consent.quote_hash == hash => {}
            Some(_) => refusals.push(Refusal::new("renewal_consent_outdated").on("renewal")),
            None => refusals.push(Refusal::new("renewal_consent_missing").on("renewal")),
        }
    }
    if let Priced::Quoted { hash, .. } = facts.priced {
        refusals.extend(session.lacks_approval(hash, &facts.demands));
    }
    refusals
}
