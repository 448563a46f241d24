//! The interactive message: a body with a button that opens the flow.

use std::fmt;
use std::marker::PhantomData;

use serde_json::{Map, Value, json};

use super::open::{Open, Which, check_around, check_recipient, put_around};
use super::sealed::Sealed;
use super::{Exchanges, Header, MessageError, MessageWarning, Opens, Outgoing, Untyped, limit};
use crate::flow::Flow;
use crate::identity::To;

/// A message with its button, that does not say yet how the flow opens.
#[must_use = "say how the flow opens, with `navigate` or `data_exchange`"]
pub struct Opening<F> {
    cta: String,
    flow: PhantomData<fn() -> F>,
}

/// A message with a button that opens the flow `F`.
///
/// It needs a body and the flow's id or name; the rest is optional. It holds nothing of the
/// recipient but the data of the first screen, so one message can go to many people.
///
/// Meta delivers it while the person has written to the business within the last 24 hours; at other
/// times send a [`Template`](super::Template).
#[must_use = "a message does nothing until it is sent"]
pub struct Message<F> {
    content: Content,
    flow: PhantomData<fn() -> F>,
}

#[derive(Clone)]
struct Content {
    cta: String,
    open: Open,
    which: Option<Which>,
    header: Option<Header>,
    body: String,
    footer: Option<String>,
    reply_to: Option<String>,
    callback_data: Option<String>,
    draft: bool,
}

impl<F: Flow> Opening<F> {
    /// Takes the text of the button. Meta advises at most 30 characters and no emoji.
    pub fn new(cta: impl Into<String>) -> Self {
        Self { cta: cta.into(), flow: PhantomData }
    }

    /// Opens the flow on a screen, with the screen's data.
    ///
    /// For a flow without an endpoint, and for one whose first screen is known when the message is
    /// sent. The endpoint is not asked.
    pub fn navigate<D: Opens<F>>(self, data: D) -> Message<F> {
        let screen = D::SCREEN.to_owned();
        Message::new(self.cta, Open::Navigate { screen, data: data.into_fields() }).of::<F>()
    }

    /// Opens the flow by asking the endpoint for the first screen.
    pub fn data_exchange(self) -> Message<F>
    where
        F: Exchanges,
    {
        Message::new(self.cta, Open::DataExchange).of::<F>()
    }
}

impl Untyped {
    /// A message that opens a flow on a screen. Empty data is left out.
    pub fn navigate(
        cta: impl Into<String>,
        screen: impl Into<String>,
        data: Map<String, Value>,
    ) -> Message<Self> {
        Message::new(cta.into(), Open::Navigate { screen: screen.into(), data })
    }

    /// A message that opens a flow by asking its endpoint for the first screen.
    pub fn data_exchange(cta: impl Into<String>) -> Message<Self> {
        Message::new(cta.into(), Open::DataExchange)
    }
}

impl<F> Message<F> {
    fn new(cta: String, open: Open) -> Self {
        let content = Content {
            cta,
            open,
            which: None,
            header: None,
            body: String::new(),
            footer: None,
            reply_to: None,
            callback_data: None,
            draft: false,
        };
        Self { content, flow: PhantomData }
    }

    /// The body of a message is the name that the flow declares, unless it is written.
    fn of<D: Flow>(mut self) -> Self {
        D::PUBLISHED_NAME.unwrap_or_default().clone_into(&mut self.content.body);
        self
    }

    /// Names the flow by the id that Meta gave it. It takes the place of a name.
    pub fn flow_id(mut self, id: impl Into<String>) -> Self {
        self.content.which = Some(Which::Id(id.into()));
        self
    }

    /// Names the flow by its name at Meta. It takes the place of an id.
    ///
    /// The id is the safer choice: it stays the same when the flow is renamed, and `flows.lock` has
    /// it (`flow_graph::Lock`).
    pub fn flow_name(mut self, name: impl Into<String>) -> Self {
        self.content.which = Some(Which::Name(name.into()));
        self
    }

    /// Sets what is above the body.
    pub fn header(mut self, header: Header) -> Self {
        self.content.header = Some(header);
        self
    }

    /// Sets the text of the message: at most 1,024 characters.
    ///
    /// Every message needs one. Without it the `name` that the flow declares is the text; where it
    /// declares none, the message cannot be sent.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.content.body = body.into();
        self
    }

    /// Sets the small text below the body: at most 60 characters.
    pub fn footer(mut self, footer: impl Into<String>) -> Self {
        self.content.footer = Some(footer.into());
        self
    }

    /// Shows the message as the reply to another one of the same conversation.
    pub fn reply_to(mut self, message_id: impl Into<String>) -> Self {
        self.content.reply_to = Some(message_id.into());
        self
    }

    /// Gives a text of 1 to 512 characters that the statuses of the message come back with
    /// (`biz_opaque_callback_data`): an id of yours, say. People do not see it.
    pub fn callback_data(mut self, text: impl Into<String>) -> Self {
        self.content.callback_data = Some(text.into());
        self
    }

    /// Sends a flow that is not published yet. Only the business's own testers can open it.
    pub fn draft(mut self) -> Self {
        self.content.draft = true;
        self
    }

    /// Checks everything that does not depend on the recipient.
    ///
    /// # Errors
    ///
    /// When something is missing or longer than Meta takes.
    pub fn check(&self) -> Result<(), MessageError> {
        let content = &self.content;
        Which::check(content.which.as_ref())?;
        limit::filled(&content.cta, MessageError::CtaEmpty)?;
        content.open.check()?;
        content.header.as_ref().map_or(Ok(()), Header::check)?;
        limit::text(&content.body, limit::BODY, MessageError::BodyEmpty, |chars| {
            MessageError::BodyTooLong { chars }
        })?;
        if let Some(footer) = &content.footer {
            limit::text(footer, limit::FOOTER, MessageError::FooterEmpty, |chars| {
                MessageError::FooterTooLong { chars }
            })?;
        }
        check_around(content.reply_to.as_deref(), content.callback_data.as_deref())
    }

    /// Checks the message and writes the body of `POST /{phone}/messages`.
    ///
    /// `to` is the recipient: an [`Identity`](crate::Identity), a phone number with its country code,
    /// or an id of Meta's. `token` is the flow token, as from
    /// [`FlowTokens::issue`](crate::token::FlowTokens::issue).
    ///
    /// # Errors
    ///
    /// As [`Message::check`], and when the recipient or the token is empty.
    pub fn to_json<'a>(&self, to: impl Into<To<'a>>, token: &str) -> Result<Value, MessageError> {
        let to = to.into();
        self.check()?;
        check_recipient(to, token)?;
        Ok(self.content.to_json(to, token))
    }
}

impl Content {
    fn to_json(&self, to: To<'_>, token: &str) -> Value {
        let mut message = Map::with_capacity(6);
        message.insert("messaging_product".to_owned(), json!("whatsapp"));
        message.insert("recipient_type".to_owned(), json!("individual"));
        message.insert(to.key().to_owned(), json!(to.as_str()));
        message.insert("type".to_owned(), json!("interactive"));
        put_around(&mut message, self.reply_to.as_deref(), self.callback_data.as_deref());
        message.insert("interactive".to_owned(), self.interactive(token));
        Value::Object(message)
    }

    fn interactive(&self, token: &str) -> Value {
        let mut interactive = Map::with_capacity(5);
        interactive.insert("type".to_owned(), json!("flow"));
        if let Some(header) = &self.header {
            interactive.insert("header".to_owned(), header.to_json());
        }
        interactive.insert("body".to_owned(), json!({ "text": self.body }));
        if let Some(footer) = &self.footer {
            interactive.insert("footer".to_owned(), json!({ "text": footer }));
        }
        let action = json!({ "name": "flow", "parameters": self.parameters(token) });
        interactive.insert("action".to_owned(), action);
        Value::Object(interactive)
    }

    fn parameters(&self, token: &str) -> Value {
        let mut parameters = Map::with_capacity(7);
        parameters.insert("flow_message_version".to_owned(), json!("3"));
        parameters.insert("flow_token".to_owned(), json!(token));
        if let Some(which) = &self.which {
            parameters.insert(which.key().to_owned(), json!(which.value()));
        }
        parameters.insert("flow_cta".to_owned(), json!(self.cta));
        let mode = if self.draft { "draft" } else { "published" };
        parameters.insert("mode".to_owned(), json!(mode));
        parameters.insert("flow_action".to_owned(), json!(self.open.action()));
        if let Some(payload) = self.open.payload() {
            parameters.insert("flow_action_payload".to_owned(), payload);
        }
        Value::Object(parameters)
    }
}

impl<F> Sealed for Message<F> {}

impl<F> Outgoing for Message<F> {
    fn check(&self) -> Result<(), MessageError> {
        self.check()
    }

    fn warnings(&self) -> Vec<MessageWarning> {
        limit::cta(&self.content.cta)
    }

    fn to_json(&self, to: To<'_>, token: &str) -> Result<Value, MessageError> {
        self.to_json(to, token)
    }
}

impl<F> Clone for Opening<F> {
    fn clone(&self) -> Self {
        Self { cta: self.cta.clone(), flow: PhantomData }
    }
}

impl<F> Clone for Message<F> {
    fn clone(&self) -> Self {
        Self { content: self.content.clone(), flow: PhantomData }
    }
}

impl<F> fmt::Debug for Opening<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").field("cta", &self.cta).finish_non_exhaustive()
    }
}

/// Shows which flow it is and how it opens, never the texts and the data: these may be a person's.
impl<F> fmt::Debug for Message<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message")
            .field("flow", &self.content.which)
            .field("flow_action", &self.content.open.action())
            .field("draft", &self.content.draft)
            .finish_non_exhaustive()
    }
}
