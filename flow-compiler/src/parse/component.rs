//! Components, and what stands in their bodies.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::key::{self, Names};
use super::settings::{self, separated};
use super::value::{self, Place};
use super::{action, branch, data, doc, item, reference, text};
use crate::ast::{Body, Component, Data, Entry, Key, Name, Node, Piece, Source, Value, ValueKind};
use crate::catalogue::{self, Kind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

const FORM: &str = "a component is `Kind \"text\" (…)` or `name: Kind \"text\" (…)`";

/// What stands in braces.
enum Member {
    Node(Node),
    Entry(Entry),
}

/// The parts of a component, in the order of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Bang,
    Main,
    Source,
    Settings,
    Body,
    Action,
}

impl Part {
    fn noun(self) -> &'static str {
        match self {
            Self::Bang => "the `!`",
            Self::Main => "the text",
            Self::Source => "the `in …`",
            Self::Settings => "the parentheses",
            Self::Body => "the body",
            Self::Action => "the action",
        }
    }
}

/// Components up to the end, where no options may stand.
pub(super) fn nodes(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Node> {
    let mut nodes = Vec::new();
    for member in members(cx, cur) {
        match member {
            Member::Node(node) => nodes.push(node),
            Member::Entry(entry) => misplaced(cx, &entry),
        }
    }
    nodes
}

/// The body in braces or brackets that stands next.
pub(super) fn body(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Body> {
    if cur.is_group(0, Delimiter::Bracket) {
        let mut inside = cur.take_group(cx, Delimiter::Bracket)?;
        let titles = separated(cx, &mut inside, |cx, cur| value::value(cx, cur, Place::Setting));
        return Some(Body::Titles(titles));
    }
    let mut inside = cur.take_group(cx, Delimiter::Brace)?;
    let (mut nodes, mut entries) = (Vec::new(), Vec::new());
    for member in members(cx, &mut inside) {
        match member {
            Member::Node(Node::Component(component)) if !entries.is_empty() => {
                cx.error(Code::Syntax, component.span, "a component stands among options")
                    .help("an option is `id: \"Title\"`");
            }
            Member::Node(node) => nodes.push(node),
            Member::Entry(entry) if !nodes.is_empty() => misplaced(cx, &entry),
            Member::Entry(entry) => entries.push(entry),
        }
    }
    Some(if entries.is_empty() { Body::Nodes(nodes) } else { Body::Entries(entries) })
}

/// Whether a component or a branch begins there.
pub(super) fn is_ahead(cur: &Cursor) -> bool {
    cur.key_ahead().is_some()
        || (cur.is_word(0, "if") && !cur.is_op(1, ","))
        || cur.is_word(0, "match")
        || (cur.is_word(0, "data") && cur.is_group(1, Delimiter::Brace))
        || is_kind(cur, 0)
}

fn is_kind(cur: &Cursor, ahead: usize) -> bool {
    cur.word(ahead).is_some_and(|word| catalogue::component(&word).is_some())
}

fn misplaced(cx: &mut Diagnostics, entry: &Entry) {
    let id = &entry.id.text;
    let message = format!("`{id}: …` names no component");
    let fault = cx.error(Code::Syntax, entry.span, message);
    if catalogue::component(id).is_some() {
        fault.help(format!("write `{id} \"…\"`, without the `:`"));
    } else {
        fault.help(format!("write `{id}: Kind \"…\"`; options stand in the body of a list"));
    }
}

fn members(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Member> {
    let mut members = Vec::new();
    while !cur.done() {
        if cur.take_op(",").is_some() || cur.take_op(";").is_some() {
            continue;
        }
        let before = cur.at();
        let member = member(cx, cur);
        if member.is_none() {
            if cur.at() == before {
                cur.bump();
            }
            while !cur.done() && !is_ahead(cur) {
                cur.bump();
            }
        }
        members.extend(member);
    }
    members
}

fn member(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Member> {
    let docs = doc::docs(cx, cur);
    if doc::dangling(cx, &docs, cur) {
        return None;
    }
    let start = cur.span();
    if cur.key_ahead().is_some() {
        return named(cx, cur, docs, start);
    }
    let Some(word) = cur.word(0) else {
        if cur.is_string(0) && is_kind(cur, 1) {
            let (text, span) = text::plain(cx, cur)?;
            no_colon(cx, &text, span);
            let name = Key { text, quoted: true, span };
            return component(cx, cur, docs, Some(name), start);
        }
        cx.error(Code::Syntax, start, format!("unexpected {}", cur.found())).help(FORM);
        return None;
    };
    match word.as_str() {
        "if" => {
            doc::refuse(cx, &docs, start, "`if`");
            Some(Member::Node(Node::If(branch::branch(cx, cur)?)))
        }
        "match" => {
            doc::refuse(cx, &docs, start, "`match`");
            Some(Member::Node(Node::Match(branch::choice(cx, cur))))
        }
        "data" if cur.is_group(1, Delimiter::Brace) => {
            doc::refuse(cx, &docs, start, "`data`");
            cur.bump();
            let mut inside = cur.take_group(cx, Delimiter::Brace)?;
            let fields = data::fields(cx, &mut inside);
            Some(Member::Node(Node::Data(Data { fields, span: cur.since(start) })))
        }
        "else" => {
            cx.error(Code::Syntax, start, "`else` stands without `if`")
                .help("write `if … { … } else { … }`, with nothing between");
            cur.bump();
            None
        }
        word if item::KEYWORDS.contains(&word) && cur.is_ident(1) => {
            cx.error(Code::Syntax, start, format!("`{word}` stands inside another item"))
                .help("close the braces of the item before it");
            item::one(cx, cur, docs);
            None
        }
        word if catalogue::component(word).is_none() && is_kind(cur, 1) => {
            no_colon(cx, word, start);
            let name = Key { text: word.to_owned(), quoted: false, span: start };
            cur.bump();
            component(cx, cur, docs, Some(name), start)
        }
        word if cur.is_op(1, "=") && is_kind(cur, 2) => {
            no_colon(cx, word, cur.span_at(1));
            let name = Key { text: word.to_owned(), quoted: false, span: start };
            cur.bump();
            cur.bump();
            component(cx, cur, docs, Some(name), start)
        }
        _ => component(cx, cur, docs, None, start),
    }
}

fn no_colon(cx: &mut Diagnostics, name: &str, span: Span) {
    cx.error(Code::Syntax, span, format!("expected `:` behind `{name}`"))
        .help(format!("write `{name}: Kind …`"));
}

/// What stands behind `name:`: a component, or the text of an option.
fn named(cx: &mut Diagnostics, cur: &mut Cursor, docs: Vec<String>, start: Span) -> Option<Member> {
    let key = key::key(cx, cur, Names::Verbatim, "a name")?;
    key::colon(cx, cur, &key);
    let kind = cur.is_ident(0)
        && !value::is_macro(cur)
        && !cur.is_word(0, "true")
        && !cur.is_word(0, "false")
        && !cur.is_op(1, ".");
    if cur.done() || cur.key_ahead().is_some() || cur.is_op(0, ",") {
        let name = &key.text;
        cx.error(Code::Syntax, key.span, format!("nothing stands behind `{name}:`"))
            .help(format!("write `{name}: Kind \"…\"`, or `{name}: \"…\"` for an option"));
        return None;
    }
    if kind {
        return component(cx, cur, docs, Some(key), start);
    }
    let text = value::value(cx, cur, Place::Head)?;
    let settings = if cur.is_group(0, Delimiter::Parenthesis) {
        settings::settings(cx, cur)
    } else {
        Vec::new()
    };
    let action = action::behind_arrow(cx, cur);
    Some(Member::Entry(Entry { docs, id: key, text, settings, action, span: cur.since(start) }))
}

fn component(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: Vec<String>,
    name: Option<Key>,
    start: Span,
) -> Option<Member> {
    let kind = Name { text: cur.word(0)?, span: cur.span() };
    cur.bump();
    let lists = brackets_are_titles(&kind.text);
    let mut read = Component {
        docs,
        name,
        kind,
        bang: None,
        main: None,
        source: None,
        settings: Vec::new(),
        body: None,
        action: None,
        span: start,
    };
    let mut latest = None;
    while let Some(part) = next_part(cur, latest, lists) {
        if let Some(latest) = latest
            && part <= latest
        {
            let message = if part == latest {
                format!("{} of `{}` stands twice", part.noun(), read.kind.text)
            } else {
                format!("{} stands behind {}", part.noun(), latest.noun())
            };
            cx.error(Code::Syntax, cur.span(), message)
                .help("the order is `name: Kind! \"text\" in source (…) { … } => action`");
        }
        latest = latest.max(Some(part));
        take(cx, cur, part, &mut read);
    }
    unquoted(cx, cur, &read);
    read.span = cur.since(start);
    if let Some(form) = match read.kind.text.as_str() {
        kind if kind == catalogue::IF.name => Some("`if ${form.name} == \"…\" { … } else { … }`"),
        kind if kind == catalogue::SWITCH.name => Some("`match ${data.kind} { \"…\" => { … } }`"),
        _ => None,
    } {
        let kind = &read.kind;
        cx.error(Code::Syntax, kind.span, format!("`{}` is not written as a component", kind.text))
            .help(format!("write {form}"));
        return None;
    }
    Some(Member::Node(Node::Component(read)))
}

/// Which part of a component stands next, if one does.
fn next_part(cur: &Cursor, latest: Option<Part>, lists: bool) -> Option<Part> {
    if cur.is_op(0, "!") {
        Some(Part::Bang)
    } else if cur.is_group(0, Delimiter::Bracket) {
        let main = latest.is_none_or(|latest| latest < Part::Main) && !lists;
        Some(if main { Part::Main } else { Part::Body })
    } else if value::starts(cur) {
        Some(Part::Main)
    } else if cur.is_word(0, "in") && cur.key_ahead().is_none() {
        Some(Part::Source)
    } else if cur.is_group(0, Delimiter::Parenthesis) {
        Some(Part::Settings)
    } else if cur.is_group(0, Delimiter::Brace) {
        Some(Part::Body)
    } else if action::is_arrow(cur) {
        Some(Part::Action)
    } else {
        None
    }
}

fn take(cx: &mut Diagnostics, cur: &mut Cursor, part: Part, read: &mut Component) {
    match part {
        Part::Bang => {
            read.bang = Some(cur.span());
            cur.bump();
        }
        Part::Main => {
            let (start, before) = (cur.span(), cur.at());
            let main = value::value(cx, cur, Place::Head);
            if main.is_none() {
                skip_to_part(cur, before);
            }
            // A text that could not be read is not missing as well.
            let unread = || Value {
                kind: ValueKind::Text(vec![Piece::Text("…".to_owned())]),
                span: start,
            };
            read.main = Some(main.unwrap_or_else(unread));
        }
        Part::Source => {
            cur.bump();
            read.source = source(cx, cur);
        }
        Part::Settings => read.settings.extend(settings::settings(cx, cur)),
        Part::Body => read.body = body(cx, cur),
        Part::Action => read.action = action::behind_arrow(cx, cur),
    }
}

/// Goes on behind a text that could not be read.
fn skip_to_part(cur: &mut Cursor, before: usize) {
    let begins = |cur: &Cursor| {
        is_ahead(cur)
            || cur.is_group(0, Delimiter::Parenthesis)
            || cur.is_group(0, Delimiter::Brace)
            || action::is_arrow(cur)
            || cur.is_op(0, ",")
            || cur.is_op(0, ";")
    };
    while !cur.done() && (cur.at() == before || !begins(cur)) {
        cur.bump();
    }
}

/// What stands behind `in`.
fn source(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Source> {
    if cur.is_char(0, '$') {
        return Some(Source::Reference(reference::reference(cx, cur)?));
    }
    if cur.is_ident(0) && cur.is_op(1, ".") {
        return Some(Source::Reference(reference::bare(cx, cur, cur.span())?));
    }
    if matches!(cur.peek(0), Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
        && cur.key_ahead().is_none()
    {
        return Some(Source::Options(key::name(cx, cur, "a list of options")?));
    }
    cx.error(Code::Syntax, cur.last(), "expected a list of options behind `in`")
        .help("write the name of an `options` list, or a reference: `in ${data.slots}`");
    None
}

/// Notes a text without quotes behind a kind, and takes its words.
fn unquoted(cx: &mut Diagnostics, cur: &mut Cursor, read: &Component) {
    let bare = |cur: &Cursor| {
        cur.is_ident(0)
            && !is_ahead(cur)
            && (cur.peek(1).is_none() || cur.is_ident(1) || cur.is_group(1, Delimiter::Parenthesis))
            && !item::KEYWORDS.iter().any(|keyword| cur.is_word(0, keyword))
            && !is_kind(cur, 1)
            && !cur.is_word(0, "else")
    };
    let open = read.main.is_none()
        && read.settings.is_empty()
        && read.body.is_none()
        && read.action.is_none();
    if !open || !bare(cur) {
        return;
    }
    let start = cur.span();
    let mut words = Vec::new();
    while bare(cur) {
        words.extend(cur.word(0));
        cur.bump();
    }
    let text = words.join(" ");
    cx.error(Code::Syntax, cur.since(start), format!("the text `{text}` has no quotes"))
        .help(format!("write `{} \"{text}\"`", read.kind.text));
}

/// Whether `[…]` behind this kind holds the titles of options, since its text is no list.
pub(crate) fn brackets_are_titles(kind: &str) -> bool {
    catalogue::component(kind).is_some_and(|row| {
        let main = row.main.and_then(|main| row.property(main));
        row.source.is_some() && !main.is_some_and(|main| matches!(main.kind, Kind::Texts(_)))
    })
}
