//! Which account buys in a checkout: the one that was chosen, the only one there is, or a new one.

use jiff::Timestamp;

use super::{CheckoutRefusal, CheckoutSession, CheckoutView, Edit, prefill};
use crate::account::{Profile, Purchaser, Role};
use crate::ids::{AccountId, UserId};
use crate::refusal::Refusal;

/// The account that buys in a checkout, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BuyingAccount {
    /// One that is there.
    Known(AccountId),
    /// A new one, which whoever buys will own: they may buy for none that is there.
    #[default]
    New,
    /// Whoever buys may do so for others than the one that was chosen, or for several, and has to say for which.
    NotChosen,
    /// Whoever buys may not do so any more for the one that they chose, nor for another.
    Lost,
}

impl BuyingAccount {
    /// The account, where it is one that is there.
    #[must_use]
    pub const fn known(self) -> Option<AccountId> {
        match self {
            Self::Known(account) => Some(account),
            Self::New | Self::NotChosen | Self::Lost => None,
        }
    }

    /// Why nobody can buy for it, said to whoever is the customer, or to somebody else who looks on or pays.
    #[must_use]
    pub fn refusal(self, to_customer: bool) -> Option<Refusal> {
        let code = match self {
            Self::Known(_) | Self::New => return None,
            Self::NotChosen if to_customer => "account_not_chosen",
            Self::NotChosen => "account_of_another",
            Self::Lost => "account_lost",
        };
        Some(Refusal::new(code).on("account"))
    }
}

impl CheckoutSession {
    /// Which account buys, where [`Self::customer`] has these memberships.
    ///
    /// What they chose themselves stays the one, also where they may not buy for it any more: then nobody buys until they have chosen
    /// another. What somebody else chose is theirs too if they may buy for it, and no choice if they may not.
    #[must_use]
    pub fn buying_account(&self, memberships: &[(AccountId, Role)]) -> BuyingAccount {
        let Some(customer) = self.customer() else {
            return self.account.map_or(BuyingAccount::New, BuyingAccount::Known);
        };
        let mut theirs = memberships.iter().filter(|(_, role)| role.buys()).map(|(account, _)| *account);
        if let Some(chosen) = self.account
            && theirs.clone().any(|account| account == chosen)
        {
            return BuyingAccount::Known(chosen);
        }
        let lost = self.account.is_some() && self.account_chosen_by() == Some(customer);
        match (theirs.next(), theirs.next()) {
            (None, _) if lost => BuyingAccount::Lost,
            (None, _) => BuyingAccount::New,
            (Some(only), None) if !lost => BuyingAccount::Known(only),
            (Some(_), _) => BuyingAccount::NotChosen,
        }
    }

    /// Chooses, in the customer's name, the account that buys, whose own details are filled in where nobody typed others; `before` is the one that was to
    /// buy until now. A way to pay, and an approval, were the other account's. Address and tax id are the chosen one's, whatever
    /// was typed, where the account has several, or they were another account's.
    ///
    /// # Errors
    /// As [`Self::may_edit`].
    pub fn buy_for(
        self,
        account: AccountId,
        profile: &Profile,
        before: Option<&Profile>,
        now: Timestamp,
    ) -> Result<Self, CheckoutRefusal> {
        let filled_in = prefill::filled_in(self.content.details.clone(), profile, before);
        let was_anothers = self.account.is_some_and(|before| before != account);
        let details = match was_anothers || !profile.places.is_empty() {
            true => prefill::moved_to(filled_in, profile),
            false => filled_in,
        };
        let version = self.version;
        let mut session = self.edit(version, Edit::Details(details), now)?.session;
        session.account_chosen_by = session.customer();
        if session.account != Some(account) {
            session.account = Some(account);
            session.method = None;
            session.method_chosen_by = None;
            session.method_saved_in = None;
            session.approval = None;
        }
        Ok(session)
    }

    /// Who chose the account: whoever opened the checkout in it, or another who has proved their address since.
    fn account_chosen_by(&self) -> Option<UserId> {
        self.account_chosen_by.or(self.opened_by)
    }
}

impl CheckoutView {
    /// Whether address and tax id become those of this choice, whatever was typed: the account has several, or they were another
    /// account's.
    #[must_use]
    pub fn moves_to(&self, choice: Purchaser) -> bool {
        let has_several = self.buys_for.iter().any(|one| one.purchaser == choice && one.at.is_some());
        has_several || self.purchaser.is_some_and(|before| before.account != choice.account)
    }

    /// Whether there is something to decide or to read about who buys, before it is paid.
    #[must_use]
    pub const fn asks_who_buys(&self) -> bool {
        !self.only_seen.is_empty() || (!self.buys_for.is_empty() && self.purchaser.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checkout::{Opening, Purpose, VerifiedEmail};
    use crate::ids::CheckoutId;
    use crate::order::tests::content;
    use crate::payment::tests::at;

    const ADA: UserId = UserId::from_bits(1);
    const BOB: UserId = UserId::from_bits(2);
    const ACME: AccountId = AccountId::from_bits(3);
    const GLOBEX: AccountId = AccountId::from_bits(4);
    const WATCHED: (AccountId, Role) = (AccountId::from_bits(5), Role::Viewer);

    fn opened(account: Option<AccountId>, by: Option<UserId>) -> CheckoutSession {
        let opening = Opening { id: CheckoutId::from_bits(1), purpose: Purpose::Purchase, account, opened_by: by };
        CheckoutSession::open(opening, content(), at(0))
    }

    fn proved(session: CheckoutSession, user: UserId) -> CheckoutSession {
        let email = VerifiedEmail { email: "a@b.example".parse().expect("an address"), user, at: at(1) };
        session.verify_email(email, at(1)).expect("it is open")
    }

    fn chosen(session: CheckoutSession, account: AccountId) -> CheckoutSession {
        session.buy_for(account, &crate::account::Profile::default(), None, at(2)).expect("it is open")
    }

    #[test]
    fn the_only_one_buys_several_are_chosen_among_and_without_any_it_is_new() {
        let session = proved(opened(None, Some(ADA)), ADA);
        assert_eq!(session.buying_account(&[]), BuyingAccount::New);
        assert_eq!(session.buying_account(&[WATCHED]), BuyingAccount::New, "one that is only looked at buys nothing");
        assert_eq!(session.buying_account(&[WATCHED, (ACME, Role::Owner)]), BuyingAccount::Known(ACME));
        let both = [(ACME, Role::Owner), (GLOBEX, Role::BillingManager)];
        assert_eq!(session.buying_account(&both), BuyingAccount::NotChosen);
        assert_eq!(chosen(session, GLOBEX).buying_account(&both), BuyingAccount::Known(GLOBEX));
    }

    #[test]
    fn what_one_chose_is_never_replaced_silently() {
        let session = chosen(proved(opened(None, Some(ADA)), ADA), ACME);
        assert_eq!(session.buying_account(&[(ACME, Role::Viewer)]), BuyingAccount::Lost);
        assert_eq!(session.buying_account(&[(GLOBEX, Role::Owner)]), BuyingAccount::NotChosen);
        let opened_in = proved(opened(Some(ACME), Some(ADA)), ADA);
        assert_eq!(opened_in.buying_account(&[]), BuyingAccount::Lost);
    }

    #[test]
    fn what_another_chose_binds_only_its_members() {
        let taken_over = proved(opened(Some(ACME), Some(ADA)), BOB);
        assert_eq!(taken_over.buying_account(&[]), BuyingAccount::New);
        assert_eq!(taken_over.buying_account(&[(GLOBEX, Role::Owner)]), BuyingAccount::Known(GLOBEX));
        let both = [(GLOBEX, Role::Owner), (ACME, Role::Owner)];
        assert_eq!(taken_over.buying_account(&both), BuyingAccount::Known(ACME), "a colleague goes on with it");
        // Whoever opened it without an account takes it back from somebody who chose theirs.
        let taken_back = proved(chosen(proved(opened(None, Some(ADA)), BOB), GLOBEX), ADA);
        assert_eq!(taken_back.buying_account(&[]), BuyingAccount::New);
        assert_eq!(taken_back.buying_account(&[(ACME, Role::Owner)]), BuyingAccount::Known(ACME));
    }

    #[test]
    fn whoever_is_not_asked_hears_whom_it_waits_for() {
        let code = |buying: BuyingAccount, customer| buying.refusal(customer).map(|refusal| refusal.code);
        assert_eq!(code(BuyingAccount::NotChosen, true).as_deref(), Some("account_not_chosen"));
        assert_eq!(code(BuyingAccount::NotChosen, false).as_deref(), Some("account_of_another"));
        assert_eq!(code(BuyingAccount::Lost, false).as_deref(), Some("account_lost"));
        assert_eq!((code(BuyingAccount::New, true), code(BuyingAccount::Known(ACME), true)), (None, None));
    }
}
