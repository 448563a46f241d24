//! The decrypted JSON of requests and answers.

use serde_json::{Map, Value, json};

use super::refusal::{HandlerFault, Refusal};
use crate::crypto;
use crate::exchange::{Action, Outcome, Response};
use crate::value::{FromValue as _, Text, Writer};

/// A decrypted request.
pub(super) struct Incoming {
    pub(super) kind: Kind,
    pub(super) version: String,
    pub(super) screen: Option<String>,
    pub(super) data: Map<String, Value>,
    pub(super) flow_token: Option<String>,
    pub(super) flow_token_signature: Option<String>,
}

pub(super) enum Kind {
    Ping,
    Exchange(Action),
}

impl Incoming {
    /// Reads a payload. What is not a JSON object was not decrypted with the right key; anything else
    /// that is wrong with it is a fault of the protocol.
    pub(super) fn read(payload: &[u8]) -> Result<Self, Refusal> {
        let mut object = crypto::object(payload).map_err(Refusal::Envelope)?;
        let kind = match object.get("action").and_then(Value::as_str) {
            Some("ping") => Kind::Ping,
            Some("INIT") => Kind::Exchange(Action::Init),
            Some("BACK") => Kind::Exchange(Action::Back),
            Some("data_exchange") => Kind::Exchange(Action::DataExchange),
            Some(_) => {
                return Err(Refusal::Malformed(
                    "the request's `action` is none of INIT, BACK, data_exchange and ping",
                ));
            }
            None => return Err(Refusal::Malformed("the request has no `action`")),
        };
        let data = match (&kind, object.remove("data")) {
            (Kind::Ping, _) | (_, None | Some(Value::Null)) => Map::new(),
            (_, Some(Value::Object(data))) => data,
            (_, Some(Value::String(text))) if text.is_empty() => Map::new(),
            _ => return Err(Refusal::Malformed("the request's `data` is not an object")),
        };
        Ok(Self {
            kind,
            version: text(&mut object, "version").unwrap_or_default(),
            screen: text(&mut object, "screen"),
            data,
            flow_token: text(&mut object, "flow_token"),
            flow_token_signature: text(&mut object, "flow_token_signature"),
        })
    }
}

/// A text that is there and not empty; a number is the text that it is written as.
fn text(object: &mut Map<String, Value>, key: &str) -> Option<String> {
    let Text(text) = Text::from_value(object.remove(key)?).ok()?;
    Some(text).filter(|text| !text.is_empty())
}

/// The answer to a ping.
pub(super) fn active() -> Vec<u8> {
    br#"{"data":{"status":"active"}}"#.to_vec()
}

/// The answer to an error notice.
pub(super) fn acknowledged() -> Vec<u8> {
    br#"{"data":{"acknowledged":true}}"#.to_vec()
}

/// What the person reads when the flow token is not valid.
pub(super) fn token_message(message: &str) -> Vec<u8> {
    json!({ "error_msg": message }).to_string().into_bytes()
}

/// A handler's answer, in Meta's shape.
pub(super) fn answer(
    response: Response,
    flow_token: Option<&str>,
) -> Result<Vec<u8>, HandlerFault> {
    let answer = match response.0 {
        Outcome::Screen { id, mut data, error_message } => {
            if let Some(message) = error_message {
                data.insert("error_message".to_owned(), Value::String(message));
            }
            Writer::new(2).field("screen", id).field("data", data)
        }
        Outcome::Success { mut params } => {
            if let Some(token) = flow_token {
                params.insert("flow_token".to_owned(), Value::String(token.to_owned()));
            }
            let mut response = Map::with_capacity(1);
            response.insert("params".to_owned(), Value::Object(params));
            let mut data = Map::with_capacity(1);
            data.insert("extension_message_response".to_owned(), Value::Object(response));
            Writer::new(2).field("screen", "SUCCESS").field("data", data)
        }
    };
    let bytes = serde_json::to_vec(&answer.finish()).map_err(|_| HandlerFault::Unwritable)?;
    if bytes.len() > super::MAX_RESPONSE_BYTES {
        return Err(HandlerFault::Oversize { bytes: bytes.len() });
    }
    Ok(bytes)
}
