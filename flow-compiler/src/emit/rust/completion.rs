//! The struct in which what a flow ends with arrives.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::fields::{Debug, Field, Fields};
use super::ident::ident;
use super::place::located;
use super::plan::Home;
use super::types::Media;
use super::{Emitter, docs};
use crate::model::Type;

/// `Completion` with its reader.
pub(super) fn completion(cx: &Emitter<'_, '_>) -> TokenStream {
    let runtime = &cx.runtime;
    let own = cx.plan.completion.fields.iter().map(|carried| Field {
        docs: cx.payload_docs(carried.docs, carried.key, None, carried.absence),
        key: carried.key,
        span: carried.declared.token(),
        ty: cx.carried(Home::Flow, carried.key, &carried.ty, carried.open, Media::Webhook),
        optional: carried.absence.is_some(),
        digits: carried.ty == Type::Digits,
        secret: carried.secret,
    });
    let token = Field {
        docs: docs::line("The token that the business sent with the flow's message."),
        key: "flow_token",
        span: Span::call_site(),
        ty: quote!(::std::string::String),
        optional: true,
        digits: false,
        secret: true,
    };
    // The token is the first that is named, so that it keeps its name, and the last in the code.
    let mut fields = Fields::new(Some(&cx.plan.completed), std::iter::once(token).chain(own));
    fields.rotate();
    let body = fields.declaration(true);
    let name = ident("Completion", located(cx.flow.span));
    let read = fields.reader(runtime, &name);
    let Debug { derived, written } = Debug::of(&name, fields.hide(), || {
        vec![fields.shown(runtime, &quote!(Self), "Completion")]
    });
    quote! {
        /// What arrives when a person has finished the flow.
        ///
        /// What every end of the flow carries is always there; what only some carry is optional.
        #[derive(#derived ::core::clone::Clone, ::core::cmp::PartialEq)]
        pub struct #name #body

        #written

        #read
    }
}
