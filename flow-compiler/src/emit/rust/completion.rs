//! What every end of the flow carries, and the struct that it arrives in.

use std::collections::HashMap;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::fields::{Debug, Field, Fields};
use super::types::{Home, Media};
use super::{Emitter, docs, located, words};
use crate::model::{Absence, Flow, PayloadField, Type};

/// The fields of every end in one.
pub(super) struct Union<'a> {
    pub(super) fields: Vec<Carried<'a>>,
}

/// One key that an end carries.
#[derive(Clone)]
pub(super) struct Carried<'a> {
    pub(super) docs: &'a [String],
    pub(super) key: &'a str,
    pub(super) rename: Option<&'a str>,
    pub(super) ty: Type<'a>,
    pub(super) absence: Option<Absence>,
    /// Whether `Debug` must not show it.
    pub(super) secret: bool,
    pub(super) open: bool,
    pub(super) span: Span,
}

impl<'a> Union<'a> {
    /// What every end carries keeps its type; what only some carry becomes optional.
    pub(super) fn of(flow: &Flow<'a>) -> Self {
        let mut ends: Vec<Vec<Carried<'a>>> = flow
            .completions
            .iter()
            .map(|end| end.fields.iter().map(Carried::of).collect())
            .collect();
        if flow.screens.iter().any(|screen| screen.closes) || flow.success.is_some() {
            let added = flow.success.iter().flatten().map(|field| Carried {
                docs: field.docs,
                key: field.key,
                rename: None,
                ty: field.ty.clone(),
                absence: None,
                secret: false,
                open: false,
                span: field.span.token(),
            });
            ends.push(added.collect());
        }
        let mut fields: Vec<Carried<'a>> = Vec::new();
        let mut places: HashMap<&str, (usize, usize)> = HashMap::new();
        for end in &ends {
            for carried in end {
                let new = (fields.len(), 0);
                let (at, times) = places.entry(carried.key).or_insert(new);
                *times += 1;
                match fields.get_mut(*at) {
                    Some(known) => known.join(carried),
                    None => fields.push(carried.clone()),
                }
            }
        }
        for known in &mut fields {
            if places.get(known.key).is_some_and(|(_, times)| *times < ends.len()) {
                known.absence = known.absence.or(Some(Absence::InSome));
            }
        }
        // The flow's own token is always there, whether an end repeats it or not.
        fields.retain(|carried| carried.key != "flow_token");
        Self { fields }
    }
}

impl<'a> Carried<'a> {
    fn of(field: &PayloadField<'a>) -> Self {
        Self {
            docs: field.docs,
            key: field.key,
            rename: field.rename,
            ty: field.ty.clone(),
            absence: field.absence,
            secret: field.secret,
            open: field.open,
            span: field.span.token(),
        }
    }

    fn join(&mut self, other: &Self) {
        self.absence = self.absence.or(other.absence);
        self.secret |= other.secret;
        self.open |= other.open;
        self.rename = self.rename.or(other.rename);
        if self.docs.is_empty() {
            self.docs = other.docs;
        }
        self.ty = self.ty.common(&other.ty);
    }
}

/// `Completion` with its reader.
pub(super) fn completion(cx: &Emitter<'_, '_>) -> TokenStream {
    let runtime = &cx.runtime;
    let own = cx.completion.fields.iter().map(|carried| Field {
        docs: cx.payload_docs(carried.docs, carried.key, None, carried.absence),
        key: carried.key,
        rename: carried.rename,
        span: carried.span,
        ty: cx.carried(Home::Flow, carried.key, &carried.ty, carried.open, Media::Webhook),
        optional: carried.absence.is_some(),
        digits: carried.ty == Type::Digits,
        secret: carried.secret,
    });
    let token = Field {
        docs: docs::line("The token that the business sent with the flow's message."),
        key: "flow_token",
        rename: None,
        span: Span::call_site(),
        ty: quote!(::std::string::String),
        optional: true,
        digits: false,
        secret: true,
    };
    // The token is first here so that it is the one that keeps its name, and last in the code.
    let mut fields = Fields::new(std::iter::once(token).chain(own));
    fields.rotate();
    let body = fields.declaration(true);
    let name = words::ident("Completion", located(cx.flow.span));
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
