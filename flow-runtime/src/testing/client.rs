//! Encrypts, signs and sends as a phone does.

use std::future::poll_fn;
use std::str::FromStr as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use hmac::Mac as _;
use http::{HeaderValue, Request, Response, StatusCode, Uri, header};
use http_body::Body;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use rsa::Oaep;
use rsa::pkcs8::DecodePublicKey as _;
use serde_json::{Map, Value, json};
use sha2::Sha256;
use tower_service::Service;

use super::{Answer, Delivery, Refused};
use crate::crypto::{Envelope, EnvelopeError, Secret, Session};
use crate::signature::{self, AppSecret};

/// Any error, as it can be sent to another thread.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Plays WhatsApp against one endpoint.
///
/// Over any [`tower` service](tower_service::Service): an [`Endpoint`](crate::Endpoint), an axum
/// router, or an HTTP client. [`Client::http`] brings one for `http://`; for `https://` give
/// [`Client::new`] a service with the TLS of your choice.
#[derive(Debug, Clone)]
pub struct Client<S> {
    service: S,
    uri: Uri,
    public_key: rsa::PublicKey,
    app_secret: Option<AppSecret>,
    flow_token: Option<String>,
    version: String,
    signs_token: bool,
}

/// An HTTP client without TLS.
pub type Http = hyper_util::client::legacy::Client<HttpConnector, Full<Bytes>>;

/// A request that is encrypted and signed, and what its answer is opened with.
#[derive(Debug)]
pub struct Sealed {
    /// The body.
    pub body: Bytes,
    /// The value of `X-Hub-Signature-256`, where the client has an app secret.
    pub signature: Option<String>,
    session: Session,
}

/// Why the client has no answer, or not the one that was asked for.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The public key is not an RSA key in a PEM text (`BEGIN PUBLIC KEY`).
    #[error("the public key is not an RSA key in a PEM text that begins with `BEGIN PUBLIC KEY`")]
    PublicKey,
    /// The URL is not one that the client can call.
    #[error(
        "`{0}` is not an `http://` URL; for `https://` give `Client::new` an HTTP client with TLS"
    )]
    Url(String),
    /// The request could not be encrypted.
    #[error("the request could not be encrypted")]
    Encrypt,
    /// The endpoint could not be reached.
    #[error("the endpoint could not be reached")]
    Transport(#[source] BoxError),
    /// A body that should be encrypted is not, or not with this request's key and inverted IV.
    #[error("the body of the answer with status {status} cannot be decrypted: {source}")]
    Decrypt {
        /// The status of the answer.
        status: StatusCode,
        /// What is wrong with it.
        source: EnvelopeError,
    },
    /// The decrypted answer is not of the shape that the phone expects.
    #[error("the decrypted answer is not what a phone expects: {0}")]
    Shape(&'static str),
    /// The endpoint answered something else than the test asked for.
    #[error("expected {expected}, but the endpoint answered {answer:?}")]
    Unexpected {
        /// What the test asked for.
        expected: String,
        /// What came.
        answer: Box<Answer>,
    },
}

impl Error {
    pub(super) fn unexpected(expected: String, answer: Answer) -> Self {
        Self::Unexpected { expected, answer: Box::new(answer) }
    }
}

impl Client<Http> {
    /// A client for an endpoint at an `http://` URL.
    ///
    /// # Errors
    ///
    /// When the URL is not an `http://` one, or the public key cannot be read.
    pub fn http(url: &str, public_key_pem: &str) -> Result<Self, Error> {
        let uri = Uri::from_str(url)
            .ok()
            .filter(|uri| uri.scheme_str() == Some("http"))
            .ok_or_else(|| Error::Url(url.to_owned()))?;
        let service =
            hyper_util::client::legacy::Client::builder(TokioExecutor::new()).build_http();
        Self::new(service, public_key_pem).map(|client| client.uri(uri))
    }
}

impl<S> Client<S> {
    /// A client for a service. It speaks Data API 3.0, signs nothing and has no flow token until
    /// it is told otherwise.
    ///
    /// # Errors
    ///
    /// When the public key cannot be read.
    pub fn new(service: S, public_key_pem: &str) -> Result<Self, Error> {
        let public_key =
            rsa::PublicKey::from_public_key_pem(public_key_pem).map_err(|_| Error::PublicKey)?;
        Ok(Self {
            service,
            uri: Uri::from_static("/"),
            public_key,
            app_secret: None,
            flow_token: None,
            version: "3.0".to_owned(),
            signs_token: true,
        })
    }

    /// Signs every request, as Meta does. With Data API 4.0 the flow token is signed too.
    #[must_use]
    pub fn app_secret(mut self, secret: impl Into<AppSecret>) -> Self {
        self.app_secret = Some(secret.into());
        self
    }

    /// The flow token that every request carries.
    #[must_use]
    pub fn flow_token(mut self, token: impl Into<String>) -> Self {
        self.flow_token = Some(token.into());
        self
    }

    /// The Data API version, `3.0` or `4.0`: the one that the flow declares.
    ///
    /// With `4.0` and an app secret every request carries Meta's signature of the flow token, without
    /// which an endpoint of Data API 4.0 refuses it.
    #[must_use]
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// Leaves `flow_token_signature` out even with Data API 4.0.
    #[must_use]
    pub fn without_flow_token_signature(mut self) -> Self {
        self.signs_token = false;
        self
    }

    /// The URI of every request: the path of the endpoint in a router.
    #[must_use]
    pub fn uri(mut self, uri: Uri) -> Self {
        self.uri = uri;
        self
    }

    /// Encrypts and signs a payload as it is.
    ///
    /// # Errors
    ///
    /// When the operating system has no random numbers to give.
    pub fn seal(&self, payload: &[u8]) -> Result<Sealed, Error> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|_| Error::Encrypt)?;
        let (key, iv) = random.split_at(16);
        let iv = <[u8; 16]>::try_from(iv).map_err(|_| Error::Encrypt)?;
        let block = self
            .public_key
            .encrypt(&mut rsa::rand_core::UnwrapErr(getrandom::SysRng), Oaep::<Sha256>::new(), key)
            .map_err(|_| Error::Encrypt)?;
        let secret = Secret::from(key.to_vec());
        let (session, body) =
            Envelope::seal(&secret, iv, &block, payload.to_vec()).map_err(|_| Error::Encrypt)?;
        Ok(Sealed {
            signature: self.app_secret.as_ref().map(|secret| secret.sign(&body)),
            body: Bytes::from(body),
            session,
        })
    }

    /// What was sealed as a request to the endpoint.
    pub(super) fn request(&self, sealed: &Sealed) -> Result<Request<Full<Bytes>>, Error> {
        sealed.request(&self.uri)
    }

    /// The flow token that every request carries.
    pub(super) fn token(&self) -> Option<&str> {
        self.flow_token.as_deref()
    }

    /// The JSON of a request, with what every request carries.
    #[must_use]
    pub fn payload(&self, action: &str, screen: Option<&str>, data: Option<Value>) -> Value {
        let mut payload = Map::new();
        payload.insert("version".to_owned(), json!(self.version));
        payload.insert("action".to_owned(), json!(action));
        if let Some(screen) = screen {
            payload.insert("screen".to_owned(), json!(screen));
        }
        if let Some(data) = data {
            payload.insert("data".to_owned(), data);
        }
        if let Some(token) = &self.flow_token {
            payload.insert("flow_token".to_owned(), json!(token));
            if let Some(jwt) = self.token_signature(token) {
                payload.insert("flow_token_signature".to_owned(), json!(jwt));
            }
        }
        Value::Object(payload)
    }

    /// Meta's signature of the flow token: a JWT with HS256 and the app secret.
    fn token_signature(&self, token: &str) -> Option<String> {
        let secret =
            self.app_secret.as_ref().filter(|_| self.signs_token && self.version == "4.0")?;
        let encode = |json: Value| URL_SAFE_NO_PAD.encode(json.to_string());
        let header = encode(json!({ "alg": "HS256", "typ": "JWT" }));
        let message = format!("{header}.{}", encode(json!({ "flow_token": token })));
        let tag = signature::mac(secret.as_bytes(), message.as_bytes()).finalize();
        let tag = URL_SAFE_NO_PAD.encode(tag.into_bytes());
        Some(format!("{message}.{tag}"))
    }
}

impl<S, B> Client<S>
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: Body,
    B::Error: Into<BoxError>,
{
    /// Opens the flow: asks for its first screen.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn init(&mut self) -> Result<Answer, Error> {
        self.send(&self.payload("INIT", None, None)).await
    }

    /// Opens the flow at a screen, as a message with `flow_action_payload` does.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn init_screen(&mut self, screen: &str, data: Value) -> Result<Answer, Error> {
        let payload = self.payload("INIT", Some(screen), Some(data));
        self.send(&payload).await
    }

    /// Sends a screen's `data_exchange`.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn data_exchange(&mut self, screen: &str, data: Value) -> Result<Answer, Error> {
        let payload = self.payload("data_exchange", Some(screen), Some(data));
        self.send(&payload).await
    }

    /// Goes back from a screen with `refresh_on_back`.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn back(&mut self, screen: &str) -> Result<Answer, Error> {
        let payload = self.payload("BACK", Some(screen), Some(json!({})));
        self.send(&payload).await
    }

    /// Asks whether the endpoint is alive, as Meta's monitoring does.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn ping(&mut self) -> Result<Answer, Error> {
        let payload = json!({ "version": self.version, "action": "ping" });
        self.send(&payload).await
    }

    /// Tells the endpoint that its last answer did not work.
    ///
    /// # Errors
    ///
    /// As [`Client::send`].
    pub async fn error_notice(
        &mut self,
        screen: &str,
        error: &str,
        message: &str,
    ) -> Result<Answer, Error> {
        let data = json!({ "error": error, "error_message": message });
        self.data_exchange(screen, data).await
    }

    /// Encrypts, signs and sends a payload of any shape, and reads the answer.
    ///
    /// # Errors
    ///
    /// When the endpoint cannot be reached, or the answer is not one that a phone can read. A
    /// status other than 200 is an [`Answer`].
    pub async fn send(&mut self, payload: &Value) -> Result<Answer, Error> {
        let sealed = self.seal(payload.to_string().as_bytes())?;
        let request = sealed.request(&self.uri)?;
        let response = self.call(request).await?;
        let (head, body) = response.into_parts();
        sealed.open(head.status, &body)
    }

    /// Posts a report to the webhook, as Meta does, and gives the status of the answer.
    ///
    /// `uri` is the address of the webhook: another than the client's own, which is the endpoint's.
    ///
    /// # Errors
    ///
    /// When the webhook cannot be reached, or the URI has no place in a request.
    pub async fn deliver(&mut self, uri: &Uri, delivery: &Delivery) -> Result<StatusCode, Error> {
        let response = self.call(delivery.request(uri)?).await?;
        Ok(response.status())
    }

    /// Sends a request as it is.
    ///
    /// # Errors
    ///
    /// When the endpoint cannot be reached.
    pub async fn call(&mut self, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, Error> {
        poll_fn(|cx| self.service.poll_ready(cx))
            .await
            .map_err(|error| Error::Transport(error.into()))?;
        let response =
            self.service.call(request).await.map_err(|error| Error::Transport(error.into()))?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.map_err(|error| Error::Transport(error.into()))?;
        Ok(Response::from_parts(head, body.to_bytes()))
    }
}

impl Sealed {
    /// The request, ready to be sent. The answer is opened with [`Sealed::open`].
    ///
    /// # Errors
    ///
    /// When the URI or the signature has no place in a request.
    pub fn request(&self, uri: &Uri) -> Result<Request<Full<Bytes>>, Error> {
        let mut request = Request::post(uri)
            .header(header::CONTENT_TYPE, "application/json")
            .body(Full::new(self.body.clone()))
            .map_err(|error| Error::Transport(error.into()))?;
        if let Some(signature) = &self.signature {
            let value =
                HeaderValue::from_str(signature).map_err(|error| Error::Transport(error.into()))?;
            request.headers_mut().insert(signature::HEADER, value);
        }
        Ok(request)
    }

    /// Reads the answer: decrypts it where the status says that it is encrypted.
    ///
    /// # Errors
    ///
    /// When the answer cannot be decrypted, or is not one that a phone can read.
    pub fn open(self, status: StatusCode, body: &[u8]) -> Result<Answer, Error> {
        match status.as_u16() {
            200 => Answer::read(self.decrypt(status, body)?),
            427 if !body.is_empty() => {
                let message = self.decrypt(status, body)?;
                let error_msg = message.get("error_msg").and_then(Value::as_str);
                let error_msg = error_msg.ok_or(Error::Shape("it has no `error_msg`"))?;
                Ok(Answer::Refused(Refused { status, error_msg: Some(error_msg.to_owned()) }))
            }
            _ => Ok(Answer::Refused(Refused { status, error_msg: None })),
        }
    }

    /// Decrypts the body of an answer.
    pub(super) fn decrypt(self, status: StatusCode, body: &[u8]) -> Result<Value, Error> {
        self.session.open_answer(body).map_err(|source| Error::Decrypt { status, source })
    }
}
