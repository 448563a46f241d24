//! Words that touch what is after them: rustc reads `Footer"x"` as one token and refuses it,
//! while a text that is read outside the compiler gives two.

use proc_macro2::{TokenStream, TokenTree};

use crate::diagnostic::{Code, Diagnostics};
use crate::span::Span;

/// Reports every word that touches a string, a character or a `#`.
pub(crate) fn check(cx: &mut Diagnostics, tokens: &TokenStream) {
    let mut open = vec![tokens.clone().into_iter()];
    let mut word: Option<(String, Span)> = None;
    while let Some(innermost) = open.last_mut() {
        let Some(token) = innermost.next() else {
            open.pop();
            word = None;
            continue;
        };
        let place = Span::from(token.span());
        if let Some((word, before)) = word.take()
            && begins_with_a_sign(&token)
            && !place.bytes().is_empty()
            && before.bytes().end == place.bytes().start
        {
            cx.error(Code::Syntax, place, format!("`{word}` touches what is after it"))
                .help(format!("put a space after `{word}`"));
        }
        match token {
            TokenTree::Group(group) => open.push(group.stream().into_iter()),
            TokenTree::Ident(ident) => word = Some((ident.to_string(), place)),
            TokenTree::Literal(_) | TokenTree::Punct(_) => {}
        }
    }
}

fn begins_with_a_sign(token: &TokenTree) -> bool {
    match token {
        TokenTree::Literal(literal) => literal.to_string().starts_with(['"', '\'']),
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Group(_) | TokenTree::Ident(_) => false,
    }
}
