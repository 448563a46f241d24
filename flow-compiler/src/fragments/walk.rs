//! A walk over every part of a fragment's body, to change it.

use crate::ast::{
    Action, Body, Component, Data, Entry, Expr, ExprKind, Item, Name, Node, PayloadItem, Piece,
    Property, Reference, Source, Type, TypeField, TypeKind, Value, ValueKind,
};
use crate::span::Span;

/// What is done with each part, the outer before the inner.
pub(super) trait Change {
    fn span(&mut self, _: &mut Span) {}

    /// Whether what is in the value is to be changed as well.
    fn value(&mut self, _: &mut Value) -> bool {
        true
    }

    /// Whether what is in the expression is to be changed as well.
    fn expr(&mut self, _: &mut Expr) -> bool {
        true
    }

    /// Whether the reference of the source is to be changed as well.
    fn source(&mut self, _: &mut Source) -> bool {
        true
    }

    fn component(&mut self, _: &mut Component) {}

    fn property(&mut self, _: &mut Property) {}

    fn payload(&mut self, _: &mut PayloadItem) {}

    fn reference(&mut self, _: &mut Reference) {}
}

/// Calls `visit` with every place of an item that flows may share.
pub(crate) fn each_span(item: &mut Item, visit: &mut dyn FnMut(&mut Span)) {
    struct Spans<'v>(&'v mut dyn FnMut(&mut Span));
    impl Change for Spans<'_> {
        fn span(&mut self, span: &mut Span) {
            (self.0)(span);
        }
    }
    let change = &mut Spans(visit);
    match item {
        Item::Fragment(fragment) => {
            change.span(&mut fragment.span);
            name(change, &mut fragment.name);
            properties(change, &mut fragment.parameters);
            nodes(change, &mut fragment.body);
        }
        Item::Options(options) => {
            change.span(&mut options.span);
            name(change, &mut options.name);
            body(change, &mut options.body);
        }
        Item::Struct(object) => {
            change.span(&mut object.span);
            name(change, &mut object.name);
            type_fields(change, &mut object.fields);
        }
        Item::Screen(_) | Item::Success(_) | Item::Include(_) => {}
    }
}

pub(super) fn nodes(change: &mut impl Change, nodes: &mut [Node]) {
    for node in nodes {
        match node {
            Node::Data(it) => data(change, it),
            Node::Component(it) => component(change, it),
            Node::If(it) => {
                change.span(&mut it.span);
                it.condition.iter_mut().for_each(|it| value(change, it));
                properties(change, &mut it.settings);
                self::nodes(change, &mut it.then);
                self::nodes(change, it.otherwise.as_deref_mut().unwrap_or_default());
            }
            Node::Match(it) => {
                change.span(&mut it.span);
                it.value.iter_mut().for_each(|it| value(change, it));
                properties(change, &mut it.settings);
                for case in &mut it.cases {
                    name(change, &mut case.key);
                    self::nodes(change, &mut case.body);
                }
            }
            Node::Use(it) => {
                change.span(&mut it.span);
                name(change, &mut it.name);
                properties(change, &mut it.arguments);
            }
        }
    }
}

fn data(change: &mut impl Change, data: &mut Data) {
    change.span(&mut data.span);
    for field in &mut data.fields {
        change.span(&mut field.span);
        change.span(&mut field.name.span);
        field.ty.iter_mut().for_each(|it| ty(change, it));
        field.example.iter_mut().for_each(|it| value(change, it));
    }
}

fn ty(change: &mut impl Change, written: &mut Type) {
    change.span(&mut written.span);
    match &mut written.kind {
        TypeKind::List(inner) => ty(change, inner),
        TypeKind::Object(fields) => type_fields(change, fields),
        TypeKind::Raw(schema) => json(change, schema),
        TypeKind::Name(_) | TypeKind::Unread => {}
    }
}

fn type_fields(change: &mut impl Change, fields: &mut [TypeField]) {
    for TypeField { name, ty: inner, .. } in fields {
        change.span(&mut name.span);
        ty(change, inner);
    }
}

fn component(change: &mut impl Change, component: &mut Component) {
    change.component(component);
    change.span(&mut component.span);
    component.name.iter_mut().for_each(|name| change.span(&mut name.span));
    name(change, &mut component.kind);
    component.bang.iter_mut().for_each(|bang| change.span(bang));
    component.main.iter_mut().for_each(|main| value(change, main));
    if let Some(source) = &mut component.source
        && change.source(source)
    {
        match source {
            Source::Options(list) => name(change, list),
            Source::Reference(it) => reference(change, it),
        }
    }
    properties(change, &mut component.settings);
    component.body.iter_mut().for_each(|it| body(change, it));
    component.action.iter_mut().for_each(|it| action(change, it));
}

fn body(change: &mut impl Change, written: &mut Body) {
    match written {
        Body::Nodes(inner) => nodes(change, inner),
        Body::Entries(entries) => entries.iter_mut().for_each(|it| entry(change, it)),
        Body::Titles(titles) => titles.iter_mut().for_each(|it| value(change, it)),
    }
}

fn entry(change: &mut impl Change, entry: &mut Entry) {
    change.span(&mut entry.span);
    change.span(&mut entry.id.span);
    value(change, &mut entry.text);
    properties(change, &mut entry.settings);
    entry.action.iter_mut().for_each(|it| action(change, it));
}

pub(super) fn properties(change: &mut impl Change, properties: &mut [Property]) {
    for property in properties {
        change.property(property);
        change.span(&mut property.name.span);
        value(change, &mut property.value);
    }
}

pub(super) fn value(change: &mut impl Change, value: &mut Value) {
    if !change.value(value) {
        return;
    }
    if value.verbatim {
        json(change, value);
        return;
    }
    change.span(&mut value.span);
    match &mut value.kind {
        ValueKind::Text(pieces) => {
            for piece in pieces {
                if let Piece::Reference(it) = piece {
                    reference(change, it);
                }
            }
        }
        ValueKind::List(items) => items.iter_mut().for_each(|it| self::value(change, it)),
        ValueKind::Object(members) => properties(change, members),
        ValueKind::Reference(it) => reference(change, it),
        ValueKind::Expr(it) => expr(change, it),
        ValueKind::Action(it) => action(change, it),
        ValueKind::Null
        | ValueKind::Number(_)
        | ValueKind::Bool(_)
        | ValueKind::Word(_)
        | ValueKind::Embed(_) => {}
    }
}

fn expr(change: &mut impl Change, written: &mut Expr) {
    if !change.expr(written) {
        return;
    }
    change.span(&mut written.span);
    match &mut written.kind {
        ExprKind::Reference(it) => reference(change, it),
        ExprKind::Unary(_, inner) | ExprKind::Paren(inner) => expr(change, inner),
        ExprKind::Binary(_, left, right) => {
            expr(change, left);
            expr(change, right);
        }
        ExprKind::Text(_) | ExprKind::Number(_) | ExprKind::Bool(_) => {}
    }
}

fn action(change: &mut impl Change, action: &mut Action) {
    change.span(&mut action.span);
    name(change, &mut action.name);
    action.target.iter_mut().for_each(|it| value(change, it));
    properties(change, &mut action.settings);
    let Some(payload) = &mut action.payload else { return };
    change.span(&mut payload.span);
    for item in &mut payload.items {
        change.payload(item);
        match item {
            PayloadItem::Field { key, value: written } => {
                change.span(&mut key.span);
                if let Some(written) = written {
                    value(change, written);
                }
            }
            PayloadItem::Spread(word) => name(change, word),
        }
    }
}

fn reference(change: &mut impl Change, reference: &mut Reference) {
    change.reference(reference);
    change.span(&mut reference.span);
}

fn name(change: &mut impl Change, name: &mut Name) {
    change.span(&mut name.span);
}

/// A value to the letter.
fn json(change: &mut impl Change, value: &mut Value) {
    change.span(&mut value.span);
    match &mut value.kind {
        ValueKind::List(items) => items.iter_mut().for_each(|item| json(change, item)),
        ValueKind::Object(members) => {
            for member in members {
                change.span(&mut member.name.span);
                json(change, &mut member.value);
            }
        }
        _ => {}
    }
}
