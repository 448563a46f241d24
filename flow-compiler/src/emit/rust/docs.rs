//! The documentation of what is emitted: the author's own, else the texts that a person reads.

use proc_macro2::TokenStream;
use quote::quote;

/// `///` lines.
pub(super) fn lines<L: AsRef<str>>(lines: &[L]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.as_ref() {
        "" => String::new(),
        line => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}

/// One `///` line.
pub(super) fn line(text: &str) -> TokenStream {
    lines(&[text])
}

/// The author's own lines, else one that says what it is.
pub(super) fn own_or(own: &[String], other: impl FnOnce() -> String) -> TokenStream {
    if own.is_empty() { line(&other()) } else { lines(own) }
}

/// A text of the flow as Markdown that shows just that text, as one line.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for letter in word.chars() {
            let begins = out.is_empty() && "-+=#>".contains(letter);
            if begins || "\\`*_[]<~|".contains(letter) {
                out.push('\\');
            }
            out.push(letter);
        }
    }
    out
}
