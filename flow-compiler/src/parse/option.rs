//! Options, and the items of a list: what is in braces after a kind that has them.

use proc_macro2::Delimiter;

use super::component::{self, is_kind};
use super::cursor::Cursor;
use super::key::{self, Names};
use super::value::{self, Place};
use super::{action, doc, settings, text};
use crate::ast::{Entry, Key, Piece, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

const FORM: &str = "an option is `id: \"Title\"`";

/// Options up to the end.
pub(super) fn entries(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Entry> {
    let mut entries = Vec::new();
    while !cur.done() {
        if cur.take_op(",").is_some() || cur.take_op(";").is_some() {
            continue;
        }
        let (before, faults) = (cur.at(), cx.mark());
        let read = one(cx, cur);
        if cx.reported_since(faults) && read.is_none() {
            if cur.at() == before {
                cur.bump();
            }
            while !(cur.done() || cur.key_ahead().is_some() || is_kind(cur, 0)) {
                cur.bump();
            }
        }
        entries.extend(read);
    }
    entries
}

fn one(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Entry> {
    let docs = doc::docs(cx, cur);
    if doc::dangling(cx, &docs, cur) {
        return None;
    }
    let start = cur.span();
    let named = cur.key_ahead().is_some();
    if is_kind(cur, 0) && !named || cur.key_ahead().is_some_and(|length| is_kind(cur, length + 1)) {
        component::stray(cx, cur);
        cx.error(Code::Syntax, cur.since(start), "a component is among options").help(FORM);
        return None;
    }
    if !named && cur.is_string(0) && !cur.is_string(1) && !cur.is_op(1, "=") {
        let (title, span) = text::plain(cx, cur)?;
        cx.error(Code::Syntax, span, format!("the option `{title}` has no id")).help(
            "write `id: \"Title\"`, or `[\"Title\", …]` in brackets where the ids do not matter",
        );
        return None;
    }
    if cur.is_group(0, Delimiter::Brace) {
        cx.error(Code::Syntax, start, "an option is written without braces").help(FORM);
        cur.bump();
        return None;
    }
    let key = key::key(cx, cur, Names::Verbatim, "the id of an option")?;
    if !key::colon(cx, cur, &key) {
        return None;
    }
    entry(cx, cur, docs, key, start)
}

/// What is after `id:`.
pub(super) fn entry(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: Vec<String>,
    id: Key,
    start: Span,
) -> Option<Entry> {
    if nothing_behind(cx, cur, &id) {
        return None;
    }
    let bare = value::is_bare(cur) && !cur.is_word(0, "null");
    let text = if bare { unquoted(cx, cur, &id) } else { value::value(cx, cur, Place::Head)? };
    let settings = if cur.is_group(0, Delimiter::Parenthesis) {
        settings::settings(cx, cur)
    } else {
        Vec::new()
    };
    let action = action::behind_arrow(cx, cur);
    Some(Entry { docs, id, text, settings, action, span: cur.since(start) })
}

/// Notes that there is nothing after `name:`, where it is so.
pub(super) fn nothing_behind(cx: &mut Diagnostics, cur: &Cursor, name: &Key) -> bool {
    let settings = cur.is_group(0, Delimiter::Parenthesis) && settings::is_settings(cur, 0);
    let nothing = cur.done() || cur.key_ahead().is_some() || cur.is_op(0, ",") || settings;
    if nothing {
        let text = &name.text;
        cx.error(Code::Syntax, name.span, format!("there is nothing after `{text}:`"))
            .help(format!("write `{text}: Kind \"…\"`, or `{text}: \"…\"` for an option"));
    }
    nothing
}

/// The words of a title without quotes, which is noted.
fn unquoted(cx: &mut Diagnostics, cur: &mut Cursor, id: &Key) -> Value {
    let start = cur.span();
    let mut words = Vec::new();
    while cur.key_ahead().is_none() && !(cur.is_ident(0) && action::is_arrow(cur, 0)) {
        let Some(word) = cur.word(0) else { break };
        words.push(word);
        cur.bump();
    }
    let (title, span) = (words.join(" "), cur.since(start));
    cx.error(Code::Syntax, span, format!("the text `{title}` has no quotes"))
        .once("titles without quotes")
        .help(format!("write `{}: \"{title}\"`", id.text));
    Value::new(ValueKind::Text(vec![Piece::Text(title)]), span)
}
