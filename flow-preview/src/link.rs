//! The service that a preview drives: an endpoint, and a webhook.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use axum::http::{Request, Response, Uri};
use bytes::Bytes;
use flow_runtime::AppSecret;
use flow_runtime::testing::{Client, Delivery, Error, Exchange};
use http_body::Body;
use http_body_util::Full;
use serde_json::Value;
use tower_service::Service;

type BoxError = Box<dyn std::error::Error + Send + Sync>;
type Soon<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// An endpoint, whatever service it is.
pub(crate) struct Link {
    exchange: Box<dyn Fn(Call) -> Soon<Result<Exchange, Error>> + Send + Sync>,
}

/// What a request consists of.
pub(crate) struct Call {
    pub(crate) version: String,
    pub(crate) token: Option<String>,
    pub(crate) action: &'static str,
    /// The screen and the data; a ping has neither.
    pub(crate) rest: Option<(String, Value)>,
}

/// A webhook, and the secret with which Meta signs what it gets.
pub(crate) struct Hook {
    secret: AppSecret,
    deliver: Box<dyn Fn(Delivery) -> Soon<Result<u16, String>> + Send + Sync>,
}

impl Call {
    /// The request in clear, as `client` sends it.
    fn payload<S>(self, client: Client<S>) -> (Client<S>, Value) {
        let mut client = client.version(self.version);
        if let Some(token) = self.token {
            client = client.flow_token(token);
        }
        let mut payload = match self.rest {
            Some((screen, data)) => client.payload(self.action, Some(&screen), Some(data)),
            None => client.payload(self.action, None, None),
        };
        if self.action == "ping"
            && let Some(payload) = payload.as_object_mut()
        {
            payload.retain(|key, _| !key.starts_with("flow_token"));
        }
        (client, payload)
    }
}

impl Link {
    pub(crate) fn new<S, B>(client: Client<S>) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: Body + Send + 'static,
        B::Data: Send,
        B::Error: Into<BoxError>,
    {
        let exchange = move |call: Call| -> Soon<Result<Exchange, Error>> {
            let (mut client, payload) = call.payload(client.clone());
            Box::pin(async move { client.exchange(&payload).await })
        };
        Self { exchange: Box::new(exchange) }
    }

    pub(crate) async fn exchange(&self, call: Call) -> Result<Exchange, Error> {
        (self.exchange)(call).await
    }
}

impl Hook {
    pub(crate) fn new<S, B>(service: S, uri: Uri, secret: AppSecret) -> Self
    where
        S: Service<Request<Full<Bytes>>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Future: Send,
        S::Error: Into<BoxError>,
        B: Send + 'static,
    {
        let deliver = move |delivery: Delivery| -> Soon<Result<u16, String>> {
            let mut service = service.clone();
            let request = delivery.request(&uri);
            Box::pin(async move {
                let request = request.map_err(|error| error.to_string())?;
                std::future::poll_fn(|cx| service.poll_ready(cx))
                    .await
                    .map_err(|error| error.into().to_string())?;
                let answer = service.call(request).await;
                Ok(answer.map_err(|error| error.into().to_string())?.status().as_u16())
            })
        };
        Self { secret, deliver: Box::new(deliver) }
    }

    /// Reports a completion, and gives what was sent with the status of the answer.
    pub(crate) async fn complete(
        &self,
        message: &str,
        response: &Value,
    ) -> (Bytes, Result<u16, String>) {
        let delivery = Delivery::completion(self.secret.clone(), message, response);
        let body = delivery.body.clone();
        (body, (self.deliver)(delivery).await)
    }
}

impl fmt::Debug for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Link(..)")
    }
}

impl fmt::Debug for Hook {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Hook(..)")
    }
}
