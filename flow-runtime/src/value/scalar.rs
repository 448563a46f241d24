//! The plain types: strings, truth values, numbers, lists, options, JSON itself.

use serde_json::{Map, Number, Value};

use super::{DecodeError, Fields, FromValue, IntoValue};

/// The whole numbers that an `f64` holds exactly reach to here.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl FromValue for String {
    const EXPECTED: &'static str = "a string";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}

impl FromValue for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match &value {
            Value::Bool(truth) => Some(*truth),
            Value::String(text) if text == "true" => Some(true),
            Value::String(text) if text == "false" => Some(false),
            _ => None,
        }
        .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

impl FromValue for f64 {
    const EXPECTED: &'static str = "a number";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match &value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => decimal(text),
            _ => None,
        }
        .filter(|number| number.is_finite())
        .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }

    /// A link or a choice sends what is in a field without a check, so letters that are not a number
    /// yet are no value yet.
    fn is_blank(value: &Value) -> bool {
        value.is_null() || value.as_str().is_some_and(|text| decimal(text).is_none())
    }
}

impl FromValue for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match &value {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
            Value::String(text) => match text.parse() {
                Ok(number) => Some(number),
                Err(_) => decimal(text).and_then(whole),
            },
            _ => None,
        }
        .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

impl FromValue for Value {
    const EXPECTED: &'static str = "any value";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        Ok(value)
    }
}

impl FromValue for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        Fields::object(value).map(Fields::into_rest)
    }
}

impl<T: FromValue> FromValue for Vec<T> {
    const EXPECTED: &'static str = "an array";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let Value::Array(items) = value else {
            return Err(DecodeError::expected(Self::EXPECTED, &value));
        };
        items
            .into_iter()
            .enumerate()
            .map(|(index, item)| T::from_value(item).map_err(|error| error.at_index(index)))
            .collect()
    }
}

/// Absent, `null` and the empty string are `None`, and so is a range of dates without ends.
impl<T: FromValue> FromValue for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        if T::is_blank(&value) { Ok(None) } else { T::from_value(value).map(Some) }
    }

    fn when_absent() -> Option<Self> {
        Some(None)
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::String(self)
    }
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::String(self.to_owned())
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

/// Infinity and NaN have no form in JSON: they are `null`.
impl IntoValue for f64 {
    fn into_value(self) -> Value {
        // A whole number is written without a fraction, as the phone writes it.
        match whole(self) {
            Some(number) => Value::Number(number.into()),
            None => Number::from_f64(self).map_or(Value::Null, Value::Number),
        }
    }
}

impl IntoValue for i64 {
    fn into_value(self) -> Value {
        Value::Number(self.into())
    }
}

impl IntoValue for Value {
    fn into_value(self) -> Value {
        self
    }
}

impl IntoValue for Map<String, Value> {
    fn into_value(self) -> Value {
        Value::Object(self)
    }
}

impl<T: IntoValue> IntoValue for Vec<T> {
    fn into_value(self) -> Value {
        Value::Array(self.into_iter().map(IntoValue::into_value).collect())
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Null, IntoValue::into_value)
    }
}

/// A number as a person types it: some phones send it so. A comma before each three digits separates
/// thousands, any other is the decimal point.
fn decimal(text: &str) -> Option<f64> {
    let text = text.trim();
    let (mantissa, exponent) = text.split_at(text.find(['e', 'E']).unwrap_or(text.len()));
    let whole = mantissa.split('.').next().unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let thousands = whole.split_once(',').is_some_and(|(first, rest)| {
        digits(first.trim_start_matches(['+', '-']))
            && rest.split(',').all(|group| group.len() == 3 && digits(group))
    });
    let mantissa =
        if thousands { mantissa.replace(',', "") } else { mantissa.replacen(',', ".", 1) };
    let spelled = mantissa + exponent;
    // Rust would also read `inf`, `NaN` and `infinity`.
    let plain = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if !spelled.bytes().all(plain) {
        return None;
    }
    spelled.parse().ok().filter(|number: &f64| number.is_finite())
}

/// The number as a whole one, if it is one that an `f64` holds exactly.
fn whole(number: f64) -> Option<i64> {
    // -0.0 stays a fraction-free zero; the range makes the conversion exact.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is whole and its magnitude is at most 2^53"
    )]
    (number.fract() == 0.0 && number.abs() <= EXACT).then_some(number as i64)
}
