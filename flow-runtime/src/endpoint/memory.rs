//! The answers of the last moments, so that a request that comes twice is answered once.
//!
//! An answer is encrypted with the key and the nonce of its request. A second answer to the same
//! request, with another text, would be encrypted with the same two, which gives both texts away. So
//! the bytes of an answer are kept for a while, by the hash of the envelope that they answer.
//!
//! What is kept is encrypted; nothing is kept of a request but its hash. Only requests that were
//! signed and could be decrypted get here, so a stranger can push nothing out.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::sync::OnceCell;
use tokio::time::{Instant, timeout_at};

use super::refusal::Refusal;
use crate::crypto::EnvelopeHash;

/// How many requests are remembered at most, answered or not.
const MOST: usize = 65_536;

/// An answer with an encrypted body.
#[derive(Clone)]
pub(super) struct Answered {
    pub(super) status: StatusCode,
    pub(super) body: Bytes,
}

pub(super) struct Memory {
    lifetime: Duration,
    max_bytes: usize,
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    entries: HashMap<EnvelopeHash, Entry>,
    /// Oldest first. One whose entry is gone, or younger, says nothing.
    order: VecDeque<(EnvelopeHash, Instant)>,
    bytes: usize,
}

struct Entry {
    since: Instant,
    run: Arc<OnceCell<Outcome>>,
    bytes: usize,
}

/// What the twins of a request get: the same bytes, or the same status.
#[derive(Clone)]
enum Outcome {
    Answered(Answered),
    Failed(StatusCode),
}

impl Memory {
    pub(super) fn new(lifetime: Duration, max_bytes: usize) -> Self {
        Self { lifetime, max_bytes, kept: Mutex::default() }
    }

    /// The answer that the same envelope was given.
    pub(super) fn recall(&self, envelope: &EnvelopeHash) -> Option<Answered> {
        let mut kept = self.kept();
        kept.expire(self.lifetime);
        match kept.entries.get(envelope)?.run.get()? {
            Outcome::Answered(answer) => Some(answer.clone()),
            Outcome::Failed(_) => None,
        }
    }

    /// Runs a request, unless its twin is running: then waits for that one's answer.
    ///
    /// A failure has encrypted nothing. Twins share it, and the next request runs anew.
    pub(super) async fn once(
        &self,
        envelope: EnvelopeHash,
        deadline: Instant,
        run: impl Future<Output = Result<Answered, Refusal>>,
    ) -> Result<Answered, Refusal> {
        if self.lifetime.is_zero() {
            return run.await;
        }
        let cell = self.kept().enter(envelope);
        let mut own = None;
        // Where the one that runs is dropped, because its connection is, the next in line runs.
        let shared = cell.get_or_init(|| async {
            let result = run.await;
            let outcome = Outcome::of(&result);
            own = Some(result);
            outcome
        });
        let outcome = timeout_at(deadline, shared).await.cloned();
        match (own, outcome) {
            (Some(result), _) => {
                self.kept().settle(&envelope, &cell, self.max_bytes);
                result
            }
            (None, Ok(Outcome::Answered(answer))) => Ok(answer),
            (None, Ok(Outcome::Failed(status))) => Err(Refusal::Twin(status)),
            (None, Err(_)) => Err(Refusal::Twin(StatusCode::INTERNAL_SERVER_ERROR)),
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn enter(&mut self, envelope: EnvelopeHash) -> Arc<OnceCell<Outcome>> {
        if let Some(entry) = self.entries.get(&envelope) {
            return Arc::clone(&entry.run);
        }
        while self.order.len() >= MOST && self.drop_oldest() {}
        let (since, run) = (Instant::now(), Arc::default());
        self.order.push_back((envelope, since));
        self.entries.insert(envelope, Entry { since, run: Arc::clone(&run), bytes: 0 });
        run
    }

    /// Counts the answer of a run that has ended; a failure is forgotten.
    fn settle(&mut self, envelope: &EnvelopeHash, run: &Arc<OnceCell<Outcome>>, max_bytes: usize) {
        // It may have been pushed out meanwhile, and another run have taken its place.
        let Some(entry) = self.entries.get_mut(envelope).filter(|it| Arc::ptr_eq(&it.run, run))
        else {
            return;
        };
        match run.get() {
            Some(Outcome::Answered(answer)) => {
                entry.bytes = answer.body.len();
                self.bytes += entry.bytes;
                while self.bytes > max_bytes && self.drop_oldest() {}
            }
            _ => {
                self.entries.remove(envelope);
            }
        }
    }

    fn expire(&mut self, lifetime: Duration) {
        let now = Instant::now();
        while self.order.front().is_some_and(|(_, since)| now - *since >= lifetime) {
            self.drop_oldest();
        }
    }

    fn drop_oldest(&mut self) -> bool {
        let Some((envelope, since)) = self.order.pop_front() else { return false };
        if self.entries.get(&envelope).is_some_and(|entry| entry.since == since)
            && let Some(entry) = self.entries.remove(&envelope)
        {
            self.bytes -= entry.bytes;
        }
        true
    }
}

impl Outcome {
    fn of(result: &Result<Answered, Refusal>) -> Self {
        match result {
            Ok(answer) => Self::Answered(answer.clone()),
            Err(refusal @ Refusal::FlowToken { body, .. }) => {
                Self::Answered(Answered { status: refusal.status(), body: body.clone() })
            }
            Err(refusal) => Self::Failed(refusal.status()),
        }
    }
}
