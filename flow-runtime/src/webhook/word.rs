//! Enums of words that Meta may add to.

/// Declares an enum of words that keeps the words it does not know.
macro_rules! open_enum {
    ($(#[$docs:meta])* $name:ident { $($(#[$variant_docs:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$docs])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_docs])* $variant,)*
            /// A word that this crate does not know.
            Unknown(String),
        }

        impl $name {
            /// The word on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(word) => word,
                }
            }
        }

        impl From<String> for $name {
            fn from(word: String) -> Self {
                match word.as_str() {
                    $($word => Self::$variant,)*
                    _ => Self::Unknown(word),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromValue for $name {
            const EXPECTED: &'static str = "a string";

            fn from_value(value: serde_json::Value) -> Result<Self, DecodeError> {
                String::from_value(value).map(Self::from)
            }
        }
    };
}

pub(super) use open_enum;
