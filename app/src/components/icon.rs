//! Line icons. Always beside words, so they are hidden from screen readers.

use crate::view::{AnyView, IntoAny};
use leptos::prelude::*;

/// Which icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Something is wrong.
    Alert,
    /// Something to know.
    Info,
    /// Something is done or right.
    Check,
    /// Something is protected.
    Lock,
    /// Copies.
    Copy,
    /// Downloads.
    Download,
    /// Prints.
    Print,
    /// A letter.
    Mail,
    /// No connection.
    Offline,
}

impl Glyph {
    /// Its lines, on a square of 16.
    const fn path(self) -> &'static str {
        match self {
            Self::Alert => "M8 5v3.5M8 11h.01M8 1.8l6.6 11.7H1.4z",
            Self::Info => "M8 7.2v4M8 4.8h.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z",
            Self::Check => "M3 8.5l3.2 3L13 4.5",
            Self::Lock => "M4.5 7V5a3.5 3.5 0 0 1 7 0v2M3.5 7h9v6.5h-9z",
            Self::Copy => "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
            Self::Download => "M8 2.5v8M4.5 7.5L8 11l3.5-3.5M2.5 13.5h11",
            Self::Print => "M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z",
            Self::Mail => "M2 3.5h12v9H2zM2 4l6 5 6-5",
            Self::Offline => {
                "M2 2l12 12M1.5 6A9.5 9.5 0 0 1 5 4M8 3.5c2.5 0 4.8.900 6.5 2.5M4 9a5.5 5.5 0 0 1 2.5-1.4M6.5 11.5a2.2 2.2 0 0 1 3 0"
            }
        }
    }
}

/// An icon in the colour and size of the text around it.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d=glyph.path()></path>
        </svg>
    }
    .into_any()
}
