//! What the store promises, on both databases.

mod clock;
mod migrations;
mod write;
