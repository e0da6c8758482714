//! What the payment page and the review page are given, and what they are told afterwards.

use commerce::error::CommerceError;
use commerce::on_both_databases;
use commerce::ports::gateway::FieldsKind;
use commerce::store::events::Change;
use commerce::store::{StoreError, billing_accounts, checkouts, payment_methods, trials};
use domain::access::{Actor, Caller, Denied, Person};
use domain::account::{BillingAccount, Profile, Role};
use domain::checkout::{Details, Purpose, Selection, Step, StepState};
use domain::payment::{DeclineReason, IntentState};

use super::till::{Buyer, Till, premium};
use crate::it::checkout::acme;
use crate::it::identity::browser::Browser;
use crate::it::members::join;
use crate::it::provider::{ACCOUNT, ANOTHER_GOOD, CONFIRMED, EMPTY, GOOD};
use crate::it::trial::wind_down;

on_both_databases! {
    async fn the_ways_to_pay_follow_the_currency(world: &World) {
        let till = Till::open(world).await;
        let kinds = async |currency: &str| {
            let selection = Selection { currency: currency.parse().unwrap(), ..premium() };
            let buyer = till.buyer_of("ada@acme.example", selection, Purpose::Purchase).await;
            let view = till.shop.view_payment(&buyer.caller, buyer.checkout).await.unwrap();
            let origin = till.provider.running.base_url.origin().ascii_serialization();
            assert!(view.ways.iter().all(|way| way.origin == origin && way.url.as_str().starts_with(&origin)));
            view.ways.into_iter().map(|way| way.kind).collect::<Vec<_>>()
        };
        assert_eq!(kinds("EUR").await, [FieldsKind::Card, FieldsKind::Debit]);
        assert_eq!(kinds("USD").await, [FieldsKind::Card]);
    }

    async fn a_debit_that_was_chosen_does_not_pay_in_dollars(world: &World) {
        let till = Till::open(world).await;
        let selection = Selection { currency: "USD".parse().unwrap(), ..premium() };
        let buyer = till.buyer_of("ada@acme.example", selection, Purpose::Purchase).await;
        till.choose(&buyer, ACCOUNT).await;
        assert_eq!(till.shop.view_payment(&buyer.caller, buyer.checkout).await.unwrap().chosen, None);
        let view = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(view.current, Step::Payment, "another way to pay has to be chosen first");
        assert_eq!(till.accept(&buyer).await.unwrap_err().refusals()[0].code, "payment_method_currency");
        assert_eq!(till.checkout(&buyer).await.status(), "open", "nothing was placed");
    }

    async fn a_link_to_a_checkout_spends_nobody_elses_card(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        // Whoever opened the link, with an address of their own, and without.
        let stranger = till.buyer_of("eve@elsewhere.example", premium(), Purpose::Purchase).await.caller.person;
        for (person, code) in [(stranger, "payment_method_missing"), (Person::Nobody, "email_not_verified")] {
            let holder = Buyer { caller: Caller { person, ..buyer.caller.clone() }, checkout: buyer.checkout };
            let view = till.shop.view_payment(&holder.caller, holder.checkout).await.unwrap();
            assert_eq!(view.chosen, None, "not offered to them either");
            let bigger = Selection { seats: 9_999, ..premium() };
            till.shop.edit_plan(&holder.caller, holder.checkout, 1, bigger).await.unwrap();
            assert_eq!(till.accept(&holder).await.unwrap_err().refusals()[0].code, code);
        }
        let token = till.provider.token(ANOTHER_GOOD).await;
        let nobody = Caller { person: Person::Nobody, ..buyer.caller.clone() };
        let refused = till.shop.choose_method(&nobody, buyer.checkout, &token).await;
        assert_eq!(refused.unwrap_err().refusals()[0].code, "email_not_verified");
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
    }

    async fn whoever_proves_their_address_buys_for_themselves(world: &World) {
        let till = Till::open(world).await;
        let first = till.buyer(GOOD).await;
        let (order, _) = till.place(&first).await;
        till.work().await;
        let account = till.order(order).await.account;

        // Opened by a member of that account, and bought by somebody else who was sent the link.
        let buyer = till.buyer_of("bob@other.example", premium(), Purpose::Purchase).await;
        let mut opened = till.checkout(&buyer).await;
        (opened.account, opened.opened_by) = (Some(account), first.caller.user());
        let change = Change { event: "checkout_edited", by: &Actor::System };
        let opened = &opened;
        world.store.write(|tx| async move { checkouts::update(&tx, opened, change).await }).await.unwrap();
        till.choose(&buyer, ANOTHER_GOOD).await;
        let (second, _) = till.place(&buyer).await;
        let bought_for = till.order(second).await.account;
        assert_ne!(bought_for, account);
        let theirs = billing_accounts::of_user(world.store.read(), buyer.caller.user().unwrap()).await.unwrap();
        assert_eq!(theirs.iter().map(|(account, _)| *account).collect::<Vec<_>>(), [bought_for]);
        till.work().await;
    }

    async fn an_account_that_was_chosen_and_is_lost_is_not_replaced_by_another(world: &World) {
        let till = Till::open(world).await;
        let boss = till.buyer_of("boss@acme.example", premium(), Purpose::Purchase).await.caller.user().unwrap();
        let buyer = till.buyer(GOOD).await;
        let (ada, checkout) = (buyer.caller.user().unwrap(), buyer.checkout);
        let change = |event| Change { event, by: &Actor::System };
        // Chosen while Ada was a member of it; removed since.
        let chosen = world.store.write(|tx| async move {
            let open = |owner| BillingAccount::open(tx.id(), Profile::default(), owner, tx.id(), tx.now());
            let account = open(boss);
            billing_accounts::insert(&tx, &account, change("account_opened")).await?;
            let mut session = checkouts::get(&tx, checkout).await?;
            (session.account, session.opened_by) = (Some(account.id), Some(ada));
            checkouts::update(&tx, &session, change("checkout_edited")).await?;
            Ok::<_, StoreError>(open(ada))
        });
        let own = &chosen.await.unwrap();
        assert_eq!(till.accept(&buyer).await.unwrap_err().refusals()[0].code, "account_lost");
        world.store.write(|tx| async move { billing_accounts::insert(&tx, own, change("account_opened")).await }).await.unwrap();
        assert_eq!(till.accept(&buyer).await.unwrap_err().refusals()[0].code, "account_not_chosen");
        assert_eq!(till.checkout(&buyer).await.status(), "open", "nothing was placed");
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
    }

    async fn a_trial_is_not_bought_by_whoever_was_let_go_meanwhile(world: &World) {
        let till = Till::open(world).await;
        let mut ada = Browser::new(world);
        let trial = ada.gets_trial("ada@acme.example").await.outcome.unwrap();
        let account = trials::get(world.store.read(), trial).await.unwrap().started().unwrap().account;
        let (mut bob, bob_id) = join(&mut ada, account, "bob@acme.example", Role::BillingManager).await;
        let visit = bob.visit().await;
        let checkout = till.shop.convert_trial(&visit, trial).await.unwrap().checkout;
        let details = Details { contact_email: "bob@acme.example".to_owned(), ..acme() };
        till.shop.edit_details(&visit, checkout, 1, details, "en").await.unwrap();
        let buyer = Buyer { caller: bob.visit().await.caller, checkout };
        till.choose(&buyer, GOOD).await;
        let as_ada = ada.visit().await.caller;
        ada.shop.remove_member(&as_ada, account, bob_id).await.unwrap();
        let let_go = Buyer { caller: bob.visit().await.caller, checkout };
        let none = till.accept(&let_go).await.unwrap_err();
        assert!(matches!(none, CommerceError::Denied(Denied::NotFound)), "{none:?}");
        assert_eq!(till.provider.moved(None, "authorise").await, (0, 0));
        wind_down(world).await;
    }

    async fn a_saved_way_to_pay_is_not_for_who_was_let_go_after_choosing_it(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (order, _) = till.place(&buyer).await;
        till.work().await;
        let saved = payment_methods::of_account(world.store.read(), till.order(order).await.account).await.unwrap();
        let again = returning(&till, "ada@acme.example").await;
        till.shop.choose_saved_method(&again.caller, again.checkout, saved[0].id.0).await.unwrap();
        // It was somebody else who chose it, as whoever pays for a colleague does, and they are no member any more.
        let boss = till.buyer_of("boss@acme.example", premium(), Purpose::Purchase).await.caller.person;
        let boss = Buyer { caller: Caller { person: boss, ..again.caller.clone() }, checkout: again.checkout };
        let mut chosen = till.checkout(&again).await;
        chosen.method_chosen_by = boss.caller.user();
        let (chosen, change) = (&chosen, Change { event: "checkout_method_chosen", by: &Actor::System });
        world.store.write(|tx| async move { checkouts::update(&tx, chosen, change).await }).await.unwrap();
        assert_eq!(till.accept(&boss).await.unwrap_err().refusals()[0].code, "payment_method_unknown");
        assert_eq!(till.checkout(&again).await.status(), "open", "nothing was placed");
    }

    async fn a_saved_way_to_pay_is_offered_to_who_may_use_it_and_pays_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (order, _) = till.place(&buyer).await;
        till.work().await;
        let account = till.order(order).await.account;

        let again = returning(&till, "ada@acme.example").await;
        let view = till.shop.view_payment(&again.caller, again.checkout).await.unwrap();
        assert_eq!((view.saved.len(), view.chosen), (1, None));
        let known = payment_methods::of_account(world.store.read(), account).await.unwrap();
        assert_eq!(view.saved[0].id, known[0].id.0);
        let guest = Caller { person: Person::Nobody, ..again.caller.clone() };
        let seen = till.shop.view_payment(&guest, again.checkout).await.unwrap();
        assert_eq!(seen.saved, [], "a link to the checkout does not open the account");
        let refused = till.shop.choose_saved_method(&guest, again.checkout, view.saved[0].id).await;
        assert!(matches!(refused, Err(CommerceError::Denied(_))), "{refused:?}");

        let stranger = returning(&till, "bob@other.example").await;
        let refused = till.shop.choose_saved_method(&stranger.caller, stranger.checkout, view.saved[0].id).await;
        assert_eq!(refused.unwrap_err().refusals()[0].code, "payment_method_unknown");

        till.shop.choose_saved_method(&again.caller, again.checkout, view.saved[0].id).await.unwrap();
        let (second, _) = till.place(&again).await;
        till.work().await;
        assert_eq!(till.order(second).await.status(), "provisioned");
    }

    async fn after_a_decline_the_standing_says_why_and_where_to_go(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(EMPTY).await;
        let (order, _) = till.place(&buyer).await;
        let standing = till.shop.payment_standing(&buyer.caller, buyer.checkout).await.unwrap();
        let reason = DeclineReason::InsufficientFunds;
        assert_eq!(standing.payment, Some(IntentState::Failed { reason, retryable: false }));
        assert_eq!((standing.order, standing.checkout.is_open()), (Some(order), true));
        assert_eq!(standing.checkout.current, Step::Payment);
        assert_eq!(till.shop.view_payment(&buyer.caller, buyer.checkout).await.unwrap().declined, Some(reason));
        till.choose(&buyer, ANOTHER_GOOD).await;
        let view = till.shop.view_payment(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(view.declined, None, "another card has not failed");
        let chosen = view.chosen.unwrap();
        assert!(matches!(chosen.kind, domain::payment::MethodKind::Card { last4, .. } if last4 == "4444"));
        let review = till.shop.view_checkout(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(review.step(Step::Review), Some(&StepState::Done), "what was accepted stands for the same quote");
        till.work_patiently().await;
    }

    async fn whoever_is_back_from_the_bank_is_told_at_once(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(CONFIRMED).await;
        let nothing = till.shop.follow_payment(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!((nothing.order, nothing.payment), (None, None));
        let (order, _) = till.place(&buyer).await;
        let waits = till.shop.follow_payment(&buyer.caller, buyer.checkout).await.unwrap();
        assert!(matches!(waits.payment, Some(IntentState::RequiresAction { .. })) && !waits.checkout.is_open());
        till.provider.authenticate(&till.provider.payment_of(order).await, "complete").await;
        let known = till.shop.payment_standing(&buyer.caller, buyer.checkout).await.unwrap();
        assert_eq!(known.payment, waits.payment, "nobody was asked");
        let back = till.shop.follow_payment(&buyer.caller, buyer.checkout).await.unwrap();
        assert!(matches!(back.payment, Some(IntentState::Authorised { .. })), "{back:?}");
        assert_eq!(back.checkout.state.status(), "confirming", "until the money is taken");
        till.work().await;
        assert_eq!(till.checkout(&buyer).await.status(), "completed");
    }

    async fn a_quote_of_an_older_page_can_be_shown_again(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (quote, version) = till.shown(&buyer).await;
        till.wait(jiff::SignedDuration::from_hours(16)).await;
        let place = (version, quote.as_of);
        assert_eq!(till.shop.shown_quote(&buyer.caller, buyer.checkout, place).await.unwrap(), Some(quote));
    }

    async fn a_stranger_sees_nothing_of_it(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (nobody, id, today) = (&Caller::ANONYMOUS, buyer.checkout, till.shop.today());
        let hidden = |error: CommerceError| matches!(error, CommerceError::Denied(Denied::NotFound));
        assert!(hidden(till.shop.view_payment(nobody, id).await.unwrap_err()));
        assert!(hidden(till.shop.payment_standing(nobody, id).await.unwrap_err()));
        assert!(hidden(till.shop.follow_payment(nobody, id).await.unwrap_err()));
        assert!(hidden(till.shop.shown_quote(nobody, id, (1, today)).await.unwrap_err()));
    }
}

/// Somebody who has proved their address and is signed in with the accounts that they have by now.
async fn returning(till: &Till<'_>, email: &str) -> Buyer {
    let mut buyer = till.buyer_of(email, premium(), Purpose::Purchase).await;
    if let Person::User { user, memberships } = &mut buyer.caller.person {
        *memberships = billing_accounts::of_user(till.world.store.read(), *user).await.unwrap();
    }
    buyer
}
