//! What holds for every call: the token, the version, the path, and the record.

use std::sync::{Arc, Mutex};

use flow_desk::{Body, Graph};
use reqwest::Method;
use serde_json::json;

use crate::client::{Api, Got};

#[tokio::test]
async fn the_token_is_a_header() {
    let api = Api::start().await;
    let path = format!("/v25.0/{}/flows", api.graph.waba());
    let other = api.bare(Method::GET, &path).bearer_auth("EAAother");
    Got::of(other).await.is_refused(401, 190);
    api.has_no_complaint();

    Got::of(api.bare(Method::GET, &path)).await.is_refused(401, 190);
    assert!(api.graph.complaints()[0].contains("`Authorization: Bearer` is missing"));

    let token = api.graph.access_token();
    let in_url = api.bare(Method::GET, &path).query(&[("access_token", &token)]);
    api.is_complaint(&Got::of(in_url).await, "the access token is in the URL");
}

#[tokio::test]
async fn versions_and_paths_are_known_ones() {
    let api = Api::start().await;
    let (waba, token) = (api.graph.waba(), api.graph.access_token());
    for version in ["v17.0", "v25.0"] {
        let path = format!("/{version}/{waba}/flows");
        let got = Got::of(api.bare(Method::GET, &path).bearer_auth(&token)).await;
        assert_eq!((got.status, got.body), (200, json!({ "data": [] })));
    }
    api.has_no_complaint();
    for path in ["/v27.0/1/flows", "/v16.0/1", "/25.0/1", "/v25.1/1", &format!("/{waba}/flows")] {
        let got = Got::of(api.bare(Method::GET, path).bearer_auth(&token)).await;
        api.is_complaint(&got, "is not a version of the Graph API");
    }
    api.is_complaint(&api.get(&format!("{waba}/flow")).await, "there is no call `GET");
    api.is_complaint(&api.delete(&format!("{waba}/flows")).await, "there is no call `DELETE");
    api.is_complaint(&api.get(&format!("{waba}/flows/1")).await, "there is no call `GET");
    api.is_complaint(&api.get(&format!("{waba}/")).await, "there is no call `GET");
    api.is_complaint(&api.get("me/flows").await, "`me` is not an id");
    let messages = format!("{waba}/messages");
    api.is_complaint(&api.post(&messages, &json!({})).await, "there is no call `POST");
}

#[tokio::test]
async fn an_unknown_id_is_no_complaint() {
    let api = Api::start().await;
    let got = api.get("4711").await;
    got.is_refused(400, 100);
    assert_eq!(got.body["error"]["error_subcode"], 33);
    api.has_no_complaint();
}

#[tokio::test]
async fn requests_are_recorded_whole() {
    let api = Api::start().await;
    let (waba, phone) = (api.graph.waba(), api.graph.phone());
    api.get(&format!("{waba}/flows?fields=id,name&limit=3")).await;
    let body = json!({ "name": "A", "categories": ["OTHER"] });
    api.post(&format!("{waba}/flows"), &body).await;
    let key = api.request(Method::POST, &format!("{phone}/whatsapp_business_encryption"));
    Got::of(key.form(&[("business_public_key", "a b")])).await;
    let flow = api.graph.flows()[0].id.clone();
    api.upload(&flow, "{}").await;

    let requests = api.graph.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[0].method, "GET");
    assert_eq!(requests[0].path, format!("/v25.0/{waba}/flows"));
    assert_eq!(requests[0].parameter("fields"), Some("id,name"));
    assert_eq!(requests[0].parameter("limit"), Some("3"));
    assert_eq!((&requests[0].body, &requests[0].content_type), (&Body::Empty, &None));
    assert_eq!(requests[1].json(), Some(&body));
    assert_eq!(requests[1].content_type.as_deref(), Some("application/json"));
    let field = ("business_public_key".to_owned(), "a b".to_owned());
    assert_eq!(requests[2].body, Body::Form(vec![field]));
    let Body::Multipart(parts) = &requests[3].body else { panic!("{:?}", requests[3]) };
    let names: Vec<_> = parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["name", "asset_type", "file"]);
    assert_eq!(parts[1].text(), Some("FLOW_JSON"));
    assert_eq!(parts[2].file_name.as_deref(), Some("flow.json"));
    assert_eq!(parts[2].content_type.as_deref(), Some("application/json"));
    assert_eq!(parts[2].text(), Some("{}"));

    api.graph.clear_requests();
    assert!(api.graph.requests().is_empty());
}

#[tokio::test]
async fn a_body_is_json_without_nulls() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    api.is_complaint(&api.post_empty(&path).await, "it is missing");
    let text = api.request(Method::POST, &path).body("{}");
    api.is_complaint(&Got::of(text).await, "not JSON with content type `application/json`");
    let broken = api.request(Method::POST, &path).header("content-type", "application/json");
    api.is_complaint(&Got::of(broken.body("{")).await, "the body is not JSON");
    let body = json!({ "name": "A", "categories": ["OTHER", null] });
    api.is_complaint(&api.post(&path, &body).await, "`categories[1]` is null");
    let body = json!({ "name": "A", "a": { "b": null } });
    api.is_complaint(&api.post(&path, &body).await, "`a.b` is null");
    api.is_complaint(&api.post(&path, &json!([])).await, "the body is not a JSON object");
    let get = api.request(Method::GET, &path).json(&json!({}));
    api.is_complaint(&Got::of(get).await, "this call has no body");
    assert!(api.graph.flows().is_empty());
}

#[tokio::test]
async fn a_blocking_test_is_served() {
    let api = Api::start().await;
    let address = api.graph.url().replace("http://", "");
    // This blocks the only thread of the test.
    let mut stream = std::net::TcpStream::connect(address).expect("a connection");
    std::io::Write::write_all(&mut stream, b"GET / HTTP/1.0\r\n\r\n").expect("it is sent");
    let mut text = String::new();
    std::io::Read::read_to_string(&mut stream, &mut text).expect("it is read");
    assert!(text.starts_with("HTTP/1.0 401"), "{text}");
}

#[tokio::test]
async fn it_stops_when_it_is_dropped() {
    let api = Api::start().await;
    let address = api.graph.url().replace("http://", "");
    std::net::TcpStream::connect(&address).expect("it listens");
    drop(api);
    std::net::TcpStream::connect(&address).expect_err("it is gone");
}

#[tokio::test]
async fn each_call_is_one_line_of_the_log() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&lines);
    let builder = Graph::builder().log(move |line| log.lock().expect("it").push(line.to_owned()));
    let graph = builder.start().expect("a port");
    let (waba, token) = (graph.waba(), graph.access_token());
    let get = |path: &str| {
        let url = format!("{}/v25.0/{path}", graph.url());
        Got::of(reqwest::Client::new().get(url).bearer_auth(&token))
    };
    get(&format!("{waba}/flows")).await;
    get(&format!("{waba}/flows?access_token={token}")).await;
    let lines = lines.lock().expect("it");
    assert_eq!(lines[0], format!("GET /v25.0/{waba}/flows 200"));
    assert!(lines[1].starts_with(&format!("GET /v25.0/{waba}/flows 400 (100) ")), "{lines:?}");
    assert_eq!(lines.len(), 2);
    assert!(!lines.concat().contains(&token), "{lines:?}");
}
