//! The flows of Rust sources.

use std::path::{Path, PathBuf};

use flow_compiler::ast::{Flow, Item};
use flow_compiler::check::Files as _;
use flow_compiler::diagnostic::{Diagnostic, Diagnostics};
use flow_compiler::door::{self, Checked, Package, check_tokens};
use flow_compiler::source::{self, Call, Source};
use flow_compiler::{include, parse};

use crate::failure::Failure;
use crate::files;

/// A `flow!` and what the compiler says of it.
pub(crate) struct Found {
    pub(crate) call: Call,
    pub(crate) checked: Checked,
}

/// The files of a source and of the modules that it declares, each once.
pub(crate) fn with_modules(file: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    source::follow(file, |path| {
        let bytes = files::read_whole(path)?;
        files.push(path.to_owned());
        let mut cx = Diagnostics::new();
        let source = Source::read_bytes(&mut cx, &bytes);
        // Whoever reads the file next tells them.
        cx.discard();
        Ok::<_, Failure>(source)
    })?;
    Ok(files)
}

/// Every flow of a source, and what is wrong with the source itself.
pub(crate) fn flows(source: impl AsRef<[u8]>, package: &Package) -> (Vec<Found>, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    let source = Source::read_bytes(&mut cx, source.as_ref());
    let calls = source.map(|source| source.flows).unwrap_or_default();
    let found = calls.into_iter().map(|call| {
        let checked = check_tokens(call.tokens.clone(), package);
        Found { call, checked }
    });
    (found.collect(), cx.into_vec())
}

/// The tree of a flow with its fragments written out, faulty or not; its faults have been told by the
/// check.
pub(crate) fn tree(call: &Call, package: &Package) -> Option<Flow> {
    let mut cx = Diagnostics::new();
    let flow = door::tree(&mut cx, call.tokens.clone(), package);
    cx.discard();
    flow
}

/// What is wrong with a file that flows include, by itself.
pub(crate) fn shared(text: &str) -> Vec<Diagnostic> {
    let mut cx = Diagnostics::new();
    include::items(&mut cx, text);
    cx.into_vec()
}

/// The files that the flows of a source include.
pub(crate) fn included(text: &str, package: &Package) -> Vec<PathBuf> {
    let mut cx = Diagnostics::new();
    let calls = Source::read(&mut cx, text).map(|source| source.flows).unwrap_or_default();
    let flows: Vec<Flow> =
        calls.into_iter().filter_map(|call| parse::flow(&mut cx, call.tokens)).collect();
    // Whoever formats or checks the source reports them.
    cx.discard();
    let items = flows.iter().flat_map(|flow| &flow.items);
    let paths = items.filter_map(|item| match item {
        Item::Include(include) => Some(package.resolve(&include.path)),
        _ => None,
    });
    paths.filter(|path| path.is_file()).collect()
}
