//! What a person at a terminal sees beside the results: messages, colours, progress.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use flow_compiler::report::Colors;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::When;
use crate::failure::Failure;

/// Fewer files than this are done before a bar could be read.
const WORTH_A_BAR: usize = 50;

/// What the two streams can show.
#[derive(Clone, Debug)]
pub(crate) struct Terminal {
    /// On standard error, where faults and messages go.
    pub(crate) colors: Colors,
    /// On standard output, where results go.
    pub(crate) output_colors: Colors,
}

impl Terminal {
    pub(crate) fn new(color: When) -> Self {
        let colors = |is_terminal| match color {
            When::Always => Colors::Ansi,
            When::Auto if is_terminal && wants_colors() => Colors::Ansi,
            When::Auto | When::Never => Colors::Plain,
        };
        Self {
            colors: colors(io::stderr().is_terminal()),
            output_colors: colors(io::stdout().is_terminal()),
        }
    }

    /// Says why a call could not be carried out.
    pub(crate) fn failure(&self, failure: &Failure) {
        if failure.message.is_empty() {
            return;
        }
        let mut text = format!("{} {}", self.paint("error:", "1;31"), failure.message);
        if let Some(help) = &failure.help {
            text = format!("{text}\n\n  {} {help}", self.paint("help:", "1;36"));
        }
        say(&text);
    }

    /// One line that stands for itself.
    pub(crate) fn note(&self, text: &str) {
        say(&format!("{} {text}", self.paint("note:", "1;36")));
    }

    pub(crate) fn warning(&self, text: &str) {
        say(&format!("{} {text}", self.paint("warning:", "1;33")));
    }

    pub(crate) fn error(&self, text: &str) {
        say(&format!("{} {text}", self.paint("error:", "1;31")));
    }

    /// What was done, in the manner of Cargo.
    pub(crate) fn done(&self, verb: &str, what: &str) {
        say(&format!("{} {what}", self.paint(&format!("{verb:>12}"), "1;32")));
    }

    fn paint(&self, text: &str, style: &str) -> String {
        match self.colors {
            Colors::Plain => text.to_owned(),
            Colors::Ansi => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
        }
    }
}

/// What the compiler says of a flow: an empty line is after every fault.
pub(crate) fn faults(told: &str) {
    if !told.is_empty() {
        say(told.strip_suffix('\n').unwrap_or(told));
    }
}

/// A text and a line end. Nobody is left to tell when it cannot be written.
pub(crate) fn say(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// A bar for work over many files; hidden in a pipe, and for few.
pub(crate) fn progress(verb: &'static str, files: usize) -> ProgressBar {
    if files < WORTH_A_BAR {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{prefix:>12} [{bar:40}] {pos}/{len}") {
        bar.set_style(style.progress_chars("=> "));
    }
    bar.set_prefix(verb);
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Writes results to the standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(|error| Failure::output(&error))
}

/// `3 files`, `1 file`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

/// As <https://no-color.org> asks.
fn wants_colors() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
    !set("NO_COLOR") && !dumb
}
