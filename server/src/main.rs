//! kassa
fn main() {}
