//! Slips: what was most likely meant by something that the language does not have.
//!
//! Each is noted and taken for what it means, so that one slip is one fault.

use proc_macro2::Delimiter;

use super::component::{is_ahead, is_kind};
use super::cursor::Cursor;
use super::value::Place;
use super::{action, item, reference, settings, text, value};
use crate::ast::{Component, Key, Name, Piece, Source, Value, ValueKind};
use crate::catalogue;
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::span::Span;

const FORM: &str = "a component is `Kind \"text\" (…)` or `name: Kind \"text\" (…)`";

/// What begins where a component may be.
pub(super) enum Meant {
    /// The word `if` is next, or one that was meant for it.
    If,
    /// The word `match` is next, or one that was meant for it.
    Match,
    /// The braces of `data` are next.
    Data,
    /// A kind is next.
    Component(Option<Key>),
}

/// What begins with the token that is next, which is not a key with a `:`.
pub(super) fn meant(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Meant> {
    let start = cur.span();
    let Some(word) = cur.word(0) else {
        if cur.is_string(0) && is_kind(cur, 1) {
            let (text, span) = text::plain(cx, cur)?;
            return Some(without_colon(cx, Key { text, quoted: true, span }, span));
        }
        cx.error(Code::Syntax, start, format!("unexpected {}", cur.found())).help(FORM);
        return None;
    };
    let braces = cur.is_group(1, Delimiter::Brace);
    match word.as_str() {
        "if" => return Some(Meant::If),
        "match" => return Some(Meant::Match),
        "data" if braces => {
            cur.bump();
            return Some(Meant::Data);
        }
        _ => {}
    }
    if word == "data" && cur.is_group(1, Delimiter::Parenthesis) {
        no_data(cx, start, "`data` has parentheses");
        cur.bump();
        return Some(Meant::Data);
    }
    if braces && nearest(&word, ["data"]).is_some() {
        no_data(cx, start, &format!("`{word}` holds no data"));
        cur.bump();
        return Some(Meant::Data);
    }
    if word.eq_ignore_ascii_case(catalogue::IF.name) {
        not_a_component(cx, &word, start, "`if ${form.name} == \"…\" { … } else { … }`");
        return Some(Meant::If);
    }
    if word.eq_ignore_ascii_case(catalogue::SWITCH.name) {
        not_a_component(cx, &word, start, "`match ${data.kind} { \"…\" => { … } }`");
        return Some(Meant::Match);
    }
    if word == "else" {
        cx.error(Code::Syntax, start, "`else` is without `if`")
            .help("write `if … { … } else { … }`, with nothing between");
        cur.bump();
        return None;
    }
    if word == "let" && cur.is_ident(1) {
        cx.error(Code::Syntax, start, "a component is not declared with `let`")
            .help("write `name: Kind \"text\" (…)`");
        cur.bump();
        let name = Key { text: cur.word(0)?, quoted: false, span: cur.span() };
        cur.bump();
        let _ = cur.take_op("=").or_else(|| cur.take_op(":"));
        return Some(Meant::Component(Some(name)));
    }
    if item::is_item(cur) {
        cx.error(Code::Syntax, start, format!("`{word}` is inside another item"))
            .help("close the braces of the item before it");
        item::one(cx, cur, Vec::new());
        return None;
    }
    let assigned = cur.is_op(1, "=") && is_kind(cur, 2);
    if assigned || (catalogue::component(&word).is_none() && is_kind(cur, 1)) {
        let span = if assigned { cur.span_at(1) } else { start };
        cur.skip(if assigned { 2 } else { 1 });
        return Some(without_colon(cx, Key { text: word, quoted: false, span: start }, span));
    }
    Some(Meant::Component(None))
}

/// Notes what is wrong with the word before the braces of `data`.
pub(super) fn no_data(cx: &mut Diagnostics, span: Span, fault: &str) {
    cx.error(Code::Syntax, span, fault).help("write `data { name: Type = example }`");
}

/// Notes that a word of the language is where a kind belongs.
pub(super) fn no_kind(cx: &mut Diagnostics, word: &Name) {
    cx.error(Code::Syntax, word.span, format!("`{}` is not a component", word.text)).help(FORM);
}

fn not_a_component(cx: &mut Diagnostics, word: &str, span: Span, form: &str) {
    cx.error(Code::Syntax, span, format!("`{word}` is not written as a component"))
        .help(format!("write {form}"));
}

fn without_colon(cx: &mut Diagnostics, name: Key, span: Span) -> Meant {
    let text = &name.text;
    cx.error(Code::Syntax, span, format!("expected `:` after `{text}`"))
        .help(format!("write `{text}: Kind …`"));
    Meant::Component(Some(name))
}

/// `Kind::Value`, which is noted and read as the text of an option or as the word of a property.
pub(super) fn path(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    operand: bool,
) -> Option<(String, Span)> {
    let start = cur.span();
    let mut written = cur.word(0)?;
    let mut last = written.clone();
    cur.bump();
    while cur.take_op("::").is_some() {
        let Some(word) = cur.word(0) else { break };
        written = format!("{written}::{word}");
        last = word;
        cur.bump();
    }
    let span = cur.since(start);
    let meant = snake(&last);
    let form = if operand { format!("\"{meant}\"") } else { meant.clone() };
    cx.error(Code::Syntax, span, format!("`{written}` is a path of Rust, which a flow has not"))
        .write(&form);
    Some((meant, span))
}

/// `NoThanks` as `no_thanks`.
fn snake(word: &str) -> String {
    let mut snake = String::new();
    for c in word.chars() {
        if c.is_uppercase() && !snake.is_empty() && !snake.ends_with('_') {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
    }
    snake
}

/// The name that is written after the kind, which is noted.
pub(super) fn name_after(cx: &mut Diagnostics, cur: &mut Cursor, kind: &Name) -> Option<Key> {
    let row = catalogue::component(&kind.text).filter(|row| row.property("name").is_some())?;
    let bang = usize::from(cur.is_op(1, "!"));
    let holds = row.main.is_none() && cur.is_group(1, Delimiter::Brace);
    let named = cur.is_ident(0)
        && !cur.is_word(0, "in")
        && !is_kind(cur, 0)
        && !action::is_arrow(cur, 0)
        && (cur.is_string(1 + bang) || holds);
    if !named {
        return None;
    }
    let (text, span) = (cur.word(0)?, cur.span());
    cur.bump();
    cx.error(Code::Syntax, span, format!("the name `{text}` is after its kind"))
        .help(format!("write `{text}: {} …`", kind.text));
    Some(Key { text, quoted: false, span })
}

/// Notes a text without quotes after a kind, and takes its words.
pub(super) fn unquoted(cx: &mut Diagnostics, cur: &mut Cursor, read: &mut Component) -> bool {
    let bare = |cur: &Cursor| {
        cur.is_ident(0)
            && !is_ahead(cur)
            && (cur.peek(1).is_none()
                || cur.is_ident(1)
                || cur.is_group(1, Delimiter::Parenthesis)
                || action::is_arrow(cur, 1))
            && !item::KEYWORDS.iter().any(|keyword| cur.is_word(0, keyword))
            && !is_kind(cur, 1)
            && !cur.is_word(0, "else")
    };
    let open = read.main.is_none()
        && read.settings.is_empty()
        && read.body.is_none()
        && read.action.is_none();
    if !open || !bare(cur) {
        return false;
    }
    let start = cur.span();
    if let Some(word) = cur.word(0).filter(|word| value::MACROS.contains(&word.as_str()))
        && cur.is_group(1, Delimiter::Parenthesis)
    {
        cx.error(Code::Syntax, start, format!("`{word}` has no `!` after it"))
            .help(format!("write `{word}!(…)`"));
        cur.skip(2);
        read.broken = true;
        return true;
    }
    let mut words = Vec::new();
    while bare(cur) {
        words.extend(cur.word(0));
        cur.bump();
    }
    let text = words.join(" ");
    let span = cur.since(start);
    cx.error(Code::Syntax, span, format!("the text `{text}` has no quotes"))
        .help(format!("write `{} \"{text}\"`", read.kind.text));
    read.main = Some(Value::new(ValueKind::Text(vec![Piece::Text(text)]), span));
    true
}

/// Notes a sign of Rust after a kind or a text, or a reference without its signs, and what it holds.
pub(super) fn sign(cx: &mut Diagnostics, cur: &mut Cursor, read: &mut Component) -> bool {
    let (start, kind) = (cur.span(), &read.kind.text);
    let properties = |ahead| cur.is_group(ahead, Delimiter::Parenthesis);
    if cur.is_op(0, ",") && properties(1) && read.settings.is_empty() {
        cx.error(Code::Syntax, start, "a comma is before the parentheses").help("remove it");
        cur.take_op(",");
        return true;
    }
    if cur.is_op(0, "?") {
        cx.error(Code::Syntax, start, format!("a `?` is after `{kind}`"))
            .help("remove it: what has no `!` is not required");
        cur.take_op("?");
        return true;
    }
    let bare = reference::ROOTS.iter().any(|root| cur.is_word(0, root)) && cur.is_op(1, ".");
    if bare && read.main.is_none() && read.settings.is_empty() {
        let found = reference::bare(cx, cur, start);
        read.main = found.map(|reference| {
            let span = reference.span;
            Value::new(ValueKind::Reference(reference), span)
        });
        return true;
    }
    if read.main.is_none() && cur.is_op(0, "<") && cur.is_ident(1) && cur.is_op(2, ">") {
        let (text, span) = (cur.word(1).unwrap_or_default(), cur.span_at(1));
        let lists = catalogue::component(kind).is_some_and(|row| row.source.is_some());
        let fault = cx.error(Code::Syntax, start, format!("`{kind}` takes no type in `<…>`"));
        if lists {
            fault.help(format!("write `in {text}` after the text, for the options of a list"));
            read.source = Some(Source::Options(Name { text, span }));
        } else {
            fault.help("write properties in parentheses after the text: `(input_type: number)`");
        }
        cur.skip(3);
        return true;
    }
    false
}

/// Notes a property that is outside the parentheses, and takes it.
pub(super) fn loose(cx: &mut Diagnostics, cur: &mut Cursor, read: &mut Component) -> bool {
    let capital = |ahead| {
        cur.word(ahead).is_some_and(|word: String| word.starts_with(|c: char| c.is_uppercase()))
    };
    let length = cur.key_ahead().filter(|length| !capital(length + 1));
    let name = cur.word(0).filter(|_| length.is_some()).map(|name| name.replace('_', "-"));
    let row = catalogue::component(&read.kind.text);
    let known = |name: &String| row.is_some_and(|row| row.property(name).is_some());
    if read.body.is_some() || read.action.is_some() || !name.as_ref().is_some_and(known) {
        return false;
    }
    let start = cur.span();
    let property = settings::property(cx, cur, Place::Head);
    cx.error(Code::Syntax, cur.since(start), "a property is outside the parentheses")
        .help("write `(name: value, …)` after the text");
    read.settings.extend(property);
    true
}
