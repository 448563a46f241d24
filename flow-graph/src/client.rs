//! The client: where the Graph API is, who asks, and how patiently.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::HeaderValue;
use reqwest::redirect;

use crate::access_token::AccessToken;
use crate::address::{ApiVersion, BaseUrl};
use crate::call::Policy;
use crate::flow::FlowHandle;
use crate::phone::PhoneHandle;
use crate::waba::WabaHandle;

const BASE_URL: &str = "https://graph.facebook.com";
const API_VERSION: &str = "v25.0";
const TIMEOUT: Duration = Duration::from_secs(30);
const REDIRECTS: usize = 3;
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client of the Graph API.
///
/// It keeps its connections open and is cheap to clone: make one for each access token and keep it.
///
/// ```no_run
/// use flow_graph::{AccessToken, Client};
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let token = AccessToken::new(std::env::var("WHATSAPP_ACCESS_TOKEN")?);
/// let client = Client::builder(token).build()?;
/// client.flow("1234567890").publish().await?;
/// # Ok(())
/// # }
/// ```
///
/// # What is repeated
///
/// A call that failed is made again, at most [`retries`](Builder::retries) times, only when that is
/// safe:
///
/// | the failure | repeated |
/// | --- | --- |
/// | no connection | every call: nothing was sent |
/// | a rate limit (status 429; codes 4, 17, 32, 613, 80000 to 80014, 130429, 131056; any error that comes with a waiting time in `X-Business-Use-Case-Usage`) | every call: it was refused |
/// | status 500 and above, an error that Meta calls transient, a timeout, a connection that was cut | calls that read, and those that set metadata, the Flow JSON or the public key: the second time changes nothing |
/// | the same, on creating, publishing, deprecating, deleting, migrating, sending | never; [`Error::may_have_happened`](crate::Error::may_have_happened) says so |
///
/// The time between two attempts is chosen at random up to a bound that doubles each time (full
/// jitter). Where Meta says how long to wait, it is that long: `Retry-After`, and
/// `estimated_time_to_regain_access` of `X-Business-Use-Case-Usage`, which is in minutes. When
/// neither is there and `X-App-Usage` says that 100 percent of the app's calls are used up, it is
/// a minute. A wait longer than [`longest_wait`](Builder::longest_wait) is not waited: the error
/// comes at once, with [`retry_after`](crate::GraphError::retry_after).
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    /// With the version, without a slash at the end.
    pub(crate) base: Url,
    pub(crate) authorization: HeaderValue,
    pub(crate) token: AccessToken,
    pub(crate) timeout: Duration,
    pub(crate) policy: Policy,
}

/// Makes a [`Client`].
#[derive(Debug, Clone)]
#[must_use = "a builder makes nothing until `build`"]
pub struct Builder {
    token: AccessToken,
    base_url: String,
    api_version: String,
    timeout: Duration,
    policy: Policy,
}

/// Why a client cannot be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is none, or has a query, a fragment or a password in it.
    #[error("the base URL is not a plain address such as `https://graph.facebook.com`")]
    BaseUrl,
    /// The base URL is `http`, and not on this machine.
    #[error(
        "the base URL is not `https`, and the access token would travel in the clear; `http` is taken for this machine alone"
    )]
    NotEncrypted,
    /// The version is not like `v25.0`.
    #[error("the version `{version}` is not like `v25.0`")]
    ApiVersion {
        /// What was given.
        version: String,
    },
    /// The access token is empty or has characters that no token has.
    #[error(
        "the access token is empty, or has characters that no token has; copy it again, without quotes"
    )]
    AccessToken,
    /// The HTTP client cannot be made: its certificates cannot be read, say.
    #[error("the HTTP client cannot be made")]
    Http(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl Client {
    /// Starts a client that asks with this token.
    pub fn builder(token: impl Into<AccessToken>) -> Builder {
        Builder {
            token: token.into(),
            base_url: BASE_URL.to_owned(),
            api_version: API_VERSION.to_owned(),
            timeout: TIMEOUT,
            policy: Policy::default(),
        }
    }

    /// The calls of a WhatsApp business account: flows, phone numbers, templates.
    #[must_use]
    pub fn waba(&self, id: impl Into<String>) -> WabaHandle {
        WabaHandle { client: self.clone(), id: id.into() }
    }

    /// The calls of one flow.
    #[must_use]
    pub fn flow(&self, id: impl Into<String>) -> FlowHandle {
        FlowHandle { client: self.clone(), id: id.into() }
    }

    /// The calls of a phone number, named by its id and not by its digits: sending, and the
    /// public key.
    #[must_use]
    pub fn phone(&self, id: impl Into<String>) -> PhoneHandle {
        PhoneHandle { client: self.clone(), id: id.into() }
    }
}

impl Builder {
    /// Sets where the Graph API is. By default `https://graph.facebook.com`.
    ///
    /// `http` is taken for this machine alone, as [`BaseUrl`] says: for a server that stands in for
    /// Meta's in tests.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets the version of the Graph API. By default `v25.0`.
    pub fn api_version(mut self, version: impl Into<String>) -> Self {
        self.api_version = version.into();
        self
    }

    /// Sets how long one attempt may take, from the connection to the last byte. By default 30 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how often a call that failed is made again, where that is safe. By default 3.
    pub fn retries(mut self, retries: u32) -> Self {
        self.policy.retries = retries;
        self
    }

    /// Sets the bound of the first wait between two attempts; it doubles up to 30 s. By default
    /// half a second.
    pub fn backoff(mut self, backoff: Duration) -> Self {
        self.policy.backoff = backoff;
        self
    }

    /// Sets the longest wait before a call is made again. By default a minute.
    ///
    /// [`send_all`](crate::PhoneHandle::send_all) is not bound by it: there waiting is the point.
    pub fn longest_wait(mut self, longest_wait: Duration) -> Self {
        self.policy.longest_wait = longest_wait;
        self
    }

    /// Makes the client. No call is made.
    ///
    /// # Errors
    ///
    /// When the base URL, the version or the token cannot be right.
    pub fn build(self) -> Result<Client, BuildError> {
        let version: ApiVersion = self.api_version.parse()?;
        let base = self.base_url.parse::<BaseUrl>()?.with(&version)?;
        let authorization = authorization(&self.token)?;
        let http = http_client(self.timeout, &base)?;
        let inner = Inner {
            http,
            base,
            authorization,
            token: self.token,
            timeout: self.timeout,
            policy: self.policy,
        };
        Ok(Client { inner: Arc::new(inner) })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base", &self.inner.base.as_str()).finish_non_exhaustive()
    }
}

fn authorization(token: &AccessToken) -> Result<HeaderValue, BuildError> {
    let text = token.as_str();
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(BuildError::AccessToken);
    }
    let mut value =
        HeaderValue::try_from(format!("Bearer {text}")).map_err(|_| BuildError::AccessToken)?;
    value.set_sensitive(true);
    Ok(value)
}

fn http_client(timeout: Duration, base: &Url) -> Result<reqwest::Client, BuildError> {
    let plain = base.scheme() == "http";
    // Its own retries stay on: they cover what HTTP/2 guarantees was never processed, and no more.
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("flow-graph/", env!("CARGO_PKG_VERSION")))
        .timeout(timeout)
        .connect_timeout(CONNECT_TIMEOUT.min(timeout))
        .redirect(redirects(base))
        // The link to a file lets its holder in, so it is told to nobody.
        .referer(false)
        .https_only(!plain);
    if plain {
        // What stands in for Meta on this machine is not behind a proxy.
        builder = builder.no_proxy();
    }
    builder.build().map_err(|error| BuildError::Http(error.without_url().into()))
}

/// The Graph API leads nowhere else, and what would lead there is not followed with a token. The
/// files that it links to may be somewhere else by now.
fn redirects(base: &Url) -> redirect::Policy {
    let graph = base.origin();
    redirect::Policy::custom(move |attempt| match attempt.previous() {
        [first, ..] if first.origin() == graph => attempt.stop(),
        previous if previous.len() > REDIRECTS => attempt.error("too many redirects"),
        _ => attempt.follow(),
    })
}

#[cfg(test)]
mod tests {
    use super::{BuildError, Client};

    #[test]
    fn a_token_that_cannot_be_one_is_refused() {
        for token in ["", "  \n", "a b", "a\nb", "\u{e9}"] {
            let error = Client::builder(token).build().unwrap_err();
            assert!(matches!(error, BuildError::AccessToken), "{token:?}");
        }
    }
}
