//! An enum of answers, and what it is made of.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::ident::ident;
use super::place::{framed, located};
use super::plan::Home;
use super::{Emitter, docs, screen};
use crate::model::Screen;
use crate::span::Span as Place;

/// An enum of the screens that a request may be answered with.
pub(super) struct Ways {
    pub(super) name: &'static str,
    /// Where notes about it should point.
    pub(super) span: Place,
    /// The trait that says which types become the enum.
    ///
    /// `From` alone would do, but only a trait of the flow's own can say which route is missing.
    /// The enum is its `Self`: rustc keeps to the text of the trait only where that differs from
    /// the type that `.into()` was called on.
    pub(super) trait_name: &'static str,
    pub(super) docs: String,
    pub(super) message: String,
    pub(super) label: String,
    pub(super) note: String,
    pub(super) screens: Vec<Way>,
    /// The path of `Success`, where the flow may be closed.
    pub(super) success: Option<TokenStream>,
}

/// One screen that may be shown.
pub(super) struct Way {
    /// The variant where it is declared, and where it is used.
    variant: [Ident; 2],
    id: String,
    data: TokenStream,
}

/// The way to a screen, as seen from a module.
pub(super) fn way(cx: &Emitter<'_, '_>, from: Home<'_>, to: &Screen<'_>) -> Way {
    Way {
        variant: [to.span.token(), Span::call_site()].map(|span| screen::variant(cx, to, span)),
        id: to.id.to_owned(),
        data: cx.path(from, Home::Screen(to.id), "Data"),
    }
}

impl Ways {
    pub(super) fn emit(&self, cx: &Emitter<'_, '_>) -> TokenStream {
        let runtime = &cx.runtime;
        let Self { message, label, note, .. } = self;
        let own = docs::line(&self.docs);
        let span = located(self.span);
        let name = ident(self.name, span);
        let made_of = ident(self.trait_name, span);
        let trait_docs = docs::line(&format!("What [`{}`] is made of.", self.name));
        let declared_variants = self.screens.iter().map(|way| &way.variant[0]);
        let variants: Vec<_> = self.screens.iter().map(|way| &way.variant[1]).collect();
        let data: Vec<_> = self.screens.iter().map(|way| &way.data).collect();
        let ids: Vec<_> = self.screens.iter().map(|way| &way.id).collect();
        let lines = ids.iter().map(|id| docs::line(&format!("Shows the screen `{id}`.")));
        let success = self.success.as_ref().map(|success| Success {
            declared: quote! {
                /// Closes the flow.
                Success(#success),
            },
            made: quote! {
                impl #made_of<#success> for #name {
                    fn of(way: #success) -> Self {
                        Self::Success(way)
                    }
                }
            },
            answered: quote! {
                Self::Success(params) => #runtime::Response::success(
                    #runtime::value::IntoFields::into_fields(params),
                ),
            },
        });
        let (declared, made, answered) = match success {
            Some(Success { declared, made, answered }) => (declared, made, answered),
            None => Default::default(),
        };
        framed(
            self.span,
            quote! {
                #own
                #[derive(::core::fmt::Debug, ::core::clone::Clone, ::core::cmp::PartialEq)]
                pub enum #name {
                    #(#lines #declared_variants(#runtime::Shown<#data>),)*
                    #declared
                }

                #trait_docs
                #[doc(hidden)]
                #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
                pub trait #made_of<T> {
                    /// Makes it.
                    fn of(way: T) -> Self;
                }

                #(
                    impl #made_of<#data> for #name {
                        fn of(way: #data) -> Self {
                            Self::#variants(#runtime::Shown::new(way))
                        }
                    }

                    impl #made_of<#runtime::Shown<#data>> for #name {
                        fn of(way: #runtime::Shown<#data>) -> Self {
                            Self::#variants(way)
                        }
                    }
                )*
                #made

                impl<T> ::core::convert::From<T> for #name
                where
                    #name: #made_of<T>,
                {
                    fn from(way: T) -> Self {
                        <Self as #made_of<T>>::of(way)
                    }
                }

                impl #runtime::exchange::IntoResponse for #name {
                    fn into_response(self) -> #runtime::Response {
                        match self {
                            #(Self::#variants(shown) => #runtime::Response::screen(
                                #ids,
                                #runtime::value::IntoFields::into_fields(shown.data),
                                shown.error_message,
                            ),)*
                            #answered
                        }
                    }
                }
            },
        )
    }
}

/// The parts of a variant that closes the flow.
struct Success {
    declared: TokenStream,
    made: TokenStream,
    answered: TokenStream,
}
