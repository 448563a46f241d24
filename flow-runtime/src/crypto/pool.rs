//! The threads that compute with the private keys, and the bounded queue before them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::{io, thread};

use tokio::sync::oneshot;

use super::{Decrypt, DecryptError, Decrypted, LocalKey, Secret};

/// How many results a thread hands over at once while more jobs wait. Each handing over wakes a
/// thread of the async runtime, which takes the core from the operation: one by one, that costs a
/// tenth of the requests a second.
const BATCH: usize = 8;

type Reply = oneshot::Sender<Result<Secret, DecryptError>>;

/// A fixed number of threads over all private keys in memory.
///
/// Each thread ends when the pool is dropped and the queue is empty.
pub(crate) struct Pool {
    queue: SyncSender<Job>,
}

struct Job {
    block: Vec<u8>,
    reply: Reply,
}

struct Done {
    reply: Reply,
    result: Result<Secret, DecryptError>,
}

impl Pool {
    /// Starts the threads.
    pub(crate) fn start(keys: Vec<LocalKey>, threads: usize, queue: usize) -> io::Result<Self> {
        let keys: Arc<[LocalKey]> = keys.into();
        let (sender, receiver) = sync_channel(queue.max(1));
        let receiver = Arc::new(Mutex::new(receiver));
        for number in 0..threads.max(1) {
            let keys = Arc::clone(&keys);
            let receiver = Arc::clone(&receiver);
            thread::Builder::new()
                .name(format!("flow-rsa-{number}"))
                .spawn(move || work(&keys, &receiver))?;
        }
        Ok(Self { queue: sender })
    }
}

impl Decrypt for Pool {
    fn decrypt<'a>(&'a self, block: &'a [u8]) -> Decrypted<'a> {
        Box::pin(async move {
            let (reply, answer) = oneshot::channel();
            let block = block.to_vec();
            match self.queue.try_send(Job { block, reply }) {
                Ok(()) => {}
                Err(TrySendError::Full(_)) => return Err(DecryptError::Busy),
                Err(TrySendError::Disconnected(_)) => {
                    return Err(DecryptError::failed("the threads of the pool have ended"));
                }
            }
            answer.await.map_err(|_| DecryptError::failed("the private key operation panicked"))?
        })
    }
}

fn work(keys: &[LocalKey], queue: &Mutex<Receiver<Job>>) {
    let mut done = Vec::with_capacity(BATCH);
    while let Some(Job { block, reply }) = next(queue, &mut done) {
        // The deadline may have passed while the job waited.
        if reply.is_closed() {
            continue;
        }
        // A panic drops the reply, which the request reads as a failure; the thread lives on.
        let result = catch_unwind(AssertUnwindSafe(|| {
            keys.iter().find_map(|key| key.decrypt(&block).ok()).ok_or(DecryptError::Refused)
        }));
        done.extend(result.map(|result| Done { reply, result }));
        if done.len() == BATCH {
            hand_over(&mut done);
        }
    }
}

/// The next job, if one will come. A thread that must wait for it hands over first what it has done.
fn next(queue: &Mutex<Receiver<Job>>, done: &mut Vec<Done>) -> Option<Job> {
    if !done.is_empty() {
        // A lock that is taken is held by a thread that waits for a job, so there is none.
        if let Ok(queue) = queue.try_lock()
            && let Ok(job) = queue.try_recv()
        {
            return Some(job);
        }
        hand_over(done);
    }
    queue.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

fn hand_over(done: &mut Vec<Done>) {
    for Done { reply, result } in done.drain(..) {
        // Nobody waits any more: the request was given up.
        drop(reply.send(result));
    }
}
