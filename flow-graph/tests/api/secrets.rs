//! Neither the access token nor a person's number is in a log, an error or a `Debug`.

use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use flow_graph::{AccessToken, Client, Error, Fields, PreviewOptions, Recipient};
use flow_runtime::message::{FlowButton, Header, Opening, TemplateOpening, Untyped};
use serde_json::{Map, json};
use tracing_subscriber::fmt::MakeWriter;

use super::raw::{Raw, TOKEN};
use super::{Account, PERSON, SignUp};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Log {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

fn whole(error: &Error) -> String {
    let causes = std::iter::successors(std::error::Error::source(error), |error| error.source());
    let causes: Vec<String> = causes.map(|cause| format!("{cause} {cause:?}")).collect();
    format!("{error} {error:?} {error:#?} {}", causes.join(" "))
}

/// Calls of every kind, and everything that they say.
async fn said_by(client: &Client) -> String {
    let message = Untyped::data_exchange("Open").flow_id("1").body("Hello");
    let mut said = format!("{client:?} {:?} {:?}", client.flow("1"), client.phone("1"));
    let outcomes = [
        client.flow("1").publish().await.err(),
        client.flow("1").get(&Fields::all()).await.err(),
        client.flow("1").upload("{}").await.err(),
        client.waba("1").flows().all().await.err(),
        client.phone("1").send(&message, PERSON, "token-of-a-person").await.err(),
    ];
    for error in outcomes.iter().flatten() {
        said.push_str(&whole(error));
    }
    said
}

#[tokio::test]
async fn the_token_is_nowhere() {
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(log.clone())
        .finish();
    // For the whole process: what the other tests log has to be clean as well.
    tracing::subscriber::set_global_default(subscriber).expect("the only subscriber");
    let quoting = format!(
        r#"{{"error":{{"code":190,"message":"Malformed access token {TOKEN}","error_user_title":"{TOKEN}",
        "error_user_msg":"{TOKEN}","error_data":{{"details":"of {TOKEN}"}}}}}}"#
    );
    let mut said = String::new();
    for (status, body) in [(400, quoting.as_str()), (500, TOKEN), (200, TOKEN), (200, "{}")] {
        said.push_str(&said_by(&Raw::with(status, body).await.client()).await);
    }
    let cut = Raw::answering("").await.client();
    said.push_str(&said_by(&cut).await);
    assert!(said.contains("Malformed access token <access token>"), "{said}");
    assert!(!said.contains(TOKEN), "{said}");
    assert!(!said.contains(PERSON) && !said.contains("token-of-a-person"), "{said}");
    let log = log.text();
    assert!(log.contains("the Graph API has answered"), "{log}");
    assert!(!log.contains(TOKEN), "{log}");
    assert!(!log.contains(PERSON) && !log.contains("token-of-a-person"), "{log}");
}

#[test]
fn nothing_shows_what_it_keeps() {
    let data = Map::from_iter([("name".to_owned(), json!("Ada-Secret"))]);
    let opening = Opening::<Account>::new("Open");
    let shown: [&dyn Debug; 9] = [
        &AccessToken::new(TOKEN),
        &Client::builder(TOKEN),
        &Client::builder(TOKEN).build().unwrap(),
        &Recipient { to: PERSON.to_owned(), token: "Ada-Secret".to_owned() },
        &PreviewOptions::navigate("A", data.clone()).flow_token("Ada-Secret").phone_number(PERSON),
        &opening.clone().navigate(SignUp { first_name: "Ada-Secret" }).body("Ada-Secret"),
        &Untyped::navigate("Open", "A", data).header(Header::text("Ada-Secret")),
        &TemplateOpening::<Account>::new("a", "en").data(SignUp { first_name: "Ada-Secret" }),
        &FlowButton::data_exchange::<Account>("Open"),
    ];
    for thing in shown {
        let text = format!("{thing:?} {thing:#?}");
        for secret in [TOKEN, PERSON, "Ada-Secret"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}
