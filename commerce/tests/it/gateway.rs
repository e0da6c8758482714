//! The gateway port: its contract, and the adapters that keep it.

mod contract;
mod sandbox;
mod standard;
