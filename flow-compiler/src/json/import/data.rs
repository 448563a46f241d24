//! The data of a screen.

use super::{Importer, key, value};
use crate::ast::{self, Data, DataField, Type, TypeField, TypeKind};
use crate::catalogue::EXAMPLE;
use crate::json::{Member, Node, NodeKind};
use crate::span::Span;

impl Importer<'_, '_> {
    pub(super) fn data(&mut self, node: &Node, span: Span) -> Option<ast::Node> {
        let NodeKind::Object(members) = &node.kind else {
            self.wrong_type("data", "an object", node);
            return None;
        };
        Some(ast::Node::Data(Data { fields: members.iter().map(field).collect(), span }))
    }
}

fn field(member: &Member) -> DataField {
    let (ty, example) = typed(&member.value);
    DataField {
        docs: Vec::new(),
        name: key::plain(&member.key, member.key_span),
        ty,
        example,
        span: member.key_span,
    }
}

fn typed(schema: &Node) -> (Option<Type>, Option<ast::Value>) {
    let example = schema.get(EXAMPLE);
    let written = example.map(value::literal);
    match (plain(schema, true), example) {
        (Some(ty), Some(example)) => {
            let scalar = matches!(ty.kind, TypeKind::Name(_));
            let said = !scalar && says(schema, example);
            ((!said).then_some(ty), written)
        }
        (Some(ty), None) => (Some(ty), None),
        (None, Some(_)) => {
            let mut rest = value::verbatim(schema);
            if let ast::ValueKind::Object(members) = &mut rest.kind {
                members.retain(|member| member.name.text != EXAMPLE);
            }
            (Some(Type { kind: TypeKind::Raw(rest), span: schema.span }), written)
        }
        (None, None) => {
            (Some(Type { kind: TypeKind::Raw(value::verbatim(schema)), span: schema.span }), None)
        }
    }
}

/// The type in the words of the source, where they say all that the schema says.
fn plain(schema: &Node, top: bool) -> Option<Type> {
    let name = schema.get("type")?.as_text()?;
    let inner = match name {
        "array" => Some("items"),
        "object" => Some("properties"),
        _ => None,
    };
    let known = |member: &Member| {
        member.key == "type" || Some(member.key.as_str()) == inner || (top && member.key == EXAMPLE)
    };
    if !schema.members().iter().all(known) {
        return None;
    }
    let kind = match name {
        "string" => TypeKind::Name("String".to_owned()),
        "boolean" => TypeKind::Name("bool".to_owned()),
        "number" => TypeKind::Name("f64".to_owned()),
        "integer" => TypeKind::Name("i64".to_owned()),
        "array" => TypeKind::List(Box::new(plain(schema.get("items")?, false)?)),
        "object" => {
            let NodeKind::Object(members) = &schema.get("properties")?.kind else { return None };
            let field = |member: &Member| {
                Some(TypeField {
                    docs: Vec::new(),
                    name: key::plain(&member.key, member.key_span),
                    ty: plain(&member.value, false)?,
                })
            };
            TypeKind::Object(members.iter().map(field).collect::<Option<_>>()?)
        }
        _ => return None,
    };
    Some(Type { kind, span: schema.span })
}

/// Whether an example says the type by itself: a list by its first item.
fn says(schema: &Node, example: &Node) -> bool {
    let name = schema.get("type").and_then(Node::as_text).unwrap_or_default();
    match (&example.kind, name) {
        (NodeKind::Text(_), "string") | (NodeKind::Bool(_), "boolean") => true,
        (NodeKind::Number(number), "integer") => number.is_integer(),
        (NodeKind::Number(number), "number") => !number.is_integer(),
        (NodeKind::List(items), "array") => {
            items.first().zip(schema.get("items")).is_some_and(|(item, schema)| says(schema, item))
        }
        (NodeKind::Object(members), "object") => {
            let types = schema.get("properties").map_or(&[][..], Node::members);
            types.len() == members.len()
                && types
                    .iter()
                    .zip(members)
                    .all(|(ty, member)| ty.key == member.key && says(&ty.value, &member.value))
        }
        _ => false,
    }
}
