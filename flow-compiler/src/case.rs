//! The words of a name in any spelling, and the two cases in which Rust writes them.
//!
//! The one rule for every name that is made, whatever it is made for: an acronym is a word like any
//! other, as in Rust's API guidelines (`HTMLText` is `HtmlText`, `html_text`).

use std::iter;

/// The words of a name in any spelling: `firstName`, `first-name`, `FIRST_NAME`, `HTMLText`. What is
/// no `letter`, and `_`, is between words.
///
/// ```
/// use flow_compiler::case::words;
///
/// let words: Vec<String> = words("HTMLText, first_line", char::is_alphanumeric).collect();
/// assert_eq!(words, ["HTML", "Text", "first", "line"]);
/// ```
pub fn words(name: &str, letter: impl Fn(char) -> bool) -> impl Iterator<Item = String> {
    let mut letters = name.chars().peekable();
    iter::from_fn(move || {
        let is_letter = |next: &char| *next != '_' && letter(*next);
        while letters.next_if(|next| !is_letter(next)).is_some() {}
        let mut last = letters.next()?;
        let (mut word, mut length) = (String::from(last), 1);
        while let Some(next) = letters.peek().copied().filter(is_letter) {
            let acronym_ends = || {
                let mut after = letters.clone();
                after.next();
                length > 1 && after.peek().is_some_and(|after| after.is_lowercase())
            };
            if next.is_uppercase() && (!last.is_uppercase() || acronym_ends()) {
                break;
            }
            word.push(next);
            length += 1;
            last = next;
            letters.next();
        }
        Some(word)
    })
}

/// The words in `CamelCase`, with a `_` between two numbers; empty where there is no word.
///
/// ```
/// use flow_compiler::case::{camel, words};
///
/// assert_eq!(camel(words("HTML_text", char::is_alphanumeric)), "HtmlText");
/// assert_eq!(camel(words("5-10", char::is_alphanumeric)), "5_10");
/// ```
#[must_use]
pub fn camel(words: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for word in words {
        if out.ends_with(char::is_numeric) && word.starts_with(char::is_numeric) {
            out.push('_');
        }
        let mut letters = word.chars();
        out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        out.extend(letters.flat_map(char::to_lowercase));
    }
    out
}

/// The words in `snake_case`; empty where there is no word.
///
/// ```
/// use flow_compiler::case::{snake, words};
///
/// assert_eq!(snake(words("HTMLText", char::is_alphanumeric)), "html_text");
/// ```
#[must_use]
pub fn snake(words: impl Iterator<Item = String>) -> String {
    let mut out = String::new();
    for word in words {
        if !out.is_empty() {
            out.push('_');
        }
        out.push_str(&word.to_lowercase());
    }
    out
}
