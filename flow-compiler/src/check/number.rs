//! Numbers.

use std::borrow::Cow;

use crate::ast::Value;
use crate::catalogue::{Property, Range, Sense};
use crate::check::place::{Place, wrong_type};
use crate::diagnostic::{Code, Diagnostics};
use crate::model::{self, ValueKind as Lowered};

/// A number within its bounds, whole where the property takes no other; `None` after a fault.
pub fn lower<'a>(
    cx: &mut Diagnostics,
    place: Place<'_, 'a>,
    property: &Property,
    value: &'a Value,
    range: Range,
    whole: bool,
) -> Option<model::Value<'a>> {
    let expected = if whole { "a whole number" } else { "a number" };
    let Some(digits) = value.as_number() else {
        wrong_type(cx, place, property, value, expected);
        return None;
    };
    let number: f64 = digits.0.parse().ok()?;
    let name = place.here.scope.spell(property.name);
    if whole && number.fract() != 0.0 {
        cx.error(
            Code::InvalidPropertyType,
            value.span,
            format!("`{name}` of `{}` is a whole number, not {}", place.owner, digits.0),
        )
        .help("write a number without a point");
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "the bounds of the catalogue are small")]
    let (min, max) = (range.min.map(|min| min as f64), range.max.map(|max| max as f64));
    if let Some(min) = min.filter(|min| number < *min) {
        cx.error(
            Code::MinimumValueRequired,
            value.span,
            format!("`{name}` of `{}` is at least {min}, not {}", place.owner, digits.0),
        )
        .help(format!("write {min} or more"));
        return None;
    }
    if let Some(max) = max.filter(|max| number > *max) {
        cx.error(
            Code::MaximumValueRequired,
            value.span,
            format!("`{name}` of `{}` is at most {max}, not {}", place.owner, digits.0),
        )
        .help(format!("write {max} or less"));
        return None;
    }
    let least = match range.sense {
        Sense::NotNegative if number < 0.0 => Some("0 or more"),
        Sense::Positive if number <= 0.0 => Some("more than 0"),
        _ => None,
    };
    if let Some(least) = least {
        let message = format!("`{name}` of `{}` is {least}, not {}", place.owner, digits.0);
        cx.warning(Code::MinimumValueRequired, value.span, message)
            .help(format!("write {least}, or leave `{name}` out"));
    }
    Some(model::Value { kind: Lowered::Number(Cow::Borrowed(&digits.0)), span: value.span })
}
