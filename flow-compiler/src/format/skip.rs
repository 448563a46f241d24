//! What rustfmt's attributes keep from being formatted.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The bytes that no `flow!` is formatted in: items with `#[rustfmt::skip]`, or with
/// `#[rustfmt::skip::macros(flow)]`, and whatever has one of these as an inner attribute.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    if !text.contains("rustfmt") {
        return Vec::new();
    }
    let Ok(tokens) = text.parse::<TokenStream>() else { return Vec::new() };
    let mut found = Vec::new();
    let mut open = vec![(tokens, 0..text.len())];
    while let Some((tokens, whole)) = open.pop() {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    open.push((group.stream(), token.span().byte_range()));
                }
                TokenTree::Punct(punct) if punct.as_char() == '#' => {
                    let inner = is_punct(tokens.get(at + 1), '!');
                    let attribute = tokens.get(at + 1 + usize::from(inner));
                    if attribute.is_some_and(is_skip) {
                        let start = token.span().byte_range().start;
                        found.push(if inner { whole.clone() } else { start..end(&tokens[at..]) });
                    }
                }
                _ => {}
            }
        }
    }
    found
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

/// `[rustfmt::skip]`, `[rustfmt_skip]`, or `[rustfmt::skip::macros(…)]` that names `flow`.
fn is_skip(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else { return false };
    let words: Vec<String> =
        group.stream().into_iter().map(|token| token.to_string().replace(' ', "")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match *words {
        ["rustfmt", ":", ":", "skip"] | ["rustfmt_skip"] => true,
        ["rustfmt", ":", ":", "skip", ":", ":", "macros", named] => {
            named.trim_matches(['(', ')']).split(',').any(|name| name == "flow")
        }
        _ => false,
    }
}

/// Where the item ends that begins with an attribute.
fn end(tokens: &[TokenTree]) -> usize {
    let ends = |token: &&TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => matches!(punct.as_char(), ';' | ','),
        _ => false,
    };
    let last = tokens.iter().find(ends).or(tokens.last());
    last.map_or(0, |last| last.span().byte_range().end)
}
