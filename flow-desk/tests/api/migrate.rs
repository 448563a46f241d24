//! Copying flows to another WABA.

use serde_json::json;

use crate::client::Api;

#[tokio::test]
async fn flows_are_copied_by_name() {
    let api = Api::start().await;
    let (source, waba) = (api.graph.waba(), api.graph.add_waba());
    let (one, two) = (api.graph.add_flow("One"), api.graph.add_flow("Two"));
    let path = format!("{waba}/migrate_flows?source_waba_id={source}");
    let got = api.post_empty(&format!("{path}&source_flow_names=Two,Three")).await;
    let migrated = api.graph.flows().into_iter().find(|flow| flow.waba == waba).expect("a copy");
    let missing = "Flows Migration Error: Flow name not found in source WABA.";
    assert_eq!(
        got.body,
        json!({
            "migrated_flows":
                [{ "source_name": "Two", "source_id": two, "migrated_id": migrated.id }],
            "failed_flows":
                [{ "source_name": "Three", "error_code": "4233041", "error_message": missing }],
        })
    );
    // Without names, all of them; the second is there already.
    let got = api.post_empty(&path).await;
    assert_eq!(got.body["migrated_flows"][0]["source_id"], json!(one));
    assert_eq!(got.body["failed_flows"][0]["source_name"], "Two");
    assert_eq!(got.body["failed_flows"][0]["error_code"], "4233041");
    let unknown = format!("{waba}/migrate_flows?source_waba_id=1");
    api.post_empty(&unknown).await.is_refused(400, 100);
    api.has_no_complaint();

    let many = vec!["A"; 101].join(",");
    for (path, part) in [
        (format!("{waba}/migrate_flows"), "no `source_waba_id`"),
        (format!("{waba}/migrate_flows?source_waba_id={waba}"), "the destination itself"),
        (format!("{path}&source_flow_names=A,,B"), "an empty name"),
        (format!("{path}&source_flow_names={many}"), "more than 100 names"),
        (format!("{path}&names=A"), "unknown parameter `names`"),
    ] {
        api.is_complaint(&api.post_empty(&path).await, part);
    }
    let got = api.post(&path, &json!({})).await;
    api.is_complaint(&got, "this call has no body");
}
