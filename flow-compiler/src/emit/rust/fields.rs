//! The fields of a struct: declared, read from an object, written to one.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident::ident;
use super::plan::FieldNames;

/// A field with its key on the wire.
pub(super) struct Field<'a> {
    pub(super) docs: TokenStream,
    pub(super) key: &'a str,
    pub(super) span: Span,
    /// The type, without the `Option` that `optional` means.
    pub(super) ty: TokenStream,
    pub(super) optional: bool,
    /// Whether a number stands for its digits.
    pub(super) digits: bool,
    /// Whether `Debug` must not show it.
    pub(super) secret: bool,
}

/// The fields of one struct.
pub(super) struct Fields<'a>(Vec<Named<'a>>);

struct Named<'a> {
    /// The name where the field is declared: in an editor it leads to the word that the field is of.
    declared: Ident,
    /// The name wherever the field is used, which no editor should take for that word.
    used: Ident,
    field: Field<'a>,
}

impl<'a> Fields<'a> {
    /// The fields as they are called. Of several with one key the first stays; the check has
    /// reported it.
    pub(super) fn new(
        names: Option<&FieldNames<'a>>,
        fields: impl IntoIterator<Item = Field<'a>>,
    ) -> Self {
        let mut names = names.into_iter().flat_map(FieldNames::iter).peekable();
        let called = fields.into_iter().filter_map(|field| {
            let (_, name) = names.next_if(|(key, _)| *key == field.key)?;
            let (declared, used) = (ident(name, field.span), ident(name, Span::call_site()));
            Some(Named { declared, used, field })
        });
        Self(called.collect())
    }

    /// Puts the first field after the others.
    pub(super) fn rotate(&mut self) {
        if !self.0.is_empty() {
            self.0.rotate_left(1);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is after the struct's name; a struct without fields takes a `;`.
    pub(super) fn declaration(&self, item: bool) -> TokenStream {
        if self.0.is_empty() {
            return if item { quote!(;) } else { TokenStream::new() };
        }
        let fields = self.0.iter().map(
            |Named { declared, field: Field { docs, ty, optional, .. }, .. }| {
                let visibility = item.then(|| quote!(pub));
                let ty = if *optional { quote!(::core::option::Option<#ty>) } else { ty.clone() };
                quote!(#docs #visibility #declared: #ty)
            },
        );
        quote!({ #(#fields),* })
    }

    /// Whether `Debug` must hide a field.
    pub(super) fn hide(&self) -> bool {
        self.0.iter().any(|named| named.field.secret)
    }

    /// The arm of a `Debug` that shows `name`, as `path` without what is secret.
    pub(super) fn shown(
        &self,
        runtime: &TokenStream,
        path: &TokenStream,
        name: &str,
    ) -> TokenStream {
        let f = formatter();
        if self.0.is_empty() {
            return quote!(#path => #f.write_str(#name));
        }
        let bound = self.0.iter().filter(|named| !named.field.secret).map(|named| &named.used);
        let rest = self.hide().then(|| quote!(..));
        let shown = self.0.iter().map(|Named { used, field, .. }| {
            let text = used.to_string();
            let text = text.trim_start_matches("r#");
            let value =
                if field.secret { quote!(&#runtime::value::Redacted) } else { quote!(#used) };
            quote!(.field(#text, #value))
        });
        quote!(#path { #(#bound,)* #rest } => #f.debug_struct(#name)#(#shown)*.finish())
    }

    /// What reads `path`, a struct or a variant, from `fields`.
    pub(super) fn read(&self, runtime: &TokenStream, path: &TokenStream) -> TokenStream {
        if self.0.is_empty() {
            return quote!(::core::result::Result::Ok(#path));
        }
        let (digits, plain): (Vec<_>, Vec<_>) = self.0.iter().partition(|named| named.field.digits);
        let plain = plain.chunks(LARGEST_TUPLE).map(|some| {
            let some =
                some.iter().map(|Named { used, field: Field { key, .. }, .. }| quote!(#used #key));
            quote!({ #(#some)* })
        });
        let digits =
            digits.iter().map(|Named { used, field: Field { key, optional, .. }, .. }| {
                let take =
                    if *optional { quote!(take_optional_digits) } else { quote!(take_digits) };
                quote!(#take #used #key)
            });
        quote!(#runtime::__read!(fields => [#path] #(#plain)* #(#digits)*))
    }

    /// What reads the struct `name` from the keys of an object.
    pub(super) fn reader(&self, runtime: &TokenStream, name: &Ident) -> TokenStream {
        let argument = if self.is_empty() { quote!(_) } else { quote!(fields) };
        from_fields(runtime, name, &argument, &self.read(runtime, &quote!(Self)))
    }

    /// The object that holds the fields of `self`.
    pub(super) fn write(&self, runtime: &TokenStream) -> TokenStream {
        let (count, some) = (self.0.len(), self.chunks(&quote!(self.)));
        quote!(#runtime::value::Writer::new(#count)#(#some)*.finish())
    }

    /// The arm that writes the fields of a variant, and the key that tells it from others.
    pub(super) fn write_variant(
        &self,
        runtime: &TokenStream,
        path: &TokenStream,
        told: Option<(&str, TokenStream)>,
    ) -> TokenStream {
        let idents = self.0.iter().map(|named| &named.used);
        let bound = (!self.0.is_empty()).then(|| quote!({ #(#idents,)* }));
        let (count, some) = (self.0.len() + 1, self.chunks(&TokenStream::new()));
        let told = told.map(|(key, value)| quote!(.field(#key, #value)));
        quote!(#path #bound => #runtime::value::Writer::new(#count)#told #(#some)*.finish())
    }

    /// The calls that write the fields, each found at `of`.
    fn chunks(&self, of: &TokenStream) -> Vec<TokenStream> {
        let some = self.0.chunks(LARGEST_TUPLE).map(|some| {
            let keys = some.iter().map(|named| named.field.key);
            let values = some.iter().map(|Named { used, .. }| quote!(#of #used));
            quote!(.all([#(#keys),*], (#(#values,)*)))
        });
        some.collect()
    }
}

/// So many values flow-runtime reads and writes at once.
const LARGEST_TUPLE: usize = 12;

/// The type `name` is read from the keys of an object by `body`, where these are the `argument`.
pub(super) fn from_fields(
    runtime: &TokenStream,
    name: &Ident,
    argument: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    quote! {
        impl #runtime::value::FromFields for #name {
            fn from_fields(
                #argument: &mut #runtime::value::Fields,
            ) -> ::core::result::Result<Self, #runtime::value::DecodeError> {
                #body
            }
        }
    }
}

/// How a struct or an enum shows itself: derived, or, where it holds something secret, by `arms`.
pub(super) struct Debug {
    pub(super) derived: Option<TokenStream>,
    pub(super) written: Option<TokenStream>,
}

impl Debug {
    pub(super) fn of(name: &Ident, hide: bool, arms: impl FnOnce() -> Vec<TokenStream>) -> Self {
        if !hide {
            return Self { derived: Some(quote!(::core::fmt::Debug,)), written: None };
        }
        let (f, arms) = (formatter(), arms());
        let written = quote! {
            /// Shows all but what is secret.
            impl ::core::fmt::Debug for #name {
                fn fmt(&self, #f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    match self { #(#arms,)* }
                }
            }
        };
        Self { derived: None, written: Some(written) }
    }
}

/// The formatter, which no field can hide: its name is the macro's own.
fn formatter() -> Ident {
    Ident::new("f", Span::mixed_site())
}
