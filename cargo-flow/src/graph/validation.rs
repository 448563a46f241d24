//! What Meta's validator says of a flow, at the place in the source that made it.

use flow_compiler::diagnostic::Diagnostics;
use flow_compiler::json;
use flow_compiler::pointer::{self, Places};
use flow_compiler::report::Colors;
use flow_graph::{Pointer, ValidationError};

use super::source::{Declared, Fault};

/// Stands for a code that Meta does not give.
const UNNAMED: &str = "FLOW_JSON_ERROR";

/// Meta's errors as the compiler writes its own: one for each place.
pub(super) fn told(flow: &Declared, errors: &[ValidationError], colors: Colors) -> String {
    errors.iter().map(|error| one(flow, error, colors)).collect()
}

fn one(flow: &Declared, error: &ValidationError, colors: Colors) -> String {
    let whole = flow.tree.name.span;
    let codes = [&*error.error, &*error.error_type, UNNAMED];
    let code = codes.into_iter().find(|code| !code.is_empty()).unwrap_or(UNNAMED);
    let message = match error.message.trim() {
        "" => "Meta's validator refuses this, and does not say why",
        message => message,
    };
    let show = |span, help: &str| {
        let fault = Fault { span, code, message, help: Some(help) };
        flow.fault(&fault, colors)
    };
    let places = Places::of(&flow.tree);
    let place = |path: &String| {
        let span = places.span(path).unwrap_or(whole);
        show(span, &format!("Meta's validator found this at `{path}` of the document"))
    };
    let paths = paths(flow, error);
    if paths.is_empty() {
        return show(whole, "Meta's validator found this, and does not say where");
    }
    paths.iter().map(place).collect()
}

/// The places of an error as paths into the document.
fn paths(flow: &Declared, error: &ValidationError) -> Vec<String> {
    let of = |pointer: &Pointer| match &*pointer.path {
        "" => path(flow, pointer.line_start, pointer.column_start),
        path => Some(path.to_owned()),
    };
    let paths: Vec<String> = error.pointers.iter().filter_map(of).collect();
    if paths.is_empty() {
        return path(flow, error.line_start, error.column_start).into_iter().collect();
    }
    paths
}

/// What is at a line and a column of the document, as it was sent: in one line.
fn path(flow: &Declared, line: u32, column: u32) -> Option<String> {
    let text = &flow.document()?.minified;
    let before = usize::try_from(column.checked_sub(1)?).ok()?;
    let (byte, _) = text.char_indices().nth(before).filter(|_| line == 1)?;
    let mut cx = Diagnostics::new();
    let document = json::read(&mut cx, text);
    // The document is the compiler's own.
    cx.discard();
    Some(pointer::at(&document?, byte)).filter(|path| !path.is_empty())
}
