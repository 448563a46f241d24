//! The reply that arrives when a person has finished a flow.

use std::fmt;
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::contact::Contacts;
use super::lenient::{Lenient, Rest};
use super::read::Seconds;
use crate::flow::Flow;
use crate::identity::Identity;
use crate::token::{Claims, FlowTokens, TokenError};
use crate::value::{DecodeError, Fields, FromFields, FromValue, Id, Text};

const FLOW_TOKEN: &str = "flow_token";

/// The message that arrives when a person has finished a flow (`nfm_reply`).
///
/// [`completion`](Self::completion) reads it as a flow's typed completion. `Debug` shows its id
/// alone: the rest is a person's data.
#[derive(Clone, PartialEq)]
pub struct Reply {
    /// The id of this message. A delivery that is repeated has the same one.
    pub message_id: String,
    /// Who sent it, with all that the delivery says of the person. `None` where it names nobody: then
    /// the flow token and [`context_id`](Self::context_id) say whom the flow was sent to.
    pub from: Option<Identity>,
    /// When the person sent it.
    pub timestamp: Option<SystemTime>,
    /// The id of the message that carried the flow.
    pub context_id: Option<String>,
    /// Meta's id of the business's number that the flow was sent from.
    pub phone_number_id: Option<String>,
    /// The name that the person goes by.
    pub profile_name: Option<String>,
    /// The text that the chat shows, such as `Sent`.
    pub body: Option<String>,
    /// What the flow ended with: the `complete` payload, or the params of `SUCCESS`.
    pub response: Map<String, Value>,
    /// What is not as documented. The reply was read all the same.
    pub odd: Vec<DecodeError>,
}

/// A reply, read as the completion of a flow.
pub struct Completed<F: Flow> {
    /// What the flow ended with.
    pub completion: F::Completion,
    /// The flow token that the flow was sent with. Some versions of WhatsApp for iOS leave it out.
    pub flow_token: Option<String>,
    /// What the flow token says, where [`Reply::verified_completion`] has verified it.
    pub claims: Option<Claims>,
    /// Keys of the reply that the flow does not declare.
    pub rest: Map<String, Value>,
}

/// Why a reply could not be read as the completion of a flow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReplyError {
    /// The flow token says that the reply is another flow's.
    #[error("the reply belongs to the flow `{flow}` and not to `{expected}`")]
    OtherFlow {
        /// The flow that the reply was asked for.
        expected: &'static str,
        /// The flow that the token is for.
        flow: String,
    },
    /// The reply does not have what the flow ends with.
    #[error(
        "the reply does not fit the flow `{expected}`, so it is another flow's or another \
         version's: {error}"
    )]
    Mismatch {
        /// The flow that the reply was asked for.
        expected: &'static str,
        /// What does not fit.
        error: DecodeError,
    },
    /// The flow token was not issued here.
    #[error("the reply's flow token was not issued with any of the secrets")]
    ForgedToken,
}

impl Reply {
    /// The flow token that the flow was sent with.
    ///
    /// Some versions of WhatsApp for iOS leave it out; [`context_id`](Self::context_id) is the other
    /// way to find what the reply answers.
    #[must_use]
    pub fn flow_token(&self) -> Option<&str> {
        self.response.get(FLOW_TOKEN)?.as_str().filter(|token| !token.is_empty())
    }

    /// Reads the reply as the completion of a flow.
    ///
    /// One address receives the replies of all flows of the business. A reply says nothing of its
    /// flow, so it is taken for another flow's when it does not fit. Flows whose completions look
    /// alike are told apart by [`verified_completion`](Self::verified_completion).
    ///
    /// # Errors
    ///
    /// When the reply does not fit the flow.
    pub fn completion<F: Flow>(&self) -> Result<Completed<F>, ReplyError> {
        let mut fields = Fields::from(self.response.clone());
        let completion = F::Completion::from_fields(&mut fields)
            .map_err(|error| ReplyError::Mismatch { expected: F::NAME, error })?;
        let mut rest = fields.into_rest();
        rest.shift_remove(FLOW_TOKEN);
        Ok(Completed {
            completion,
            flow_token: self.flow_token().map(str::to_owned),
            claims: None,
            rest,
        })
    }

    /// Reads the reply as the completion of a flow that was sent with a signed flow token.
    ///
    /// The token's flow must be `F`, and its claims are given with the completion. It may have
    /// expired: a person may take as long as they like. A reply without a token, as some versions
    /// of WhatsApp for iOS send it, is read with no claims.
    ///
    /// # Errors
    ///
    /// When the token was not issued here or is for another flow, or the reply does not fit.
    pub fn verified_completion<F: Flow>(
        &self,
        tokens: &FlowTokens,
    ) -> Result<Completed<F>, ReplyError> {
        let claims = match self.flow_token().map(|token| tokens.read(token)) {
            None => None,
            Some(Ok(claims)) if claims.flow() == F::NAME => Some(claims),
            Some(Ok(claims)) => {
                return Err(ReplyError::OtherFlow {
                    expected: F::NAME,
                    flow: claims.flow().to_owned(),
                });
            }
            Some(Err(TokenError::OtherFlow { flow })) => {
                return Err(ReplyError::OtherFlow { expected: F::NAME, flow });
            }
            Some(Err(TokenError::Forged | TokenError::Expired)) => {
                return Err(ReplyError::ForgedToken);
            }
        };
        let completed = self.completion()?;
        Ok(Completed { claims, ..completed })
    }

    /// Whether a message is the reply of a flow. Other forms send an `nfm_reply` too, under other
    /// names.
    pub(super) fn is_one(message: &Value) -> bool {
        let interactive = &message["interactive"];
        let reply = &interactive["nfm_reply"];
        let is = |value: &Value, word| Value::is_null(value) || value == "" || value == word;
        reply.is_object() && is(&interactive["type"], "nfm_reply") && is(&reply["name"], "flow")
    }

    /// Reads one of the `messages` of a change.
    pub(super) fn read(
        message: Value,
        contacts: &Contacts,
        phone_number_id: Option<&str>,
    ) -> Result<Self, DecodeError> {
        let mut message = Lenient::object(message)?;
        let mut interactive = message.inside("interactive");
        let mut reply = interactive.inside("nfm_reply");
        let response = match reply.required("response_json") {
            Ok(ResponseJson(response)) => response,
            // A phone that sends nothing has ended a flow that ends with nothing.
            Err(error) if error.is_missing() => {
                reply.note(error);
                Map::new()
            }
            Err(error) => return Err(error.at("nfm_reply").at("interactive")),
        };
        let body = reply.text("body");
        interactive.merge("nfm_reply", reply);
        message.merge("interactive", interactive);
        let Id(message_id) = message.required("id")?;
        let from = Identity::sorted(
            message.id("from"),
            message.id("from_user_id"),
            message.id("from_parent_user_id"),
            None,
        );
        let (from, profile_name) = contacts.find(from);
        let mut context = message.inside("context");
        let context_id = context.id("id");
        message.merge("context", context);
        let timestamp = message.optional("timestamp").map(|Seconds(at)| at);
        let Rest { odd, .. } = message.finish();
        Ok(Self {
            message_id,
            from,
            timestamp,
            context_id,
            phone_number_id: phone_number_id.map(str::to_owned),
            profile_name,
            body,
            response,
            odd,
        })
    }
}

impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

impl<F: Flow> fmt::Debug for Completed<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Completed").field("flow", &F::NAME).finish_non_exhaustive()
    }
}

/// What a reply holds: a JSON object written as a string.
struct ResponseJson(Map<String, Value>);

impl FromValue for ResponseJson {
    const EXPECTED: &'static str = "a string that holds a JSON object";

    fn from_value(value: Value) -> Result<Self, DecodeError> {
        let object = match &value {
            Value::Object(object) => Some(object.clone()),
            Value::Null => Some(Map::new()),
            Value::String(text) if text.trim().is_empty() => Some(Map::new()),
            Value::String(text) => serde_json::from_str(text).ok(),
            _ => None,
        };
        let mut object = object.ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))?;
        // A token in digits may come as a number.
        if let Some(token) = object.get_mut(FLOW_TOKEN)
            && let Ok(Text(text)) = Text::from_value(token.clone())
        {
            *token = Value::String(text);
        }
        Ok(Self(object))
    }
}
