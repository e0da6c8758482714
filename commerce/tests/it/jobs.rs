//! Jobs run at least once, whatever happens to whoever runs them.

mod handlers;
mod queue;
mod worker;
