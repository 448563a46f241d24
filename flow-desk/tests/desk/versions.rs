//! Which version of a flow a message opens.

use flow_desk::{Contact, Status, WhatsApp};
use flow_runtime::testing::BoxError;
use serde_json::json;

use crate::service::{no_complaint, post, publish, send};

/// A flow that says which version it is.
fn version(number: usize) -> String {
    json!({
        "version": "7.3",
        "screens": [{
            "id": "ONLY", "title": "Only", "terminal": true,
            "layout": { "type": "SingleColumnLayout", "children": [
                { "type": "TextHeading", "text": format!("Version {number}") },
                { "type": "Footer", "label": "Done",
                  "on-click-action": { "name": "complete", "payload": {} } },
            ] },
        }],
    })
    .to_string()
}

async fn upload(whatsapp: &WhatsApp, flow: &str, json: String) -> Result<(), BoxError> {
    let part = reqwest::multipart::Part::text(json).file_name("flow.json");
    let form = reqwest::multipart::Form::new()
        .text("name", "flow.json")
        .text("asset_type", "FLOW_JSON")
        .part("file", part.mime_str("application/json")?);
    let url = format!("{}/v25.0/{flow}/assets", whatsapp.url());
    let request = reqwest::Client::new().post(url).bearer_auth(whatsapp.access_token());
    assert!(request.multipart(form).send().await?.status().is_success());
    Ok(())
}

async fn publish_again(whatsapp: &WhatsApp, flow: &str) -> Result<(), BoxError> {
    let url = format!("{}/v25.0/{flow}/publish", whatsapp.url());
    let request = reqwest::Client::new().post(url).bearer_auth(whatsapp.access_token());
    assert!(request.send().await?.status().is_success());
    Ok(())
}

fn message(flow: &str, button: &str, mode: &str) -> serde_json::Value {
    json!({
        "messaging_product": "whatsapp", "to": "31612345678", "type": "interactive",
        "interactive": { "type": "flow", "body": { "text": "Here" }, "action": {
            "name": "flow", "parameters": { "flow_message_version": "3", "flow_id": flow,
                "flow_cta": button, "mode": mode } } },
    })
}

#[tokio::test]
async fn an_old_message_opens_its_old_version_until_five_newer_ones_are_published()
-> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    let ada = whatsapp.join(Contact::new("Ada").number("31612345678"));
    let flow = publish(&whatsapp, "Versions", &version(1), "http://127.0.0.1:1").await;
    send(&whatsapp, &message(&flow, "First", "published")).await;
    for number in 2..=5 {
        upload(&whatsapp, &flow, version(number)).await?;
        // A draft is not what a message in published mode carries.
        send(&whatsapp, &message(&flow, &format!("Before {number}"), "published")).await;
        let mut before = ada.tap(&format!("Before {number}")).await?;
        before.sees(&format!("Version {}", number - 1))?;
        publish_again(&whatsapp, &flow).await?;
        ada.tap("First").await?.sees("Version 1")?;
    }
    upload(&whatsapp, &flow, version(6)).await?;
    send(&whatsapp, &message(&flow, "Draft", "draft")).await;
    ada.tap("Draft").await?.sees("Version 6")?;
    ada.tap("First").await?.sees("Version 1")?;
    publish_again(&whatsapp, &flow).await?;
    let dead = ada.tap("First").await.unwrap_err();
    assert!(dead.to_string().contains("five newer ones"), "{dead}");
    ada.tap("Before 3").await?.sees("Version 2")?;
    assert_eq!(whatsapp.graph().flow(&flow).unwrap().versions.len(), 5);

    whatsapp.graph().set_status(&flow, Status::Deprecated);
    let dead = ada.tap("Before 3").await.unwrap_err();
    assert!(dead.to_string().contains("deprecated"), "{dead}");
    no_complaint(whatsapp.graph());
    Ok(())
}

#[tokio::test]
async fn the_webhook_hears_of_a_flows_life() -> Result<(), BoxError> {
    let whatsapp = WhatsApp::start();
    whatsapp.report_to(Some("http://127.0.0.1:1/webhook"));
    whatsapp.hold();
    let flow = publish(&whatsapp, "Life", &version(1), "http://127.0.0.1:1").await;
    let url = format!("{}/v25.0/{flow}/deprecate", whatsapp.url());
    let request = reqwest::Client::new().post(url).bearer_auth(whatsapp.access_token());
    assert!(request.send().await?.status().is_success());
    let value = |report: flow_desk::Report| {
        let value = &report.body["entry"][0]["changes"][0]["value"];
        (
            value["old_status"].as_str().map(str::to_owned),
            value["new_status"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let told: Vec<_> = whatsapp.reports().into_iter().map(value).collect();
    let expected =
        [(None, "DRAFT"), (Some("DRAFT"), "PUBLISHED"), (Some("PUBLISHED"), "DEPRECATED")];
    let expected =
        expected.map(|(old, new): (Option<&str>, &str)| (old.map(str::to_owned), new.to_owned()));
    assert_eq!(told, expected);
    let body = json!({ "name": "x", "categories": ["OTHER"] });
    post(&whatsapp, &format!("{}/flows", whatsapp.waba()), &body).await;
    Ok(())
}
