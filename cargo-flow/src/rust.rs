//! The flows of Rust sources.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use flow_compiler::ast::Flow;
use flow_compiler::diagnostic::{Diagnostic, Diagnostics};
use flow_compiler::door::{Checked, Package, check_tokens};
use flow_compiler::parse;
use flow_compiler::source::{Call, Home, Source};

use crate::failure::Failure;
use crate::files;

/// A `flow!` and what the compiler says of it.
pub(crate) struct Found {
    pub(crate) call: Call,
    pub(crate) checked: Checked,
}

/// The files of a source and of the modules that it declares, each once.
///
/// A module whose file does not exist is left to rustc, which says the same.
pub(crate) fn with_modules(file: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![(file.to_owned(), Home::of(file))];
    while let Some((path, home)) = open.pop() {
        if !seen.insert(std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
            continue;
        }
        let text = files::read_source(&path)?;
        files.push(path);
        let mut cx = Diagnostics::new();
        let source = Source::read(&mut cx, &text);
        // Whoever reads the file next tells them.
        drop(cx.into_vec());
        let modules = source.map(|source| source.modules).unwrap_or_default();
        for module in modules.iter().rev() {
            open.extend(module.files(&home).into_iter().find(|(path, _)| path.is_file()));
        }
    }
    Ok(files)
}

/// Every flow of a source, and what is wrong with the source itself.
pub(crate) fn flows(text: &str, package: &Package) -> (Vec<Found>, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    let source = Source::read(&mut cx, text);
    let calls = source.map(|source| source.flows).unwrap_or_default();
    let found = calls.into_iter().map(|call| {
        let checked = check_tokens(call.tokens.clone(), package);
        Found { call, checked }
    });
    (found.collect(), cx.into_vec())
}

/// The tree of a flow, faulty or not; its faults have been told by the check.
pub(crate) fn tree(call: &Call) -> Option<Flow> {
    let mut cx = Diagnostics::new();
    let flow = parse::flow(&mut cx, call.tokens.clone());
    drop(cx.into_vec());
    flow
}
