//! Payloads as Rust sees them.

use crate::ast::{Payload, Reference, Value, ValueKind};
use crate::catalogue::Input;
use crate::check::dynamic::{self, Dynamic};
use crate::check::reference::{self, Target};
use crate::check::schema::Schema;
use crate::check::scope::{FieldScope, Here, Scope, ScreenScope};
use crate::check::settings::{borrowed, plain};
use crate::check::{data, expression, names};
use crate::diagnostic::Diagnostics;
use crate::json::{Node, NodeKind};
use crate::model::{self, Exchange, Member, PayloadField, Type};
use crate::span::Span;

use super::{
    Entry, LOOKED_AT, Meaning, choice, codes, entries, files, implied, inputs, near, shorthand,
};
use crate::catalogue::ActionKind;

/// The typed view of the payload of a `data_exchange` or a `complete`, faulty keys left out.
#[must_use]
pub fn exchange<'a>(here: Here<'_, 'a>, payload: Option<&'a Payload>, span: Span) -> Exchange<'a> {
    let entries = payload.map(|payload| entries(here, payload)).unwrap_or_default();
    let taken = |name: &str| entries.iter().any(|other| other.key == name);
    let fields = entries.iter().enumerate().filter_map(|(at, entry)| match entry.meaning {
        Meaning::Nothing if at >= LOOKED_AT => None,
        Meaning::Nothing => misspelled(here, entry, taken),
        _ => field(here, entry),
    });
    Exchange { fields: fields.collect(), span }
}

/// The typed view of a payload with every field of the screen.
#[must_use]
pub fn everything<'a>(here: Here<'_, 'a>, span: Span) -> Exchange<'a> {
    let entries = inputs(here).map(|input| {
        let meaning = Meaning::Input(input);
        Entry { key: input.name, span: input.span, spread: None, meaning }
    });
    Exchange { fields: entries.filter_map(|entry| field(here, &entry)).collect(), span }
}

/// The field of a name that means nothing, which is reported, so that what reads it is not at fault
/// as well: of the name that was meant, unless another screen has the written one.
fn misspelled<'a>(
    here: Here<'_, 'a>,
    entry: &Entry<'_, 'a>,
    taken: impl Fn(&str) -> bool,
) -> Option<PayloadField<'a>> {
    let (written, span, spread) = (entry.key, entry.span, entry.spread);
    let Some(key) = near(here, written).filter(|name| !taken(name)) else {
        let view = View { optional: true, ..View::of(Type::String) };
        return Some(view.named(written, span));
    };
    let entry = Entry { key, span, spread, meaning: shorthand(here, key) };
    let elsewhere = here
        .scope
        .screens
        .iter()
        .any(|screen| screen.datum(written).is_some() || screen.field(written).is_some());
    let found = field(here, &entry)?;
    Some(PayloadField { key: if elsewhere { written } else { key }, ..found })
}

/// The Rust type of an input's value, and whether a person may leave it out.
///
/// It may be left out unless it is required and certainly shown. An `OptIn` that is shown is always
/// answered, and so is the `NavigationList` whose item was tapped.
#[must_use]
pub fn input_type<'a>(
    scope: &Scope<'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
) -> (Type<'a>, bool) {
    let Some(input) = field.row.and_then(|row| row.input) else {
        return (Type::Json, true);
    };
    let word = |key| names::setting(field.ast, key).and_then(borrowed);
    let ty = match input {
        Input::Typed => match word("input-type") {
            Some("number") => Type::Number,
            Some("passcode") => Type::Digits,
            _ => Type::String,
        },
        Input::Text | Input::Item => Type::String,
        Input::Option => choice::of(scope, screen, field).map_or(Type::String, Type::Choice),
        Input::Options => {
            let item = choice::of(scope, screen, field).map_or(Type::String, Type::Choice);
            Type::List(Box::new(item))
        }
        Input::Bool => Type::Bool,
        Input::Date => Type::Date,
        Input::Calendar => match (names::setting(field.ast, "mode"), word("mode")) {
            (None, _) | (_, Some("single")) => Type::Date,
            (_, Some("range")) => Type::DateRange,
            _ => Type::Json,
        },
        Input::Files => Type::Files,
    };
    let answered = match input {
        Input::Bool => true,
        Input::Item => screen.lists == 1,
        Input::Files => {
            files::number(field, files::fewest_key(field)).is_some_and(|least| least > 0)
        }
        _ => is_required(field),
    };
    (ty, field.may_be_absent || !answered)
}

/// Whether what a person enters must not be shown again.
#[must_use]
pub fn is_secret(screen: &ScreenScope<'_>, field: &FieldScope<'_>) -> bool {
    let typed = names::setting(field.ast, "input-type").and_then(borrowed);
    typed.is_some_and(|word| matches!(word, "password" | "passcode"))
        || screen.sensitive.contains(field.name)
}

/// Whether the data that is referred to was filled with what a person entered in secret.
fn is_secret_data(scope: &Scope<'_>, screen: &ScreenScope<'_>, reference: &Reference) -> bool {
    let root = if reference.segments.first().is_some_and(|root| root == "screen") { 2 } else { 0 };
    let key = reference.segments.get(root + 1);
    key.is_some_and(|key| scope.secret_data.contains(&(screen.id, key.as_str())))
}

/// Whether `required` is the literal `true`, in a range for both ends.
fn is_required(field: &FieldScope<'_>) -> bool {
    const ENDS: [&str; 2] = ["start-date", "end-date"];
    if field.ast.bang.is_some() {
        return true;
    }
    let Some(value) = names::setting(field.ast, "required") else {
        return false;
    };
    match &value.kind {
        ValueKind::Bool(required) => *required,
        ValueKind::Object(ends) => ENDS.iter().all(|end| {
            ends.iter().any(|property| {
                property.name.wire() == *end && matches!(property.value.kind, ValueKind::Bool(true))
            })
        }),
        ValueKind::Raw(node) => match &node.kind {
            NodeKind::Bool(required) => *required,
            _ => ENDS.iter().all(|end| {
                node.get(end).is_some_and(|node| matches!(node.kind, NodeKind::Bool(true)))
            }),
        },
        _ => false,
    }
}

/// What a value is to Rust.
struct View<'a> {
    ty: Type<'a>,
    optional: bool,
    docs: &'a [String],
    rename: Option<&'a str>,
    secret: bool,
    literal: Option<model::Value<'a>>,
}

impl<'a> View<'a> {
    fn of(ty: Type<'a>) -> Self {
        Self { ty, optional: false, docs: &[], rename: None, secret: false, literal: None }
    }

    fn literal(ty: Type<'a>, kind: model::ValueKind<'a>, span: Span) -> Self {
        Self { literal: Some(model::Value { kind, span }), ..Self::of(ty) }
    }

    fn named(self, key: &'a str, span: Span) -> PayloadField<'a> {
        let Self { ty, optional, docs, rename, secret, literal } = self;
        PayloadField { docs, key, rename, ty, optional, secret, literal, span }
    }

    fn input(scope: &Scope<'a>, screen: &ScreenScope<'a>, field: &FieldScope<'a>) -> Self {
        let (ty, optional) = input_type(scope, screen, field);
        let rename = names::setting(field.ast, "rename").and_then(borrowed);
        let secret = is_secret(screen, field);
        Self { ty, optional, docs: &field.ast.docs, rename, secret, literal: None }
    }
}

fn field<'a>(here: Here<'_, 'a>, entry: &Entry<'_, 'a>) -> Option<PayloadField<'a>> {
    let view = match entry.meaning {
        Meaning::Input(field) => View::input(here.scope, here.screen, field),
        Meaning::Datum => referred(here, &implied("data", entry))?,
        // What could not be read is a text as likely as anything.
        Meaning::Written(value) => written(here, value)
            .or_else(|| referred(here, &implied("form", entry)))
            .or_else(|| referred(here, &implied("data", entry)))
            .unwrap_or_else(|| View::of(Type::String)),
        Meaning::Both => referred(here, &implied("form", entry))?,
        Meaning::Nothing => return None,
    };
    Some(view.named(entry.key, entry.span))
}

fn written<'a>(here: Here<'_, 'a>, value: &'a Value) -> Option<View<'a>> {
    if let Some(dynamic) = dynamic::read(here, value) {
        return computed(here, &dynamic);
    }
    let span = value.span;
    Some(match &value.kind {
        ValueKind::Text(_) => {
            View::literal(Type::String, model::ValueKind::Text(plain(value)?), span)
        }
        ValueKind::Number(number) => of_number(&number.0, span),
        ValueKind::Bool(value) => View::literal(Type::Bool, model::ValueKind::Bool(*value), span),
        ValueKind::Embed(_) => View::of(Type::String),
        ValueKind::List(items) => {
            list(items.iter().map(|item| written(here, item)).collect::<Option<_>>()?, span)
        }
        ValueKind::Object(properties) => {
            let members = properties.iter().map(|property| {
                let name = &property.name;
                Some((name.text.as_str(), name.span, written(here, &property.value)?))
            });
            object(members.collect::<Option<_>>()?, span)
        }
        ValueKind::Raw(node) => raw(here, node)?,
        ValueKind::Word(_)
        | ValueKind::Reference(_)
        | ValueKind::Expr(_)
        | ValueKind::Action(_) => {
            return None;
        }
    })
}

fn raw<'a>(here: Here<'_, 'a>, node: &'a Node) -> Option<View<'a>> {
    let span = node.span;
    Some(match &node.kind {
        NodeKind::Text(text) => match dynamic::read_text(here, text, span) {
            Some(dynamic) => computed(here, &dynamic)?,
            None => View::literal(Type::String, model::ValueKind::Text(text.as_str().into()), span),
        },
        NodeKind::Null => View::literal(Type::Json, model::ValueKind::Null, span),
        NodeKind::Bool(_) => View::literal(Type::Bool, data::raw_value(node).kind, span),
        NodeKind::Number(number) => of_number(&number.0, span),
        NodeKind::List(items) => {
            list(items.iter().map(|item| raw(here, item)).collect::<Option<_>>()?, span)
        }
        NodeKind::Object(members) => {
            let members = members.iter().map(|member| {
                Some((member.key.as_str(), member.key_span, raw(here, &member.value)?))
            });
            object(members.collect::<Option<_>>()?, span)
        }
    })
}

fn of_number(digits: &str, span: Span) -> View<'_> {
    let whole = !digits.contains(['.', 'e', 'E']);
    let ty = if whole { Type::Integer } else { Type::Number };
    View::literal(ty, model::ValueKind::Number(digits.into()), span)
}

fn list(items: Vec<View<'_>>, span: Span) -> View<'_> {
    let ty = match items.first() {
        Some(first) if items.iter().all(|item| item.ty == first.ty && !item.optional) => {
            Type::List(Box::new(first.ty.clone()))
        }
        _ => Type::Json,
    };
    let secret = items.iter().any(|item| item.secret);
    let literals: Option<Vec<_>> = items.into_iter().map(|item| item.literal).collect();
    let literal = literals.map(|items| model::Value { kind: model::ValueKind::List(items), span });
    View { secret, literal, ..View::of(ty) }
}

/// An object, as JSON where one of its values may be absent: a Rust field of it could not say so.
fn object<'a>(members: Vec<(&'a str, Span, View<'a>)>, span: Span) -> View<'a> {
    let ty = if members.iter().any(|(_, _, view)| view.optional) {
        Type::Json
    } else {
        Type::Object(members.iter().map(|(key, _, view)| (*key, view.ty.clone())).collect())
    };
    let secret = members.iter().any(|(_, _, view)| view.secret);
    let literals: Option<Vec<Member<'a>>> = members
        .into_iter()
        .map(|(key, span, view)| Some(Member { key: key.into(), span, value: view.literal? }))
        .collect();
    let literal =
        literals.map(|members| model::Value { kind: model::ValueKind::Object(members), span });
    View { secret, literal, ..View::of(ty) }
}

fn computed<'a>(here: Here<'_, 'a>, dynamic: &Dynamic) -> Option<View<'a>> {
    let of_secret = |reference: &Reference| match reference::find(here, reference) {
        Some(Target::Input { screen, field, .. }) => is_secret(screen, field),
        Some(Target::Data { screen, .. }) => is_secret_data(here.scope, screen, reference),
        _ => false,
    };
    let secret = dynamic.references().into_iter().any(of_secret);
    match dynamic {
        Dynamic::Reference(reference) => referred(here, reference),
        Dynamic::Text(_) | Dynamic::Join(_) => Some(View { secret, ..View::of(Type::String) }),
        Dynamic::Expr(expr) => {
            // Its faults were reported where the payload was checked.
            let mut told = Diagnostics::new();
            let codes = codes(here, ActionKind::DataExchange, false);
            let schema = expression::schema(&mut told, here, expr, codes);
            drop(told.into_vec());
            Some(View { secret, ..View::of(of_schema(&schema)) })
        }
        Dynamic::Faulty(_) => None,
    }
}

fn referred<'a>(here: Here<'_, 'a>, reference: &Reference) -> Option<View<'a>> {
    let path = match reference.segments.as_slice() {
        [root, _, path @ ..] if root == "screen" => path,
        path => path,
    };
    Some(match reference::find(here, reference)? {
        Target::Unknown => View::of(Type::Json),
        Target::Input { screen, field, schema } => {
            if let [_, _] = path {
                View::input(here.scope, screen, field)
            } else {
                let (whole, optional) = input_type(here.scope, screen, field);
                let secret = is_secret(screen, field);
                // An end of a range is a date, which no schema tells.
                let ty = if whole == Type::DateRange { Type::Date } else { of_schema(&schema) };
                View { optional, secret, ..View::of(ty) }
            }
        }
        Target::Data { screen, schema } => {
            let [_, name, rest @ ..] = path else {
                return None;
            };
            let declared = screen.data_field(name)?;
            let ty = inside(here.scope, &declared.ty, rest).unwrap_or_else(|| of_schema(&schema));
            let docs = if rest.is_empty() { declared.docs } else { &[] };
            let secret = is_secret_data(here.scope, screen, reference);
            View { docs, secret, ..View::of(ty) }
        }
    })
}

/// The type that a path into an object leads to.
fn inside<'a>(scope: &Scope<'a>, ty: &Type<'a>, path: &[String]) -> Option<Type<'a>> {
    let [next, rest @ ..] = path else {
        return Some(ty.clone());
    };
    match ty {
        Type::Object(fields) => {
            let (_, inner) = fields.iter().find(|(key, _)| key == next)?;
            inside(scope, inner, rest)
        }
        Type::Struct(name) => {
            let declared = scope.structs.get(name)?;
            let inner = declared.fields.iter().find(|field| field.key == next)?;
            inside(scope, &inner.ty, rest)
        }
        _ => None,
    }
}

fn of_schema<'a>(schema: &Schema<'a>) -> Type<'a> {
    match schema {
        Schema::String => Type::String,
        Schema::Number => Type::Number,
        Schema::Integer => Type::Integer,
        Schema::Boolean => Type::Bool,
        Schema::Array(Some(item)) => Type::List(Box::new(of_schema(item))),
        Schema::Object(Some(properties)) => {
            Type::Object(properties.iter().map(|(key, schema)| (*key, of_schema(schema))).collect())
        }
        Schema::Array(None) | Schema::Object(None) | Schema::Unknown => Type::Json,
    }
}
