//! The door of `flow!`: the tokens of a flow in, Rust items out.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use quote::{quote, quote_spanned};

use crate::check;
use crate::diagnostic::{Diagnostic, Diagnostics, Level};
use crate::door::{self, Package};
use crate::editor;
use crate::emit::rust;
use crate::emit::rust::plan::Plan;

/// Held while a flow is expanded.
static ONE_BY_ONE: Mutex<()> = Mutex::new(());

/// The items of the flow that the tokens declare, and an error or a warning for every fault.
///
/// Types are emitted beside errors, so that one typo is one error. The tokens may begin with the
/// path of flow-runtime in parentheses, which its own macro puts there; without it the path is
/// `::flow_runtime`. Files are read relative to the package that is being built.
#[must_use]
pub fn expand(tokens: TokenStream) -> TokenStream {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    // What is included is lexed outside the compiler, which is a switch of the whole process.
    let _turn = ONE_BY_ONE.lock().unwrap_or_else(PoisonError::into_inner);
    expand_in(&Package { root }, tokens)
}

/// The same for a package elsewhere.
#[must_use]
pub fn expand_in(package: &Package, tokens: TokenStream) -> TokenStream {
    let (runtime, tokens) = runtime(tokens);
    let mut cx = Diagnostics::new();
    let items = door::tree(&mut cx, tokens, package).map(|tree| {
        let flow = check::check(&mut cx, &tree, package);
        let plan = Plan::of(&mut cx, &flow);
        let items = rust::items(&flow, &plan, &runtime);
        let tracked = flow.files.iter().filter_map(|path| tracked(path));
        quote!(#items #(#tracked)*)
    });
    let faults = cx.into_vec();
    let faults = faults.iter().map(|found| fault(&found.at_home()));
    quote!(#(#faults)* #items)
}

/// The shadow of the flow that the tokens declare, for rust-analyzer; the path may be before them.
#[must_use]
pub fn shadow(tokens: TokenStream) -> TokenStream {
    let (runtime, tokens) = runtime(tokens);
    editor::shadow(&runtime, tokens)
}

/// The path of flow-runtime, and the tokens after it.
fn runtime(tokens: TokenStream) -> (TokenStream, TokenStream) {
    let mut rest = tokens.clone().into_iter();
    match rest.next() {
        Some(TokenTree::Group(path)) if path.delimiter() == Delimiter::Parenthesis => {
            (path.stream(), rest.collect())
        }
        _ => (quote!(::flow_runtime), tokens),
    }
}

fn fault(fault: &Diagnostic) -> TokenStream {
    match fault.level {
        Level::Error => error(fault),
        Level::Warning => warning(fault),
    }
}

fn error(fault: &Diagnostic) -> TokenStream {
    let mut text = format!("{} [{}]", fault.message, fault.code.as_str());
    if let Some(help) = &fault.help {
        text = format!("{text}\nhelp: {help}");
    }
    // rustc spans a path to its last name, so that the name needs the place as well.
    let span = fault.span.token();
    quote_spanned!(span=> ::core::compile_error! { #text })
}

/// A macro has no warnings of its own on stable Rust. The use of a deprecated item is one, and the
/// compiler shows the item's name and note at the place of its use.
fn warning(fault: &Diagnostic) -> TokenStream {
    let code = fault.code.as_str();
    let allow = format!("`allow: [{code}]`");
    let mut text = fault.message.clone();
    let accept = format!("accept it with {allow} in the settings of the flow");
    let told = fault.help.as_ref().is_some_and(|help| help.contains(&allow));
    for help in fault.help.iter().chain(Some(&accept).filter(|_| !told)) {
        text.push_str("\nhelp: ");
        text.push_str(help);
    }
    // Both are where the fault is: an editor that asks what the word there means is led to it.
    let named = Ident::new(code, fault.span.token());
    quote! {
        const _: () = {
            #[deprecated(note = #text)]
            const #named: () = ();
            #named
        };
    }
}

/// Makes the build depend on a file that the document holds.
fn tracked(path: &Path) -> Option<TokenStream> {
    let path = path.to_str().filter(|_| path.is_file())?;
    Some(quote!(
        const _: &[u8] = ::core::include_bytes!(#path);
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_the_runtime_stands_in_front() {
        let (path, rest) = runtime(quote!(($crate) pub flow a));
        assert_eq!(path.to_string(), "$ crate");
        assert_eq!(rest.to_string(), "pub flow a");
        let (path, rest) = runtime(quote!(flow a (version: "7.3")));
        assert_eq!(path.to_string(), ":: flow_runtime");
        assert_eq!(rest.to_string(), "flow a (version : \"7.3\")");
    }
}
