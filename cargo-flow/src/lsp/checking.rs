//! Checks documents beside the loop that answers, so that a large one stalls nobody who types.

use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use flow_compiler::diagnostic::{Diagnostic, Diagnostics, Edit, Level};
use flow_compiler::door::{self, Package};
use flow_compiler::source::Source;

use super::document::Language;
use crate::files;

/// So long nobody types before a document is checked.
const PAUSE: Duration = Duration::from_millis(60);

/// A document to be checked.
pub(crate) struct Job {
    pub(crate) uri: String,
    pub(crate) version: i32,
    pub(crate) text: Arc<String>,
    pub(crate) language: Language,
    pub(crate) path: Option<PathBuf>,
    /// When.
    due: Instant,
}

/// What was found in a version of a document.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) uri: String,
    pub(crate) version: i32,
    pub(crate) faults: Vec<Fault>,
}

/// A fault that may go from one thread to another.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    pub(crate) bytes: Range<usize>,
    pub(crate) level: Level,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    pub(crate) fix: Option<Edit>,
}

/// The thread that checks.
pub(crate) struct Checker {
    jobs: Sender<Job>,
    pub(crate) found: Receiver<Found>,
}

impl Job {
    /// A check of what is there now: at once, or when nobody types any more.
    pub(crate) fn new(
        uri: &str,
        version: i32,
        text: Arc<String>,
        language: Language,
        path: Option<PathBuf>,
        at_once: bool,
    ) -> Self {
        let due = Instant::now() + if at_once { Duration::ZERO } else { PAUSE };
        Self { uri: uri.to_owned(), version, text, language, path, due }
    }
}

impl Checker {
    pub(crate) fn start() -> Self {
        let (jobs, given) = unbounded();
        let (tell, found) = unbounded();
        // It ends when the loop has dropped its sender.
        thread::spawn(move || work(&given, &tell));
        Self { jobs, found }
    }

    /// Asks for a check; an earlier one of the same document that has not begun is dropped.
    pub(crate) fn ask(&self, job: Job) {
        // The thread lives as long as this sender.
        let _ = self.jobs.send(job);
    }
}

fn work(given: &Receiver<Job>, tell: &Sender<Found>) {
    let mut waiting: HashMap<String, Job> = HashMap::new();
    loop {
        let next = waiting.values().map(|job| job.due).min();
        let job = match next {
            None => given.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(due) => given.recv_deadline(due),
        };
        match job {
            Ok(job) => {
                waiting.insert(job.uri.clone(), job);
            }
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let now = Instant::now();
                let due = waiting.values().find(|job| job.due <= now).map(|job| job.uri.clone());
                let Some(job) = due.and_then(|uri| waiting.remove(&uri)) else { continue };
                // A fault of the checker must not silence it for good.
                let faults = catch_unwind(AssertUnwindSafe(|| {
                    check(&job.text, job.language, job.path.as_deref())
                }));
                let Ok(faults) = faults else { continue };
                let found = Found { uri: job.uri, version: job.version, faults };
                if tell.send(found).is_err() {
                    return;
                }
            }
        }
    }
}

/// Every fault of a document.
pub(crate) fn check(text: &str, language: Language, path: Option<&Path>) -> Vec<Fault> {
    let faults = diagnostics(text, language, path);
    let faults = faults.iter().map(|fault| Fault::of(fault.at_home(), text)).collect();
    // The places of tokens are kept for ever otherwise, and every change reads all of them anew.
    proc_macro2::extra::invalidate_current_thread_spans();
    faults
}

/// The same as the compiler says them; their tokens are forgotten with the next check.
pub(crate) fn diagnostics(text: &str, language: Language, path: Option<&Path>) -> Vec<Diagnostic> {
    match language {
        Language::Json => door::check_json(text.as_bytes()).diagnostics,
        Language::Rust => rust(text, path),
    }
}

fn rust(text: &str, path: Option<&Path>) -> Vec<Diagnostic> {
    if !text.contains("flow!") {
        return Vec::new();
    }
    let mut cx = Diagnostics::new();
    let source = Source::read(&mut cx, text);
    // A source that is not Rust right now: rustc and rust-analyzer say so.
    cx.discard();
    let root = path.map(files::package_root).unwrap_or_default();
    let package = Package { root };
    let calls = source.map(|source| source.flows).unwrap_or_default();
    calls
        .into_iter()
        .flat_map(|call| door::check_tokens(call.tokens, &package).diagnostics)
        .collect()
}

impl Fault {
    fn of(fault: Diagnostic, text: &str) -> Self {
        let bytes = fault.span.bytes();
        let end = text.floor_char_boundary(bytes.end.min(text.len()));
        Self {
            bytes: text.floor_char_boundary(bytes.start.min(end))..end,
            level: fault.level,
            code: fault.code.as_str(),
            fix: fault.fix.as_ref().and_then(|fix| fix.edit(text)),
            message: fault.message,
            help: fault.help,
        }
    }
}
