//! `Exchange`: what a screen sends, one struct or one variant for each of its actions.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::fields::{Debug, Field, Fields, from_fields};
use super::ident::ident;
use super::literal::{condition, sent};
use super::place::located;
use super::plan::{Home, Variant};
use super::types::Media;
use super::{Emitter, docs};
use crate::model::{Screen, Sign, Type, Value, ValueKind};

/// The payload of the screen's `data_exchange`.
pub(super) fn exchange<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>) -> TokenStream {
    let runtime = &cx.runtime;
    let own = docs::line(&format!("What the screen `{}` sends.", screen.id));
    let name = ident("Exchange", located(screen.span));
    let (body, debug, read, written) = match cx.plan.exchanges(screen.id) {
        [only] => {
            let fields = fields(cx, screen, only);
            let body = fields.declaration(true);
            let debug = Debug::of(&name, fields.hide(), || {
                vec![fields.shown(runtime, &quote!(Self), "Exchange")]
            });
            let written = fields.write(runtime);
            (quote!(pub struct #name #body), debug, fields.reader(runtime, &name), written)
        }
        several => variants(cx, screen, &name, several),
    };
    let Debug { derived, written: shown } = debug;
    let id = screen.id;
    quote! {
        #own
        #[derive(#derived ::core::clone::Clone, ::core::cmp::PartialEq)]
        #body

        #shown

        #read

        #runtime::__sends! { #name #id self => #written }
    }
}

fn fields<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>, payload: &Variant<'_, 'a>) -> Fields<'a> {
    let home = Home::Screen(screen.id);
    let declared = payload.carried().map(|field| Field {
        docs: cx.payload_docs(field.docs, field.key, Some(screen.id), field.absence),
        key: field.key,
        span: field.declared.token(),
        ty: cx.carried(home, field.key, &field.ty, field.open, Media::Endpoint),
        optional: field.optional(),
        digits: field.ty == Type::Digits,
        secret: field.secret,
    });
    Fields::new(Some(&payload.fields), declared)
}

fn variants<'a>(
    cx: &Emitter<'_, 'a>,
    screen: &Screen<'a>,
    name: &Ident,
    payloads: &[Variant<'_, 'a>],
) -> (TokenStream, Debug, TokenStream, TokenStream) {
    let runtime = &cx.runtime;
    let mut variants: Vec<_> = payloads.iter().collect();
    let carried = |variant: &Variant<'_, 'a>| fields(cx, screen, variant);
    let used = |variant: &Variant<'_, 'a>| ident(&variant.name, Span::call_site());
    let declared = variants.iter().map(|variant| {
        let name = ident(&variant.name, variant.exchange.word.token());
        let own = docs::line(&describe(variant));
        let body = carried(variant).declaration(false);
        quote!(#own #name #body)
    });
    let body = quote!(pub enum #name { #(#declared),* });
    let debug = Debug::of(name, variants.iter().any(|variant| carried(variant).hide()), || {
        let arm = |variant: &Variant<'_, 'a>| {
            let name = used(variant);
            carried(variant).shown(runtime, &quote!(Self::#name), &variant.name)
        };
        payloads.iter().map(arm).collect()
    });

    let written = variants.iter().map(|variant| {
        let name = used(variant);
        let told = variant.told_by.and_then(|told| Some((told.key, told.literal.as_ref()?)));
        let told = told.and_then(|(key, value)| Some((key, sent(value)?)));
        carried(variant).write_variant(runtime, &quote!(Self::#name), told)
    });
    let written = quote!(match self { #(#written,)* });

    // What fits no other is read as the last one that no literal tells, so that an error names the
    // key that is missing.
    let by_literal = |sign: &Sign<'_>| matches!(sign, Sign::Literal(_));
    let open = variants.iter().rposition(|variant| !variant.exchange.signs.iter().any(by_literal));
    let rest = open.map(|at| variants.remove(at));
    let made = |variant: &Variant<'_, 'a>| {
        let name = used(variant);
        carried(variant).read(runtime, &quote!(Self::#name))
    };
    let arms = variants.iter().map(|variant| {
        let condition = condition(variant.exchange);
        let made = made(variant);
        quote!(if #condition { return #made; })
    });
    let rest = rest.as_ref().map_or_else(
        || {
            let error = telling_key(&variants).map_or_else(
                || quote!(#runtime::value::DecodeError::unknown_option("Exchange")),
                |key| quote!(fields.untold(#key, "Exchange")),
            );
            quote!(::core::result::Result::Err(#error))
        },
        |rest| made(rest),
    );
    let read = from_fields(runtime, name, &quote!(fields), &quote!(#(#arms)* #rest));
    (body, debug, read, written)
}

/// The one key whose value tells every payload from the others.
fn telling_key<'a>(variants: &[&Variant<'_, 'a>]) -> Option<&'a str> {
    let key = variants.first()?.told_by?.key;
    variants
        .iter()
        .all(|variant| variant.told_by.is_some_and(|told| told.key == key))
        .then_some(key)
}

fn describe(variant: &Variant<'_, '_>) -> String {
    match variant.told_by.and_then(|told| Some((told.key, told.literal.as_ref()?))) {
        Some((key, Value { kind: ValueKind::Text(text), .. })) => {
            format!("The payload whose `{key}` is “{}”.", docs::plain(text))
        }
        Some((key, Value { kind: ValueKind::Number(digits), .. })) => {
            format!("The payload whose `{key}` is {digits}.")
        }
        Some((key, Value { kind: ValueKind::Bool(truth), .. })) => {
            format!("The payload whose `{key}` is {truth}.")
        }
        _ if variant.exchange.fields.is_empty() => "The empty payload.".to_owned(),
        _ => {
            let keys: Vec<_> = variant.exchange.fields.iter().map(|field| field.key).collect();
            format!("The payload with the keys `{}`.", keys.join("`, `"))
        }
    }
}
