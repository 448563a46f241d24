//! Sending: to one, and to many.

use std::fmt;
use std::sync::Arc;

use flow_runtime::identity::To;
use flow_runtime::message::Outgoing;
use futures_util::stream::{Stream, StreamExt as _};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::PhoneHandle;
use crate::call::{Call, Gate};
use crate::error::Error;
use crate::lenient;
use crate::word::words;

/// A message that Meta has taken. Whether it arrives is reported to the webhook.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// The message's id, which the completion's `context.id` names.
    pub message_id: String,
    /// The recipient's number at WhatsApp, by which the webhook names the person: of a message that
    /// was sent to a number.
    pub wa_id: Option<String>,
    /// The recipient's business-scoped user id: of a message that was sent to one.
    pub user_id: Option<String>,
    /// How far the message is. Meta says it of templates.
    pub status: Option<MessageStatus>,
}

words! {
    /// How far a message that Meta has taken is.
    MessageStatus {
        /// It is on its way.
        Accepted = "accepted",
        /// It waits until Meta has judged the template by the first messages.
        Held = "held_for_quality_assessment",
        /// It is not sent: the template is paused.
        Paused = "paused",
    }
}

/// One of many to send to.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient {
    /// The phone number with its country code, or a business-scoped user id.
    pub to: String,
    /// The flow token for this person, as from
    /// [`FlowTokens::issue`](flow_runtime::token::FlowTokens::issue).
    pub token: String,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default, deserialize_with = "lenient::list")]
    contacts: Vec<Contact>,
    #[serde(deserialize_with = "first")]
    messages: Message,
}

#[derive(Default, Deserialize)]
struct Contact {
    #[serde(default, deserialize_with = "lenient::filled_string")]
    wa_id: Option<String>,
    #[serde(default, deserialize_with = "lenient::filled_string")]
    user_id: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    #[serde(deserialize_with = "lenient::id")]
    id: String,
    #[serde(default, deserialize_with = "status")]
    message_status: Option<MessageStatus>,
}

impl PhoneHandle {
    /// Sends a message or a template to one person.
    ///
    /// `to` is the person: an [`Identity`](flow_runtime::Identity) from a webhook, a phone number with
    /// its country code, or a business-scoped user id. `token` is the flow token for this person.
    /// A message whose outcome is unclear is not sent again:
    /// [`Error::may_have_happened`] says so. What Meta advises against in the message
    /// ([`Outgoing::warnings`]) is logged.
    ///
    /// # Errors
    ///
    /// [`Error::Message`] when Meta would refuse the message; else when the call fails.
    pub async fn send<'a, M>(
        &self,
        message: &M,
        to: impl Into<To<'a>>,
        token: &str,
    ) -> Result<Sent, Error>
    where
        M: Outgoing + ?Sized + Sync,
    {
        warn(message);
        self.message(message, to.into(), token)?.read::<Answer>().await.map(Sent::from)
    }

    /// Sends one message to many people, `concurrency` of them at a time.
    ///
    /// The outcomes come as they are known, each with the recipient's `to`, and not in the order of
    /// the recipients. Nothing is sent before the stream is read, and no recipient is taken before
    /// there is room, so memory stays constant.
    ///
    /// When Meta refuses one for a rate limit (code 130429, status 429, and the others of [`Client`](crate::Client)), or says in the
    /// headers of an answer that a limit is used up, all wait, for as long as Meta says; then the
    /// refused one is sent again. Code 131056 concerns one person, and only that one waits.
    ///
    /// ```no_run
    /// use flow_graph::{Client, Recipient};
    /// use flow_runtime::message::Untyped;
    /// use futures_util::{StreamExt as _, stream};
    ///
    /// # async fn run(client: Client) {
    /// let message = Untyped::data_exchange("Open").flow_id("1234567890").body("News for you");
    /// let people = stream::iter(["31600000001", "31600000002"])
    ///     .map(|to| Recipient { to: to.to_owned(), token: format!("token-of-{to}") });
    /// let phone = client.phone("106540352242922");
    /// let mut outcomes = std::pin::pin!(phone.send_all(&message, people, 16));
    /// while let Some((to, outcome)) = outcomes.next().await {
    ///     if let Err(error) = outcome {
    ///         eprintln!("{to}: {error}");
    ///     }
    /// }
    /// # }
    /// ```
    pub fn send_all<M, R>(
        &self,
        message: &M,
        recipients: R,
        concurrency: usize,
    ) -> impl Stream<Item = (String, Result<Sent, Error>)>
    where
        M: Outgoing + ?Sized + Sync,
        R: Stream<Item = Recipient>,
    {
        warn(message);
        let gate = Arc::new(Gate::default());
        recipients
            .map(move |recipient| {
                let gate = Arc::clone(&gate);
                async move {
                    let Recipient { to, token } = recipient;
                    let sent = match self.message(message, To::from(&to), &token) {
                        Ok(call) => call.read_through::<Answer>(&gate).await.map(Sent::from),
                        Err(error) => Err(error),
                    };
                    (to, sent)
                }
            })
            .buffer_unordered(concurrency.max(1))
    }

    fn message<M>(&self, message: &M, to: To<'_>, token: &str) -> Result<Call<'_>, Error>
    where
        M: Outgoing + ?Sized,
    {
        let body = message.to_json(to, token)?;
        let path = [self.plain_id()?, "messages"];
        Ok(Call::post(&self.client, "send the message", &path).json(&body))
    }
}

fn warn<M: Outgoing + ?Sized>(message: &M) {
    for warning in message.warnings() {
        tracing::warn!(%warning, "a message that is sent could be better");
    }
}

impl From<Answer> for Sent {
    fn from(answer: Answer) -> Self {
        let Message { id, message_status } = answer.messages;
        let contact = answer.contacts.into_iter().next().unwrap_or_default();
        let Contact { wa_id, user_id } = contact;
        Self { message_id: id, wa_id, user_id, status: message_status }
    }
}

fn status<'de, D: Deserializer<'de>>(from: D) -> Result<Option<MessageStatus>, D::Error> {
    let word = lenient::filled_string(from)?;
    Ok(word.map(|word| MessageStatus::from(word.as_str())))
}

/// One message was asked for, so the first is it.
fn first<'de, D: Deserializer<'de>>(from: D) -> Result<Message, D::Error> {
    let messages: Vec<Message> = lenient::list(from)?;
    messages.into_iter().next().ok_or_else(|| D::Error::custom("there is no message"))
}

/// Shows the message alone, and not the person.
impl fmt::Debug for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sent").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

/// Shows neither the person nor the token.
impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recipient").finish_non_exhaustive()
    }
}
