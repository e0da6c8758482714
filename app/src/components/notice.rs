//! Something the buyer should know here and now.

use leptos::prelude::*;

use crate::children::Children;
use crate::components::icon::{Glyph, Icon};
use crate::view::{AnyView, IntoAny};

/// What kind of news it is; says so by icon and colour, the words say it as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Neither good nor bad.
    #[default]
    Neutral,
    /// It went well.
    Good,
    /// Look at this before you go on.
    Warn,
    /// It did not work. Announced at once.
    Bad,
    /// It is still under way. Announced when there is time.
    Busy,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral | Self::Busy => "notice",
            Self::Good => "notice notice--good",
            Self::Warn => "notice notice--warn",
            Self::Bad => "notice notice--bad",
        }
    }

    const fn role(self) -> Option<&'static str> {
        match self {
            Self::Neutral | Self::Warn => None,
            Self::Good | Self::Busy => Some("status"),
            Self::Bad => Some("alert"),
        }
    }

    fn sign(self) -> AnyView {
        let glyph = match self {
            Self::Busy => return view! { <span class="spinner" aria-hidden="true"></span> }.into_any(),
            Self::Neutral => Glyph::Info,
            Self::Good => Glyph::Check,
            Self::Warn | Self::Bad => Glyph::Alert,
        };
        view! { <Icon glyph/> }.into_any()
    }
}

/// A notice with its heading; what is inside says more, and what to do.
#[component]
pub fn Notice(
    /// What kind of news it is.
    #[prop(optional)]
    tone: Tone,
    /// The news in a few words.
    #[prop(into)]
    title: String,
    /// More, as paragraphs, and what to do, where there is more to say.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    view! {
        <div class=tone.class() role=tone.role()>
            {tone.sign()}
            <div>
                <h2>{title}</h2>
                {children.map(Children::view)}
            </div>
        </div>
    }
    .into_any()
}
