//! Structs of a flow's objects, and enums of its options.

use std::collections::HashSet;

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::quote;

use super::fields::{Field, Fields};
use super::ident::ident;
use super::place::{framed, located};
use super::plan::{Home, Options, Uses, nested};
use super::types::Media;
use super::{Emitter, docs};
use crate::model::{Struct, Type};

/// The structs that the flow names.
pub(super) fn named<'a>(cx: &Emitter<'_, 'a>, declared: &Struct<'a>) -> TokenStream {
    let own = docs::own_or(declared.docs, || format!("A `{}` of the flow.", declared.name));
    let fields = declared.fields.iter().map(|field| Field {
        docs: docs::own_or(field.docs, || format!("`{}` on the wire.", field.key)),
        key: field.key,
        span: field.span.token(),
        ty: cx.ty(Home::Flow, &nested(declared.name, field.key), &field.ty, Media::Endpoint),
        optional: false,
        digits: field.ty == Type::Digits,
        secret: false,
    });
    let fields = Fields::new(cx.plan.types.fields_of(declared.name), fields);
    let uses = cx.plan.types.uses(declared.name);
    let name = cx.plan.types.named(declared.name);
    object(cx, &own, name, declared.span.token(), &fields, uses)
}

/// The structs and enums that are in one module because its fields need them.
pub(super) fn derived<'a>(cx: &Emitter<'_, 'a>, home: Home<'a>) -> TokenStream {
    let objects = cx.plan.types.objects.iter().filter(|object| object.home == home).map(|found| {
        let own = docs::line(&format!("The object `{}` of the flow.", found.base));
        let fields = found.fields.iter().map(|(key, ty)| Field {
            docs: docs::line(&format!("`{key}` on the wire.")),
            key,
            // Where it was written, nobody knows any more.
            span: Span::call_site(),
            ty: cx.ty(home, &nested(&found.base, key), ty, Media::Endpoint),
            optional: false,
            digits: *ty == Type::Digits,
            secret: false,
        });
        let fields = Fields::new(Some(&found.names), fields);
        object(cx, &own, &found.name, found.span.token(), &fields, found.uses)
    });
    let options = cx.plan.types.options.iter().filter(|options| options.home == home);
    let options = options.map(|found| choice(cx, found));
    quote!(#(#objects)* #(#options)*)
}

fn object(
    cx: &Emitter<'_, '_>,
    own: &TokenStream,
    name: &str,
    span: Span,
    fields: &Fields<'_>,
    uses: Uses,
) -> TokenStream {
    let runtime = &cx.runtime;
    let (declared, name) = (ident(name, span), ident(name, Span::call_site()));
    let body = fields.declaration(true);
    let read = uses.read.then(|| {
        let read = fields.read(runtime, &quote!(Self));
        let kept = (!fields.is_empty()).then(|| quote!(let mut fields =));
        quote! {
            impl #runtime::value::FromValue for #name {
                const EXPECTED: &'static str = "an object";

                fn from_value(
                    value: #runtime::Value,
                ) -> ::core::result::Result<Self, #runtime::value::DecodeError> {
                    #kept #runtime::value::Fields::object(value)?;
                    #read
                }
            }
        }
    });
    let write = uses.written.then(|| {
        let write = fields.write(runtime);
        quote! {
            impl #runtime::value::IntoValue for #name {
                fn into_value(self) -> #runtime::Value {
                    #runtime::Value::Object(#write)
                }
            }
        }
    });
    quote! {
        #own
        #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct #declared #body
        #read
        #write
    }
}

fn choice(cx: &Emitter<'_, '_>, found: &Options<'_>) -> TokenStream {
    let runtime = &cx.runtime;
    let span = found.span.token();
    let (name, used) = (ident(&found.name, span), ident(&found.name, Span::call_site()));
    let options = &found.choice.options;
    let mut seen = HashSet::new();
    let kept: Vec<_> =
        found.variants.iter().zip(options).filter(|(variant, _)| seen.insert(*variant)).collect();
    let idents = kept.iter().map(|(name, option)| ident(name, option.span.token()));
    let variants = kept.iter().map(|(name, _)| ident(name, Span::call_site()));
    let ids: Vec<_> = kept.iter().map(|(_, option)| option.id.as_ref()).collect();
    let titles: Vec<_> = kept.iter().map(|(_, option)| option.title.as_ref()).collect();
    let own = docs::line(&match cx.label(&found.choice) {
        Some(label) => format!("The options of “{}”.", docs::plain(label)),
        None => format!("The options of `{}`.", found.choice.name),
    });
    let lines = titles.iter().zip(&ids).map(|(title, id)| {
        docs::line(&docs::plain(if title.trim().is_empty() { id } else { title }))
    });
    // What rustc says of an enum marks all of it, unless every token of it is in one place.
    let head = framed(found.span, quote!(pub enum));
    let mut body = Group::new(Delimiter::Brace, quote!(#(#lines #idents,)*));
    body.set_span(located(found.span));
    quote! {
        #runtime::__choice! { #own #head #name #body #used { #(#variants #ids #titles)* } }
    }
}
