//! Types of data as the check holds them.

use crate::check::schema::Schema;
use crate::model::{self, Member};
use crate::span::Span;

/// A type in its three guises: for comparing, for Rust, for the document.
pub struct Lowered<'a> {
    pub schema: Schema<'a>,
    pub ty: model::Type<'a>,
    pub json: model::Value<'a>,
}

/// `{"type": name, …}`.
pub fn typed<'a>(
    name: &'static str,
    span: Span,
    more: Option<(&'static str, model::Value<'a>)>,
) -> model::Value<'a> {
    let mut members =
        vec![Member { key: "type".into(), span, value: model::Value::text(name, span) }];
    if let Some((key, value)) = more {
        members.push(Member { key: key.into(), span, value });
    }
    model::Value { kind: model::ValueKind::Object(members), span }
}

/// A type that is not known, after its fault was reported.
pub fn unknown<'a>(span: Span) -> Lowered<'a> {
    Lowered {
        schema: Schema::Unknown,
        ty: model::Type::Json,
        json: model::Value { kind: model::ValueKind::Object(Vec::new()), span },
    }
}
