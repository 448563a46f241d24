//! What Meta's validator says of a flow, at the place in the source that made it.

use flow_compiler::pointer::span_of;
use flow_compiler::report::Colors;
use flow_graph::ValidationError;

use super::source::{Declared, Fault};

/// Meta's errors as the compiler writes its own: one for each place.
pub(super) fn told(flow: &Declared, errors: &[ValidationError], colors: Colors) -> String {
    errors.iter().map(|error| one(flow, error, colors)).collect()
}

fn one(flow: &Declared, error: &ValidationError, colors: Colors) -> String {
    let whole = flow.tree.name.span;
    let show = |span, help: &str| {
        let fault = Fault { span, code: &error.error, message: &error.message, help: Some(help) };
        flow.fault(&fault, colors)
    };
    let place = |path: &str| {
        let span = span_of(&flow.tree, path).unwrap_or(whole);
        show(span, &format!("Meta's validator found this at `{path}` of the document"))
    };
    let paths = error.pointers.iter().map(|pointer| pointer.path.as_str());
    let paths: Vec<&str> = paths.filter(|path| !path.is_empty()).collect();
    if paths.is_empty() {
        return show(whole, "Meta's validator found this, and does not say where");
    }
    paths.into_iter().map(place).collect()
}
