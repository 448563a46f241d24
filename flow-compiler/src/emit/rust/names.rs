//! Whether every name of a flow becomes a Rust name of its own.

use std::collections::{HashMap, HashSet};

use super::completion::Union;
use super::types::FLOW_NAMES;
use super::words;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Choice, Field, Flow, Screen, Type};
use crate::span::Span;

/// The type that stands for the flow.
#[must_use]
pub fn flow_type(flow: &Flow<'_>) -> String {
    words::type_name(flow.name).unwrap_or_else(|| "TheFlow".to_owned())
}

/// Reports names that give no Rust name, and names that give one that is taken.
pub fn check(cx: &mut Diagnostics, flow: &Flow<'_>) {
    // The flow, its shared lists, its structs and what is emitted beside them have names of their own.
    types(cx, flow);
    // Screens have modules of their own.
    screens(cx, flow);
    // Fields of one struct have names of their own.
    for declared in &flow.structs {
        fields(cx, "struct", &declared.fields);
    }
    fields(cx, "success", flow.success.as_deref().unwrap_or_default());
    let mut lists = HashSet::new();
    for screen in &flow.screens {
        fields(cx, "data", screen.data.as_deref().unwrap_or_default());
        payloads(cx, screen);
        // The options of a list are variants of their own.
        options(cx, screen, &mut lists);
    }
    completion(cx, flow);
}

fn types(cx: &mut Diagnostics, flow: &Flow<'_>) {
    let flow_type = flow_type(flow);
    if FLOW_NAMES.contains(&flow_type.as_str()) {
        cx.error(
            Code::InvalidRustName,
            flow.span,
            format!(
                "the flow `{}` would become the type `{flow_type}`, which every flow has already",
                flow.name
            ),
        )
        .help("give the flow another name");
    }
    let shared = flow.screens.iter().flat_map(|screen| &screen.inputs).filter_map(|input| {
        choice(&input.ty).filter(|choice| choice.shared).map(|choice| (&*choice.name, input.span))
    });
    let structs = flow.structs.iter().map(|declared| (declared.name, declared.span));
    let mut reported = Vec::new();
    for (kind, name, span) in structs
        .map(|(name, span)| ("struct", name, span))
        .chain(shared.map(|(name, span)| ("list", name, span)))
    {
        let reserved = FLOW_NAMES.contains(&name) || name == flow_type;
        let double = kind == "list" && flow.structs.iter().any(|declared| declared.name == name);
        let message = if !words::is_identifier(name) {
            format!("the {kind} `{name}` has a name that Rust does not take for a type")
        } else if reserved {
            format!("the {kind} `{name}` has the name of a type that the flow gets anyway")
        } else if double {
            format!("a struct and a list of options are both called `{name}`")
        } else {
            continue;
        };
        if !reported.contains(&name) {
            reported.push(name);
            cx.error(Code::InvalidRustName, span, message).help("give it another name");
        }
    }
}

fn screens(cx: &mut Diagnostics, flow: &Flow<'_>) {
    let mut taken: HashMap<String, &str> = HashMap::new();
    for screen in &flow.screens {
        let Some(module) = words::module(screen.id) else {
            cx.error(
                Code::InvalidRustName,
                screen.span,
                format!("the screen `{}` has no letter that could name a module", screen.id),
            )
            .help("give the screen an id of letters, such as `SIGN_UP`");
            continue;
        };
        if module == "success" {
            // The reserved id itself has a fault of its own.
            if !screen.id.eq_ignore_ascii_case("success") {
                cx.error(
                    Code::InvalidRustName,
                    screen.span,
                    format!("the screen `{}` would be called `Success`, as is the end", screen.id),
                )
                .help("give the screen another id");
            }
        } else if let Some(other) = taken.get(&module) {
            // Two screens of one id have a fault of their own.
            if *other != screen.id {
                cx.error(
                    Code::InvalidRustName,
                    screen.span,
                    format!("the screens `{other}` and `{}` both become `{module}`", screen.id),
                )
                .help("give one of them another id");
            }
        } else {
            taken.insert(module, screen.id);
        }
    }
}

fn fields(cx: &mut Diagnostics, place: &str, fields: &[Field<'_>]) {
    let mut names = Names::default();
    for field in fields {
        let written = Key { wire: field.key, rename: None, span: field.span };
        names.add(cx, &written, place, "give one of them another name");
        objects(cx, field.span, &field.ty);
    }
}

/// The keys of an object that has no name.
fn objects(cx: &mut Diagnostics, span: Span, ty: &Type<'_>) {
    match ty {
        Type::List(inner) => objects(cx, span, inner),
        Type::Object(fields) => {
            let mut names = Names::default();
            for (key, ty) in fields {
                let written = Key { wire: key, rename: None, span };
                names.add(cx, &written, "object", "give one of them another name");
                objects(cx, span, ty);
            }
        }
        _ => {}
    }
}

fn payloads(cx: &mut Diagnostics, screen: &Screen<'_>) {
    let mut reported = Vec::new();
    for exchange in &screen.exchanges {
        let mut names = Names { reported, ..Names::default() };
        for field in &exchange.fields {
            let written = Key { wire: field.key, rename: field.rename, span: field.span };
            names.add(cx, &written, "payload", RENAME);
        }
        reported = names.reported;
    }
}

fn completion(cx: &mut Diagnostics, flow: &Flow<'_>) {
    let mut names = Names::default();
    names.taken.insert("flow_token".to_owned(), "flow_token".to_owned());
    for carried in &Union::of(flow).fields {
        let written =
            Key { wire: carried.key, rename: carried.rename, span: Span::Token(carried.span) };
        names.add(cx, &written, "completion", RENAME);
    }
}

/// A shared list is looked at once; `lists` are those that have been.
fn options(cx: &mut Diagnostics, screen: &Screen<'_>, lists: &mut HashSet<String>) {
    for input in &screen.inputs {
        let Some(choice) = choice(&input.ty) else { continue };
        if choice.shared && !lists.insert(choice.name.clone().into_owned()) {
            continue;
        }
        let variants = words::variants(&choice.options);
        for (at, variant) in variants.iter().enumerate() {
            let Some(other) = variants[..at].iter().position(|known| known == variant) else {
                continue;
            };
            let (one, two) = (&choice.options[other].0, &choice.options[at].0);
            // Two options of one id have a fault of their own.
            if one != two {
                cx.error(
                    Code::InvalidRustName,
                    input.span,
                    format!(
                        "the options `{one}` and `{two}` of `{}` both become `{variant}`",
                        input.name
                    ),
                )
                .help("give one of them another id");
            }
        }
    }
}

const RENAME: &str = "name its Rust field on the input: `(rename: other)`";

fn choice<'t, 'a>(ty: &'t Type<'a>) -> Option<&'t Choice<'a>> {
    match ty {
        Type::Choice(choice) => Some(choice),
        Type::List(inner) => choice(inner),
        _ => None,
    }
}

/// A name and where it stands.
struct Key<'n> {
    wire: &'n str,
    rename: Option<&'n str>,
    span: Span,
}

/// The fields of one struct.
#[derive(Default)]
struct Names {
    /// Each Rust name with the key that has it.
    taken: HashMap<String, String>,
    /// The keys that are reported already.
    reported: Vec<String>,
}

impl Names {
    fn add(&mut self, cx: &mut Diagnostics, written: &Key<'_>, place: &str, help: &str) {
        let Key { wire: key, rename, span } = *written;
        let (message, help) = match words::field(key, rename) {
            None => match rename {
                Some(rename) => (
                    format!("`{rename}` is no name of a Rust field"),
                    "use letters, digits and `_`, with a letter first",
                ),
                None => (format!("`{key}` has no letter that could name a Rust field"), help),
            },
            Some(name) => {
                let name = words::ident(&name, proc_macro2::Span::call_site()).to_string();
                match self.taken.get(&name) {
                    // Two fields of one key have a fault of their own.
                    Some(other) if other == key => return,
                    Some(other) => (
                        format!(
                            "`{other}` and `{key}` of one {place} both become the field `{name}`"
                        ),
                        help,
                    ),
                    None => {
                        self.taken.insert(name, key.to_owned());
                        return;
                    }
                }
            }
        };
        if !self.reported.iter().any(|known| known == key) {
            self.reported.push(key.to_owned());
            cx.error(Code::InvalidRustName, span, message).help(help);
        }
    }
}
