//! Options: enums that are read by their ids.

use serde_json::Value;

use super::{DecodeError, FromValue};

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
/// assert_eq!(Plan::ALL.len(), 2);
/// assert!(Plan::from_value("gold".into()).is_err());
/// ```
pub trait Choice: Copy + 'static {
    /// The name of the enum.
    const NAME: &'static str;

    /// Every option, in the order that a person sees.
    const ALL: &'static [Self];

    /// The option's id on the wire, and its title.
    fn id_and_title(self) -> (&'static str, &'static str);

    /// The option's id on the wire.
    #[must_use]
    fn id(self) -> &'static str {
        self.id_and_title().0
    }

    /// The option's title, as a person reads it.
    #[must_use]
    fn title(self) -> &'static str {
        self.id_and_title().1
    }

    /// The option of an id.
    #[must_use]
    fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|option| option.id() == id)
    }
}

impl<C: Choice> FromValue for C {
    const EXPECTED: &'static str = "the id of an option";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        match value {
            Value::String(id) => {
                C::from_id(&id).ok_or_else(|| DecodeError::unknown_option(C::NAME))
            }
            other => Err(DecodeError::expected(Self::EXPECTED, &other)),
        }
    }
}

/// The enum of a list of options. `flow!` writes calls of it: what rustc expands itself it does
/// not have to take from the procedural macro token by token.
#[doc(hidden)]
#[macro_export]
macro_rules! __choice {
    ($(#[$own:meta])* $name:ident $text:literal {
        $($(#[$docs:meta])* $option:ident $id:literal $title:literal)*
    }) => {
        $(#[$own])*
        #[derive(
            ::core::fmt::Debug,
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::cmp::PartialEq,
        )]
        pub enum $name {
            $($(#[$docs])* $option,)*
        }

        impl ::core::cmp::Eq for $name {}

        impl $crate::value::Choice for $name {
            const NAME: &'static str = $text;
            const ALL: &'static [Self] = &[$(Self::$option),*];

            fn id_and_title(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$option => ($id, $title),)*
                }
            }
        }
    };
}
