//! Components, and what is in their bodies.

use proc_macro2::{Delimiter, TokenTree};

use super::brackets::Held;
use super::cursor::Cursor;
use super::key::{self, Names};
use super::settings::{self, separated};
use super::slip::{self, Meant};
use super::value::{self, Place};
use super::{action, brackets, branch, data, doc, fragment, option, reference};
use crate::ast::{Body, Component, Data, Entry, Key, Name, Node, Source};
use crate::catalogue::{self, Kind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// What is in braces.
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

    fn stands(self) -> &'static str {
        if self == Self::Settings { "are" } else { "is" }
    }
}

/// Components up to the end, where no options may be.
pub(super) fn nodes(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Node> {
    let mut nodes = Vec::new();
    for member in members(cx, cur) {
        match member {
            Member::Node(node) => nodes.push(node),
            Member::Entry(entry) => {
                misplaced(cx, &entry);
                nodes.extend(without_kind(entry).map(Node::Component));
            }
        }
    }
    nodes
}

/// A component whose kind was forgotten, which is noted: its name is known.
fn without_kind(entry: Entry) -> Option<Component> {
    let named = catalogue::component(&entry.id.text).is_none();
    named.then(|| {
        let kind = Name { text: String::new(), span: entry.id.span };
        Component {
            docs: entry.docs,
            name: Some(entry.id),
            main: Some(entry.text),
            settings: entry.settings,
            action: entry.action,
            broken: true,
            ..Component::of(kind, entry.span)
        }
    })
}

/// The body in braces or brackets that is next.
pub(super) fn body(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Body> {
    if cur.is_group(0, Delimiter::Bracket) {
        return titles(cx, cur);
    }
    let mut inside = cur.take_group(cx, Delimiter::Brace)?;
    let (mut nodes, mut entries) = (Vec::new(), Vec::new());
    for member in members(cx, &mut inside) {
        match member {
            Member::Node(node) => nodes.push(node),
            Member::Entry(entry) if !nodes.is_empty() => misplaced(cx, &entry),
            Member::Entry(entry) => entries.push(entry),
        }
    }
    Some(if entries.is_empty() { Body::Nodes(nodes) } else { Body::Entries(entries) })
}

/// The options in braces or brackets that are next.
pub(super) fn options(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Body> {
    if cur.is_group(0, Delimiter::Bracket) {
        return titles(cx, cur);
    }
    if cur.is_group(0, Delimiter::Parenthesis) {
        return brackets::options(cx, cur, Delimiter::Parenthesis);
    }
    let mut inside = cur.take_group(cx, Delimiter::Brace)?;
    let before = cx.mark();
    let entries = option::entries(cx, &mut inside);
    // What was written and could not be read is not an empty list.
    let unread = entries.is_empty() && cx.reported_since(before);
    (!unread).then_some(Body::Entries(entries))
}

fn titles(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Body> {
    if brackets::have_ids(cur) {
        return brackets::options(cx, cur, Delimiter::Bracket);
    }
    let mut inside = cur.take_group(cx, Delimiter::Bracket)?;
    let titles = separated(cx, &mut inside, |cx, cur| value::value(cx, cur, Place::Setting));
    Some(Body::Titles(titles))
}

/// Whether a component or a branch begins there.
pub(super) fn is_ahead(cur: &Cursor) -> bool {
    cur.key_ahead().is_some()
        || (cur.is_word(0, "if") && !cur.is_op(1, ","))
        || cur.is_word(0, "match")
        || (cur.is_word(0, "data") && cur.is_group(1, Delimiter::Brace))
        || is_kind(cur, 0)
        || fragment::is_use(cur)
}

/// Whether a component may begin with this word, even one that does not exist.
pub(crate) fn can_be_kind(word: &str) -> bool {
    catalogue::component(word).is_some()
        || !(action::begins_a_node(word) || matches!(word, "true" | "false" | "in" | "_"))
}

pub(super) fn is_kind(cur: &Cursor, ahead: usize) -> bool {
    cur.word(ahead).is_some_and(|word| catalogue::component(&word).is_some())
}

fn misplaced(cx: &mut Diagnostics, entry: &Entry) {
    let id = &entry.id.text;
    let message = format!("`{id}: …` names no component");
    let fault = cx.error(Code::Syntax, entry.span, message);
    if catalogue::component(id).is_some() {
        fault.help(format!("write `{id} \"…\"`, without the `:`"));
    } else {
        fault.help(format!("write `{id}: Kind \"…\"`; options go in the body of a list"));
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
    if fragment::is_use(cur) {
        return fragment::used(cx, cur).map(|used| Member::Node(Node::Use(used)));
    }
    let node = match slip::meant(cx, cur)? {
        Meant::If => {
            doc::refuse(cx, &docs, start, "`if`");
            Node::If(branch::branch(cx, cur)?)
        }
        Meant::Match => {
            doc::refuse(cx, &docs, start, "`match`");
            Node::Match(branch::choice(cx, cur))
        }
        Meant::Data => return data(cx, cur, &docs, start),
        Meant::Component(name) => return component(cx, cur, docs, name, start),
    };
    Some(Member::Node(node))
}

/// The braces after `data`.
fn data(cx: &mut Diagnostics, cur: &mut Cursor, docs: &[String], start: Span) -> Option<Member> {
    doc::refuse(cx, docs, start, "`data`");
    let parentheses = cur.is_group(0, Delimiter::Parenthesis);
    let delimiter = if parentheses { Delimiter::Parenthesis } else { Delimiter::Brace };
    let mut inside = cur.take_group(cx, delimiter)?;
    let fields = data::fields(cx, &mut inside);
    Some(Member::Node(Node::Data(Data { fields, span: cur.since(start) })))
}

/// Reads a component where none may be, which was reported.
pub(super) fn stray(cx: &mut Diagnostics, cur: &mut Cursor) {
    member(cx, cur);
}

/// What is after `name:`: a component, or the text of an option.
fn named(cx: &mut Diagnostics, cur: &mut Cursor, docs: Vec<String>, start: Span) -> Option<Member> {
    let key = key::key(cx, cur, Names::Verbatim, "a name")?;
    key::colon(cx, cur, &key);
    if key.text == "data" && cur.is_group(0, Delimiter::Brace) {
        slip::no_data(cx, key.span, "`data` takes no `:`");
        return data(cx, cur, &docs, key.span);
    }
    if option::nothing_behind(cx, cur, &key) {
        return None;
    }
    if value::is_bare(cur) {
        return component(cx, cur, docs, Some(key), start);
    }
    option::entry(cx, cur, docs, key, start).map(Member::Entry)
}

fn component(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: Vec<String>,
    name: Option<Key>,
    start: Span,
) -> Option<Member> {
    let kind = Name { text: cur.word(0)?, span: cur.span() };
    if !can_be_kind(&kind.text) {
        slip::no_kind(cx, &kind);
        return None;
    }
    cur.bump();
    let name = name.or_else(|| slip::name_after(cx, cur, &kind));
    let lists = brackets_are_titles(&kind.text);
    let mut read = Component { docs, name, ..Component::of(kind, start) };
    let mut latest = None;
    loop {
        if read.name.is_none() && latest == Some(Part::Bang) {
            read.name = slip::name_after(cx, cur, &read.kind);
        }
        if latest < Some(Part::Main) && brackets::is_call(cur) {
            let owner = read.kind.text.clone() + if read.bang.is_some() { "!" } else { "" };
            let (main, settings) = brackets::call(cx, cur, &owner).unzip();
            read.broken |= main.is_none();
            read.main = main;
            read.settings.extend(settings.into_iter().flatten());
            latest = Some(Part::Settings);
            continue;
        }
        let Some(part) = next_part(cur, latest, lists) else {
            if slip::unquoted(cx, cur, &mut read)
                || slip::loose(cx, cur, &mut read)
                || slip::sign(cx, cur, &mut read)
            {
                continue;
            }
            break;
        };
        if part == Part::Main && latest == Some(part) && cur.is_char(0, '$') && lists {
            cx.error(Code::Syntax, cur.span(), "a list is without `in`")
                .help("write `in ${data.name}` for options that the server sends");
            latest = Some(Part::Source);
            read.source = source(cx, cur);
            read.broken = true;
            continue;
        }
        if let Some(latest) = latest
            && part <= latest
        {
            let message = if part == latest {
                format!("{} of `{}` {} written twice", part.noun(), read.kind.text, part.stands())
            } else {
                format!("{} {} after {}", part.noun(), part.stands(), latest.noun())
            };
            cx.error(Code::Syntax, cur.span(), message)
                .help("the order is `name: Kind! \"text\" in source (…) { … } => action`");
        }
        latest = latest.max(Some(part));
        let before = cx.mark();
        take(cx, cur, part, &mut read);
        // Components in the body have faults of their own.
        let own = part != Part::Body || lists_options(&read.kind.text);
        read.broken |= own && cx.reported_since(before);
    }
    read.broken |= !(cur.done() || begins_anew(cur));
    read.span = cur.since(start);
    Some(Member::Node(Node::Component(read)))
}

/// Which part of a component goes next, if one does.
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
    } else if action::is_arrow(cur, 0) {
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
            let before = cur.at();
            read.main = value::value(cx, cur, Place::Head);
            if read.main.is_none() {
                skip_to_part(cur, before);
            }
        }
        Part::Source => {
            cur.bump();
            read.source = source(cx, cur);
        }
        Part::Settings if lists_options(&read.kind.text) && brackets::hold_options(cur, read) => {
            read.body = brackets::options(cx, cur, Delimiter::Parenthesis);
        }
        Part::Settings => read.settings.extend(settings::settings(cx, cur)),
        Part::Body => {
            let lists = lists_options(&read.kind.text);
            match brackets::held(cur, read, lists) {
                Some(Held::Settings) => {
                    read.settings.extend(brackets::settings(cx, cur, &read.kind.text));
                }
                Some(Held::Action) => read.action = brackets::action(cx, cur),
                Some(Held::Main) => read.main = brackets::main(cx, cur, &read.kind.text),
                None if lists => read.body = options(cx, cur),
                None => read.body = body(cx, cur),
            }
        }
        Part::Action => read.action = action::behind_arrow(cx, cur),
    }
}

/// Goes on after a text that could not be read.
fn skip_to_part(cur: &mut Cursor, before: usize) {
    let begins = |cur: &Cursor| {
        is_ahead(cur)
            || cur.is_group(0, Delimiter::Parenthesis)
            || cur.is_group(0, Delimiter::Brace)
            || action::is_arrow(cur, 0)
            || cur.is_op(0, ",")
            || cur.is_op(0, ";")
    };
    while !cur.done() && (cur.at() == before || !begins(cur)) {
        cur.bump();
    }
}

/// What is after `in`.
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
    cx.error(Code::Syntax, cur.last(), "expected a list of options after `in`").help(
        if cur.is_group(0, Delimiter::Bracket) {
            "write options after the text, without `in`: `{ id: \"Title\", … }`"
        } else {
            "write the name of an `options` list, or a reference: `in ${data.slots}`"
        },
    );
    if matches!(cur.peek(0), Some(TokenTree::Group(_))) {
        cur.bump();
    }
    None
}

/// Whether what is next can only be something else than a part of the component before it.
fn begins_anew(cur: &Cursor) -> bool {
    is_ahead(cur)
        || matches!(cur.peek(0), Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
        || [",", ";", "#"].iter().any(|op| cur.is_op(0, op))
}

/// Whether the braces after this kind hold options, or the items of a list.
fn lists_options(kind: &str) -> bool {
    catalogue::component(kind).is_some_and(|row| {
        let source = row.source.and_then(|source| row.property(source));
        source.is_some_and(|source| matches!(source.kind, Kind::Options(_) | Kind::Items(_)))
    })
}

/// Whether `[…]` after this kind holds the titles of options, since its text is not a list.
pub(crate) fn brackets_are_titles(kind: &str) -> bool {
    catalogue::component(kind).is_some_and(|row| {
        let main = row.main.and_then(|main| row.property(main));
        row.source.is_some() && !main.is_some_and(|main| matches!(main.kind, Kind::Texts(_)))
    })
}
