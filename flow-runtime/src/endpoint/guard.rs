//! Runs the business's own code so that neither its panic nor its delay harms anything else.

use std::any::Any;
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::Poll;

use tokio::time::{Instant, timeout_at};

pub(super) enum Stopped {
    /// With the panic's text where it is a literal of the program.
    Panicked(Option<&'static str>),
    Late,
}

/// Drives the future to its end, to its panic, or to the deadline, where it is dropped.
pub(super) async fn run<F: Future>(deadline: Instant, future: F) -> Result<F::Output, Stopped> {
    // On the heap, so that dropping it can be guarded as well.
    let mut future = Box::pin(future);
    let polled = poll_fn(|cx| match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
        Ok(Poll::Pending) => Poll::Pending,
        Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
        Err(payload) => Poll::Ready(Err(panicked(payload.as_ref()))),
    });
    let outcome = match timeout_at(deadline, polled).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Stopped::Late),
    };
    match catch_unwind(AssertUnwindSafe(|| drop(future))) {
        Ok(()) => outcome,
        Err(payload) => outcome.and(Err(panicked(payload.as_ref()))),
    }
}

fn panicked(payload: &(dyn Any + Send)) -> Stopped {
    Stopped::Panicked(payload.downcast_ref::<&'static str>().copied())
}
