//! Actions and their payloads.

use proc_macro2::{Delimiter, TokenTree};

use super::brackets;
use super::cursor::Cursor;
use super::item::KEYWORDS as ITEMS;
use super::key::{self, Names};
use super::settings::{self, expected, separated};
use super::value::{self, Place};
use crate::ast::{Action, Key, Name, Payload, PayloadItem, Value, ValueKind};
use crate::catalogue::{self, ActionKind, Target};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// Takes `=> action`, if it is next; `->`, `=` and no arrow are noted and taken for it.
pub(super) fn behind_arrow(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Action> {
    if !is_arrow(cur, 0) {
        return None;
    }
    if cur.take_op("=>").is_none() {
        let wrong = ["->", "="].into_iter().find_map(|op| Some((op, cur.take_op(op)?)));
        match wrong {
            Some((op, span)) => {
                let message = format!("`{op}` does not lead to an action");
                cx.error(Code::Syntax, span, message).help("write `=>`").replace_part(op, "=>");
            }
            None => {
                cx.error(Code::Syntax, cur.span(), format!("{} is without `=>`", cur.found()))
                    .help("write `=>`");
            }
        }
    }
    action(cx, cur)
}

/// Whether `=>`, a mistaken form of it, or an action without it is there.
pub(super) fn is_arrow(cur: &Cursor, ahead: usize) -> bool {
    cur.is_op(ahead, "=>")
        || cur.is_op(ahead, "->")
        || (cur.is_op(ahead, "=") && is_name(cur, ahead + 1))
        || (is_name(cur, ahead) && !cur.is_op(ahead + 1, ":"))
}

fn is_name(cur: &Cursor, ahead: usize) -> bool {
    cur.word(ahead).is_some_and(|word| ActionKind::from_name(&word).is_some())
}

/// Whether the word that is next is an action rather than a word alone.
pub(super) fn is_ahead(cur: &Cursor) -> bool {
    is_name(cur, 0)
        || (cur.is_ident(1) && !cur.is_op(2, ":"))
        || cur.is_string(1)
        || cur.is_group(1, Delimiter::Brace)
        || cur.is_group(1, Delimiter::Parenthesis)
}

/// `name TARGET (settings) { payload }`.
pub(super) fn action(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Action> {
    let start = cur.span();
    if cur.is_group(0, Delimiter::Brace) || cur.is_group(0, Delimiter::Parenthesis) {
        return brackets::action(cx, cur);
    }
    if !cur.is_ident(0) && !cur.is_string(0) || cur.key_ahead().is_some() {
        let names: Vec<_> = catalogue::ACTIONS.iter().map(|row| row.name).collect();
        cx.error(Code::Syntax, start, format!("expected an action, found {}", cur.found()))
            .help(format!("an action is one of `{}`", names.join("`, `")));
        return None;
    }
    let name = key::name(cx, cur, "an action")?;
    if let Some(called) = called(cx, cur, &name, start) {
        return Some(called);
    }
    let target = target(cx, cur, &name);
    let brackets = cur.is_group(0, Delimiter::Bracket);
    if brackets || is_payload_in_parentheses(cur) {
        cx.error(Code::Syntax, cur.span(), "a payload goes in braces")
            .help(format!("write `{} … {{ … }}`", name.text));
        let delimiter = if brackets { Delimiter::Bracket } else { Delimiter::Parenthesis };
        let payload = payload(cx, cur, delimiter);
        return Some(Action {
            name,
            target,
            settings: Vec::new(),
            payload,
            span: cur.since(start),
        });
    }
    let settings = if cur.is_group(0, Delimiter::Parenthesis) {
        settings::settings(cx, cur)
    } else {
        Vec::new()
    };
    let brace = cur.is_group(0, Delimiter::Brace);
    let payload = if brace { payload(cx, cur, Delimiter::Brace) } else { None };
    Some(Action { name, target, settings, payload, span: cur.since(start) })
}

/// `navigate(SCREEN, { payload })`, which is noted.
fn called(cx: &mut Diagnostics, cur: &mut Cursor, name: &Name, start: Span) -> Option<Action> {
    let mut inside = cur.group(0, Delimiter::Parenthesis).cloned().and_then(|group| {
        let tokens: Vec<_> = group.stream().into_iter().take(4).collect();
        let call = matches!(&tokens[..], [TokenTree::Ident(_), TokenTree::Punct(comma), TokenTree::Group(payload)]
            if comma.as_char() == ',' && payload.delimiter() == Delimiter::Brace);
        if call { cur.enter(cx, &group) } else { None }
    })?;
    let (word, span) = (inside.word(0)?, inside.span());
    cx.error(Code::Syntax, cur.span(), format!("`{}` is written without parentheses", name.text))
        .help(format!("write `{} {word} {{ … }}`", name.text));
    inside.skip(2);
    let payload = payload(cx, &mut inside, Delimiter::Brace);
    cur.bump();
    Some(Action {
        name: name.clone(),
        target: Some(Value::new(ValueKind::Word(word), span)),
        settings: Vec::new(),
        payload,
        span: cur.since(start),
    })
}

/// Whether a component or what else is among components begins with this word, or an item.
pub(crate) fn begins_a_node(word: &str) -> bool {
    matches!(word, "if" | "match" | "else" | "data")
        || ITEMS.contains(&word)
        || catalogue::component(word).is_some()
}

fn target(cx: &mut Diagnostics, cur: &mut Cursor, name: &Name) -> Option<Value> {
    let kind = ActionKind::from_name(&name.text);
    let takes = kind.map(|kind| kind.row().target);
    if let Some(Some(wanted)) = takes
        && let Some(group) = cur.group(0, Delimiter::Parenthesis).cloned()
        && group.stream().into_iter().count() == 1
    {
        let what = match wanted {
            Target::Screen => "the screen",
            Target::Url => "the address",
        };
        let message = format!("{what} of `{}` is in parentheses", name.text);
        cx.error(Code::Syntax, cur.span(), message).help(format!(
            "write `{} {}`",
            name.text,
            group.stream()
        ));
        let mut inside = cur.take_group(cx, Delimiter::Parenthesis)?;
        return value::value(cx, &mut inside, Place::Head);
    }
    if cur.key_ahead().is_some() || cur.is_group(0, Delimiter::Parenthesis) {
        return None;
    }
    let Some(word) = cur.word(0).filter(|_| !value::starts(cur)) else {
        return if value::starts(cur) { value::value(cx, cur, Place::Head) } else { None };
    };
    if word == "screen" && takes == Some(Some(Target::Screen)) && cur.is_ident(1) {
        cx.error(
            Code::Syntax,
            cur.span(),
            format!("`screen` is before the screen of `{}`", name.text),
        )
        .help("remove it");
        cur.bump();
        let (text, span) = (cur.word(0)?, cur.span());
        cur.bump();
        return Some(Value::new(ValueKind::Word(text), span));
    }
    let next = match word.as_str() {
        "data" => cur.is_group(1, Delimiter::Brace),
        word => begins_a_node(word),
    };
    let screen = match takes {
        Some(Some(Target::Screen)) => true,
        // A word after these is most likely the next component; one in capitals is a screen.
        Some(_) => !word.contains(|c: char| c.is_lowercase()) && !cur.is_string(1),
        None => !cur.is_op(1, "!"),
    };
    if next || !screen {
        return None;
    }
    let span = cur.span();
    if cur.is_op(1, ".") || cur.is_op(1, "::") {
        return value::value(cx, cur, Place::Head);
    }
    cur.bump();
    Some(Value::new(ValueKind::Word(word), span))
}

fn payload(cx: &mut Diagnostics, cur: &mut Cursor, delimiter: Delimiter) -> Option<Payload> {
    let start = cur.span();
    let mut inside = cur.take_group(cx, delimiter)?;
    let before = cx.mark();
    let items = separated(cx, &mut inside, item);
    Some(Payload { items, broken: cx.reported_since(before), span: cur.since(start) })
}

/// Whether the parentheses that are next hold a payload: keys, but none that a document's action
/// may have beside its payload.
fn is_payload_in_parentheses(cur: &Cursor) -> bool {
    let Some(group) = cur.group(0, Delimiter::Parenthesis) else { return false };
    match group.stream().into_iter().next() {
        Some(TokenTree::Ident(word)) => !["next", "url", "payload"].iter().any(|key| word == key),
        Some(TokenTree::Punct(punct)) => punct.as_char() == '.',
        _ => false,
    }
}

fn item(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<PayloadItem> {
    if cur.is_op(0, "..") || cur.is_op(0, "...") {
        return spread(cx, cur);
    }
    if cur.is_char(0, '$') {
        let reference = super::reference::reference(cx, cur)?;
        let name = reference.segments.last().map_or("name", String::as_str);
        cx.error(Code::Syntax, reference.span, "a value of a payload has a name")
            .write(&format!("{name}: {}", reference.wire()));
        return None;
    }
    if cur.is_number(0) && cur.key_ahead().is_none() {
        cx.error(Code::Syntax, cur.span(), format!("{} is without a name", cur.found()))
            .help("write `name: value`; a number has a point before its decimals: `2.5`");
        return None;
    }
    if cur.is_ident(0) && cur.is_op(1, ".") {
        let span = cur.span();
        let mut path = cur.word(0)?;
        cur.bump();
        let mut last = path.clone();
        while cur.is_op(0, ".") && cur.is_ident(1) {
            last = cur.word(1)?;
            path = format!("{path}.{last}");
            cur.skip(2);
        }
        cx.error(Code::Syntax, cur.since(span), format!("`{path}` is not a name"))
            .write(&format!("{last}: ${{{path}}}"));
        return None;
    }
    let key = key::key(cx, cur, Names::Verbatim, "a name")?;
    if cur.done() || cur.is_op(0, ",") || starts_next(cur, &key) {
        return Some(PayloadItem::Field { key, value: None });
    }
    if !key::colon(cx, cur, &key) {
        return None;
    }
    let value = expected(cx, cur, &key.text, Place::Setting)?;
    Some(PayloadItem::Field { key, value: Some(value) })
}

/// Whether the comma after a name alone was forgotten.
fn starts_next(cur: &Cursor, key: &Key) -> bool {
    !key.quoted && (cur.key_ahead().is_some() || cur.is_op(0, "..") || cur.is_ident(0))
}

fn spread(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<PayloadItem> {
    const FORM: &str = "write `..form` or `..data`";
    let start = cur.span();
    if cur.take_op("...").is_some() {
        cx.error(Code::Syntax, cur.since(start), "`...` takes one dot too many").help(FORM);
    } else {
        cur.take_op("..");
    }
    let span = cur.span();
    let Some(text) = cur.word(0) else {
        cx.error(Code::Syntax, span, format!("expected a word after `..`, found {}", cur.found()))
            .help(FORM);
        return None;
    };
    cur.bump();
    Some(PayloadItem::Spread(Name { text, span }))
}
