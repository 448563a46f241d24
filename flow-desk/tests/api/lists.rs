//! Lists and their pages.

use serde_json::json;

use crate::client::Api;

#[tokio::test]
async fn pages_follow_one_another() {
    let api = Api::start().await;
    api.graph.add_flows(230);
    let waba = api.graph.waba();
    let (mut names, mut pages, mut after) = (Vec::new(), 0, String::new());
    loop {
        // More than 100 are not given at once.
        let got = api.get(&format!("{waba}/flows?fields=name&limit=500{after}")).await;
        assert_eq!(got.status, 200, "{got:?}");
        pages += 1;
        for flow in got.body["data"].as_array().expect("flows") {
            names.push(flow["name"].as_str().expect("a name").to_owned());
        }
        let paging = &got.body["paging"];
        let cursor = paging["cursors"]["after"].as_str().expect("a cursor").to_owned();
        let Some(next) = paging["next"].as_str() else { break };
        assert!(next.starts_with(&api.graph.url()) && next.contains("limit=500"), "{next}");
        assert!(!next.contains("access_token"), "{next}");
        after = format!("&after={cursor}");
    }
    let expected: Vec<_> = (1..=230).map(|number| format!("Flow {number}")).collect();
    assert_eq!((pages, names), (3, expected));
    let got = api.get(&format!("{waba}/flows")).await;
    assert_eq!(got.body["data"].as_array().expect("flows").len(), 25);
    let keys: Vec<_> = got.body["data"][0].as_object().expect("a flow").keys().collect();
    assert_eq!(keys, ["id", "name", "status", "categories", "validation_errors"]);
    api.has_no_complaint();

    let path = |query: &str| format!("{waba}/flows?{query}");
    api.is_complaint(&api.get(&path("limit=0")).await, "`limit` is `0`");
    api.is_complaint(&api.get(&path("limit=many")).await, "`limit` is `many`");
    api.is_complaint(&api.get(&path("after=1")).await, "`after` is `1`, not a cursor");
    api.is_complaint(&api.get(&path("offset=1")).await, "unknown parameter `offset`");
}

#[tokio::test]
async fn a_page_goes_on_behind_a_deleted_flow() {
    let api = Api::start().await;
    api.graph.add_flows(3);
    let (waba, first) = (api.graph.waba(), api.graph.flows()[0].id.clone());
    let got = api.get(&format!("{waba}/flows?limit=1")).await;
    let after = got.body["paging"]["cursors"]["after"].as_str().expect("a cursor").to_owned();
    api.delete(&first).await.is_success();
    let got = api.get(&format!("{waba}/flows?limit=1&after={after}")).await;
    assert_eq!(got.body["data"][0]["name"], "Flow 2");
    api.has_no_complaint();
}

#[tokio::test]
async fn phone_numbers_are_of_their_waba() {
    let api = Api::start().await;
    let waba = api.graph.add_waba();
    let phone = api.graph.add_phone(&waba);
    let got = api.get(&format!("{waba}/phone_numbers")).await;
    let numbers = got.body["data"].as_array().expect("numbers");
    assert_eq!(numbers.len(), 1);
    assert_eq!(numbers[0]["id"], json!(phone));
    assert_eq!(numbers[0]["display_phone_number"], "+1 555-0101");
    api.graph.remove_phones();
    let got = api.get(&format!("{waba}/phone_numbers")).await;
    assert_eq!(got.body, json!({ "data": [] }));
    api.has_no_complaint();
    let got = api.get(&format!("{waba}/phone_numbers?page=2")).await;
    api.is_complaint(&got, "unknown parameter `page`");
}
