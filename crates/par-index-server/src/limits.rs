//! What the service spends on one request, and on all.

use std::time::Duration;

/// Limits of the service.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes of a body.
    pub body: usize,
    /// How long a body, or the head of a request, may take to come, and an answer to be taken.
    pub patience: Duration,
    /// How long a question may take until its asker is told so.
    pub time: Duration,
    /// How many questions are worked on at once.
    pub work: usize,
    /// How many connections are held at once.
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
