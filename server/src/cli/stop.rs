//! When a long-running command has to stop: Ctrl-C, or the signal of a service manager.

use tokio::signal::unix::{SignalKind, signal};

/// Done when somebody asks the process to stop.
pub(super) async fn requested() {
    let mut terminate = signal(SignalKind::terminate()).expect("a handler can be installed for SIGTERM");
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping: requests under way are finished");
}
