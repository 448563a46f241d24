//! Creating, showing, updating, deprecating and deleting a flow.

use flow_desk::Status;
use serde_json::{Value, json};

use crate::client::{Api, TWO_SCREENS, WITH_ENDPOINT, changed};

const EVERY_FIELD: &str = "id,name,status,categories,validation_errors,updated_at,json_version,\
     data_api_version,endpoint_uri,preview.invalidate(false),whatsapp_business_account,\
     application,health_status";

#[tokio::test]
async fn a_flow_is_created() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let body = json!({
        "name": "Sign-up",
        "categories": ["SIGN_UP", "OTHER"],
        "flow_json": WITH_ENDPOINT,
        "publish": false,
        "endpoint_uri": "https://example.com/flow",
    });
    let got = api.post(&path, &body).await;
    let id = got.body["id"].as_str().expect("an id").to_owned();
    assert_eq!(got.body, json!({ "id": id, "success": true, "validation_errors": [] }));
    let flow = api.graph.flow(&id).expect("the flow");
    assert_eq!((flow.name.as_str(), flow.status), ("Sign-up", Status::Draft));
    assert_eq!(flow.categories, ["SIGN_UP", "OTHER"]);
    assert_eq!(flow.document.text, WITH_ENDPOINT);
    assert_eq!(flow.endpoint_uri.as_deref(), Some("https://example.com/flow"));

    let clone = json!({ "name": "Sign-up (2)", "categories": ["OTHER"], "clone_flow_id": id });
    let got = api.post(&path, &clone).await;
    let clone = api.graph.flow(got.body["id"].as_str().expect("an id")).expect("the clone");
    assert_eq!(clone.cloned_from.as_deref(), Some(id.as_str()));
    assert_eq!(clone.document.text, WITH_ENDPOINT);
    assert_eq!(clone.endpoint_uri, flow.endpoint_uri);

    let got = api.post(&path, &json!({ "name": "Bare", "categories": ["OTHER"] })).await;
    let bare = api.graph.flow(got.body["id"].as_str().expect("an id")).expect("the flow");
    assert_eq!(bare.document.entry_screens, ["WELCOME_SCREEN"]);
    assert_eq!(bare.document.validation_errors, Vec::<Value>::new());
    api.has_no_complaint();
}

#[tokio::test]
async fn a_wrong_creation_is_named() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let body = json!({ "name": "A", "categories": ["OTHER"] });
    let rows = [
        ("/name", None, "`name` is missing"),
        ("/name", Some(json!(1)), "`name` is not a string"),
        ("/name", Some(json!(" ")), "`name` is empty"),
        ("/categories", None, "`categories` is missing"),
        ("/categories", Some(json!([])), "at least one"),
        ("/categories", Some(json!("OTHER")), "`categories` is not an array"),
        ("/categories", Some(json!(["MISC"])), "`categories[0]` is"),
        ("/flow_json", Some(json!({})), "`flow_json` is not a string"),
        ("/publish", Some(json!("true")), "`publish` is not true or false"),
        ("/publish", Some(json!(true)), "`publish` needs `flow_json`"),
        ("/flowJson", Some(json!("")), "unknown key `flowJson`"),
    ];
    for (pointer, value, part) in rows {
        api.is_complaint(&api.post(&path, &changed(&body, pointer, value)).await, part);
    }
    let both = json!({
        "name": "A", "categories": ["OTHER"], "flow_json": TWO_SCREENS, "clone_flow_id": "1",
    });
    api.is_complaint(&api.post(&path, &both).await, "exclude one another");
    api.is_complaint(&api.post(&format!("{path}?name=A"), &body).await, "unknown parameter `name`");
    assert!(api.graph.flows().is_empty());
}

#[tokio::test]
async fn the_state_refuses_a_creation() {
    let api = Api::start().await;
    let path = format!("{}/flows", api.graph.waba());
    let body = json!({ "name": "A", "categories": ["OTHER"] });
    assert_eq!(api.post(&path, &body).await.status, 200);
    let got = api.post(&path, &body).await;
    got.is_refused(400, 100);
    assert!(got.text().contains("Flow name is not unique"), "{got:?}");

    let other = changed(&body, "/name", Some(json!("B")));
    for uri in ["example.com", "ftp://example.com", "http://example.com", "https://"] {
        let got = api.post(&path, &changed(&other, "/endpoint_uri", Some(json!(uri)))).await;
        got.is_refused(400, 100);
        assert!(got.text().contains("Endpoint URI"), "{got:?}");
    }
    let clone = changed(&other, "/clone_flow_id", Some(json!("4711")));
    api.post(&path, &clone).await.is_refused(400, 100);
    assert_eq!(api.graph.flows().len(), 1);

    // Another WABA has names of its own.
    let waba = api.graph.add_waba();
    assert_eq!(api.post(&format!("{waba}/flows"), &body).await.status, 200);
    api.has_no_complaint();
}

#[tokio::test]
async fn a_flow_is_shown() {
    let api = Api::start().await;
    let id = api.create("A", TWO_SCREENS).await;
    let got = api.get(&id).await;
    let default = json!({
        "id": id, "name": "A", "status": "DRAFT", "categories": ["OTHER"], "validation_errors": [],
    });
    assert_eq!(got.body, default);

    let got = api.get(&format!("{id}?fields={EVERY_FIELD}")).await;
    assert_eq!(got.body["json_version"], "7.3");
    assert_eq!(got.body["whatsapp_business_account"]["id"], api.graph.waba());
    assert_eq!(got.body["application"]["id"], api.graph.application());
    assert_eq!(got.body["health_status"]["can_send_message"], "AVAILABLE");
    let absent = ["data_api_version", "endpoint_uri"];
    assert!(absent.iter().all(|key| got.body.get(key).is_none()), "{got:?}");
    let preview = &got.body["preview"];
    let url = preview["preview_url"].as_str().expect("a URL");
    assert!(url.starts_with("https://business.facebook.com/wa/manage/flows/"), "{url}");
    let expires_at = preview["expires_at"].as_str().expect("a time");
    assert!(expires_at.len() == 24 && expires_at.ends_with("+0000"), "{expires_at}");

    let again = api.get(&format!("{id}?fields=preview")).await;
    assert_eq!(again.body["preview"]["preview_url"], preview["preview_url"]);
    let new = api.get(&format!("{id}?fields=preview.invalidate(true)")).await;
    assert_ne!(new.body["preview"]["preview_url"], preview["preview_url"]);
    assert_eq!(new.body["id"], json!(id));
    api.has_no_complaint();

    let bad = [("nam", "nonexisting field (nam)"), ("preview.invalidate(1)", "not true or false")];
    for (fields, part) in bad {
        api.is_complaint(&api.get(&format!("{id}?fields={fields}")).await, part);
    }
    api.is_complaint(&api.get(&format!("{id}?field=id")).await, "unknown parameter `field`");
    api.is_complaint(&api.get(&format!("{id}?fields=id&fields=id")).await, "`fields` twice");
}

#[tokio::test]
async fn health_follows_from_the_state() {
    let api = Api::start().await;
    let (id, phone) = (api.create("A", WITH_ENDPOINT).await, api.graph.phone());
    let path = format!("{id}?fields=health_status.phone_number({phone})");
    let of = |body: &Value, kind: &str| {
        let entities = body["health_status"]["entities"].as_array().expect("entities").clone();
        entities.into_iter().find(|entity| entity["entity_type"] == kind).expect(kind)
    };
    let got = api.get(&path).await;
    assert_eq!(got.body["health_status"]["can_send_message"], "BLOCKED");
    assert_eq!(
        of(&got.body, "FLOW")["errors"][0]["error_description"],
        "The flow has no `endpoint_uri`"
    );
    assert_eq!(of(&got.body, "PHONE_NUMBER")["id"], json!(phone));
    assert_eq!(of(&got.body, "PHONE_NUMBER")["can_send_message"], "BLOCKED");
    assert_eq!(of(&got.body, "WABA")["can_send_message"], "AVAILABLE");
    assert_eq!(of(&got.body, "APP")["can_send_message"], "AVAILABLE");

    api.graph.set_webhook_subscribed(false);
    let got = api.get(&path).await;
    assert_eq!(of(&got.body, "APP")["can_send_message"], "LIMITED");

    api.graph.set_status(&id, Status::Throttled);
    let got = api.get(&format!("{id}?fields=health_status")).await;
    assert_eq!(of(&got.body, "FLOW")["can_send_message"], "LIMITED");

    let own = json!({ "can_send_message": "SOON", "entities": [] });
    api.graph.set_health(&id, own.clone());
    assert_eq!(api.get(&path).await.body["health_status"], own);
    api.get(&format!("{id}?fields=health_status.phone_number(1)")).await.is_refused(400, 100);
    api.has_no_complaint();
}

#[tokio::test]
async fn metrics_are_those_that_were_set() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let path = |query: &str| format!("{id}?fields=metric.name(ENDPOINT_REQUEST_COUNT).{query}");
    let got = api.get(&path("granularity(DAY)")).await;
    got.is_refused(400, 139_006);
    let points = json!([{ "timestamp": "2026-01-28T08:00:00+0000",
        "data": [{ "key": "value", "value": 138 }] }]);
    api.graph.set_metric(&id, "ENDPOINT_REQUEST_COUNT", "DAY", points.clone());
    let got = api.get(&path("granularity(DAY)")).await;
    let metric =
        json!({ "granularity": "DAY", "name": "ENDPOINT_REQUEST_COUNT", "data_points": points });
    assert_eq!(got.body, json!({ "metric": metric, "id": id }));
    api.get(&path("granularity(HOUR)")).await.is_refused(400, 139_006);
    let got = api.get(&path("granularity(DAY).since(2020-01-01).until(2020-01-02)")).await;
    got.is_refused(400, 100);
    assert!(got.text().contains("reaches back 90 days"), "{got:?}");
    let got = api.get(&path("granularity(LIFETIME).since(2020-01-01)")).await;
    got.is_refused(400, 139_006);
    api.has_no_complaint();

    for (query, part) in [
        ("since(2026-01-01)", "`metric` has no `granularity`"),
        ("granularity(WEEK)", "not DAY, HOUR or LIFETIME"),
        ("granularity(DAY).since(2026-1-1)", "`since` is `2026-1-1`"),
        ("granularity(DAY).since(2026-01-02).until(2026-01-01)", "later than `until`"),
    ] {
        api.is_complaint(&api.get(&path(query)).await, part);
    }
    let unknown = format!("{id}?fields=metric.name(COUNT).granularity(DAY)");
    api.is_complaint(&api.get(&unknown).await, "`COUNT` is none of the metrics");
    let nameless = format!("{id}?fields=metric.granularity(DAY)");
    api.is_complaint(&api.get(&nameless).await, "`metric` has no `name`");
}

#[tokio::test]
async fn a_draft_is_updated() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    let other = api.graph.add_flow("B");
    let body = json!({
        "name": "C", "categories": ["SURVEY"], "endpoint_uri": "https://example.com",
        "application_id": "12",
    });
    api.post(&id, &body).await.is_success();
    let flow = api.graph.flow(&id).expect("the flow");
    assert_eq!((flow.name.as_str(), &flow.categories[..]), ("C", &["SURVEY".to_owned()][..]));
    assert_eq!(flow.endpoint_uri.as_deref(), Some("https://example.com"));
    assert_eq!(flow.application.as_deref(), Some("12"));

    api.post(&id, &json!({ "name": "C" })).await.is_success();
    let mut again = api.graph.flow(&id).expect("the flow");
    assert!(again.updated_at >= flow.updated_at);
    again.updated_at = flow.updated_at;
    assert_eq!(again, flow, "nothing else changes");
    api.post(&other, &json!({ "name": "C" })).await.is_refused(400, 100);
    // What is published is a draft again, with the same id.
    api.graph.set_status(&id, Status::Published);
    api.post(&id, &json!({ "name": "D" })).await.is_success();
    let edited = api.graph.flow(&id).expect("the flow");
    assert_eq!((edited.status, edited.versions.len()), (Status::Draft, 1));
    // But not in every account, and not in every state.
    api.graph.set_edits(false);
    api.post(&id, &json!({ "name": "E" })).await.is_refused(400, 139_001);
    api.post(&other, &json!({ "name": "B2" })).await.is_success();
    api.graph.set_edits(true);
    for status in [Status::Deprecated, Status::Blocked, Status::Throttled] {
        api.graph.set_status(&id, status);
        api.post(&id, &json!({ "name": "E" })).await.is_refused(400, 139_001);
    }
    api.has_no_complaint();

    for (body, part) in [
        (json!({}), "must be there"),
        (json!({ "categories": [] }), "at least one"),
        (json!({ "application_id": "app" }), "`application_id` is not"),
        (json!({ "application_id": 12 }), "`application_id` is not a string"),
        (json!({ "flow_json": "{}" }), "unknown key `flow_json`"),
    ] {
        api.is_complaint(&api.post(&other, &body).await, part);
    }
}

#[tokio::test]
async fn only_drafts_are_deleted_and_only_published_ones_deprecated() {
    let api = Api::start().await;
    let id = api.graph.add_flow("A");
    api.post_empty(&format!("{id}/deprecate")).await.is_refused(400, 139_003);
    api.graph.set_status(&id, Status::Published);
    api.delete(&id).await.is_refused(400, 139_004);
    api.post_empty(&format!("{id}/deprecate")).await.is_success();
    assert_eq!(api.graph.flow(&id).expect("the flow").status, Status::Deprecated);
    api.delete(&id).await.is_refused(400, 139_004);
    // A draft of what was published once is not deleted.
    api.graph.set_status(&id, Status::Published);
    api.post(&id, &json!({ "name": "A2" })).await.is_success();
    api.delete(&id).await.is_refused(400, 139_004);
    api.graph.set_status(&id, Status::Draft);
    api.delete(&id).await.is_success();
    assert_eq!(api.graph.flow(&id), None);
    api.delete(&id).await.is_refused(400, 100);
    api.has_no_complaint();

    let id = api.graph.add_flow("B");
    let got = api.post(&format!("{id}/deprecate"), &json!({})).await;
    api.is_complaint(&got, "this call has no body");
    api.is_complaint(&api.delete(&format!("{id}?force=true")).await, "unknown parameter `force`");
}
