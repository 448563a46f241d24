//! Fields that a flow declares: of data, of structs, of what the server adds at the end.

use std::collections::HashMap;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::shadow::{Shadow, Use};
use super::tokens::{self, Tokens};
use super::value;

/// The fields of one struct of the shadow, each name once.
#[derive(Default)]
pub(super) struct Fields {
    declared: Vec<TokenStream>,
    types: HashMap<String, TokenStream>,
}

impl Fields {
    /// Declares a field; whether it is the first of its name.
    pub(super) fn add(&mut self, name: &Ident, docs: &TokenStream, ty: TokenStream) -> bool {
        if self.has(&name.to_string()) {
            return false;
        }
        self.declared.push(quote!(#docs pub #name: #ty));
        self.types.insert(name.to_string(), ty);
        true
    }

    /// Declares the fields of other data of the same screen.
    pub(super) fn extend(&mut self, other: Self) {
        self.declared.extend(other.declared);
        self.types.extend(other.types);
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.types.contains_key(name)
    }

    /// What is declared, one by one.
    pub(super) fn declared(&self) -> &[TokenStream] {
        &self.declared
    }

    /// The names and types, with a prefix before the names.
    pub(super) fn prefixed(&self, prefix: Option<&str>) -> Vec<(Ident, TokenStream)> {
        let named = self.types.iter().filter_map(|(name, ty)| {
            let name = prefix.map_or_else(|| name.clone(), |prefix| format!("{prefix}_{name}"));
            Some((tokens::ident(name.trim_start_matches("r#"), Span::call_site())?, ty.clone()))
        });
        named.collect()
    }

    pub(super) fn ty(&self, name: &str) -> Option<TokenStream> {
        self.types.get(name).cloned()
    }

    /// What is after the struct's name.
    pub(super) fn body(&self) -> TokenStream {
        let declared = &self.declared;
        quote!({ #(#declared),* })
    }
}

impl Shadow {
    /// `name: Type = example, …`. `path` leads to the struct that has them, for the keys of examples.
    pub(super) fn fields(
        &mut self,
        inside: Tokens,
        in_types: bool,
        path: Option<&TokenStream>,
        uses: &mut Vec<Use>,
    ) -> Fields {
        let mut fields = Fields::default();
        for mut part in inside.parts() {
            let docs = part.docs();
            // A key that is no name of Rust is followed by types and values with words all the same.
            let name = part.peek(0).and_then(tokens::name);
            let name = name.unwrap_or_else(|| self.fresh("key"));
            part.bump();
            let mut ty = None;
            if part.is_sign(0, ':') {
                part.bump();
                ty = self.ty(&mut part, in_types);
            }
            let plain = ty.is_none();
            let editor = &self.editor;
            let ty = ty.unwrap_or_else(|| quote!(#editor::value::Any));
            fields.add(&name, &docs, ty);
            while !part.done() && !part.is_sign(0, '=') {
                part.bump();
            }
            part.bump();
            if let (Some(path), false) = (path, plain) {
                // The word of a key leads to the field of the type, not to the one that has the example.
                let mut name = name;
                name.set_span(Span::call_site());
                example(&mut part, Some(&quote!(#path.#name)), uses);
            }
        }
        fields
    }

    /// The type that is next; `None` where it is none that the shadow knows the fields of.
    fn ty(&mut self, part: &mut Tokens, in_types: bool) -> Option<TokenStream> {
        let editor = self.editor.clone();
        match part.peek(0)?.clone() {
            TokenTree::Ident(_) if part.is_sign(1, '!') => None,
            word @ TokenTree::Ident(_) => {
                part.bump();
                let word = tokens::name(&word)?;
                Some(if in_types { quote!(#word) } else { quote!(__t::#word) })
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                part.bump();
                let inner = self.ty(&mut Tokens::new(group.stream()), in_types)?;
                Some(quote!(#editor::value::List<#inner>))
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                part.bump();
                let inside = Tokens::new(group.stream());
                let fields = self.fields(inside, in_types, None, &mut Vec::new()).body();
                let name = self.fresh("Object");
                self.item(in_types, quote!(pub struct #name #fields));
                Some(quote!(#name))
            }
            _ => None,
        }
    }
}

/// The keys of an example: each leads to the field of its type, where `path` leads to the value.
fn example(part: &mut Tokens, path: Option<&TokenStream>, uses: &mut Vec<Use>) {
    while let Some(token) = part.peek(0).cloned() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                for mut part in Tokens::new(group.stream()).parts() {
                    let key = part.key().and_then(tokens::name);
                    if let Some(key) = &key {
                        uses.push(match path {
                            Some(path) => Use::Of(quote!(#path.#key)),
                            None => Use::All(quote!({ let #key = (); })),
                        });
                    }
                    part.bump();
                    part.bump();
                    let inner = path.zip(key).map(|(path, mut key)| {
                        key.set_span(Span::call_site());
                        quote!(#path.#key)
                    });
                    example(&mut part, inner.as_ref(), uses);
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {
                for mut part in Tokens::new(group.stream()).parts() {
                    let item = path.map(|path| quote!(#path.item));
                    example(&mut part, item.as_ref(), uses);
                }
            }
            TokenTree::Literal(literal) => value::text(&literal, uses),
            _ => {}
        }
        part.bump();
    }
}
