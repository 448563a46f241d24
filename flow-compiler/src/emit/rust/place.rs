//! Where emitted tokens are: what rustc and an editor take for their places.
//!
//! An identifier that has the place of a word of the flow leads an editor from that word to whatever it
//! names. So only a name that is declared of a word has its place; what a flow merely uses has none.
//! rustc needs no identifier for its notes: it spans an item or a type from its first to its last token,
//! so punctuation and the keywords that begin an item are enough.

use proc_macro2::{Group, Span, TokenStream, TokenTree};

use crate::span::Span as Place;

/// The place of a word, for a name that is declared of it and is not written there: no lint is about
/// its letters.
pub(super) fn located(place: Place) -> Span {
    Span::call_site().located_at(place.token())
}

/// Puts tokens at the place of a word for rustc, but for what they name.
pub(super) fn framed(place: Place, tokens: TokenStream) -> TokenStream {
    frame(located(place), tokens)
}

/// What begins an item, and names nothing.
const HEADS: [&str; 6] = ["enum", "fn", "impl", "pub", "struct", "trait"];

fn frame(span: Span, tokens: TokenStream) -> TokenStream {
    let framed = |token: TokenTree| match token {
        TokenTree::Group(group) => {
            let mut framed = Group::new(group.delimiter(), frame(span, group.stream()));
            framed.set_span(span);
            framed.into()
        }
        TokenTree::Punct(mut sign) => {
            sign.set_span(span);
            sign.into()
        }
        TokenTree::Ident(mut word) => {
            if HEADS.iter().any(|head| word == head) {
                word.set_span(span);
            }
            word.into()
        }
        literal @ TokenTree::Literal(_) => literal,
    };
    tokens.into_iter().map(framed).collect()
}
