//! The order beside the form: what it costs with what is typed, and the coupon.

use leptos::prelude::*;

use super::coupon::CouponEntry;
use super::live::{Live, say};
use crate::components::order_summary::OrderSummary;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The order summary; while there has not been a price yet, why there is none.
#[component]
pub fn Aside(live: Live) -> AnyView {
    let words = use_words();
    let Some(quote) = live.quote() else {
        let say = say();
        let reasons = live.objections().into_iter().map(|refusal| view! { <p>{say.run(refusal)}</p> });
        return view! {
            <aside class="summary" aria-label=words.checkout_summary_title()>
                <div class="summary__body">
                    <h2>{words.checkout_summary_title()}</h2>
                    {reasons.collect_view()}
                    <CouponEntry live/>
                </div>
            </aside>
        }
        .into_any();
    };
    view! {
        <OrderSummary quote tax=live.tax()>
            {live.can_edit().then(|| view! { <CouponEntry live/> })}
        </OrderSummary>
        <NewTotal live/>
    }
    .into_any()
}

/// Announces the total after it has changed, to whoever does not see it.
#[component]
fn NewTotal(live: Live) -> AnyView {
    let words = use_words();
    let total = Memo::new(move |_| live.price().read().as_ref().map(|estimate| words.money(estimate.shown_total())));
    let first = total.get_untracked();
    let news =
        move || total.get().filter(|total| Some(total) != first.as_ref()).map(|total| words.checkout_new_total(total));
    view! { <p class="unseen" role="status">{news}</p> }.into_any()
}
