//! Lists, page by page.

use std::collections::HashSet;

use flow_desk::{Fault, Graph};
use flow_graph::{Field, Fields};
use futures_util::TryStreamExt as _;

use super::{assert_clean, client};

#[tokio::test]
async fn ten_thousand_flows_come_as_a_stream() {
    let graph = Graph::start().await;
    graph.add_flows(10_000);
    let waba = client(&graph).waba(graph.waba());
    let mut flows = waba.flows().stream();
    let first = flows.try_next().await.unwrap().unwrap();
    assert_eq!(first.name.as_deref(), Some("Flow 1"));
    // The next page is asked for when this one is used up.
    assert_eq!(graph.requests().len(), 1);
    let mut ids = HashSet::from([first.id]);
    while let Some(flow) = flows.try_next().await.unwrap() {
        assert!(ids.insert(flow.id));
    }
    assert_eq!(ids.len(), 10_000);
    assert_eq!(graph.requests().len(), 100);
    assert_clean(&graph);
}

#[tokio::test]
async fn a_page_has_the_size_and_the_fields_asked_for() {
    let graph = Graph::start().await;
    graph.add_flows(5);
    let waba = client(&graph).waba(graph.waba());
    let fields = Fields::of([Field::Name, Field::JsonVersion]);
    let flows = waba.flows().page_size(2).fields(fields).all().await.unwrap();
    assert_eq!(flows.len(), 5);
    assert!(flows.iter().all(|flow| flow.json_version.is_some() && flow.status.is_none()));
    let requests = graph.requests();
    assert_eq!(requests.len(), 3);
    assert_eq!(requests[0].parameter("after"), None);
    assert!(requests.iter().all(|request| request.parameter("limit") == Some("2")));
    assert!(
        requests.iter().all(|request| request.parameter("fields") == Some("name,json_version"))
    );
    assert_clean(&graph);
}

#[tokio::test]
async fn an_empty_account_has_an_empty_list() {
    let graph = Graph::start().await;
    assert_eq!(client(&graph).waba(graph.waba()).flows().all().await.unwrap(), []);
}

#[tokio::test]
async fn a_page_that_fails_is_read_again_and_ends_the_stream_at_last() {
    let graph = Graph::start().await;
    graph.add_flows(5);
    let listing = client(&graph).waba(graph.waba()).flows().page_size(2);
    graph.inject(Fault::cut_before().nth(2));
    assert_eq!(listing.clone().all().await.unwrap().len(), 5);
    graph.inject(Fault::error(400, 190, "Expired").nth(2));
    let mut flows = listing.stream();
    assert!(flows.try_next().await.unwrap().is_some());
    assert!(flows.try_next().await.unwrap().is_some());
    assert!(flows.try_next().await.unwrap_err().is_token_expired());
    assert_eq!(flows.try_next().await.unwrap(), None);
}
