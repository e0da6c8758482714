//! The feature matrix: every feature of every plan, or only those in which the plans differ.
//!
//! A real table with a sticky head. The filter is a checkbox and a style rule, so it works without script. Explicit roles
//! keep it a table for screen readers where a phone shows each feature as a line of its own.

use domain::catalogue::{Feature, FeatureGroup, FeatureValue, Plan};
use leptos::prelude::*;
use messages::Words;

use crate::setting::{use_catalogue, use_words};
use crate::view::{AnyView, IntoAny};

/// The matrix of all plans.
#[component]
pub fn Matrix() -> AnyView {
    let words = use_words();
    let catalogue = use_catalogue();
    let plans = &catalogue.plans;
    let head = plans.iter().map(|plan| {
        let name = plan.name.in_language(words.locale().code()).to_owned();
        view! { <th scope="col" role="columnheader" data-popular=popular(plan)>{name}</th> }
    });
    let head = head.collect_view();
    let groups = catalogue.feature_groups.iter().map(|one| group(words, plans, one)).collect_view();
    view! {
        <div class="plans-features">
            <h2 id="features">{words.plans_matrix_title()}</h2>
            <label class="switch">
                <input type="checkbox" role="switch" class="matrix-differences" autocomplete="off"/>
                <span>{words.plans_differences_only()}</span>
            </label>
        </div>
        <table class="matrix" role="table" aria-labelledby="features">
            <thead role="rowgroup">
                <tr role="row">
                    <td role="cell">
                        <span class="unseen">{words.plans_matrix_feature()}</span>
                    </td>
                    {head}
                </tr>
            </thead>
            {groups}
        </table>
    }
    .into_any()
}

fn popular(plan: &Plan) -> Option<&'static str> {
    plan.most_popular.then_some("")
}

/// Whether a feature is hidden when only differences are shown.
fn same(plans: &[Plan], feature: &Feature) -> bool {
    let ids: Vec<&str> = plans.iter().map(|plan| plan.id.as_str()).collect();
    !feature.differs(&ids)
}

fn group(words: Words, plans: &[Plan], group: &FeatureGroup) -> AnyView {
    let columns = plans.len() + 1;
    let all_same = group.features.iter().all(|feature| same(plans, feature));
    let rows = group.features.iter().map(|feature| row(words, plans, feature)).collect_view();
    view! {
        <tbody role="rowgroup">
            <tr role="row" class="matrix__group" data-same=all_same.then_some("")>
                <th scope="rowgroup" role="rowheader" colspan=columns>
                    {group.name.in_language(words.locale().code()).to_owned()}
                </th>
            </tr>
            {rows}
        </tbody>
    }
    .into_any()
}

fn row(words: Words, plans: &[Plan], feature: &Feature) -> AnyView {
    let cells = plans.iter().map(|plan| {
        view! { <td role="cell" data-popular=popular(plan)>{value(words, feature.value(&plan.id))}</td> }
    });
    let cells = cells.collect_view();
    view! {
        <tr role="row" data-same=same(plans, feature).then_some("")>
            <th scope="row" role="rowheader">{title(words, feature)}</th>
            {cells}
        </tr>
    }
    .into_any()
}

/// The feature's name; where there is more to say, it opens.
fn title(words: Words, feature: &Feature) -> AnyView {
    let language = words.locale().code();
    let name = feature.name.in_language(language).to_owned();
    match &feature.tooltip {
        None => name.into_any(),
        Some(tooltip) => view! {
            <details class="hint">
                <summary>{name}</summary>
                <p>{tooltip.in_language(language).to_owned()}</p>
            </details>
        }
        .into_any(),
    }
}

fn value(words: Words, value: &FeatureValue) -> AnyView {
    match value {
        FeatureValue::Included(true) => view! {
            <span class="check"></span>
            <span class="unseen">{words.plans_included()}</span>
        }
        .into_any(),
        FeatureValue::Included(false) => view! {
            <span aria-hidden="true">"–"</span>
            <span class="unseen">{words.plans_not_included()}</span>
        }
        .into_any(),
        FeatureValue::Extent(extent) => extent.in_language(words.locale().code()).to_owned().into_any(),
    }
}
