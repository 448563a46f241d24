//! What the tests of the parser, the printer and the formatter share.

use flow_compiler::diagnostic::{Code, Diagnostics};
use flow_compiler::{ast, parse};

/// A flow with every form of the language.
pub(crate) const LARGE: &str = include_str!("../flows/large.flow");

/// The tree and the faults, each as `"what it is at": message [help]`.
pub(crate) fn read(text: &str) -> (Option<ast::Flow>, Vec<String>) {
    let mut cx = Diagnostics::new();
    let tokens = text.parse().unwrap_or_else(|fault| panic!("{fault}: {text}"));
    let flow = parse::flow(&mut cx, tokens);
    let faults = cx.into_vec().into_iter().map(|fault| {
        assert!(matches!(fault.code, Code::Syntax | Code::DuplicateKey), "{fault:?}");
        let place = text.get(fault.span.bytes()).unwrap_or_default();
        let help = fault.help.map(|help| format!(" [{help}]")).unwrap_or_default();
        format!("{place:?}: {}{help}", fault.message)
    });
    (flow, faults.collect())
}

/// The tree of a flow without faults.
pub(crate) fn sound(text: &str) -> ast::Flow {
    let (flow, faults) = read(text);
    assert_eq!(faults, Vec::<String>::new(), "{text}");
    flow.unwrap_or_else(|| panic!("no flow: {text}"))
}

/// A tree as text, its places left out.
pub(crate) fn shape(flow: &ast::Flow) -> String {
    let text = format!("{flow:?}");
    let mut shape = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("Token(bytes(") {
        shape.push_str(&rest[..at]);
        shape.push('_');
        let end = rest[at..].find("))").expect("a place ends");
        rest = &rest[at + end + 2..];
    }
    shape.push_str(rest);
    shape
}
