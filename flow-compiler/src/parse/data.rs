//! Data fields and their types.

use proc_macro2::{Delimiter, TokenTree};

use super::cursor::Cursor;
use super::doc;
use super::key::{self, Names};
use super::settings::separated;
use super::value::{self, Place};
use crate::ast::{DataField, Key, Type, TypeField, TypeKind};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// The types that have a name everywhere.
const TYPES: [&str; 4] = ["String", "bool", "f64", "i64"];

/// `name: Type = example, …` up to the end.
pub(super) fn fields(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<DataField> {
    separated(cx, cur, |cx, cur| {
        let docs = doc::docs(cx, cur);
        if doc::dangling(cx, &docs, cur) {
            return None;
        }
        without_a_word_before(cx, cur);
        let start = cur.span();
        let name = key::key(cx, cur, Names::Verbatim, "the name of a data field")?;
        if let Some(span) = cur.take_op("?") {
            cx.error(Code::Syntax, span, "a field of data is always there").help("remove the `?`");
        }
        let mut ty = None;
        let mut given = cur.take_op("=").is_some();
        if !given {
            if !key::colon(cx, cur, &name) {
                let ty = Some(Type { kind: TypeKind::Unread, span: name.span });
                return Some(DataField { docs, ty, example: None, span: name.span, name });
            }
            given = is_example(cx, cur, &name);
            if !given {
                ty = Some(field_type(cx, cur, &name));
                given = is_given(cx, cur);
            }
        }
        let example = if given { example(cx, cur, &name) } else { None };
        if given && example.is_none() {
            // What could not be read is not missing, and is of any type.
            ty = Some(Type { kind: TypeKind::Unread, span: name.span });
        }
        Some(DataField { docs, name, ty, example, span: cur.since(start) })
    })
}

/// `name: Type, …` up to the end.
pub(super) fn type_fields(cx: &mut Diagnostics, cur: &mut Cursor) -> Vec<TypeField> {
    separated(cx, cur, |cx, cur| {
        let docs = doc::docs(cx, cur);
        if doc::dangling(cx, &docs, cur) {
            return None;
        }
        without_a_word_before(cx, cur);
        let name = key::key(cx, cur, Names::Verbatim, "the name of a field")?;
        if !key::colon(cx, cur, &name) {
            let ty = Type { kind: TypeKind::Unread, span: name.span };
            return Some(TypeField { docs, name, ty });
        }
        let ty = read_type(cx, cur);
        if cur.is_op(0, "=") {
            cx.error(Code::Syntax, cur.span(), format!("the field `{}` has an example", name.text))
                .help("examples go in `data { … }`; a type has none");
            cur.bump();
            value::value(cx, cur, Place::Setting)?;
        }
        Some(TypeField { docs, name, ty })
    })
}

/// Notes `pub`, `let` or `mut` before the name of a field, and takes it.
fn without_a_word_before(cx: &mut Diagnostics, cur: &mut Cursor) {
    if ["pub", "let", "mut"].iter().any(|word| cur.is_word(0, word)) && cur.is_ident(1) {
        let message = match cur.word(0).as_deref() {
            Some("pub") => "a field is public without `pub`".to_owned(),
            _ => format!("{} is before a field", cur.found()),
        };
        cx.error(Code::Syntax, cur.span(), message).help("remove it");
        cur.bump();
    }
}

/// Whether the example is after `name:`, where its type belongs; it is noted.
fn is_example(cx: &mut Diagnostics, cur: &Cursor, name: &Key) -> bool {
    let literal = cur.key_ahead().is_none()
        && (matches!(cur.peek(0), Some(TokenTree::Literal(_)))
            || cur.is_word(0, "true")
            || cur.is_word(0, "false")
            || cur.is_op(0, "-"));
    if literal {
        let (name, found) = (&name.text, cur.found());
        cx.error(
            Code::Syntax,
            cur.span(),
            format!("expected a type after `{name}`, found {found}"),
        )
        .help(format!("write the example after `=`: `{name} = {}`", found.trim_matches('`')));
    }
    literal
}

/// Whether the example is after the type; a sign that is not quite `=` is noted and taken.
fn is_given(cx: &mut Diagnostics, cur: &mut Cursor) -> bool {
    if cur.take_op("=").is_some() {
        return true;
    }
    if cur.is_group(0, Delimiter::Parenthesis) {
        cx.error(Code::Syntax, cur.span(), "the example is in parentheses")
            .help("a field is `name: Type = example`");
        return true;
    }
    let wrong = ["==", ":", "=>", "->"].into_iter().find_map(|op| Some((op, cur.take_op(op)?)));
    if let Some((wrong, span)) = wrong {
        cx.error(Code::Syntax, span, format!("expected `=` after the type, found `{wrong}`"))
            .help("a field is `name: Type = example`");
    }
    wrong.is_some()
}

/// The type after `name:`.
fn field_type(cx: &mut Diagnostics, cur: &mut Cursor, name: &Key) -> Type {
    // `a: String: "…"` has a type, `a: b: String` has none.
    let next_field = cur.key_ahead().is_some() && !TYPES.iter().any(|ty| cur.is_word(0, ty));
    if cur.done() || cur.is_op(0, ",") || next_field {
        let name = &name.text;
        cx.error(Code::Syntax, cur.last(), format!("expected a type after `{name}`"))
            .help(format!("write `{name}: String = \"…\"`"));
        return Type { kind: TypeKind::Unread, span: cur.last() };
    }
    let ty = read_type(cx, cur);
    if cur.is_op(0, "?") {
        cx.error(Code::Syntax, cur.span(), "a `?` is after a type")
            .help("remove it: data is always present");
        cur.take_op("?");
    }
    ty
}

/// The type that is next, or that none could be read.
fn read_type(cx: &mut Diagnostics, cur: &mut Cursor) -> Type {
    let start = cur.span();
    ty(cx, cur).unwrap_or_else(|| {
        while !(cur.done() || cur.is_op(0, ",") || cur.is_op(0, "=") || cur.key_ahead().is_some()) {
            cur.bump();
        }
        Type { kind: TypeKind::Unread, span: start }
    })
}

fn example(cx: &mut Diagnostics, cur: &mut Cursor, name: &Key) -> Option<crate::ast::Value> {
    if cur.done() || cur.is_op(0, ",") || cur.key_ahead().is_some() {
        let name = &name.text;
        cx.error(Code::Syntax, cur.last(), format!("expected an example after `{name}`"))
            .help(format!("write `{name}: String = \"…\"`"));
        return None;
    }
    value::value(cx, cur, Place::Setting)
}

fn ty(cx: &mut Diagnostics, cur: &mut Cursor) -> Option<Type> {
    const FORMS: &str =
        "a type is `String`, `bool`, `f64`, `i64`, `[T]`, `{ a: T }` or a `struct` of the flow";
    let start = cur.span();
    let kind = match cur.peek(0) {
        Some(TokenTree::Ident(_)) if value::is_macro(cur) && cur.is_word(0, "json") => {
            TypeKind::Raw(value::raw(cx, cur)?)
        }
        Some(TokenTree::Ident(_)) => {
            let name = cur.word(0)?;
            cur.bump();
            if cur.is_char(0, '<') {
                return generic(cx, cur, &name, start);
            }
            if cur.is_op(0, "::") {
                cx.error(Code::Syntax, start, format!("the type `{name}::…` is a path"))
                    .help(FORMS);
                return None;
            }
            TypeKind::Name(name)
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            let mut inside = cur.take_group(cx, Delimiter::Bracket)?;
            if inside.done() {
                cx.error(Code::Syntax, inside.span(), "the list has no type of its items")
                    .help("write `[String]`, say");
                return None;
            }
            let item = read_type(cx, &mut inside);
            if !inside.done() {
                cx.error(
                    Code::Syntax,
                    inside.span(),
                    format!("unexpected {} in a type", inside.found()),
                )
                .help("a list is `[T]`, of any length");
            }
            TypeKind::List(Box::new(item))
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut inside = cur.take_group(cx, Delimiter::Brace)?;
            TypeKind::Object(type_fields(cx, &mut inside))
        }
        Some(TokenTree::Punct(punct)) if punct.as_char() == '&' => {
            cx.error(Code::Syntax, start, "a type of a flow has no references")
                .help("write `String`");
            cur.bump();
            if cur.is_char(0, '\'') {
                cur.skip(2);
            }
            return if cur.is_word(0, "str") {
                cur.bump();
                Some(Type { kind: TypeKind::Name(TYPES[0].to_owned()), span: cur.since(start) })
            } else {
                ty(cx, cur)
            };
        }
        _ => {
            cx.error(Code::Syntax, start, format!("expected a type, found {}", cur.found()))
                .help(FORMS);
            return None;
        }
    };
    Some(Type { kind, span: cur.since(start) })
}

/// Notes `Vec<T>`, `Option<T>` and the like, and reads the type that was meant.
fn generic(cx: &mut Diagnostics, cur: &mut Cursor, name: &str, start: Span) -> Option<Type> {
    let inner = cur.word(1).unwrap_or_else(|| TYPES[0].to_owned());
    let help = match name {
        "Vec" => format!("a list is written `[{inner}]`"),
        "Option" => format!("data is always present; write `{inner}`"),
        _ => "an object is written `{ name: Type }`, or as a `struct` of the flow".to_owned(),
    };
    cx.error(Code::Syntax, start, format!("`{name}<…>` is not a type of a flow")).help(help);
    cur.bump();
    let inner = cur.deeper(cx, ty)?;
    if cur.is_char(0, '>') {
        cur.bump();
    }
    match name {
        "Vec" => Some(Type { kind: TypeKind::List(Box::new(inner)), span: cur.since(start) }),
        "Option" => Some(inner),
        _ => None,
    }
}
