//! The template message: one that Meta approved before, whose flow button carries the data.

use std::fmt;
use std::marker::PhantomData;

use serde_json::{Map, Value, json};

use super::open::{check_around, check_data, check_recipient, non_empty, put_around};
use super::sealed::Sealed;
use super::{MessageError, MessageWarning, Opens, Outgoing, Untyped, limit};
use crate::flow::Flow;
use crate::identity::To;

/// A template message that does not say yet which data its flow button carries.
#[must_use = "say what the flow button carries, with `data` or `without_data`"]
pub struct TemplateOpening<F> {
    name: String,
    language: String,
    flow: PhantomData<fn() -> F>,
}

/// A template message with a button that opens the flow `F`.
///
/// Which flow the button opens, and on which screen, was settled when the template was made: see
/// [`FlowButton`](super::FlowButton). The message carries the flow token and the screen's data.
#[must_use = "a message does nothing until it is sent"]
pub struct Template<F> {
    content: Content,
    flow: PhantomData<fn() -> F>,
}

#[derive(Clone)]
struct Content {
    name: String,
    language: String,
    data: Map<String, Value>,
    button: u8,
    components: Vec<Value>,
    reply_to: Option<String>,
    callback_data: Option<String>,
}

impl<F: Flow> TemplateOpening<F> {
    /// Takes the template's name and language, such as `welcome` and `en_US`.
    pub fn new(name: impl Into<String>, language: impl Into<String>) -> Self {
        Self { name: name.into(), language: language.into(), flow: PhantomData }
    }

    /// Gives the data of the screen that the template's button opens.
    pub fn data<D: Opens<F>>(self, data: D) -> Template<F> {
        Template::new(self.name, self.language, data.into_fields())
    }

    /// Gives no data: the screen needs none, or the endpoint gives it.
    pub fn without_data(self) -> Template<F> {
        Template::new(self.name, self.language, Map::new())
    }
}

impl Untyped {
    /// A template message whose flow button carries this data. Empty data is left out.
    pub fn template(
        name: impl Into<String>,
        language: impl Into<String>,
        data: Map<String, Value>,
    ) -> Template<Self> {
        Template::new(name.into(), language.into(), data)
    }
}

impl<F> Template<F> {
    fn new(name: String, language: String, data: Map<String, Value>) -> Self {
        let content = Content {
            name,
            language,
            data,
            button: 0,
            components: Vec::new(),
            reply_to: None,
            callback_data: None,
        };
        Self { content, flow: PhantomData }
    }

    /// Says which of the template's buttons opens the flow, counted from 0. The first by default.
    pub fn button(mut self, index: u8) -> Self {
        self.content.button = index;
        self
    }

    /// Adds another component, as Meta's reference writes it: what fills the variables of the
    /// header or of the body, say.
    ///
    /// ```
    /// use flow_runtime::message::Untyped;
    ///
    /// let name = serde_json::json!({
    ///     "type": "body",
    ///     "parameters": [{ "type": "text", "text": "Ada" }],
    /// });
    /// let template = Untyped::template("welcome", "en_US", serde_json::Map::new()).component(name);
    /// assert!(template.check().is_ok());
    /// ```
    pub fn component(mut self, component: Value) -> Self {
        self.content.components.push(component);
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

    /// Checks everything that does not depend on the recipient.
    ///
    /// # Errors
    ///
    /// When the template has no name or language, or the data holds a `null`.
    pub fn check(&self) -> Result<(), MessageError> {
        limit::filled(&self.content.name, MessageError::NoTemplate)?;
        limit::filled(&self.content.language, MessageError::NoTemplate)?;
        check_data(&self.content.data)?;
        check_around(self.content.reply_to.as_deref(), self.content.callback_data.as_deref())
    }

    /// Checks the message and writes the body of `POST /{phone}/messages`.
    ///
    /// `to` is the recipient: an [`Identity`](crate::Identity), a phone number with its country code,
    /// or an id of Meta's. `token` is the flow token, as from
    /// [`FlowTokens::issue`](crate::token::FlowTokens::issue).
    ///
    /// # Errors
    ///
    /// As [`Template::check`], and when the recipient or the token is empty.
    pub fn to_json<'a>(&self, to: impl Into<To<'a>>, token: &str) -> Result<Value, MessageError> {
        let to = to.into();
        self.check()?;
        check_recipient(to, token)?;
        Ok(self.content.to_json(to, token))
    }
}

impl Content {
    fn to_json(&self, to: To<'_>, token: &str) -> Value {
        let mut action = Map::with_capacity(2);
        action.insert("flow_token".to_owned(), json!(token));
        if let Some(data) = non_empty(&self.data) {
            action.insert("flow_action_data".to_owned(), data);
        }
        let mut components = self.components.clone();
        components.push(json!({
            "type": "button",
            "sub_type": "flow",
            "index": self.button.to_string(),
            "parameters": [{ "type": "action", "action": action }],
        }));
        let mut message = Map::with_capacity(6);
        message.insert("messaging_product".to_owned(), json!("whatsapp"));
        message.insert(to.key().to_owned(), json!(to.as_str()));
        message.insert("type".to_owned(), json!("template"));
        put_around(&mut message, self.reply_to.as_deref(), self.callback_data.as_deref());
        let template = json!({
            "name": self.name,
            "language": { "code": self.language },
            "components": components,
        });
        message.insert("template".to_owned(), template);
        Value::Object(message)
    }
}

impl<F> Sealed for Template<F> {}

impl<F> Outgoing for Template<F> {
    fn check(&self) -> Result<(), MessageError> {
        self.check()
    }

    /// Meta has approved the template's texts, so nothing is left to say.
    fn warnings(&self) -> Vec<MessageWarning> {
        Vec::new()
    }

    fn to_json(&self, to: To<'_>, token: &str) -> Result<Value, MessageError> {
        self.to_json(to, token)
    }
}

impl<F> Clone for TemplateOpening<F> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), language: self.language.clone(), flow: PhantomData }
    }
}

impl<F> Clone for Template<F> {
    fn clone(&self) -> Self {
        Self { content: self.content.clone(), flow: PhantomData }
    }
}

impl<F> fmt::Debug for TemplateOpening<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TemplateOpening")
            .field("name", &self.name)
            .field("language", &self.language)
            .finish()
    }
}

/// Shows which template it is, never what it carries: that may be a person's.
impl<F> fmt::Debug for Template<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Template")
            .field("name", &self.content.name)
            .field("language", &self.content.language)
            .finish_non_exhaustive()
    }
}
