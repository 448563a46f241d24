//! Options: enums that are read by their ids.

use serde_json::Value;

use super::{DecodeError, FromValue, IntoValue};

/// An option of a list that the flow declares: what every enum of options that `flow!` emits is.
///
/// ```
/// use flow_runtime::value::{Choice, FromValue};
///
/// flow_runtime::flow! {
///     pub flow survey (version: "7.3", data_api_version: "3.0")
///
///     screen RATE "How was it?" -> SUCCESS {
///         TextHeading "How was it?"
///         plan: RadioButtonsGroup! "Plan" { free: "Free", pro: "Pro" }
///         Footer "Send" => data_exchange { ..form }
///     }
/// }
///
/// use survey::rate::Plan;
///
/// assert_eq!(Plan::Pro.id(), "pro");
/// assert_eq!(Plan::Pro.title(), "Pro");
/// assert_eq!(Plan::from_id("free"), Some(Plan::Free));
/// assert!(Plan::all().eq([Plan::Free, Plan::Pro]));
/// assert!(Plan::from_value("gold".into()).is_err());
/// ```
pub trait Choice: Copy + PartialEq + 'static {
    /// Every option with its id on the wire and its title, in the order that a person sees.
    const OPTIONS: &'static [(Self, &'static str, &'static str)];

    /// Every option, in the order that a person sees.
    fn all() -> impl Iterator<Item = Self> {
        Self::OPTIONS.iter().map(|(option, _, _)| *option)
    }

    /// The option's id on the wire.
    #[must_use]
    fn id(self) -> &'static str {
        texts(self).0
    }

    /// The option's title, as a person reads it.
    #[must_use]
    fn title(self) -> &'static str {
        texts(self).1
    }

    /// The option of an id.
    #[must_use]
    fn from_id(id: &str) -> Option<Self> {
        Self::OPTIONS.iter().find(|(_, known, _)| *known == id).map(|(option, _, _)| *option)
    }
}

/// The id and the title. An option that [`Choice::OPTIONS`] lacks has empty ones.
fn texts<C: Choice>(option: C) -> (&'static str, &'static str) {
    let found = C::OPTIONS.iter().find(|(known, _, _)| *known == option);
    found.map(|(_, id, title)| (*id, *title)).unwrap_or_default()
}

impl<C: Choice> FromValue for C {
    const EXPECTED: &'static str = "the id of an option";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(id) => {
                C::from_id(&id).ok_or_else(|| DecodeError::unknown_option(name::<C>()))
            }
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}

impl<C: Choice> IntoValue for C {
    fn into_value(self) -> Value {
        Value::String(self.id().to_owned())
    }
}

/// The name of a type without the path that leads to it.
fn name<T>() -> &'static str {
    let path = std::any::type_name::<T>();
    path.rsplit("::").next().unwrap_or(path)
}

/// The enum of a list of options. `flow!` writes calls of it: what rustc expands itself it does
/// not have to take from the procedural macro token by token. It holds as few functions and
/// constants as can be, since a large flow has hundreds of such enums.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    ($enum:item $name:ident { $($option:ident $id:literal $title:literal)* }) => {
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
        )]
        $enum

        impl ::core::cmp::Eq for $name {}

        impl $crate::value::Choice for $name {
            const OPTIONS: &'static [(Self, &'static str, &'static str)] =
                &[$((Self::$option, $id, $title)),*];
        }
    };
}
