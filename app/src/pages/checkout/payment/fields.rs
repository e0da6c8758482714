//! The provider's fields and what is said between them and our page. What is typed there stays there; we get a token.
//!
//! The messages are the provider's (`sandbox-fields`, version 1): `submit` goes in; `ready`, `height`, `method`, `invalid`
//! and `failed` come out, with the nonce of the `submit` that they answer, or none where the buyer pressed Enter in a field.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::api::payment::{Way, WayKind};
use crate::components::icon::{Glyph, Icon};
use crate::components::provider_frame::{Framed, ProviderFrame, own_origin};
use crate::setting::use_words;
use crate::view::{AnyView, IntoAny};

const PROTOCOL: &str = "sandbox-fields";
const VERSION: u32 = 1;

/// A message of the fields: what each kind of them carries, in one shape that is small to read.
#[derive(Debug, Deserialize)]
struct Message {
    protocol: String,
    version: u32,
    /// What is said; a kind that this page need not know is passed over.
    r#type: String,
    /// Pixels, with `height`.
    height: Option<u32>,
    /// Of the `submit` that is answered.
    nonce: Option<String>,
    /// With `method`.
    method: Option<Token>,
}

/// The provider's name for what was typed.
#[derive(Debug, Deserialize)]
struct Token {
    id: String,
}

/// What the fields are told.
#[derive(Serialize)]
struct Submit<'a> {
    protocol: &'static str,
    version: u32,
    r#type: &'static str,
    nonce: &'a str,
}

/// The fields on the page. Copies share them.
#[derive(Clone, Copy)]
pub struct Fields {
    framed: Framed,
    asked: RwSignal<Option<String>>,
    times: StoredValue<u32>,
}

impl Fields {
    /// The fields for one way to pay, in the page's language.
    #[must_use]
    pub fn new(way: &Way, language: &str) -> Self {
        let url = format!("{}&parent={}&locale={language}&theme=auto", way.url, own_origin());
        let framed = Framed::new(way.origin.clone(), url);
        Self { framed, asked: RwSignal::new(None), times: StoredValue::new(0) }
    }

    /// Whether they can be filled in. Reactive.
    #[must_use]
    pub fn are_there(self) -> bool {
        self.framed.is_there()
    }

    /// Whether they were asked and have not answered. Reactive.
    #[must_use]
    pub fn are_asked(self) -> bool {
        self.asked.read().is_some()
    }

    /// Asks for a token for what was typed.
    pub fn submit(self) {
        self.times.update_value(|times| *times += 1);
        let nonce = self.times.get_value().to_string();
        let submit = Submit { protocol: PROTOCOL, version: VERSION, r#type: "submit", nonce: &nonce };
        if let Ok(json) = serde_json::to_string(&submit) {
            self.asked.set(Some(nonce));
            self.framed.send(&json);
        }
    }

    /// Takes in what they say; answers a token where there is one.
    fn hear(self, json: &str) -> Option<String> {
        let message: Message = serde_json::from_str(json).ok()?;
        if message.protocol != PROTOCOL || message.version != VERSION {
            return None;
        }
        let Message { nonce, height, method, .. } = message;
        match message.r#type.as_str() {
            "ready" => {
                self.asked.set(None);
                self.framed.arrived();
            }
            "height" => self.framed.is_high(height?),
            "method" => {
                // An answer to a question that was not asked last is passed over.
                let asked = self.asked.get_untracked();
                self.asked.set(None);
                return method.filter(|_| nonce.is_none() || nonce == asked).map(|method| method.id);
            }
            "invalid" | "failed" if nonce == self.asked.get_untracked() => self.asked.set(None),
            _ => {}
        }
        None
    }
}

/// The fields, and who they belong to.
#[component]
pub fn ProviderFields(
    /// Which.
    fields: Fields,
    /// What is typed into them.
    kind: WayKind,
    /// Told the token of what was typed.
    on_token: Callback<String>,
) -> AnyView {
    let words = use_words();
    let (title, when) = match kind {
        WayKind::Card => (words.payment_frame_card(), words.payment_card_when()),
        WayKind::Debit => (words.payment_frame_debit(), words.payment_debit_when()),
    };
    let heard = move |json: String| {
        if let Some(token) = fields.hear(&json) {
            on_token.run(token);
        }
    };
    view! {
        <section class="card stack" aria-label=title>
            <ProviderFrame
                framed=fields.framed
                title
                loading=words.payment_frame_loading()
                failed=words.payment_frame_failed()
                on_message=Callback::new(heard)
            />
            <p class="frame__trust"><Icon glyph=Glyph::Lock/> {words.payment_frame_note()}</p>
            <p class="field__hint">{when}</p>
        </section>
    }
    .into_any()
}
