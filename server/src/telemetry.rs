//! The log and the metrics of the process.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// Upper bounds in seconds of the classes that durations are counted in: from half a millisecond to ten seconds.
const SECONDS: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Where everything that is counted can be read.
#[derive(Clone, Debug)]
pub struct Metrics(PrometheusHandle);

impl Metrics {
    /// Starts counting for the whole process; a second call reads the same counters.
    ///
    /// # Panics
    /// Never: the classes are not empty.
    #[must_use]
    pub fn start() -> Self {
        static STARTED: std::sync::OnceLock<Metrics> = std::sync::OnceLock::new();
        STARTED
            .get_or_init(|| {
                let recorder = PrometheusBuilder::new()
                    .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
                    .expect("there are classes")
                    .build_recorder();
                let handle = recorder.handle();
                // Fails only if something else counts already; then this handle stays empty.
                let _ = metrics::set_global_recorder(recorder);
                Self(handle)
            })
            .clone()
    }

    /// Everything counted so far, in Prometheus's text format.
    #[must_use]
    pub fn render(&self) -> String {
        self.0.run_upkeep();
        self.0.render()
    }
}

/// Starts the log on standard error. A panic is logged like everything else, so that it is found by its request.
///
/// # Errors
/// The filter cannot be read.
pub fn start_log(log: &Log) -> Result<(), tracing_subscriber::filter::ParseError> {
    let filter = EnvFilter::builder().parse(&log.filter)?;
    let colours = std::io::stderr().is_terminal();
    let subscriber = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    match log.format {
        LogFormat::Json => subscriber.json().with_current_span(true).with_span_list(false).init(),
        LogFormat::Text => subscriber.compact().with_target(false).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = panic.payload_as_str().unwrap_or_default(), "panicked");
    }));
    Ok(())
}
