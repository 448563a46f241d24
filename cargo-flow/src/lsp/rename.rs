//! Whether a thing may be called so.

use flow_compiler::diagnostic::Edit;

use super::symbol::{Index, Symbol};

/// The changes that give a symbol another name.
///
/// In `flow!` the key of a payload may be short for a reference of the same name. The key is what the
/// other side reads, so only one of the two is renamed, and what the key was short for is written out.
pub(crate) fn edits(index: &Index, text: &str, symbol: &Symbol, name: &str) -> Vec<Edit> {
    let edits = index.of(symbol).map(|one| {
        let old = &text[one.span.clone()];
        let mut here = index.occurrences.iter().filter(|other| other.span == one.span);
        let text = match (one.short, here.find_map(|other| other.short)) {
            (Some(root), _) => format!("{old}: ${{{root}.{name}}}"),
            (None, Some(root)) => format!("{name}: ${{{root}.{old}}}"),
            (None, None) => name.to_owned(),
        };
        Edit { bytes: one.span.clone(), text }
    });
    let mut edits: Vec<Edit> = edits.collect();
    edits.dedup();
    edits
}

/// Says why a symbol cannot have this name.
pub(crate) fn check(index: &Index, symbol: &Symbol, name: &str) -> Result<(), String> {
    let word = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let taken = |taken: bool, what: &str| {
        if taken { Err(format!("there is {what} `{name}` already")) } else { Ok(()) }
    };
    match symbol {
        Symbol::Screen(_) => {
            if !name.chars().all(|c| c.is_ascii_alphabetic() || c == '_') || name.is_empty() {
                return Err(format!("the id of a screen has letters and `_` alone, not `{name}`"));
            }
            taken(index.screen(name).is_some(), "a screen")
        }
        Symbol::Fragment(_) => {
            if !word {
                return Err(format!("a fragment has letters, digits and `_`, not `{name}`"));
            }
            taken(index.screen(&format!("..{name}")).is_some(), "a fragment")
        }
        Symbol::Data(screen, path) => {
            if !word {
                return Err(format!("a data field has letters, digits and `_`, not `{name}`"));
            }
            let beside = match path.rsplit_once('.') {
                Some((object, _)) => format!("{object}.{name}"),
                None => name.to_owned(),
            };
            let there = index.screen(screen).and_then(|screen| screen.field(&beside));
            taken(there.is_some(), "a data field")
        }
        Symbol::Input(screen, _) => {
            if !word {
                return Err(format!(
                    "the name of an input has letters, digits and `_`, not `{name}`"
                ));
            }
            let there = index.screen(screen).and_then(|screen| screen.input(name));
            taken(there.is_some(), "an input")
        }
        Symbol::Choice(screen, input, _) => {
            if name.is_empty() || name.contains(['"', '\\', '\'', '`', '$']) {
                return Err(format!(
                    "the id of an option has no quotes and no `$`, unlike `{name}`"
                ));
            }
            let input = index.screen(screen).and_then(|screen| screen.input(input));
            let there = input.is_some_and(|input| input.choices.iter().any(|it| it.id == name));
            taken(there, "an option")
        }
    }
}
