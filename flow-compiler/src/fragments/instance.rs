//! The body of a fragment as one use has it: with its arguments, and its places of that use.

use std::collections::HashMap;

use super::walk::{self, Change};
use crate::ast::{
    Component, Expr, ExprKind, Node, Piece, Property, Reference, Source, Value, ValueKind,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// What each part of a body counts beside its letters: about what it takes in memory.
const PART: usize = 64;

/// What each parameter is in one use.
#[derive(Default)]
pub(super) struct Arguments {
    /// With how much it is.
    values: HashMap<String, (Value, usize)>,
}

impl Arguments {
    pub(super) fn insert(&mut self, parameter: &str, value: Value) {
        let size = size(&mut value.clone());
        self.values.insert(parameter.to_owned(), (value, size));
    }

    pub(super) fn contains(&self, parameter: &str) -> bool {
        self.values.contains_key(parameter)
    }

    fn of(&self, reference: &Reference) -> Option<&(Value, usize)> {
        match reference.segments.as_slice() {
            [name] => self.values.get(name.as_str()),
            _ => None,
        }
    }
}

/// A body with its arguments.
pub(super) struct Fill {
    /// How much it is.
    pub(super) size: usize,
    /// Whether an argument does not fit its place, which was reported: there something else is.
    pub(super) unfit: bool,
}

/// Writes the arguments into a body. Once it is more than what is `left`, no further argument is
/// written.
pub(super) fn fill(
    cx: &mut Diagnostics,
    body: &mut [Node],
    arguments: &Arguments,
    within: u32,
    left: usize,
) -> Fill {
    let mut filled = Filled { cx, arguments, within, size: 0, left, unfit: false };
    walk::nodes(&mut filled, body);
    Fill { size: filled.size, unfit: filled.unfit }
}

/// What a parameter is where a use gives no argument, as that use has it.
pub(super) fn stamped(value: &Value, within: u32) -> Value {
    struct Stamp(u32);
    impl Change for Stamp {
        fn span(&mut self, span: &mut Span) {
            *span = span.used(self.0);
        }
    }
    let mut value = value.clone();
    walk::value(&mut Stamp(within), &mut value);
    value
}

/// How much a value is.
fn size(value: &mut Value) -> usize {
    struct Size(usize);
    impl Change for Size {
        fn value(&mut self, value: &mut Value) -> bool {
            self.0 += PART + letters(value);
            true
        }
    }
    let mut size = Size(0);
    walk::value(&mut size, value);
    size.0
}

/// How many letters are in a value itself.
fn letters(value: &Value) -> usize {
    match &value.kind {
        ValueKind::Text(pieces) => pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.len(),
                Piece::Reference(reference) => PART + reference.segments.len() * PART,
            })
            .sum(),
        ValueKind::Word(word) => word.len(),
        _ => 0,
    }
}

struct Filled<'c> {
    cx: &'c mut Diagnostics,
    arguments: &'c Arguments,
    within: u32,
    size: usize,
    left: usize,
    unfit: bool,
}

impl Filled<'_> {
    /// What a reference is, where it is to a parameter.
    fn argument(&mut self, reference: &Reference) -> Option<Value> {
        let (argument, size) = self.arguments.of(reference).filter(|_| self.size <= self.left)?;
        self.size += size;
        Some(argument.clone())
    }

    /// Notes that an argument is nothing that its place takes.
    fn unfit(&mut self, reference: &Reference, argument: &Value, place: &str) {
        let what = match &argument.kind {
            _ if argument.verbatim => "a value of JSON",
            ValueKind::Text(_) => "a text with references",
            ValueKind::Word(_) => "a word without quotes",
            ValueKind::Bool(_) => "a boolean",
            ValueKind::List(_) => "a list",
            ValueKind::Object(_) => "an object",
            ValueKind::Action(_) => "an action",
            ValueKind::Expr(_) => "an expression",
            ValueKind::Embed(_) => "a file",
            ValueKind::Null | ValueKind::Number(_) | ValueKind::Reference(_) => "a value",
        };
        self.unfit = true;
        let wire = reference.wire();
        self.cx
            .error(
                Code::InvalidFragment,
                reference.span.used(self.within),
                format!("`{wire}` is {what} here, which cannot be {place}"),
            )
            .help(format!("give `{}` a text, or a reference", reference.segments.join(".")))
            .once(format!("argument {wire} {place}"));
    }

    /// The parts of a text, those of arguments among them.
    fn pieces(&mut self, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut filled: Vec<Piece> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let Piece::Reference(mut reference) = piece else {
                push(&mut filled, piece);
                continue;
            };
            let Some(argument) = self.argument(&reference) else {
                reference.span = reference.span.used(self.within);
                filled.push(Piece::Reference(reference));
                continue;
            };
            match argument.kind {
                _ if argument.verbatim => self.unfit(&reference, &argument, "part of a text"),
                ValueKind::Text(inner) => {
                    for piece in inner {
                        push(&mut filled, piece);
                    }
                }
                ValueKind::Reference(given) => filled.push(Piece::Reference(given)),
                ValueKind::Number(number) => push(&mut filled, Piece::Text(number.0)),
                _ => self.unfit(&reference, &argument, "part of a text"),
            }
        }
        if filled.is_empty() {
            filled.push(Piece::Text(String::new()));
        }
        filled
    }
}

/// What stands for an argument that does not fit: a field of which nothing is known.
fn nowhere(reference: &Reference) -> Reference {
    let segments = std::iter::once("form".to_owned()).chain(reference.segments.iter().cloned());
    Reference { segments: segments.collect(), span: reference.span }
}

/// Adds a piece; texts beside each other are one.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    match (pieces.last_mut(), piece) {
        (Some(Piece::Text(before)), Piece::Text(text)) => before.push_str(&text),
        (_, piece) => pieces.push(piece),
    }
}

impl Change for Filled<'_> {
    fn span(&mut self, span: &mut Span) {
        *span = span.used(self.within);
    }

    fn component(&mut self, _: &mut Component) {
        self.size += PART;
    }

    fn property(&mut self, property: &mut Property) {
        self.size += PART + property.name.text.len();
    }

    fn value(&mut self, value: &mut Value) -> bool {
        self.size += PART + letters(value);
        match &mut value.kind {
            ValueKind::Reference(reference) => {
                let Some(argument) = self.argument(&reference.clone()) else { return true };
                *value = argument;
                false
            }
            ValueKind::Text(pieces) => {
                let pieces = self.pieces(std::mem::take(pieces));
                value.kind = ValueKind::Text(pieces);
                value.span = value.span.used(self.within);
                false
            }
            _ => true,
        }
    }

    fn expr(&mut self, expr: &mut Expr) -> bool {
        self.size += PART;
        let ExprKind::Reference(reference) = &expr.kind else { return true };
        let reference = reference.clone();
        let Some(argument) = self.argument(&reference) else { return true };
        let kind = match &argument.kind {
            _ if argument.verbatim => None,
            ValueKind::Text(pieces) => match pieces.as_slice() {
                [] => Some(ExprKind::Text(String::new())),
                [Piece::Text(text)] => Some(ExprKind::Text(text.clone())),
                _ => None,
            },
            ValueKind::Number(number) => Some(ExprKind::Number(number.clone())),
            ValueKind::Bool(truth) => Some(ExprKind::Bool(*truth)),
            ValueKind::Reference(given) => Some(ExprKind::Reference(given.clone())),
            ValueKind::Expr(given) => Some(ExprKind::Paren(Box::new(given.clone()))),
            _ => None,
        };
        if let Some(kind) = kind {
            *expr = Expr { kind, span: argument.span };
        } else {
            self.unfit(&reference, &argument, "in an expression");
            expr.kind = ExprKind::Reference(nowhere(&reference));
        }
        false
    }

    fn source(&mut self, source: &mut Source) -> bool {
        let Source::Reference(reference) = source else { return true };
        let reference = reference.clone();
        let Some(argument) = self.argument(&reference) else { return true };
        match &argument.kind {
            ValueKind::Reference(given) => *source = Source::Reference(given.clone()),
            ValueKind::Word(text) => {
                let name = crate::ast::Name { text: text.clone(), span: argument.span };
                *source = Source::Options(name);
            }
            _ => {
                self.unfit(&reference, &argument, "a list of options");
                *source = Source::Reference(nowhere(&reference));
            }
        }
        false
    }
}
