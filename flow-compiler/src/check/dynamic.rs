//! Values that a phone computes: references, texts with references, expressions.

#[cfg(test)]
mod tests;

use crate::ast::{Dialect, Expr, ExprKind, Piece, Reference, Value, ValueKind};
use crate::catalogue::V6_0;
use crate::check::expression::{self, Codes};
use crate::check::reference;
use crate::check::schema::Schema;
use crate::check::scope::Here;
use crate::check::unfilled;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::json::wire::{self, Fault, Reading};
use crate::model;
use crate::span::Span;

/// The property that a dynamic value is written for.
#[derive(Clone, Copy, Debug)]
pub struct Slot<'s> {
    /// Its name, as Flow JSON spells it.
    pub property: &'s str,
    /// Whether anything but a literal may be in it.
    pub bindable: bool,
    /// Whether more than a lone reference may be in it, from 6.0 on.
    pub expressions: bool,
}

/// A dynamic value, whichever way it was written.
pub enum Dynamic {
    Reference(Reference),
    /// At least one reference among texts.
    Text(Vec<Piece>),
    /// Values that are joined to a text.
    Join(Vec<Expr>),
    Expr(Expr),
    Faulty(Fault),
}

impl Dynamic {
    /// Whether Meta reads it as one reference, which may be none.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        match self {
            Self::Reference(_) => true,
            Self::Faulty(fault) => fault.reference,
            Self::Text(_) | Self::Join(_) | Self::Expr(_) => false,
        }
    }

    /// Whether it is a text, given as it was written, with several references in it. The upload was seen
    /// to refuse such a text, and public documents have many of them in payloads: a warning.
    #[must_use]
    pub fn is_several(&self, text: &str) -> bool {
        matches!(self, Self::Faulty(fault) if fault.reference) && unfilled::is_one_for_meta(text)
    }

    /// Calls `visit` with every reference in it.
    pub fn references_mut(&mut self, visit: &mut dyn FnMut(&mut Reference)) {
        match self {
            Self::Reference(reference) => visit(reference),
            Self::Text(pieces) => pieces.iter_mut().for_each(|piece| match piece {
                Piece::Reference(reference) => visit(reference),
                Piece::Text(_) => {}
            }),
            Self::Join(exprs) => exprs.iter_mut().for_each(|expr| expr.references_mut(visit)),
            Self::Expr(expr) => expr.references_mut(visit),
            Self::Faulty(_) => {}
        }
    }

    /// Every reference in it.
    #[must_use]
    pub fn references(&self) -> Vec<&Reference> {
        fn walk<'e>(expr: &'e Expr, found: &mut Vec<&'e Reference>) {
            match &expr.kind {
                ExprKind::Reference(reference) => found.push(reference),
                ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => {}
                ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => walk(inner, found),
                ExprKind::Binary(_, left, right) => {
                    walk(left, found);
                    walk(right, found);
                }
            }
        }
        let mut found = Vec::new();
        match self {
            Self::Reference(reference) => found.push(reference),
            Self::Text(pieces) => found.extend(pieces.iter().filter_map(|piece| match piece {
                Piece::Reference(reference) => Some(reference),
                Piece::Text(_) => None,
            })),
            Self::Join(exprs) => exprs.iter().for_each(|expr| walk(expr, &mut found)),
            Self::Expr(expr) => walk(expr, &mut found),
            Self::Faulty(_) => {}
        }
        found
    }
}

/// What is here; `None` for a literal.
#[must_use]
pub fn read(here: Here<'_, '_>, value: &Value) -> Option<Dynamic> {
    match &value.kind {
        ValueKind::Reference(reference) => Some(Dynamic::Reference(reference.clone())),
        ValueKind::Expr(expr) => Some(Dynamic::Expr(expr.clone())),
        ValueKind::Text(_) if value.verbatim => read_text(here, &value.plain()?, value.span),
        ValueKind::Text(pieces) => {
            let filled = |piece: &&Piece| !matches!(piece, Piece::Text(text) if text.is_empty());
            let mut parts = pieces.iter().filter(filled);
            match (parts.next(), parts.next()) {
                (Some(Piece::Reference(lone)), None) => Some(Dynamic::Reference(lone.clone())),
                _ if pieces.iter().any(|piece| matches!(piece, Piece::Reference(_))) => {
                    Some(Dynamic::Text(pieces.clone()))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// What a string of a document means; `None` for a literal.
#[must_use]
pub fn read_text(here: Here<'_, '_>, text: &str, span: Span) -> Option<Dynamic> {
    Some(match wire::read(text, span, here.scope.version) {
        Reading::Literal => return None,
        Reading::Reference(reference) => Dynamic::Reference(reference),
        Reading::Pieces(pieces) => Dynamic::Text(pieces),
        Reading::Concat(exprs) => Dynamic::Join(exprs),
        Reading::Expr(expr) => Dynamic::Expr(expr),
        Reading::Faulty(fault) => Dynamic::Faulty(fault),
    })
}

/// A dynamic value of a property that takes the types `wanted`, as it is in the document.
///
/// `None` where it is faulty, which is reported.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    value: &'a Value,
    dynamic: &Dynamic,
    wanted: &[Schema<'a>],
    slot: Slot<'_>,
) -> Option<model::Value<'a>> {
    let before = cx.mark();
    let schema = typed(cx, here, value.span, dynamic, slot)?;
    if cx.reported_since(before) {
        return None;
    }
    if !wanted.iter().any(|wanted| schema.fits(wanted)) {
        mismatch(cx, here, value.span, &schema, dynamic, wanted, slot);
        return None;
    }
    Some(model::Value {
        kind: model::ValueKind::Dynamic(wire_form(value, dynamic).into()),
        span: value.span,
    })
}

/// The type of a dynamic value of a property; `None` where it may not be there, which is
/// reported.
pub fn typed<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    span: Span,
    dynamic: &Dynamic,
    slot: Slot<'_>,
) -> Option<Schema<'a>> {
    let name = here.scope.spell(slot.property);
    if !slot.bindable {
        let message = format!("`{name}` takes a literal; nothing can be referred to here");
        cx.error(Code::InvalidPropertyType, span, message).help("write the value itself");
        return None;
    }
    let more = !dynamic.is_reference();
    if more && !slot.expressions {
        let message = format!("`{name}` takes a literal or one reference, not an expression");
        cx.error(Code::InvalidPropertyValue, span, message)
            .help("let the server send the whole value in one data field");
        return None;
    }
    schema(cx, here, dynamic, span, if more { Codes::EXPRESSION } else { Codes::PROPERTY })
}

/// The type of a dynamic value; `None` where it cannot be read or the version does not know it,
/// which is reported.
pub fn schema<'a>(
    cx: &mut Diagnostics,
    here: Here<'_, 'a>,
    dynamic: &Dynamic,
    span: Span,
    codes: Codes,
) -> Option<Schema<'a>> {
    if let Dynamic::Faulty(fault) = dynamic {
        if fault.reference {
            helped(cx.error(codes.reference, fault.span, fault.message.as_str()), fault);
        } else {
            unreadable(cx, fault);
        }
        return None;
    }
    if !here.scope.since(V6_0) && !matches!(dynamic, Dynamic::Reference(_)) {
        too_new(cx, here, dynamic, span);
        return None;
    }
    Some(match dynamic {
        Dynamic::Reference(reference) => reference::resolve(cx, here, reference, codes.reference),
        Dynamic::Text(pieces) => {
            for piece in pieces {
                if let Piece::Reference(reference) = piece {
                    reference::resolve(cx, here, reference, codes.reference);
                }
            }
            unfilled::beside(cx, here, pieces, span);
            Schema::String
        }
        Dynamic::Join(exprs) => {
            for expr in exprs {
                expression::schema(cx, here, expr, Codes { remainder: true, ..codes });
            }
            Schema::String
        }
        Dynamic::Expr(expr) => expression::schema(cx, here, expr, codes),
        Dynamic::Faulty(_) => Schema::Unknown,
    })
}

/// Reports an expression that cannot be read.
pub fn unreadable(cx: &mut Diagnostics, fault: &Fault) {
    let message = format!("{}, at column {}", fault.message, fault.column);
    helped(cx.error(Code::InvalidPropertyValue, fault.span, message), fault);
}

fn helped(noted: &mut Diagnostic, fault: &Fault) {
    if let Some(help) = &fault.help {
        noted.help(help);
    }
    if let Some((whole, meant)) = fault.meant.as_deref() {
        noted.replace_string(*whole, meant);
    }
}

/// A dynamic value as it is in the document: to the letter where it was written so.
#[must_use]
pub fn wire_form(value: &Value, dynamic: &Dynamic) -> String {
    if value.verbatim {
        return value.plain().unwrap_or_default().into_owned();
    }
    match dynamic {
        Dynamic::Reference(reference) => wire::reference(reference),
        Dynamic::Text(pieces) => wire::text(pieces).0,
        Dynamic::Expr(expr) => wire::expression(expr),
        // Only a string of a document is read as one of these, and that is to the letter.
        Dynamic::Join(_) | Dynamic::Faulty(_) => String::new(),
    }
}

fn too_new(cx: &mut Diagnostics, here: Here<'_, '_>, dynamic: &Dynamic, span: Span) {
    let (message, what) = match dynamic {
        Dynamic::Text(_) | Dynamic::Join(_) => {
            ("a reference inside a text needs Flow JSON 6.0", "whole text")
        }
        _ => {
            ("an expression needs Flow JSON 6.0; before, only one reference may be here", "result")
        }
    };
    let place = match dynamic {
        Dynamic::Text(pieces) => pieces.iter().find_map(|piece| match piece {
            Piece::Reference(reference) => Some(reference.span),
            Piece::Text(_) => None,
        }),
        _ => None,
    };
    let later = here.scope.later(V6_0);
    cx.error(Code::InvalidPropertyValue, place.unwrap_or(span), message)
        .help(format!("let the server send the {what} in one data field, or declare {later}"));
}

fn mismatch(
    cx: &mut Diagnostics,
    here: Here<'_, '_>,
    span: Span,
    schema: &Schema<'_>,
    dynamic: &Dynamic,
    wanted: &[Schema<'_>],
    slot: Slot<'_>,
) {
    let name = here.scope.spell(slot.property);
    let takes: Vec<String> = wanted.iter().map(Schema::noun).collect();
    let takes = takes.join(" or ");
    let (code, what) = match dynamic {
        Dynamic::Reference(reference) => {
            (Code::InvalidScreenDynamicData, format!("`{}`", reference.wire()))
        }
        _ => (Code::InvalidPropertyValue, "this expression".to_owned()),
    };
    let message = format!("`{name}` takes {takes}, but {what} is {}", schema.noun());
    let rust = here.scope.flow.dialect == Dialect::Rust;
    let joins = slot.expressions && here.scope.since(V6_0);
    let help = match (schema, wanted, dynamic) {
        (Schema::Integer, [wanted @ Schema::Number], Dynamic::Reference(_))
        | (Schema::Number, [wanted @ Schema::Integer], Dynamic::Reference(_)) => {
            let declared = wanted.declared(here.scope.flow.dialect);
            format!("declare the data as {declared}: Meta takes integer and number for two types")
        }
        (Schema::Integer | Schema::Number, [Schema::String, ..], Dynamic::Reference(reference))
            if joins && rust =>
        {
            format!("write it into a text: `\"… {}\"`", reference.wire())
        }
        (_, [Schema::Boolean], Dynamic::Reference(reference)) if joins => {
            let (kind, span) = (ExprKind::Reference(reference.clone()), span);
            let help = expression::comparison(&Expr { kind, span }, schema);
            if rust { help } else { help.replace("compare it:", "compare it, in back-ticks:") }
        }
        (_, [Schema::Boolean], Dynamic::Expr(expr)) => expression::comparison(expr, schema),
        (_, [wanted, ..], Dynamic::Reference(_)) => format!("refer to {}", wanted.noun()),
        _ => "let the server send it in a data field of the right type".to_owned(),
    };
    cx.error(code, span, message).help(help);
}
