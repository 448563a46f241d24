//! `cargo flow check --fix`: the helps that say letter for letter what to write, written.

use flow_compiler::diagnostic::{Change, Diagnostic, fixed};
use flow_compiler::door::{self, Package};

use crate::failure::Failure;
use crate::files::{self, Bytes, Input, Kind};
use crate::rust;
use crate::terminal::{Terminal, count};

/// Fixes what can be fixed in one file, and says what was changed.
pub(crate) fn file(input: &Input, terminal: &Terminal) -> Result<usize, Failure> {
    let Bytes::Read(bytes) = files::read(&input.path)? else { return Ok(0) };
    // What is not UTF-8 has faults enough of its own.
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(0) };
    let package = Package { root: files::package_root(&input.path) };
    let fixed = match input.kind {
        Kind::Json if !input.named && door::is_other_json(&bytes) => return Ok(0),
        Kind::Json => fixed(text, |text| door::check_json(text.as_bytes()).diagnostics),
        Kind::Rust => fixed(text, |text| in_rust(text, &package)),
        Kind::Shared => fixed(text, rust::shared),
    };
    if fixed.changes.is_empty() {
        return Ok(0);
    }
    files::write(&input.path, &fixed.text)?;
    let file = input.path.display().to_string();
    for Change { fault, edit, replaced, line } in &fixed.changes {
        let what = if edit.text.is_empty() {
            format!("`{replaced}` is removed")
        } else {
            format!("`{replaced}` is now `{}`", edit.text)
        };
        terminal.done("Fixed", &format!("{file}:{line}: {what} ({})", fault.code.as_str()));
    }
    Ok(fixed.changes.len())
}

/// Says how much was fixed in all.
pub(crate) fn summary(fixed: usize, terminal: &Terminal) {
    if fixed == 0 {
        terminal.note("there is nothing to fix that a help says letter for letter");
    } else {
        terminal.done("Fixed", &count(fixed, "fault"));
    }
}

fn in_rust(text: &str, package: &Package) -> Vec<Diagnostic> {
    let (found, mut faults) = rust::flows(text, package);
    for flow in found {
        faults.extend(flow.checked.diagnostics);
    }
    faults
}
