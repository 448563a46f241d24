//! Fragments, and the places where they are used.

use proc_macro2::Delimiter;

use super::cursor::Cursor;
use super::settings::settings;
use super::{brackets, component, doc, item, key, text};
use crate::ast::{Fragment, Include, Item, Name, Property, Use};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

const SHARED: &str = "the file holds `fragment`, `options` and `struct`; the rest goes in the flow";
const FORM: &str = "a fragment is `fragment Name { … }`";

/// `Name (parameter: value, …) { … }`, after the word.
pub(super) fn fragment(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: Vec<String>,
    start: Span,
) -> Fragment {
    let before = cx.mark();
    let name = if cur.is_ident(0) || cur.is_string(0) {
        item::declared(cx, cur, "fragment", "fragment Address { … }")
    } else {
        let message = format!("expected a name after `fragment`, found {}", cur.found());
        cx.error(Code::Syntax, cur.last(), message).help("write `fragment Address { … }`");
        None
    };
    // What is used and not declared may be this one.
    let name = name.unwrap_or_else(|| Name { text: String::new(), span: start });
    let parameters = parameters(cx, cur, "fragment");
    if !cur.is_group(0, Delimiter::Brace) {
        let at = if cur.done() { cur.last() } else { cur.span() };
        let message = format!("expected the body of `{}`, found {}", name.text, cur.found());
        cx.error(Code::Syntax, at, message).help(FORM);
        while !cur.done() && !item::is_item(cur) && !cur.is_group(0, Delimiter::Brace) {
            cur.bump();
        }
    }
    let inside = cur.take_group(cx, Delimiter::Brace);
    let body = inside.map(|mut inside| component::nodes(cx, &mut inside)).unwrap_or_default();
    let partial = cx.reported_since(before);
    Fragment { docs, name, parameters, body, partial, span: cur.since(start) }
}

/// `"path"`, after the word.
pub(super) fn include(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: &[String],
    start: Span,
) -> Option<Include> {
    doc::refuse(cx, docs, start, "`include`");
    if !cur.is_string(0) {
        let message = format!("expected the path of a file, found {}", cur.found());
        cx.error(Code::Syntax, if cur.done() { cur.last() } else { cur.span() }, message)
            .help("write `include \"fragments/address.flow\"`");
        if !item::is_item(cur) {
            cur.bump();
        }
        return None;
    }
    let (path, path_span) = text::plain(cx, cur)?;
    Some(Include { path, path_span, span: cur.since(start) })
}

/// Reads the items of a file that flows include.
pub(super) fn shared(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Item> {
    if cur.is_word(0, "flow") || cur.is_word(0, "pub") {
        cx.error(Code::Syntax, cur.span(), "a file that flows include holds no flow").help(SHARED);
        return Vec::new();
    }
    let mut items = item::items(cx, cur);
    items.retain(|item| {
        let (span, what) = match item {
            Item::Screen(screen) => (screen.id.span, "screen"),
            Item::Success(success) => (success.span, "success"),
            Item::Include(include) => (include.span, "include"),
            Item::Fragment(_) | Item::Options(_) | Item::Struct(_) => return true,
        };
        cx.error(Code::Syntax, span, format!("`{what}` is in a file that flows include"))
            .help(SHARED);
        false
    });
    items
}

/// Whether a fragment is used next.
pub(super) fn is_use(cur: &Cursor) -> bool {
    (cur.is_op(0, "..") && cur.is_ident(2)) || (cur.is_op(0, "...") && cur.is_ident(3))
}

/// `..Name (parameter: value, …)`.
pub(super) fn used(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Use> {
    let start = cur.span();
    if cur.take_op("..").is_none() {
        let dots = cur.take_op("...")?;
        cx.error(Code::Syntax, dots, "a fragment has two dots before it").write("..");
    }
    let name = key::name(cx, cur, "the name of a fragment")?;
    let arguments = parameters(cx, cur, &format!("..{}", name.text));
    Some(Use { name, arguments, span: cur.since(start) })
}

fn parameters(cx: &mut Diagnostics, cur: &mut Cursor, owner: &str) -> Vec<Property> {
    if cur.is_group(0, Delimiter::Parenthesis) {
        settings(cx, cur)
    } else if item::is_settings_in_braces(cur)
        && (owner.starts_with("..") || cur.is_group(1, Delimiter::Brace))
    {
        brackets::settings(cx, cur, owner)
    } else {
        Vec::new()
    }
}
