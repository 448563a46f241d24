//! A screen: its id, and the module with what it shows, sends and leads to.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::fields::{Field, Fields};
use super::ident::ident;
use super::next::{Ways, way};
use super::place::located;
use super::plan::{Home, nested};
use super::types::Media;
use super::{Emitter, docs, exchange, structs};
use crate::model::Screen;

/// `Screen`, the enum of the ids.
pub(super) fn ids(cx: &Emitter<'_, '_>) -> TokenStream {
    let screens = &cx.flow.screens;
    let declared = screens.iter().map(|screen| variant(cx, screen, screen.span.token()));
    let used = screens.iter().map(|screen| variant(cx, screen, Span::call_site()));
    let idents: Vec<_> = used.collect();
    let ids: Vec<_> = screens.iter().map(|screen| screen.id).collect();
    let lines = screens.iter().map(|screen| own(screen));
    quote! {
        /// The screens of the flow.
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
        )]
        pub enum Screen { #(#lines #declared),* }

        impl Screen {
            /// The screen's id in Flow JSON.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { #(Self::#idents => #ids),* }
            }

            /// The screen of an id.
            #[must_use]
            pub fn from_id(id: &str) -> ::core::option::Option<Self> {
                match id {
                    #(#ids => ::core::option::Option::Some(Self::#idents),)*
                    _ => ::core::option::Option::None,
                }
            }
        }
    }
}

/// The module of a screen; none where it would be empty.
///
/// A flow without an endpoint is opened with the data of its first screen, and no other data ever
/// comes from a server.
pub(super) fn module<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>) -> Option<TokenStream> {
    let home = Home::Screen(screen.id);
    let data = (cx.endpoint() || screen.entry).then(|| data(cx, screen));
    let sent = sends(cx, screen).then(|| {
        let exchange = exchange::exchange(cx, screen);
        let next = next(cx, screen).emit(cx);
        quote!(#exchange #next)
    });
    let derived = structs::derived(cx, home);
    if data.is_none() && sent.is_none() && derived.is_empty() {
        return None;
    }
    let name = cx.module(screen.id, screen.span.token());
    let own = own(screen);
    Some(quote! {
        #own
        pub mod #name {
            #data
            #sent
            #derived
        }
    })
}

/// Whether a `data_exchange` of the screen reaches the server.
pub(super) fn sends(cx: &Emitter<'_, '_>, screen: &Screen<'_>) -> bool {
    cx.endpoint() && !screen.exchanges.is_empty()
}

/// The name of the screen's variant in every enum of screens.
pub(super) fn variant(cx: &Emitter<'_, '_>, screen: &Screen<'_>, span: Span) -> Ident {
    ident(&cx.plan.types.screen(screen.id).variant, span)
}

fn own(screen: &Screen<'_>) -> TokenStream {
    docs::own_or(screen.docs, || {
        let title = screen.title.as_ref().and_then(|title| title.as_text());
        match title.filter(|title| !title.trim().is_empty()) {
            Some(title) => format!("“{}”, the screen `{}`.", docs::plain(title), screen.id),
            None => format!("The screen `{}`.", screen.id),
        }
    })
}

/// `Data`, what the screen shows.
fn data<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>) -> TokenStream {
    let runtime = &cx.runtime;
    let home = Home::Screen(screen.id);
    let declared = screen.data.iter().flatten().map(|field| Field {
        docs: docs::own_or(field.docs, || format!("`{}` of the screen's data.", field.key)),
        key: field.key,
        span: field.span.token(),
        ty: cx.ty(home, &nested("", field.key), &field.ty, Media::Endpoint),
        optional: false,
        digits: false,
        secret: false,
    });
    let own = docs::line(&format!("What the screen `{}` shows.", screen.id));
    let fields = Fields::new(cx.plan.data(screen.id), declared);
    let data = cx.written("Data", screen.span, &own, &fields);
    let read = cx.endpoint().then(|| fields.reader(runtime, &ident("Data", located(screen.span))));
    let opens = screen.entry.then(|| {
        let flow = cx.path(home, Home::Flow, &cx.plan.flow_type);
        let id = screen.id;
        quote! {
            impl #runtime::message::Opens<#flow> for Data {
                const SCREEN: &'static str = #id;
            }
        }
    });
    let error = cx.endpoint().then(|| {
        quote! {
            impl Data {
                /// Shows the screen with a message in a snackbar.
                #[must_use]
                pub fn error(
                    self,
                    message: impl ::core::convert::Into<::std::string::String>,
                ) -> #runtime::Shown<Self> {
                    #runtime::Shown::error(self, message)
                }
            }
        }
    });
    quote!(#data #read #opens #error)
}

/// `Next`, where the server may lead from the screen.
fn next<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>) -> Ways {
    let home = Home::Screen(screen.id);
    let id = screen.id;
    let leads = |other: &&Screen<'_>| other.id == id || screen.next.contains(&other.id);
    let mut routes: Vec<_> = screen.next.iter().filter(|next| **next != id).copied().collect();
    routes.push("THE_OTHER_SCREEN");
    let arrow = routes.join(" | ");
    let closing = if screen.closes { "" } else { ", or `SUCCESS` to close the flow" };
    Ways {
        name: "Next",
        span: screen.span,
        trait_name: "LeadsTo",
        docs: format!("What `{id}` may be answered with: itself again, or a screen it leads to."),
        message: format!("screen `{id}` declares no route to the screen of `{{T}}`"),
        label: format!("`{id}` does not lead there"),
        note: format!("declare the route in the flow: `screen {id} … -> {arrow}`{closing}"),
        screens: cx.flow.screens.iter().filter(leads).map(|other| way(cx, home, other)).collect(),
        success: screen.closes.then(|| cx.path(home, Home::Flow, "Success")),
    }
}
