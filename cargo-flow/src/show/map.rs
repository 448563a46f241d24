//! `cargo flow map`.

use flow_preview::ScreenMap;

use super::flows;
use crate::Outcome;
use crate::cli::{Map, MapFormat};
use crate::failure::Failure;
use crate::files;
use crate::terminal::{self, Terminal, print};

pub(crate) fn run(arguments: &Map, terminal: &Terminal) -> Result<Outcome, Failure> {
    let sources = flows::sources(&arguments.shown)?;
    let read = flows::read(&sources, terminal.colors)?;
    terminal::faults(&read.told);
    let flows = flows::chosen(read.flows, &arguments.shown)?;
    let Some(program) = flows.iter().find_map(|flow| flow.program.as_ref()) else {
        return Err(Failure::new(format!("there is no flow in `{}`", sources[0].display())));
    };
    let map = ScreenMap::of(program);
    let text = match arguments.format {
        MapFormat::Mermaid => map.mermaid(),
        MapFormat::Svg => format!("{}\n", map.svg()),
    };
    match &arguments.out {
        None => print(&text)?,
        Some(path) => {
            files::write(path, &text)?;
            terminal.done("Wrote", &path.display().to_string());
        }
    }
    Ok(Outcome::Fine)
}
