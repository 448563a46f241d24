//! Patterns of data schemas, against their examples.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use regex_lite::{Regex, RegexBuilder};

use crate::ecmascript::linear;

/// So many bytes a compiled pattern may take, so many patterns of one example's schema are compiled, and
/// so many bytes of that example are matched: either may be as large as a document.
const SIZE: usize = 16 * 1024;
const COMPILED: usize = 1_000;
const MATCHED: usize = 256 * 1024;

/// The patterns of one example's schema, each compiled once.
pub struct Patterns {
    compiled: RefCell<HashMap<String, Option<Regex>>>,
    left: Cell<usize>,
}

impl Patterns {
    /// None so far.
    pub fn new() -> Self {
        Self { compiled: RefCell::default(), left: Cell::new(MATCHED) }
    }

    /// Whether a text certainly has no part that a pattern of JavaScript matches.
    ///
    /// What the engine cannot say as JavaScript does is left to Meta: look-around, and references to
    /// groups.
    pub fn refuses(&self, pattern: &str, text: &str) -> bool {
        if self.left.get() < text.len() {
            return false;
        }
        self.left.set(self.left.get() - text.len());
        let mut compiled = self.compiled.borrow_mut();
        if compiled.len() >= COMPILED && !compiled.contains_key(pattern) {
            return false;
        }
        let known = compiled.entry(pattern.to_owned()).or_insert_with(|| {
            let linear = linear(pattern)?;
            RegexBuilder::new(&linear).size_limit(SIZE).build().ok()
        });
        known.as_ref().is_some_and(|known| !known.is_match(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_certain_is_refused() {
        let patterns = Patterns::new();
        for (pattern, text, refused) in [
            ("^[0-9]+$", "12", false),
            ("^[0-9]+$", "1a", true),
            // A part is enough.
            ("[0-9]", "a1b", false),
            (r"^\d{4}-\d{2}$", "2026-1", true),
            (r"^a\/b$", "a/b", false),
            // Left to Meta.
            ("^(?=a)b$", "x", false),
            (r"^(a)\1$", "x", false),
            ("^x$", "é", true),
            ("^(a{1000}){1000}$", "x", false),
            ("(", "x", false),
            (r"^\Ax\z$", "x", false),
            // Another thing to the engine, so they are written in another way for it.
            (r"^\<b\>$", "<b>", false),
            (r"^\<b\>$", "b", true),
            (r"^[a&&b]$", "&", false),
            (r"^\s$", "\u{a0}", false),
            ("^(?:a|b)$", "c", true),
            ("^(?<letter>a)$", "b", true),
        ] {
            assert_eq!(patterns.refuses(pattern, text), refused, "{pattern} on {text}");
        }
    }

    #[test]
    fn the_work_is_bounded() {
        let patterns = Patterns::new();
        for at in 0..2 * COMPILED {
            patterns.refuses(&format!("^{at}$"), "x");
        }
        assert_eq!(patterns.compiled.borrow().len(), COMPILED);
        let long = "a".repeat(MATCHED);
        assert!(!patterns.refuses("^1$", &long), "more than is left is not matched");
    }
}
