//! The HTML document around the application, as the server sends it.
//!
//! Owns `<html>` and `<head>`; the browser hydrates only what is inside `<body>`. Scripts carry the response's nonce.

mod plain;

use std::collections::BTreeMap;
use std::sync::Arc;

use http::request::Parts as Request;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use leptos_meta::MetaTags;

pub use plain::{Failure, Surroundings, failure, plain};

use crate::facts::{DataFiles, ELEMENT_ID, PageFacts};
use crate::page::Page;
use crate::router::App;
use crate::setting::Setting;

/// What the build of the bundle wants in the head: the style sheet, the preloads, and the script that starts it.
#[derive(Clone, Debug, Default)]
pub struct BundleTags {
    tags: Arc<str>,
    parts: Arc<PartFiles>,
}

/// The files that each part of the bundle needs besides the main one, by the part's name, as the build lists them.
pub type PartFiles = BTreeMap<String, Vec<String>>;

/// How the address of the style sheet begins that pages that are met first do without (`style/later.css`).
const LATER: &str = "/later-";

/// Where the build leaves room for the nonce of a response (Trunk's `create_nonce`).
const NONCE_PLACEHOLDER: &str = "{{__TRUNK NONCE__}}";

impl BundleTags {
    /// The tags inside `<head>` of the page that the build wrote; `None` if it has no head.
    #[must_use]
    pub fn from_index(index: &str, parts: PartFiles) -> Option<Self> {
        let start = index.find("<head>")? + "<head>".len();
        let end = index.find("</head>")?;
        Some(Self { tags: index.get(start..end)?.trim().into(), parts: Arc::new(parts) })
    }

    /// Starts the download of a part beside that of the bundle's main file.
    fn preloads(&self, part: &str) -> String {
        let files = self.parts.get(part).into_iter().flatten();
        files.map(|file| preload("application/octet-stream", &format!("/{file}"))).collect()
    }

    /// The tags for this page, and the address of the style sheet that it loads when it is alive, if it does without it until
    /// then.
    fn for_page(&self, page: Option<Page>, nonce: &str) -> (String, Option<String>) {
        let tags = self.with_nonce(nonce);
        let later = tags.split_inclusive('>').map(str::trim).find(|tag| tag.contains(LATER));
        match later.filter(|_| page.is_some_and(Page::is_met_first)) {
            Some(tag) => {
                let address = tag.split('"').find(|text| text.starts_with(LATER)).map(str::to_owned);
                (tags.replace(tag, ""), address)
            }
            None => (tags, None),
        }
    }

    /// The style sheets and the icon, for a page without scripts.
    fn styles(&self) -> String {
        let wanted = |tag: &&str| tag.contains(r#"rel="stylesheet""#) || tag.contains(r#"rel="icon""#);
        self.with_nonce("").split_inclusive('>').filter(wanted).map(str::trim).collect()
    }

    fn with_nonce(&self, nonce: &str) -> String {
        self.tags.replace(NONCE_PLACEHOLDER, nonce)
    }
}

/// The document of one response: `setting` in the head as facts and preloads, the application in the body.
pub fn document(setting: Setting, bundle: &BundleTags) -> AnyView {
    let nonce = use_nonce().map(|nonce| nonce.to_string()).unwrap_or_default();
    let page = use_context::<Request>().and_then(|request| Page::at(request.uri.path()));
    let part = page.map(|page| bundle.preloads(page.first_part())).unwrap_or_default();
    let (bundle, styles) = bundle.for_page(page, &nonce);
    let mut facts = setting.facts.clone();
    facts.files.styles = styles;
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
                {(!part.is_empty()).then(|| InertElement::new(part))}
                {InertElement::new(facts_block(&facts))}
            </head>
            <body>{app}</body>
        </html>
    }
    .into_any()
}

/// Starts the download of the data files beside the bundle's.
fn preloads(facts: &PageFacts) -> String {
    let DataFiles { messages, catalogue, taxes, .. } = &facts.files;
    let packed = [catalogue, taxes].map(|address| preload("application/octet-stream", address));
    preload("application/json", messages) + &packed.concat()
}

/// Starts the download of a file that the bundle will fetch; the attributes must match those of the later `fetch`.
fn preload(media_type: &str, address: &str) -> String {
    format!(r#"<link rel="preload" as="fetch" type="{media_type}" crossorigin="anonymous" href="{address}">"#)
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
    use crate::facts::Mode;

    #[test]
    fn takes_the_bundles_tags_and_leaves_the_rest() {
        let index =
            r#"<!DOCTYPE html><html><head> <script nonce="{{__TRUNK NONCE__}}">x</script> </head><body></body>"#;
        let tags = BundleTags::from_index(index, PartFiles::new()).unwrap();
        assert_eq!(tags.with_nonce("abc"), r#"<script nonce="abc">x</script>"#);
        assert!(BundleTags::from_index("<html></html>", PartFiles::new()).is_none());
        assert!(BundleTags::from_index("</head><head>", PartFiles::new()).is_none());
    }

    #[test]
    fn pages_that_are_met_first_load_the_later_styles_when_they_are_alive() {
        let index =
            r#"<head><link rel="stylesheet" href="/main-1.css"><link rel="stylesheet" href="/later-2.css"></head>"#;
        let tags = BundleTags::from_index(index, PartFiles::new()).unwrap();
        let main = r#"<link rel="stylesheet" href="/main-1.css">"#;
        let later = "/later-2.css".to_owned();
        assert_eq!(tags.for_page(Some(Page::Plans), ""), (main.to_owned(), Some(later)));
        for other in [Some(Page::Payment), Some(Page::Order), None] {
            let (tags, address) = tags.for_page(other, "");
            assert!(tags.contains("/main-1.css") && tags.contains("/later-2.css") && address.is_none(), "{tags}");
        }
    }

    #[test]
    fn the_files_of_a_part_are_preloaded_and_no_others() {
        let files = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let parts = [("plans".to_owned(), files(&["a.bin", "b.bin"])), ("order".to_owned(), files(&["c.bin"]))];
        let tags = BundleTags::from_index("<head></head>", parts.into()).unwrap();
        let preloads = tags.preloads("plans");
        assert!(preloads.contains(r#"href="/a.bin""#) && preloads.contains(r#"href="/b.bin""#), "{preloads}");
        assert!(!preloads.contains("c.bin"), "{preloads}");
        assert_eq!(tags.preloads("checkout"), "");
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
            currency: None,
            files: DataFiles { messages: messages.to_owned(), ..DataFiles::default() },
        }
    }
}
