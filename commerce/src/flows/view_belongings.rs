//! What somebody who is signed in has with us.

use domain::access::{Action, Caller, Person, Scope, Target, decide};
use domain::account::Belonging;
use domain::checkout::{CheckoutSession, CheckoutState, Selection};
use domain::order::Order;
use domain::trial::Trial;
use jiff::Timestamp;

use crate::commerce::Commerce;
use crate::error::CommerceError;
use crate::store::{checkouts, orders, trials};

/// How many orders of an account are listed.
const ORDERS_LISTED: u64 = 50;
/// How many checkouts of somebody are listed.
const CHECKOUTS_LISTED: u64 = 50;

impl Commerce {
    /// The trials and orders of the accounts that the caller is a member of, and the checkouts that they began, here or
    /// elsewhere, or that this browser can go on with; the newest first.
    ///
    /// # Errors
    /// Nobody is signed in; the database failed.
    pub async fn view_belongings(&self, caller: &Caller) -> Result<Vec<Belonging>, CommerceError> {
        let (db, now) = (self.store().read(), self.now());
        decide(caller, Action::ViewOwn, &Target::Own, now)?;
        let mut all = Vec::new();
        if let Person::User { memberships, .. } = &caller.person {
            for (account, _) in memberships {
                all.extend(trials::of_account(db, *account).await?.iter().filter_map(of_trial));
                all.extend(orders::of_account(db, *account, ORDERS_LISTED).await?.iter().map(of_order));
            }
        }
        let mut open = match caller.customer() {
            Some(user) => checkouts::unfinished_of(db, user, CHECKOUTS_LISTED).await?,
            None => Vec::new(),
        };
        for grant in &caller.grants {
            let Scope::Checkout(id) = grant.scope else { continue };
            if now < grant.expires_at && open.iter().all(|checkout| checkout.id != id) {
                open.extend(checkouts::find(db, id).await?);
            }
        }
        let mine = |checkout: &&CheckoutSession| decide(caller, Action::EditCheckout, &checkout.target(), now).is_ok();
        all.extend(open.iter().filter(|checkout| goes_on(checkout, now)).filter(mine).map(of_checkout));
        all.sort_by_key(|thing| std::cmp::Reverse(thing.at));
        Ok(all)
    }
}

/// Whether there is something to go on with: it is filled in, or an approver has it.
fn goes_on(checkout: &CheckoutSession, now: Timestamp) -> bool {
    let with_approver = matches!(checkout.state, CheckoutState::WithApprover { .. }) && now < checkout.expires_at;
    with_approver || checkout.may_edit(now).is_ok()
}

pub(super) fn of_trial(trial: &Trial) -> Option<Belonging> {
    let at = trial.started()?.started_at;
    Some(Belonging { scope: Scope::Trial(trial.id), plan: trial.request.plan.clone(), seats: trial.request.seats, at })
}

fn of_order(order: &Order) -> Belonging {
    let Selection { plan, seats, .. } = &order.acceptance.selection;
    Belonging { scope: Scope::Order(order.id), plan: plan.clone(), seats: *seats, at: order.placed_at }
}

fn of_checkout(checkout: &CheckoutSession) -> Belonging {
    let Selection { plan, seats, .. } = &checkout.content.selection;
    Belonging { scope: Scope::Checkout(checkout.id), plan: plan.clone(), seats: *seats, at: checkout.opened_at }
}
