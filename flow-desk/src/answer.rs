//! What a call is answered with.

use bytes::Bytes;
use serde_json::{Map, Value, json};

/// A call that was done.
pub(crate) enum Answer {
    Json(Value),
    /// A file of this content type, as Meta's content servers give it.
    File(String, Bytes),
}

/// A call that was refused: a Graph error.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: i32,
    pub(crate) subcode: Option<i32>,
    pub(crate) message: String,
    pub(crate) details: Option<String>,
    /// Is beside the error, where there is any.
    pub(crate) validation_errors: Vec<Value>,
    pub(crate) headers: Vec<(String, String)>,
    /// Whether no correct client sends such a call.
    pub(crate) is_complaint: bool,
}

impl Answer {
    pub(crate) fn success() -> Self {
        Self::Json(json!({ "success": true }))
    }
}

impl Refusal {
    /// The state does not allow the call.
    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            status: if code == 190 { 401 } else { 400 },
            code,
            subcode: None,
            message: message.into(),
            details: None,
            validation_errors: Vec::new(),
            headers: Vec::new(),
            is_complaint: false,
        }
    }

    /// No correct client sends this.
    pub(crate) fn wrong(message: impl Into<String>) -> Self {
        Self { is_complaint: true, ..Self::new(100, message) }
    }

    /// No correct client sends this message.
    pub(crate) fn wrong_value(details: impl Into<String>) -> Self {
        Self { is_complaint: true, ..Self::value(details) }
    }

    /// The state does not allow a value of a message.
    pub(crate) fn value(details: impl Into<String>) -> Self {
        Self::new(131_009, "Parameter value is not valid").details(details)
    }

    /// There is no object of this id, or not for this token.
    pub(crate) fn unknown(id: &str) -> Self {
        let message = format!(
            "Unsupported request. Object with ID '{id}' does not exist or cannot be loaded due to \
             missing permissions"
        );
        Self { subcode: Some(33), ..Self::new(100, message) }
    }

    pub(crate) fn details(mut self, details: impl Into<String>) -> Self {
        self.details = Some(details.into());
        self
    }

    pub(crate) fn body(&self, trace: u64) -> Value {
        let mut error = Map::new();
        error.insert("message".to_owned(), json!(format!("(#{}) {}", self.code, self.message)));
        error.insert("type".to_owned(), json!("OAuthException"));
        error.insert("code".to_owned(), json!(self.code));
        if let Some(subcode) = self.subcode {
            error.insert("error_subcode".to_owned(), json!(subcode));
        }
        if let Some(details) = &self.details {
            let title = self.message.trim_end_matches('.');
            error.insert("error_user_title".to_owned(), json!(title));
            error.insert("error_user_msg".to_owned(), json!(details));
            error.insert("error_data".to_owned(), json!({ "details": details }));
        }
        error.insert("fbtrace_id".to_owned(), json!(format!("A{trace:022x}")));
        let mut body = Map::from_iter([("error".to_owned(), Value::Object(error))]);
        if !self.validation_errors.is_empty() {
            body.insert("validation_errors".to_owned(), json!(self.validation_errors));
        }
        Value::Object(body)
    }
}
