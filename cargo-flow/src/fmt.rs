//! `cargo flow fmt`.

pub(crate) mod style;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::door::Package;
use flow_compiler::format;
use flow_compiler::report::{Colors, render};
use flow_compiler::source::Source;
use similar::TextDiff;

use crate::Outcome;
use crate::cli::Fmt;
use crate::failure::{Failure, plain};
use crate::files::{self, Bytes, Input, Kind};
use crate::terminal::{self, Terminal, count, print};
use crate::{pool, rust};

/// A source before and after.
struct Formatted {
    before: Vec<u8>,
    /// Absent for what is not Rust.
    after: Option<String>,
    /// What is wrong with its flows, written.
    told: String,
}

pub(crate) fn run(arguments: &Fmt, terminal: &Terminal) -> Result<Outcome, Failure> {
    if arguments.stdin { stream(arguments, terminal) } else { sources(arguments, terminal) }
}

fn stream(arguments: &Fmt, terminal: &Terminal) -> Result<Outcome, Failure> {
    let bytes = files::read_from(io::stdin().lock(), 0).map_err(|error| {
        Failure::new(format!("standard input cannot be read: {}", plain(&error)))
    })?;
    let bytes = match bytes {
        Bytes::Read(bytes) => bytes,
        Bytes::TooLarge(length) => return Err(files::too_large("standard input", length)),
    };
    let formatted = format(bytes, "standard input", None, arguments, terminal.colors)?;
    terminal::faults(&formatted.told);
    let Some(after) = formatted.after else { return Ok(Outcome::Faulty) };
    if arguments.check {
        let changed = after.as_bytes() != formatted.before;
        if changed {
            print(&difference(&formatted.before, &after, "standard input"))?;
        }
        return Ok(if changed || !formatted.told.is_empty() {
            Outcome::Faulty
        } else {
            Outcome::Fine
        });
    }
    // A flow that cannot be read stays as it is: an editor gets its text back, and the rest formatted.
    print(&after)?;
    Ok(if formatted.told.is_empty() { Outcome::Fine } else { Outcome::Faulty })
}

fn sources(arguments: &Fmt, terminal: &Terminal) -> Result<Outcome, Failure> {
    let inputs = with_included(files::inputs(&arguments.paths, &[Kind::Rust, Kind::Shared])?);
    let bar = terminal::progress("Formatting", inputs.len());
    let (mut changed, mut faulty, mut failure) = (0, false, None);
    let work = |input: &Input| {
        let shown = input.path.display().to_string();
        let bytes = files::read_whole(&input.path)?;
        let folder = input.path.parent();
        let formatted = match input.kind {
            Kind::Shared => shared(bytes, &shown, folder, terminal.colors)?,
            _ => format(bytes, &shown, folder, arguments, terminal.colors)?,
        };
        Ok((input.path.clone(), shown, formatted))
    };
    pool::in_order(&inputs, work, |result: Result<_, Failure>| {
        bar.inc(1);
        let done = result.and_then(|(path, shown, formatted)| {
            faulty |= !formatted.told.is_empty();
            bar.suspend(|| terminal::faults(&formatted.told));
            let Some(after) = formatted.after.filter(|after| after.as_bytes() != formatted.before)
            else {
                return Ok(());
            };
            changed += 1;
            if arguments.check {
                return bar.suspend(|| print(&difference(&formatted.before, &after, &shown)));
            }
            files::write(&path, &after).map(|_| ())
        });
        if let Err(fault) = done {
            failure = failure.take().or(Some(fault));
        }
    });
    bar.finish_and_clear();
    if let Some(failure) = failure {
        return Err(failure);
    }
    if arguments.check && changed > 0 {
        terminal.error(&format!("{} not formatted; `cargo flow fmt` formats", to_be(changed)));
    } else if changed > 0 {
        terminal.done("Formatted", &count(changed, "file"));
    }
    Ok(if faulty || (arguments.check && changed > 0) { Outcome::Faulty } else { Outcome::Fine })
}

/// The sources, and the files that their flows include.
fn with_included(mut inputs: Vec<Input>) -> Vec<Input> {
    let mut more = Vec::new();
    for input in inputs.iter().filter(|input| input.kind == Kind::Rust) {
        // What cannot be read is reported when it is formatted.
        let Ok(text) = files::read_source(&input.path) else { continue };
        if text.contains("include") {
            let package = Package { root: files::package_root(&input.path) };
            more.extend(rust::included(&text, &package));
        }
    }
    inputs.extend(more.into_iter().map(|path| {
        let path = files::from_here(path);
        Input { path, kind: Kind::Shared, named: false }
    }));
    files::each_once(inputs)
}

/// A file that flows include.
fn shared(
    before: Vec<u8>,
    name: &str,
    folder: Option<&Path>,
    colors: Colors,
) -> Result<Formatted, Failure> {
    let text = files::legible(&before);
    let mut cx = Diagnostics::new();
    let after = if text.len() == before.len() {
        style::of(folder)?.and_then(|style| format::items(&mut cx, text, style))
    } else {
        // Says where it is not UTF-8.
        Source::read_bytes(&mut cx, &before);
        None
    };
    let told = render(&cx.into_vec(), name, text, colors);
    Ok(Formatted { before, after, told })
}

fn to_be(files: usize) -> String {
    if files == 1 { "1 file is".to_owned() } else { format!("{files} files are") }
}

/// The source of `name`, which lies in `folder` where it is a file.
fn format(
    before: Vec<u8>,
    name: &str,
    folder: Option<&Path>,
    arguments: &Fmt,
    colors: Colors,
) -> Result<Formatted, Failure> {
    let Ok(text) = std::str::from_utf8(&before) else {
        let mut cx = Diagnostics::new();
        Source::read_bytes(&mut cx, &before);
        let told = render(&cx.into_vec(), name, files::legible(&before), colors);
        return Ok(Formatted { before, after: None, told });
    };
    let tidy = if arguments.rustfmt {
        Some(rustfmt(text, name, folder, &arguments.edition)?)
    } else {
        None
    };
    let text = tidy.as_deref().unwrap_or(text);
    let Some(style) = style::of(folder)? else {
        let after = Some(text.to_owned());
        return Ok(Formatted { before, after, told: String::new() });
    };
    let mut cx = Diagnostics::new();
    let after = format::source(&mut cx, text, style);
    let told = render(&cx.into_vec(), name, text, colors);
    Ok(Formatted { before, after, told })
}

/// What rustfmt makes of a source, as the `rustfmt.toml` above its folder says; `RUSTFMT` names
/// another program, as for Cargo.
fn rustfmt(
    text: &str,
    name: &str,
    folder: Option<&Path>,
    edition: &str,
) -> Result<String, Failure> {
    let program = std::env::var_os("RUSTFMT").unwrap_or_else(|| OsString::from("rustfmt"));
    let shown = program.to_string_lossy().into_owned();
    let fail = |error: io::Error| {
        Failure::new(format!("`{shown}` cannot be run: {}", plain(&error)))
            .help("`rustup component add rustfmt` installs it")
    };
    let mut command = Command::new(&program);
    if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
        command.current_dir(folder);
    }
    let mut child = command
        .args(["--edition", edition, "--emit", "stdout"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(fail)?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        // Both pipes are small, so one thread writes while this one reads. rustfmt says itself
        // when it stopped reading.
        scope.spawn(|| input.map(|mut input| input.write_all(text.as_bytes())));
        child.wait_with_output()
    })
    .map_err(fail)?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr).replace("<stdin>", name);
        return Err(Failure::new(format!("rustfmt cannot format {name}\n{}", told.trim_end())));
    }
    String::from_utf8(output.stdout)
        .map_err(|_| Failure::new(format!("`{shown}` answers with something else than text")))
}

fn difference(before: &[u8], after: &str, name: &str) -> String {
    TextDiff::from_lines(files::legible(before), after)
        .unified_diff()
        .header(name, &format!("{name} (formatted)"))
        .to_string()
}
