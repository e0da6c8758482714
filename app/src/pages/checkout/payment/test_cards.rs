//! In a demonstration: numbers to try, as Stripe documents them (<https://docs.stripe.com/testing>), and what each does.

use leptos::prelude::*;

use crate::components::disclosure::Disclosure;
use crate::facts::Mode;
use crate::setting::{use_mode, use_words};
use crate::view::{AnyView, IntoAny};

/// Numbers to try. Nothing in a real shop.
#[component]
pub fn TestCards() -> AnyView {
    if use_mode() != Mode::Demo {
        return ().into_any();
    }
    let words = use_words();
    let numbers = [
        ("4242 4242 4242 4242", words.payment_test_card_success()),
        ("4000 0000 0000 0002", words.payment_test_card_declined()),
        ("4000 0000 0000 9995", words.payment_test_card_insufficient()),
        ("4000 0000 0000 0069", words.payment_test_card_expired()),
        ("4000 0000 0000 0127", words.payment_test_card_cvc()),
        ("4000 0027 6000 3184", words.payment_test_card_3ds()),
        ("4000 0084 0000 1629", words.payment_test_card_3ds_fails()),
        ("4000 0000 0000 0341", words.payment_test_card_later()),
        ("DE89 3704 0044 0532 0130 00", words.payment_test_debit_later()),
    ];
    let row = |(number, what): (&'static str, &'static str)| {
        view! {
            <div>
                <dt>
                    <code dir="ltr">{number}</code>
                </dt>
                <dd>{what}</dd>
            </div>
        }
    };
    view! {
        <Disclosure summary=words.payment_test_cards_title()>
            <dl class="facts">{numbers.map(row).into_iter().collect_view()}</dl>
        </Disclosure>
    }
    .into_any()
}
