//! Whether every name of a flow becomes a Rust name of its own.

use std::collections::{HashMap, HashSet};

use super::completion::Union;
pub use super::types::FLOW_NAMES as EVERY_FLOW_HAS;
use super::types::FLOW_VALUES as EVERY_FLOW_HAS_VALUES;
use super::words;
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{Flow, Screen};
use crate::span::Span;

/// The type that stands for the flow of a name. Where its own name is taken, which is a fault, it has another.
#[must_use]
pub fn flow_type(flow: &str) -> String {
    let name = type_of(flow);
    if is_taken(&name) { format!("{name}Flow") } else { name }
}

fn type_of(flow: &str) -> String {
    words::type_name(flow).unwrap_or_else(|| "TheFlow".to_owned())
}

/// Whether the type that stands for a flow of this name is no other type of every flow.
#[must_use]
pub fn is_flow_name(name: &str) -> bool {
    !is_taken(&type_of(name))
}

/// Whether every flow has a type of this name.
fn is_taken(name: &str) -> bool {
    EVERY_FLOW_HAS.contains(&name)
}

/// Reports names that give no Rust name, and names that give one that is taken, where the author
/// can give another.
pub fn check(cx: &mut Diagnostics, flow: &Flow<'_>) {
    // The flow, its shared lists, its structs and what is emitted beside them have names of their own.
    types(cx, flow);
    // Inputs have fields of their own. What no `rename` can help has a number, as screens have.
    for screen in &flow.screens {
        payloads(cx, screen);
    }
    completion(cx, flow);
}

/// The inputs whose Rust fields have no name of their own, each with one for its `rename`.
#[must_use]
pub fn renames(flow: &Flow<'_>) -> HashMap<String, String> {
    let inputs = inputs(flow);
    let completion = Union::of(flow);
    let exchanges = flow.screens.iter().flat_map(|screen| &screen.exchanges);
    let sent = exchanges.flat_map(|exchange| &exchange.fields).map(|field| field.key);
    let mut keys: Vec<&str> = sent.chain(completion.fields.iter().map(|field| field.key)).collect();
    let own = |key: &str| words::field(key, None);
    // What cannot be renamed comes first, and then what is called as its field would be.
    keys.sort_by_key(|key| (inputs.contains(key), own(key).as_deref() != Some(*key)));
    let mut taken = HashMap::from([("flow_token".to_owned(), "flow_token")]);
    let mut renames = HashMap::new();
    for key in keys {
        let derived = own(key);
        let free =
            derived.as_ref().is_some_and(|name| taken.get(name).is_none_or(|own| *own == key));
        if let Some(name) = derived.clone().filter(|_| free) {
            taken.insert(name, key);
        } else if inputs.contains(key) && !renames.contains_key(key) {
            let base = derived.unwrap_or_else(|| words::FIELD.to_owned());
            let mut numbered = (1..).map(|number| format!("{base}_{number}"));
            if let Some(name) = numbered.find(|name| !taken.contains_key(name)) {
                taken.insert(name.clone(), key);
                renames.insert(key.to_owned(), name);
            }
        }
    }
    renames
}

fn types(cx: &mut Diagnostics, flow: &Flow<'_>) {
    let flow_type = type_of(flow.name);
    if is_taken(&flow_type) {
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
        input.ty.choice().filter(|choice| choice.shared).map(|choice| (&*choice.name, input.span))
    });
    let structs = flow.structs.iter().map(|declared| (declared.name, declared.span));
    let mut reported = Vec::new();
    // A struct without fields is a value too.
    let values: HashSet<&str> = flow
        .structs
        .iter()
        .filter(|declared| declared.fields.is_empty())
        .map(|declared| declared.name)
        .filter(|name| EVERY_FLOW_HAS_VALUES.contains(name))
        .collect();
    for (kind, name, span) in structs
        .map(|(name, span)| ("struct", name, span))
        .chain(shared.map(|(name, span)| ("list", name, span)))
    {
        let reserved = is_taken(name) || name == flow_type || values.contains(name);
        let message = if !words::is_identifier(name) {
            format!("the {kind} `{name}` has a name that Rust does not take for a type")
        } else if reserved {
            format!("the {kind} `{name}` has the name of something that the flow gets anyway")
        } else {
            continue;
        };
        if !reported.contains(&name) {
            reported.push(name);
            cx.error(Code::InvalidRustName, span, message).help("give it another name");
        }
    }
}

fn payloads(cx: &mut Diagnostics, screen: &Screen<'_>) {
    let inputs: HashSet<&str> = screen.inputs.iter().map(|input| input.name).collect();
    let mut reported = Vec::new();
    for exchange in &screen.exchanges {
        let mut names = Names { reported, ..Names::default() };
        for field in &exchange.fields {
            let (key, rename) = (field.key, field.rename);
            names.add(
                cx,
                &Key { wire: key, rename, input: inputs.contains(key), span: field.span },
                "payload",
            );
        }
        reported = names.reported;
    }
}

fn completion(cx: &mut Diagnostics, flow: &Flow<'_>) {
    let inputs = inputs(flow);
    let mut names = Names::default();
    names.taken.insert("flow_token".to_owned(), ("flow_token", true));
    for carried in &Union::of(flow).fields {
        let (key, rename) = (carried.key, carried.rename);
        let span = Span::Token(carried.span);
        names.add(cx, &Key { wire: key, rename, input: inputs.contains(key), span }, "completion");
    }
}

fn inputs<'a>(flow: &Flow<'a>) -> HashSet<&'a str> {
    flow.screens.iter().flat_map(|screen| &screen.inputs).map(|input| input.name).collect()
}

/// A key of a payload.
struct Key<'n> {
    wire: &'n str,
    rename: Option<&'n str>,
    /// Whether an input has this name, so that it can be given a `rename`.
    input: bool,
    span: Span,
}

/// The fields of one struct.
#[derive(Default)]
struct Names<'n> {
    /// Each Rust name with the key that has it, and whether that can be renamed.
    taken: HashMap<String, (&'n str, bool)>,
    /// The keys that are reported already.
    reported: Vec<&'n str>,
}

impl<'n> Names<'n> {
    fn add(&mut self, cx: &mut Diagnostics, written: &Key<'n>, place: &str) {
        let Key { wire: key, rename, input, span } = *written;
        let can_be_renamed = input || rename.is_some();
        let (message, help) = match words::field(key, rename) {
            None => match rename {
                Some(rename) => (
                    format!("`{rename}` is not a name of a Rust field"),
                    "use letters, digits and `_`, with a letter first",
                ),
                None if input => {
                    (format!("`{key}` has no letter that could name a Rust field"), RENAME)
                }
                None => return,
            },
            Some(name) => {
                let name = words::ident(&name, proc_macro2::Span::call_site()).to_string();
                match self.taken.get(&name) {
                    // Two fields of one key have a fault of their own.
                    Some((other, _)) if *other == key => return,
                    Some((other, other_can)) if can_be_renamed || *other_can => (
                        format!(
                            "`{other}` and `{key}` of one {place} both become the field `{name}`"
                        ),
                        RENAME,
                    ),
                    Some(_) => return,
                    None => {
                        self.taken.insert(name, (key, can_be_renamed));
                        return;
                    }
                }
            }
        };
        if !self.reported.contains(&key) {
            self.reported.push(key);
            cx.error(Code::InvalidRustName, span, message).help(help);
        }
    }
}

const RENAME: &str = "name its Rust field on the input: `(rename: other)`";
