//! The endpoint, called as Meta calls it.

use std::time::Duration;

use flow_graph::is_loopback;
use flow_runtime::testing::{Answer, Client, Error, Sealed};
use serde_json::json;

use super::{Line, Patient};
use crate::failure::root;

/// How long Meta waits for an endpoint.
const DEADLINE: Duration = Duration::from_secs(10);
/// No answer to a ping is longer.
const LONGEST: usize = 64 * 1024;
const SECRET: &str = "APP_SECRET";

/// The endpoint decrypts a ping and answers it.
pub(super) async fn answered(patient: &Patient<'_>) -> Line {
    let there = patient.remote.as_ref().and_then(|read| read.remote.endpoint.as_deref());
    let Some(url) = there.or(patient.session.environment.endpoint.as_deref()) else {
        return Line::open("ping", "it is not known where the endpoint is");
    };
    let Some(key) = patient.key() else {
        return Line::open("ping", "without a public key at Meta no ping can be encrypted");
    };
    let secret = std::env::var(SECRET).ok().filter(|secret| !secret.is_empty());
    let signed = secret.is_some();
    match call(url, &key.pem, secret).await {
        Ok(Answer::Active) if signed => Line::fine("ping", "the endpoint answers"),
        Ok(Answer::Active) => Line::fine(
            "ping",
            format!(
                "the endpoint answers, also without a signature; set `{SECRET}` in it and here"
            ),
        ),
        Ok(Answer::Refused(refused)) => {
            let status = refused.status.as_u16();
            Line::broken("ping", format!("the endpoint answers {status}"), cure(status, signed))
        }
        Ok(_) => Line::broken(
            "ping",
            "the endpoint answers something else than `active`",
            "answer `{\"data\": {\"status\": \"active\"}}`, as `flow_runtime::Endpoint` does by itself",
        ),
        Err((what, cure)) => Line::broken("ping", what, cure),
    }
}

/// What to do about a status.
fn cure(status: u16, signed: bool) -> String {
    match status {
        421 => "it cannot decrypt what the key at Meta encrypts: give it the private key of that \
                one, or upload its own with `cargo flow keys upload FILE`"
            .to_owned(),
        432 if signed => {
            format!("it has another app secret than `{SECRET}` says: both must be the app's")
        }
        432 => format!("it wants a signature: set `{SECRET}` here to the app's secret"),
        404 | 405 => {
            "nothing takes a POST at that path: correct `endpoint` in `flow.toml`, or the route"
                .to_owned()
        }
        500..=599 => "its own log says why".to_owned(),
        _ => "it must answer a ping with status 200".to_owned(),
    }
}

type Refused = (String, String);

async fn call(url: &str, pem: &str, secret: Option<String>) -> Result<Answer, Refused> {
    let sealed = seal(pem, secret).map_err(|error| {
        (format!("no ping can be encrypted: {error}"), "upload the public key again".to_owned())
    })?;
    let unreachable = |error: reqwest::Error| {
        let what = if error.is_timeout() {
            format!("the endpoint does not answer within {} seconds", DEADLINE.as_secs())
        } else {
            "the endpoint cannot be reached".to_owned()
        };
        let cure = "start it, and open it to the internet over `https://`".to_owned();
        (format!("{what} ({})", root(&error.without_url())), cure)
    };
    let http =
        reqwest::Client::builder().timeout(DEADLINE).redirect(reqwest::redirect::Policy::none());
    // What is on this machine is not behind a proxy.
    let http = if is_loopback(url) { http.no_proxy() } else { http };
    let http = http.build().map_err(unreachable)?;
    let mut request =
        http.post(url).header("Content-Type", "application/json").body(sealed.body.clone());
    if let Some(signature) = &sealed.signature {
        request = request.header("X-Hub-Signature-256", signature);
    }
    let mut response = request.send().await.map_err(unreachable)?;
    let status = response.status();
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
        body.extend_from_slice(&chunk);
        if body.len() > LONGEST {
            return Err((
                "the endpoint's answer is far too long for a ping".to_owned(),
                "correct `endpoint` in `flow.toml`".to_owned(),
            ));
        }
    }
    sealed.open(status, &body).map_err(|error| {
        (
            error.to_string(),
            "encrypt the answer with the request's key and its IV, every bit inverted".to_owned(),
        )
    })
}

fn seal(pem: &str, secret: Option<String>) -> Result<Sealed, Error> {
    let client = Client::new((), pem)?;
    let client = match secret {
        Some(secret) => client.app_secret(secret),
        None => client,
    };
    client.seal(json!({ "version": "3.0", "action": "ping" }).to_string().as_bytes())
}
