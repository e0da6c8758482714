//! Law 6 and law 8 under a random course of events: a buyer who pays and pays again, gates that open and shut, a gateway
//! whose news come late, twice and out of order, a delivery that fails, and jobs that run whenever they like.

use proptest::prelude::*;

use super::tests::{ALL_GATES, acceptance, approval, content, email, placement, screened};
use super::*;
use crate::checkout::steps::{Priced, StepFacts};
use crate::checkout::{Acceptances, CheckoutSession, CheckoutState, Demands, Opening, Purpose};
use crate::ids::{IntentId, LicenceId};
use crate::money::{Currency, Money};
use crate::payment::tests::{TOTAL, at, authorised, captured, card, fact, failed};
use crate::payment::{DeclineReason, GatewayFact, GatewayNews, IntentState, PaymentIntent};

/// Something that happens.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Pay,
    PaymentCalledOff,
    GatewayAnswers(u8),
    NewsArrives(u8),
    OldNewsArrives(u8),
    Screened,
    Approved,
    ScreeningDeclines,
    ApprovalRunsOut,
    BuyerCancels,
    ClockRuns,
    DutyDone(u8),
    DeliveryBegins,
    DeliveryEnds(u8),
    GivenUp,
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening as H;
    prop_oneof![
        4 => Just(H::Pay),
        1 => Just(H::PaymentCalledOff),
        4 => any::<u8>().prop_map(H::GatewayAnswers),
        8 => any::<u8>().prop_map(H::NewsArrives),
        1 => any::<u8>().prop_map(H::OldNewsArrives),
        2 => Just(H::Screened),
        2 => Just(H::Approved),
        1 => Just(H::ScreeningDeclines),
        1 => Just(H::ApprovalRunsOut),
        1 => Just(H::BuyerCancels),
        2 => Just(H::ClockRuns),
        8 => any::<u8>().prop_map(H::DutyDone),
        4 => Just(H::DeliveryBegins),
        4 => any::<u8>().prop_map(H::DeliveryEnds),
        1 => Just(H::GivenUp),
    ]
}

/// A shop with one order, and the gateway's truth about each of its payments.
struct World {
    order: Order,
    checkout: CheckoutSession,
    intents: Vec<PaymentIntent>,
    /// What happened at the gateway, by payment; we hear of it when the news arrive.
    truth: Vec<Vec<GatewayFact>>,
    now: i64,
}

impl World {
    fn new(policy: GatePolicy, free: bool) -> Self {
        let mut acceptance = acceptance();
        if free {
            acceptance.quote.total = Money::zero(Currency::EUR);
        }
        let order = Order::place(placement(), acceptance, policy, at(0));
        let checkout = confirming(&order);
        Self { order, checkout, intents: Vec::new(), truth: Vec::new(), now: 0 }
    }

    fn happen(&mut self, what: Happening) {
        self.now += 10;
        match what {
            Happening::Pay => self.pay(),
            Happening::PaymentCalledOff => {
                let now = at(self.now);
                if let Some(last) = self.intents.last_mut() {
                    *last = last.clone().ask_cancel(now).unwrap_or_else(|_| last.clone());
                }
            }
            Happening::GatewayAnswers(choice) => self.answer(choice),
            Happening::NewsArrives(which) => self.hear(which, true),
            Happening::OldNewsArrives(which) => self.hear(which, false),
            Happening::DutyDone(which) => self.do_duty(which),
            Happening::ClockRuns => {
                self.now += 400;
                for intent in &mut self.intents {
                    *intent = intent.clone().lapse(at(self.now)).unwrap_or_else(|_| intent.clone());
                }
            }
            _ => self.order = changed(self.order.clone(), what, at(self.now)).unwrap_or_else(|_| self.order.clone()),
        }
        self.order = self.order.clone().follow_payments(&self.intents, at(self.now)).expect("its own payments");
        self.checkout =
            self.checkout.clone().follow_order(&self.order, &self.intents, at(self.now)).expect("its own order");
    }

    fn pay(&mut self) {
        let id = IntentId::from_bits(self.intents.len() as u128);
        if let Ok(intent) = self.order.start_payment(id, card(), &self.intents, at(self.now)) {
            self.intents.push(intent.ask_authorise(at(self.now)).expect("asks"));
            self.truth.push(Vec::new());
            if let CheckoutState::Open { order: Some(_), .. } = self.checkout.state {
                let facts = facts(self.order.acceptance.quote.total, at(self.now));
                let again = self.checkout.clone().confirm(self.order.id, &facts, "h1", at(self.now));
                self.checkout = again.unwrap_or_else(|_| self.checkout.clone());
            }
        }
    }

    fn happened(&mut self, which: usize, news: GatewayNews) {
        let fact = GatewayFact { reference: format!("gw_{which}"), ..fact(self.now, news) };
        self.truth[which].push(fact);
    }

    /// The bank decides about the youngest payment, of which it has not decided yet.
    fn answer(&mut self, choice: u8) {
        let Some(which) = self.truth.len().checked_sub(1).filter(|which| !decided(&self.truth[*which])) else { return };
        let news = match choice % 5 {
            0 => failed(DeclineReason::Generic),
            1 => GatewayNews::ActionRequired { url: "https://bank.example".to_owned() },
            2 => authorised(None),
            _ => authorised(Some(self.now + 500)),
        };
        self.happened(which, news);
    }

    fn hear(&mut self, which: u8, latest: bool) {
        let Some(index) = usize::from(which).checked_rem(self.intents.len()) else { return };
        let told = &self.truth[index];
        let Some(old) = usize::from(which / 16).checked_rem(told.len()) else { return };
        let heard = if latest { told.len() - 1 } else { old };
        self.intents[index] = self.intents[index].clone().observe(&told[heard]);
    }

    /// A job does something that is due: records the question, and the gateway carries it out once, by its key.
    fn do_duty(&mut self, which: u8) {
        let due = duties(&self.order, &self.intents, at(self.now));
        let Some(duty) = usize::from(which).checked_rem(due.len()).map(|index| due[index]) else { return };
        let (Duty::AskAgain { intent }
        | Duty::Lapse { intent }
        | Duty::Capture { intent }
        | Duty::Release { intent }
        | Duty::RefundAgain { intent }
        | Duty::Refund { intent, .. }) = duty;
        let index = self.intents.iter().position(|known| known.id == intent).expect("a duty names a payment");
        let (known, now) = (self.intents[index].clone(), at(self.now));
        match duty {
            Duty::AskAgain { .. } => {}
            Duty::Lapse { .. } => self.intents[index] = known.lapse(now).expect("what is to lapse can"),
            Duty::Capture { .. } => {
                let asked_before = known.asked.capture.is_some();
                let Ok(permit) = self.order.capture_permit(&known) else {
                    assert!(asked_before, "a capture is due without a permit");
                    return;
                };
                let Ok(asked) = known.ask_capture(&permit, now) else { return };
                assert!(self.order.gates.all_open(), "law 6: captured with a shut gate");
                self.intents[index] = asked;
                self.once(index, &captured());
            }
            Duty::Release { .. } => {
                self.intents[index] = known.ask_cancel(now).expect("what is to be released can be");
                self.once(index, &GatewayNews::Cancelled);
            }
            Duty::Refund { amount, .. } => {
                let key = format!("{intent}:refund");
                self.intents[index] = known.ask_refund(&key, amount).expect("what is to be refunded can be");
                let crashed_before_the_call = which >= 128;
                if !crashed_before_the_call {
                    self.once(index, &GatewayNews::Refunded { refund: key, amount });
                }
            }
            Duty::RefundAgain { .. } => {
                for (refund, amount) in known.unanswered_refunds() {
                    self.once(index, &GatewayNews::Refunded { refund, amount });
                }
            }
        }
    }

    fn once(&mut self, index: usize, news: &GatewayNews) {
        if !self.truth[index].iter().any(|fact| fact.news == *news) {
            self.happened(index, news.clone());
        }
    }

    /// Everything that was said is heard and every duty done, until nothing is due; deliveries work.
    fn settle(&mut self) {
        for _ in 0..40 {
            for index in 0..self.intents.len() {
                if !decided(&self.truth[index]) {
                    self.happened(index, failed(DeclineReason::Generic));
                }
                self.intents[index] =
                    self.truth[index].iter().fold(self.intents[index].clone(), PaymentIntent::observe);
            }
            let what = match &self.order.state {
                OrderState::Committed { .. } | OrderState::Failed { retryable: true, .. } => Happening::DeliveryBegins,
                OrderState::Provisioning { .. } => Happening::DeliveryEnds(0),
                OrderState::Failed { .. } => Happening::GivenUp,
                _ => Happening::DutyDone(0),
            };
            self.happen(Happening::DutyDone(0));
            self.happen(what);
        }
    }

    fn held_or_taken(&self) -> Vec<&PaymentIntent> {
        self.intents.iter().filter(|intent| intent.evidence.captured.is_some()).collect()
    }
}

/// What happens to the order itself; most of it is refused most of the time.
fn changed(order: Order, what: Happening, now: Timestamp) -> Result<Order, OrderRefusal> {
    match what {
        Happening::Screened => order.satisfy(GateKind::Screening, screened(), now),
        Happening::Approved => order.satisfy(GateKind::Approval, approval("h1"), now),
        Happening::ScreeningDeclines => order.decline(GateKind::Screening, Actor::System, "listed", now),
        Happening::ApprovalRunsOut => order.expire_gate(GateKind::Approval, now),
        Happening::BuyerCancels => order.cancel(CancelReason::ByBuyer, Actor::System, now),
        Happening::DeliveryBegins => order.begin_provisioning(now),
        Happening::DeliveryEnds(how) if how < 128 => order.complete(LicenceId::from_bits(1), now),
        Happening::DeliveryEnds(how) => order.fail("no disk", how < 200, now),
        Happening::GivenUp => order.give_up(Actor::System, now),
        _ => Ok(order),
    }
}

fn facts(total: Money, now: Timestamp) -> StepFacts<'static> {
    let priced = Priced::Quoted { hash: "h1", total, renews: true };
    StepFacts {
        priced,
        payer: Some(email().user),
        unpayable_in: None,
        demands: Demands::NONE,
        terms_version: "v1",
        now,
    }
}

/// The checkout in which the order was just placed.
fn confirming(order: &Order) -> CheckoutSession {
    let opening = Opening { id: order.checkout, purpose: Purpose::Purchase, account: None, opened_by: None };
    let accepted = Acceptances { quote_hash: "h1", terms_version: Some("v1"), renewal: true };
    let open = CheckoutSession::open(opening, content(), at(0)).verify_email(email(), at(0)).expect("verifies");
    let ready = open
        .choose_method(card(), email().user, at(0))
        .and_then(|open| open.accept(&accepted, at(0)))
        .expect("accepts");
    ready.confirm(order.id, &facts(order.acceptance.quote.total, at(0)), "h1", at(0)).expect("confirms")
}

fn decided(told: &[GatewayFact]) -> bool {
    told.iter().any(|fact| !matches!(fact.news, GatewayNews::ActionRequired { .. }))
}

/// A waiting order has a reason that a person can read, and none is past the gates with one shut. Answers whether it is past.
fn keeps_law_8(order: &Order) -> Result<bool, TestCaseError> {
    prop_assert_eq!(order.state.is_live(), order.waiting_reason().is_some(), "a waiting order has a reason");
    let ended_badly = matches!(order.state, OrderState::Declined { .. } | OrderState::Cancelled { .. });
    prop_assert_eq!(ended_badly, order.closed_reason().is_some());
    let past_gates = !matches!(order.state, OrderState::AwaitingGates) && !ended_badly;
    prop_assert!(!past_gates || order.gates.all_open(), "past the gates with one shut");
    Ok(past_gates)
}

fn keeps_its_promises(world: &World) -> Result<(), TestCaseError> {
    let World { order, intents, .. } = world;
    let under_way = intents.iter().filter(|intent| !intent.state().is_terminal()).count();
    prop_assert!(under_way <= 1, "two payments under way");
    let past_gates = keeps_law_8(order)?;
    for intent in world.held_or_taken() {
        let due = duties(order, intents, at(world.now))
            .iter()
            .any(|duty| matches!(duty, Duty::Refund { intent: id, .. } if *id == intent.id));
        let given_back =
            !intent.asked.refunds.is_empty() || intent.state() == (IntentState::Refunded { amount: TOTAL });
        prop_assert!(past_gates || due || given_back, "law 6: taken money without delivery or refund");
    }
    let checkout = match &order.state {
        OrderState::Cancelled { reason: CancelReason::ByBuyer, .. } => "open",
        OrderState::Declined { .. } => "cancelled",
        OrderState::Provisioning { .. } | OrderState::Provisioned { .. } | OrderState::Failed { .. } => "completed",
        OrderState::AwaitingGates => match order.gates.payment {
            Gate::Expired { .. } | Gate::Pending { waiting: Waiting::PaymentDeclined { .. }, .. } => "open",
            Gate::Pending { waiting: Waiting::Payment, .. } => world.checkout.status(),
            _ => "confirming",
        },
        OrderState::Committed { settlement: Settlement::CaptureDue { .. } | Settlement::Settling { .. }, .. } => {
            "confirming"
        }
        OrderState::Committed { .. } if !intents.is_empty() => "completed",
        _ => world.checkout.status(),
    };
    prop_assert_eq!(world.checkout.status(), checkout, "law 7: the checkout goes with {:?}", &order.state);
    prop_assert_eq!(&world.checkout.content, &content(), "law 7: nothing typed is lost");
    let json = serde_json::to_value(order).expect("writes");
    prop_assert_eq!(&json["state"]["status"], order.status());
    prop_assert_eq!(&serde_json::from_value::<Order>(json).expect("reads"), order);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn law_8_nothing_is_delivered_with_a_gate_shut_and_what_waits_says_why(gates: bool, course in prop::collection::vec(happening(), 0..60)) {
        let mut world = World::new(if gates { ALL_GATES } else { GatePolicy::NONE }, false);
        for what in course {
            world.happen(what);
            let past_gates = keeps_law_8(&world.order)?;
            let delivers = matches!(world.order.state, OrderState::Provisioning { .. } | OrderState::Provisioned { .. });
            prop_assert!(past_gates || !delivers, "delivered with a gate shut");
        }
    }

    #[test]
    fn law_6_and_7_hold_at_every_moment(gates: bool, free: bool, course in prop::collection::vec(happening(), 0..60)) {
        let mut world = World::new(if gates { ALL_GATES } else { GatePolicy::NONE }, free);
        keeps_its_promises(&world)?;
        for what in course {
            world.happen(what);
            keeps_its_promises(&world)?;
        }
    }

    #[test]
    fn law_6_in_the_end_money_was_taken_once_for_a_delivery_or_given_back(gates: bool, course in prop::collection::vec(happening(), 0..60)) {
        let mut world = World::new(if gates { ALL_GATES } else { GatePolicy::NONE }, false);
        for what in course {
            world.happen(what);
        }
        world.settle();
        keeps_its_promises(&world)?;
        let kept: Vec<_> = world.held_or_taken().into_iter().filter(|i| i.state() != (IntentState::Refunded { amount: TOTAL })).collect();
        let delivered = matches!(world.order.state, OrderState::Provisioned { .. });
        prop_assert_eq!(kept.len(), usize::from(delivered), "{:?}", world.order.state);
        if !delivered {
            let still_held = world.intents.iter().filter(|intent| intent.evidence.held().is_some()).count();
            let waiting = world.order.state == OrderState::AwaitingGates;
            prop_assert!(waiting || still_held == 0, "authorised money stays reserved for an order that ended");
        }
        prop_assert_eq!(duties(&world.order, &world.intents, at(world.now)), []);
    }
}
