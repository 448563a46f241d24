//! The Rust that a flow becomes: its types, its handler, its document.
//!
//! Everything is named absolutely, so that no name of the flow can hide another. `runtime` is the
//! path of flow-runtime as the caller's crate knows it.

mod completion;
mod docs;
mod exchange;
mod fields;
mod handler;
mod ident;
mod literal;
mod next;
mod place;
pub mod plan;
mod screen;
mod structs;
#[cfg(test)]
mod tests;
mod types;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use self::fields::{Field, Fields};
use self::ident::ident;
use self::place::located;
use self::plan::{Home, Plan, nested};
use self::types::Media;
use crate::emit::json;
use crate::model::{Absence, Choice, Flow, Type};
use crate::span::Span as Place;

/// What the emitters of one flow share.
struct Emitter<'f, 'a> {
    flow: &'f Flow<'a>,
    /// Leads to flow-runtime: `::flow_runtime`, or `$crate` of its macro.
    runtime: TokenStream,
    plan: &'f Plan<'f, 'a>,
}

/// The items of a flow, called as they are planned: one module of its name.
#[must_use]
pub fn items<'f, 'a>(
    flow: &'f Flow<'a>,
    plan: &'f Plan<'f, 'a>,
    runtime: &TokenStream,
) -> TokenStream {
    let cx = &Emitter { flow, runtime: runtime.clone(), plan };

    let own = docs::own_or(flow.docs, || format!("The flow `{}`.", flow.name));
    let visibility: TokenStream = flow.visibility.parse().unwrap_or_default();
    let name = ident(&plan.module, flow.span.token());
    let identity = identity(cx);
    let messages = messages(cx);
    let screens = screen::ids(cx);
    let structs = flow.structs.iter().map(|declared| structs::named(cx, declared));
    let derived = structs::derived(cx, Home::Flow);
    let success = success(cx);
    let completion = completion::completion(cx);
    let handler = cx.endpoint().then(|| handler::handler(cx));
    let modules = flow.screens.iter().map(|screen| screen::module(cx, screen));
    quote! {
        #own
        #[allow(
            dead_code,
            unreachable_pub,
            clippy::doc_markdown,
            clippy::enum_variant_names,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::struct_excessive_bools,
            clippy::struct_field_names,
            clippy::too_many_lines,
            rustdoc::bare_urls,
            reason = "the names, texts and sizes are the flow's own, and a program may use a part"
        )]
        #visibility mod #name {
            #identity
            #messages
            #screens
            #(#structs)*
            #derived
            #success
            #completion
            #handler
            #(#modules)*
        }
    }
}

/// `JSON`, and the type that stands for the flow.
fn identity(cx: &Emitter<'_, '_>) -> TokenStream {
    let (flow, runtime) = (cx.flow, &cx.runtime);
    let document = json::minified(flow);
    let name_text = flow.name;
    let own = docs::line(&format!("Stands for the flow `{name_text}` where a type is asked for."));
    let name = ident(&cx.plan.flow_type, flow.span.token());
    let version = flow.version.to_string();
    let none = quote!(::core::option::Option::None);
    let some = |version| quote!(::core::option::Option::Some(#version));
    let data_api = flow.data_api_version.map_or(none, some);
    let published_name = flow.published_name.map(|name| {
        quote! {
            const PUBLISHED_NAME: ::core::option::Option<&'static str> =
                ::core::option::Option::Some(#name);
        }
    });
    quote! {
        /// The Flow JSON document, minified.
        pub const JSON: &str = #document;

        #own
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
        )]
        pub struct #name;

        impl #runtime::Flow for #name {
            const NAME: &'static str = #name_text;
            #published_name
            const VERSION: &'static str = #version;
            const DATA_API_VERSION: ::core::option::Option<&'static str> = #data_api;
            const JSON: &'static str = JSON;
            type Completion = Completion;
        }
    }
}

/// What a message that opens the flow begins with.
fn messages(cx: &Emitter<'_, '_>) -> TokenStream {
    let runtime = &cx.runtime;
    let name = ident(&cx.plan.flow_type, Span::call_site());
    let exchanges = cx.endpoint().then(|| quote!(impl #runtime::message::Exchanges for #name {}));
    quote! {
        /// Begins a message with a button that opens the flow; the text is the button's.
        pub fn message(
            cta: impl ::core::convert::Into<::std::string::String>,
        ) -> #runtime::message::Opening<#name> {
            #runtime::message::Opening::new(cta)
        }

        /// Begins a message of a template that has a button which opens the flow.
        pub fn template(
            name: impl ::core::convert::Into<::std::string::String>,
            language: impl ::core::convert::Into<::std::string::String>,
        ) -> #runtime::message::TemplateOpening<#name> {
            #runtime::message::TemplateOpening::new(name, language)
        }

        #exchanges
    }
}

/// `Success`, where the server may close the flow.
fn success(cx: &Emitter<'_, '_>) -> Option<TokenStream> {
    if !cx.closes() {
        return None;
    }
    let declared = cx.flow.success.iter().flatten().map(|field| Field {
        docs: docs::own_or(field.docs, || format!("`{}` of the completion.", field.key)),
        key: field.key,
        span: field.span.token(),
        ty: cx.ty(Home::Flow, &nested("", field.key), &field.ty, Media::Endpoint),
        optional: false,
        digits: false,
        secret: false,
    });
    let own = docs::line("Closes the flow; the completion carries these.");
    let fields = Fields::new(Some(&cx.plan.success), declared);
    Some(cx.written("Success", cx.flow.span, &own, &fields))
}

impl<'f, 'a> Emitter<'f, 'a> {
    /// Whether a server answers the flow.
    fn endpoint(&self) -> bool {
        self.flow.has_endpoint()
    }

    /// Whether the server may close the flow from some screen.
    fn closes(&self) -> bool {
        self.endpoint() && self.flow.screens.iter().any(|screen| screen.closes)
    }

    /// The type of a field of a payload, without the `Option` of one that may be absent. `open`: phones
    /// may leave out the last day of the range.
    fn carried(
        &self,
        home: Home<'a>,
        key: &str,
        ty: &Type<'a>,
        open: bool,
        media: Media,
    ) -> TokenStream {
        let end = (open && *ty == Type::DateRange).then(|| {
            let date = self.ty(home, "", &Type::Date, media);
            quote!(<::core::option::Option<#date>>)
        });
        let whole = self.ty(home, &nested("", key), ty, media);
        quote!(#whole #end)
    }

    /// What a field of a payload is: the author's words, else the label of the input it carries;
    /// and why it may be absent, where nobody would guess it.
    fn payload_docs(
        &self,
        own: &[String],
        key: &str,
        screen: Option<&str>,
        absence: Option<Absence>,
    ) -> TokenStream {
        let own = docs::own_or(own, || {
            let label = self.plan.inputs.label(screen, key);
            label.map_or_else(|| format!("`{key}` of the payload."), docs::plain)
        });
        let why = absence.and_then(docs::why).map(|why| docs::lines(&["", why]));
        quote!(#own #why)
    }

    /// The label of the input that has these options.
    fn label(&self, choice: &Choice<'_>) -> Option<&'f str> {
        let own = (!choice.shared).then(|| self.plan.inputs.with(choice));
        own.flatten()?.label.as_deref()
    }

    /// A struct that the server fills in.
    fn written(
        &self,
        name: &str,
        place: Place,
        own: &TokenStream,
        fields: &Fields<'_>,
    ) -> TokenStream {
        let runtime = &self.runtime;
        let name = ident(name, located(place));
        let body = fields.declaration(true);
        let write = fields.write(runtime);
        quote! {
            #own
            #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
            pub struct #name #body

            impl #runtime::value::IntoFields for #name {
                fn into_fields(self) -> #runtime::Map<::std::string::String, #runtime::Value> {
                    #write
                }
            }
        }
    }
}
