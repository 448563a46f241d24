//! `cargo flow`: the compiler behind `flow!` as a command.
//!
//! It checks Flow JSON and Rust sources, takes Flow JSON to `flow!` source and back, formats,
//! explains a fault, starts a crate and makes keys. Every word it says about a flow comes from
//! flow-compiler; this crate reads files, hands them over and prints what comes back. The module
//! `graph` brings flows to Meta, through flow-graph.
//!
//! The library exists for the binary and the benchmark, and follows no version promise.

pub mod browser;
mod check;
mod cli;
mod components;
mod diff;
mod explain;
mod export;
mod failure;
mod files;
mod fix;
mod fmt;
mod graph;
mod import;
mod keys;
mod lsp;
mod new;
mod pool;
mod report;
mod rust;
mod schema;
mod shell;
mod show;
mod terminal;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use cli::{Cli, Command};
use failure::Failure;
use terminal::Terminal;

/// What a command that was called rightly came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There is nothing to complain about.
    Fine,
    /// There is a fault.
    Faulty,
}

/// Runs the command that the arguments ask for, the name of the program among them.
///
/// The exit code is 0 when all is well, 1 when a flow or a key is faulty, and 2 when the call
/// itself is wrong.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let mut arguments: Vec<OsString> = arguments.into_iter().collect();
    // Cargo hands its own name of the command on.
    if arguments.get(1).is_some_and(|first| first == "flow") {
        arguments.remove(1);
    }
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody is left to tell when the reader is gone, as `head` is.
            let _ = error.print();
            return if error.exit_code() == 0 { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    let terminal = Terminal::new(cli.color);
    match dispatch(cli.command, &terminal) {
        Ok(Outcome::Fine) => ExitCode::SUCCESS,
        Ok(Outcome::Faulty) => ExitCode::FAILURE,
        Err(failure) => {
            terminal.failure(&failure);
            ExitCode::from(2)
        }
    }
}

fn dispatch(command: Command, terminal: &Terminal) -> Result<Outcome, Failure> {
    match command {
        Command::Check(arguments) => check::run(&arguments, terminal),
        Command::Import(arguments) => import::run(&arguments, terminal),
        Command::Export(arguments) => export::run(&arguments, terminal),
        Command::Diff(arguments) => diff::run(&arguments, terminal),
        Command::Fmt(arguments) => fmt::run(&arguments, terminal),
        Command::Explain(arguments) => explain::run(&arguments, terminal),
        Command::Components(arguments) => components::run(&arguments),
        Command::Schema(arguments) => schema::run(&arguments, terminal),
        Command::Lsp(_) => lsp::run(),
        Command::New(arguments) => new::run(&arguments, terminal),
        Command::Preview(arguments) => show::preview(&arguments, terminal),
        Command::Screenshot(arguments) => show::screenshot(&arguments, terminal),
        Command::Map(arguments) => show::map(&arguments, terminal),
        Command::Play(arguments) => show::play(&arguments, terminal),
        Command::Push(arguments) => graph::push(&arguments, terminal),
        Command::Status(arguments) => graph::status(&arguments, terminal),
        Command::Pull(arguments) => graph::pull(&arguments, terminal),
        Command::PreviewUrl(arguments) => graph::preview_url(&arguments, terminal),
        Command::Publish(arguments) => graph::publish(&arguments.named, terminal),
        Command::Deprecate(arguments) => graph::deprecate(&arguments, terminal),
        Command::Delete(arguments) => graph::delete(&arguments.named, terminal),
        Command::Send(arguments) => graph::send(&arguments, terminal),
        Command::Doctor(arguments) => graph::doctor(&arguments, terminal),
        Command::Keys(arguments) => keys::run(arguments, terminal),
        Command::Completions(arguments) => shell::completions(&arguments),
        Command::Man(arguments) => shell::manual(&arguments, terminal),
    }
}
