//! The way of a document through `flow!` source and back.

use std::path::PathBuf;

use flow_compiler::check;
use flow_compiler::diagnostic::{Code, Diagnostic, Diagnostics, Level};
use flow_compiler::door::{self, Package};
use flow_compiler::{emit, expand, format, parse};
use proc_macro2::TokenStream;
use serde_json::Value;

/// What a document became.
pub(crate) struct Source {
    /// What is inside `flow! { … }`.
    pub(crate) text: String,
}

/// Imports a document, writes it as source, and compiles that again.
///
/// Of a sound document the same document must come back, and the source must compile under
/// `flow!`. A faulty one has no document to come back; its source must have the same faults.
pub(crate) fn there_and_back(document: &str) -> Result<Source, String> {
    let imported = door::import(document.as_bytes(), "imported");
    let faulty = imported.has_errors();
    let text = imported.source().ok_or("it is not a flow")?;
    let package = Package { root: PathBuf::new() };
    let tokens: TokenStream = text.parse().map_err(|error| format!("{error}\n{text}"))?;
    let mut cx = Diagnostics::new();
    let tree = parse::flow(&mut cx, tokens.clone());
    let told = cx.into_vec();
    let tree = tree
        .filter(|_| told.is_empty())
        .ok_or_else(|| format!("its source does not parse: {told:?}\n{text}"))?;
    let mut cx = Diagnostics::new();
    let back = emit::json::minified(&check::check(&mut cx, &tree, &package));
    let told = errors(&cx.into_vec());
    if told != errors(&imported.diagnostics) {
        return Err(format!(
            "its source is reported {told:?}, it {:#?}\n{text}",
            imported.diagnostics
        ));
    }
    if !faulty {
        let overlooked =
            imported.diagnostics.iter().any(|fault| fault.code == Code::OverlookedAction);
        let (found, wanted) = (comparable(&back, overlooked)?, comparable(document, overlooked)?);
        if found != wanted {
            return Err(format!("it comes back as\n{found}\nand was\n{wanted}\n{text}"));
        }
        let checked = door::check_tokens(tokens.clone(), &package);
        if checked.document.is_none() {
            return Err(format!("`flow!` refuses its source: {:#?}\n{text}", checked.diagnostics));
        }
        let items = expand::expand_in(&package, tokens);
        syn::parse2::<syn::File>(items)
            .map_err(|error| format!("its items are not Rust: {error}\n{text}"))?;
    }
    let mut cx = Diagnostics::new();
    let formatted = format::flow(&mut cx, &text);
    drop(cx.into_vec());
    if formatted.as_ref() != Some(&text) {
        return Err(format!("its source is not formatted\n{text}\n{formatted:?}"));
    }
    Ok(Source { text })
}

/// The codes of the errors, in order.
fn errors(faults: &[Diagnostic]) -> Vec<Code> {
    let errors = faults.iter().filter(|fault| fault.level == Level::Error);
    let mut codes: Vec<Code> = errors.map(|fault| fault.code).collect();
    codes.sort();
    codes
}

/// The document without what may differ: a routing model that phones need and it lacks, the empty
/// payload of an action, the mark at the start.
fn comparable(text: &str, overlooked: bool) -> Result<Value, String> {
    let mut document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("it is not JSON: {error}"))?;
    if let Some(keys) = document.as_object_mut().filter(|_| overlooked) {
        keys.remove("routing_model");
    }
    with_payloads(&mut document);
    Ok(document)
}

fn with_payloads(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(with_payloads),
        Value::Object(members) => {
            for (key, value) in members {
                let action = value.as_object_mut().filter(|_| key.ends_with("-action"));
                if let Some(action) = action
                    .filter(|action| action.get("name").is_some_and(|name| name != "open_url"))
                {
                    action.entry("payload").or_insert_with(|| serde_json::json!({}));
                }
                with_payloads(value);
            }
        }
        _ => {}
    }
}
