//! Files that a flow includes: the fragments, options and structs that several flows share.

use std::collections::HashSet;

use proc_macro2::TokenStream;

use crate::ast::{Flow, Include, Item};
use crate::check::Files;
use crate::check::embed::{LARGEST, reason};
use crate::diagnostic::{Code, Diagnostics, Included};
use crate::fragments::each_span;
use crate::parse;
use crate::source::{glued, unclosed};

/// The flow with the items of the files that it includes, each file read once.
///
/// The places of these items are of their files (`Span::Included`); the number of a file is that of
/// its `include` among those of the flow. The `include`s stay, so that the check says which files the
/// flow is made of.
pub fn read(cx: &mut Diagnostics, flow: Flow, files: &dyn Files) -> Flow {
    if !flow.items.iter().any(|item| matches!(item, Item::Include(_))) {
        return flow;
    }
    let mut items = Vec::with_capacity(flow.items.len());
    let mut partial = flow.partial;
    let mut paths = HashSet::new();
    for item in flow.items {
        let found = match &item {
            Item::Include(include) => {
                if paths.insert(files.resolve(&include.path)) {
                    one(cx, include, files)
                } else {
                    let message = format!("`{}` is included twice", include.path);
                    cx.error(Code::DuplicateKey, include.span, message).help("keep one of them");
                    Some(Vec::new())
                }
            }
            _ => Some(Vec::new()),
        };
        partial |= found.is_none();
        items.push(item);
        items.extend(found.into_iter().flatten());
    }
    Flow { items, partial, ..flow }
}

/// The items of one file; `None`, and a fault, where it cannot be read.
fn one(cx: &mut Diagnostics, include: &Include, files: &dyn Files) -> Option<Vec<Item>> {
    let path = files.resolve(&include.path);
    let shown = &include.path;
    let bytes = match files.read(&path) {
        Ok(bytes) if bytes.len() <= LARGEST => Ok(bytes),
        Ok(_) => Err("it is larger than the 10 MB that a whole flow may have"),
        Err(error) => Err(reason(&error)),
    };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text"));
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let message = format!("cannot include `{shown}`: {why}");
            cx.error(Code::InvalidFile, include.path_span, message)
                .help("a path is relative to the package's root, where its Cargo.toml lies");
            return None;
        }
    };
    let file = cx.include(Included { path, name: shown.clone(), at: include.path_span, text });
    let text = cx.included(file)?.text.clone();
    let mut own = Diagnostics::new();
    let items = outside_the_compiler(|| {
        let mut items = items(&mut own, &text);
        for item in &mut items {
            each_span(item, &mut |span| *span = span.of_file(file));
        }
        items
    });
    let faulty = own.has_errors();
    cx.adopt(own, file);
    // What could not be read may be what the flow uses.
    if faulty && items.is_empty() { None } else { Some(items) }
}

/// The items of a text, without a flow around them.
pub fn items(cx: &mut Diagnostics, text: &str) -> Vec<Item> {
    match text.parse::<TokenStream>() {
        Ok(tokens) => {
            glued::check(cx, &tokens);
            parse::items(cx, tokens)
        }
        Err(error) => {
            unclosed::tell(cx, text, error.span().byte_range().start);
            Vec::new()
        }
    }
}

/// Lexes as a program does that is not the compiler.
///
/// To a macro the compiler gives a text as tokens without places. The lexer of proc-macro2 gives them
/// places, and is asked for a moment; no token of it is left after that. The switch is the process's,
/// so the macro's door expands one flow at a time.
fn outside_the_compiler<T>(read: impl FnOnce() -> T) -> T {
    struct Back;
    impl Drop for Back {
        fn drop(&mut self) {
            proc_macro2::fallback::unforce();
        }
    }
    proc_macro2::fallback::force();
    let _back = Back;
    read()
}
