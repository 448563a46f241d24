//! The macro that declares a flow.

/// What is emitted for tests alone, where no tests are: nothing.
#[cfg(not(feature = "testing"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __sends {
    ($($payload:tt)*) => {};
}

/// Declares a WhatsApp Flow: checked by the compiler, with its Flow JSON and its typed Rust.
///
/// The language follows Meta's reference: components, actions and properties have Meta's names,
/// with `_` for `-`. A mistake is an error at the very token, with Meta's code and what to write
/// instead.
///
/// ```
/// flow_runtime::flow! {
///     /// Asks how it was.
///     pub flow survey (version: "7.3", data_api_version: "3.0")
///
///     screen RATE "How was it?" -> SUCCESS {
///         data { name: String = "Ada" }
///         TextHeading "Hello ${data.name}"
///         again: RadioButtonsGroup! "Would you come again?" { yes: "Yes", no: "No" }
///         remark: TextArea "Anything else?"
///         Footer "Send" => data_exchange { ..form }
///     }
///
///     success { ticket: String = "A-17" }
/// }
///
/// use flow_runtime::{Context, Reject};
/// use survey::rate;
///
/// struct App;
///
/// impl survey::Handler for App {
///     async fn init(&self, _: &Context) -> Result<survey::Init, Reject> {
///         Ok(rate::Data { name: "Ada".to_owned() }.into())
///     }
///
///     async fn rate(&self, _: &Context, form: rate::Exchange) -> Result<rate::Next, Reject> {
///         if form.again == rate::Again::No && form.remark.is_none() {
///             let again = rate::Data { name: "Ada".to_owned() };
///             return Ok(again.error("Please tell us why").into());
///         }
///         Ok(survey::Success { ticket: "A-17".to_owned() }.into())
///     }
/// }
///
/// let served = survey::serve(App); // goes to `Endpoint::builder`
/// # let _ = served;
/// assert!(survey::JSON.starts_with(r#"{"version":"7.3""#));
/// ```
///
/// # What it emits
///
/// One module of the flow's name, with
///
/// | item | what |
/// | --- | --- |
/// | `JSON` | the Flow JSON document, minified |
/// | a unit struct of the flow's name | implements [`Flow`](crate::Flow) |
/// | `Screen` | the screens' ids |
/// | a module for each screen | `Data` (what it shows), `Exchange` (what it sends), `Next` (where the server may lead from it), an enum for each list of options |
/// | an enum for each list that is shared | called as the list, or after a fragment and its component: `AddressCountry` |
/// | `Init`, `Back` | what the flow may open with, and what going back may show |
/// | `Success`, `Completion` | what the server adds when it closes the flow, and what arrives then |
/// | `Handler`, `serve` | the trait that a service implements, and its way into the [`Endpoint`](crate::Endpoint) |
///
/// A flow without `data_api_version` has no endpoint, and gets none of `Exchange`, `Next`, `Init`,
/// `Back`, `Handler` and `serve`.
///
/// # Names
///
/// Fields, methods and modules have snake case, types and variants have camel case. An acronym is a
/// word like any other, as in Rust itself: an input `HTMLText` is the field `html_text`, its options
/// are the enum `HtmlText`. Names that you write for Rust stay as you write them: of a `struct`, of
/// shared `options`, after `rename`.
///
/// A screen `SIGN_UP` is the module `sign_up` and the variant `SignUp`; a second one that is spelled
/// alike, `SignUp`, is `sign_up_2` and `SignUp2`. A field `first-name` is `first_name`; a keyword
/// becomes raw (`r#type`). An input without a letter in its name, or whose name is taken, is an
/// error that asks for `(rename: other)`.
///
/// An option is a variant named after its id. An id that begins with a digit gets `Option` in front
/// (`"5"` is `Option5`). Options without ids of their own, `["Yes", "No"]`, are named after their
/// titles.
#[macro_export]
macro_rules! flow {
    ($($source:tt)*) => {
        // First of all, since an editor takes the first copy of the word that is being typed. A build
        // drops the call before anything is expanded.
        #[allow(
            dead_code,
            non_camel_case_types,
            non_snake_case,
            unexpected_cfgs,
            unused_variables,
            reason = "the names are the flow's own, and an older rustc does not know rust_analyzer"
        )]
        const _: () = {
            #[cfg(rust_analyzer)]
            $crate::__private::editor! { ($crate) $($source)* };
        };
        $crate::__private::flow! { ($crate) $($source)* }
    };
}
