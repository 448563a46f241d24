//! What was meant: the checked flow that the emitters read.
//!
//! Everything here has been looked up: a component is its row of the catalogue, a route is a
//! screen that exists, a string is as it is in the document. What was faulty is left out, so
//! an emitter cannot fail; whether anything was, the [diagnostics](crate::diagnostic) say.

#![allow(missing_docs, reason = "names and types say what a node is")]

use std::borrow::Cow;
use std::path::PathBuf;

use crate::ast;
use crate::catalogue::{ActionKind, Component as Row, Input, Version};
use crate::span::Span;

/// A checked flow.
#[derive(Clone, Debug)]
pub struct Flow<'a> {
    pub docs: &'a [String],
    /// `pub`, `pub(crate)`, or empty.
    pub visibility: &'a str,
    /// The module's name.
    pub name: &'a str,
    pub span: Span,
    pub version: Version,
    /// Present in a flow that has an endpoint.
    pub data_api_version: Option<&'a str>,
    pub data_channel_uri: Option<Cow<'a, str>>,
    /// The name under which the flow is published, where it differs.
    pub published_name: Option<&'a str>,
    pub categories: Vec<&'a str>,
    /// In the order of the screens; `None` in a document without one.
    pub routing_model: Option<Vec<(&'a str, Vec<&'a str>)>>,
    pub structs: Vec<Struct<'a>>,
    pub screens: Vec<Screen<'a>>,
    /// What the server adds when it closes the flow.
    pub success: Option<Vec<Field<'a>>>,
    /// The payload of every `complete`, in the order of the document.
    pub completions: Vec<Exchange<'a>>,
    /// Every file that the document holds, as absolute paths.
    pub files: Vec<PathBuf>,
}

/// A named object type.
#[derive(Clone, Debug)]
pub struct Struct<'a> {
    pub docs: &'a [String],
    pub name: &'a str,
    pub span: Span,
    pub fields: Vec<Field<'a>>,
}

/// A screen.
#[derive(Clone, Debug)]
pub struct Screen<'a> {
    pub docs: &'a [String],
    pub id: &'a str,
    pub span: Span,
    pub title: Option<Value<'a>>,
    /// As it is in the document; `None` where the document has no such key.
    pub terminal: Option<bool>,
    pub success: Option<bool>,
    pub refresh_on_back: Option<bool>,
    pub sensitive: Option<Vec<&'a str>>,
    /// The `data` object; `None` where the document has no such key.
    pub data: Option<Vec<Field<'a>>>,
    pub children: Vec<Component<'a>>,
    /// Whether a flow may open with this screen.
    pub entry: bool,
    /// Where the server may lead from here: `->` without `SUCCESS`, in that order.
    pub next: Vec<&'a str>,
    /// Whether the server may close the flow from here.
    pub closes: bool,
    /// The person's inputs on this screen, outer to inner, in the order of the document.
    pub inputs: Vec<InputField<'a>>,
    /// Every `data_exchange` on this screen; equal payloads are there once.
    pub exchanges: Vec<Exchange<'a>>,
}

/// A field of a screen's data, of `success` or of a struct.
#[derive(Clone, Debug)]
pub struct Field<'a> {
    pub docs: &'a [String],
    /// The key on the wire.
    pub key: &'a str,
    pub span: Span,
    pub ty: Type<'a>,
    /// The JSON Schema without `__example__`.
    pub schema: Value<'a>,
    /// Absent in nested fields, and where the document lacks it.
    pub example: Option<Value<'a>>,
}

/// The type of a value on the wire, as Rust sees it.
#[derive(Clone, Debug, PartialEq)]
pub enum Type<'a> {
    String,
    Bool,
    /// `f64`.
    Number,
    /// `i64`.
    Integer,
    /// A passcode: digits that may come as a number, read as a text.
    Digits,
    Date,
    DateRange,
    /// The files of a picker.
    Files,
    /// One of the options of an input with static options.
    Choice(Choice<'a>),
    List(Box<Type<'a>>),
    Object(Vec<(&'a str, Type<'a>)>),
    /// A struct of the flow.
    Struct(&'a str),
    /// A value of a schema that has no Rust type.
    Json,
}

/// An enum of options: of one input, or of a list that several share.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice<'a> {
    /// The name of the shared list, else of the input.
    pub name: &'a str,
    /// What the input's Rust names are made of where it asks for another one.
    pub rename: Option<&'a str>,
    /// Whether the enum belongs to the flow (a shared list) or to the input's screen.
    pub shared: bool,
    /// The screen of the input; for a shared list as well, of this use of it.
    pub screen: &'a str,
    pub options: Vec<ChoiceOption<'a>>,
}

/// One option that a person can choose.
#[derive(Clone, Debug)]
pub struct ChoiceOption<'a> {
    /// What is sent.
    pub id: Cow<'a, str>,
    /// What a person reads.
    pub title: Cow<'a, str>,
    /// The word that it is written with: its id, or the title where that is all.
    pub span: Span,
}

/// An input on a screen.
#[derive(Clone, Debug)]
pub struct InputField<'a> {
    pub docs: &'a [String],
    /// Its name on the wire.
    pub name: &'a str,
    /// The name of the Rust field that was asked for with `rename`.
    pub rename: Option<&'a str>,
    pub label: Option<Cow<'a, str>>,
    pub input: Input,
    pub ty: Type<'a>,
    pub span: Span,
}

/// The payload of a `data_exchange` or a `complete`.
#[derive(Clone, Debug)]
pub struct Exchange<'a> {
    pub fields: Vec<PayloadField<'a>>,
    /// What tells it from the other payloads of its screen: all of it holds for this one alone.
    pub signs: Vec<Sign<'a>>,
    /// The place among the fields of a literal that no other payload of the screen has.
    pub tag: Option<usize>,
    /// The word of the action, `data_exchange` or `complete`.
    pub word: Span,
    pub span: Span,
}

/// Something that tells a payload from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign<'a> {
    /// It has the literal of the field at this place.
    Literal(usize),
    Has(&'a str),
    Lacks(&'a str),
}

/// One key of a payload.
#[derive(Clone, Debug)]
pub struct PayloadField<'a> {
    pub docs: &'a [String],
    /// The key on the wire.
    pub key: &'a str,
    /// The name of the Rust field that was asked for with `rename` on the input it carries.
    pub rename: Option<&'a str>,
    pub ty: Type<'a>,
    /// Why the key may be left out; `None` where it never is.
    pub absence: Option<Absence>,
    /// Whether it holds what a person entered in secret: a password, a passcode, or an input that
    /// the screen calls `sensitive`.
    pub secret: bool,
    /// Whether the last day of a range of dates may be left out.
    pub open: bool,
    /// The value, where it is a literal.
    pub literal: Option<Value<'a>>,
    /// The screen and the key of the data that it hands on.
    pub repeats: Option<(&'a str, &'a str)>,
    /// The word that declares it: of the input or the data that its key alone or a spread sends, else
    /// the key.
    pub declared: Span,
    pub span: Span,
}

/// Why a key may be left out of a payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// The input is not required, or may not be shown.
    Empty,
    /// The box may be left untouched.
    Untouched,
    /// The Footer does not wait for a list or a picker that is disabled.
    Disabled,
    /// The choice may be taken back, which sends the payload as well.
    TakenBack,
    /// It is sent by a link or a choice, which do not wait until the input is filled in.
    Early,
    /// The screen that it comes from may not have been shown.
    NotShown,
    /// The screen that it comes from may have been left before the input was filled in.
    LeftEarly,
    /// What led to the screen may not have brought the data.
    NotHandedOn,
    /// Phones forget it when the flow is closed and opened again.
    Forgotten,
    /// Some of the payloads that are read as one do not have it.
    InSome,
}

/// A component.
#[derive(Clone, Debug)]
pub struct Component<'a> {
    pub row: &'static Row,
    pub span: Span,
    /// Whether it is an If that the condition of the one around it became in part.
    pub derived: bool,
    /// In the order of the document, without `type`.
    pub properties: Vec<Property<'a>>,
    /// What it was lowered from; `None` for If and Switch.
    pub written: Option<&'a ast::Component>,
    /// The keys that were written in whatever way, those of faulty values among them.
    pub given: Vec<&'static str>,
}

/// A property of a component, under the document's key.
#[derive(Clone, Debug)]
pub struct Property<'a> {
    pub key: &'static str,
    pub value: Value<'a>,
    pub span: Span,
}

/// A value as it is in the document.
#[derive(Clone, Debug)]
pub struct Value<'a> {
    pub kind: ValueKind<'a>,
    pub span: Span,
}

/// The forms of a [`Value`].
#[derive(Clone, Debug)]
pub enum ValueKind<'a> {
    Null,
    Bool(bool),
    /// As JSON spells it.
    Number(Cow<'a, str>),
    /// A text that is shown or compared as it is.
    Text(Cow<'a, str>),
    /// A reference, an expression or a condition, as it is on the wire.
    Dynamic(Cow<'a, str>),
    List(Vec<Value<'a>>),
    Object(Vec<Member<'a>>),
    Action(Box<Action<'a>>),
    /// `children`, `then`, `else`.
    Nodes(Vec<Component<'a>>),
    /// `cases`.
    Cases(Vec<Case<'a>>),
}

/// A key and its value.
#[derive(Clone, Debug)]
pub struct Member<'a> {
    pub key: Cow<'a, str>,
    /// The key's own place.
    pub span: Span,
    pub value: Value<'a>,
}

/// One case of a Switch.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    pub key: &'a str,
    pub span: Span,
    pub children: Vec<Component<'a>>,
}

/// An action as it is in the document.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    pub kind: ActionKind,
    pub span: Span,
    /// The screen of `navigate`, the address of `open_url`: a text, or dynamic.
    pub target: Option<Value<'a>>,
    /// `None` where the document has no `payload`.
    pub payload: Option<Vec<Member<'a>>>,
}

impl Flow<'_> {
    /// Whether a server answers the flow.
    #[must_use]
    pub fn has_endpoint(&self) -> bool {
        self.data_api_version.is_some() || self.data_channel_uri.is_some()
    }
}

impl<'a> Screen<'a> {
    /// The fields of its data; none where it has no such key.
    #[must_use]
    pub fn data_fields(&self) -> &[Field<'a>] {
        self.data.as_deref().unwrap_or_default()
    }
}

impl<'a> Component<'a> {
    /// The lists of components in this one, one for each way that they may be shown.
    pub fn bodies(&self) -> impl Iterator<Item = &[Component<'a>]> {
        self.properties.iter().flat_map(|property| {
            let (nodes, cases): (Option<&[Self]>, &[Case<'a>]) = match &property.value.kind {
                ValueKind::Nodes(nodes) => (Some(nodes), &[]),
                ValueKind::Cases(cases) => (None, cases),
                _ => (None, &[]),
            };
            nodes.into_iter().chain(cases.iter().map(|case| &*case.children))
        })
    }

    /// Whether it has no such property, not even a faulty one.
    #[must_use]
    pub fn lacks(&self, key: &str) -> bool {
        self.property(key).is_none() && !self.given.contains(&key)
    }

    /// The value of the property with this key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value<'a>> {
        self.property(key).map(|property| &property.value)
    }

    /// The property with this key.
    #[must_use]
    pub fn property(&self, key: &str) -> Option<&Property<'a>> {
        self.properties.iter().find(|property| property.key == key)
    }
}

impl<'a> Value<'a> {
    /// A text at a place.
    #[must_use]
    pub fn text(text: impl Into<Cow<'a, str>>, span: Span) -> Self {
        Self { kind: ValueKind::Text(text.into()), span }
    }

    /// The text, where it is a literal one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ValueKind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The literal `true` or `false`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            ValueKind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The literal number.
    #[must_use]
    pub fn as_number(&self) -> Option<f64> {
        match &self.kind {
            ValueKind::Number(digits) => digits.parse().ok(),
            _ => None,
        }
    }

    /// The items of a literal list; none of anything else.
    #[must_use]
    pub fn items(&self) -> &[Value<'a>] {
        match &self.kind {
            ValueKind::List(items) => items,
            _ => &[],
        }
    }

    /// The members of a literal object; none of anything else.
    #[must_use]
    pub fn members(&self) -> &[Member<'a>] {
        match &self.kind {
            ValueKind::Object(members) => members,
            _ => &[],
        }
    }

    /// The member of a literal object with this key.
    #[must_use]
    pub fn member(&self, key: &str) -> Option<&Member<'a>> {
        self.members().iter().find(|member| member.key == key)
    }

    /// The action, where it is one.
    #[must_use]
    pub fn as_action(&self) -> Option<&Action<'a>> {
        match &self.kind {
            ValueKind::Action(action) => Some(action),
            _ => None,
        }
    }

    /// Whether a reference, an expression or a condition is here.
    #[must_use]
    pub fn is_dynamic(&self) -> bool {
        matches!(self.kind, ValueKind::Dynamic(_))
    }
}

impl<'a> Exchange<'a> {
    /// A payload that is the only one so far, of the action at `span` that begins with `word`.
    #[must_use]
    pub fn new(fields: Vec<PayloadField<'a>>, word: Span, span: Span) -> Self {
        Self { fields, signs: Vec::new(), tag: None, word, span }
    }
}

impl PayloadField<'_> {
    /// Whether the key may be left out.
    #[must_use]
    pub fn optional(&self) -> bool {
        self.absence.is_some()
    }
}

impl<'a> Type<'a> {
    /// The enum of options, where it is one or a list of one.
    #[must_use]
    pub fn choice(&self) -> Option<&Choice<'a>> {
        match self {
            Self::Choice(choice) => Some(choice),
            Self::List(item) => item.choice(),
            _ => None,
        }
    }

    /// A type that holds the values of both.
    #[must_use]
    pub fn common(&self, other: &Self) -> Self {
        let text = |ty: &Self| matches!(ty, Self::String | Self::Choice(_));
        match (self, other) {
            (a, b) if a.is_alike(b) => a.clone(),
            (Self::List(a), Self::List(b)) => Self::List(Box::new(a.common(b))),
            (Self::Number | Self::Integer, Self::Number | Self::Integer) => Self::Number,
            (a, b) if text(a) && text(b) => Self::String,
            _ => Self::Json,
        }
    }

    fn is_alike(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Choice(a), Self::Choice(b)) => a.is_same(b),
            (Self::List(a), Self::List(b)) => a.is_alike(b),
            _ => self == other,
        }
    }
}

/// Where it is written does not make an option another one.
impl PartialEq for ChoiceOption<'_> {
    fn eq(&self, other: &Self) -> bool {
        (&self.id, &self.title) == (&other.id, &other.title)
    }
}

impl Choice<'_> {
    /// Whether both are the same enum: one shared list, or the options of one input.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.shared == other.shared
            && self.name == other.name
            && (self.shared || self.screen == other.screen)
    }
}
