//! What is wrong with a fragment where it is declared or used.

use super::instance::{self, Arguments};
use crate::ast::{Fragment, Name, Piece, Property, Use, Value, ValueKind};
use crate::diagnostic::{Code, Diagnostics};

/// The argument that goes before names.
const PREFIX: &str = "prefix";

/// The words that a parameter cannot be called.
const RESERVED: [&str; 4] = [PREFIX, "form", "data", "screen"];

/// Every parameter has a name of its own.
pub(super) fn parameters(cx: &mut Diagnostics, fragment: &Fragment) {
    for (at, Property { name, .. }) in fragment.parameters.iter().enumerate() {
        let text = name.text.as_str();
        if text == PREFIX {
            cx.error(Code::InvalidFragment, name.span, "every fragment has a `prefix`").help(
                "a use gives it: `..Name (prefix: billing)`; give the parameter another name",
            );
        } else if RESERVED.contains(&text) {
            let message = format!("`${{{text}}}` cannot be a parameter, since references begin so");
            cx.error(Code::InvalidFragment, name.span, message)
                .help("give the parameter another name");
        } else if fragment.parameters[..at].iter().any(|other| other.name.text == *text) {
            let message = format!("the parameter `{text}` is there twice");
            cx.error(Code::DuplicateKey, name.span, message).help("keep one of them");
        }
    }
}

/// What a use gives: its prefix, and what each parameter is.
pub(super) fn arguments(
    cx: &mut Diagnostics,
    fragment: &Fragment,
    given: &[Property],
    within: u32,
) -> (Option<String>, Arguments) {
    let name = &fragment.name.text;
    let mut arguments = Arguments::default();
    let mut prefix = None;
    for Property { name: key, value } in given {
        let known = fragment.parameters.iter().any(|known| known.name.text == key.text);
        if (key.text == PREFIX && prefix.is_some()) || arguments.contains(&key.text) {
            let message = format!("`{}` is given twice", key.text);
            cx.error(Code::DuplicateKey, key.span, message).help("keep one of them");
        } else if key.text == PREFIX {
            prefix = Some(word(cx, value));
        } else if known {
            arguments.insert(&key.text, value.clone());
        } else {
            let names = fragment.parameters.iter().map(|known| known.name.text.as_str());
            let names: Vec<&str> = names.chain([PREFIX]).collect();
            let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let message = format!("the fragment `{name}` has no parameter `{}`", key.text);
            cx.error(Code::InvalidPropertyKey, key.span, message)
                .help(format!("it takes {}", listed.join(", ")))
                .did_you_mean(&key.text, names);
        }
    }
    for Property { name: key, value } in &fragment.parameters {
        if !arguments.contains(&key.text) {
            arguments.insert(&key.text, instance::stamped(value, within));
        }
    }
    (prefix.flatten(), arguments)
}

/// The word that a value is.
fn word(cx: &mut Diagnostics, value: &Value) -> Option<String> {
    let word = match &value.kind {
        ValueKind::Word(word) => Some(word),
        ValueKind::Text(pieces) => match pieces.as_slice() {
            [Piece::Text(text)] => Some(text),
            _ => None,
        },
        _ => None,
    };
    let word = word.filter(|word| !word.is_empty());
    if word.is_none() {
        cx.error(Code::InvalidPropertyType, value.span, "a prefix is a word")
            .help("write `prefix: billing`, and `street` is called `billing_street`");
    }
    word.cloned()
}

/// No fragment has this name.
pub(super) fn unknown(cx: &mut Diagnostics, name: &Name, known: &[&Fragment]) {
    if known.iter().any(|fragment| fragment.name.text.is_empty()) {
        // It may be the one whose name could not be read, which was reported.
        return;
    }
    let text = &name.text;
    let names = || known.iter().map(|fragment| fragment.name.text.as_str());
    let fault = cx.error(Code::UnknownName, name.span, format!("no fragment is called `{text}`"));
    fault.once(format!("fragment {text}"));
    if matches!(text.as_str(), "form" | "data") {
        fault.help(format!(
            "`..{text}` goes in the payload of an action: `data_exchange {{ ..{text} }}`"
        ));
        return;
    }
    let listed: Vec<String> = names().take(8).map(|name| format!("`{name}`")).collect();
    if listed.is_empty() {
        fault.help(format!("declare it beside the screens: `fragment {text} {{ … }}`"));
    } else {
        fault.help(format!("the flow declares {}", listed.join(", "))).did_you_mean(text, names());
    }
}

/// A fragment is used as if it were a component.
pub(super) fn without_dots(cx: &mut Diagnostics, written: &Use) {
    let name = &written.name.text;
    let message = format!("`{name}` is a fragment, not a component");
    cx.error(Code::Syntax, written.name.span, message)
        .help(format!("write `..{name}`"))
        .replace_part(name, format!("..{name}"));
}

/// A fragment brings a name that is there already.
pub(super) fn twice(cx: &mut Diagnostics, written: &Use, screen: &str, name: &str) {
    let fragment = &written.name.text;
    let message = format!("the screen `{screen}` has a component `{name}` already");
    let given = written.arguments.iter().any(|argument| argument.name.text == PREFIX);
    cx.error(Code::DuplicateFormComponentNames, written.span, message).help(if given {
        format!("give `..{fragment}` another prefix")
    } else {
        format!("give the fragment a prefix: `..{fragment} (prefix: other)` has `other_{name}`")
    });
}

/// A fragment is in itself, by way of the fragments `around` the use.
pub(super) fn contains_itself<'f>(
    cx: &mut Diagnostics,
    name: &Name,
    around: impl Iterator<Item = &'f Fragment>,
) {
    let text = &name.text;
    let way: Vec<String> = around.map(|fragment| format!("`{}`", fragment.name.text)).collect();
    let message = match way.len() {
        1 => format!("the fragment `{text}` contains itself"),
        _ => format!("the fragment `{text}` contains itself: {} → `{text}`", way.join(" → ")),
    };
    cx.error(Code::InvalidFragment, name.span, message)
        .help("remove the use, or move what both need into a third fragment");
}
