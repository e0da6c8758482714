//! The HTML document around the application, as the server sends it.
//!
//! Owns `<html>` and `<head>`; the browser hydrates only what is inside `<body>`. Scripts carry the response's nonce.

use std::sync::Arc;

use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::MetaTags;
use messages::Words;

use crate::facts::{ELEMENT_ID, PageFacts};
use crate::router::App;
use crate::setting::Setting;

/// What the build of the bundle wants in the head: the style sheet, the preloads, and the script that starts it.
#[derive(Clone, Debug, Default)]
pub struct BundleTags(Arc<str>);

/// Where the build leaves room for the nonce of a response (Trunk's `create_nonce`).
const NONCE_PLACEHOLDER: &str = "{{__TRUNK NONCE__}}";

impl BundleTags {
    /// The tags inside `<head>` of the page that the build wrote; `None` if it has no head.
    #[must_use]
    pub fn from_index(index: &str) -> Option<Self> {
        let start = index.find("<head>")? + "<head>".len();
        let end = index.find("</head>")?;
        Some(Self(index.get(start..end)?.trim().into()))
    }

    /// The style sheet and the icon, for a page without scripts.
    fn styles(&self) -> String {
        let wanted = |tag: &&str| tag.contains(r#"rel="stylesheet""#) || tag.contains(r#"rel="icon""#);
        self.with_nonce("").split_inclusive('>').filter(wanted).map(str::trim).collect()
    }

    fn with_nonce(&self, nonce: &str) -> String {
        self.0.replace(NONCE_PLACEHOLDER, nonce)
    }
}

/// The document of one response: `setting` in the head as facts and preloads, the application in the body.
pub fn document(setting: Setting, bundle: &BundleTags) -> AnyView {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let bundle = bundle.with_nonce(&nonce);
    let facts = setting.facts.clone();
    let app = view! { <App setting/> }.into_any();
    view! {
        <!DOCTYPE html>
        <html lang=facts.locale.code() dir=facts.locale.dir()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <MetaTags/>
                {InertElement::new(preloads(&facts))}
                {InertElement::new(bundle)}
                {InertElement::new(facts_block(&facts))}
            </head>
            <body>{app}</body>
        </html>
    }
    .into_any()
}

/// What a page says when a request failed outside of the application.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The status.
    pub code: u16,
    /// What happened.
    pub title: String,
    /// What to do.
    pub text: String,
    /// What to quote when asking for help.
    pub reference: Option<String>,
}

/// The whole document for a failed request: without scripts, because they may be what failed.
#[must_use]
pub fn failure_document(words: Words, bundle: &BundleTags, failure: Failure) -> String {
    let locale = words.locale();
    let Failure { code, title, text, reference } = failure;
    let reference = reference.map(|id| view! { <p>{words.errors_failure_reference(id)}</p> });
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang=locale.code() dir=locale.dir()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <title>{words.common_page_title(&title)}</title>
                    {InertElement::new(bundle.styles())}
                </head>
                <body>
                    <div class="site">
                        <main id="main" class="page page--text error-page">
                            <p class="error-page__code">{code}</p>
                            <h1>{title}</h1>
                            <p>{text}</p>
                            {reference}
                            <p><a href="/">{words.errors_to_plans()}</a></p>
                        </main>
                    </div>
                </body>
            </html>
        }
        .to_html()
    })
}

/// Starts the download of the data files beside the bundle's. The attributes must match those of the later `fetch`.
fn preloads(facts: &PageFacts) -> String {
    facts
        .files
        .all()
        .map(|address| {
            format!(
                r#"<link rel="preload" as="fetch" type="application/json" crossorigin="anonymous" href="{address}">"#
            )
        })
        .collect()
}

/// The facts as a data block. `<` is escaped so that no value can end the block.
fn facts_block(facts: &PageFacts) -> String {
    let json = serde_json::to_string(facts).expect("facts are plain data with string keys").replace('<', "\\u003c");
    format!(r#"<script type="application/json" id="{ELEMENT_ID}">{json}</script>"#)
}

#[cfg(test)]
mod tests {
    use messages::Locale;

    use super::*;
    use crate::facts::{DataFiles, Mode};

    #[test]
    fn takes_the_bundles_tags_and_leaves_the_rest() {
        let index =
            r#"<!DOCTYPE html><html><head> <script nonce="{{__TRUNK NONCE__}}">x</script> </head><body></body>"#;
        let tags = BundleTags::from_index(index).unwrap();
        assert_eq!(tags.with_nonce("abc"), r#"<script nonce="abc">x</script>"#);
        assert!(BundleTags::from_index("<html></html>").is_none());
        assert!(BundleTags::from_index("</head><head>").is_none());
    }

    #[test]
    fn a_failed_request_gets_a_page_without_scripts() {
        let index = r#"<head><link rel="stylesheet" href="/a.css"/><link rel="modulepreload" href="/a.js"><script>x</script></head>"#;
        let words = messages::Words::new(Locale::De);
        let failure =
            Failure { code: 500, title: "A < B".to_owned(), text: "T".to_owned(), reference: Some("42".to_owned()) };
        let html = failure_document(words, &BundleTags::from_index(index).unwrap(), failure);
        assert!(html.starts_with(r#"<!DOCTYPE html><html lang="de" dir="ltr">"#), "{html}");
        assert!(html.contains(r#"<link rel="stylesheet" href="/a.css"/>"#) && !html.contains("script"), "{html}");
        assert!(html.contains("<h1>A &lt; B</h1>") && html.contains("42"), "{html}");
    }

    #[test]
    fn no_fact_can_end_its_block() {
        let facts = facts("</script><script>");
        assert_eq!(facts_block(&facts).matches("</script>").count(), 1);
    }

    fn facts(messages: &str) -> PageFacts {
        PageFacts {
            locale: Locale::En,
            as_of: jiff::civil::date(2026, 11, 20),
            mode: Mode::Production,
            files: DataFiles { messages: messages.to_owned(), ..DataFiles::default() },
        }
    }
}
