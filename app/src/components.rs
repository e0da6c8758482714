//! The parts that pages are made of, one component a file.

pub mod frame;
pub mod language_switch;
pub mod page_heading;
