//! Options by their ids.

use serde_json::Value;

use super::DecodeError;

/// The option of an id: what an enum that `flow!` emits is read with.
///
/// `name` is the enum's, for the error; `options` are the ids with what they stand for.
///
/// # Errors
///
/// When the value is no string, or names none of the options.
///
/// ```
/// use flow_runtime::value::choose;
///
/// let options = [("free", 1), ("pro", 2)];
/// assert_eq!(choose("pro".into(), "Plan", &options).unwrap(), 2);
/// assert!(choose("gold".into(), "Plan", &options).is_err());
/// ```
pub fn choose<T: Copy>(
    value: Value,
    name: &'static str,
    options: &[(&str, T)],
) -> Result<T, DecodeError> {
    let Value::String(id) = value else {
        return Err(DecodeError::expected("the id of an option", &value));
    };
    let found = options.iter().find(|(known, _)| *known == id);
    found.map(|(_, option)| *option).ok_or_else(|| DecodeError::unknown_option(name))
}
