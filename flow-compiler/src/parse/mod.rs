//! Tokens of `flow!` into the tree.
//!
//! Every function takes what it can read and notes what it cannot; after a fault reading goes on
//! with the next item or component, so that one call finds every fault.

mod action;
mod brackets;
mod branch;
mod component;
mod cursor;
mod data;
mod doc;
mod expression;
mod fragment;
mod item;
mod json;
mod key;
mod number;
mod option;
mod reference;
mod settings;
mod slip;
mod text;
mod value;

use proc_macro2::{Delimiter, TokenStream};

pub(crate) use self::action::begins_a_node;
pub(crate) use self::component::{brackets_are_titles, can_be_kind};
use self::cursor::Cursor;
pub(crate) use self::item::KEYWORDS as ITEMS;
pub(crate) use self::reference::angled;
use crate::ast::{Dialect, Flow, Item, Name};
use crate::diagnostic::{Code, Diagnostics};

const HEAD: &str = "a flow begins with `flow name (version: \"7.3\")`";

/// Reads what is inside `flow! { … }`.
///
/// Faults go to `cx`, with the code [`Code::Syntax`]; a tree that is returned beside faults holds
/// everything that could be read. `None` means that there is no flow to speak of: its head is
/// missing, so it has no name.
///
/// ```
/// use flow_compiler::{diagnostic::Diagnostics, parse};
///
/// let mut cx = Diagnostics::new();
/// let tokens = r#"flow hello (version: "7.3") screen HELLO "Hello" { TextBody "Hello" }"#;
/// let flow = parse::flow(&mut cx, tokens.parse().unwrap()).unwrap();
/// assert_eq!(flow.name.text, "hello");
/// assert!(cx.into_vec().is_empty());
/// ```
pub fn flow(cx: &mut Diagnostics, tokens: TokenStream) -> Option<Flow> {
    let mut cur = Cursor::new(tokens);
    if cur.done() {
        cx.error(Code::Syntax, cur.span(), "the flow is empty").help(HEAD);
        return None;
    }
    let docs = doc::docs(cx, &mut cur);
    let visibility = visibility(cx, &mut cur);
    let name = head(cx, &mut cur);
    if let Some(span) = [":", "!", "="].into_iter().find_map(|sign| cur.take_op(sign)) {
        cx.error(Code::Syntax, span, "only the settings go after the name of a flow").help(HEAD);
    }
    let settings = if cur.is_group(0, Delimiter::Parenthesis) {
        settings::settings(cx, &mut cur)
    } else if item::is_settings_in_braces(&cur) {
        brackets::settings(cx, &mut cur, "flow")
    } else {
        Vec::new()
    };
    let items = item::items(cx, &mut cur);
    Some(Flow {
        docs,
        visibility,
        name: name?,
        settings,
        items,
        dialect: Dialect::Rust,
        partial: false,
    })
}

/// Reads a file that flows include: fragments, options and structs.
///
/// ```
/// use flow_compiler::{diagnostic::Diagnostics, parse};
///
/// let mut cx = Diagnostics::new();
/// let items = parse::items(&mut cx, "options Stars { many: \"★★★\" }".parse().unwrap());
/// assert_eq!(items.len(), 1);
/// assert!(cx.into_vec().is_empty());
/// ```
pub fn items(cx: &mut Diagnostics, tokens: TokenStream) -> Vec<Item> {
    fragment::shared(cx, &mut Cursor::new(tokens))
}

/// `pub`, `pub(crate)`, `pub(in path)`, as Rust spells it.
fn visibility(cx: &mut Diagnostics, cur: &mut Cursor) -> String {
    if !cur.is_word(0, "pub") {
        return String::new();
    }
    cur.bump();
    let Some(mut inside) = cur.take_group(cx, Delimiter::Parenthesis) else {
        return "pub".to_owned();
    };
    let span = inside.span();
    let mut path = String::new();
    while let Some(token) = inside.bump() {
        path.push_str(&token.to_string());
        if path == "in" {
            path.push(' ');
        }
    }
    let known = matches!(path.as_str(), "crate" | "self" | "super")
        || path.strip_prefix("in ").is_some_and(|path| !path.is_empty());
    if known {
        return format!("pub({path})");
    }
    cx.error(Code::Syntax, span, "this is not a visibility")
        .help("write `pub`, `pub(crate)`, `pub(super)` or `pub(in some::path)`");
    "pub".to_owned()
}

/// `flow name`.
fn head(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Name> {
    if !cur.is_word(0, "flow") {
        cx.error(Code::Syntax, cur.span(), format!("expected `flow`, found {}", cur.found()))
            .help(HEAD);
        // `flo name (…)`, or `name (…)`.
        let ahead = usize::from(cur.is_ident(0) && cur.is_ident(1));
        if !cur.is_ident(ahead) || !cur.is_group(ahead + 1, Delimiter::Parenthesis) {
            return None;
        }
        cur.skip(ahead);
        let (text, span) = (cur.word(0)?, cur.span());
        cur.bump();
        return Some(Name { text, span });
    }
    cur.bump();
    if cur.is_op(0, "!") && cur.is_ident(1) {
        cx.error(Code::Syntax, cur.span(), "a `!` is after `flow`").help(HEAD);
        cur.bump();
    }
    let span = cur.span();
    if let Some(mut text) = cur.word(0).filter(|_| !is_item(cur)) {
        cur.bump();
        if cur.is_op(0, "-") && cur.is_ident(1) {
            let mut written = text.clone();
            while let Some(part) = cur.word(1).filter(|_| cur.is_op(0, "-")) {
                written = format!("{written}-{part}");
                cur.skip(2);
            }
            text = written.replace('-', "_");
            let span = cur.since(span);
            cx.error(Code::Syntax, span, format!("`{written}` is not the name of a Rust module"))
                .write(&text);
        }
        return Some(Name { text, span });
    }
    if cur.is_string(0) {
        cx.error(Code::Syntax, span, "the name of a flow is written without quotes")
            .help("it becomes the name of a Rust module: `flow my_flow (…)`");
        let (text, span) = text::plain(cx, cur)?;
        return Some(Name { text, span });
    }
    cx.error(Code::Syntax, span, format!("expected the name of the flow, found {}", cur.found()))
        .help(HEAD);
    None
}

fn is_item(cur: &Cursor) -> bool {
    item::KEYWORDS.iter().any(|keyword| cur.is_word(0, keyword))
        && (cur.is_ident(1) || cur.is_string(1) || cur.is_group(1, Delimiter::Brace))
}
