//! What a plan adds to the one before it: the first features of the matrix in which it goes further.

use domain::catalogue::{Catalogue, Feature, FeatureValue};
use leptos::prelude::*;
use messages::Words;

use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// How many are shown; the matrix has them all.
const SHOWN: usize = 5;

/// The highlights of the plan at this place in the catalogue.
#[component]
pub fn Highlights(
    /// Its place.
    index: usize,
) -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let language = words.locale().code();
    let before = index.checked_sub(1).and_then(|before| catalogue.plans.get(before));
    let base = before.map(|before| {
        let base = words.plans_everything_in(before.name.in_language(language));
        view! { <li class="plan-card__base">{base}</li> }
    });
    let id = &catalogue.plans[index].id;
    let features = highlights(&catalogue, id, before.map(|before| before.id.as_str()));
    let items = features.map(|feature| view! { <li>{said(words, feature, id)}</li> }).collect_view();
    let label = words.plans_features_of(catalogue.plans[index].name.in_language(language));
    view! {
        <ul class="plan-card__list" role="list" aria-label=label>
            {base}
            {items}
        </ul>
    }
    .into_any()
}

/// The features of a plan that differ from those of the plan before it.
fn highlights<'a>(
    catalogue: &'a Catalogue,
    plan: &'a str,
    before: Option<&'a str>,
) -> impl Iterator<Item = &'a Feature> {
    let features = catalogue.feature_groups.iter().flat_map(|group| &group.features);
    let further = move |feature: &&Feature| {
        feature.value(plan).is_included() && before.is_none_or(|before| feature.differs(&[before, plan]))
    };
    features.filter(further).take(SHOWN)
}

fn said(words: Words, feature: &Feature, plan: &str) -> String {
    let language = words.locale().code();
    let name = feature.name.in_language(language);
    match feature.value(plan) {
        FeatureValue::Included(_) => name.to_owned(),
        FeatureValue::Extent(extent) => words.plans_feature_extent(name, extent.in_language(language)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_shown_by_what_the_one_before_lacks() {
        let catalogue = commerce::catalogue_file::read(commerce::catalogue_file::DEMO).unwrap();
        let ids: Vec<_> = highlights(&catalogue, "premium", Some("free")).map(|feature| feature.id.as_str()).collect();
        assert_eq!(ids, ["storage", "code-owners", "approval-rules", "push-rules", "compute-minutes"]);
        assert!(highlights(&catalogue, "free", None).all(|feature| feature.value("free").is_included()));
    }
}
