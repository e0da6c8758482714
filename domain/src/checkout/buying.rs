//! Which account buys in a checkout: the one that was chosen, the only one there is, or a new one.

use jiff::Timestamp;

use super::{CheckoutRefusal, CheckoutSession, CheckoutView, Edit, Purpose, prefill};
use crate::access::Caller;
use crate::account::{Profile, Role};
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
            Self::Lost if to_customer => "account_lost",
            Self::Lost => "account_lost_by_another",
        };
        Some(Refusal::new(code).on("account"))
    }
}

impl CheckoutSession {
    /// Which account buys, where [`Self::customer`] has these memberships.
    ///
    /// What they chose themselves stays the one, also where they may not buy for it any more: then nobody buys until they have chosen
    /// another. What somebody else chose is theirs too if they may buy for it. If they may not, they choose even among one: the
    /// details that the other account filled in are not to become theirs unseen.
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
            (Some(only), None) if self.account.is_none() => BuyingAccount::Known(only),
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

    /// Whoever has just proved their address goes on with the account that somebody else chose, if they may buy for it too.
    #[must_use]
    pub fn joined(mut self, memberships: &[(AccountId, Role)]) -> Self {
        let buys = |id: AccountId| memberships.iter().any(|(account, role)| *account == id && role.buys());
        if self.account.is_some_and(buys) {
            self.account_chosen_by = self.customer();
        }
        self
    }

    /// Whether the caller is the customer ([`Self::customer`]).
    #[must_use]
    pub fn is_bought_by(&self, caller: &Caller) -> bool {
        self.customer().is_some() && caller.customer() == self.customer()
    }

    /// The checkout is this account's from now on: an order is placed for it, or an approver is asked to let it buy.
    #[must_use]
    pub fn belongs_to(mut self, account: AccountId) -> Self {
        self.account = Some(account);
        self.account_chosen_by = self.customer();
        self
    }

    /// The account whose members have to do with the checkout: the chosen one, as long as the customer is who chose it. A trial is
    /// bought for its account, whoever proves an address.
    #[must_use]
    pub fn of_account(&self) -> Option<AccountId> {
        self.account_as_chosen_by(self.customer())
    }

    /// The account for which [`Self::buyer`] has to buy still, to have to do with the checkout: the one that they chose, or a trial's.
    pub(super) fn bound_to(&self) -> Option<AccountId> {
        self.account_as_chosen_by(self.buyer())
    }

    /// The account if it was this person who chose it, or nobody could choose because a trial is bought.
    fn account_as_chosen_by(&self, person: Option<UserId>) -> Option<AccountId> {
        let stands = self.purpose != Purpose::Purchase || self.account_chosen_by() == person;
        self.account.filter(|_| stands)
    }

    /// Who chose the account: whoever opened the checkout in it, or another who has proved their address since.
    fn account_chosen_by(&self) -> Option<UserId> {
        self.account_chosen_by.or(self.opened_by)
    }
}

impl CheckoutView {
    /// Whether a choice of who buys, after which the checkout is `chosen`, has brought an address and a tax id in place of whatever is
    /// typed: the account has several, or they were another account's.
    #[must_use]
    pub fn moved_to(&self, chosen: &Self) -> bool {
        let has_several = chosen.buys_for.iter().any(|one| Some(one.purchaser) == chosen.purchaser && one.at.is_some());
        let [was, is] = [self, chosen].map(|view| &view.content.details.address);
        has_several || (was != is && !prefill::is_blank(was))
    }

    /// Whether there is something to decide about who buys, before it is paid.
    #[must_use]
    pub const fn asks_who_buys(&self) -> bool {
        !self.buys_for.is_empty() && self.purchaser.is_none()
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
        assert_eq!(
            taken_over.buying_account(&[(GLOBEX, Role::Owner)]),
            BuyingAccount::NotChosen,
            "Acme’s details are there"
        );
        let both = [(GLOBEX, Role::Owner), (ACME, Role::Owner)];
        assert_eq!(taken_over.buying_account(&both), BuyingAccount::Known(ACME), "a colleague goes on with it");
        // Whoever opened it without an account takes it back from somebody who chose theirs.
        let taken_back = proved(chosen(proved(opened(None, Some(ADA)), BOB), GLOBEX), ADA);
        assert_eq!(taken_back.buying_account(&[]), BuyingAccount::New);
        assert_eq!(taken_back.buying_account(&[(ACME, Role::Owner)]), BuyingAccount::NotChosen);
    }

    #[test]
    fn only_the_members_of_the_customers_choice_have_to_do_with_it() {
        let session = proved(opened(Some(ACME), Some(ADA)), ADA);
        assert_eq!(session.of_account(), Some(ACME));
        let taken_over = proved(session, BOB);
        assert_eq!(taken_over.of_account(), None, "Acme’s members are no business of Bob’s");
        assert_eq!(taken_over.bound_to(), Some(ACME), "Ada, who opened it for Acme, has to buy for it still");
        assert_eq!(chosen(taken_over.clone(), GLOBEX).bound_to(), None, "and need not buy for what Bob chose");
        assert_eq!(taken_over.clone().joined(&[(GLOBEX, Role::Owner), (ACME, Role::Viewer)]).of_account(), None);
        assert_eq!(taken_over.clone().joined(&[(ACME, Role::Owner)]).of_account(), Some(ACME));
        assert_eq!(chosen(taken_over.clone(), GLOBEX).of_account(), Some(GLOBEX));
        let placed = taken_over.belongs_to(GLOBEX);
        assert_eq!(placed.of_account(), Some(GLOBEX));
        assert_eq!(proved(placed, ADA).buying_account(&[]), BuyingAccount::New, "it was not Ada who chose it");
    }

    #[test]
    fn whoever_is_not_asked_hears_whom_it_waits_for() {
        let code = |buying: BuyingAccount, customer| buying.refusal(customer).map(|refusal| refusal.code);
        assert_eq!(code(BuyingAccount::NotChosen, true).as_deref(), Some("account_not_chosen"));
        assert_eq!(code(BuyingAccount::NotChosen, false).as_deref(), Some("account_of_another"));
        assert_eq!(code(BuyingAccount::Lost, true).as_deref(), Some("account_lost"));
        assert_eq!(code(BuyingAccount::Lost, false).as_deref(), Some("account_lost_by_another"));
        assert_eq!((code(BuyingAccount::New, true), code(BuyingAccount::Known(ACME), true)), (None, None));
    }
}
