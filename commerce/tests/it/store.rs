//! What the store promises, on both databases.

mod aggregates;
mod clock;
mod events;
mod migrations;
mod samples;
mod uniqueness;
mod write;
