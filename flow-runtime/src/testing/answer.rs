//! What the endpoint answered, as the phone reads it.

use http::StatusCode;
use serde_json::{Map, Value};

use super::Error;
use crate::exchange::{IntoResponse, Outcome};
use crate::flow::Flow;
use crate::value::{DecodeError, Fields, FromFields};

/// What the endpoint answered.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Answer {
    /// The phone shows a screen.
    Screen(Screen),
    /// The flow is closed.
    Closed(Closed),
    /// The endpoint is alive: the answer to a ping.
    Active,
    /// The error notice was taken.
    Acknowledged,
    /// Any status but 200.
    Refused(Refused),
}

/// A screen with its data.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Screen {
    /// The screen's id.
    pub screen: String,
    /// What it shows, without the error message.
    pub data: Map<String, Value>,
    /// What the snackbar says.
    pub error_message: Option<String>,
}

/// The end of a flow that the server closes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Closed {
    /// What the completion's webhook will carry, the flow token with it.
    pub params: Map<String, Value>,
}

/// A status other than 200.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refused {
    /// The status.
    pub status: StatusCode,
    /// What the person reads: the decrypted message of status 427.
    pub error_msg: Option<String>,
}

impl Answer {
    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Refused(refused) => refused.status,
            _ => StatusCode::OK,
        }
    }

    /// The answer that the phone reads when a handler gives this.
    ///
    /// It is what a test compares with, in the flow's own types:
    ///
    /// ```
    /// # flow_runtime::flow! {
    /// #     flow account (version: "7.3", data_api_version: "3.0")
    /// #     screen LOGIN "Log in" -> SUCCESS {
    /// #         data { email: String = "john@example.com" }
    /// #         email: TextInput! "Email address" (init_value: ${data.email})
    /// #         Footer "Log in" => data_exchange { ..form }
    /// #     }
    /// # }
    /// use account::login;
    /// use flow_runtime::testing::Answer;
    ///
    /// # let email = "ada@example.com".to_owned();
    /// let expected: login::Next = login::Data { email }.error("Wrong password").into();
    /// let screen = Answer::of(expected).screen("LOGIN")?;
    /// assert_eq!(screen.data["email"], "ada@example.com");
    /// # Ok::<(), flow_runtime::testing::Error>(())
    /// ```
    ///
    /// Where the handler closes the flow, the endpoint adds the flow token to what is given here.
    #[must_use]
    pub fn of(given: impl IntoResponse) -> Self {
        match given.into_response().0 {
            Outcome::Screen { id, data, error_message } => {
                Self::Screen(Screen { screen: id.to_owned(), data, error_message })
            }
            Outcome::Success { params } => Self::Closed(Closed { params }),
        }
    }

    /// The screen of this id.
    ///
    /// # Errors
    ///
    /// When the endpoint answered anything else; the error shows what.
    pub fn screen(self, id: &str) -> Result<Screen, Error> {
        match self {
            Self::Screen(screen) if screen.screen == id => Ok(screen),
            other => Err(Error::unexpected(format!("the screen `{id}`"), other)),
        }
    }

    /// The end of the flow.
    ///
    /// # Errors
    ///
    /// When the endpoint answered anything else; the error shows what.
    pub fn closed(self) -> Result<Closed, Error> {
        match self {
            Self::Closed(closed) => Ok(closed),
            other => Err(Error::unexpected("the end of the flow".to_owned(), other)),
        }
    }

    /// The refusal.
    ///
    /// # Errors
    ///
    /// When the endpoint answered with status 200; the error shows what.
    pub fn refused(self) -> Result<Refused, Error> {
        match self {
            Self::Refused(refused) => Ok(refused),
            other => Err(Error::unexpected("a refusal".to_owned(), other)),
        }
    }

    /// Reads a decrypted body of status 200.
    pub(super) fn read(body: Value) -> Result<Self, Error> {
        let Value::Object(mut body) = body else {
            return Err(Error::Shape("it is not an object"));
        };
        let Some(Value::Object(mut data)) = body.remove("data") else {
            return Err(Error::Shape("it has no `data`"));
        };
        match body.remove("screen") {
            Some(Value::String(screen)) if screen == "SUCCESS" => {
                let params = data
                    .get_mut("extension_message_response")
                    .and_then(|response| response.get_mut("params"))
                    .map(Value::take);
                match params {
                    Some(Value::Object(params)) => Ok(Self::Closed(Closed { params })),
                    _ => Err(Error::Shape("`SUCCESS` has no `extension_message_response.params`")),
                }
            }
            Some(Value::String(screen)) => {
                let error_message = match data.remove("error_message") {
                    None => None,
                    Some(Value::String(message)) => Some(message),
                    Some(_) => return Err(Error::Shape("`error_message` is not a string")),
                };
                Ok(Self::Screen(Screen { screen, data, error_message }))
            }
            Some(_) => Err(Error::Shape("`screen` is not a string")),
            None if data.get("status").is_some_and(|status| status == "active") => Ok(Self::Active),
            None if data.get("acknowledged") == Some(&Value::Bool(true)) => Ok(Self::Acknowledged),
            None => Err(Error::Shape("it has no `screen`")),
        }
    }
}

impl Screen {
    /// What it shows, as the screen's typed `Data`.
    ///
    /// ```
    /// # flow_runtime::flow! {
    /// #     flow account (version: "7.3", data_api_version: "3.0")
    /// #     screen LOGIN "Log in" -> SUCCESS {
    /// #         data { email: String = "john@example.com" }
    /// #         email: TextInput! "Email address" (init_value: ${data.email})
    /// #         Footer "Log in" => data_exchange { ..form }
    /// #     }
    /// # }
    /// use account::login;
    /// use flow_runtime::testing::Answer;
    ///
    /// # let email = "ada@example.com".to_owned();
    /// # let answer = Answer::of(login::Next::from(login::Data { email }));
    /// let shown: login::Data = answer.screen("LOGIN")?.typed()?;
    /// assert_eq!(shown.email, "ada@example.com");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When a key is missing or of another kind than the screen declares.
    pub fn typed<D: FromFields>(self) -> Result<D, DecodeError> {
        D::from_fields(&mut Fields::from(self.data))
    }
}

impl Closed {
    /// The params as the flow's typed completion.
    ///
    /// # Errors
    ///
    /// When a param is missing or of another kind than the flow declares.
    pub fn completion<F: Flow>(self) -> Result<F::Completion, DecodeError> {
        F::Completion::from_fields(&mut Fields::from(self.params))
    }
}
