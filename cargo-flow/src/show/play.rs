//! `cargo flow play`: random customers, and steps that were written down.

mod script;
mod told;
mod town;

use std::collections::BTreeMap;
use std::path::PathBuf;

use flow_player::wander::Report;
use flow_player::{Opening, Program};

use self::told::Found;
use self::town::{Line, Town};
use super::{endpoint, flows};
use crate::Outcome;
use crate::cli;
use crate::failure::Failure;
use crate::files::Kind;
use crate::terminal::{self, Terminal, print, progress};

/// More faults than these are counted, and not looked into: their causes are few.
const MOST: usize = 5;

pub(crate) fn run(arguments: &cli::Play, terminal: &Terminal) -> Result<Outcome, Failure> {
    if let Some(steps) = &arguments.steps {
        return script::run(arguments, steps, terminal);
    }
    let Some((name, program, source)) = flow(arguments, terminal)? else {
        return Ok(Outcome::Faulty);
    };
    let opening = opening(arguments, &program, &name)?;
    let line = line(arguments, &program, &name, terminal)?;
    let document = match Kind::of(&source) {
        Some(Kind::Json) => format!("include_str!({:?})", source.display().to_string()),
        _ => format!("{name}::JSON"),
    };
    let town = Town { program, opening, line, system: arguments.system, document };
    let runtime = town::runtime()?;
    let (report, found) = runtime.block_on(play(&town, arguments));
    print(&report.to_string())?;
    for fault in found.values() {
        print(&runtime.block_on(fault.told(&town)))?;
    }
    Ok(if report.is_bad() { Outcome::Faulty } else { Outcome::Fine })
}

/// The flow that the arguments name, with its name and its source; `None` where it is faulty.
fn flow(
    arguments: &cli::Play,
    terminal: &Terminal,
) -> Result<Option<(String, Program, PathBuf)>, Failure> {
    let sources = flows::sources(&arguments.shown)?;
    let read = flows::read(&sources, terminal.colors)?;
    terminal::faults(&read.told);
    let source = sources[0].clone();
    let Some(flow) = flows::chosen(read.flows, &arguments.shown)?.into_iter().next() else {
        return Err(Failure::new(format!("there is no flow in `{}`", source.display())));
    };
    if flow.errors() > 0 {
        return Ok(None);
    }
    Ok(flow.program.map(|program| (flow.name, program, source)))
}

/// Every customer, one after the other, and the first of those who ran into each fault.
async fn play(town: &Town, arguments: &cli::Play) -> (Report, BTreeMap<String, Found>) {
    let mut report = Report::new(&town.program);
    let mut found = BTreeMap::new();
    let bar = progress("Playing", arguments.customers as usize);
    for number in 0..u64::from(arguments.customers) {
        let seed = arguments.seed.wrapping_add(number);
        let walk = town.walk(seed).await;
        report.add(&walk, seed);
        if let Some(end) = walk.end().filter(|end| end.is_fault())
            && found.len() < MOST
        {
            found.entry(end.to_string()).or_insert_with(|| Found::new(seed, &walk, end.clone()));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    (report, found)
}

/// How the message opens the flow.
fn opening(arguments: &cli::Play, program: &Program, name: &str) -> Result<Opening, Failure> {
    let data = arguments.data.as_deref().map(endpoint::data).transpose()?;
    if arguments.screen.is_none() && data.is_none() && program.has_endpoint() {
        return Ok(Opening::data_exchange());
    }
    let entries: Vec<&str> = program.entries().collect();
    let screen = match &arguments.screen {
        Some(screen) if entries.contains(&screen.as_str()) => screen.as_str(),
        Some(screen) => {
            return Err(Failure::new(format!("`{screen}` cannot open the flow `{name}`")).meant(
                screen,
                &entries,
                "it opens with",
            ));
        }
        None => entries.first().copied().or_else(|| program.screens().next()).unwrap_or_default(),
    };
    let mut given = program.example(screen);
    given.extend(data.unwrap_or_default());
    Ok(Opening::navigate(screen, given))
}

/// The way to the endpoint, where the flow has one.
fn line(
    arguments: &cli::Play,
    program: &Program,
    name: &str,
    terminal: &Terminal,
) -> Result<Option<Line>, Failure> {
    match (&arguments.endpoint, &arguments.key, program.data_api_version()) {
        (Some(url), Some(key), Some(version)) => {
            Line::new(arguments, url, key, (name, version), terminal).map(Some)
        }
        (None, _, None) => Ok(None),
        (None, _, Some(_)) if arguments.steps.is_some() => Ok(None),
        (Some(_), _, None) => Err(Failure::new(format!("the flow `{name}` asks no endpoint"))
            .help("leave `--endpoint` and `--key` out")),
        (_, _, Some(_)) => Err(Failure::new(format!("the flow `{name}` asks its endpoint")).help(
            "start it, and name it: --endpoint http://127.0.0.1:8080/flow --key private.pem",
        )),
    }
}
