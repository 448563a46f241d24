//! A service of a workshop, over HTTP: a flow with an endpoint, a webhook, and books.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::get;
use flow_desk::{Graph, WhatsApp};
use flow_runtime::testing::KeyPair;
use flow_runtime::webhook::{EventKind, Webhook};
use flow_runtime::{Context, Endpoint, Flow as _, Reject, Value};
use serde_json::json;

flow_runtime::flow! {
    flow repair (version: "7.3", data_api_version: "3.0", categories: [APPOINTMENT_BOOKING])

    screen WHAT "What is broken?" -> WHEN {
        data { name: String = "Ada" }
        TextHeading "Hello ${data.name}"
        what: TextInput! "What is it?"
        photo: PhotoPicker "Photo" (min_uploaded_photos: 0, max_uploaded_photos: 1)
        Footer "Next" => data_exchange { ..form }
    }

    screen WHEN "When?" {
        data { price: f64 = 12.5 }
        TextBody "It costs ${data.price}."
        day: RadioButtonsGroup! "Day" { monday: "Monday", tuesday: "Tuesday" }
        photo: PhotoPicker "Photo of the door" (min_uploaded_photos: 0, max_uploaded_photos: 1)
        Footer "Book" => complete { day: ${form.day}, photo: ${form.photo} }
    }
}

/// What survives the end of the service: its database.
#[derive(Clone, Default)]
pub(crate) struct Books {
    /// Everything that the webhook was told, in the order in which it came, repeats and all.
    told: Arc<Mutex<Vec<EventKind>>>,
    /// Each booking by the id of its message.
    booked: Arc<Mutex<BTreeMap<String, String>>>,
    asked: Arc<Mutex<Vec<String>>>,
}

struct App(Books);

impl repair::Handler for App {
    async fn init(&self, _: &Context) -> Result<repair::Init, Reject> {
        Ok(repair::what::Data { name: "somebody".to_owned() }.into())
    }

    async fn what(
        &self,
        _: &Context,
        form: repair::what::Exchange,
    ) -> Result<repair::what::Next, Reject> {
        self.0.asked.lock().unwrap().push(form.what.clone());
        match form.what.as_str() {
            "nothing" => {
                let again = repair::what::Data { name: "Ada".to_owned() };
                Ok(again.error("Then all is well").into())
            }
            "late" => Err(Reject::flow_token_invalid("We are closed")),
            _ => Ok(repair::when::Data { price: 99.0 }.into()),
        }
    }
}

pub(crate) const VERIFY: &str = "verify token";

/// A service that runs.
pub(crate) struct Service {
    pub(crate) url: String,
    pub(crate) books: Books,
    running: Option<tokio::task::JoinHandle<()>>,
}

impl Service {
    /// Starts it with nothing in its books.
    pub(crate) async fn start(whatsapp: &WhatsApp) -> Self {
        let mut service =
            Self { url: "127.0.0.1:0".to_owned(), books: Books::default(), running: None };
        service.restart(whatsapp).await;
        service
    }

    /// Starts it again at the same port, with its books.
    pub(crate) async fn restart(&mut self, whatsapp: &WhatsApp) {
        let endpoint = Endpoint::builder(repair::serve(App(self.books.clone())))
            .private_key(KeyPair::shared().private_key())
            .app_secret(whatsapp.app_secret())
            .build()
            .unwrap();
        let webhook = Arc::new(Webhook::new(VERIFY, whatsapp.app_secret()));
        let router = Router::new()
            .route_service("/flow", endpoint)
            .route("/webhook", get(verify).post(receive))
            .with_state((webhook, self.books.clone()));
        let address = self.url.trim_start_matches("http://").to_owned();
        let listener = tokio::net::TcpListener::bind(address).await.unwrap();
        self.url = format!("http://{}", listener.local_addr().unwrap());
        let serve = async move { axum::serve(listener, router).await.unwrap() };
        self.running = Some(tokio::spawn(serve));
    }

    /// Ends it in the middle of whatever it does.
    pub(crate) async fn kill(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
            let _ = running.await;
        }
    }

    /// Uploads the key, publishes the flow and subscribes the webhook; gives the flow's id.
    pub(crate) async fn set_up(&self, whatsapp: &WhatsApp) -> String {
        let key = json!({ "business_public_key": KeyPair::shared().public_key_pem() });
        let path = format!("{}/whatsapp_business_encryption", whatsapp.phone());
        post(whatsapp, &path, &key).await;
        let flow = publish(whatsapp, "Repair", repair::Repair::JSON, &self.url).await;
        whatsapp.subscribe(&format!("{}/webhook", self.url), VERIFY).await.unwrap();
        flow
    }

    pub(crate) fn told(&self) -> Vec<EventKind> {
        self.books.told.lock().unwrap().clone()
    }

    /// How far each message came, in the order in which it was heard.
    pub(crate) fn statuses(&self) -> Vec<String> {
        let status = |event: EventKind| match event {
            EventKind::MessageStatus(status) => Some(status.status.to_string()),
            _ => None,
        };
        self.told().into_iter().filter_map(status).collect()
    }

    pub(crate) fn booked(&self) -> Vec<String> {
        self.books.booked.lock().unwrap().values().cloned().collect()
    }

    pub(crate) fn asked(&self) -> Vec<String> {
        self.books.asked.lock().unwrap().clone()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.abort();
        }
    }
}

type Shared = State<(Arc<Webhook>, Books)>;

async fn verify(
    State((webhook, _)): Shared,
    RawQuery(query): RawQuery,
) -> Result<String, StatusCode> {
    webhook.verify(&query.unwrap_or_default()).map_err(|_| StatusCode::FORBIDDEN)
}

async fn receive(State((webhook, books)): Shared, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get("x-hub-signature-256").map(axum::http::HeaderValue::as_bytes);
    let Ok(events) = webhook.receive(signature, &body) else { return StatusCode::UNAUTHORIZED };
    for event in events {
        if let EventKind::Reply(reply) = &event.kind {
            let response: repair::Completion =
                webhook.completion::<repair::Repair>(reply).unwrap().completion;
            let day = format!("{:?}", response.day);
            books.booked.lock().unwrap().insert(reply.message_id.clone(), day);
        }
        books.told.lock().unwrap().push(event.kind);
    }
    StatusCode::OK
}

/// A call of the Graph API that succeeds.
pub(crate) async fn post(whatsapp: &WhatsApp, path: &str, body: &Value) -> Value {
    let (status, answer) = call(whatsapp, path, body).await;
    assert_eq!(status, 200, "{answer}");
    answer
}

pub(crate) async fn call(whatsapp: &WhatsApp, path: &str, body: &Value) -> (u16, Value) {
    let answer = reqwest::Client::new()
        .post(format!("{}/v25.0/{path}", whatsapp.url()))
        .bearer_auth(whatsapp.access_token())
        .json(body)
        .send()
        .await
        .unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

/// Creates a flow and publishes it; gives its id.
pub(crate) async fn publish(whatsapp: &WhatsApp, name: &str, json: &str, service: &str) -> String {
    let body = json!({
        "name": name, "categories": ["OTHER"], "flow_json": json, "publish": true,
        "endpoint_uri": format!("{service}/flow"),
    });
    let created = post(whatsapp, &format!("{}/flows", whatsapp.waba()), &body).await;
    assert_eq!(created["validation_errors"], json!([]), "{created}");
    created["id"].as_str().unwrap().to_owned()
}

/// A message with a flow; `to` is the key and the person.
pub(crate) fn message(flow: &str, to: (&str, &str)) -> Value {
    json!({
        "messaging_product": "whatsapp",
        to.0: to.1,
        "type": "interactive",
        "biz_opaque_callback_data": "campaign-7",
        "interactive": {
            "type": "flow",
            "header": { "type": "text", "text": "Your workshop" },
            "body": { "text": "What can we repair?" },
            "footer": { "text": "Open until six" },
            "action": { "name": "flow", "parameters": {
                "flow_message_version": "3", "flow_token": "token-1", "flow_id": flow,
                "flow_cta": "Repair it", "flow_action": "data_exchange",
            } },
        },
    })
}

/// Sends it; gives the id of the message.
pub(crate) async fn send(whatsapp: &WhatsApp, body: &Value) -> String {
    let answer = post(whatsapp, &format!("{}/messages", whatsapp.phone()), body).await;
    answer["messages"][0]["id"].as_str().unwrap().to_owned()
}

#[track_caller]
pub(crate) fn no_complaint(graph: &Graph) {
    assert_eq!(graph.complaints(), Vec::<String>::new());
}
