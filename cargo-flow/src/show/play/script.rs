//! `--steps`: what a file of steps says, played again.

use std::path::Path;

use flow_compiler::diagnostic::{Diagnostic, Level};
use flow_compiler::door::{self, Package};
use flow_compiler::report::render;
use flow_player::steps::{Difference, Misread, Playing};
use flow_player::{Device, Effect, Profile, Program};

use super::town::{self, Line};
use crate::Outcome;
use crate::cli;
use crate::failure::Failure;
use crate::files;
use crate::terminal::{self, Terminal, count, print, say};

/// What is between the flow and the steps.
const BETWEEN: &str = "\n---\n";

/// More differences than these have one cause as a rule.
const MOST: usize = 20;

pub(super) fn run(
    arguments: &cli::Play,
    path: &Path,
    terminal: &Terminal,
) -> Result<Outcome, Failure> {
    let text = files::read_source(path)?.replace("\r\n", "\n");
    let (document, script) = match text.split_once(BETWEEN) {
        Some((document, script)) => (Some(document), script),
        None => (None, text.as_str()),
    };
    // Lines are counted from the beginning of the file.
    let before = document.map_or(0, |document| document.matches('\n').count() + 2);
    let named = arguments.shown.file.is_some() || arguments.shown.flow.is_some();
    let found = match document {
        _ if named => super::flow(arguments, terminal)?.map(|(name, program, _)| (name, program)),
        Some(document) => within(document, path, terminal),
        None => return Err(without_flow(path)),
    };
    let Some((name, program)) = found else { return Ok(Outcome::Faulty) };
    let line = super::line(arguments, &program, &name, terminal)?;
    let device = Device::new(Profile::Android, town::today());
    let playing = Playing::new(&program, script, device);
    let played = town::runtime()?.block_on(play(playing, line.as_ref(), arguments.seed));
    let (played, differences) = played.map_err(|Misread { line, why }| {
        Failure::new(format!("{}:{}: {why}", path.display(), before + line))
    })?;
    print(&played)?;
    for difference in differences.iter().take(MOST) {
        terminal.error(&told(difference, path, before));
    }
    if differences.is_empty() {
        terminal.done("Played", &format!("{}; all is as it says", path.display()));
        return Ok(Outcome::Fine);
    }
    if differences.len() > MOST {
        say(&format!("… and {}", count(differences.len() - MOST, "more difference")));
    }
    Ok(Outcome::Faulty)
}

/// Plays to the end, and asks the endpoint where there is one.
async fn play(
    mut playing: Playing,
    line: Option<&Line>,
    seed: u64,
) -> Result<(String, Vec<Difference>), Misread> {
    if line.is_some() {
        playing = playing.with_endpoint();
    }
    while let Some(effect) = playing.go_on()? {
        match (effect, line) {
            (Effect::Ask(_, request), Some(line)) => playing.answer(line.ask(&request, seed).await),
            // Nobody waits for what is answered to a notice.
            (Effect::Tell(request), Some(line)) => {
                line.ask(&request, seed).await;
            }
            (Effect::Wait(_, pause), _) => {
                tokio::time::sleep(pause).await;
                playing.wake();
            }
            _ => {}
        }
    }
    Ok(playing.end())
}

/// The flow above the steps: a Flow JSON document, or what is inside `flow! { … }`. `None` where it is faulty
/// and does not say so in a line `// faulty`, as a recording of such a flow does.
fn within(document: &str, path: &Path, terminal: &Terminal) -> Option<(String, Program)> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    // A remark is as long as the blanks in its place, so that faults are where they are shown.
    let bare: String = document
        .split_inclusive('\n')
        .map(|line| match line.strip_prefix("//") {
            Some(_) => format!("{}\n", " ".repeat(line.trim_end_matches('\n').len())),
            None => line.to_owned(),
        })
        .collect();
    let (found, faults) = if bare.trim_start().starts_with('{') {
        let (program, faults) = Program::from_faulty_json(&bare);
        (program.map(|program| (stem, program)), faults)
    } else {
        let package = Package { root: files::package_root(path) };
        door::with_source(&bare, &package, |flow| (flow.name.to_owned(), Program::new(flow)))
    };
    terminal::faults(&render(&faults, &path.display().to_string(), document, terminal.colors));
    let is_error = |fault: &Diagnostic| fault.level == Level::Error;
    let expected = document.lines().any(|line| line == "// faulty");
    found.filter(|_| expected || !faults.iter().any(is_error))
}

fn without_flow(path: &Path) -> Failure {
    let path = path.display();
    Failure::new(format!("`{path}` has no flow above its steps")).help(format!(
        "name the flow: `cargo flow play flow.json --steps {path}`; or write it above the steps, with a line \
         `---` between them"
    ))
}

/// A difference at its line of the file.
fn told(difference: &Difference, path: &Path, before: usize) -> String {
    let shown = Difference { line: before + difference.line, ..difference.clone() }.to_string();
    format!("{}, {shown}\n", path.display())
}
