//! The licence: to copy, to download, what it says, and how anybody verifies it.

use domain::order::view::LicenceView;
use domain::order::{OrderView, Stage};
use leptos::prelude::*;
use messages::Words;

use super::address;
use super::live::Live;
use crate::api::order::OrderPicture;
use crate::components::copy_button::CopyButton;
use crate::components::disclosure::Disclosure;
use crate::components::icon::{Glyph, Icon};
use crate::components::skeleton::{Expected, Skeleton};
use crate::pages::checkout::say;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The card of the licence, whether there is one yet or not.
#[component]
pub fn Licence(live: Live) -> AnyView {
    let words = use_words();
    let shown = move || {
        live.picture().with(|picture| {
            let order = &picture.order;
            match (&order.licence, &order.licence_withheld) {
                (Some(licence), _) => issued(words, picture, licence),
                (None, Some(withheld)) => plain(words, say().run(withheld.clone())),
                (None, None) => to_come(words, order),
            }
        })
    };
    view! { <section class="card" aria-labelledby="licence">{shown}</section> }.into_any()
}

fn to_come(words: Words, order: &OrderView) -> AnyView {
    match order.stage {
        Stage::Processing => view! {
            <div class="card__head">
                <h2 id="licence">{words.order_licence_title()}</h2>
                <span class="badge">{words.order_licence_being_made()}</span>
            </div>
            <Skeleton expected=Expected::Licence/>
        }
        .into_any(),
        Stage::Declined | Stage::Cancelled => plain(words, words.order_licence_none().to_owned()),
        _ => plain(words, words.order_licence_pending().to_owned()),
    }
}

fn plain(words: Words, text: String) -> AnyView {
    view! {
        <h2 id="licence">{words.order_licence_title()}</h2>
        <p>{text}</p>
    }
    .into_any()
}

fn issued(words: Words, picture: &OrderPicture, licence: &LicenceView) -> AnyView {
    let until = words.order_licence_valid_until(words.date(domain::moment::utc_date(licence.valid_until)));
    let (token, file) = (licence.token.clone(), address::licence(picture.order.id));
    let copied = StoredValue::new(token.clone());
    view! {
        <div class="card__head">
            <h2 id="licence">{words.order_licence_title()}</h2>
            <span class="badge badge--good">{until}</span>
        </div>
        <p>{words.order_licence_text()}</p>
        <pre class="licence" tabindex="0" aria-label=words.order_licence_label()>{token}</pre>
        <div class="row order__licence-acts">
            <CopyButton label=words.order_licence_copy() text=move || copied.get_value()/>
            <a class="button" href=file download rel="external">
                <Icon glyph=Glyph::Download/>
                {words.order_licence_download()}
            </a>
        </div>
        {facts(words, picture, licence)}
        {verifying(words, picture, licence)}
    }
    .into_any()
}

/// What the licence says.
fn facts(words: Words, picture: &OrderPicture, licence: &LicenceView) -> AnyView {
    let plan = picture.order.quote.lines.first();
    let plan =
        plan.map_or_else(|| licence.plan.clone(), |line| line.name.in_language(words.locale().code()).to_owned());
    let valid = words.order_licence_period(words.date_time(licence.valid_from), words.date_time(licence.valid_until));
    let continues = (licence.sequence > 1).then(|| words.order_licence_continues(licence.sequence.to_string()));
    view! {
        <dl class="facts card__foot">
            <div>
                <dt>{words.order_licence_plan()}</dt>
                <dd>{plan} ", " {words.common_seats(licence.seats)}</dd>
            </div>
            <div>
                <dt>{words.order_licence_valid()}</dt>
                <dd>{valid}</dd>
            </div>
            <div>
                <dt>{words.order_licence_grace()}</dt>
                <dd>{words.date_time(licence.works_until)}</dd>
            </div>
            <div>
                <dt>{words.order_licence_number()}</dt>
                <dd>
                    <span class="ltr">{licence.id.to_string()}</span>
                    {continues.map(|text| view! { <p class="fine">{text}</p> })}
                </dd>
            </div>
            <div>
                <dt>{words.order_licence_key()}</dt>
                <dd class="ltr">{licence.kid.clone()}</dd>
            </div>
        </dl>
    }
    .into_any()
}

/// How anybody verifies it, with our published keys and without a network.
fn verifying(words: Words, picture: &OrderPicture, licence: &LicenceView) -> AnyView {
    let keys = picture.seller.keys_url.clone();
    let commands =
        format!("curl -o kassa-keys.json {keys}\nkassa licence verify --keys kassa-keys.json {}", licence.file_name);
    view! {
        <Disclosure summary=words.order_licence_verify().to_owned()>
            <p>{words.order_licence_verify_text()}</p>
            <pre class="licence" tabindex="0" aria-label=words.order_licence_verify()>{commands}</pre>
            <p><a href=keys rel="external">{words.order_licence_keys()}</a></p>
        </Disclosure>
    }
    .into_any()
}
