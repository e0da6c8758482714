//! Every page there is, and which address shows it.
//!
//! Knows names only, none of the pages' code: that is loaded in [`crate::parts`].

use leptos::prelude::*;
use leptos_router::ChooseView;

use crate::parts::{self, NotLoaded, Part};

/// A page; what else its address says (whose checkout, whose order) it reads itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// The plan comparison.
    Plans,
    /// A checkout, at whichever step is next.
    CheckoutEntry,
    /// The plan step.
    Plan,
    /// The details step.
    Details,
    /// The code that proves the e-mail address of the details step.
    Code,
    /// The payment step.
    Payment,
    /// The review step.
    Review,
    /// An order, followed live.
    Order,
    /// The form that asks for a trial.
    TrialStart,
    /// A trial.
    Trial,
    /// The code that starts a trial.
    TrialCode,
    /// The form that asks for an offer.
    ContactSales,
    /// Says that it was sent.
    ContactSent,
    /// Asks for the e-mail address.
    SignIn,
    /// Asks for the code.
    SignInCode,
    /// What somebody has.
    Account,
    /// The members of an account.
    Members,
    /// The billing details of an account.
    Settings,
    /// The audit trail of an account.
    Audit,
    /// An invitation to become a member.
    Invitation,
    /// A link with a secret.
    Link,
    /// Where somebody is signed in.
    Security,
    /// Customers, for our own people.
    Staff,
}

impl Page {
    /// The page at a path, as the router finds it; `None` where there is none.
    #[must_use]
    pub fn at(path: &str) -> Option<Self> {
        let path = path.strip_prefix('/')?;
        let segments: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        Some(match segments.as_slice() {
            [""] => Self::Plans,
            ["checkout", _] => Self::CheckoutEntry,
            ["checkout", _, "plan"] => Self::Plan,
            ["checkout", _, "details"] => Self::Details,
            ["checkout", _, "details", "code"] => Self::Code,
            ["checkout", _, "payment"] => Self::Payment,
            ["checkout", _, "review"] => Self::Review,
            ["orders", _] => Self::Order,
            ["trial", "start"] => Self::TrialStart,
            ["trials", _] => Self::Trial,
            ["trials", _, "code"] => Self::TrialCode,
            ["contact-sales"] => Self::ContactSales,
            ["contact-sales", "sent", _] => Self::ContactSent,
            ["sign-in"] => Self::SignIn,
            ["sign-in", "code"] => Self::SignInCode,
            ["account"] => Self::Account,
            ["account", "members"] => Self::Members,
            ["account", "settings"] => Self::Settings,
            ["account", "audit"] => Self::Audit,
            ["invitations", _] => Self::Invitation,
            ["l", _] => Self::Link,
            ["account", "security"] => Self::Security,
            ["staff"] => Self::Staff,
            _ => return None,
        })
    }

    /// The part of the bundle that its code is in.
    #[must_use]
    pub const fn part(self) -> Part {
        match self {
            Self::Plans => Part::Plans,
            Self::CheckoutEntry | Self::Plan | Self::Details | Self::Code => Part::Checkout,
            Self::Payment | Self::Review => Part::Payment,
            Self::Order => Part::Order,
            Self::TrialStart
            | Self::Trial
            | Self::TrialCode
            | Self::ContactSales
            | Self::ContactSent
            | Self::SignIn
            | Self::SignInCode
            | Self::Link => Part::Person,
            Self::Account
            | Self::Members
            | Self::Settings
            | Self::Audit
            | Self::Invitation
            | Self::Security
            | Self::Staff => Part::Account,
        }
    }

    /// Whether there is an island in it ([`crate::island`]), which comes to life before the page.
    #[must_use]
    pub const fn has_island(self) -> bool {
        matches!(self, Self::Payment)
    }

    /// Whether people meet it first, and wait for nothing but itself: the styles that other pages need besides are loaded when
    /// it is alive.
    #[must_use]
    pub const fn is_met_first(self) -> bool {
        matches!(self, Self::Plans)
    }

    /// Loads what the page needs first.
    ///
    /// # Errors
    /// It could not be reached.
    pub async fn load_first(self) -> Result<(), NotLoaded> {
        if self.has_island() { parts::island().await.map(|_| ()) } else { self.part().load().await }
    }

    /// The part of the bundle to load first, by its name.
    #[must_use]
    pub const fn first_part(self) -> &'static str {
        if self.has_island() { parts::ISLAND } else { self.part().name() }
    }
}

impl ChooseView for Page {
    async fn choose(self) -> AnyView {
        leptos::prelude::IntoAny::into_any(parts::view(self).await)
    }

    async fn preload(&self) {
        // A page that could not be loaded says so when it is asked for.
        let _ = self.part().load().await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_and_without_a_slash_at_its_end_is_the_same() {
        assert_eq!(Page::at("/"), Some(Page::Plans));
        assert_eq!(Page::at("/checkout/chk_1/plan"), Some(Page::Plan));
        assert_eq!(Page::at("/checkout/chk_1/plan/"), Some(Page::Plan));
        assert_eq!(Page::at("/checkout"), None);
        assert_eq!(Page::at("/nothing"), None);
        assert_eq!(Page::at(""), None);
    }
}
