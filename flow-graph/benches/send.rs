//! Sends per second against a server on this machine, one, 16 and 64 at a time.
//!
//! `cargo bench -p whatsapp-flow-graph --bench send -- 20000` sends so many each time; 2,000 by default, and
//! 64 when it is only tested.

use std::time::Instant;

use flow_desk::Graph;
use flow_graph::{Client, Recipient};
use flow_runtime::message::Untyped;
use futures_util::{StreamExt as _, stream};

const CONCURRENCY: [usize; 3] = [1, 16, 64];
const COUNT: usize = 2000;
const TESTED: usize = 64;

#[tokio::main]
async fn main() {
    let benches = std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::args().find_map(|argument| argument.parse().ok());
    let count = asked.unwrap_or(if benches { COUNT } else { TESTED });
    for concurrency in CONCURRENCY {
        let rate = sends_per_second(count, concurrency).await;
        println!("{concurrency:>3} at a time: {rate:>8.0} sends per second ({count} sent)");
    }
}

async fn sends_per_second(count: usize, concurrency: usize) -> f64 {
    let graph = Graph::start().await;
    let flow = graph.add_flow("Sign up");
    let client =
        Client::builder(graph.access_token()).base_url(graph.url()).build().expect("a client");
    let data = serde_json::Map::new();
    let message =
        Untyped::navigate("Open", "WELCOME_SCREEN", data).flow_id(flow).body("Hello").draft();
    let people = stream::iter((0..count).map(|number| Recipient {
        to: format!("316{number:08}"),
        token: format!("token-{number}"),
    }));
    let phone = client.phone(graph.phone());
    let begin = Instant::now();
    let sent = phone
        .send_all(&message, people, concurrency)
        .fold(0_u32, async |sent, (_, outcome)| sent + u32::from(outcome.is_ok()))
        .await;
    let elapsed = begin.elapsed();
    assert_eq!(usize::try_from(sent).ok(), Some(count), "some were not sent");
    f64::from(sent) / elapsed.as_secs_f64()
}
