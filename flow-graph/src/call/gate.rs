//! A gate that many sends go through, and that a rate limit closes for all of them.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

#[derive(Debug, Default)]
pub(crate) struct Gate {
    closed_until: Mutex<Option<Instant>>,
}

impl Gate {
    /// Waits until the gate is open.
    pub(crate) async fn opened(&self) {
        while let Some(until) = self.closed() {
            sleep_until(until).await;
        }
    }

    /// Closes the gate for a time; a longer time that it is closed for already stays.
    pub(crate) fn close(&self, pause: Duration) {
        let until = Instant::now() + pause;
        let mut closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        *closed = closed.max(Some(until));
    }

    fn closed(&self) -> Option<Instant> {
        let closed = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        closed.filter(|until| *until > Instant::now())
    }
}
