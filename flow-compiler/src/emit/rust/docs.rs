//! The documentation of what is emitted: the author's own, else the texts that a person reads.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Absence;

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

/// Why a field may be absent, where the flow does not show it at the input.
pub(super) fn why(absence: Absence) -> Option<&'static str> {
    match absence {
        Absence::Empty | Absence::InSome => None,
        Absence::Untouched => Some("`None` where nobody touched the box."),
        Absence::Disabled => Some("`None` where the input is disabled."),
        Absence::TakenBack => Some("`None` where the choice was taken back."),
        Absence::Early => Some("`None` where it is not filled in yet: this does not wait for it."),
        Absence::NotShown => Some("`None` where the screen that it comes from was not shown."),
        Absence::NotHandedOn => Some("`None` where `navigate` had no value to hand on."),
        Absence::LeftEarly => {
            Some("`None` where the screen that it comes from was left before it was filled in.")
        }
        Absence::Forgotten => {
            Some("`None` where the flow was closed and opened again: phones forget it then.")
        }
    }
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
