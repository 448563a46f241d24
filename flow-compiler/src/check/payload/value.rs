//! The values of a payload, lowered.

use std::collections::HashSet;

use crate::ast::{Dialect, Reference, Value, ValueKind};
use crate::catalogue::{ActionKind, Input, V6_0};
use crate::check::dynamic::{self, Dynamic};
use crate::check::reference::{self, Target};
use crate::check::schema::Schema;
use crate::check::scope::{FieldScope, Here, ScreenScope};
use crate::check::{embed, text, unfilled};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, Member};
use crate::node::is_whole;
use crate::span::Span;

use super::{Entry, Meaning, ahead, codes, implied, unclear};

/// A value with what its receiver compares.
pub(super) struct Meant<'a> {
    pub(super) value: model::Value<'a>,
    pub(super) typed: Typed<'a>,
    /// The data field of this screen that it repeats, where it is that alone.
    pub(super) repeats: Option<String>,
}

/// The type of a value, as far as a receiver compares it.
pub(super) enum Typed<'a> {
    Null,
    Text,
    Bool,
    Number {
        whole: bool,
    },
    List(Vec<(Span, Typed<'a>)>),
    Object(Vec<(String, Span, Typed<'a>)>),
    /// Of a reference, or of an expression.
    Dynamic(Schema<'a>),
}

/// The files of a picker that a payload sends.
pub(super) struct Sent<'s, 'a> {
    pub(super) field: &'s FieldScope<'a>,
    pub(super) span: Span,
}

/// Lowers the values of one payload.
pub(super) struct Values<'c, 's, 'a> {
    cx: &'c mut Diagnostics,
    here: Here<'s, 'a>,
    kind: ActionKind,
    /// The screen that `navigate` opens, where that is known.
    next: Option<&'s ScreenScope<'a>>,
    files: Vec<Sent<'s, 'a>>,
}

impl<'c, 's, 'a> Values<'c, 's, 'a> {
    pub(super) fn new(
        cx: &'c mut Diagnostics,
        here: Here<'s, 'a>,
        kind: ActionKind,
        next: Option<&'s ScreenScope<'a>>,
    ) -> Self {
        Self { cx, here, kind, next, files: Vec::new() }
    }

    /// The pickers whose files are sent, each once.
    pub(super) fn into_files(self) -> Vec<Sent<'s, 'a>> {
        self.files
    }

    pub(super) fn entry(&mut self, entry: &Entry<'s, 'a>) -> Option<Meant<'a>> {
        let root = match entry.meaning {
            Meaning::Written(value) => return self.value(value, true),
            Meaning::Input(_) => "form",
            Meaning::Datum => "data",
            Meaning::Both | Meaning::Nothing => {
                let wanted = |next: &ScreenScope<'_>| next.datum(entry.key).is_some();
                let wanted = self.next.is_some_and(wanted);
                unclear(self.cx, self.here, self.kind, entry, wanted);
                return None;
            }
        };
        let reference = implied(root, entry);
        let text = reference.wire();
        self.dynamic(&Dynamic::Reference(reference), text, entry.span, true)
    }

    fn value(&mut self, value: &'a Value, top: bool) -> Option<Meant<'a>> {
        let span = value.span;
        let shown = |dynamic: &Dynamic| {
            value.verbatim && dynamic.is_several(&value.plain().unwrap_or_default())
        };
        if let Some(dynamic) = dynamic::read(self.here, value).filter(|dynamic| !shown(dynamic)) {
            let document = value.verbatim || self.here.scope.flow.dialect == Dialect::Json;
            let (dynamic, text) = if self.looks_ahead(&dynamic) {
                ahead::handed_on(self.cx, self.here, self.next, value, dynamic, document)
            } else {
                let text = dynamic::wire_form(value, &dynamic);
                (dynamic, text)
            };
            return self.dynamic(&dynamic, text, span, top);
        }
        let (kind, typed) = match &value.kind {
            ValueKind::Text(_) => {
                let text = value.plain()?;
                if !value.verbatim && !text::stays_text(self.cx, self.here, &text, span) {
                    return None;
                }
                unfilled::check(self.cx, self.here, &text, span, true);
                (model::ValueKind::Text(text), Typed::Text)
            }
            ValueKind::Number(number) => {
                (model::ValueKind::Number(number.0.as_str().into()), number_type(&number.0))
            }
            ValueKind::Bool(value) => (model::ValueKind::Bool(*value), Typed::Bool),
            ValueKind::Null => (model::ValueKind::Null, Typed::Null),
            ValueKind::Embed(file) => {
                let text = embed::read(self.cx, self.here.scope.files, file, span)?;
                if !text::stays_text(self.cx, self.here, &text, span) {
                    return None;
                }
                (model::ValueKind::Text(text.into()), Typed::Text)
            }
            ValueKind::List(items) => {
                let items: Vec<_> = items.iter().map(|item| self.value(item, false)).collect();
                list(items)?
            }
            ValueKind::Object(properties) => {
                let members: Vec<_> = properties
                    .iter()
                    .map(|property| {
                        let name = &property.name;
                        (name.text.as_str(), name.span, self.value(&property.value, false))
                    })
                    .collect();
                self.object(members)?
            }
            ValueKind::Word(word) => {
                let message = format!("`{word}` is not a value");
                self.cx.error(Code::InvalidPropertyType, span, message).help(format!(
                    "write a text \"{word}\", or a reference such as `${{form.{word}}}`"
                ));
                return None;
            }
            ValueKind::Action(_) => {
                let message = "an action cannot be in a payload";
                self.cx.error(Code::InvalidPropertyType, span, message).help("remove it");
                return None;
            }
            // Read above.
            ValueKind::Reference(_) | ValueKind::Expr(_) => return None,
        };
        Some(Meant { value: model::Value { kind, span }, typed, repeats: None })
    }

    fn object(
        &mut self,
        members: Vec<(&'a str, Span, Option<Meant<'a>>)>,
    ) -> Option<(model::ValueKind<'a>, Typed<'a>)> {
        let mut values: Vec<Member<'a>> = Vec::with_capacity(members.len());
        let mut types = Vec::with_capacity(members.len());
        let mut seen: HashSet<&str> = HashSet::with_capacity(members.len());
        for (key, span, meant) in members {
            let meant = meant?;
            if !seen.insert(key) {
                self.cx
                    .error(
                        Code::DuplicateKey,
                        span,
                        format!("`{key}` is there twice in its object"),
                    )
                    .help("keep one of them");
                continue;
            }
            types.push((key.to_owned(), meant.value.span, meant.typed));
            values.push(Member { key: key.into(), span, value: meant.value });
        }
        Some((model::ValueKind::Object(values), Typed::Object(types)))
    }

    /// Whether Meta's upload looks up its references on the next screen.
    fn looks_ahead(&self, dynamic: &Dynamic) -> bool {
        self.kind == ActionKind::Navigate && self.here.scope.since(V6_0) && !dynamic.is_reference()
    }

    fn dynamic(
        &mut self,
        dynamic: &Dynamic,
        text: String,
        span: Span,
        top: bool,
    ) -> Option<Meant<'a>> {
        let lone = dynamic.is_reference();
        let before = self.cx.mark();
        let codes = codes(self.here, self.kind, lone);
        let schema = dynamic::schema(self.cx, self.here, dynamic, span, codes)?;
        self.pickers(dynamic, span, top && lone);
        if self.cx.reported_since(before) {
            return None;
        }
        let repeats = match dynamic {
            Dynamic::Reference(reference) => match reference.segments.as_slice() {
                [root, name] if root == "data" => Some(name.clone()),
                _ => None,
            },
            _ => None,
        };
        let kind = model::ValueKind::Dynamic(text.into());
        Some(Meant { value: model::Value { kind, span }, typed: Typed::Dynamic(schema), repeats })
    }

    /// The files of a picker are alone at the top of a payload, and never in that of `navigate`.
    fn pickers(&mut self, dynamic: &Dynamic, span: Span, alone: bool) {
        for part in dynamic.references() {
            let Some(Target::Input { field, .. }) = reference::find(self.here, part) else {
                continue;
            };
            let Some(row) = field.row.filter(|row| row.input == Some(Input::Files)) else {
                continue;
            };
            let name = field.name;
            if self.kind == ActionKind::Navigate {
                let message =
                    format!("`navigate` cannot hand over the files of `{name}`, a {}", row.name);
                self.cx
                    .error(Code::InvalidOnClickActionPayload, part.span, message)
                    .help("send them from their own screen with `data_exchange` or `complete`");
            } else if !alone {
                let message = format!(
                    "the files of `{name}`, a {}, must be alone at the top of the payload",
                    row.name
                );
                self.cx
                    .error(Code::InvalidOnClickActionPayload, part.span, message)
                    .help(format!("write `{}` beside the other keys", own(self.here, name, part)));
            } else if !self.files.iter().any(|sent| std::ptr::eq(sent.field, field)) {
                self.files.push(Sent { field, span });
            }
        }
    }
}

/// A list; none where an item is faulty.
fn list<'a>(items: Vec<Option<Meant<'a>>>) -> Option<(model::ValueKind<'a>, Typed<'a>)> {
    let items: Vec<Meant<'a>> = items.into_iter().collect::<Option<_>>()?;
    let (values, types) = items
        .into_iter()
        .map(|item| {
            let span = item.value.span;
            (item.value, (span, item.typed))
        })
        .unzip();
    Some((model::ValueKind::List(values), Typed::List(types)))
}

/// A key with the reference as its value, as the author of this flow writes it.
fn own(here: Here<'_, '_>, name: &str, reference: &Reference) -> String {
    let value = match here.scope.flow.dialect {
        Dialect::Rust => reference.wire(),
        Dialect::Json => format!("\"{}\"", reference.wire()),
    };
    here.scope.flow.dialect.pair(name, value)
}

fn number_type<'a>(digits: &str) -> Typed<'a> {
    Typed::Number { whole: is_whole(digits) }
}
