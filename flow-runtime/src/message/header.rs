//! The header of a message: a text, an image, a video or a document.

use std::fmt;

use serde_json::{Map, Value, json};

use super::{MessageError, limit};

/// What is above the body of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Header(Kind);

/// A file that Meta shows in a header.
#[derive(Clone, PartialEq)]
pub struct Media(Source);

#[derive(Clone, PartialEq)]
enum Kind {
    Text(String),
    Image(Media),
    Video(Media),
    Document { media: Media, filename: Option<String> },
}

#[derive(Clone, PartialEq)]
enum Source {
    Id(String),
    Link(String),
}

impl Header {
    /// A text of at most 60 characters.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self(Kind::Text(text.into()))
    }

    /// An image.
    #[must_use]
    pub fn image(media: Media) -> Self {
        Self(Kind::Image(media))
    }

    /// A video.
    #[must_use]
    pub fn video(media: Media) -> Self {
        Self(Kind::Video(media))
    }

    /// A document. Without a name of its own the phone shows one that Meta chooses; see
    /// [`Header::named_document`].
    #[must_use]
    pub fn document(media: Media) -> Self {
        Self(Kind::Document { media, filename: None })
    }

    /// A document with the file name that the phone shows. Its ending decides the picture.
    #[must_use]
    pub fn named_document(media: Media, filename: impl Into<String>) -> Self {
        Self(Kind::Document { media, filename: Some(filename.into()) })
    }

    pub(super) fn check(&self) -> Result<(), MessageError> {
        match &self.0 {
            Kind::Text(text) => {
                limit::text(text, limit::HEADER, MessageError::HeaderEmpty, |chars| {
                    MessageError::HeaderTooLong { chars }
                })
            }
            Kind::Image(media) | Kind::Video(media) => media.check(),
            Kind::Document { media, filename } => {
                media.check()?;
                filename
                    .as_deref()
                    .map_or(Ok(()), |name| limit::filled(name, MessageError::FilenameEmpty))
            }
        }
    }

    pub(super) fn to_json(&self) -> Value {
        match &self.0 {
            Kind::Text(text) => json!({ "type": "text", "text": text }),
            Kind::Image(media) => json!({ "type": "image", "image": media.to_json() }),
            Kind::Video(media) => json!({ "type": "video", "video": media.to_json() }),
            Kind::Document { media, filename } => {
                let mut document = media.to_json();
                if let Some(filename) = filename {
                    document.insert("filename".to_owned(), json!(filename));
                }
                json!({ "type": "document", "document": document })
            }
        }
    }
}

impl Media {
    /// A file that was uploaded to Meta before (`POST /{phone}/media`).
    #[must_use]
    pub fn id(id: impl Into<String>) -> Self {
        Self(Source::Id(id.into()))
    }

    /// A file that Meta downloads from a public address.
    #[must_use]
    pub fn link(link: impl Into<String>) -> Self {
        Self(Source::Link(link.into()))
    }

    fn check(&self) -> Result<(), MessageError> {
        match &self.0 {
            Source::Id(id) => limit::filled(id, MessageError::MediaEmpty),
            Source::Link(link) => {
                limit::filled(link, MessageError::MediaEmpty)?;
                let known = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
                if known { Ok(()) } else { Err(MessageError::MediaLink) }
            }
        }
    }

    fn to_json(&self) -> Map<String, Value> {
        let (key, value) = match &self.0 {
            Source::Id(id) => ("id", id),
            Source::Link(link) => ("link", link),
        };
        Map::from_iter([(key.to_owned(), json!(value))])
    }
}

/// Shows the kind alone: a text may greet a person by name.
impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "text",
            Self::Image(_) => "image",
            Self::Video(_) => "video",
            Self::Document { .. } => "document",
        })
    }
}

/// Shows whether it is an id or a link alone: a link may hold a key.
impl fmt::Debug for Media {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Source::Id(_) => "Media(id)",
            Source::Link(_) => "Media(link)",
        })
    }
}
