//! One entry of an audit trail, with what changed by it folded away.

use domain::audit::{AuditEntry, Changed};
use domain::erasure::is_erased;
use leptos::prelude::*;
use messages::Words;

use crate::components::disclosure::Disclosure;
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// Who did what, when and from where.
#[component]
pub fn AuditItem(
    /// It.
    entry: AuditEntry,
) -> AnyView {
    let words = use_words();
    let AuditEntry { at, event, actor, who, about, origin, changes, untold, .. } = entry;
    let gone = who.as_deref().and_then(|who| who.parse().ok()).is_some_and(|email| is_erased(&email));
    let who = match who {
        Some(_) if gone => words.audit_erased_person().to_owned(),
        who => who.unwrap_or_else(|| words.audit_actor(&actor).to_owned()),
    };
    let from = origin.and_then(|origin| origin.address).map(|address| words.audit_from_where(address));
    let said = words.audit_event(&event).to_owned();
    let summary = words.audit_changes((changes.len() + untold) as i64);
    let label = format!("{summary}: {said}");
    let changed = (!changes.is_empty()).then(|| {
        let rows = changes.into_iter().map(|change| row(words, change)).collect_view();
        let untold = (untold > 0).then(|| view! { <p class="fine">{words.audit_untold(untold as i64)}</p> });
        view! { <Disclosure summary label><dl class="facts audit__changes">{rows}</dl>{untold}</Disclosure> }
    });
    view! {
        <li class="audit__entry">
            <p class="audit__what">{said}</p>
            <p class="fine">
                {who} " · " <time datetime=at.to_string()>{words.date_time(at)}</time>
                {from.map(|from| format!(" · {from}"))}
            </p>
            <p class="fine"><code>{about}</code></p>
            {changed}
        </li>
    }
    .into_any()
}

fn row(words: Words, Changed { field, before, after }: Changed) -> AnyView {
    let was = before.map(|text| view! { <del>{text}</del> " " });
    let is = match after {
        Some(text) => view! { <ins>{text}</ins> }.into_any(),
        None => view! { <span class="fine">{words.audit_gone()}</span> }.into_any(),
    };
    view! {
        <div>
            <dt><code>{field}</code></dt>
            <dd>{was} {is}</dd>
        </div>
    }
    .into_any()
}
