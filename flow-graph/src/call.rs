//! One call: its request, its attempts and its answer.

mod answer;
mod gate;
mod retry;
mod usage;

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE};
use reqwest::multipart::{Form, Part};
use reqwest::{Method, RequestBuilder, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::answer::{Answer, Failure};
use crate::address::is_local;
use crate::client::Client;
use crate::error::Error;
use crate::lenient;

pub(crate) use self::gate::Gate;
pub(crate) use self::retry::Policy;

/// Meta's limit on a Flow JSON document, and ours on any answer.
pub(crate) const LARGEST: usize = 10 * 1024 * 1024;

/// One call of the Graph API.
pub(crate) struct Call<'a> {
    client: &'a Client,
    /// What is asked for, to follow the words "could not".
    name: &'static str,
    method: Method,
    url: Url,
    body: Body,
    repeat: Repeat,
    /// Downloads carry no token.
    download: bool,
}

/// What a call carries.
enum Body {
    Empty,
    Json(Vec<u8>),
    Form(Vec<(&'static str, String)>),
    FlowJson(String),
}

/// When a call that failed may be made again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// Whatever happened: the second time changes nothing.
    Always,
    /// Only when it is certain that it had no effect.
    WhenRefused,
}

/// The answer to a call that only says that it was done.
#[derive(Deserialize)]
struct Success {
    #[serde(default, deserialize_with = "lenient::truth")]
    success: Option<bool>,
}

impl<'a> Call<'a> {
    /// A call that reads.
    pub(crate) fn get(client: &'a Client, name: &'static str, path: &[&str]) -> Self {
        Self::new(client, name, Method::GET, path, Repeat::Always)
    }

    /// A call that changes something and cannot be made twice.
    pub(crate) fn post(client: &'a Client, name: &'static str, path: &[&str]) -> Self {
        Self::new(client, name, Method::POST, path, Repeat::WhenRefused)
    }

    /// A call that sets something: made twice, it is as made once.
    pub(crate) fn set(client: &'a Client, name: &'static str, path: &[&str]) -> Self {
        Self::new(client, name, Method::POST, path, Repeat::Always)
    }

    /// A call that deletes. It cannot be made twice: the second finds nothing.
    pub(crate) fn delete(client: &'a Client, name: &'static str, path: &[&str]) -> Self {
        Self::new(client, name, Method::DELETE, path, Repeat::WhenRefused)
    }

    /// A file that Meta links to. It is asked for without the token.
    pub(crate) fn download(
        client: &'a Client,
        name: &'static str,
        link: &str,
    ) -> Result<Self, Error> {
        let url = Url::parse(link).ok().filter(|url| {
            url.scheme() == "https" || (client.inner.base.scheme() == "http" && is_local(url))
        });
        let url = url.ok_or_else(|| Error::Decode {
            call: name,
            what: "the link to the file is no `https` address".to_owned(),
            unclear: false,
        })?;
        let call = Self {
            client,
            name,
            method: Method::GET,
            url,
            body: Body::Empty,
            repeat: Repeat::Always,
            download: true,
        };
        Ok(call)
    }

    fn new(
        client: &'a Client,
        name: &'static str,
        method: Method,
        path: &[&str],
        repeat: Repeat,
    ) -> Self {
        let mut url = client.inner.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.extend(path);
        }
        Self { client, name, method, url, body: Body::Empty, repeat, download: false }
    }

    pub(crate) fn query(mut self, key: &str, value: &str) -> Self {
        self.url.query_pairs_mut().append_pair(key, value);
        self
    }

    pub(crate) fn json(mut self, body: &Value) -> Self {
        self.body = Body::Json(body.to_string().into_bytes());
        self
    }

    pub(crate) fn form(mut self, key: &'static str, value: &str) -> Self {
        self.body = Body::Form(vec![(key, value.to_owned())]);
        self
    }

    /// The Flow JSON document, in the fields of a multipart form.
    pub(crate) fn flow_json(mut self, document: &str) -> Self {
        self.body = Body::FlowJson(document.to_owned());
        self
    }

    /// Makes the call and reads its answer.
    pub(crate) async fn read<T: DeserializeOwned>(self) -> Result<T, Error> {
        let answer = self.run(None).await?;
        answer.decode(self.name, self.repeat)
    }

    /// Makes the call when the gate is open, and closes it for everyone when Meta says to wait.
    pub(crate) async fn read_through<T: DeserializeOwned>(self, gate: &Gate) -> Result<T, Error> {
        let answer = self.run(Some(gate)).await?;
        answer.decode(self.name, self.repeat)
    }

    /// Makes a call that is answered with `{"success": true}`.
    pub(crate) async fn done(self) -> Result<(), Error> {
        let (name, changes) = (self.name, self.changes());
        match self.read().await? {
            Success { success: Some(true) } => Ok(()),
            Success { success } => {
                Err(Error::NotDone { call: name, unclear: changes && success.is_none() })
            }
        }
    }

    /// Makes the call and takes its answer as a text.
    pub(crate) async fn text(self) -> Result<String, Error> {
        let answer = self.run(None).await?;
        answer.text(self.name)
    }

    async fn run(&self, gate: Option<&Gate>) -> Result<Answer, Error> {
        let policy = match gate {
            None => self.client.inner.policy,
            Some(_) => self.client.inner.policy.without_longest_wait(),
        };
        let mut attempt = 0;
        loop {
            if let Some(gate) = gate {
                gate.opened().await;
            }
            let failure = match self.attempt().await {
                Ok(answer) => {
                    if let (Some(gate), Some(pause)) = (gate, answer.pause) {
                        gate.close(pause);
                    }
                    return Ok(answer);
                }
                Err(failure) => failure,
            };
            let Some(wait) = policy.wait(&failure, self.repeat, attempt, fastrand::f64()) else {
                // Nobody else has to learn the same by being refused.
                if let (Some(gate), Some(pause)) = (gate, failure.pause) {
                    gate.close(pause);
                }
                return Err(failure.error);
            };
            attempt += 1;
            tracing::debug!(
                call = self.name,
                attempt,
                wait = ?wait,
                cause = ?failure.cause,
                "a call of the Graph API is made again"
            );
            match gate {
                Some(gate) if failure.concerns_everyone() => gate.close(wait),
                _ => tokio::time::sleep(wait).await,
            }
        }
    }

    async fn attempt(&self) -> Result<Answer, Failure> {
        let request = self.request().map_err(|error| self.transport(error))?;
        let response = request.send().await.map_err(|error| self.transport(error))?;
        let answer = Answer::read(response, LARGEST).await;
        let answer = answer.map_err(|fault| match fault {
            answer::Fault::TooLarge => Failure::of(Error::TooLarge {
                what: if self.download { "the file" } else { "the answer of the Graph API" },
                limit: LARGEST,
                unclear: self.changes(),
            }),
            answer::Fault::Cut(error) => self.transport(error),
        })?;
        tracing::debug!(
            call = self.name,
            method = %self.method,
            status = answer.status.as_u16(),
            "the Graph API has answered"
        );
        // A file may hold anything.
        if self.download && answer.status.is_success() {
            return Ok(answer);
        }
        answer.accept(self.name, self.repeat, &self.client.inner.token)
    }

    fn request(&self) -> Result<RequestBuilder, reqwest::Error> {
        let inner = &self.client.inner;
        let mut request = inner.http.request(self.method.clone(), self.url.clone());
        if !self.download {
            request = request.header(AUTHORIZATION, inner.authorization.clone());
        }
        Ok(match &self.body {
            Body::Empty => request,
            Body::Json(body) => request.header(CONTENT_TYPE, "application/json").body(body.clone()),
            Body::Form(fields) => request.form(fields),
            Body::FlowJson(document) => request.multipart(flow_json(document.clone())?),
        })
    }

    fn transport(&self, error: reqwest::Error) -> Failure {
        Failure::transport(self.name, error, self.repeat, self.timeout())
    }

    /// Whether a second call would change something once more.
    fn changes(&self) -> bool {
        self.repeat == Repeat::WhenRefused
    }

    fn timeout(&self) -> Duration {
        self.client.inner.timeout
    }
}

fn flow_json(document: String) -> Result<Form, reqwest::Error> {
    let file = Part::text(document).file_name("flow.json").mime_str("application/json")?;
    Ok(Form::new().part("file", file).text("name", "flow.json").text("asset_type", "FLOW_JSON"))
}
