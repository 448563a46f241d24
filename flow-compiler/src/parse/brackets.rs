//! Brackets of the wrong kind, read for what they hold.
//!
//! Parentheses hold properties, braces hold options and components, brackets hold titles; an
//! action has no brackets around it. Each slip is noted once and taken for what it means.

use proc_macro2::{Delimiter, Group, TokenTree};

use super::cursor::Cursor;
use super::settings::{property, separated};
use super::value::Place;
use super::{action, option, reference, text};
use crate::ast::{Action, Body, Component, Property, Value, ValueKind};
use crate::catalogue::{self, ActionKind};
use crate::diagnostic::{Code, Diagnostics};

/// What the braces after a component hold, where that is not its body.
pub(super) enum Held {
    /// Properties, which go in parentheses.
    Settings,
    /// The action, which goes after `=>`.
    Action,
    /// The text, which goes without braces.
    Main,
}

/// What the braces that are next hold, where the component has no such body.
pub(super) fn held(cur: &Cursor, read: &Component, lists: bool) -> Option<Held> {
    let group = cur.group(0, Delimiter::Brace)?;
    let row = catalogue::component(&read.kind.text)?;
    if row.properties.iter().any(|row| matches!(row.kind, catalogue::Kind::Nodes)) {
        return None;
    }
    let tokens: Vec<TokenTree> = group.stream().into_iter().take(3).collect();
    match &tokens[..] {
        [TokenTree::Ident(word), rest @ ..]
            if ActionKind::from_name(&word.to_string()).is_some()
                && row.action.is_some()
                && !matches!(rest.first(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':') =>
        {
            Some(Held::Action)
        }
        [TokenTree::Ident(root), TokenTree::Punct(dot), ..]
            if !lists
                && read.main.is_none()
                && dot.as_char() == '.'
                && reference::ROOTS.contains(&root.to_string().as_str()) =>
        {
            Some(Held::Main)
        }
        [TokenTree::Literal(literal)]
            if !lists && read.main.is_none() && literal.to_string().contains('"') =>
        {
            Some(Held::Main)
        }
        _ if lists && !first_is_no_title(&tokens) => None,
        _ => {
            let known = |name: &str| row.property(&name.replace('_', "-")).is_some();
            keys(group).iter().any(|name| known(name)).then_some(Held::Settings)
        }
    }
}

/// Whether the first value cannot be the title of an option.
fn first_is_no_title(tokens: &[TokenTree]) -> bool {
    match tokens {
        [_, _, TokenTree::Literal(literal)] => !literal.to_string().contains('"'),
        [_, _, TokenTree::Ident(word)] => word == "true" || word == "false",
        _ => false,
    }
}

/// The words before a `:` in a group, without those in groups of its own.
fn keys(group: &Group) -> Vec<String> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let pairs = tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Punct(colon)] if colon.as_char() == ':' => {
            Some(word.to_string())
        }
        _ => None,
    });
    pairs.collect()
}

/// Whether the parentheses that are next hold options: keys that are not properties, with texts.
pub(super) fn hold_options(cur: &Cursor, read: &Component) -> bool {
    let Some(group) = cur.group(0, Delimiter::Parenthesis) else { return false };
    let Some(row) = catalogue::component(&read.kind.text) else { return false };
    let tokens: Vec<TokenTree> = group.stream().into_iter().take(3).collect();
    let titled = matches!(&tokens[..], [TokenTree::Ident(_) | TokenTree::Literal(_), TokenTree::Punct(colon), TokenTree::Literal(title)]
        if colon.as_char() == ':' && title.to_string().contains('"'));
    let word = |name: &String| {
        let name = name.replace('_', "-");
        row.property(&name).is_some() || catalogue::meant(row.properties, &name).is_some()
    };
    titled && read.body.is_none() && read.source.is_none() && !keys(group).iter().any(word)
}

/// Reads properties in braces, which is noted.
pub(super) fn settings(cx: &mut Diagnostics, cur: &mut Cursor, owner: &str) -> Vec<Property> {
    let span = cur.group(0, Delimiter::Brace).map(Group::span_open);
    cx.error(
        Code::Syntax,
        span.map_or(cur.span(), Into::into),
        format!("the properties of `{owner}` are in braces"),
    )
    .help("write them in parentheses: `(name: value, …)`");
    let Some(mut inside) = cur.take_group(cx, Delimiter::Brace) else { return Vec::new() };
    separated(cx, &mut inside, |cx, cur| property(cx, cur, Place::Setting))
}

/// Whether the parentheses that are next hold a text and then properties, as those of a call do.
pub(super) fn is_call(cur: &Cursor) -> bool {
    let group = cur.group(0, Delimiter::Parenthesis);
    let tokens: Vec<TokenTree> =
        group.into_iter().flat_map(|group| group.stream().into_iter().take(2)).collect();
    matches!(&tokens[..], [TokenTree::Literal(text), TokenTree::Punct(comma)]
        if text.to_string().contains('"') && comma.as_char() == ',')
}

/// Reads a text and properties in the parentheses that are next, which is noted.
pub(super) fn call(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    owner: &str,
) -> Option<(Value, Vec<Property>)> {
    let group = cur.group(0, Delimiter::Parenthesis)?;
    let span = group.span_open().into();
    let text = group.stream().into_iter().next()?.to_string();
    cx.error(Code::Syntax, span, format!("the text of `{owner}` is in the parentheses"))
        .help(format!("write it before them: `{owner} {text} (…)`"));
    let mut inside = cur.take_group(cx, Delimiter::Parenthesis)?;
    let (pieces, span) = text::pieces(cx, &mut inside)?;
    inside.take_op(",");
    let settings = separated(cx, &mut inside, |cx, cur| property(cx, cur, Place::Setting));
    Some((Value::new(ValueKind::Text(pieces), span), settings))
}

/// Reads options in parentheses or brackets, which is noted.
pub(super) fn options(
    cx: &mut Diagnostics,
    cur: &mut Cursor,
    delimiter: Delimiter,
) -> Option<Body> {
    let open = if delimiter == Delimiter::Bracket { "brackets" } else { "parentheses" };
    let span = cur.group(0, delimiter).map(Group::span_open);
    cx.error(
        Code::Syntax,
        span.map_or(cur.span(), Into::into),
        format!("options with ids are in {open}"),
    )
    .help("write them in braces: `{ id: \"Title\" … }`");
    let mut inside = cur.take_group(cx, delimiter)?;
    Some(Body::Entries(option::entries(cx, &mut inside)))
}

/// Whether the brackets that are next hold options with ids.
pub(super) fn have_ids(cur: &Cursor) -> bool {
    let group = cur.group(0, Delimiter::Bracket);
    let tokens: Vec<TokenTree> =
        group.into_iter().flat_map(|group| group.stream().into_iter().take(2)).collect();
    matches!(&tokens[..], [TokenTree::Ident(_) | TokenTree::Literal(_), TokenTree::Punct(colon)]
        if colon.as_char() == ':')
}

/// Reads the action in the braces or parentheses that are next, which is noted.
pub(super) fn action(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Action> {
    let Some(TokenTree::Group(group)) = cur.peek(0).cloned() else { return None };
    let name = group.stream().into_iter().next().map(|token| token.to_string());
    let name = name.filter(|name| ActionKind::from_name(name).is_some());
    let fault = cx.error(Code::Syntax, group.span_open().into(), "the action is in brackets");
    match &name {
        Some(name) => fault.help(format!("write `=> {name} …`, without brackets around it")),
        None => fault.help("write its name first: `=> data_exchange { … }`"),
    };
    let mut inside = cur.enter(cx, &group)?;
    cur.bump();
    name.is_some().then(|| action::action(cx, &mut inside)).flatten()
}

/// Reads the text, or the reference without its signs, in the braces that are next, which is noted.
pub(super) fn main(cx: &mut Diagnostics, cur: &mut Cursor, kind: &str) -> Option<Value> {
    let start = cur.group(0, Delimiter::Brace)?.span_open();
    let mut inside = cur.take_group(cx, Delimiter::Brace)?;
    let (value, form) = if inside.is_ident(0) {
        let reference = reference::words(&mut inside)?;
        let (form, span) = (reference.wire(), reference.span);
        (Value::new(ValueKind::Reference(reference), span), form)
    } else {
        let (pieces, span) = text::pieces(cx, &mut inside)?;
        (Value::new(ValueKind::Text(pieces), span), "\"…\"".to_owned())
    };
    cx.error(Code::Syntax, start.into(), format!("the text of `{kind}` is in braces"))
        .help(format!("write `{kind} {form}`"));
    Some(value)
}
