//! The literals of payloads: sent, and compared with what came.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::{Exchange, Sign, Value, ValueKind};

/// What holds for `fields` where they are this payload's.
pub(super) fn condition(exchange: &Exchange<'_>) -> TokenStream {
    let sign = |sign: &Sign<'_>| match *sign {
        Sign::Literal(at) => {
            let field = exchange.fields.get(at)?;
            let (key, equal) = (field.key, equal(field.literal.as_ref()?)?);
            Some(quote!(fields.get(#key).is_some_and(|value| #equal)))
        }
        Sign::Has(key) => Some(quote!(fields.contains(#key))),
        Sign::Lacks(key) => Some(quote!(!fields.contains(#key))),
    };
    let mut conditions: Vec<_> = exchange.signs.iter().filter_map(sign).collect();
    if conditions.is_empty() {
        // Nothing tells it from the others; the check has reported it.
        conditions.push(quote!(false));
    }
    quote!(#(#conditions)&&*)
}

/// The literal as a value of Rust, to be sent.
pub(super) fn sent(value: &Value<'_>) -> Option<TokenStream> {
    match &value.kind {
        ValueKind::Text(text) => Some(quote!(#text)),
        ValueKind::Bool(truth) => Some(quote!(#truth)),
        ValueKind::Number(digits) => {
            let whole = digits.parse::<i64>().ok().map(|whole| quote!(#whole));
            let number = || digits.parse::<f64>().ok().filter(|number| number.is_finite());
            whole.or_else(|| number().map(|number| quote!(#number)))
        }
        _ => None,
    }
}

/// Whether `value` is this literal.
fn equal(value: &Value<'_>) -> Option<TokenStream> {
    let some = |with: TokenStream| quote!(::core::option::Option::Some(#with));
    match &value.kind {
        ValueKind::Text(text) => {
            let text = some(quote!(#text));
            Some(quote!(value.as_str() == #text))
        }
        ValueKind::Bool(truth) => {
            let word = some(if *truth { quote!("true") } else { quote!("false") });
            let truth = some(quote!(#truth));
            Some(quote!((value.as_bool() == #truth || value.as_str() == #word)))
        }
        ValueKind::Number(digits) => {
            let number: f64 = digits.parse().ok().filter(|number: &f64| number.is_finite())?;
            Some(quote! {
                value.as_f64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
                    .is_some_and(|found| (found - #number).abs() < f64::EPSILON)
            })
        }
        _ => None,
    }
}
