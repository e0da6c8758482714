//! What the order was placed on: what its buyer agreed to, and where they seem to be. For whoever buys.

use domain::order::view::EvidenceView;
use leptos::prelude::*;
use messages::Words;

use super::live::Live;
use crate::api::order::OrderPicture;
use crate::components::disclosure::Disclosure;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// The evidence, folded away.
#[component]
pub fn Evidence(live: Live) -> AnyView {
    let words = use_words();
    // Written once, when the order was placed.
    let shown = live.picture().with_untracked(|picture| {
        let evidence = picture.order.evidence.as_ref()?;
        Some(facts(words, picture, evidence))
    });
    let folded = |facts| {
        view! {
            <div>
                <Disclosure summary=words.order_evidence_title().to_owned()>{facts}</Disclosure>
            </div>
        }
    };
    shown.map(folded).into_any()
}

fn facts(words: Words, picture: &OrderPicture, evidence: &EvidenceView) -> AnyView {
    let terms = words.order_evidence_terms_at(&evidence.terms.version, words.date_time(evidence.terms.at));
    let renewal = evidence.renewal_agreed_at.map(|at| {
        view! {
            <div>
                <dt>{words.order_evidence_renewal()}</dt>
                <dd>{words.order_evidence_renewal_at(words.date_time(at))}</dd>
            </div>
        }
    });
    let place = &evidence.location;
    let mut places = vec![words.order_evidence_address(picture.country(place.address))];
    places.extend(place.payment_method.map(|country| words.order_evidence_method(picture.country(country))));
    places.extend(place.network.map(|country| words.order_evidence_network(picture.country(country))));
    let places = places.into_iter().map(|place| view! { <p>{place}</p> }).collect_view();
    view! {
        <dl class="facts">
            <div>
                <dt>{words.order_evidence_terms()}</dt>
                <dd>{terms}</dd>
            </div>
            {renewal}
            <div>
                <dt>{words.order_evidence_place()}</dt>
                <dd>{places}</dd>
            </div>
            <div>
                <dt>{words.order_evidence_quote()}</dt>
                <dd class="ltr fine">{evidence.quote_hash.clone()}</dd>
            </div>
        </dl>
    }
    .into_any()
}
