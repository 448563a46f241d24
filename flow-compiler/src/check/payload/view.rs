//! Payloads as Rust sees them.

use crate::ast::{Reference, Value, ValueKind};
use crate::catalogue::{ActionKind, END_DATE, Input, key};
use crate::check::acts::Act;
use crate::check::choice;
use crate::check::dynamic::{self, Dynamic};
use crate::check::expression;
use crate::check::reference::{self, Target};
use crate::check::schema::Schema;
use crate::check::scope::{FieldScope, Scope, ScreenScope};
use crate::diagnostic::Diagnostics;
use crate::model::{self, Absence, Exchange, Member, PayloadField, Type};
use crate::node::is_integer;
use crate::span::Span;

use super::filled::{self, Moment};
use super::{Entry, LOOKED_AT, Meaning, codes, entries, implied, inputs, near, shorthand};

/// The typed view of the payload that an action sends, faulty keys left out.
#[must_use]
pub fn exchange<'a>(moment: &Moment<'_, 'a>, act: &Act<'a>) -> Exchange<'a> {
    let payload = act.action.payload.as_ref();
    let entries = payload.map(|payload| entries(moment.here, payload)).unwrap_or_default();
    let taken = |name: &str| entries.iter().any(|other| other.key == name);
    let fields = entries.iter().enumerate().filter_map(|(at, entry)| match entry.meaning {
        Meaning::Nothing if at >= LOOKED_AT => None,
        Meaning::Nothing => misspelled(moment, entry, taken),
        _ => field(moment, entry),
    });
    Exchange::new(fields.collect(), act.action.name.span, act.action.span)
}

/// The typed view of a payload with every field of the screen.
#[must_use]
pub fn everything<'a>(moment: &Moment<'_, 'a>, span: Span) -> Exchange<'a> {
    let entries = inputs(moment.here).map(|input| {
        let meaning = Meaning::Input(input);
        Entry { key: input.name, span: input.span, spread: None, meaning }
    });
    Exchange::new(entries.filter_map(|entry| field(moment, &entry)).collect(), span, span)
}

/// The field of a name that means nothing, which is reported, so that what reads it is not at fault
/// as well: of the name that was meant, unless another screen has the written one.
fn misspelled<'a>(
    moment: &Moment<'_, 'a>,
    entry: &Entry<'_, 'a>,
    taken: impl Fn(&str) -> bool,
) -> Option<PayloadField<'a>> {
    let here = moment.here;
    let (written, span, spread) = (entry.key, entry.span, entry.spread);
    let Some(key) = near(here, written).filter(|name| !taken(name)) else {
        let view = View { absence: Some(Absence::Empty), ..View::of(Type::String) };
        return Some(view.named(written, span));
    };
    let entry = Entry { key, span, spread, meaning: shorthand(here, key) };
    let elsewhere = here
        .scope
        .screens
        .iter()
        .any(|screen| screen.datum(written).is_some() || screen.field(written).is_some());
    let found = field(moment, &entry)?;
    Some(PayloadField { key: if elsewhere { written } else { key }, ..found })
}

/// The Rust type of an input's value.
#[must_use]
pub fn input_type<'a>(
    scope: &Scope<'a>,
    screen: &ScreenScope<'a>,
    field: &FieldScope<'a>,
) -> Type<'a> {
    let Some(input) = field.row.and_then(|row| row.input) else {
        return Type::Json;
    };
    let word = |key| field.ast.word(key);
    match input {
        Input::Typed => match word(key::INPUT_TYPE) {
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
        Input::Calendar => match (field.ast.setting("mode"), word("mode")) {
            (None, _) | (_, Some("single")) => Type::Date,
            (_, Some("range")) => Type::DateRange,
            _ => Type::Json,
        },
        Input::Files => Type::Files,
    }
}

/// Whether what a person enters must not be shown again.
#[must_use]
pub fn is_secret(screen: &ScreenScope<'_>, field: &FieldScope<'_>) -> bool {
    let typed = field.ast.word(key::INPUT_TYPE);
    typed.is_some_and(|word| matches!(word, "password" | "passcode"))
        || screen.sensitive.contains(field.name)
}

/// Whether the data that is referred to was filled with what a person entered in secret.
fn is_secret_data(scope: &Scope<'_>, screen: &ScreenScope<'_>, reference: &Reference) -> bool {
    let root = if reference.segments.first().is_some_and(|root| root == "screen") { 2 } else { 0 };
    let key = reference.segments.get(root + 1);
    key.is_some_and(|key| scope.secret_data.contains(&(screen.id, key.as_str())))
}

/// What a value is to Rust.
struct View<'a> {
    ty: Type<'a>,
    absence: Option<Absence>,
    docs: &'a [String],
    rename: Option<&'a str>,
    secret: bool,
    /// Whether it is a range of dates whose last day may be left out.
    open: bool,
    literal: Option<model::Value<'a>>,
    /// The screen and the key of the data that it repeats.
    repeats: Option<(&'a str, &'a str)>,
    /// The word that declares it, where that is not the key.
    declared: Option<Span>,
}

impl<'a> View<'a> {
    fn of(ty: Type<'a>) -> Self {
        Self {
            ty,
            absence: None,
            docs: &[],
            rename: None,
            secret: false,
            open: false,
            literal: None,
            repeats: None,
            declared: None,
        }
    }

    fn literal(ty: Type<'a>, kind: model::ValueKind<'a>, span: Span) -> Self {
        Self { literal: Some(model::Value { kind, span }), ..Self::of(ty) }
    }

    /// Whether it is always there, with all that its type has.
    fn is_whole(&self) -> bool {
        self.absence.is_none() && !self.open
    }

    fn named(self, key: &'a str, span: Span) -> PayloadField<'a> {
        let Self { ty, absence, docs, rename, secret, open, literal, repeats, declared } = self;
        let declared = declared.unwrap_or(span);
        PayloadField {
            docs,
            key,
            rename,
            ty,
            absence,
            secret,
            open,
            literal,
            repeats,
            declared,
            span,
        }
    }

    fn input(moment: &Moment<'_, 'a>, screen: &ScreenScope<'a>, field: &FieldScope<'a>) -> Self {
        let ty = input_type(moment.here.scope, screen, field);
        let absence = filled::absence(moment, screen, field);
        let rename = field.ast.word("rename");
        let secret = is_secret(screen, field);
        let open = ty == Type::DateRange && filled::is_open(moment, screen, field);
        Self { absence, docs: &field.ast.docs, rename, secret, open, ..Self::of(ty) }
    }
}

fn field<'a>(moment: &Moment<'_, 'a>, entry: &Entry<'_, 'a>) -> Option<PayloadField<'a>> {
    let view = match entry.meaning {
        Meaning::Input(field) => {
            let declared = Some(field.span);
            View { declared, ..View::input(moment, moment.here.screen, field) }
        }
        Meaning::Datum => {
            let declared = moment.here.screen.data_field(entry.key).map(|field| field.span);
            View { declared, ..referred(moment, &implied("data", entry))? }
        }
        // What could not be read is a text as likely as anything. A word alone was most likely meant
        // as one, by which exchanges are told apart.
        Meaning::Written(value) => written(moment, value).unwrap_or_else(|| {
            let view = referred(moment, &implied("form", entry))
                .or_else(|| referred(moment, &implied("data", entry)))
                .unwrap_or_else(|| View::of(Type::String));
            let ValueKind::Word(word) = &value.kind else { return view };
            let kind = model::ValueKind::Text(word.as_str().into());
            View { literal: Some(model::Value { kind, span: value.span }), ..view }
        }),
        Meaning::Both => referred(moment, &implied("form", entry))?,
        Meaning::Nothing => return None,
    };
    Some(view.named(entry.key, entry.span))
}

fn written<'a>(moment: &Moment<'_, 'a>, value: &'a Value) -> Option<View<'a>> {
    if let Some(dynamic) = dynamic::read(moment.here, value) {
        return computed(moment, &dynamic);
    }
    let span = value.span;
    Some(match &value.kind {
        ValueKind::Text(_) => {
            View::literal(Type::String, model::ValueKind::Text(value.plain()?), span)
        }
        ValueKind::Number(number) => of_number(&number.0, span),
        ValueKind::Bool(value) => View::literal(Type::Bool, model::ValueKind::Bool(*value), span),
        ValueKind::Embed(_) => View::of(Type::String),
        ValueKind::List(items) => {
            list(items.iter().map(|item| written(moment, item)).collect::<Option<_>>()?, span)
        }
        ValueKind::Object(properties) => {
            let members = properties.iter().map(|property| {
                let name = &property.name;
                Some((name.text.as_str(), name.span, written(moment, &property.value)?))
            });
            object(members.collect::<Option<_>>()?, span)
        }
        ValueKind::Null => View::literal(Type::Json, model::ValueKind::Null, span),
        ValueKind::Word(_)
        | ValueKind::Reference(_)
        | ValueKind::Expr(_)
        | ValueKind::Action(_) => {
            return None;
        }
    })
}

fn of_number(digits: &str, span: Span) -> View<'_> {
    let ty = if is_integer(digits) { Type::Integer } else { Type::Number };
    View::literal(ty, model::ValueKind::Number(digits.into()), span)
}

fn list(items: Vec<View<'_>>, span: Span) -> View<'_> {
    let ty = match items.first() {
        Some(first) if items.iter().all(|item| item.ty == first.ty && item.is_whole()) => {
            Type::List(Box::new(first.ty.clone()))
        }
        _ => Type::Json,
    };
    let secret = items.iter().any(|item| item.secret);
    let literals: Option<Vec<_>> = items.into_iter().map(|item| item.literal).collect();
    let literal = literals.map(|items| model::Value { kind: model::ValueKind::List(items), span });
    View { secret, literal, ..View::of(ty) }
}

/// An object, as JSON where one of its values may not be whole: a Rust field of it could not say so.
fn object<'a>(members: Vec<(&'a str, Span, View<'a>)>, span: Span) -> View<'a> {
    let ty = if members.iter().any(|(_, _, view)| !view.is_whole()) {
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

fn computed<'a>(moment: &Moment<'_, 'a>, dynamic: &Dynamic) -> Option<View<'a>> {
    let here = moment.here;
    let of_secret = |reference: &Reference| match reference::find(here, reference) {
        Some(Target::Input { screen, field, .. }) => is_secret(screen, field),
        Some(Target::Data { screen, .. }) => is_secret_data(here.scope, screen, reference),
        _ => false,
    };
    let secret = dynamic.references().into_iter().any(of_secret);
    match dynamic {
        Dynamic::Reference(reference) => referred(moment, reference),
        Dynamic::Text(_) | Dynamic::Join(_) => Some(View { secret, ..View::of(Type::String) }),
        Dynamic::Expr(expr) => {
            // Its faults were reported where the payload was checked.
            let mut told = Diagnostics::new();
            let codes = codes(here, ActionKind::DataExchange, false);
            let schema = expression::schema(&mut told, here, expr, codes);
            told.discard();
            Some(View { secret, ..View::of(of_schema(&schema)) })
        }
        Dynamic::Faulty(_) => None,
    }
}

fn referred<'a>(moment: &Moment<'_, 'a>, reference: &Reference) -> Option<View<'a>> {
    let here = moment.here;
    let path = match reference.segments.as_slice() {
        [root, _, path @ ..] if root == "screen" => path,
        path => path,
    };
    Some(match reference::find(here, reference)? {
        Target::Unknown => View::of(Type::Json),
        Target::Input { screen, field, schema } => {
            if let [_, _] = path {
                View::input(moment, screen, field)
            } else {
                let whole = input_type(here.scope, screen, field);
                let ends = path.last().is_some_and(|end| end == END_DATE);
                let open = ends && filled::is_open(moment, screen, field);
                let absence =
                    filled::absence(moment, screen, field).or(open.then_some(Absence::Empty));
                let secret = is_secret(screen, field);
                // An end of a range is a date, which no schema tells.
                let ty = if whole == Type::DateRange { Type::Date } else { of_schema(&schema) };
                View { absence, secret, ..View::of(ty) }
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
            let absence = moment.without_data(screen, declared.key);
            let repeats = Some((screen.id, declared.key));
            View { absence, docs, secret, repeats, ..View::of(ty) }
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
