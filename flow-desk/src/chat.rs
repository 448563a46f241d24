//! What is in a person's chat with the business.

use flow_runtime::testing::Completion;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::state::Message;

/// One thing in a chat.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Entry {
    /// What the business sent.
    Message(Box<Message>),
    /// What the person sent.
    Said(Box<Said>),
}

/// How far a message of the business came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Receipt {
    /// It left for the phone.
    Sent,
    /// It is on the phone.
    Delivered,
    /// The person has seen it.
    Read,
    /// It will not arrive.
    Failed,
}

/// What a person sent to the business.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Said {
    /// Its id, `wamid.…`.
    pub id: String,
    /// Who said it: their place among the people of the desk.
    pub(crate) person: usize,
    /// When.
    pub at: Timestamp,
    /// The message that it answers.
    pub reply_to: Option<String>,
    /// What was said.
    pub content: Saying,
    /// What was sent earlier has a smaller number.
    pub(crate) order: u64,
}

/// What a person can send.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Saying {
    /// A text.
    Text(String),
    /// A flow that is complete.
    Completion {
        /// What the chat shows of it.
        completion: Completion,
        /// The `response_json` of the report.
        response: Map<String, Value>,
    },
}

/// A message of the business as the chat shows it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Shown {
    /// What is above the text.
    pub header: Option<Header>,
    /// The text.
    pub body: String,
    /// The small text below.
    pub footer: Option<String>,
    /// What the button says that opens the flow.
    pub button: Option<String>,
    /// What should be known beside: that the desk does not play messages of this type.
    pub note: Option<String>,
}

/// What is above the text of a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Header {
    /// A text.
    Text(String),
    /// An image.
    Image(Source),
    /// A video.
    Video(Source),
    /// A document, with its name where the message gives one.
    Document(Source, Option<String>),
}

/// Where the file of a header is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Source {
    /// Uploaded to Meta, under this id.
    Id(String),
    /// At this address.
    Link(String),
}

impl Receipt {
    /// The word that a report has for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
        }
    }
}

impl Entry {
    pub(crate) fn order(&self) -> u64 {
        match self {
            Self::Message(message) => message.order,
            Self::Said(said) => said.order,
        }
    }
}

impl Shown {
    /// A plain text.
    pub(crate) fn text(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    /// A message of a type that the desk takes and does not play.
    pub(crate) fn other(kind: &str) -> Self {
        let note = Some(format!("A message of the type `{kind}`, which is not drawn here."));
        Self { note, ..Self::default() }
    }

    /// A file with a caption, sent on its own.
    pub(crate) fn file(kind: &str, content: &Value) -> Self {
        let header = Header::read(kind, content);
        let body = content["caption"].as_str().unwrap_or_default().to_owned();
        Self { header, body, ..Self::default() }
    }

    /// An interactive message; the call was checked.
    pub(crate) fn interactive(interactive: &Value) -> Self {
        let text = |at: &str| interactive.pointer(at).and_then(Value::as_str).map(str::to_owned);
        let kind = text("/header/type").unwrap_or_default();
        Self {
            header: Header::read(&kind, &interactive["header"][&kind]),
            body: text("/body/text").unwrap_or_default(),
            footer: text("/footer/text"),
            button: text("/action/parameters/flow_cta"),
            note: None,
        }
    }

    /// A template, filled with what a message brings.
    pub(crate) fn template(made: &Value, sent: &Map<String, Value>) -> Self {
        let mut shown = Self::default();
        for component in items(&made["components"]) {
            let kind = component["type"].as_str().unwrap_or_default().to_ascii_uppercase();
            let values = sent
                .get("components")
                .into_iter()
                .flat_map(items)
                .find(|part| is_of(part, &kind))
                .map(|part| items(&part["parameters"]).collect::<Vec<_>>())
                .unwrap_or_default();
            let text = || filled(component["text"].as_str().unwrap_or_default(), &values);
            match kind.as_str() {
                "HEADER" => {
                    let file = values.first().and_then(|value| {
                        let kind = value["type"].as_str()?;
                        Header::read(kind, &value[kind])
                    });
                    let file = file.filter(|file| !matches!(file, Header::Text(_)));
                    let text = component["text"].is_string().then(|| Header::Text(text()));
                    shown.header = file.or(text);
                }
                "BODY" => shown.body = text(),
                "FOOTER" => shown.footer = Some(text()),
                "BUTTONS" => {
                    shown.button = items(&component["buttons"])
                        .find(|button| is_of(button, "FLOW"))
                        .and_then(|button| button["text"].as_str().map(str::to_owned));
                }
                _ => {}
            }
        }
        shown
    }
}

impl Header {
    fn read(kind: &str, content: &Value) -> Option<Self> {
        let text = |key: &str| content[key].as_str().map(str::to_owned);
        let source = || text("id").map(Source::Id).or_else(|| text("link").map(Source::Link));
        match kind {
            "text" => content.as_str().map(|text| Self::Text(text.to_owned())),
            "image" => source().map(Self::Image),
            "video" => source().map(Self::Video),
            "document" => source().map(|source| Self::Document(source, text("filename"))),
            _ => None,
        }
    }
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn is_of(component: &Value, kind: &str) -> bool {
    component["type"].as_str().is_some_and(|own| own.eq_ignore_ascii_case(kind))
}

/// A text with `{{1}}` or `{{name}}` in it, filled with the parameters of a message.
fn filled(text: &str, values: &[&Value]) -> String {
    let mut whole = String::new();
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once("{{") {
        let Some((name, after)) = inside.split_once("}}") else { break };
        let named = values.iter().find(|value| value["parameter_name"].as_str() == Some(name));
        let counted = || name.parse::<usize>().ok().and_then(|at| values.get(at.checked_sub(1)?));
        let value = named.or_else(counted).and_then(|value| value["text"].as_str());
        whole.push_str(before);
        match value {
            Some(value) => whole.push_str(value),
            None => whole.extend(["{{", name, "}}"]),
        }
        rest = after;
    }
    whole + rest
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Header, Shown, Source};

    #[test]
    fn a_template_is_filled() {
        let made = json!({ "components": [
            { "type": "HEADER", "format": "IMAGE" },
            { "type": "body", "text": "Hello {{1}}, {{name}} and {{2}} {{ 3" },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "No" }, { "type": "flow", "text": "Open" } ] },
        ] });
        let sent = json!({ "components": [
            { "type": "header", "parameters": [{ "type": "image", "image": { "id": "7" } }] },
            { "type": "body", "parameters": [
                { "type": "text", "text": "Ada" },
                { "type": "text", "parameter_name": "name", "text": "Eve" } ] },
        ] });
        let shown = Shown::template(&made, sent.as_object().expect("an object"));
        assert_eq!(shown.header, Some(Header::Image(Source::Id("7".to_owned()))));
        assert_eq!(shown.body, "Hello Ada, Eve and Eve {{ 3");
        assert_eq!(shown.button.as_deref(), Some("Open"));
    }
}
