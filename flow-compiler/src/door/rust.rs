//! The doors that read or write Rust.

use std::io::Read;
use std::path::{Path, PathBuf};

use proc_macro2::TokenStream;

use super::{Checked, NoFiles, checked, document};
use crate::ast::{self, Dialect};
use crate::check::{self, Files};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Level};
use crate::emit::rust::plan::{self, Plan};
use crate::fragments;
use crate::include;
use crate::json;
use crate::model;
use crate::parse;
use crate::print;
use crate::source::{glued, unclosed};

/// So many bytes of a file are read: one more than any flow may have.
const MOST_BYTES: u64 = 10 * 1_048_576 + 1;

/// Flow JSON as `flow!` source.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The flow as a person would write it; absent for a text that is not a flow at all.
    pub flow: Option<ast::Flow>,
    /// Every fault of the document, in its order.
    pub diagnostics: Vec<Diagnostic>,
    /// What the document of the source has and this one lacks, each in a sentence.
    pub differences: Vec<&'static str>,
}

/// The files of a package, which `file!` and `text!` name relative to its root.
#[derive(Clone, Debug)]
pub struct Package {
    /// The folder of its `Cargo.toml`.
    pub root: PathBuf,
}

impl Files for Package {
    fn resolve(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn read(&self, path: &Path) -> std::io::Result<Vec<u8>> {
        // A file may have no end.
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Imported {
    /// What is inside `flow! { … }`.
    #[must_use]
    pub fn source(&self) -> Option<String> {
        self.flow.as_ref().map(print::flow)
    }

    /// Whether an error was found.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|fault| fault.level == Level::Error)
    }
}

/// Checks one flow as it is inside `flow! { … }`.
#[must_use]
pub fn check_tokens(tokens: TokenStream, files: &dyn Files) -> Checked {
    let (read, diagnostics) =
        with_tokens(tokens, files, |flow| (document(flow), flow.files.clone()));
    let (document, files) = read.unzip();
    Checked { files: files.unwrap_or_default(), ..checked(document, diagnostics) }
}

/// Checks one flow as it is inside `flow! { … }` and hands on what it means, without what was
/// faulty.
///
/// `read` is not called for tokens that are not flow at all.
pub fn with_tokens<T>(
    tokens: TokenStream,
    files: &dyn Files,
    read: impl FnOnce(&model::Flow<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    let mut cx = Diagnostics::new();
    glued::check(&mut cx, &tokens);
    let found = tree(&mut cx, tokens, files).map(|flow| {
        let checked = check::check(&mut cx, &flow, files);
        Plan::of(&mut cx, &checked);
        read(&checked)
    });
    (found, cx.into_vec())
}

/// Reads one flow as it is inside `flow! { … }`, its files read and its fragments written out.
///
/// `None` for tokens that are not flow at all.
pub fn tree(cx: &mut Diagnostics, tokens: TokenStream, files: &dyn Files) -> Option<ast::Flow> {
    let flow = parse::flow(cx, tokens)?;
    let flow = include::read(cx, flow, files);
    Some(fragments::written_out(cx, flow))
}

/// Checks the text that is inside `flow! { … }`.
#[must_use]
pub fn check_source(text: &str, files: &dyn Files) -> Checked {
    match text.parse::<TokenStream>() {
        Ok(tokens) => check_tokens(tokens, files),
        Err(error) => {
            let mut cx = Diagnostics::new();
            unclosed::tell(&mut cx, text, error.span().byte_range().start);
            checked(None, cx.into_vec())
        }
    }
}

/// Checks the text that is inside `flow! { … }` and hands on what it means, without what was
/// faulty.
///
/// `read` is not called for a text that is not a flow at all.
pub fn with_source<T>(
    text: &str,
    files: &dyn Files,
    read: impl FnOnce(&model::Flow<'_>) -> T,
) -> (Option<T>, Vec<Diagnostic>) {
    match text.parse::<TokenStream>() {
        Ok(tokens) => with_tokens(tokens, files, read),
        Err(error) => {
            let mut cx = Diagnostics::new();
            unclosed::tell(&mut cx, text, error.span().byte_range().start);
            (None, cx.into_vec())
        }
    }
}

/// Whether a flow can have this name: it becomes a Rust module, and a type in it.
#[must_use]
pub fn is_flow_name(name: &str) -> bool {
    is_identifier(name) && plan::is_flow_name(name)
}

/// The name of the type that stands for a flow, in the flow's module.
///
/// ```
/// use flow_compiler::door::flow_type;
///
/// assert_eq!(flow_type("sign_up"), "SignUp");
/// ```
#[must_use]
pub fn flow_type(name: &str) -> String {
    plan::flow_type(name)
}

/// Whether Rust takes this as a name.
#[must_use]
pub fn is_identifier(name: &str) -> bool {
    name != "_" && !name.starts_with("r#") && syn::parse_str::<syn::Ident>(name).is_ok()
}

/// A name for a flow, made from any text, such as the name of its file.
///
/// ```
/// use flow_compiler::door::flow_name;
///
/// assert_eq!(flow_name("Sign up (new)"), "sign_up_new");
/// assert_eq!(flow_name("2_1-survey"), "flow_2_1_survey");
/// assert_eq!(flow_name("type"), "type_flow");
/// assert_eq!(flow_name("Success"), "success_flow");
/// assert_eq!(flow_name("?"), "flow_json");
/// ```
#[must_use]
pub fn flow_name(text: &str) -> String {
    let mut name = String::new();
    for char in text.chars().flat_map(char::to_lowercase) {
        if unicode_ident::is_xid_continue(char) && char != '_' {
            name.push(char);
        } else if !name.is_empty() && !name.ends_with('_') {
            name.push('_');
        }
    }
    let name = name.trim_end_matches('_');
    let digit = name.starts_with(|char| !unicode_ident::is_xid_start(char));
    let affixed = if digit { format!("flow_{name}") } else { format!("{name}_flow") };
    let both = [name.to_owned(), affixed];
    let named = !name.is_empty();
    both.into_iter()
        .find(|name| named && is_flow_name(name))
        .unwrap_or_else(|| "flow_json".to_owned())
}

/// Reads a Flow JSON document as `flow!`, as far as it can be read.
#[must_use]
pub fn import(text: &[u8], name: &str) -> Imported {
    let mut cx = Diagnostics::new();
    let read = json::read_bytes(&mut cx, text).and_then(|node| {
        let flow = json::verbatim(&mut cx, &node, name)?;
        check::check(&mut cx, &flow, &NoFiles);
        short(&node, name)
    });
    let (flow, differences) = read.unzip();
    Imported { flow, diagnostics: cx.into_vec(), differences: differences.unwrap_or_default() }
}

const ROUTES: &str = "the source writes the `routing_model` that the document lacks: without it phones refuse a `navigate` in `If` or `Switch`";
const PAYLOADS: &str =
    "the source writes `\"payload\": {}` where an action of the document has none";
const LAYOUTS: &str = "the source writes an empty `layout` where a screen of the document has none";

/// A document as a person would write it, so that `flow!` takes it where it is sound; and what it
/// writes more than the document has.
fn short(node: &json::Node, name: &str) -> Option<(ast::Flow, Vec<&'static str>)> {
    // What is wrong with it was told of the document.
    let mut told = Diagnostics::new();
    let flow = json::import(&mut told, node, name, plan::EVERY_FLOW_HAS).map(|flow| {
        let mut flow = ast::Flow { dialect: Dialect::Rust, ..flow };
        let checked = check::check(&mut told, &flow, &NoFiles);
        let names = plan::renames(&checked);
        let routed = checked.routing_model.is_some() && checked.data_api_version.is_none();
        json::rename(&mut flow, &names);
        (flow, routed)
    });
    let told = told.into_vec();
    flow.map(|(mut flow, routed)| {
        if told.iter().any(|fault| fault.code == Code::AmbiguousExchange) {
            json::allow(&mut flow, Code::AmbiguousExchange);
        }
        // What a document's schema leaves open, the types of the source say.
        let example = |fault: &Diagnostic| {
            fault.code == Code::InvalidScreenData && fault.level == Level::Warning
        };
        if told.iter().any(example) {
            json::allow(&mut flow, Code::InvalidScreenData);
        }
        let routes = (routed && node.get("routing_model").is_none()).then_some(ROUTES);
        let payloads = json::lacks_a_payload(node).then_some(PAYLOADS);
        let layouts = json::lacks_a_layout(node).then_some(LAYOUTS);
        (flow, [routes, payloads, layouts].into_iter().flatten().collect())
    })
}
