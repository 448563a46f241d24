//! What a player wants done: requests, pauses, and the end.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

/// What the driver of a player has to do.
///
/// A player does nothing itself. Whoever drives it carries out each effect in its order, and
/// reports what came of an [`Ask`](Self::Ask) or a [`Wait`](Self::Wait) with its ticket.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Effect {
    /// Send the request to the endpoint, and give its answer to
    /// [`Player::answer`](crate::Player::answer). A phone waits [ten seconds](crate::TIMEOUT).
    Ask(Ticket, Request),
    /// Send an error notice to the endpoint. Nobody waits for its answer.
    Tell(Request),
    /// Fetch the endpoint's public key again, wait that long, then call
    /// [`Player::wake`](crate::Player::wake).
    Wait(Ticket, Duration),
    /// Open this https address in the browser.
    Open(String),
    /// The flow is complete: show the bubble in the chat, and deliver the response to the webhook.
    Closed(Completion),
    /// The button of the message in the chat is dead from now on.
    Disabled {
        /// What the person reads.
        message: String,
    },
    /// The person closed the flow without completing it.
    Left,
}

/// Which request an answer belongs to. An answer to a request that nobody waits for any longer is
/// ignored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ticket(pub(crate) u64);

/// What a request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Asked {
    /// The flow was opened.
    Init,
    /// The person went back from a screen with `refresh_on_back`.
    Back,
    /// A `data_exchange` action.
    DataExchange,
}

/// A request to the endpoint, in clear.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What it is about.
    pub action: Asked,
    /// The screen from which it is sent; empty for the first request.
    pub screen: String,
    /// The payload.
    pub data: Map<String, Value>,
}

impl Asked {
    /// As the request spells it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Init => "INIT",
            Self::Back => "BACK",
            Self::DataExchange => "data_exchange",
        }
    }
}

impl Request {
    /// The whole request as JSON, before it is encrypted.
    ///
    /// ```
    /// use flow_player::{Asked, Request};
    ///
    /// let request = Request { action: Asked::Init, screen: String::new(), data: Default::default() };
    /// assert_eq!(request.to_json("3.0", Some("token"))["action"], "INIT");
    /// ```
    #[must_use]
    pub fn to_json(&self, data_api_version: &str, flow_token: Option<&str>) -> Value {
        let mut request = json!({
            "version": data_api_version,
            "action": self.action.as_str(),
            "screen": self.screen,
            "data": self.data,
        });
        if let Some(token) = flow_token {
            request["flow_token"] = token.into();
        }
        request
    }
}

/// How a flow ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// The screen on which it ended.
    pub screen: String,
    /// Whether the screen counts as a success. A flow closes either way.
    pub success: bool,
    /// Whether the endpoint ended it, else a `complete` action.
    pub by_endpoint: bool,
    /// What the webhook receives as `response_json`, without the flow token.
    pub response: Map<String, Value>,
    /// Whether this phone puts the flow token into the response.
    pub flow_token_in_response: bool,
    /// What the chat shows of the response when it is opened.
    pub summary: Vec<Summary>,
}

/// What the summary in the chat shows of one screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// The screen's title.
    pub title: String,
    /// Each label with its value; twelve dots for a `sensitive` one.
    pub lines: Vec<(String, String)>,
}
