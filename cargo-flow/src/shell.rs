//! Completions and manual pages, from the command line's own description.

use std::io;
use std::path::Path;

use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;

use crate::Outcome;
use crate::cli::{Cli, Completions, Man};
use crate::failure::Failure;
use crate::files;
use crate::terminal::{Terminal, print};

pub(crate) fn completions(arguments: &Completions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "cargo-flow", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Fine)
}

pub(crate) fn manual(arguments: &Man, terminal: &Terminal) -> Result<Outcome, Failure> {
    let mut command = Cli::command();
    command.build();
    match &arguments.out {
        None => print(&page(command, "cargo-flow")?)?,
        Some(folder) => {
            files::make_folder(folder)?;
            pages(command, "cargo-flow", folder, terminal)?;
        }
    }
    Ok(Outcome::Fine)
}

fn pages(command: Command, name: &str, folder: &Path, terminal: &Terminal) -> Result<(), Failure> {
    for child in command.get_subcommands().filter(|child| child.get_name() != "help") {
        pages(child.clone(), &format!("{name}-{}", child.get_name()), folder, terminal)?;
    }
    let path = folder.join(format!("{name}.1"));
    files::write(&path, &page(command, name)?)?;
    terminal.done("Wrote", &path.display().to_string());
    Ok(())
}

fn page(command: Command, name: &str) -> Result<String, Failure> {
    let mut page = Vec::new();
    Page::new(command.display_name(name))
        .render(&mut page)
        .map_err(|error: io::Error| Failure::output(&error))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
