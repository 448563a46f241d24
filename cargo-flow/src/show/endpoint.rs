//! The user's endpoint and what is said to it first: shared by `preview` and `play`.

use std::path::Path;

use flow_runtime::testing::Client;
use flow_runtime::token::FlowTokens;
use http::Uri;
use serde_json::{Map, Value};

use super::http::Http;
use crate::cli;
use crate::failure::{Failure, plain};
use crate::files;
use crate::keys;
use crate::terminal::Terminal;

/// The environment variable that signs flow tokens, for `send` as well.
const FLOW_TOKEN_SECRET: &str = "FLOW_TOKEN_SECRET";

/// A client of the endpoint that `--endpoint` and `--key` name, which signs where there is a secret.
pub(super) fn client(
    url: &str,
    key: &Path,
    passphrase: &cli::Passphrase,
    secret: Option<String>,
    terminal: &Terminal,
) -> Result<Client<Http>, Failure> {
    let pem = public_key(key, passphrase, terminal)?;
    let client = Client::new(Http::new(url)?, &pem)
        .map_err(|error| Failure::new(error.to_string()))?
        .uri(address("--endpoint", url)?);
    Ok(match secret {
        Some(secret) => client.app_secret(secret),
        None => client,
    })
}

/// The app secret that the environment holds; an empty one is none.
pub(super) fn app_secret(variable: &str) -> Option<String> {
    std::env::var(variable).ok().filter(|secret| !secret.is_empty())
}

/// What signs flow tokens, where the environment holds its secret: an endpoint may take no others.
pub(super) fn flow_tokens() -> Result<Option<FlowTokens>, Failure> {
    let Some(secret) = app_secret(FLOW_TOKEN_SECRET) else { return Ok(None) };
    let tokens = FlowTokens::new(secret);
    tokens.map(Some).map_err(|error| Failure::new(format!("`{FLOW_TOKEN_SECRET}`: {error}")))
}

/// The address that an argument holds.
pub(super) fn address(what: &str, url: &str) -> Result<Uri, Failure> {
    url.parse::<Uri>()
        .ok()
        .filter(|uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some())
        .ok_or_else(|| {
            Failure::new(format!("`{what}` is not a web address: `{url}`"))
                .help(format!("write it whole: {what} http://127.0.0.1:3000/flow"))
        })
}

/// The JSON object that `--data` holds.
pub(super) fn data(text: &str) -> Result<Map<String, Value>, Failure> {
    serde_json::from_str(text).map_err(|error| {
        Failure::new(format!("`--data` is not a JSON object: {}", plain(&error)))
            .help(r#"write it in single quotes: --data '{"email": "ada@example.com"}'"#)
    })
}

/// The public key, from a file of the private or of the public one.
fn public_key(
    path: &Path,
    passphrase: &cli::Passphrase,
    terminal: &Terminal,
) -> Result<String, Failure> {
    let text = files::read_source(path)?;
    if text.contains("BEGIN PUBLIC KEY") {
        return Ok(text);
    }
    keys::public_half(path, passphrase, terminal)?.ok_or_else(|| {
        Failure::new(format!("`{}` holds no key that an endpoint can use", path.display()))
    })
}
