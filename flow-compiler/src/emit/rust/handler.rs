//! The trait that a service implements, and its way into the endpoint.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident::ident;
use super::next::{Ways, way};
use super::place::{framed, located};
use super::plan::Home;
use super::{Emitter, docs, screen};
use crate::model::Screen;

/// `Init`, `Back`, `Handler` and `serve`.
pub(super) fn handler(cx: &Emitter<'_, '_>) -> TokenStream {
    let goes_back = cx.flow.screens.iter().any(|screen| screen.refresh_on_back == Some(true));
    let init = init(cx).emit(cx);
    let back = goes_back.then(|| back(cx).emit(cx));
    let handler = handler_trait(cx, goes_back);
    let served = served(cx, goes_back);
    quote!(#init #back #handler #served)
}

fn method_name(cx: &Emitter<'_, '_>, screen: &Screen<'_>, span: Span) -> Ident {
    ident(&cx.plan.types.screen(screen.id).method, span)
}

fn init(cx: &Emitter<'_, '_>) -> Ways {
    let entries = cx.flow.screens.iter().filter(|screen| screen.entry);
    Ways {
        name: "Init",
        span: cx.flow.span,
        trait_name: "InitWith",
        docs: "What the flow may open with.".to_owned(),
        message: "the flow cannot open with the screen of `{T}`".to_owned(),
        label: "not a screen that opens the flow".to_owned(),
        note: "a flow opens with a screen that no route leads to".to_owned(),
        screens: entries.map(|screen| way(cx, Home::Flow, screen)).collect(),
        success: None,
    }
}

fn back(cx: &Emitter<'_, '_>) -> Ways {
    Ways {
        name: "Back",
        span: cx.flow.span,
        trait_name: "BackTo",
        docs: "What a person who goes back may be shown.".to_owned(),
        message: "`{T}` is not the data of a screen of this flow".to_owned(),
        label: "not a screen's data".to_owned(),
        note: "going back shows a screen; only an answer to a screen can close the flow".to_owned(),
        screens: cx.flow.screens.iter().map(|screen| way(cx, Home::Flow, screen)).collect(),
        success: None,
    }
}

fn handler_trait(cx: &Emitter<'_, '_>, goes_back: bool) -> TokenStream {
    let runtime = &cx.runtime;
    let own = docs::line(&format!("What answers the requests of the flow `{}`.", cx.flow.name));
    // Where rustc points when it speaks of a method: at the screen, not at the whole flow.
    let whole = cx.flow.span;
    // An empty `<>` so that the last token is a sign, which has a place where a name has none.
    let context = quote!(&#runtime::Context<>);
    let answer = |with: TokenStream| {
        quote! {
            impl ::core::marker::Send<> + ::core::future::Future<
                Output = ::core::result::Result<#with, #runtime::Reject>,
            >
        }
    };
    let answered = answer(quote!(Init));
    let name = ident("init", located(whole));
    let init = framed(
        whole,
        quote! {
            /// The flow opens and asks for its first screen.
            fn #name(&self, cx: #context) -> #answered;
        },
    );
    let back = goes_back.then(|| {
        let answered = answer(quote!(Back));
        let name = ident("back", located(whole));
        framed(
            whole,
            quote! {
                /// A person goes back to, or leaves, a screen with `refresh_on_back`.
                ///
                /// `screen` is the one that the request names.
                fn #name(&self, cx: #context, screen: Screen) -> #answered;
            },
        )
    });
    let methods = cx.flow.screens.iter().filter(|screen| screen::sends(cx, screen)).map(|screen| {
        let name = method_name(cx, screen, screen.span.token());
        let module = cx.module(screen.id, screen.span.token());
        let own = docs::line(&format!("A person sends the screen `{}`.", screen.id));
        let next = answer(quote!(#module::Next));
        let exchange = ident("Exchange", located(screen.span));
        framed(
            screen.span,
            quote! {
                #own
                fn #name(&self, cx: #context, form: #module::#exchange) -> #next;
            },
        )
    });
    let handler = ident("Handler", located(cx.flow.span));
    quote! {
        #own
        ///
        /// Each method may be written as an `async fn`.
        pub trait #handler: ::core::marker::Send + ::core::marker::Sync + 'static {
            #init
            #back
            #(#methods)*
        }
    }
}

fn served(cx: &Emitter<'_, '_>, goes_back: bool) -> TokenStream {
    let runtime = &cx.runtime;
    let flow_type = ident(&cx.plan.flow_type, Span::call_site());
    let sending: Vec<_> =
        cx.flow.screens.iter().filter(|screen| screen::sends(cx, screen)).collect();
    let exchange = (!sending.is_empty()).then(|| {
        let ids = sending.iter().map(|screen| screen.id);
        let names = sending.iter().map(|screen| method_name(cx, screen, Span::call_site()));
        quote! {
            #((#runtime::Action::DataExchange, ::core::option::Option::Some(#ids)) => {
                #runtime::exchange::exchange(&self.0, cx, &mut request.data, H::#names)
            })*
        }
    });
    let mutable = (!sending.is_empty()).then(|| quote!(mut));
    let back = goes_back.then(|| {
        quote! {
            (#runtime::Action::Back, screen) => {
                match screen.and_then(Screen::from_id) {
                    ::core::option::Option::Some(screen) => {
                        #runtime::exchange::answer(self.0.back(cx, screen))
                    }
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err(
                            #runtime::Reject::unhandled(request.action, request.screen),
                        );
                    }
                }
            }
        }
    });
    quote! {
        /// A handler, ready for the endpoint.
        #[derive(::core::fmt::Debug, ::core::clone::Clone)]
        pub struct Served<H>(H);

        /// Makes a handler ready for the endpoint.
        #[must_use]
        pub const fn serve<H: Handler>(handler: H) -> Served<H> {
            Served(handler)
        }

        impl<H: Handler> #runtime::Dispatch for Served<H> {
            type Flow = #flow_type;

            async fn dispatch(
                &self,
                cx: &#runtime::Context,
                #mutable request: #runtime::Request,
            ) -> ::core::result::Result<#runtime::Response, #runtime::Reject> {
                let answer = match (request.action, request.screen.as_deref()) {
                    (#runtime::Action::Init, _) => #runtime::exchange::answer(self.0.init(cx)),
                    #back
                    #exchange
                    _ => {
                        return ::core::result::Result::Err(
                            #runtime::Reject::unhandled(request.action, request.screen),
                        );
                    }
                };
                answer.await
            }
        }
    }
}
