//! The flow button of a template that is being made.

use serde_json::{Map, Value, json};

use super::{Exchanges, MessageError, Opens, limit};
use crate::flow::Flow;

/// The button of a template that opens a flow, for making the template.
///
/// A template is made once and approved by Meta; then it is sent with a
/// [`Template`](super::Template).
///
/// ```
/// use flow_runtime::message::{FlowButton, Icon};
///
/// let button = FlowButton::to_screen("Book a table", "WHEN").flow_id("1234567890").icon(Icon::Review);
/// assert_eq!(button.to_json()?["navigate_screen"], "WHEN");
/// # Ok::<(), flow_runtime::message::MessageError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a button does nothing until it is in a template"]
pub struct FlowButton {
    text: String,
    /// Where the flow opens; `None`: the endpoint says.
    screen: Option<String>,
    which: Option<Which>,
    icon: Option<Icon>,
}

/// The picture on a flow button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Icon {
    /// A sheet of paper.
    Document,
    /// A promotion.
    Promotion,
    /// A review.
    Review,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Which {
    Id(String),
    Name(String),
    Json(String),
}

impl FlowButton {
    /// A button that opens the flow `F` on the screen whose data is `D`.
    ///
    /// The data itself is given when the template is sent:
    /// `FlowButton::navigate::<Account, sign_up::Data>("Sign up")`.
    pub fn navigate<F: Flow, D: Opens<F>>(text: impl Into<String>) -> Self {
        Self::to_screen(text, D::SCREEN)
    }

    /// A button that opens the flow `F` by asking its endpoint for the first screen.
    pub fn data_exchange<F: Exchanges>(text: impl Into<String>) -> Self {
        Self::to_endpoint(text)
    }

    /// A button that opens a flow on a screen that is known by its id alone.
    pub fn to_screen(text: impl Into<String>, screen: impl Into<String>) -> Self {
        Self { text: text.into(), screen: Some(screen.into()), which: None, icon: None }
    }

    /// A button that opens a flow without a Rust type by asking its endpoint.
    pub fn to_endpoint(text: impl Into<String>) -> Self {
        Self { text: text.into(), screen: None, which: None, icon: None }
    }

    /// Names the flow by the id that Meta gave it.
    pub fn flow_id(mut self, id: impl Into<String>) -> Self {
        self.which = Some(Which::Id(id.into()));
        self
    }

    /// Names the flow by its name at Meta.
    pub fn flow_name(mut self, name: impl Into<String>) -> Self {
        self.which = Some(Which::Name(name.into()));
        self
    }

    /// Gives the flow itself, as its Flow JSON document; Meta makes a flow of it.
    pub fn flow_json(mut self, json: impl Into<String>) -> Self {
        self.which = Some(Which::Json(json.into()));
        self
    }

    /// Sets the picture on the button.
    pub fn icon(mut self, icon: Icon) -> Self {
        self.icon = Some(icon);
        self
    }

    /// Checks the button: its text of at most 25 characters, its flow, its screen.
    ///
    /// # Errors
    ///
    /// When something is missing or longer than Meta takes.
    pub fn check(&self) -> Result<(), MessageError> {
        limit::text(&self.text, limit::BUTTON, MessageError::ButtonEmpty, |chars| {
            MessageError::ButtonTooLong { chars }
        })?;
        limit::filled(self.which.as_ref().map_or("", Which::value), MessageError::NoFlow)?;
        let screen = self.screen.as_deref();
        screen.map_or(Ok(()), |screen| limit::filled(screen, MessageError::ScreenEmpty))
    }

    /// Checks the button and writes it, as one of a template's `buttons`.
    ///
    /// # Errors
    ///
    /// As [`FlowButton::check`].
    pub fn to_json(&self) -> Result<Value, MessageError> {
        self.check()?;
        let mut button = Map::with_capacity(6);
        button.insert("type".to_owned(), json!("FLOW"));
        button.insert("text".to_owned(), json!(self.text));
        if let Some(which) = &self.which {
            button.insert(which.key().to_owned(), json!(which.value()));
        }
        let action = if self.screen.is_some() { "navigate" } else { "data_exchange" };
        button.insert("flow_action".to_owned(), json!(action));
        if let Some(screen) = &self.screen {
            button.insert("navigate_screen".to_owned(), json!(screen));
        }
        if let Some(icon) = self.icon {
            button.insert("icon".to_owned(), json!(icon.as_str()));
        }
        Ok(Value::Object(button))
    }
}

impl Icon {
    /// The word on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Document => "DOCUMENT",
            Self::Promotion => "PROMOTION",
            Self::Review => "REVIEW",
        }
    }
}

impl Which {
    fn key(&self) -> &'static str {
        match self {
            Self::Id(_) => "flow_id",
            Self::Name(_) => "flow_name",
            Self::Json(_) => "flow_json",
        }
    }

    fn value(&self) -> &str {
        match self {
            Self::Id(value) | Self::Name(value) | Self::Json(value) => value,
        }
    }
}
