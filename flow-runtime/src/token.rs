//! Flow tokens: signed ones that the business issues, and the signature that Meta puts beside them.

mod jwt;

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use zeroize::Zeroizing;

use crate::signature;

pub use self::jwt::{FlowTokenSignatureError, verify_signature};

/// Keeps these MACs apart from any other use of the same secret.
const PURPOSE: &[u8] = b"flow-runtime flow token\0";
const LAYOUT: u8 = 1;
const MAC_LEN: usize = 32;
const MIN_SECRET: usize = 16;
/// The end of the year 9999, so that every expiry is a date.
const LAST_SECOND: u64 = 253_402_300_799;

/// Issues and verifies flow tokens that carry who they are for.
///
/// A flow token travels with the flow's message to the phone and comes back with every request and
/// with the completion. A token from here says which flow it is for, the business's own id (of a
/// customer, an order, a conversation) and when it expires, under an HMAC-SHA256 with a secret of
/// the business's choice. So the endpoint knows whom it talks to without keeping a table of tokens,
/// and nobody can make one up or take one from another flow.
///
/// The token is signed and not encrypted: whoever holds it can read the id. It is a text of
/// letters, digits, `-` and `_`.
///
/// ```
/// use std::time::Duration;
///
/// use flow_runtime::token::{FlowTokens, TokenError};
///
/// let tokens = FlowTokens::new("a secret of 32 random characters")?;
/// let token = tokens.issue("account", "customer-17", Duration::from_hours(24));
///
/// assert_eq!(tokens.verify(&token, "account")?.id(), "customer-17");
/// assert!(matches!(tokens.verify(&token, "survey"), Err(TokenError::OtherFlow { .. })));
/// assert!(matches!(tokens.verify("made up", "account"), Err(TokenError::Forged)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct FlowTokens {
    secret: Zeroizing<Vec<u8>>,
    previous: Vec<Zeroizing<Vec<u8>>>,
}

/// What a verified flow token says.
///
/// `Debug` shows no id: it may be a person's number.
#[derive(Clone, PartialEq, Eq)]
pub struct Claims {
    flow: String,
    id: String,
    expires: SystemTime,
}

/// Why a flow token was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The token was issued here, and its time is over.
    #[error("the flow token has expired; send the flow again with a new token")]
    Expired,
    /// The token was not issued with any of the secrets, or was changed.
    #[error(
        "the flow token was not issued with any of the secrets; send the flow with a token from \
         `FlowTokens::issue`, and keep a replaced secret until its tokens have expired"
    )]
    Forged,
    /// The token was issued here for another flow.
    #[error("the flow token was issued for the flow `{flow}`")]
    OtherFlow {
        /// The name of the flow that the token is for.
        flow: String,
    },
}

/// A secret that is too short to sign flow tokens with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the secret of flow tokens has {bytes} bytes and needs at least 16; make one with `openssl rand -hex 32`"
)]
pub struct SecretTooShort {
    /// The bytes given.
    pub bytes: usize,
}

impl FlowTokens {
    /// Takes the secret that signs, of at least 16 bytes.
    ///
    /// Make it with `openssl rand -hex 32` and use it for nothing else.
    ///
    /// # Errors
    ///
    /// When the secret is shorter.
    pub fn new(secret: impl Into<Vec<u8>>) -> Result<Self, SecretTooShort> {
        Ok(Self { secret: long_enough(secret.into())?, previous: Vec::new() })
    }

    /// Adds a secret that was used before: its tokens are still verified, none is issued with it.
    ///
    /// To change the secret, give the new one to [`new`](Self::new) and the old one here, until the
    /// tokens issued with it have expired.
    ///
    /// # Errors
    ///
    /// When the secret is shorter than 16 bytes.
    pub fn previous_secret(mut self, secret: impl Into<Vec<u8>>) -> Result<Self, SecretTooShort> {
        self.previous.push(long_enough(secret.into())?);
        Ok(self)
    }

    /// Issues a token for a flow that lives for a while from now.
    ///
    /// `flow` is the flow's [`NAME`](crate::Flow::NAME), `id` the business's own.
    #[must_use]
    pub fn issue(&self, flow: &str, id: &str, lifetime: Duration) -> String {
        let now = seconds(SystemTime::now());
        self.sign(flow, id, now.saturating_add(lifetime.as_secs()))
    }

    /// Issues a token for a flow that lives until a moment, to the second.
    #[must_use]
    pub fn issue_until(&self, flow: &str, id: &str, expires: SystemTime) -> String {
        self.sign(flow, id, seconds(expires))
    }

    /// Verifies a token that came with a request of a flow.
    ///
    /// # Errors
    ///
    /// When the token was not issued here, is for another flow, or has expired.
    pub fn verify(&self, token: &str, flow: &str) -> Result<Claims, TokenError> {
        let claims = self.read(token)?;
        if claims.flow != flow {
            return Err(TokenError::OtherFlow { flow: claims.flow });
        }
        if claims.expires <= SystemTime::now() {
            return Err(TokenError::Expired);
        }
        Ok(claims)
    }

    /// Verifies that a token was issued here, for whichever flow, expired or not.
    ///
    /// For webhooks: a person may finish a flow after its token has expired, and one address
    /// receives the completions of all flows.
    ///
    /// # Errors
    ///
    /// When the token was not issued here.
    pub fn read(&self, token: &str) -> Result<Claims, TokenError> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| TokenError::Forged)?;
        let (payload, mac) = bytes.split_last_chunk::<MAC_LEN>().ok_or(TokenError::Forged)?;
        let genuine = std::iter::once(&self.secret).chain(&self.previous).any(|secret| {
            signature::keyed(secret)
                .chain_update(PURPOSE)
                .chain_update(payload)
                .verify(mac.into())
                .is_ok()
        });
        if !genuine {
            return Err(TokenError::Forged);
        }
        Claims::from_payload(payload).ok_or(TokenError::Forged)
    }

    fn sign(&self, flow: &str, id: &str, expires: u64) -> String {
        let mut token = payload(flow, id, expires.min(LAST_SECOND));
        let mac =
            signature::keyed(&self.secret).chain_update(PURPOSE).chain_update(&token).finalize();
        token.extend_from_slice(&mac.into_bytes());
        URL_SAFE_NO_PAD.encode(token)
    }
}

impl std::fmt::Debug for FlowTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FlowTokens")
            .field("secrets", &(1 + self.previous.len()))
            .finish_non_exhaustive()
    }
}

impl Claims {
    /// The name of the flow that the token is for.
    #[must_use]
    pub fn flow(&self) -> &str {
        &self.flow
    }

    /// The business's own id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When the token expires, or expired.
    #[must_use]
    pub fn expires(&self) -> SystemTime {
        self.expires
    }

    /// Reads what [`payload`] writes.
    fn from_payload(payload: &[u8]) -> Option<Self> {
        let (layout, rest) = payload.split_first()?;
        let (expires, rest) = rest.split_first_chunk::<8>()?;
        let (flow_len, rest) = rest.split_first_chunk::<8>()?;
        let flow_len = usize::try_from(u64::from_be_bytes(*flow_len)).ok()?;
        let (flow, id) = rest.split_at_checked(flow_len)?;
        let expires = Duration::from_secs(u64::from_be_bytes(*expires));
        (*layout == LAYOUT).then_some(())?;
        Some(Self {
            flow: String::from_utf8(flow.to_vec()).ok()?,
            id: String::from_utf8(id.to_vec()).ok()?,
            expires: UNIX_EPOCH.checked_add(expires)?,
        })
    }
}

impl std::fmt::Debug for Claims {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Claims")
            .field("flow", &self.flow)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

/// One byte of layout, the expiry in seconds, the length of the flow's name, the name, the id.
fn payload(flow: &str, id: &str, expires: u64) -> Vec<u8> {
    let mut payload = Vec::with_capacity(17 + flow.len() + id.len() + MAC_LEN);
    payload.push(LAYOUT);
    payload.extend_from_slice(&expires.to_be_bytes());
    payload.extend_from_slice(&(flow.len() as u64).to_be_bytes());
    payload.extend_from_slice(flow.as_bytes());
    payload.extend_from_slice(id.as_bytes());
    payload
}

fn long_enough(secret: Vec<u8>) -> Result<Zeroizing<Vec<u8>>, SecretTooShort> {
    let secret = Zeroizing::new(secret);
    if secret.len() < MIN_SECRET {
        return Err(SecretTooShort { bytes: secret.len() });
    }
    Ok(secret)
}

/// Seconds since 1970; a moment before that has expired anyway.
fn seconds(moment: SystemTime) -> u64 {
    moment.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
