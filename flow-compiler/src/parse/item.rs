//! What is at the top level of a flow.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::settings::{separated, settings};
use super::value::{self, Place};
use super::{brackets, component, data, doc, fragment, key, text};
use crate::ast::{Item, Name, Options, Piece, Screen, Struct, Success, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics, nearest};
use crate::span::Span;

/// The words that an item begins with.
pub(crate) const KEYWORDS: [&str; 6] =
    ["screen", "fragment", "options", "struct", "success", "include"];

const SCREEN: &str = "a screen is `screen ID \"Title\" { … }`";

/// Items up to the end.
pub(super) fn items(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<Item> {
    let mut items = Vec::new();
    while !cur.done() {
        if cur.take_op(",").is_some() || cur.take_op(";").is_some() {
            continue;
        }
        let docs = doc::docs(cx, cur);
        if doc::dangling(cx, &docs, cur) && cur.done() {
            break;
        }
        let before = cur.at();
        match cur.word(0) {
            Some(word) if KEYWORDS.contains(&word.as_str()) => items.extend(one(cx, cur, docs)),
            _ if items.is_empty() && cur.is_group(0, Delimiter::Brace) => {
                cx.error(Code::Syntax, cur.span(), "the items of a flow go in braces")
                    .help("write them after the head, without braces");
                if let Some(mut inside) = cur.take_group(cx, Delimiter::Brace) {
                    items = self::items(cx, &mut inside);
                }
            }
            Some(word) if word == "pub" && KEYWORDS.iter().any(|next| cur.is_word(1, next)) => {
                cx.error(Code::Syntax, cur.span(), "the items of a flow take no `pub`")
                    .help("remove it: all of them are public in the module of the flow");
                cur.bump();
                items.extend(one(cx, cur, docs));
            }
            word => {
                unknown(cx, cur, word.as_deref());
                let meant = word.as_deref().and_then(meant);
                let named =
                    cur.is_ident(1) || cur.is_string(1) || cur.is_group(1, Delimiter::Brace);
                match meant.filter(|_| named) {
                    Some(word) => items.extend(behind(cx, cur, word, docs)),
                    None => skip_to_item(cur, before),
                }
            }
        }
    }
    items
}

/// The item whose word is next.
pub(super) fn one(cx: &mut Diagnostics, cur: &mut Cursor, docs: Vec<String>) -> Option<Item> {
    let word = cur.word(0)?;
    behind(cx, cur, &word, docs)
}

/// The item that the word which is next means.
fn behind(cx: &mut Diagnostics, cur: &mut Cursor, word: &str, docs: Vec<String>) -> Option<Item> {
    let start = cur.span();
    cur.bump();
    match word {
        "screen" => screen(cx, cur, docs, start).map(Item::Screen),
        "fragment" => Some(Item::Fragment(fragment::fragment(cx, cur, docs, start))),
        "options" => {
            let name = declared(cx, cur, "options", "options Stars { \"5\": \"★★★★★\" }")?;
            let body = braces(cx, cur, "options", component::options, true)?;
            Some(Item::Options(Options { docs, name, body, span: cur.since(start) }))
        }
        "include" => fragment::include(cx, cur, &docs, start).map(Item::Include),
        "struct" => {
            let name = declared(cx, cur, "struct", "struct Slot { id: String }")?;
            let fields = braces(cx, cur, "struct", within(data::type_fields), false)?;
            Some(Item::Struct(Struct { docs, name, fields, span: cur.since(start) }))
        }
        _ => {
            let fields = braces(cx, cur, "success", within(data::fields), false)?;
            Some(Item::Success(Success { docs, fields, span: cur.since(start) }))
        }
    }
}

/// The word of an item that another was meant for.
fn meant(word: &str) -> Option<&'static str> {
    match word {
        "enum" | "list" | "choices" | "select" => Some("options"),
        "page" | "view" | "step" => Some("screen"),
        "component" | "partial" | "snippet" | "group" | "block" => Some("fragment"),
        "import" | "use" | "require" => Some("include"),
        "type" | "record" | "class" | "interface" => Some("struct"),
        "result" | "output" | "response" => Some("success"),
        _ => nearest(word, KEYWORDS),
    }
}

fn unknown(cx: &mut Diagnostics, cur: &mut Cursor, word: Option<&str>) {
    const ITEMS: &str =
        "an item is `screen`, `fragment`, `options`, `struct`, `success` or `include`";
    let span = cur.span();
    match word {
        Some("data") if cur.is_group(1, Delimiter::Brace) => {
            cx.error(Code::Syntax, span, "`data` is outside a screen")
                .help("data belongs to a screen: `screen ID \"Title\" { data { … } }`");
        }
        Some("flow" | "pub") => {
            cx.error(Code::Syntax, span, "a second flow begins here")
                .help("write a `flow! { … }` of its own for each flow");
        }
        _ if component::is_ahead(cur) => {
            cx.error(Code::Syntax, span, "a component is outside a screen").help(SCREEN);
        }
        Some(word) => {
            let fault = cx.error(Code::Syntax, span, format!("`{word}` is not an item of a flow"));
            fault.help(ITEMS).did_you_mean(word, KEYWORDS.into_iter().chain(["data"]));
            if let Some(meant) = meant(word) {
                fault.meant(word, meant);
            }
        }
        None => {
            cx.error(Code::Syntax, span, format!("unexpected {}", cur.found())).help(ITEMS);
        }
    }
}

/// Whether braces that hold keys are next, as settings in braces do.
pub(super) fn is_settings_in_braces(cur: &Cursor) -> bool {
    let Some(group) = cur.group(0, Delimiter::Brace) else { return false };
    let mut tokens = group.stream().into_iter();
    let word = matches!(tokens.next(), Some(TokenTree::Ident(_) | TokenTree::Literal(_)));
    word && matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
}

fn skip_to_item(cur: &mut Cursor, before: usize) {
    if cur.at() == before && !is_item(cur) {
        cur.bump();
    }
    while !(cur.done() || is_item(cur) || cur.is_char(0, '#')) {
        cur.bump();
    }
}

/// Whether an item begins next.
pub(super) fn is_item(cur: &Cursor) -> bool {
    let keyword = KEYWORDS.iter().any(|keyword| cur.is_word(0, keyword));
    keyword && (cur.is_ident(1) || cur.is_string(1) || cur.is_group(1, Delimiter::Brace))
}

/// `ID "Title" (settings) -> A | B { … }`.
fn screen(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    docs: Vec<String>,
    start: Span,
) -> Option<Screen> {
    let mut title = None;
    let id = if cur.is_ident(0) && !is_item(cur) {
        key::screen(cx, cur, "the id of the screen")?
    } else if cur.is_string(0) {
        let (text, span) = text::plain(cx, cur)?;
        if text.contains(' ') && !value::starts(cur) {
            let id = id_of(&text);
            cx.error(Code::Syntax, span, format!("the screen “{text}” has no id"))
                .help(format!("write `screen {id} \"{text}\"`"));
            title = Some(Value::new(ValueKind::Text(vec![Piece::Text(text)]), span));
            Name { text: id, span }
        } else {
            Name { text, span }
        }
    } else {
        cx.error(
            Code::Syntax,
            cur.last(),
            format!("expected the id of a screen, found {}", cur.found()),
        )
        .help(SCREEN);
        Name { text: String::new(), span: cur.last() }
    };
    let before = cx.mark();
    if let Some(colon) = cur.take_op(":") {
        cx.error(Code::Syntax, colon, "a `:` is after the id of a screen").help("remove it");
    }
    let mut read = Screen {
        docs,
        id,
        title,
        settings: Vec::new(),
        routes: Vec::new(),
        body: Vec::new(),
        partial: false,
        span: start,
    };
    loop {
        if read.title.is_none() && brackets::is_call(cur) {
            let owner = format!("screen {}", read.id.text);
            let (title, settings) = brackets::call(cx, cur, &owner).unzip();
            read.title = title;
            read.settings.extend(settings.into_iter().flatten());
        } else if value::starts(cur) && read.title.is_none() {
            read.title = value::value(cx, cur, Place::Head);
        } else if cur.is_group(0, Delimiter::Parenthesis) {
            read.settings.extend(settings(cx, cur));
        } else if let Some(arrow) = cur.take_op("->") {
            if !read.routes.is_empty() {
                cx.error(Code::Syntax, arrow, "`->` is there twice").help("write `-> A | B`");
            }
            routes(cx, cur, &mut read.routes);
        } else if cur.is_op(0, "=>") {
            cx.error(Code::Syntax, cur.span(), "`=>` does not lead to a screen")
                .help("write `-> SCREEN`");
            cur.take_op("=>");
            routes(cx, cur, &mut read.routes);
        } else {
            break;
        }
    }
    if !cur.is_group(0, Delimiter::Brace) {
        let found = cur.found();
        let at = if cur.done() { cur.last() } else { cur.span() };
        let id = &read.id.text;
        cx.error(Code::Syntax, at, format!("expected the body of screen `{id}`, found {found}"))
            .help(SCREEN);
        while !cur.done() && !is_item(cur) && !cur.is_group(0, Delimiter::Brace) {
            cur.bump();
        }
    }
    if cur.is_group(0, Delimiter::Brace)
        && let Some(mut inside) = cur.take_group(cx, Delimiter::Brace)
    {
        read.body = component::nodes(cx, &mut inside);
    }
    read.span = cur.since(start);
    read.partial = cx.reported_since(before);
    (!read.id.text.is_empty()).then_some(read)
}

/// An id for the screen of this title.
fn id_of(title: &str) -> String {
    let letter = |c: char| if c.is_ascii_alphabetic() { c.to_ascii_uppercase() } else { '_' };
    let id: String = title.chars().map(letter).collect();
    match id.trim_matches('_') {
        "" => "SCREEN".to_owned(),
        id => id.to_owned(),
    }
}

/// `A | B` after `->`.
fn routes(cx: &mut Diagnostics, cur: &mut Cursor, routes: &mut Vec<Name>) {
    let around = [Delimiter::Bracket, Delimiter::Parenthesis];
    if let Some(delimiter) = around.into_iter().find(|around| cur.is_group(0, *around)) {
        cx.error(Code::Syntax, cur.span(), "the screens after `->` are in brackets")
            .help("write `-> A | B`");
        if let Some(mut inside) = cur.take_group(cx, delimiter) {
            routes.extend(separated(cx, &mut inside, |cx, cur| key::screen(cx, cur, "a screen")));
        }
        return;
    }
    loop {
        if !cur.is_ident(0) && !cur.is_string(0) {
            cx.error(Code::Syntax, cur.last(), format!("expected a screen, found {}", cur.found()))
                .help("write `-> A | B`");
            return;
        }
        routes.extend(key::screen(cx, cur, "a screen"));
        if cur.take_op("|").is_some() {
            continue;
        }
        let wrong = [",", "||"].into_iter().find(|op| cur.is_op(0, op));
        let Some(wrong) = wrong else { return };
        cx.error(Code::Syntax, cur.span(), format!("`{wrong}` is between screens"))
            .help("write `-> A | B`");
        cur.take_op(wrong);
    }
}

/// The name after the word of an item.
pub(super) fn declared(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    word: &str,
    form: &str,
) -> Option<Name> {
    if matches!(cur.peek(0), Some(TokenTree::Ident(_) | TokenTree::Literal(_))) {
        let name = key::name(cx, cur, "a name");
        if let Some(span) = cur.take_op(":") {
            cx.error(Code::Syntax, span, format!("no `:` is after the name of `{word}`"))
                .help(format!("write `{form}`"));
        }
        return name;
    }
    cx.error(
        Code::Syntax,
        cur.last(),
        format!("expected a name after `{word}`, found {}", cur.found()),
    )
    .help(format!("write `{form}`"));
    if cur.is_group(0, Delimiter::Brace) {
        cur.bump();
    }
    None
}

/// What `read` reads in the braces that are next; in brackets too, where they may be.
fn braces<T>(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    word: &str,
    read: impl FnOnce(&mut Diagnostics, &mut Cursor) -> Option<T>,
    brackets: bool,
) -> Option<T> {
    if cur.is_group(0, Delimiter::Brace) || (brackets && cur.is_group(0, Delimiter::Bracket)) {
        return read(cx, cur);
    }
    if cur.is_group(0, Delimiter::Parenthesis) {
        if !brackets {
            cx.error(Code::Syntax, cur.span(), format!("`{word}` has parentheses"))
                .help(format!("write braces: `{word} … {{ … }}`"));
        }
        return read(cx, cur);
    }
    let at = if cur.done() { cur.last() } else { cur.span() };
    cx.error(Code::Syntax, at, format!("expected `{{` after `{word}`, found {}", cur.found()))
        .help(format!("what belongs to `{word}` goes in braces"));
    let before = cur.at();
    while !(cur.done() || is_item(cur) || cur.is_group(0, Delimiter::Brace)) {
        cur.bump();
    }
    if cur.is_group(0, Delimiter::Brace) {
        return read(cx, cur);
    }
    skip_to_item(cur, before);
    None
}

fn within<T>(
    read: impl Fn(&mut Diagnostics, &mut Cursor) -> Vec<T>,
) -> impl FnOnce(&mut Diagnostics, &mut Cursor) -> Option<Vec<T>> {
    move |cx, cur| {
        let parentheses = cur.is_group(0, Delimiter::Parenthesis);
        let delimiter = if parentheses { Delimiter::Parenthesis } else { Delimiter::Brace };
        let mut inside = cur.take_group(cx, delimiter)?;
        Some(read(cx, &mut inside))
    }
}
