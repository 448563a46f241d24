//! One exchange with an endpoint, in clear and as it went over the wire.

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body::Body;
use http_body_util::Full;
use serde_json::Value;
use tower_service::Service;

use super::client::BoxError;
use super::{Client, Error, Sealed};

/// What was sent and what came back, for whoever shows it or judges it.
///
/// [`Client::send`] reads an answer and refuses one that no phone could use. This keeps it as it is.
#[derive(Debug)]
pub struct Exchange {
    /// The body that was sent: the encrypted envelope, as JSON.
    pub sent: Bytes,
    /// The status of the answer.
    pub status: StatusCode,
    /// The body of the answer, as it came.
    pub received: Bytes,
    /// The decrypted body of a 200 or a 427; `None` for any other status and for an empty 427, which
    /// hold nothing encrypted.
    pub clear: Option<Result<Value, Error>>,
    /// Why the endpoint refused, in its own words, where it runs in this process; see [`Cause`].
    pub cause: Option<String>,
}

/// Why an [`Endpoint`](crate::Endpoint) refused a request, among the extensions of its response.
///
/// It is what the endpoint logs. Nothing of it goes over the wire: it is for a test in the same
/// process, which otherwise sees a bare `500`.
///
/// ```
/// use flow_runtime::testing::Cause;
///
/// fn why<B>(response: &http::Response<B>) -> &str {
///     response.extensions().get::<Cause>().map_or("", |cause| &cause.0)
/// }
/// # let _ = why::<()>;
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause(pub String);

impl<S, B> Client<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: Body,
    B::Error: Into<BoxError>,
{
    /// Encrypts, signs and sends a payload of any shape, and gives all of the exchange.
    ///
    /// # Errors
    ///
    /// When the payload cannot be sent, or the endpoint cannot be reached. Whatever it answers is no
    /// error here.
    pub async fn exchange(&mut self, payload: &Value) -> Result<Exchange, Error> {
        let sealed = self.seal(payload.to_string().as_bytes())?;
        let request = self.request(&sealed)?;
        let sent = sealed.body.clone();
        let (head, received) = self.call(request).await?.into_parts();
        let clear = sealed.clear(head.status, &received);
        let cause = head.extensions.get::<Cause>().map(|cause| cause.0.clone());
        Ok(Exchange { sent, status: head.status, received, clear, cause })
    }
}

impl Sealed {
    /// The decrypted body, where the status says that there is one; whatever shape it has.
    ///
    /// [`open`](Self::open) reads it as an [`Answer`](super::Answer).
    #[must_use]
    pub fn clear(self, status: StatusCode, body: &[u8]) -> Option<Result<Value, Error>> {
        match status.as_u16() {
            200 => Some(self.decrypt(status, body)),
            427 if !body.is_empty() => Some(self.decrypt(status, body)),
            _ => None,
        }
    }
}
