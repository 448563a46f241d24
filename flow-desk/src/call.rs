//! A request, read once.

use bytes::Bytes;
use http_body_util::{BodyDataStream, Full};
use hyper::HeaderMap;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use serde_json::Value;

use crate::answer::Refusal;

/// A request as it came, for a test to look at. The access token is not in it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Recorded {
    /// `GET`, `POST` or `DELETE`.
    pub method: String,
    /// The path with the version: `/v25.0/102290129340398/flows`.
    pub path: String,
    /// The query's parameters, decoded, in their order.
    pub query: Vec<(String, String)>,
    /// The content type without its parameters.
    pub content_type: Option<String>,
    /// The body.
    pub body: Body,
}

/// The body of a request.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Body {
    /// No byte.
    Empty,
    /// `application/json`.
    Json(Value),
    /// `application/x-www-form-urlencoded`.
    Form(Vec<(String, String)>),
    /// `multipart/form-data`.
    Multipart(Vec<Part>),
    /// Anything else, and what is not what its content type says.
    Other(Bytes),
}

/// A part of a multipart body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file's name, for a file.
    pub file_name: Option<String>,
    /// The content type, where the part has one.
    pub content_type: Option<String>,
    /// The content.
    pub content: Bytes,
}

/// A call and what came of it, in one line each.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Answered {
    /// `GET`, `POST` or `DELETE`.
    pub method: String,
    /// The path with the version.
    pub path: String,
    /// The status; where the call was refused also the code, and what is wrong.
    pub told: String,
}

/// So many of them are kept.
const ANSWERED: usize = 200;

/// The last calls, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Calls(std::collections::VecDeque<Answered>);

impl Calls {
    pub(crate) fn push(&mut self, call: Answered) {
        if self.0.len() == ANSWERED {
            self.0.pop_front();
        }
        self.0.push_back(call);
    }

    pub(crate) fn all(&self) -> Vec<Answered> {
        self.0.iter().cloned().collect()
    }
}

/// A call on its way through the checks.
pub(crate) struct Call {
    pub(crate) recorded: Recorded,
    pub(crate) authorization: Option<String>,
}

impl Recorded {
    /// The value of a parameter of the query.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The body where it is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Value> {
        match &self.body {
            Body::Json(value) => Some(value),
            _ => None,
        }
    }
}

impl Part {
    /// The content where it is text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.content).ok()
    }
}

impl Call {
    pub(crate) async fn read(head: &hyper::http::request::Parts, body: Bytes) -> Self {
        let content_type = header(&head.headers, &CONTENT_TYPE);
        let kind = content_type
            .as_deref()
            .and_then(|whole| whole.split(';').next())
            .map(|kind| kind.trim().to_ascii_lowercase());
        let query = head.uri.query().unwrap_or_default();
        let recorded = Recorded {
            method: head.method.to_string(),
            path: head.uri.path().to_owned(),
            query: form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            body: read_body(kind.as_deref(), content_type.as_deref(), body).await,
            content_type: kind,
        };
        Self { recorded, authorization: header(&head.headers, &AUTHORIZATION) }
    }

    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.recorded.parameter(name)
    }

    /// The query has only these parameters, each once.
    pub(crate) fn only_parameters(&self, known: &[&str]) -> Result<(), Refusal> {
        let query = &self.recorded.query;
        for (index, (key, _)) in query.iter().enumerate() {
            if !known.contains(&key.as_str()) {
                return Err(Refusal::wrong(format!("the query has an unknown parameter `{key}`")));
            }
            if query[..index].iter().any(|(earlier, _)| earlier == key) {
                return Err(Refusal::wrong(format!("the query has `{key}` twice")));
            }
        }
        Ok(())
    }

    pub(crate) fn no_body(&self) -> Result<(), Refusal> {
        match self.recorded.body {
            Body::Empty => Ok(()),
            _ => Err(Refusal::wrong("this call has no body")),
        }
    }

    pub(crate) fn json(&self) -> Result<&Value, Refusal> {
        match &self.recorded.body {
            Body::Json(value) => match null(value, "") {
                Some(place) => {
                    Err(Refusal::wrong(format!("`{place}` is null: leave the key out instead")))
                }
                None => Ok(value),
            },
            Body::Empty => Err(Refusal::wrong("this call has a JSON body, and it is missing")),
            _ => Err(Refusal::wrong("the body is not JSON with content type `application/json`")),
        }
    }

    pub(crate) fn parts(&self) -> Result<&[Part], Refusal> {
        match &self.recorded.body {
            Body::Multipart(parts) => Ok(parts),
            _ => Err(Refusal::wrong("the body is not `multipart/form-data`")),
        }
    }
}

async fn read_body(kind: Option<&str>, whole: Option<&str>, body: Bytes) -> Body {
    if body.is_empty() {
        return Body::Empty;
    }
    let read = match kind {
        Some("application/json") => serde_json::from_slice(&body).ok().map(Body::Json),
        Some("application/x-www-form-urlencoded") => {
            Some(Body::Form(form_urlencoded::parse(&body).into_owned().collect()))
        }
        Some("multipart/form-data") => read_parts(whole.unwrap_or_default(), body.clone()).await,
        _ => None,
    };
    read.unwrap_or(Body::Other(body))
}

async fn read_parts(content_type: &str, body: Bytes) -> Option<Body> {
    let boundary = multer::parse_boundary(content_type).ok()?;
    let stream = BodyDataStream::new(Full::new(body));
    let mut multipart = multer::Multipart::new(stream, boundary);
    let mut parts = Vec::new();
    while let Some(field) = multipart.next_field().await.ok()? {
        let content_type = field.content_type().map(ToString::to_string);
        parts.push(Part {
            name: field.name()?.to_owned(),
            file_name: field.file_name().map(str::to_owned),
            content_type,
            content: field.bytes().await.ok()?,
        });
    }
    Some(Body::Multipart(parts))
}

/// The place of the first null. No deeper than `serde_json` reads.
fn null(value: &Value, place: &str) -> Option<String> {
    match value {
        Value::Null => Some(place.to_owned()),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(index, item)| null(item, &format!("{place}[{index}]")))
        }
        Value::Object(map) if place.is_empty() => {
            map.iter().find_map(|(key, item)| null(item, key))
        }
        Value::Object(map) => {
            map.iter().find_map(|(key, item)| null(item, &format!("{place}.{key}")))
        }
        _ => None,
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}
