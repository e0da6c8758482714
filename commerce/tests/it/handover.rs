//! A checkout in the hands of whoever approves or pays: the link, what comes back, what an account demands, who pays.

mod answers;
mod demands;
mod link;
mod paying;

use commerce::error::CommerceError;
use commerce::flows::{ApproveQuote, Approved};
use commerce::store::StoreError;
use commerce::store::events::Change;
use commerce::store::users::User;
use commerce::store::{billing_accounts, users};
use commerce::testing::World;
use domain::access::{Actor, Caller, Person};
use domain::account::{BillingAccount, Profile, Purchasing, Role};
use domain::checkout::{CheckoutView, Purpose};
use domain::ids::{AccountId, UserId};
use jiff::SignedDuration;

use super::checkout::Browser;
use super::payment::till::{Buyer, Till, premium};

pub const BOSS: &str = "boss@acme.example";

/// A buyer whose checkout is filled in; they have no way to pay.
pub async fn asking(till: &Till<'_>) -> Buyer {
    till.buyer_of("ada@acme.example", premium(), Purpose::Purchase).await
}

/// Sends the checkout, a moment later than anything before: so that the newest mail is the newest.
pub async fn send(till: &Till<'_>, buyer: &Buyer, to: &str) -> Result<CheckoutView, CommerceError> {
    till.wait(SignedDuration::from_secs(1)).await;
    till.shop.hand_over_checkout(&buyer.caller, buyer.checkout, to, "Please look at this", "en").await
}

/// The secret of the newest link that was mailed to an address.
pub async fn secret(till: &Till<'_>, to: &str) -> String {
    till.work().await;
    let mails = till.world.mails().await.into_iter();
    let text = mails.filter(|mail| mail.recipient.0.as_str() == to).map(|mail| mail.text_body).next().expect("a mail");
    let url = text.split_whitespace().find(|word| word.contains("/l/")).expect("a link").to_owned();
    url.strip_prefix("https://shop.example/l/").expect("an address of the shop").to_owned()
}

/// A browser that has followed the link which was mailed to an address last.
pub async fn opens(till: &Till<'_>, to: &str) -> Browser {
    let secret = secret(till, to).await;
    let mut browser = Browser::new(till.world);
    browser.keep(till.shop.redeem_link(&browser.visit().await, &secret).await.unwrap().cookie);
    browser
}

/// Sends the checkout to the boss and opens the link: who they are.
pub async fn sent_to_boss(till: &Till<'_>, buyer: &Buyer) -> Caller {
    send(till, buyer, BOSS).await.unwrap();
    opens(till, BOSS).await.visit().await.caller
}

/// Approves what a page would show now.
pub async fn approve(till: &Till<'_>, caller: &Caller, buyer: &Buyer) -> Result<Approved, CommerceError> {
    let (quote, version) = till.shown(buyer).await;
    let (checkout, as_of) = (buyer.checkout, quote.as_of);
    till.shop.approve_checkout(caller, ApproveQuote { checkout, version, as_of, quote_hash: &quote.hash }).await
}

/// The person with this address.
pub async fn person(world: &World, email: &str) -> UserId {
    let email: &domain::email::Email = &email.parse().unwrap();
    let made = world.store.write(|tx| async move {
        if let Some(known) = users::by_email(&tx, email).await? {
            return Ok(known.id);
        }
        let user =
            User { id: tx.id(), email: email.clone(), name: None, language: "en".to_owned(), verified_at: tx.now() };
        users::insert(&tx, &user, Change { event: "user_registered", by: &Actor::System }).await?;
        Ok::<_, StoreError>(user.id)
    });
    made.await.unwrap()
}

/// An account that buys so, owned by somebody else than its members.
pub async fn account(world: &World, purchasing: Purchasing, members: &[(&str, Role)]) -> AccountId {
    let owner = person(world, "owner@acme.example").await;
    let mut people = Vec::new();
    for (email, role) in members {
        people.push((person(world, email).await, *role));
    }
    let (people, purchasing) = (&people, &purchasing);
    let made = world.store.write(|tx| async move {
        let profile = Profile { purchasing: purchasing.clone(), ..Profile::default() };
        let mut account = BillingAccount::open(tx.id(), profile, owner, tx.id(), tx.now());
        for (user, role) in people {
            account = account.add(tx.id(), *user, *role, tx.now()).unwrap();
        }
        billing_accounts::insert(&tx, &account, Change { event: "account_opened", by: &Actor::System }).await?;
        Ok::<_, StoreError>(account.id)
    });
    made.await.unwrap()
}

/// The same caller, signed in with this address.
pub async fn signed_in(world: &World, caller: &Caller, email: &str) -> Caller {
    let user = person(world, email).await;
    let memberships = billing_accounts::of_user(world.store.read(), user).await.unwrap();
    Caller { person: Person::User { user, memberships }, ..caller.clone() }
}
