//! What was written: the tree of one flow, which may be wrong in every way.
//!
//! Two readers make it, [`parse`](crate::parse) from the tokens of `flow!` and
//! [`json`](crate::json) from a Flow JSON text; [`print`](crate::print) writes it as source again.
//! Names are strings, nothing has been looked up, and no node holds a type of syn.

#![allow(missing_docs, reason = "names and types say what a node is")]

mod asked;
mod bodies;
mod expression;
mod literal;

pub use crate::node::Number;
use crate::span::Span;

/// One `flow name (…) …` with its items.
#[derive(Clone, Debug)]
pub struct Flow {
    /// `///` lines above, without their leading space.
    pub docs: Vec<String>,
    /// `pub`, `pub(crate)`, or empty.
    pub visibility: String,
    pub name: Name,
    pub settings: Vec<Property>,
    pub items: Vec<Item>,
    /// Which of the two languages it was read from; decides how messages spell a property.
    pub dialect: Dialect,
    /// Whether the id of a screen could not be read, which was reported.
    pub partial: bool,
}

/// The language that a tree was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// `flow!`: properties are spelled with `_`.
    Rust,
    /// Flow JSON: properties are spelled with `-`.
    Json,
}

impl Dialect {
    /// A key with its value as this language writes them, the value already in its spelling.
    #[must_use]
    pub fn pair(self, key: &str, value: impl std::fmt::Display) -> String {
        match self {
            Self::Rust => format!("{key}: {value}"),
            Self::Json => format!("\"{key}\": {value}"),
        }
    }

    /// A property's name as the author of the flow spells it.
    #[must_use]
    pub fn spell(self, property: &str) -> String {
        match self {
            Self::Rust => property.replace('-', "_"),
            Self::Json => property.to_owned(),
        }
    }

    /// How a flow of this language says that it is of a version or a later one.
    #[must_use]
    pub fn later(self, version: impl std::fmt::Display) -> String {
        format!("`{}` or a later one", self.pair("version", format_args!("\"{version}\"")))
    }
}

/// What is at the top level of a flow.
#[derive(Clone, Debug)]
pub enum Item {
    Screen(Screen),
    Options(Options),
    Struct(Struct),
    Success(Success),
    /// In a flow whose files were read, with their items after it.
    Include(Include),
    /// Of a flow that was written out, one that nothing uses.
    Fragment(Fragment),
}

/// `screen ID "Title" (…) -> A | B { … }`.
#[derive(Clone, Debug)]
pub struct Screen {
    pub docs: Vec<String>,
    pub id: Name,
    pub title: Option<Value>,
    pub settings: Vec<Property>,
    /// The screens after `->`, `SUCCESS` among them; empty without an arrow.
    pub routes: Vec<Name>,
    pub body: Vec<Node>,
    /// Whether a part of it could not be read and is not here, which was reported.
    pub partial: bool,
    pub span: Span,
}

/// `options Name { … }`: a list of options that several components share.
#[derive(Clone, Debug)]
pub struct Options {
    pub docs: Vec<String>,
    pub name: Name,
    pub body: Body,
    pub span: Span,
}

/// `struct Name { field: Type, … }`: an object type of the flow.
#[derive(Clone, Debug)]
pub struct Struct {
    pub docs: Vec<String>,
    pub name: Name,
    pub fields: Vec<TypeField>,
    pub span: Span,
}

/// `success { name: Type = example, … }`: what the server adds when it closes the flow.
#[derive(Clone, Debug)]
pub struct Success {
    pub docs: Vec<String>,
    pub fields: Vec<DataField>,
    pub span: Span,
}

/// `include "path";`: a file of fragments, options and structs.
#[derive(Clone, Debug)]
pub struct Include {
    /// Relative to the package's root.
    pub path: String,
    pub path_span: Span,
    pub span: Span,
}

/// `fragment Name (parameter: value, …) { … }`: components for several places.
#[derive(Clone, Debug)]
pub struct Fragment {
    pub docs: Vec<String>,
    pub name: Name,
    /// Each with what it is where a use says nothing else.
    pub parameters: Vec<Property>,
    pub body: Vec<Node>,
    /// Whether a part of it could not be read and is not here, which was reported.
    pub partial: bool,
    pub span: Span,
}

/// What is in a screen, a Form or a branch.
#[expect(clippy::large_enum_variant, reason = "nearly every node is a component")]
#[derive(Clone, Debug)]
pub enum Node {
    Data(Data),
    Component(Component),
    If(If),
    Match(Match),
    /// In no flow that was written out.
    Use(Use),
}

/// `..Name (prefix: word, parameter: value, …)`: a fragment is here.
#[derive(Clone, Debug)]
pub struct Use {
    pub name: Name,
    pub arguments: Vec<Property>,
    pub span: Span,
}

/// `data { name: Type = example, … }`: the data model of a screen.
#[derive(Clone, Debug)]
pub struct Data {
    pub fields: Vec<DataField>,
    pub span: Span,
}

/// `name: Type = example`.
///
/// A [`TypeKind::Raw`] without an example is the field's whole schema, `__example__` included.
#[derive(Clone, Debug)]
pub struct DataField {
    pub docs: Vec<String>,
    pub name: Key,
    pub ty: Option<Type>,
    pub example: Option<Value>,
    pub span: Span,
}

/// The type of a data field.
#[derive(Clone, Debug)]
pub struct Type {
    pub kind: TypeKind,
    pub span: Span,
}

/// The forms of a [`Type`].
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// `String`, `bool`, `f64`, `i64`, or a `struct` of the flow.
    Name(String),
    /// `[T]`.
    List(Box<Type>),
    /// `{ a: T, … }`.
    Object(Vec<TypeField>),
    /// `json!({ … })`: a JSON Schema as it is on the wire.
    Raw(Value),
    /// Something that could not be read, which was reported.
    Unread,
}

/// `name: Type` in an object type.
#[derive(Clone, Debug)]
pub struct TypeField {
    pub docs: Vec<String>,
    pub name: Key,
    pub ty: Type,
}

/// `name: Kind! "main" in source (…) { … } => action`.
#[derive(Clone, Debug)]
pub struct Component {
    pub docs: Vec<String>,
    pub name: Option<Key>,
    pub kind: Name,
    /// The `!` after the kind.
    pub bang: Option<Span>,
    pub main: Option<Value>,
    pub source: Option<Source>,
    pub settings: Vec<Property>,
    pub body: Option<Body>,
    pub action: Option<Action>,
    /// Whether a part of it could not be read, which was reported: what it lacks may be there.
    pub broken: bool,
    pub span: Span,
}

impl Component {
    /// A component of which no more than the kind is known so far.
    #[must_use]
    pub fn of(kind: Name, span: Span) -> Self {
        Self {
            docs: Vec::new(),
            name: None,
            kind,
            bang: None,
            main: None,
            source: None,
            settings: Vec::new(),
            body: None,
            action: None,
            broken: false,
            span,
        }
    }
}

/// What is after `in`.
#[derive(Clone, Debug)]
pub enum Source {
    /// A shared list of the flow.
    Options(Name),
    /// A list that the server sends.
    Reference(Reference),
}

/// What is in a component's braces or brackets.
#[derive(Clone, Debug)]
pub enum Body {
    /// `{ components }`; also an empty pair of braces.
    Nodes(Vec<Node>),
    /// `{ id: "Title" … }`.
    Entries(Vec<Entry>),
    /// `["Yes", "No"]`: entries with the ids "0", "1", ….
    Titles(Vec<Value>),
}

/// `id: "Text" (…) => action`: an option or a list item.
#[derive(Clone, Debug)]
pub struct Entry {
    pub docs: Vec<String>,
    pub id: Key,
    pub text: Value,
    pub settings: Vec<Property>,
    pub action: Option<Action>,
    pub span: Span,
}

/// `if condition { … } else { … }`.
#[derive(Clone, Debug)]
pub struct If {
    /// Absent only where a document lacks it or it could not be read.
    pub condition: Option<Value>,
    pub settings: Vec<Property>,
    pub then: Vec<Node>,
    pub otherwise: Option<Vec<Node>>,
    pub span: Span,
}

/// `match value { "a" => { … } _ => { … } }`.
#[derive(Clone, Debug)]
pub struct Match {
    /// Absent only where a document lacks it or it could not be read.
    pub value: Option<Value>,
    pub settings: Vec<Property>,
    pub cases: Vec<Case>,
    pub span: Span,
}

/// One arm of a [`Match`].
#[derive(Clone, Debug)]
pub struct Case {
    /// `default` for `_`.
    pub key: Name,
    pub body: Vec<Node>,
}

/// `name: value` in parentheses.
#[derive(Clone, Debug)]
pub struct Property {
    pub name: Key,
    pub value: Value,
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Value {
    pub kind: ValueKind,
    pub span: Span,
    /// Whether it is as it is on the wire, in `json!(…)`: what its text refers to is not read yet.
    pub verbatim: bool,
}

/// The forms of a [`Value`].
#[derive(Clone, Debug)]
pub enum ValueKind {
    Text(Vec<Piece>),
    Number(Number),
    Bool(bool),
    /// A word without quotes: an enum value, a screen, a category.
    Word(String),
    List(Vec<Value>),
    Object(Vec<Property>),
    /// `${data.x}` alone; anything larger is an [`ValueKind::Expr`].
    Reference(Reference),
    Expr(Expr),
    Action(Box<Action>),
    Embed(Embed),
    /// `null`, which only `json!` holds.
    Null,
}

/// A part of a string: text as it is shown, or a reference.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    Reference(Reference),
}

/// `file!("…")` or `text!("…")`.
#[derive(Clone, Debug)]
pub struct Embed {
    pub kind: EmbedKind,
    /// Relative to the package's root.
    pub path: String,
}

/// What a file becomes in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmbedKind {
    /// `file!`: its bytes in base64.
    Base64,
    /// `text!`: its text.
    Text,
}

/// `${segments.joined.by.dots}`.
#[derive(Clone, Debug)]
pub struct Reference {
    pub segments: Vec<String>,
    pub span: Span,
}

/// An expression over references.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

/// The forms of an [`Expr`].
#[derive(Clone, Debug)]
pub enum ExprKind {
    Reference(Reference),
    Text(String),
    Number(Number),
    Bool(bool),
    Unary(UnaryOp, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Paren(Box<Expr>),
}

/// An operator before its operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    Not,
    Minus,
    Plus,
}

/// An operator between its operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    Or,
    And,
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

/// `navigate NEXT (…) { payload }` and its four siblings.
#[derive(Clone, Debug)]
pub struct Action {
    pub name: Name,
    /// The screen of `navigate`, the address of `open_url`.
    pub target: Option<Value>,
    /// Keys that the action of a document has beyond its own.
    pub settings: Vec<Property>,
    /// Absent where no braces are: the document then has no `payload`.
    pub payload: Option<Payload>,
    pub span: Span,
}

/// `{ a, b: value, ..form }` after an action.
#[derive(Clone, Debug)]
pub struct Payload {
    pub items: Vec<PayloadItem>,
    /// Whether an item could not be read, which was reported.
    pub broken: bool,
    pub span: Span,
}

/// One item of a [`Payload`].
#[derive(Clone, Debug)]
pub enum PayloadItem {
    /// `name` (without a value) or `name: value`.
    Field { key: Key, value: Option<Value> },
    /// `..form` or `..data`; another word is an error of the check.
    Spread(Name),
}

/// A name as it was written.
#[derive(Clone, Debug)]
pub struct Name {
    pub text: String,
    pub span: Span,
}

/// A key as it was written: a word, or a string that names the document's key to the letter.
#[derive(Clone, Debug)]
pub struct Key {
    pub text: String,
    /// Written in quotes. A property's word stands for the document's key with `_` for `-`.
    pub quoted: bool,
    pub span: Span,
}

impl Key {
    /// The document's key that this key of a property means.
    #[must_use]
    pub fn wire(&self) -> std::borrow::Cow<'_, str> {
        if self.quoted || !self.text.contains('_') {
            self.text.as_str().into()
        } else {
            self.text.replace('_', "-").into()
        }
    }
}
