//! `cargo flow push`.

use flow_compiler::report::Colors;
use flow_graph::{LockedFlow, ValidationError};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;

use super::apply::{Progress, Stopped, apply};
use super::known::{AT_ONCE, Known, Names, Waba};
use super::lock::LockFile;
use super::plan::{Goal, Plan, Step, Wanted, Way, plan};
use super::session::Session;
use super::source::{self, Declared, Unfit};
use super::{ask, table, validation};
use crate::Outcome;
use crate::cli::Push;
use crate::failure::Failure;
use crate::terminal::{self, Terminal, count, print};

/// A flow and what is to be done for it.
struct Task {
    flow: Declared,
    wanted: Wanted,
    plan: Plan,
    /// What Meta's validator says of the JSON that it has now.
    errors: Vec<ValidationError>,
}

pub(super) async fn run(arguments: &Push, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut session = if arguments.dry_run {
        Session::open(&arguments.place)?
    } else {
        Session::alone(&arguments.place, terminal)?
    };
    let declared = source::declared(&session.config, terminal.colors)?;
    let names = Names::of(&declared);
    source::apart(&declared)?;
    let chosen = source::chosen(declared, &arguments.flows)?;
    let Some(wanted) = wanted(chosen, &session, terminal)? else { return Ok(Outcome::Faulty) };
    let waba = Waba::look(&session, &names).await?;
    let goal = Goal { publish: arguments.publish, way: Way::InPlace };
    let tasks = wanted.into_iter().map(|(flow, wanted)| task(&waba, flow, wanted, goal));
    let mut tasks: Vec<Task> = stream::iter(tasks).buffered(AT_ONCE).try_collect().await?;
    show(&tasks, &session, arguments.dry_run, terminal)?;
    let steps = tasks.iter().map(|task| task.plan.steps.len()).sum::<usize>();
    if arguments.dry_run {
        return Ok(finish(&tasks, terminal.colors));
    }
    if steps > 0 {
        let question = format!("Do this in `{}`?", session.environment.name);
        if !ask::agreed(&question, arguments.yes)? {
            terminal.note("nothing was done");
            return Ok(Outcome::Faulty);
        }
    }
    for task in &mut tasks {
        let refused = match work(&mut session, task, terminal).await {
            Ok(()) => continue,
            Err(Halt::Failed(failure)) => return Err(failure),
            Err(Halt::NotEditable(failure)) => failure,
        };
        let goal = Goal { way: Way::Clone, ..goal };
        task.plan = replan(&session, &names, task, goal).await?;
        terminal.note(&format!("{}: {}", task.plan.flow, refused.message));
        show(std::slice::from_ref(task), &session, false, terminal)?;
        if !ask::agreed("Clone it?", arguments.yes)? {
            terminal.note("nothing more was done");
            return Ok(Outcome::Faulty);
        }
        match work(&mut session, task, terminal).await {
            Ok(()) => {}
            Err(Halt::Failed(failure) | Halt::NotEditable(failure)) => return Err(failure),
        }
    }
    let outcome = finish(&tasks, terminal.colors);
    if outcome == Outcome::Fine {
        let flows = count(tasks.len(), "flow");
        let what = match steps {
            0 => format!("{flows}, nothing to do"),
            _ => format!("{flows} to `{}`", session.environment.name),
        };
        terminal.done("Pushed", &what);
    }
    Ok(outcome)
}

/// Why the work on a flow was not done.
enum Halt {
    Failed(Failure),
    /// Meta does not let the flow be edited, and says so.
    NotEditable(Failure),
}

/// Carries the plan of a flow out.
async fn work(session: &mut Session, task: &mut Task, terminal: &Terminal) -> Result<(), Halt> {
    let Session { lock, client, environment, .. } = session;
    let mut progress = Told { lock, terminal, flow: &task.plan.flow };
    let (wanted, plan) = (&task.wanted, &task.plan);
    let waba = environment.waba.as_str();
    let done = apply(client, waba, &environment.name, wanted, plan, &mut progress).await;
    match done {
        Ok(errors) => {
            if plan.steps.iter().any(Step::sends_json) {
                task.errors = errors;
            }
            Ok(())
        }
        Err(Stopped { failure, not_editable: true, .. }) if !plan.clones() => {
            Err(Halt::NotEditable(failure))
        }
        Err(Stopped { failure, errors, .. }) => {
            terminal::faults(&validation::told(&task.flow, &errors, terminal.colors));
            Err(Halt::Failed(stopped(failure, plan)))
        }
    }
}

/// The plan for a flow that Meta does not let be edited, after what was done of the first.
async fn replan(
    session: &Session,
    names: &Names,
    task: &Task,
    goal: Goal,
) -> Result<Plan, Failure> {
    let waba = Waba::look(session, names).await?;
    let Known { situation, .. } = waba.known(&task.wanted).await?;
    let record = session.record(&task.wanted.flow);
    let environment = &session.environment.name;
    Ok(plan(environment, &task.wanted, record, &situation, goal, Timestamp::now()))
}

/// What the environment should have; `None` where a flow is faulty, which has been reported.
fn wanted(
    flows: Vec<Declared>,
    session: &Session,
    terminal: &Terminal,
) -> Result<Option<Vec<(Declared, Wanted)>>, Failure> {
    let mut found: Vec<(Declared, Wanted)> = Vec::new();
    let mut faulty = false;
    for flow in flows {
        match flow.wanted(&session.environment, terminal.colors) {
            Ok(wanted) => found.push((flow, wanted)),
            Err(Unfit::Failure(failure)) => return Err(failure),
            Err(Unfit::Told(told)) => {
                terminal::faults(&told);
                faulty = true;
            }
        }
    }
    if faulty {
        terminal.error("nothing was pushed: a flow is faulty");
    }
    Ok((!faulty).then_some(found))
}

async fn task(
    waba: &Waba<'_>,
    flow: Declared,
    wanted: Wanted,
    goal: Goal,
) -> Result<Task, Failure> {
    let Known { situation, mut errors } = waba.known(&wanted).await?;
    let (session, record) = (waba.session, waba.session.record(&wanted.flow));
    let plan = plan(&session.environment.name, &wanted, record, &situation, goal, Timestamp::now());
    let errors = plan.record.as_ref().and_then(|record| errors.remove(record.working_id()));
    Ok(Task { flow, wanted, plan, errors: errors.unwrap_or_default() })
}

/// The plan: the result of a dry run, and else what the person is asked about.
fn show(
    tasks: &[Task],
    session: &Session,
    dry_run: bool,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let mut lines = Vec::new();
    for Task { plan, .. } in tasks {
        for note in &plan.notes {
            terminal.note(&format!("{}: {note}", plan.flow));
        }
        let steps = plan.steps.iter().map(ToString::to_string);
        let steps: Vec<String> = match &*plan.steps {
            [] => vec!["nothing to do".to_owned()],
            _ => steps.collect(),
        };
        lines.extend(steps.into_iter().map(|step| vec![format!("  {}", plan.flow), step]));
    }
    let environment = &session.environment;
    let lines = table::aligned(&lines);
    let text = format!("{} (WABA {})\n{lines}", environment.name, environment.waba);
    if dry_run {
        return print(&text);
    }
    terminal::say(text.trim_end());
    Ok(())
}

/// Tells what Meta's validator says.
fn finish(tasks: &[Task], colors: Colors) -> Outcome {
    let mut outcome = Outcome::Fine;
    for task in tasks.iter().filter(|task| !task.errors.is_empty()) {
        terminal::faults(&validation::told(&task.flow, &task.errors, colors));
        outcome = Outcome::Faulty;
    }
    outcome
}

/// A call that failed in the middle of the work.
fn stopped(failure: Failure, plan: &Plan) -> Failure {
    let again = "what was done is kept: call `cargo flow push` again, and it goes on from there";
    let help = match failure.help {
        Some(help) => format!("{help}\n        {again}"),
        None => again.to_owned(),
    };
    Failure { message: format!("{}: {}", plan.flow, failure.message), help: Some(help) }
}

struct Told<'t> {
    lock: &'t mut LockFile,
    terminal: &'t Terminal,
    flow: &'t str,
}

impl Progress for Told<'_> {
    fn record(&mut self, record: &LockedFlow) -> Result<(), Failure> {
        self.lock.put(record.clone())
    }

    fn done(&mut self, step: &Step, record: &LockedFlow) {
        let (name, id) = (record.working_name(), record.working_id());
        let flow = self.flow;
        match step {
            Step::Create { .. } => {
                self.terminal.done("Created", &format!("{flow}: `{name}` ({id})"));
            }
            Step::Clone { of, .. } => {
                self.terminal.done("Cloned", &format!("{flow}: `{}` as `{name}` ({id})", of.name));
            }
            Step::UpdateMetadata(changes) => {
                self.terminal.done("Updated", &format!("{flow}: {changes}"));
            }
            Step::UpdateJson => {
                self.terminal.done("Uploaded", &format!("{flow}: JSON of `{name}`"));
            }
            Step::Publish => self.terminal.done("Published", &format!("{flow}: `{name}` ({id})")),
        }
    }

    fn left_out(&mut self, step: &Step, why: &str) {
        self.terminal.warning(&format!("{}: {step} was left out: {why}", self.flow));
    }
}
