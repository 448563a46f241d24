//! `flow_token_signature`: the JWT that Meta sends beside the flow token from Data API 4.0.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use jsonwebtoken::Algorithm;
use serde_json::{Map, Value};

use crate::signature;

/// How far apart two clocks may be.
const LEEWAY: Duration = Duration::from_mins(1);

/// Why a `flow_token_signature` was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FlowTokenSignatureError {
    /// It is not a JWT.
    #[error("`flow_token_signature` is not a JWT")]
    Malformed,
    /// Its header names another algorithm than HS256, or extensions that must be understood.
    #[error("`flow_token_signature` is not signed with HS256, the one algorithm that Meta uses")]
    Algorithm,
    /// It was not signed with the app secret.
    #[error("`flow_token_signature` does not match the app secret")]
    Mismatch,
    /// It was signed for another flow token.
    #[error("`flow_token_signature` belongs to another flow token")]
    OtherToken,
    /// Its `exp` is over.
    #[error("`flow_token_signature` has expired")]
    Expired,
}

/// Verifies the `flow_token_signature` of a request: that Meta vouches for its flow token.
///
/// From Flow JSON 7.3 with Data API 4.0 a request carries a JWT beside the flow token, signed with
/// the app secret. HS256 is the one algorithm taken: `none` and every other are refused before the
/// signature is looked at. `exp` is checked when the JWT has one, with a minute's leeway.
///
/// Meta's reference says that the payload carries the flow token and does not name the claim. So
/// the claim `flow_token` must equal the flow token where there is one, and any string claim of the
/// top level where there is none. The signature is what proves that Meta wrote the claim.
///
/// ```
/// use flow_runtime::token::{FlowTokenSignatureError, verify_signature};
///
/// // {"alg":"HS256","typ":"JWT"} . {"flow_token":"token-1"}
/// let jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJmbG93X3Rva2VuIjoidG9rZW4tMSJ9.\
///            0yzNwvZiGTkVMQIDzZz8Cps4ZiXquVJn0IwXEPMfxaQ";
/// assert_eq!(verify_signature(jwt, b"app secret", "token-1"), Ok(()));
/// assert_eq!(
///     verify_signature(jwt, b"app secret", "token-2"),
///     Err(FlowTokenSignatureError::OtherToken),
/// );
/// assert_eq!(
///     verify_signature(jwt, b"another secret", "token-1"),
///     Err(FlowTokenSignatureError::Mismatch),
/// );
/// ```
///
/// # Errors
///
/// When the JWT is malformed, signed otherwise, signed for another token, or has expired.
pub fn verify_signature(
    jwt: &str,
    app_secret: &[u8],
    flow_token: &str,
) -> Result<(), FlowTokenSignatureError> {
    let (message, mac) = jwt.rsplit_once('.').ok_or(FlowTokenSignatureError::Malformed)?;
    let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| FlowTokenSignatureError::Malformed)?;
    check_algorithm(jwt)?;
    // `jsonwebtoken` reads the JWT; its own verification rests on a crypto provider that is chosen
    // once for the whole process, which is the application's choice and not a library's.
    let genuine = !app_secret.is_empty()
        && signature::mac(app_secret, message.as_bytes()).verify_slice(&mac).is_ok();
    if !genuine {
        return Err(FlowTokenSignatureError::Mismatch);
    }
    let claims: Map<String, Value> = jsonwebtoken::dangerous::insecure_decode_claims(jwt)
        .map_err(|_| FlowTokenSignatureError::Malformed)?;
    check_expiry(&claims)?;
    let is_token = |claim: &Value| claim.as_str() == Some(flow_token);
    let names_token = match claims.get("flow_token") {
        Some(claim) => is_token(claim),
        None => claims.values().any(is_token),
    };
    if names_token { Ok(()) } else { Err(FlowTokenSignatureError::OtherToken) }
}

fn check_algorithm(jwt: &str) -> Result<(), FlowTokenSignatureError> {
    use jsonwebtoken::errors::ErrorKind;

    let header = jsonwebtoken::decode_header(jwt).map_err(|error| match error.kind() {
        // An algorithm that the library does not know, `none` among them, is a JSON error there.
        ErrorKind::Json(_) | ErrorKind::InvalidAlgorithmName => FlowTokenSignatureError::Algorithm,
        _ => FlowTokenSignatureError::Malformed,
    })?;
    if header.alg == Algorithm::HS256 && header.crit.is_none() {
        Ok(())
    } else {
        Err(FlowTokenSignatureError::Algorithm)
    }
}

fn check_expiry(claims: &Map<String, Value>) -> Result<(), FlowTokenSignatureError> {
    let Some(expires) = claims.get("exp") else {
        return Ok(());
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let expires = expires.as_f64().ok_or(FlowTokenSignatureError::Malformed)?;
    if expires + LEEWAY.as_secs_f64() < now.as_secs_f64() {
        return Err(FlowTokenSignatureError::Expired);
    }
    Ok(())
}
