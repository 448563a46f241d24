//! The Rust type of a value, as the module that uses it writes it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Emitter;
use super::ident::ident;
use super::plan::{Home, item_base};
use crate::model::Type;

/// Which of the phone's two descriptions of a file arrives.
#[derive(Clone, Copy, Debug)]
pub(super) enum Media {
    /// The one in a `data_exchange`.
    Endpoint,
    /// The one in a completion.
    Webhook,
}

impl<'a> Emitter<'_, 'a> {
    /// The identifier of a screen's module.
    pub(super) fn module(&self, id: &str, span: Span) -> Ident {
        ident(&self.plan.types.screen(id).module, span)
    }

    /// A type by its name, as one module sees the other.
    pub(super) fn path(&self, from: Home<'_>, home: Home<'_>, name: &str) -> TokenStream {
        let name = ident(name, Span::call_site());
        match (from, home) {
            (Home::Screen(here), Home::Screen(there)) if here != there => {
                let there = self.module(there, Span::call_site());
                quote!(super::#there::#name)
            }
            (Home::Screen(_), Home::Flow) => quote!(super::#name),
            (Home::Flow, Home::Screen(there)) => {
                let there = self.module(there, Span::call_site());
                quote!(#there::#name)
            }
            _ => quote!(#name),
        }
    }

    /// The Rust type as seen from the module that uses it. `base` is the name that its place
    /// gives to an object.
    pub(super) fn ty(
        &self,
        home: Home<'a>,
        base: &str,
        ty: &Type<'a>,
        media: Media,
    ) -> TokenStream {
        let (runtime, types) = (&self.runtime, &self.plan.types);
        match ty {
            Type::String | Type::Digits => quote!(::std::string::String),
            Type::Bool => quote!(bool),
            Type::Number => quote!(f64),
            Type::Integer => quote!(i64),
            Type::Date => quote!(#runtime::Date),
            Type::DateRange => quote!(#runtime::DateRange),
            Type::Json => quote!(#runtime::Value),
            Type::Files => match media {
                Media::Endpoint => quote!(::std::vec::Vec<#runtime::EndpointMedia>),
                Media::Webhook => quote!(::std::vec::Vec<#runtime::WebhookMedia>),
            },
            Type::List(inner) => {
                let inner = self.ty(home, &item_base(base, inner), inner, media);
                quote!(::std::vec::Vec<#inner>)
            }
            Type::Struct(name) => self.path(home, Home::Flow, types.named(name)),
            Type::Choice(choice) => types.options_of(choice).map_or_else(
                || quote!(::std::string::String),
                |found| self.path(home, found.home, &found.name),
            ),
            Type::Object(fields) => types.object(home, base, fields).map_or_else(
                || quote!(#runtime::Value),
                |found| self.path(home, home, &found.name),
            ),
        }
    }
}
