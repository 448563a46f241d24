//! The reply that arrives when a person has finished a flow.

use std::fmt;
use std::time::SystemTime;

use serde_json::{Map, Value};

use super::read::{Id, Seconds};
use crate::flow::Flow;
use crate::token::{Claims, FlowTokens, TokenError};
use crate::value::{DecodeError, Fields, FromFields, FromValue};

const FLOW_TOKEN: &str = "flow_token";

/// The message that arrives when a person has finished a flow (`nfm_reply`).
///
/// [`completion`](Self::completion) reads it as a flow's typed completion. `Debug` shows its id
/// alone: the rest is a person's data.
#[derive(Clone, PartialEq)]
pub struct Reply {
    /// The id of this message. A delivery that is repeated has the same one.
    pub message_id: String,
    /// The person's number, as WhatsApp writes it.
    pub from: String,
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
        let name = &interactive["nfm_reply"]["name"];
        interactive["type"] == "nfm_reply" && (name.is_null() || name == "flow")
    }

    /// Reads one of the `messages` of a change; `value` is the change's.
    pub(super) fn read(message: Value, value: &Map<String, Value>) -> Result<Self, DecodeError> {
        let mut message = Fields::object(message)?;
        let from: String = message.take::<Id>("from")?.0;
        let context: Option<Value> = message.take("context")?;
        let mut interactive = Fields::object(message.take("interactive")?)
            .map_err(|error| error.at("interactive"))?;
        let (body, response) = read_nfm_reply(&mut interactive)
            .map_err(|error| error.at("nfm_reply").at("interactive"))?;
        Ok(Self {
            message_id: message.take::<Id>("id")?.0,
            // An odd time is no reason to lose what the person sent.
            timestamp: message.take("timestamp").ok().map(|Seconds(at)| at),
            context_id: context.as_ref().and_then(|context| text(&context["id"])),
            phone_number_id: value
                .get("metadata")
                .and_then(|metadata| text(&metadata["phone_number_id"])),
            profile_name: profile_name(value, &from),
            from,
            body,
            response,
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
        value
            .as_str()
            .and_then(|text| serde_json::from_str(text).ok())
            .map(Self)
            .ok_or_else(|| DecodeError::expected(Self::EXPECTED, &value))
    }
}

fn read_nfm_reply(
    interactive: &mut Fields,
) -> Result<(Option<String>, Map<String, Value>), DecodeError> {
    let mut reply = Fields::object(interactive.take("nfm_reply").unwrap_or_default())?;
    let ResponseJson(response) = reply.take("response_json")?;
    Ok((reply.take("body").ok(), response))
}

fn profile_name(value: &Map<String, Value>, from: &str) -> Option<String> {
    let contacts = value.get("contacts")?.as_array()?;
    let contact =
        contacts.iter().find(|contact| text(&contact["wa_id"]).as_deref() == Some(from))?;
    text(&contact["profile"]["name"])
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}
