//! The stream of an order: opened by a ticket, once, by nobody else, from where it was left.

use std::time::Duration;

use commerce::on_both_databases;
use commerce::store::events::Follower;
use domain::access::Caller;
use jiff::SignedDuration;

use super::{follower, not_found};
use crate::it::payment::till::Till;
use crate::it::provider::GOOD;

/// Names of the next `count` events.
async fn next(follower: &mut Follower, count: usize) -> Vec<String> {
    let mut names = Vec::new();
    while names.len() < count {
        let event = tokio::time::timeout(Duration::from_secs(20), follower.next()).await.expect("an event").unwrap();
        names.push(event.name);
    }
    names
}

on_both_databases! {
    async fn it_tells_what_happens_as_it_happens_and_goes_on_where_it_was_left(world: &World) {
        let till = Till::open(world).await;
        let buyer = till.buyer(GOOD).await;
        let (id, _) = till.place(&buyer).await;
        let seen = till.shop.view_order(&buyer.caller, id).await.unwrap().sequence;
        let ticket = till.shop.order_ticket(&buyer.caller, id).await.unwrap().secret.reveal();
        let mut stream = till.shop.follow_order(&ticket, id, seen).await.unwrap();
        let (names, ()) = tokio::join!(next(&mut stream, 3), till.work());
        assert_eq!(names, ["order_paid", "order_provisioning", "order_provisioned"]);

        // Whoever looks from a link may follow too; from after the payment on there are two left.
        let ticket = till.shop.order_ticket(&follower(&till, id), id).await.unwrap().secret.reveal();
        let mut late = till.shop.follow_order(&ticket, id, seen + 1).await.unwrap();
        assert_eq!(next(&mut late, 2).await, ["order_provisioning", "order_provisioned"]);
    }

    async fn a_ticket_opens_one_stream_once_and_soon(world: &World) {
        let till = Till::open(world).await;
        let (one, two) = (till.buyer(GOOD).await, till.buyer(GOOD).await);
        let ((id, _), (other, _)) = (till.place(&one).await, till.place(&two).await);
        let ticket = async || till.shop.order_ticket(&one.caller, id).await.unwrap().secret.reveal();

        let used = ticket().await;
        till.shop.follow_order(&used, id, 0).await.unwrap();
        not_found(till.shop.follow_order(&used, id, 0).await);
        not_found(till.shop.follow_order(&ticket().await, other, 0).await);
        let old = ticket().await;
        till.wait(SignedDuration::from_secs(31)).await;
        not_found(till.shop.follow_order(&old, id, 0).await);
        not_found(till.shop.follow_order("kassa", id, 0).await);
        not_found(till.shop.order_ticket(&Caller::ANONYMOUS, id).await);
        not_found(till.shop.order_ticket(&two.caller, id).await);
        // A ticket is no session: it cannot be shown as one.
        let nobody = till.shop.visit(Some(&ticket().await)).await.unwrap();
        not_found(till.shop.view_order(&nobody.caller, id).await);
        till.work().await;
    }
}
