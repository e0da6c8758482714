//! Documents without scripts: the page for a failed request, and what only a demonstration shows.

use leptos::prelude::*;
use leptos::tachys::html::InertElement;
use messages::Words;

use super::BundleTags;
use crate::components::demo_banner::demo_banner;
use crate::facts::Mode;

/// What surrounds a document without scripts.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Its language.
    pub words: Words,
    /// Where its styles are.
    pub bundle: &'a BundleTags,
    /// Whether it has to say “demo”.
    pub mode: Mode,
}

/// A whole document without scripts: this title, and `main` inside the frame of every page.
#[must_use]
pub fn plain(
    Surroundings { words, bundle, mode }: Surroundings<'_>,
    title: &str,
    main: impl FnOnce() -> AnyView,
) -> String {
    let locale = words.locale();
    Owner::new().with(|| {
        view! {
            <!DOCTYPE html>
            <html lang=locale.code() dir=locale.dir()>
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <meta name="color-scheme" content="light dark"/>
                    <title>{words.common_page_title(title)}</title>
                    {InertElement::new(bundle.styles())}
                </head>
                <body>
                    <div class="site">
                        {demo_banner(words, mode)}
                        <header class="site-header">
                            <a class="brand" href="/">{words.common_brand()}</a>
                        </header>
                        {main()}
                    </div>
                </body>
            </html>
        }
        .to_html()
    })
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

/// The document for a failed request: without scripts, because they may be what failed.
#[must_use]
pub fn failure(around: Surroundings<'_>, failure: Failure) -> String {
    let Failure { code, title, text, reference } = failure;
    let words = around.words;
    plain(around, &title.clone(), move || {
        let reference = reference.map(|id| view! { <p>{words.errors_failure_reference(id)}</p> });
        view! {
            <main id="main" class="page page--text error-page">
                <p class="error-page__code">{code}</p>
                <h1>{title}</h1>
                <p>{text}</p>
                {reference}
                <p><a href="/">{words.errors_to_plans()}</a></p>
            </main>
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use messages::Locale;

    use super::super::PartFiles;
    use super::*;

    #[test]
    fn a_failed_request_gets_a_page_without_scripts() {
        let index = r#"<head><link rel="stylesheet" href="/a.css"/><link rel="modulepreload" href="/a.js"><script>x</script></head>"#;
        let told =
            Failure { code: 500, title: "A < B".to_owned(), text: "T".to_owned(), reference: Some("42".to_owned()) };
        let bundle = &BundleTags::from_index(index, PartFiles::new()).unwrap();
        let around = Surroundings { words: Words::new(Locale::De), bundle, mode: Mode::Production };
        let html = failure(around, told.clone());
        assert!(html.starts_with(r#"<!DOCTYPE html><html lang="de" dir="ltr">"#), "{html}");
        assert!(html.contains(r#"<link rel="stylesheet" href="/a.css"/>"#) && !html.contains("script"), "{html}");
        assert!(html.contains("<h1>A &lt; B</h1>") && html.contains("42"), "{html}");
        assert!(!html.contains("Demo"), "{html}");
        let demo = failure(Surroundings { mode: Mode::Demo, ..around }, told);
        assert!(demo.contains(Words::new(Locale::De).common_demo_banner()), "{demo}");
    }
}
