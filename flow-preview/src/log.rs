//! What was exchanged, for the inspector: in clear, and as it went over the wire.

use std::time::Duration;

use serde_json::Value;

/// So many exchanges are kept; older ones go.
const KEPT: usize = 200;

/// So much of a body on the wire is kept to be shown.
const WIRE: usize = 20_000;

/// What was exchanged with the service, newest last.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: Vec<Exchange>,
    next: u64,
}

/// One exchange, or a step of the flow that nobody is asked about.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) number: u64,
    /// `INIT`, `data_exchange`, `navigate`, `webhook`, …
    pub(crate) kind: &'static str,
    /// The screen that it is about.
    pub(crate) screen: String,
    /// What was sent, in clear.
    pub(crate) sent: Option<Value>,
    /// What came back, in clear.
    pub(crate) answered: Option<Value>,
    pub(crate) sent_wire: String,
    pub(crate) answered_wire: String,
    pub(crate) outcome: Outcome,
    pub(crate) took: Option<Duration>,
    /// The size of the answer on the wire, in bytes.
    pub(crate) size: usize,
    /// Why it came to nothing.
    pub(crate) why: Option<String>,
    /// What should be known beside: that the answer was made up, or spoilt on demand.
    pub(crate) note: Option<String>,
}

/// What came of an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nobody was asked.
    Local,
    Waiting,
    Status(u16),
    /// There is no status: why, in two words.
    None(&'static str),
}

impl Exchange {
    pub(crate) fn new(kind: &'static str, screen: impl Into<String>) -> Self {
        Self {
            number: 0,
            kind,
            screen: screen.into(),
            sent: None,
            answered: None,
            sent_wire: String::new(),
            answered_wire: String::new(),
            outcome: Outcome::Local,
            took: None,
            size: 0,
            why: None,
            note: None,
        }
    }

    /// Whether there is something to read in it.
    pub(crate) fn is_opened(&self) -> bool {
        self.why.is_some() || self.note.is_some() && self.size > 0
    }

    /// Whether something is wrong with it.
    pub(crate) fn is_bad(&self) -> bool {
        let status = match self.outcome {
            Outcome::Local | Outcome::Waiting => false,
            Outcome::Status(status) => !(200..300).contains(&status),
            Outcome::None(_) => true,
        };
        status || self.why.is_some()
    }
}

impl Log {
    /// Adds an exchange, and gives the number by which it is found again.
    pub(crate) fn push(&mut self, exchange: Exchange) -> u64 {
        if self.entries.len() == KEPT {
            self.entries.remove(0);
        }
        let number = self.next;
        self.next += 1;
        self.entries.push(Exchange { number, ..exchange });
        number
    }

    /// The exchange of this number, unless it is gone.
    pub(crate) fn get(&mut self, number: u64) -> Option<&mut Exchange> {
        self.entries.iter_mut().rev().find(|exchange| exchange.number == number)
    }

    /// Every exchange, oldest first.
    pub(crate) fn all(&self) -> &[Exchange] {
        &self.entries
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

/// A body as it is shown: text, cut where it is long.
pub(crate) fn wire(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(&body[..body.len().min(WIRE)]);
    if body.len() > WIRE {
        format!("{text}… ({} bytes in all)", body.len())
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_exchanges_go() {
        let mut log = Log::default();
        for _ in 0..KEPT + 5 {
            log.push(Exchange::new("navigate", "A"));
        }
        assert_eq!(log.all().len(), KEPT);
        assert!(log.get(0).is_none());
        assert_eq!(log.get(204).map(|exchange| exchange.number), Some(204));
    }

    #[test]
    fn a_long_body_is_cut() {
        assert_eq!(wire(b"short"), "short");
        assert!(wire(&vec![b'a'; WIRE + 1]).ends_with("(20001 bytes in all)"));
    }
}
