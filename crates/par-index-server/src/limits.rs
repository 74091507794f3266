//! Limits on the resources that the service spends on one request and on all requests.

use std::time::Duration;

/// The limits of the service.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The greatest size of a request body, in bytes.
    pub body: usize,
    /// How long the head or the body of a request may take to arrive, and how long a client may
    /// take to receive an answer.
    pub patience: Duration,
    /// How long a question may take before the client is told that it took too long.
    pub time: Duration,
    /// How many questions are computed at the same time.
    pub work: usize,
    /// How many connections are kept open at the same time.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Limits {
            body: 64 << 20,
            patience: Duration::from_secs(30),
            time: Duration::from_mins(1),
            work: cores,
            connections: 256,
        }
    }
}
