//! Tuples: the values of several keys at once.
//!
//! One call that reads a whole struct costs the compiler a fraction of a call for each field: it
//! checks one expression, and a single place where reading may end.

use super::{DecodeError, Fields, FromValue, IntoValue, Writer};

/// A tuple that is read from so many keys of an object; see [`Fields::take_all`].
///
/// Tuples of up to twelve values are.
pub trait FromKeys<const N: usize>: Sized {
    /// Takes the keys, in their order.
    ///
    /// # Errors
    ///
    /// When a key is missing or its value is of another kind.
    fn from_keys(fields: &mut Fields, keys: [&'static str; N]) -> Result<Self, DecodeError>;
}

/// A tuple that is written to so many keys of an object; see [`Writer::all`].
///
/// Tuples of up to twelve values are.
pub trait IntoKeys<const N: usize> {
    /// Adds the keys, in their order.
    fn into_keys(self, writer: Writer, keys: [&'static str; N]) -> Writer;
}

macro_rules! tuples {
    ($($count:literal: $($value:ident $key:ident),+;)+) => {$(
        #[expect(non_snake_case, reason = "a value is named as its type")]
        impl<$($value: FromValue),+> FromKeys<$count> for ($($value,)+) {
            fn from_keys(
                fields: &mut Fields,
                [$($key),+]: [&'static str; $count],
            ) -> Result<Self, DecodeError> {
                $(let $value = fields.take($key)?;)+
                Ok(($($value,)+))
            }
        }

        #[expect(non_snake_case, reason = "a value is named as its type")]
        impl<$($value: IntoValue),+> IntoKeys<$count> for ($($value,)+) {
            fn into_keys(self, writer: Writer, [$($key),+]: [&'static str; $count]) -> Writer {
                let ($($value,)+) = self;
                writer$(.field($key, $value))+
            }
        }
    )+};
}

tuples! {
    1: A a;
    2: A a, B b;
    3: A a, B b, C c;
    4: A a, B b, C c, D d;
    5: A a, B b, C c, D d, E e;
    6: A a, B b, C c, D d, E e, F f;
    7: A a, B b, C c, D d, E e, F f, G g;
    8: A a, B b, C c, D d, E e, F f, G g, H h;
    9: A a, B b, C c, D d, E e, F f, G g, H h, I i;
    10: A a, B b, C c, D d, E e, F f, G g, H h, I i, J j;
    11: A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k;
    12: A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l;
}
