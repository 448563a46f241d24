//! The way of a report to the webhook: signed, repeated until it is answered with 200.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use flow_runtime::testing::Delivery;
use hyper::Uri;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::server::Shared;

/// How long Meta waits for an answer, here.
const DEADLINE: Duration = Duration::from_secs(10);

/// The pause after a first failure; it doubles up to the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// After so many failures a report lets the others go first.
const PATIENCE: u32 = 4;

/// So many reports that arrived are kept to be looked at.
const KEPT: usize = 1_000;

/// So many outcomes of one report are kept: the last ones.
const OUTCOMES: usize = 50;

/// A report to the webhook, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Report {
    /// Which one it is, counted from 1.
    pub number: u64,
    /// The body of the POST.
    pub body: Value,
    /// When it came about.
    pub at: Timestamp,
    /// What each delivery was answered with: a status, or why there was none.
    pub outcomes: Vec<Outcome>,
    /// How many deliveries that are answered with 200 are still to be made.
    pub(crate) left: u32,
    failures: u32,
}

/// What a delivery was answered with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// A status. Anything but 200 is delivered again.
    Status(u16),
    /// No answer, and why.
    Lost(String),
}

/// The reports that wait, and those that arrived.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Queue {
    pub(crate) waiting: VecDeque<Report>,
    pub(crate) arrived: VecDeque<Report>,
    /// The webhook, where there is one.
    pub(crate) url: Option<String>,
    /// How often each report is delivered beyond the once that it needs.
    pub(crate) repeats: u32,
    /// Whether reports are kept back.
    pub(crate) held: bool,
    /// Whether one is under way; it is among those that wait.
    #[serde(skip)]
    under_way: bool,
    last: u64,
}

impl Queue {
    pub(crate) fn push(&mut self, body: Value) {
        // Nobody subscribed: Meta keeps nothing for later.
        if self.url.is_none() {
            return;
        }
        self.last += 1;
        self.waiting.push_back(Report {
            number: self.last,
            body,
            at: Timestamp::now(),
            outcomes: Vec::new(),
            left: 1 + self.repeats,
            failures: 0,
        });
    }

    /// Whether every report has arrived that is not held back.
    pub(crate) fn is_settled(&self) -> bool {
        !self.under_way && (self.held || self.waiting.is_empty())
    }

    /// Lets the reports go that were held back, perhaps the newest first.
    pub(crate) fn release(&mut self, reversed: bool) {
        self.held = false;
        if reversed {
            self.waiting.make_contiguous().reverse();
        }
    }

    /// All of them, oldest first.
    pub(crate) fn all(&self) -> Vec<Report> {
        let mut all: Vec<Report> = self.arrived.iter().chain(&self.waiting).cloned().collect();
        all.sort_by_key(|report| report.number);
        all
    }

    fn next(&mut self) -> Option<(String, Report)> {
        if self.held {
            return None;
        }
        let next = self.waiting.front()?.clone();
        let url = self.url.clone()?;
        self.under_way = true;
        Some((url, next))
    }

    /// Notes what came of the first report, and gives the pause before the next.
    fn done(&mut self, number: u64, outcome: Outcome) -> Duration {
        self.under_way = false;
        let Some(at) = self.waiting.iter().position(|report| report.number == number) else {
            return Duration::ZERO;
        };
        let Some(mut report) = self.waiting.remove(at) else { return Duration::ZERO };
        let arrived = outcome == Outcome::Status(200);
        if report.outcomes.len() == OUTCOMES {
            report.outcomes.remove(0);
        }
        report.outcomes.push(outcome);
        if !arrived {
            report.failures = report.failures.saturating_add(1);
            let pause = FIRST_PAUSE * 2_u32.saturating_pow(report.failures.min(10) - 1);
            let at = if report.failures < PATIENCE { at } else { self.waiting.len() };
            self.waiting.insert(at, report);
            return pause.min(LONGEST_PAUSE);
        }
        report.left = report.left.saturating_sub(1);
        if report.left > 0 {
            self.waiting.insert(at, report);
        } else {
            self.arrived.push_back(report);
            if self.arrived.len() > KEPT {
                self.arrived.pop_front();
            }
        }
        Duration::ZERO
    }
}

/// Delivers reports, one after the other, for as long as the desk is there.
pub(crate) async fn work(shared: Arc<Shared>) {
    loop {
        let next = {
            let mut state = shared.state();
            let secret = state.app_secret.clone();
            state.reports.next().map(|next| (next, secret))
        };
        let Some(((url, report), secret)) = next else {
            shared.wake.notified().await;
            continue;
        };
        let outcome = deliver(&shared, &url, secret.as_deref(), &report.body).await;
        let pause = shared.state().reports.done(report.number, outcome);
        shared.touched();
        tokio::time::sleep(pause).await;
    }
}

async fn deliver(shared: &Shared, url: &str, secret: Option<&str>, body: &Value) -> Outcome {
    let lost = |error: &dyn std::fmt::Display| Outcome::Lost(error.to_string());
    let uri: Uri = match url.parse() {
        Ok(uri) => uri,
        Err(error) => return lost(&error),
    };
    let delivery = Delivery::new(secret.unwrap_or_default(), body);
    let request = match delivery.request(&uri) {
        Ok(request) => request,
        Err(error) => return lost(&error),
    };
    match tokio::time::timeout(DEADLINE, shared.network.call(request)).await {
        Err(_) => Outcome::Lost(format!("no answer within {} seconds", DEADLINE.as_secs())),
        Ok(Err(error)) => Outcome::Lost(root(&*error)),
        Ok(Ok(answer)) => Outcome::Status(answer.status().as_u16()),
    }
}

/// The innermost cause: what is around it says no more than that a request failed.
pub(crate) fn root(error: &(dyn std::error::Error + 'static)) -> String {
    match error.source() {
        Some(cause) => root(cause),
        None => error.to_string(),
    }
}
