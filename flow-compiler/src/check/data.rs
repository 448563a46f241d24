//! Data: the types of a screen's fields and their examples.

use std::collections::HashSet;

use crate::ast::{self, DataField, Dialect, Key, TypeField, TypeKind, Value, ValueKind};
use crate::catalogue::{DATA_TYPES, EXAMPLE};
use crate::check::lowered::{Lowered, typed, unknown as unknown_type};
use crate::check::schema::Schema;
use crate::check::scope::Files;
use crate::check::structs::Structs;
use crate::check::wording::noun;
use crate::check::{carried, example, example_keys, keywords, schema_words, unknown, verbatim};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Field, Member};
use crate::span::Span;

/// The fields of `data { … }` or `success { … }`, each once.
pub fn fields<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    structs: &Structs<'a>,
    dialect: Dialect,
    fields: &'a [DataField],
) -> Vec<(Field<'a>, Schema<'a>)> {
    let mut lowered: Vec<(Field<'a>, Schema<'a>)> = Vec::with_capacity(fields.len());
    let mut seen: HashSet<&str> = HashSet::with_capacity(fields.len());
    for field in fields {
        if !seen.insert(&field.name.text) {
            twice(cx, &field.name);
            continue;
        }
        lowered.push(self::field(cx, files, structs, dialect, field));
    }
    lowered
}

/// The type of a struct.
pub fn structure<'a>(
    cx: &mut Diagnostics,
    structs: &Structs<'a>,
    declared: &'a ast::Struct,
) -> (Vec<Field<'a>>, Schema<'a>) {
    let mut known = Vec::with_capacity(declared.fields.len());
    let mut nested = Vec::with_capacity(declared.fields.len());
    for (field, lowered) in object(cx, structs, &declared.fields) {
        known.push((field.name.text.as_str(), lowered.schema));
        nested.push(Field {
            docs: &field.docs,
            key: &field.name.text,
            span: field.name.span,
            ty: lowered.ty,
            schema: lowered.json,
            example: None,
        });
    }
    (nested, Schema::Object(Some(known)))
}

fn field<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    structs: &Structs<'a>,
    dialect: Dialect,
    field: &'a DataField,
) -> (Field<'a>, Schema<'a>) {
    reserved(cx, field);
    let example = field.example.as_ref();
    let mut lowered = match (&field.ty, example) {
        (Some(ast::Type { kind: TypeKind::Raw(schema), .. }), _) => {
            return raw_field(cx, files, field, schema);
        }
        (Some(ty), _) => self::ty(cx, structs, ty),
        (None, Some(example)) => example::infer(cx, &field.name, example),
        (None, None) => {
            cx.error(
                Code::MissingRequiredProperty,
                field.name.span,
                format!("the data field `{}` has neither a type nor an example", field.name.text),
            )
            .help(match dialect {
                Dialect::Rust => format!("write `{}: String = \"…\"`", field.name.text),
                Dialect::Json => {
                    "write `{ \"type\": \"string\", \"__example__\": \"…\" }`".to_owned()
                }
            });
            unknown_type(field.span)
        }
    };
    if lowered.ty == model::Type::Json {
        // A type that could not be read, which is reported, is most likely that of the example.
        let mut told = Diagnostics::new();
        lowered.ty = example.map_or(model::Type::String, |example| {
            example::infer(&mut told, &field.name, example).ty
        });
        told.discard();
    }
    let typed = field.ty.as_ref().is_some_and(|ty| !matches!(ty.kind, TypeKind::Unread));
    if example.is_none() && typed && !is_lenient(&field.name) {
        cx.error(
            Code::MissingRequiredProperty,
            field.name.span,
            format!("the data field `{}` has no example", field.name.text),
        )
        .help(match (dialect, example::sample(&lowered.schema)) {
            (Dialect::Rust, sample) => format!(
                "write `{}: … = {sample}`: Meta asks for an `__example__` of every field",
                field.name.text
            ),
            (Dialect::Json, sample) => format!("add `\"__example__\": {sample}`"),
        });
    }
    let value = example.and_then(|example| {
        let value = example::lower(cx, files, example)?;
        let before = cx.mark();
        example::check(cx, &value, &lowered.schema, &field.name.text);
        if cx.reported_since(before) {
            // Which of the two is wrong is not known.
            lowered.schema = Schema::Unknown;
        } else if typed && dialect == Dialect::Rust {
            // The JSON Schema of a document leaves its keys open.
            example_keys::check(cx, &value, &lowered.schema, &field.name.text);
        }
        Some(value)
    });
    let lowered_field = Field {
        docs: &field.docs,
        key: &field.name.text,
        span: field.name.span,
        ty: carried::widened(lowered.ty, value.as_ref()),
        schema: lowered.json,
        example: value,
    };
    (lowered_field, lowered.schema)
}

/// Meta's schema has an array of names under `required`.
fn is_lenient(name: &Key) -> bool {
    name.text == "required"
}

fn reserved(cx: &mut Diagnostics, field: &DataField) {
    let list = |ty: &ast::Type| matches!(&ty.kind, TypeKind::Raw(schema) if matches!(schema.kind, ValueKind::List(_)));
    if field.name.text == "required" && !field.ty.as_ref().is_some_and(list) {
        cx.error(
            Code::InvalidPropertyType,
            field.name.span,
            "no data field is called `required`: Flow JSON has a list of names there",
        )
        .help("give the field another name");
    }
}

fn no_schema(cx: &mut Diagnostics, node: &Value) {
    let message = format!("a type is an object with a `type`, not {}", noun(node));
    cx.error(Code::InvalidPropertyType, node.span, message)
        .help("write `{ \"type\": \"string\" }`, or another type");
}

/// A field whose schema is as it is on the wire, with or without its example in it.
fn raw_field<'a>(
    cx: &mut Diagnostics,
    files: &dyn Files,
    field: &'a DataField,
    node: &'a Value,
) -> (Field<'a>, Schema<'a>) {
    let name = field.name.text.as_str();
    let lowered_field = |json, ty, example| Field {
        docs: &field.docs,
        key: name,
        span: field.name.span,
        ty,
        schema: json,
        example,
    };
    if is_lenient(&field.name) && field.example.is_none() && node.get("type").is_none() {
        return (lowered_field(verbatim::lowered(node), model::Type::Json, None), Schema::Unknown);
    }
    if !matches!(node.kind, ValueKind::Object(_)) {
        no_schema(cx, node);
        return (lowered_field(verbatim::lowered(node), model::Type::Json, None), Schema::Unknown);
    }
    let written = node.get(EXAMPLE);
    let lowered = raw(cx, node, true);
    schema_words::check(cx, node);
    let example = match (&field.example, written) {
        (Some(example), _) => example::lower(cx, files, example),
        (None, Some(node)) => Some(verbatim::lowered(node)),
        (None, None) if is_lenient(&field.name) => None,
        (None, None) => {
            cx.error(
                Code::MissingRequiredProperty,
                field.name.span,
                format!("the data field `{name}` has no `__example__`"),
            )
            .help("Meta asks for an example of every field");
            None
        }
    };
    if let Some(example) = &example {
        let before = cx.mark();
        example::check(cx, example, &lowered.schema, name);
        if !cx.reported_since(before) {
            keywords::check(cx, example, node, name);
        }
    }
    let ty = carried::widened(lowered.ty, example.as_ref());
    (lowered_field(lowered.json, ty, example), lowered.schema)
}

/// The type that the source names.
fn ty<'a>(cx: &mut Diagnostics, structs: &Structs<'a>, ty: &'a ast::Type) -> Lowered<'a> {
    let span = ty.span;
    match &ty.kind {
        TypeKind::Name(name) => named(cx, structs, name, span),
        TypeKind::List(item) => {
            let item = self::ty(cx, structs, item);
            Lowered {
                schema: Schema::Array(Some(Box::new(item.schema))),
                ty: model::Type::List(Box::new(item.ty)),
                json: typed("array", span, Some(("items", item.json))),
            }
        }
        TypeKind::Object(fields) => object_of(object(cx, structs, fields), span),
        TypeKind::Raw(node) => {
            schema_words::check(cx, node);
            raw(cx, node, false)
        }
        TypeKind::Unread => unknown_type(span),
    }
}

fn named<'a>(
    cx: &mut Diagnostics,
    structs: &Structs<'a>,
    name: &'a str,
    span: Span,
) -> Lowered<'a> {
    let (schema, ty) = match name {
        "String" => (Schema::String, model::Type::String),
        "bool" => (Schema::Boolean, model::Type::Bool),
        "f64" => (Schema::Number, model::Type::Number),
        "i64" => (Schema::Integer, model::Type::Integer),
        _ => {
            if let Some(found) = structs.get(name) {
                if !structs.admit(cx, found, span) {
                    return unknown_type(span);
                }
                return Lowered {
                    schema: found.schema.clone(),
                    ty: model::Type::Struct(name),
                    json: found.json.clone(),
                };
            }
            return match unknown::of_type(cx, structs, name, span) {
                // Its type is likely; what it is compared with decides nothing.
                Some(meant) => {
                    Lowered { schema: Schema::Unknown, ..named(cx, structs, meant, span) }
                }
                None => unknown_type(span),
            };
        }
    };
    let json = typed(schema.name(), span, None);
    Lowered { schema, ty, json }
}

fn object<'a>(
    cx: &mut Diagnostics,
    structs: &Structs<'a>,
    fields: &'a [TypeField],
) -> Vec<(&'a TypeField, Lowered<'a>)> {
    let mut lowered: Vec<(&TypeField, Lowered<'a>)> = Vec::with_capacity(fields.len());
    let mut seen: HashSet<&str> = HashSet::with_capacity(fields.len());
    for field in fields {
        if seen.insert(&field.name.text) {
            lowered.push((field, ty(cx, structs, &field.ty)));
        } else {
            twice(cx, &field.name);
        }
    }
    lowered
}

fn object_of<'a>(fields: Vec<(&'a TypeField, Lowered<'a>)>, span: Span) -> Lowered<'a> {
    let mut schemas = Vec::with_capacity(fields.len());
    let mut types = Vec::with_capacity(fields.len());
    let mut members = Vec::with_capacity(fields.len());
    for (field, lowered) in fields {
        let key = field.name.text.as_str();
        schemas.push((key, lowered.schema));
        types.push((key, lowered.ty));
        members.push(Member { key: key.into(), span: field.name.span, value: lowered.json });
    }
    let members = model::Value { kind: model::ValueKind::Object(members), span };
    Lowered {
        schema: Schema::Object(Some(schemas)),
        ty: model::Type::Object(types),
        json: typed("object", span, Some(("properties", members))),
    }
}

/// The JSON Schema of a struct's fields.
pub fn struct_json<'a>(fields: &[Field<'a>], span: Span) -> model::Value<'a> {
    let members = fields
        .iter()
        .map(|field| Member {
            key: field.key.into(),
            span: field.span,
            value: field.schema.clone(),
        })
        .collect();
    let members = model::Value { kind: model::ValueKind::Object(members), span };
    typed("object", span, Some(("properties", members)))
}

/// A JSON Schema as it is on the wire; `__example__` may be at the top of a field only.
fn raw<'a>(cx: &mut Diagnostics, node: &'a Value, top: bool) -> Lowered<'a> {
    let (schema, ty) = raw_type(cx, node, top);
    let members = node
        .members()
        .iter()
        .filter(|member| !top || member.name.text != EXAMPLE)
        .map(verbatim::member)
        .collect();
    let json = model::Value { kind: model::ValueKind::Object(members), span: node.span };
    Lowered { schema, ty, json }
}

fn raw_type<'a>(cx: &mut Diagnostics, node: &'a Value, top: bool) -> (Schema<'a>, model::Type<'a>) {
    const NONE: (Schema<'static>, model::Type<'static>) = (Schema::Unknown, model::Type::Json);
    if !matches!(node.kind, ValueKind::Object(_)) {
        no_schema(cx, node);
        return NONE;
    }
    if !top && let Some(member) = node.members().iter().find(|member| member.name.text == EXAMPLE) {
        cx.error(
            Code::InvalidScreenData,
            member.name.span,
            "`__example__` is only at the top of a data field",
        )
        .help("move it out to the field itself");
    }
    let Some(written) = node.get("type") else {
        cx.error(Code::MissingRequiredProperty, node.span, "`type` is missing in a data field")
            .help("add `\"type\": \"string\"`, or another type");
        return NONE;
    };
    let Some(name) = written.borrowed() else {
        cx.error(
            Code::InvalidPropertyType,
            written.span,
            format!("`type` is a string, not {}", noun(written)),
        )
        .help("a field has one type; `null` and lists of types are not supported");
        return NONE;
    };
    match name {
        "string" => (Schema::String, model::Type::String),
        "number" => (Schema::Number, model::Type::Number),
        "integer" => (Schema::Integer, model::Type::Integer),
        "boolean" => (Schema::Boolean, model::Type::Bool),
        "array" => raw_array(cx, node),
        "object" => raw_object(cx, node),
        _ => {
            cx.error(
                Code::InvalidScreenData,
                written.span,
                format!("there is no data type `{name}`"),
            )
            .help("the types are `string`, `number`, `integer`, `boolean`, `object`, `array`")
            .did_you_mean(name, DATA_TYPES);
            NONE
        }
    }
}

fn raw_array<'a>(cx: &mut Diagnostics, node: &'a Value) -> (Schema<'a>, model::Type<'a>) {
    match node.get("items") {
        None => {
            cx.error(
                Code::InvalidScreenData,
                node.span,
                "`items` is missing in a data field of type `array`",
            )
            .help("add `\"items\": { \"type\": … }`");
            (Schema::Array(Some(Box::new(Schema::Unknown))), model::Type::Json)
        }
        Some(Value { kind: ValueKind::Bool(_), .. }) => {
            (Schema::Array(None), model::Type::List(Box::new(model::Type::Json)))
        }
        Some(items) => {
            let (schema, ty) = raw_type(cx, items, false);
            (Schema::Array(Some(Box::new(schema))), model::Type::List(Box::new(ty)))
        }
    }
}

fn raw_object<'a>(cx: &mut Diagnostics, node: &'a Value) -> (Schema<'a>, model::Type<'a>) {
    let Some(properties) = node.get("properties") else {
        return (Schema::Object(None), model::Type::Json);
    };
    if !matches!(properties.kind, ValueKind::Object(_)) {
        cx.error(
            Code::InvalidPropertyType,
            properties.span,
            format!("`properties` is an object, not {}", noun(properties)),
        )
        .help("give each property its type: `{ \"name\": { \"type\": \"string\" } }`");
        return (Schema::Unknown, model::Type::Json);
    }
    let (mut schemas, mut types) = (Vec::new(), Vec::new());
    for member in properties.members() {
        let (schema, ty) = raw_type(cx, &member.value, false);
        schemas.push((member.name.text.as_str(), schema));
        types.push((member.name.text.as_str(), ty));
    }
    (Schema::Object(Some(schemas)), model::Type::Object(types))
}

fn twice(cx: &mut Diagnostics, name: &Key) {
    cx.error(Code::DuplicateKey, name.span, format!("`{}` is declared twice", name.text))
        .help("keep one of them, or give them different names");
}
