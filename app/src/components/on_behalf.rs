//! Says who of our staff acts on an account's behalf: to them, and to its members.

use domain::staff::OnBehalf;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::api::staff::StaffStopActing;
use crate::components::notice::{Notice, Tone};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// One notice for each who acts; nothing where nobody does.
#[component]
pub fn ActingNow(
    /// Who acts.
    on_behalf: Vec<OnBehalf>,
    /// The legal name of the account.
    #[prop(into)]
    account: String,
) -> AnyView {
    let words = use_words();
    let notices = on_behalf.into_iter().map(|OnBehalf { who, me, reason, until }| {
        let until = words.date_time(until);
        let title = match me {
            true => words.staff_acting_me(&account, until),
            false => words.staff_acting_other(who, until),
        };
        let stop = me.then(|| {
            view! {
                <form method="post" action=StaffStopActing::url()>
                    <button class="button" type="submit">{words.staff_act_stop()}</button>
                </form>
            }
        });
        view! {
            <Notice tone=Tone::Warn title>
                <p>{words.staff_acting_reason(reason)}</p>
                {stop}
            </Notice>
        }
    });
    notices.collect_view().into_any()
}
