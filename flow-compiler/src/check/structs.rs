//! The structs of a flow, and how much may be written out for their names.

use std::cell::Cell;
use std::collections::HashMap;

use crate::ast;
use crate::check::schema::Schema;
use crate::diagnostic::{Code, Diagnostics};
use crate::model;
use crate::span::Span;

/// How deep the types of a struct may be in one another.
const MAX_DEPTH: usize = 64;

/// How many properties the structs of a flow may have, each written out wherever it is named.
const MAX_WRITTEN: usize = 50_000;

/// The structs of a flow.
///
/// Flow JSON has no names for types, so a struct is written out wherever it is named: a few lines
/// can stand for more than any memory holds.
#[derive(Debug, Default)]
pub struct Structs<'a> {
    declared: Vec<StructScope<'a>>,
    at: HashMap<&'a str, usize>,
    /// How many properties were written out so far.
    written: Cell<usize>,
    /// Whether it was reported that they are too many, or are too deep.
    told: Cell<bool>,
}

/// A struct of the flow.
#[derive(Debug)]
pub struct StructScope<'a> {
    pub ast: &'a ast::Struct,
    pub schema: Schema<'a>,
    /// Its JSON Schema.
    pub json: model::Value<'a>,
    pub fields: Vec<model::Field<'a>>,
    /// How many properties it has, those of its parts among them.
    pub size: usize,
    /// How deep arrays and objects are in it.
    pub depth: usize,
}

impl<'a> Structs<'a> {
    /// Those declared so far, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &StructScope<'a>> {
        self.declared.iter()
    }

    /// The struct of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&StructScope<'a>> {
        self.declared.get(*self.at.get(name)?)
    }

    /// Adds one, whose name is new.
    pub fn push(&mut self, declared: StructScope<'a>) {
        self.at.insert(&declared.ast.name.text, self.declared.len());
        self.declared.push(declared);
    }

    /// Whether a struct can be written out where it is named; the first that cannot is reported.
    pub fn admit(&self, cx: &mut Diagnostics, found: &StructScope<'_>, span: Span) -> bool {
        let written = self.written.get().saturating_add(found.size);
        let name = &found.ast.name.text;
        let (message, help) = if found.depth >= MAX_DEPTH {
            (
                format!("`{name}` makes a type of more than {MAX_DEPTH} levels"),
                "nest fewer lists and structs in one another",
            )
        } else if written > MAX_WRITTEN {
            (
                format!(
                    "with `{name}` here, the structs of the flow make more than {MAX_WRITTEN} \
                     properties"
                ),
                "a struct is written out in Flow JSON wherever it is named: name it in fewer places",
            )
        } else {
            self.written.set(written);
            return true;
        };
        if !self.told.replace(true) {
            cx.error(Code::InvalidScreenData, span, message).help(help);
        }
        false
    }
}
