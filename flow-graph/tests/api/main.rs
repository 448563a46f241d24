//! The client against a Graph API that checks every request, over real HTTP.

mod answers;
mod examples;
mod listing;
mod manage;
mod raw;
mod repeat;
mod secrets;
mod send;
mod send_all;

use std::time::Duration;

use flow_desk::Graph;
use flow_graph::{Builder, Client};
use flow_runtime::message::{Exchanges, Opens};
use flow_runtime::value::{IntoFields, Writer};
use flow_runtime::{Flow, Map, Value};

/// A flow with an endpoint, whose one screen takes a name.
const ENDPOINT_FLOW: &str = r#"{"version":"7.3","data_api_version":"3.0","routing_model":{"SIGN_UP":[]},"screens":[{"id":"SIGN_UP","title":"Sign up","terminal":true,"data":{"first_name":{"type":"string","__example__":"Ada"}},"layout":{"type":"SingleColumnLayout","children":[{"type":"TextHeading","text":"${data.first_name}"},{"type":"Footer","label":"Done","on-click-action":{"name":"complete","payload":{}}}]}}]}"#;
/// What Meta's validator refuses: a property that no Footer has.
const FAULTY_FLOW: &str = r#"{"version":"7.3","screens":[{"id":"FIRST","title":"First","terminal":true,"data":{},"layout":{"type":"SingleColumnLayout","children":[{"type":"Footer","label":"Done","colour":"red","on-click-action":{"name":"complete","payload":{}}}]}}]}"#;
const PUBLIC_KEY: &str = include_str!("../../../flow-runtime/fixtures/keys/public.pem");
const PERSON: &str = "31600000000";

/// A flow as `flow!` declares it.
struct Account;

/// The data of its first screen.
#[derive(Clone)]
struct SignUp {
    first_name: &'static str,
}

/// The data of a first screen that shows nothing.
struct Welcome;

impl Flow for Account {
    const NAME: &'static str = "account";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = ENDPOINT_FLOW;
    type Completion = Map<String, Value>;
}

impl Exchanges for Account {}

impl IntoFields for SignUp {
    fn into_fields(self) -> Map<String, Value> {
        Writer::new(1).field("first_name", self.first_name).finish()
    }
}

impl Opens<Account> for SignUp {
    const SCREEN: &'static str = "SIGN_UP";
}

impl IntoFields for Welcome {
    fn into_fields(self) -> Map<String, Value> {
        Map::new()
    }
}

impl Opens<Account> for Welcome {
    const SCREEN: &'static str = "WELCOME_SCREEN";
}

/// A client that tries again at once.
fn builder(graph: &Graph) -> Builder {
    Client::builder(graph.access_token()).base_url(graph.url()).backoff(Duration::from_millis(2))
}

fn client(graph: &Graph) -> Client {
    builder(graph).build().expect("a client")
}

/// Every request was one that a correct client sends.
fn assert_clean(graph: &Graph) {
    assert_eq!(graph.complaints(), [""; 0]);
}
