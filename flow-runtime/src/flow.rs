//! The trait that names a flow: what `flow!` implements for each flow it reads.

use crate::value::FromFields;

/// A flow, as declared in Rust.
///
/// `flow!` implements it for a unit struct of the flow's name. The endpoint, the webhook reader
/// and the testing client take the flow as a type parameter and learn all of it from here.
///
/// ```
/// use flow_runtime::value::{DecodeError, Fields, FromFields};
///
/// struct Survey;
///
/// struct Answer {
///     rating: i64,
/// }
///
/// impl FromFields for Answer {
///     fn from_fields(fields: &mut Fields) -> Result<Self, DecodeError> {
///         Ok(Self { rating: fields.take("rating")? })
///     }
/// }
///
/// impl flow_runtime::Flow for Survey {
///     const NAME: &'static str = "survey";
///     const VERSION: &'static str = "7.3";
///     const DATA_API_VERSION: Option<&'static str> = None;
///     const JSON: &'static str = r#"{"version":"7.3","screens":[]}"#;
///     type Completion = Answer;
/// }
/// ```
pub trait Flow: 'static {
    /// The name that the flow was declared with.
    const NAME: &'static str;

    /// The name that the flow declares for Meta (`name: "Sign up"`). It is the text of a message
    /// that has no other.
    const PUBLISHED_NAME: Option<&'static str> = None;

    /// The Flow JSON version, such as `7.3`.
    const VERSION: &'static str;

    /// The Data API version, such as `4.0`; `None` for a flow without an endpoint.
    const DATA_API_VERSION: Option<&'static str>;

    /// The Flow JSON document, minified.
    const JSON: &'static str;

    /// What arrives when a person has finished the flow.
    type Completion: FromFields + Send + 'static;
}
