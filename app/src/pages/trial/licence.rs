//! The licence of a trial, to copy and to download. The download is the text itself, so it needs no request and no script.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::components::copy_button::CopyButton;
use crate::components::icon::{Glyph, Icon};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

/// What a downloaded licence is called.
const FILE_NAME: &str = "trial.licence";

/// The licence, good until `until`.
#[component]
pub fn Licence(token: String, until: Timestamp) -> AnyView {
    let words = use_words();
    let copied = token.clone();
    // A signed token is made of characters that need no escaping in an address.
    let download = format!("data:text/plain,{token}");
    view! {
        <section class="card" aria-labelledby="trial-licence">
            <div class="card__head">
                <h2 id="trial-licence">{words.trial_licence_title()}</h2>
            </div>
            <div class="stack">
                <p>{words.trial_licence_text(words.date(domain::moment::utc_date(until)))}</p>
                <pre class="licence" tabindex="0" aria-labelledby="trial-licence">{token}</pre>
                <div class="row">
                    <CopyButton label=words.trial_licence_copy() text=Callback::new(move |()| copied.clone())/>
                    <a class="button" href=download download=FILE_NAME>
                        <Icon glyph=Glyph::Download/>
                        {words.trial_licence_download()}
                    </a>
                </div>
            </div>
        </section>
    }
    .into_any()
}
