//! The flows of the source, as Meta should have them.

use std::collections::HashSet;
use std::fmt::{self, Write};
use std::rc::Rc;

use flow_compiler::ast;
use flow_compiler::catalogue::CATEGORIES;
use flow_compiler::diagnostic::{Code, Diagnostics, Level};
use flow_compiler::door::{Document, Package};
use flow_compiler::model::Type;
use flow_compiler::report::{Colors, Foreign, Source, render};
use flow_compiler::{check, span::Span};
use serde_json::Value;

use super::config::{Config, Environment, NAME};
use super::plan::Wanted;
use crate::failure::Failure;
use crate::files;
use crate::rust;

/// A `flow!` of the sources.
#[derive(Clone)]
pub(super) struct Declared {
    /// Its name in Rust.
    pub(super) name: String,
    pub(super) file: File,
    pub(super) tree: ast::Flow,
    /// Absent where it is faulty.
    document: Option<Document>,
    /// What the compiler says of it.
    pub(super) told: String,
}

/// A Rust source.
#[derive(Clone)]
pub(super) struct File {
    pub(super) shown: Rc<str>,
    pub(super) text: Rc<str>,
    root: Rc<Package>,
}

/// Why a flow cannot be pushed: its faults are reported, or the configuration lacks something.
pub(super) enum Unfit {
    Told(String),
    Failure(Failure),
}

/// A screen that a message may open.
pub(super) struct Entry {
    pub(super) id: String,
    /// The keys of its data, with what is there.
    pub(super) data: Vec<(String, Kind)>,
}

/// What a value is, as far as JSON tells values apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Truth,
    Number,
    Whole,
    List,
    Object,
    Any,
}

/// Every flow of the sources that `flow.toml` names.
pub(super) fn declared(config: &Config, colors: Colors) -> Result<Vec<Declared>, Failure> {
    let mut found: Vec<Declared> = Vec::new();
    let mut seen = HashSet::new();
    for path in &config.flows {
        let path = config.root.join(path);
        files::inputs(std::slice::from_ref(&path), &[files::Kind::Rust])?;
        for path in rust::with_modules(&path)? {
            if !seen.insert(std::fs::canonicalize(&path).unwrap_or_else(|_| path.clone())) {
                continue;
            }
            let text = files::read_source(&path)?;
            let root = Rc::new(Package { root: files::package_root(&path) });
            let (flows, told) = rust::flows(&text, &root);
            let file = File { shown: path.display().to_string().into(), text: text.into(), root };
            if !told.is_empty() {
                let told = render(&told, &file.shown, &file.text, colors);
                crate::terminal::faults(&told);
                return Err(Failure::new(format!("`{}` cannot be read", file.shown)));
            }
            for flow in flows {
                let told = render(&flow.checked.diagnostics, &file.shown, &file.text, colors);
                match rust::tree(&flow.call, &file.root) {
                    Some(tree) => found.push(Declared {
                        name: tree.name.text.clone(),
                        file: file.clone(),
                        tree,
                        document: flow.checked.document,
                        told,
                    }),
                    None => crate::terminal::faults(&told),
                }
            }
        }
    }
    if found.is_empty() {
        return Err(Failure::new(format!("there is no `flow!` in the sources of `{NAME}`")));
    }
    for (at, flow) in found.iter().enumerate() {
        if let Some(other) = found[..at].iter().find(|other| other.name == flow.name) {
            return Err(Failure::new(format!(
                "two flows are called `{}`, in `{}` and in `{}`",
                flow.name, other.file.shown, flow.file.shown
            ))
            .help("rename one: `flows.lock` knows a flow by its name"));
        }
    }
    Ok(found)
}

/// No two flows have one name at Meta; the name of a faulty one is not known.
pub(super) fn apart(flows: &[Declared]) -> Result<(), Failure> {
    let sound: Vec<&Declared> = flows.iter().filter(|flow| flow.document.is_some()).collect();
    for (at, flow) in sound.iter().enumerate() {
        let name = flow.published_name();
        if let Some(other) = sound[..at].iter().find(|other| other.published_name() == name) {
            return Err(Failure::new(format!(
                "`{}` and `{}` are both called `{name}` at Meta, where names are unique",
                other.name, flow.name
            ))
            .help("give one of them another `name`"));
        }
    }
    Ok(())
}

/// The flows of these names; all of them where none is named.
pub(super) fn chosen(flows: Vec<Declared>, names: &[String]) -> Result<Vec<Declared>, Failure> {
    for name in names {
        if !flows.iter().any(|flow| flow.name == *name) {
            let known: Vec<&str> = flows.iter().map(|flow| flow.name.as_str()).collect();
            return Err(Failure::new(format!(
                "there is no flow `{name}` in the sources of `{NAME}`"
            ))
            .meant(name, &known, "the flows are"));
        }
    }
    let wanted = |flow: &Declared| names.is_empty() || names.contains(&flow.name);
    Ok(flows.into_iter().filter(wanted).collect())
}

impl Declared {
    /// Its name at Meta.
    pub(super) fn published_name(&self) -> &str {
        let named = self.document.as_ref().and_then(|document| document.published_name.as_deref());
        named.unwrap_or(&self.name)
    }

    /// The flow as the environment should have it.
    pub(super) fn wanted(
        &self,
        environment: &Environment,
        colors: Colors,
    ) -> Result<Wanted, Unfit> {
        let Some(document) = &self.document else { return Err(Unfit::Told(self.told.clone())) };
        if document.categories.is_empty() {
            let name = &self.name;
            return Err(Unfit::Told(self.fault(
                &Fault {
                    span: self.tree.name.span,
                    code: Code::MissingRequiredProperty.as_str(),
                    message: &format!("`{name}` has no categories, and Meta asks for one or more"),
                    help: Some(&format!(
                        "write `flow {name} (…, categories: [OTHER])`; there are {}",
                        CATEGORIES.join(", ")
                    )),
                },
                colors,
            )));
        }
        let (endpoint, application) = match endpoint_of(document) {
            Endpoint::None | Endpoint::InDocument => (None, None),
            Endpoint::Apart if environment.endpoint.is_none() => {
                return Err(Unfit::Failure(
                    Failure::new(format!(
                        "flow `{}` has an endpoint, and environment `{}` of `{NAME}` does not say where it is",
                        self.name, environment.name
                    ))
                    .help("write `endpoint = \"https://…\"` into the environment"),
                ));
            }
            Endpoint::Apart => {
                (environment.endpoint.clone(), environment.application.clone().map(String::from))
            }
        };
        Ok(Wanted {
            flow: self.name.clone(),
            name: self.published_name().to_owned(),
            categories: document.categories.clone(),
            endpoint,
            application,
            json: document.minified.clone(),
        })
    }

    pub(super) fn document(&self) -> Option<&Document> {
        self.document.as_ref()
    }

    /// The Flow JSON version that it declares.
    pub(super) fn version(&self) -> Option<String> {
        let document = self.document.as_ref()?;
        let value: Value = serde_json::from_str(&document.minified).ok()?;
        value.get("version").and_then(Value::as_str).map(str::to_owned)
    }

    /// Whether the flow calls an endpoint.
    pub(super) fn has_endpoint(&self) -> bool {
        self.document.as_ref().is_some_and(|document| endpoint_of(document) != Endpoint::None)
    }

    /// The screens that a message may open, in the order of the source.
    pub(super) fn entries(&self) -> Vec<Entry> {
        let mut cx = Diagnostics::new();
        let checked = check::check(&mut cx, &self.tree, &*self.file.root);
        let entries = checked.screens.iter().filter(|screen| screen.entry).map(|screen| Entry {
            id: screen.id.to_owned(),
            data: (screen.data.iter().flatten())
                .map(|field| (field.key.to_owned(), Kind::of(&field.ty)))
                .collect(),
        });
        let entries = entries.collect();
        // They have been reported.
        cx.discard();
        entries
    }

    /// A place of the source: of one in a file that the flow includes, where it does so.
    fn home(&self, span: Span) -> Span {
        let Some(file) = span.file() else { return span };
        let includes = self.tree.items.iter().filter_map(|item| match item {
            ast::Item::Include(include) => Some(include.span),
            _ => None,
        });
        let mut numbered = includes.zip(0..);
        numbered.find(|(_, number)| *number == file).map_or(self.tree.name.span, |(span, _)| span)
    }

    /// A fault at a place of the source, as the compiler's own are written.
    pub(super) fn fault(&self, fault: &Fault<'_>, colors: Colors) -> String {
        let source = Source::new(&*self.file.shown, &self.file.text);
        let shown = Foreign {
            level: Level::Error,
            code: fault.code,
            bytes: self.home(fault.span).bytes(),
            message: fault.message,
            help: fault.help,
        };
        let mut text = String::new();
        // Writing to a text cannot fail.
        let _ = write!(text, "{}\n\n", source.show(&shown, colors));
        text
    }
}

impl Kind {
    fn of(ty: &Type<'_>) -> Self {
        match ty {
            Type::String | Type::Digits | Type::Date | Type::Choice(_) => Self::Text,
            Type::Bool => Self::Truth,
            Type::Number => Self::Number,
            Type::Integer => Self::Whole,
            Type::List(_) | Type::Files => Self::List,
            Type::DateRange | Type::Object(_) | Type::Struct(_) => Self::Object,
            Type::Json => Self::Any,
        }
    }

    pub(super) fn has(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Truth => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Whole => value.is_i64() || value.is_u64(),
            Self::List => value.is_array(),
            Self::Object => value.is_object(),
            Self::Any => true,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "a text, such as `\"Ada\"`",
            Self::Truth => "`true` or `false`",
            Self::Number => "a number, such as `1.5`",
            Self::Whole => "a whole number, such as `3`",
            Self::List => "a list, such as `[]`",
            Self::Object => "an object, such as `{}`",
            Self::Any => "any value",
        })
    }
}

/// What is wrong with a flow, as somebody else than the compiler says.
pub(super) struct Fault<'f> {
    pub(super) span: Span,
    pub(super) code: &'f str,
    pub(super) message: &'f str,
    pub(super) help: Option<&'f str>,
}

#[derive(PartialEq, Eq)]
enum Endpoint {
    None,
    /// Its address is in the document, as before Flow JSON 3.0.
    InDocument,
    Apart,
}

fn endpoint_of(document: &Document) -> Endpoint {
    let value: Value = serde_json::from_str(&document.minified).unwrap_or_default();
    match (value.get("data_channel_uri"), value.get("data_api_version")) {
        (Some(_), _) => Endpoint::InDocument,
        (None, Some(_)) => Endpoint::Apart,
        (None, None) => Endpoint::None,
    }
}
