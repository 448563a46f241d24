//! Reports as Meta posts them to the webhook.

use bytes::Bytes;
use http::{HeaderValue, Request, Uri, header};
use http_body_util::Full;
use serde_json::{Value, json};

use super::Error;
use crate::signature::{self, AppSecret};

/// A delivery of Meta to the webhook: a report and its signature.
///
/// ```
/// use flow_runtime::testing::Delivery;
/// use flow_runtime::webhook::{EventKind, Webhook};
/// use serde_json::json;
///
/// let webhook = Webhook::new("verify token", "app secret");
/// let response = json!({ "stay_logged_in": true, "flow_token": "token-1" });
/// let delivery = Delivery::completion("app secret", "wamid.1", &response);
/// let events = webhook.receive(Some(delivery.signature.as_bytes()), &delivery.body)?;
/// let EventKind::Reply(reply) = &events[0].kind else { panic!("no reply") };
/// assert_eq!(reply.flow_token(), Some("token-1"));
/// # Ok::<(), flow_runtime::webhook::WebhookError>(())
/// ```
///
/// Where the webhook is served, [`Client::deliver`](super::Client::deliver) posts it; for any other
/// client [`request`](Self::request) makes the POST.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The body, byte for byte.
    pub body: Bytes,
    /// The value of `X-Hub-Signature-256`.
    pub signature: String,
}

impl Delivery {
    /// Signs a report of any shape.
    #[must_use]
    pub fn new(app_secret: impl Into<AppSecret>, report: &Value) -> Self {
        let body = report.to_string().into_bytes();
        Self { signature: app_secret.into().sign(&body), body: Bytes::from(body) }
    }

    /// Reports that a person has finished a flow.
    ///
    /// `response` is what the flow ended with: the payload of `complete`, or the
    /// [`params`](super::Closed::params) with which the server closed it. The phone puts the flow
    /// token among them as `flow_token`. The rest of the report is made up: the person is
    /// `15550000001`, with a user id that is scoped to the business. Meta repeats a delivery with the same `message_id`.
    #[must_use]
    pub fn completion(
        app_secret: impl Into<AppSecret>,
        message_id: &str,
        response: &Value,
    ) -> Self {
        let message = json!({
            "context": { "from": "15550000000", "id": "wamid.SENT" },
            "from": "15550000001",
            "from_user_id": "US.1555000000100000001",
            "id": message_id,
            "timestamp": "1700000000",
            "type": "interactive",
            "interactive": {
                "type": "nfm_reply",
                "nfm_reply": {
                    "name": "flow",
                    "body": "Sent",
                    "response_json": response.to_string(),
                },
            },
        });
        let value = json!({
            "messaging_product": "whatsapp",
            "metadata": { "display_phone_number": "15550000000", "phone_number_id": "1000" },
            "contacts": [{
                "profile": { "name": "Ada" },
                "user_id": "US.1555000000100000001",
                "wa_id": "15550000001",
            }],
            "messages": [message],
        });
        let report = json!({
            "object": "whatsapp_business_account",
            "entry": [{
                "id": "2000",
                "time": 1_700_000_000,
                "changes": [{ "field": "messages", "value": value }],
            }],
        });
        Self::new(app_secret, &report)
    }

    /// The POST, ready to be sent.
    ///
    /// # Errors
    ///
    /// When the URI has no place in a request.
    pub fn request(&self, uri: &Uri) -> Result<Request<Full<Bytes>>, Error> {
        let mut request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(self.body.clone()))
            .map_err(|error| Error::Transport(error.into()))?;
        let signature = HeaderValue::from_str(&self.signature)
            .map_err(|error| Error::Transport(error.into()))?;
        request.headers_mut().insert(signature::HEADER, signature);
        Ok(request)
    }
}
