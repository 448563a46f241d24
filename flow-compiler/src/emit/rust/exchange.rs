//! `Exchange`: what a screen sends, one struct or one variant for each of its actions.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::fields::{Debug, Field, Fields, from_fields};
use super::literal::{condition, sent};
use super::types::{Home, Media};
use super::{Emitter, docs, located, words};
use crate::model::{Exchange, PayloadField, Screen, Sign, Type, Value, ValueKind};

/// The payload of the screen's `data_exchange`.
pub(super) fn exchange<'a>(cx: &Emitter<'_, 'a>, screen: &Screen<'a>) -> TokenStream {
    let runtime = &cx.runtime;
    let own = docs::line(&format!("What the screen `{}` sends.", screen.id));
    let name = words::ident("Exchange", located(screen.span));
    let (body, debug, read, written) = match &screen.exchanges[..] {
        [only] => {
            let fields = fields(cx, screen, only, None);
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

/// One of several payloads.
struct Variant<'e, 'a> {
    name: String,
    exchange: &'e Exchange<'a>,
    /// The key whose literal value tells it from the others.
    told_by: Option<&'e PayloadField<'a>>,
}

fn fields<'a>(
    cx: &Emitter<'_, 'a>,
    screen: &Screen<'a>,
    exchange: &Exchange<'a>,
    told_by: Option<&str>,
) -> Fields<'a> {
    let home = Home::Screen(screen.id);
    let carried = exchange.fields.iter().filter(|field| told_by != Some(field.key));
    Fields::new(carried.map(|field| Field {
        docs: cx.payload_docs(field.docs, field.key, Some(screen.id), field.absence),
        key: field.key,
        rename: field.rename,
        // An editor should lead to the input, not to the `..form` that sends it.
        span: cx.inputs.get(screen.id, field.key).map_or(field.span, |input| input.span).token(),
        ty: cx.carried(home, field.key, &field.ty, field.open, Media::Endpoint),
        optional: field.optional(),
        digits: field.ty == Type::Digits,
        secret: field.secret,
    }))
}

fn variants<'a>(
    cx: &Emitter<'_, 'a>,
    screen: &Screen<'a>,
    name: &Ident,
    exchanges: &[Exchange<'a>],
) -> (TokenStream, Debug, TokenStream, TokenStream) {
    let runtime = &cx.runtime;
    let mut variants = named(exchanges);
    let carried = |variant: &Variant<'_, 'a>| {
        fields(cx, screen, variant.exchange, variant.told_by.map(|told| told.key))
    };
    let ident =
        |variant: &Variant<'_, 'a>| words::ident(&variant.name, variant.exchange.span.token());
    let declared = variants.iter().map(|variant| {
        let (own, name) = (docs::line(&describe(variant)), ident(variant));
        let body = carried(variant).declaration(false);
        quote!(#own #name #body)
    });
    let body = quote!(pub enum #name { #(#declared),* });
    let debug = Debug::of(name, variants.iter().any(|variant| carried(variant).hide()), || {
        let arm = |variant: &Variant<'_, 'a>| {
            let name = ident(variant);
            carried(variant).shown(runtime, &quote!(Self::#name), &variant.name)
        };
        variants.iter().map(arm).collect()
    });

    let written = variants.iter().map(|variant| {
        let name = ident(variant);
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
        let name = ident(variant);
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
        made,
    );
    let read = from_fields(runtime, name, &quote!(fields), &quote!(#(#arms)* #rest));
    (body, debug, read, written)
}

/// The one key whose value tells every payload from the others.
fn telling_key<'a>(variants: &[Variant<'_, 'a>]) -> Option<&'a str> {
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

/// Names the payloads: after the literal that tells one, else after the keys that not all have.
fn named<'e, 'a>(exchanges: &'e [Exchange<'a>]) -> Vec<Variant<'e, 'a>> {
    let mut variants: Vec<Variant<'e, 'a>> = Vec::with_capacity(exchanges.len());
    let mut times: HashMap<&str, usize> = HashMap::new();
    for field in exchanges.iter().flat_map(|exchange| &exchange.fields) {
        *times.entry(field.key).or_default() += 1;
    }
    for exchange in exchanges {
        let told_by = exchange.tag.and_then(|at| exchange.fields.get(at));
        let own =
            exchange.fields.iter().filter(|field| times.get(field.key) < Some(&exchanges.len()));
        let name = match told_by.and_then(|told| Some((told.key, told.literal.as_ref()?))) {
            Some((_, Value { kind: ValueKind::Text(text), .. })) => words::type_name(text),
            Some((key, Value { kind: ValueKind::Number(digits), .. })) => {
                words::type_name(&format!("{key}_{digits}"))
            }
            Some((key, Value { kind: ValueKind::Bool(truth), .. })) => {
                words::type_name(&format!("{key}_{truth}"))
            }
            _ if exchange.fields.is_empty() => Some("Empty".to_owned()),
            _ => {
                let keys: Vec<_> = own.take(3).map(|field| field.key).collect();
                words::type_name(&keys.join("_"))
            }
        };
        let name = name.unwrap_or_else(|| "Plain".to_owned());
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let free = |name: &String| !variants.iter().any(|variant| variant.name == *name);
        let name = std::iter::once(name.clone()).chain(numbered).find(free).unwrap_or(name);
        variants.push(Variant { name, exchange, told_by });
    }
    variants
}
