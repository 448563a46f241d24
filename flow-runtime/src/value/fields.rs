//! Objects: one being taken apart, one being written.

use std::fmt;

use serde_json::{Map, Value};

use super::{DecodeError, FromKeys, FromValue, IntoKeys, IntoValue};

/// An object that is being taken apart, key by key.
///
/// Each key is given out once; what nobody took is left in [`Fields::into_rest`].
///
/// ```
/// use flow_runtime::value::Fields;
/// use serde_json::json;
///
/// let mut fields = Fields::object(json!({ "name": "Ada", "age": "36", "extra": 1 })).unwrap();
/// assert_eq!(fields.take::<String>("name").unwrap(), "Ada");
/// assert_eq!(fields.take::<i64>("age").unwrap(), 36);
/// assert_eq!(fields.take::<Option<String>>("company").unwrap(), None);
/// assert!(fields.into_rest().contains_key("extra"));
/// ```
#[derive(Default, Clone)]
pub struct Fields(Map<String, Value>);

impl Fields {
    /// Reads an object.
    ///
    /// # Errors
    ///
    /// When the value is not an object.
    pub fn object(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::Object(map) => Ok(Self(map)),
            other => Err(DecodeError::expected("an object", &other)),
        }
    }

    /// Takes the value of a key.
    ///
    /// # Errors
    ///
    /// When the key is missing and the type requires it, or the value is of another kind.
    pub fn take<T: FromValue>(&mut self, key: &'static str) -> Result<T, DecodeError> {
        match self.0.shift_remove(key) {
            Some(value) => T::from_value(value).map_err(|error| error.at(key)),
            None => T::when_absent().ok_or_else(|| DecodeError::missing(key)),
        }
    }

    /// Takes the values of several keys, as a tuple.
    ///
    /// ```
    /// use flow_runtime::value::Fields;
    /// use serde_json::json;
    ///
    /// let mut fields = Fields::object(json!({ "name": "Ada", "age": 36 })).unwrap();
    /// let (name, age): (String, i64) = fields.take_all(["name", "age"]).unwrap();
    /// assert_eq!((name.as_str(), age), ("Ada", 36));
    /// ```
    ///
    /// # Errors
    ///
    /// As [`take`](Self::take), of the first key that cannot be taken.
    pub fn take_all<T: FromKeys<N>, const N: usize>(
        &mut self,
        keys: [&'static str; N],
    ) -> Result<T, DecodeError> {
        T::from_keys(self, keys)
    }

    /// Takes a passcode: digits that come as a string or as a number, read as text.
    ///
    /// A string keeps its leading zeros; a number has lost them on the device.
    ///
    /// # Errors
    ///
    /// When the key is missing, or its value is neither a string nor a whole number.
    pub fn take_digits(&mut self, key: &'static str) -> Result<String, DecodeError> {
        self.take_optional_digits(key)?.ok_or_else(|| DecodeError::missing(key))
    }

    /// Takes a passcode that may be absent, `null` or empty. See [`Fields::take_digits`].
    ///
    /// # Errors
    ///
    /// When the value is neither a string nor a whole number.
    pub fn take_optional_digits(
        &mut self,
        key: &'static str,
    ) -> Result<Option<String>, DecodeError> {
        match self.0.shift_remove(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.is_empty())),
            Some(Value::Number(number)) if number.is_u64() => Ok(Some(number.to_string())),
            Some(other) => Err(DecodeError::expected("a string of digits", &other).at(key)),
        }
    }

    /// Looks at the value of a key that nobody has taken yet.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Whether a key is there and nobody has taken it yet.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// The error where the value of a key ought to tell which of several payloads has come, and is
    /// that of none.
    ///
    /// ```
    /// use flow_runtime::value::Fields;
    /// use serde_json::json;
    ///
    /// let error = |data| Fields::object(data).unwrap().untold("ask", "Exchange").to_string();
    /// let unknown = error(json!({ "ask": "neither" }));
    /// assert_eq!(unknown, "`ask`: the value is not one of the options of `Exchange`");
    /// assert_eq!(error(json!({})), "`ask`: required, but it is missing");
    /// ```
    #[must_use]
    pub fn untold(&self, key: &'static str, payloads: &'static str) -> DecodeError {
        if self.contains(key) {
            DecodeError::unknown_option(payloads).at(key)
        } else {
            DecodeError::missing(key)
        }
    }

    /// Whether no key is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The keys that nobody took.
    #[must_use]
    pub fn into_rest(self) -> Map<String, Value> {
        self.0
    }
}

impl From<Map<String, Value>> for Fields {
    fn from(map: Map<String, Value>) -> Self {
        Self(map)
    }
}

/// Shows the names of the keys, never their values: these are a person's.
impl fmt::Debug for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

/// Writes an object key by key, in the order of the calls.
///
/// A value that is `null` is left out: on the wire an absent option is an absent key.
///
/// ```
/// use flow_runtime::value::Writer;
///
/// let map = Writer::new(2).field("name", "Ada").field("company", None::<String>).finish();
/// assert_eq!(serde_json::Value::Object(map).to_string(), r#"{"name":"Ada"}"#);
/// ```
#[derive(Debug)]
#[must_use = "a writer does nothing until it is finished"]
pub struct Writer(Map<String, Value>);

impl Writer {
    /// Starts an object of so many keys.
    pub fn new(capacity: usize) -> Self {
        Self(Map::with_capacity(capacity))
    }

    /// Adds a key.
    pub fn field(mut self, key: &'static str, value: impl IntoValue) -> Self {
        let value = value.into_value();
        if !value.is_null() {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// Adds several keys, their values as a tuple.
    ///
    /// ```
    /// use flow_runtime::value::Writer;
    ///
    /// let map = Writer::new(2).all(["name", "age"], ("Ada", 36_i64)).finish();
    /// assert_eq!(serde_json::Value::Object(map).to_string(), r#"{"name":"Ada","age":36}"#);
    /// ```
    pub fn all<const N: usize>(self, keys: [&'static str; N], values: impl IntoKeys<N>) -> Self {
        values.into_keys(self, keys)
    }

    /// The object.
    #[must_use]
    pub fn finish(self) -> Map<String, Value> {
        self.0
    }
}

/// A struct or a variant, read from its keys. `flow!` writes calls of it.
///
/// A `match` and not `?`: it does the same, and of a large flow rustc checks hundreds of them.
#[doc(hidden)]
#[macro_export]
macro_rules! __read {
    ($fields:ident => [$($path:tt)+]
        $({ $($name:ident $key:literal)+ })*
        $($take:ident $digits:ident $digits_key:literal)*
    ) => {{
        // One `let`: a field may be named as the object that the others are still read from.
        let ($(($($name,)+),)* $($digits,)*) = (
            $($crate::__read!(@ $fields.take_all([$($key),+])),)*
            $($crate::__read!(@ $fields.$take($digits_key)),)*
        );
        ::core::result::Result::Ok($($path)+ { $($($name,)+)* $($digits,)* })
    }};
    (@ $taken:expr) => {
        match $taken {
            ::core::result::Result::Ok(value) => value,
            ::core::result::Result::Err(error) => return ::core::result::Result::Err(error),
        }
    };
}
