//! `cargo flow deprecate --replaced`: ends the flows whose place another one has taken.

use std::time::Duration;

use flow_graph::{Replaced, Status};
use jiff::{SignedDuration, Span, SpanRelativeTo, Timestamp};

use super::ask;
use super::lifecycle::Which;
use super::session::Session;
use crate::Outcome;
use crate::failure::Failure;
use crate::terminal::Terminal;

/// A flow that was replaced.
struct Target {
    /// The name in Rust of the flow that has taken its place.
    flow: String,
    replaced: Replaced,
    status: Status,
}

pub(super) async fn run(
    which: &Which<'_>,
    older_than: Option<Duration>,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let mut session = Session::alone(which.place, terminal)?;
    let targets = targets(&session, which.flows, older_than).await?;
    let (open, ended): (Vec<Target>, Vec<Target>) =
        targets.into_iter().partition(|target| target.status == Status::Published);
    for target in &open {
        let Replaced { id, name, replaced_at, .. } = &target.replaced;
        let on = replaced_at.strftime("%F");
        terminal.note(&format!("deprecate `{name}` ({id}), replaced on {on}"));
    }
    for target in &ended {
        let Replaced { id, name, .. } = &target.replaced;
        terminal.note(&format!("`{name}` ({id}) is {} already", target.status.as_str()));
        drop_replaced(&mut session, target)?;
    }
    if open.is_empty() {
        terminal.done("Deprecated", "nothing: no flow that was replaced is to end");
        return Ok(Outcome::Fine);
    }
    let question = "Deprecate? Who has one in a message can no longer open it.";
    if !ask::agreed(question, which.yes)? {
        terminal.note("nothing was done");
        return Ok(Outcome::Faulty);
    }
    for target in open {
        let Replaced { id, name, .. } = &target.replaced;
        session.client.flow(id).deprecate().await?;
        terminal.done("Deprecated", &format!("`{name}` ({id})"));
        drop_replaced(&mut session, &target)?;
    }
    Ok(Outcome::Fine)
}

/// The replaced flows of the lock, with their status at Meta.
async fn targets(
    session: &Session,
    flows: &[String],
    older_than: Option<Duration>,
) -> Result<Vec<Target>, Failure> {
    let environment = &session.environment.name;
    let records = session.lock.flows().iter();
    let own = records.filter(|record| record.environment == *environment);
    let known: Vec<&str> = own.clone().map(|record| record.flow.as_str()).collect();
    if let Some(unknown) = flows.iter().find(|flow| !known.contains(&flow.as_str())) {
        let fault = format!("environment `{environment}` has no flow `{unknown}` in `flows.lock`");
        return Err(Failure::new(fault).meant(unknown, &known, "there are"));
    }
    let latest = older_than.and_then(|age| SignedDuration::try_from(age).ok());
    let latest = latest.map(|age| Timestamp::now().checked_sub(age).unwrap_or(Timestamp::MIN));
    let listed = session.listed().await?;
    let mut targets = Vec::new();
    for record in own.filter(|record| flows.is_empty() || flows.contains(&record.flow)) {
        for replaced in &record.replaced {
            if latest.is_some_and(|latest| replaced.replaced_at > latest) {
                continue;
            }
            let there = listed.iter().find(|flow| flow.id == replaced.id);
            let gone = || Status::Other("no longer at Meta".to_owned());
            let status = there.map_or_else(gone, |flow| flow.status.clone());
            let (flow, replaced) = (record.flow.clone(), replaced.clone());
            targets.push(Target { flow, replaced, status });
        }
    }
    Ok(targets)
}

/// A flow that people can still open stays in the lock.
fn drop_replaced(session: &mut Session, target: &Target) -> Result<(), Failure> {
    if matches!(target.status, Status::Blocked | Status::Throttled) {
        return Ok(());
    }
    let Some(record) = session.record(&target.flow) else { return Ok(()) };
    let mut record = record.clone();
    record.replaced.retain(|replaced| replaced.id != target.replaced.id);
    session.lock.put(record)
}

/// A time as a person writes it: `14d`, `36h`, `2w`.
pub(crate) fn age(text: &str) -> Result<Duration, String> {
    let wrong = || format!("`{text}` is not a time: write `14d`, `36h` or `2w`");
    let span: Span = text.parse().map_err(|_| wrong())?;
    let age = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| wrong())?;
    Duration::try_from(age).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::age;

    #[test]
    fn a_time_is_written_as_people_write_it() {
        assert_eq!(age("14d"), Ok(Duration::from_hours(14 * 24)));
        assert_eq!(age("2w"), Ok(Duration::from_hours(14 * 24)));
        assert_eq!(age("36h"), Ok(Duration::from_hours(36)));
        for text in ["", "14", "-3d", "soon", "99999999999d", "1mo"] {
            assert!(age(text).is_err(), "{text}");
        }
    }
}
