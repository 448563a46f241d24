//! Templates with a flow button.

use flow_runtime::message::{FlowButton, MessageError};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::error::Error;
use crate::lenient;
use crate::word::words;

/// A template to be made.
///
/// ```
/// use flow_graph::{NewTemplate, TemplateCategory};
/// use flow_runtime::message::FlowButton;
///
/// let template = NewTemplate::new("welcome", "en_US", TemplateCategory::Utility)
///     .body("Two questions are left.")
///     .button(FlowButton::to_screen("Finish sign-up", "SIGN_UP").flow_id("1234567890"));
/// # drop(template);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a template is not made until it is given to `create_template`"]
pub struct NewTemplate {
    name: String,
    language: String,
    category: TemplateCategory,
    body: String,
    components: Vec<Value>,
    buttons: Vec<FlowButton>,
}

/// A template that was made.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct CreatedTemplate {
    /// Its id.
    #[serde(deserialize_with = "lenient::id")]
    pub id: String,
    /// How far its approval is.
    #[serde(default)]
    pub status: Option<TemplateStatus>,
    /// The category that Meta has put it into.
    #[serde(default)]
    pub category: Option<TemplateCategory>,
}

words! {
    /// What a template is for.
    TemplateCategory {
        /// Offers and news.
        Marketing = "MARKETING",
        /// What a person has asked for: an order, an account.
        Utility = "UTILITY",
        /// Passcodes.
        Authentication = "AUTHENTICATION",
    }

    /// How far the approval of a template is.
    TemplateStatus {
        /// Meta looks at it.
        Pending = "PENDING",
        /// It can be sent.
        Approved = "APPROVED",
        /// It cannot be sent.
        Rejected = "REJECTED",
    }
}

impl NewTemplate {
    /// Takes the name (lower-case letters, digits and `_`), the language, such as `en_US`, and the
    /// category.
    pub fn new(
        name: impl Into<String>,
        language: impl Into<String>,
        category: TemplateCategory,
    ) -> Self {
        Self {
            name: name.into(),
            language: language.into(),
            category,
            body: String::new(),
            components: Vec::new(),
            buttons: Vec::new(),
        }
    }

    /// Sets the text. Every template needs one.
    pub fn body(mut self, text: impl Into<String>) -> Self {
        self.body = text.into();
        self
    }

    /// Adds a button that opens a flow.
    pub fn button(mut self, button: FlowButton) -> Self {
        self.buttons.push(button);
        self
    }

    /// Adds another component, as Meta's reference writes it: a header or a footer, say.
    pub fn component(mut self, component: Value) -> Self {
        self.components.push(component);
        self
    }

    pub(super) fn to_json(&self, call: &'static str) -> Result<Value, Error> {
        if self.name.is_empty() || self.language.is_empty() {
            return Err(MessageError::NoTemplate.into());
        }
        if self.body.trim().is_empty() {
            return Err(MessageError::BodyEmpty.into());
        }
        if self.buttons.is_empty() {
            return Err(Error::invalid(
                call,
                "the template has no flow button; add one with `button`",
            ));
        }
        let buttons: Result<Vec<Value>, MessageError> =
            self.buttons.iter().map(FlowButton::to_json).collect();
        let mut components = vec![json!({ "type": "body", "text": self.body })];
        components.extend(self.components.iter().cloned());
        components.push(json!({ "type": "BUTTONS", "buttons": buttons? }));
        let mut body = Map::with_capacity(4);
        body.insert("name".to_owned(), json!(self.name));
        body.insert("language".to_owned(), json!(self.language));
        body.insert("category".to_owned(), json!(self.category));
        body.insert("components".to_owned(), Value::Array(components));
        Ok(Value::Object(body))
    }
}
