//! What is made again after a failure, and what never is.

use std::time::{Duration, Instant};

use flow_desk::{Fault, Graph, Recorded};
use flow_graph::{
    Category, Client, Error, Fields, Metadata, Migration, NewFlow, NewTemplate, TemplateCategory,
};
use flow_runtime::message::{FlowButton, Untyped};
use futures_util::future::join_all;

use super::{ENDPOINT_FLOW, PERSON, PUBLIC_KEY, assert_clean, builder, client};

/// A client that waits for an answer, one that does not, and an answer that it does not wait for.
const LONG: Duration = Duration::from_secs(30);
const SHORT: Duration = Duration::from_secs(2);
const LATE: Duration = Duration::from_secs(6);
/// The calls that change something and cannot be made twice.
const ONCE: &[&str] =
    &["create", "publish", "deprecate", "delete", "migrate", "create_template", "send"];
/// The calls that can.
const AGAIN: &[&str] = &["get", "flows", "update", "upload", "set_public_key"];

/// Makes a call on a fresh flow, whose id it is given.
async fn make(call: &str, graph: &Graph, client: &Client, id: &str) -> Result<(), Error> {
    let (waba, flow) = (client.waba(graph.waba()), client.flow(id));
    match call {
        "create" => waba.create(&NewFlow::new("New", [Category::Survey])).await.map(drop),
        "publish" => flow.publish().await,
        "deprecate" => {
            graph.set_status(id, flow_desk::Status::Published);
            flow.deprecate().await
        }
        "delete" => flow.delete().await,
        "migrate" => {
            let other = client.waba(graph.add_waba());
            other.migrate(&Migration::from_waba(graph.waba())).await.map(drop)
        }
        "create_template" => {
            let button = FlowButton::to_screen("Open", "WELCOME_SCREEN").flow_id(id);
            let template = NewTemplate::new("welcome", "en_US", TemplateCategory::Utility)
                .body("Welcome")
                .button(button);
            waba.create_template(&template).await.map(drop)
        }
        "send" => {
            let message = Untyped::navigate("Open", "WELCOME_SCREEN", serde_json::Map::new())
                .flow_id(id)
                .body("Hello")
                .draft();
            client.phone(graph.phone()).send(&message, PERSON, "token").await.map(drop)
        }
        "get" => flow.get(&Fields::default()).await.map(drop),
        "flows" => waba.flows().all().await.map(drop),
        "update" => flow.update(&Metadata::new().name("Another")).await,
        "upload" => flow.upload(ENDPOINT_FLOW).await.map(drop),
        "set_public_key" => client.phone(graph.phone()).set_public_key(PUBLIC_KEY).await,
        other => panic!("no call `{other}`"),
    }
}

/// Makes a call into a fault, and says what came of it and what arrived.
async fn into(fault: Fault, call: &str, timeout: Duration) -> (Result<(), Error>, Vec<Recorded>) {
    let graph = Graph::start().await;
    let id = graph.add_flow("Sign up");
    let client = builder(&graph).timeout(timeout).build().unwrap();
    graph.inject(fault);
    let outcome = make(call, &graph, &client, &id).await;
    assert_clean(&graph);
    assert_eq!(graph.pending_faults(), 0, "{call}: {outcome:?}, {:?}", graph.requests());
    (outcome, graph.requests())
}

/// Makes several calls at once, each into the same fault.
async fn all_into<'a>(
    fault: &Fault,
    calls: &[&'a str],
    timeout: Duration,
) -> Vec<(&'a str, Result<(), Error>, Vec<Recorded>)> {
    let made = calls.iter().map(|call| async move {
        let (outcome, requests) = into(fault.clone(), call, timeout).await;
        (*call, outcome, requests)
    });
    join_all(made).await
}

#[tokio::test]
async fn what_cannot_be_made_twice_is_made_once() {
    let faults = [
        Fault::cut_before(),
        Fault::cut_after(),
        Fault::error(500, 131_000, "Something went wrong"),
        Fault::error(503, 2, "Service temporarily unavailable"),
        Fault::garbage(),
    ];
    for fault in &faults {
        for (call, outcome, requests) in all_into(fault, ONCE, LONG).await {
            let error = outcome.expect_err(call);
            assert_eq!(requests.len(), 1, "{call} into {fault:?}");
            assert!(error.may_have_happened(), "{call} into {fault:?}: {error}");
        }
    }
}

#[tokio::test]
async fn what_can_be_made_twice_is() {
    let faults = [
        Fault::cut_before(),
        Fault::cut_after(),
        Fault::error(500, 131_000, "Something went wrong").times(3),
    ];
    for fault in &faults {
        for (call, outcome, requests) in all_into(fault, AGAIN, LONG).await {
            outcome.unwrap_or_else(|error| panic!("{call} into {fault:?}: {error}"));
            assert!(requests.len() > 1, "{call} into {fault:?}");
            assert!(requests.windows(2).all(|pair| same(&pair[0], &pair[1])), "{requests:?}");
        }
    }
}

#[tokio::test]
async fn what_was_refused_for_a_rate_limit_is_made_again() {
    for (status, code) in [(400, 4), (400, 80_007), (400, 130_429), (400, 131_056), (429, 1)] {
        let fault = Fault::error(status, code, "Too many").times(2);
        for (call, outcome, requests) in all_into(&fault, &[ONCE, AGAIN].concat(), LONG).await {
            outcome.unwrap_or_else(|error| panic!("{call} into {code}: {error}"));
            assert_eq!(requests.len(), 3, "{call} into {code}");
        }
    }
}

#[tokio::test]
async fn what_was_refused_for_good_is_not_made_again() {
    for code in [100, 190, 131_009, 132_068, 132_069, 139_000, 200] {
        let fault = Fault::error(400, code, "No");
        for (call, outcome, requests) in all_into(&fault, &[ONCE, AGAIN].concat(), LONG).await {
            let error = outcome.expect_err(call);
            assert_eq!(requests.len(), 1, "{call} into {code}");
            assert!(!error.may_have_happened(), "{call} into {code}");
            assert!(error.advice().is_some());
        }
    }
}

#[tokio::test]
async fn attempts_come_to_an_end() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    graph.inject(Fault::error(500, 1, "Down").times(9));
    let error = flow.get(&Fields::default()).await.unwrap_err();
    assert_eq!(error.graph().unwrap().status, 500);
    assert!(!error.may_have_happened());
    assert_eq!(graph.requests().len(), 4);
    let impatient = builder(&graph).retries(0).build().unwrap();
    assert!(impatient.flow(flow.id()).get(&Fields::default()).await.is_err());
    assert_eq!(graph.requests().len(), 5);
}

#[tokio::test]
async fn meta_says_how_long_to_wait() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    graph.inject(Fault::error(400, 4, "Too many").header("Retry-After", "1"));
    let begin = Instant::now();
    flow.get(&Fields::default()).await.unwrap();
    assert!(begin.elapsed() >= Duration::from_secs(1));
    assert_eq!(graph.requests().len(), 2);
}

#[tokio::test]
async fn a_wait_that_is_too_long_is_told_instead() {
    let graph = Graph::start().await;
    let flow = client(&graph).flow(graph.add_flow("Sign up"));
    let usage =
        r#"{"1":[{"type":"messaging","call_count":100,"estimated_time_to_regain_access":19}]}"#;
    graph.inject(Fault::error(400, 80_007, "Too many").header("X-Business-Use-Case-Usage", usage));
    let error = flow.get(&Fields::default()).await.unwrap_err();
    assert!(error.is_rate_limit());
    assert_eq!(error.graph().unwrap().retry_after, Some(Duration::from_mins(19)));
    assert_eq!(graph.requests().len(), 1);

    let patient = builder(&graph).longest_wait(Duration::from_millis(1)).build().unwrap();
    graph.inject(Fault::error(400, 4, "Too many").header("X-App-Usage", r#"{"call_count":100}"#));
    let error = patient.flow(flow.id()).get(&Fields::default()).await.unwrap_err();
    assert_eq!(error.graph().unwrap().retry_after, Some(Duration::from_mins(1)));
}

#[tokio::test]
async fn where_nobody_listens_nothing_has_happened() {
    let address = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.local_addr().unwrap()
    };
    let client = Client::builder("token")
        .base_url(format!("http://{address}"))
        .backoff(Duration::from_millis(1))
        .build()
        .unwrap();
    let error = client.flow("1").publish().await.unwrap_err();
    assert!(matches!(error, Error::Transport { unclear: false, .. }), "{error:?}");
    assert!(!error.may_have_happened());
}

#[tokio::test]
async fn what_comes_too_late_is_as_if_it_were_cut() {
    let late = Fault::delay(LATE);
    for (call, outcome, requests) in all_into(&late, ONCE, SHORT).await {
        let error = outcome.expect_err(call);
        assert!(error.is_timeout() && error.may_have_happened(), "{call}: {error}");
        assert_eq!(requests.len(), 1, "{call}");
        assert!(
            error.to_string().ends_with(
                ": no answer within 2s; whether it took effect is not known, so it was not repeated"
            ),
            "{error}"
        );
    }
    for (call, outcome, requests) in all_into(&late, AGAIN, SHORT).await {
        outcome.unwrap_or_else(|error| panic!("{call}: {error}"));
        assert!(requests.len() > 1, "{call}");
    }
}

/// Whether two requests ask for the same; the boundary of a form differs.
fn same(one: &Recorded, other: &Recorded) -> bool {
    one.method == other.method && one.path == other.path && one.query == other.query
}
