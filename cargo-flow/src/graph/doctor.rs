//! `cargo flow doctor`: every cause of Meta's error 139002, checked one by one.

mod checks;
mod key;
mod ping;

use std::fmt;

use flow_graph::{Error, HealthStatus, PublicKey};

use super::known::{Names, Waba};
use super::session::Session;
use super::source::{self, Declared};
use super::{read, table};
use crate::Outcome;
use crate::cli::Doctor;
use crate::failure::Failure;
use crate::terminal::{Terminal, count, print};

/// What one check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Fine,
    Broken,
    /// Meta does not tell, or nothing depends on it.
    Open,
}

/// One line: a cause, how it is, and where it is broken the fix.
#[derive(Debug)]
struct Line {
    state: State,
    cause: &'static str,
    text: String,
}

/// What is known of a flow before it is checked.
struct Patient<'p> {
    session: &'p Session,
    flow: &'p Declared,
    /// Absent where it was not pushed.
    remote: Option<read::Read>,
    health: Option<HealthStatus>,
    /// The ids of the WABA's phone numbers, with the numbers themselves.
    phones: &'p [(String, String)],
    /// The public key of the phone number, or why it cannot be read.
    key: &'p Result<Option<PublicKey>, Error>,
}

pub(super) async fn run(arguments: &Doctor, terminal: &Terminal) -> Result<Outcome, Failure> {
    let session = Session::open(&arguments.place)?;
    let declared = source::declared(&session.config, terminal.colors)?;
    let names = Names::of(&declared);
    let flows = source::chosen(declared, arguments.flow.as_slice())?;
    let waba = Waba::look(&session, &names).await?;
    let phones = session.phones().await?;
    // A number that the WABA does not have is reported in a line of its own.
    let phone = session.environment.phone.clone().map(String::from);
    let phone = phone.filter(|phone| phones.iter().any(|(id, _)| id == phone));
    let key = match &phone {
        Some(phone) => session.client.phone(phone).public_key().await,
        None => Ok(None),
    };
    let mut broken = 0;
    for flow in &flows {
        let (remote, health) = found(&waba, flow, phone.clone()).await?;
        let patient =
            Patient { session: &session, flow, remote, health, phones: &phones, key: &key };
        let lines = patient.examine().await;
        broken += lines.iter().filter(|line| line.state == State::Broken).count();
        let rows: Vec<Vec<String>> = lines
            .iter()
            .map(|line| vec![format!("  {}", line.state), line.cause.to_owned(), line.text.clone()])
            .collect();
        print(&format!(
            "{} in {}\n{}",
            flow.name,
            session.environment.name,
            table::aligned(&rows)
        ))?;
    }
    if broken == 0 {
        return Ok(Outcome::Fine);
    }
    terminal.error(&format!("{} found", count(broken, "cause")));
    Ok(Outcome::Faulty)
}

/// The flow at Meta that is worked on, and whether it can be sent.
async fn found(
    waba: &Waba<'_>,
    flow: &Declared,
    phone: Option<String>,
) -> Result<(Option<read::Read>, Option<HealthStatus>), Failure> {
    let session = waba.session;
    let found = waba.resolve(&flow.name, flow.published_name());
    let Some(flow) = found.working().or(found.ended.as_ref()) else { return Ok((None, None)) };
    let read = read::flow(session, &flow.id).await?;
    let health = read::health(session, &flow.id, phone).await?;
    Ok((Some(read), health))
}

impl Patient<'_> {
    fn key(&self) -> Option<&PublicKey> {
        self.key.as_ref().ok().and_then(Option::as_ref)
    }

    async fn examine(&self) -> Vec<Line> {
        let mut lines = vec![checks::json(self), checks::version(self), checks::flow(self)];
        lines.push(checks::phone(self));
        if self.flow.document().is_none() {
            lines.push(Line::open("endpoint", "known once the flow is sound"));
        } else if self.flow.has_endpoint() {
            lines.extend([checks::application(self), checks::endpoint(self)]);
            lines.push(key::uploaded(self));
            lines.extend(key::same_as_local(self));
            lines.push(ping::answered(self).await);
        } else {
            let none = "the flow has none, so it needs no app, key and ping";
            lines.push(Line::open("endpoint", none));
        }
        lines.push(checks::webhook(self));
        lines.push(checks::health(self));
        lines
    }
}

impl Line {
    fn fine(cause: &'static str, text: impl Into<String>) -> Self {
        Self { state: State::Fine, cause, text: text.into() }
    }

    fn open(cause: &'static str, text: impl Into<String>) -> Self {
        Self { state: State::Open, cause, text: text.into() }
    }

    fn broken(cause: &'static str, what: impl fmt::Display, cure: impl fmt::Display) -> Self {
        Self { state: State::Broken, cause, text: format!("{what}; {cure}") }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fine => "ok",
            Self::Broken => "BROKEN",
            Self::Open => "-",
        })
    }
}
