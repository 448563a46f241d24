//! Sending to many.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use flow_desk::{Fault, Graph};
use flow_graph::{Error, PhoneHandle, Recipient};
use flow_runtime::message::{Message, MessageError, Untyped};
use futures_util::{Stream, StreamExt as _, stream};

use super::{assert_clean, client};

fn people(count: usize) -> impl Stream<Item = Recipient> {
    stream::iter((0..count).map(|number| Recipient {
        to: format!("316{number:08}"),
        token: format!("token-{number}"),
    }))
}

fn prepared(graph: &Graph) -> (PhoneHandle, Message<Untyped>) {
    let id = graph.add_flow("Sign up");
    let data = serde_json::Map::new();
    let message =
        Untyped::navigate("Open", "WELCOME_SCREEN", data).flow_id(id).body("Hello").draft();
    (client(graph).phone(graph.phone()), message)
}

/// Sends, and says when each outcome came.
async fn outcomes(
    phone: &PhoneHandle,
    message: &Message<Untyped>,
    count: usize,
    concurrency: usize,
) -> Vec<(Duration, Result<(), Error>)> {
    let begin = Instant::now();
    phone
        .send_all(message, people(count), concurrency)
        .map(|(_, outcome)| (begin.elapsed(), outcome.map(drop)))
        .collect()
        .await
}

#[tokio::test]
async fn each_is_sent_once_and_no_more_at_a_time_than_set() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    graph.inject(Fault::delay(Duration::from_millis(5)).times(200));
    let sent = outcomes(&phone, &message, 200, 8).await;
    assert!(sent.iter().all(|(_, outcome)| outcome.is_ok()), "{sent:?}");
    assert!((2..=8).contains(&graph.most_at_once()), "{}", graph.most_at_once());
    let messages = graph.messages();
    let people: HashSet<&str> = messages.iter().map(|message| message.to.as_str()).collect();
    assert_eq!((messages.len(), people.len()), (200, 200));
    for message in &messages {
        let number: usize = message.to[3..].parse().unwrap();
        assert_eq!(message.token, Some(format!("token-{number}")));
    }
    assert_clean(&graph);
}

#[tokio::test]
async fn a_rate_limit_pauses_all() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    graph.inject(Fault::error(400, 130_429, "Too many").header("Retry-After", "1").nth(10));
    let sent = outcomes(&phone, &message, 40, 4).await;
    assert!(sent.iter().all(|(_, outcome)| outcome.is_ok()), "{sent:?}");
    assert_eq!(graph.messages().len(), 40);
    assert_eq!(graph.requests().len(), 41);
    // What was under way comes before the pause; all the others come after it.
    let before = sent.iter().filter(|(when, _)| *when < Duration::from_secs(1)).count();
    assert!((9..=13).contains(&before), "{before}");
}

#[tokio::test]
async fn a_limit_that_is_used_up_pauses_before_it_refuses() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    graph.set_header("Retry-After", "1");
    let sent = outcomes(&phone, &message, 3, 1).await;
    assert!(sent.iter().all(|(_, outcome)| outcome.is_ok()), "{sent:?}");
    assert!(sent[2].0 >= Duration::from_secs(2), "{sent:?}");
}

#[tokio::test]
async fn a_limit_on_one_person_holds_nobody_else() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    graph.inject(Fault::error(400, 131_056, "Too many").header("Retry-After", "1"));
    let sent = outcomes(&phone, &message, 40, 4).await;
    assert!(sent.iter().all(|(_, outcome)| outcome.is_ok()), "{sent:?}");
    let late = sent.iter().filter(|(when, _)| *when >= Duration::from_secs(1)).count();
    assert_eq!(late, 1, "{sent:?}");
}

#[tokio::test]
async fn one_that_fails_stops_nobody() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    graph.inject(Fault::cut_after().nth(3));
    graph.inject(Fault::error(400, 131_009, "Parameter").nth(5));
    let sent = outcomes(&phone, &message, 20, 1).await;
    let failed: Vec<&Error> =
        sent.iter().filter_map(|(_, outcome)| outcome.as_ref().err()).collect();
    assert_eq!(failed.len(), 2, "{failed:?}");
    assert!(failed[0].may_have_happened() && !failed[1].may_have_happened());
    // The one that was cut off has arrived, and was not sent again.
    assert_eq!(graph.requests().len(), 20);
    assert_eq!(graph.messages().len(), 19);

    let nobody = Recipient { to: String::new(), token: "token".to_owned() };
    let outcomes: Vec<_> = phone.send_all(&message, stream::iter([nobody]), 0).collect().await;
    let error = outcomes[0].1.as_ref().unwrap_err();
    assert!(matches!(error, Error::Message(MessageError::NoRecipient)));
}

#[tokio::test]
async fn it_can_be_spawned() {
    let graph = Graph::start().await;
    let (phone, message) = prepared(&graph);
    let task = tokio::spawn(async move {
        phone
            .send_all(&message, people(3), 2)
            .filter(|(_, sent)| {
                let sent = sent.is_ok();
                async move { sent }
            })
            .count()
            .await
    });
    assert_eq!(task.await.unwrap(), 3);
}
