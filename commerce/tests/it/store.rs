//! What the store promises, on both databases.

mod clock;
mod events;
mod migrations;
mod write;
