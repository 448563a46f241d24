//! What is kept: files for the service, a session for its page, and what was done for a test.

use axum::body::Body;
use axum::http::{StatusCode, header};
use flow_preview::{Flow, Preview, Recorded};
use flow_runtime::EndpointMedia;
use flow_runtime::testing::media::File;
use flow_runtime::value::FromValue as _;
use serde_json::{Value, json};

use super::{Page, TWO, call, get, hides, own, part, shows, two};

/// A flow with a picker, and nobody who answers it.
const PHOTO: &str = r#"{
    "version": "7.3", "data_api_version": "3.0", "routing_model": { "PHOTO": [] },
    "screens": [{
        "id": "PHOTO", "title": "A photo", "terminal": true, "data": {},
        "layout": { "type": "SingleColumnLayout", "children": [
            { "type": "PhotoPicker", "name": "photo", "label": "Photo", "max-uploaded-photos": 1, "max-file-size-kb": 1 },
            { "type": "Footer", "label": "Send", "on-click-action": { "name": "data_exchange", "payload": { "photo": "${form.photo}" } } }
        ] }
    }]
}"#;

fn photo() -> Preview {
    Preview::new(vec![Flow::from_json("photo", "photo.json", PHOTO.as_bytes())]).build()
}

async fn attach(page: &Page, file: &File, kind: &str) -> (StatusCode, String) {
    let about = format!("picker=photo&file={}&kind={}", file.name, file.mime_type);
    let request = own("POST", &format!("/s/{}/attach?{about}", page.session))
        .header(header::CONTENT_TYPE, kind)
        .body(Body::from(file.bytes.clone()))
        .expect("a request");
    call(&page.preview, request).await
}

#[tokio::test]
async fn a_file_is_encrypted_and_fetched_by_the_service() {
    let page = Page::open(photo()).await;
    let file = File::jpeg("tooth.jpg");
    let (status, text) = attach(&page, &file, "application/octet-stream").await;
    assert_eq!(status, StatusCode::OK, "{text}");
    shows(&text, "tooth.jpg");
    let parts = page.does(json!({ "tab": "values" })).await;
    let inspector = part(&parts, "inspector");
    let address = inspector.split("http://127.0.0.1:8417/cdn/").nth(1).expect("its address");
    let id: String = address.chars().take_while(char::is_ascii_hexdigit).collect();
    assert_eq!(id.len(), 32, "nobody guesses it");

    // What the service gets is what it needs to fetch the file and to decrypt it.
    let (_, kept) = get(&page.preview, &format!("/s/{}/kept", page.session)).await;
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    let uploaded = &kept["saved"]["state"]["store"]["pages"]["PHOTO"]["form"]["photo"]["Files"][0];
    let media = &uploaded["upload"]["done"];
    let media = json!({
        "media_id": media["media_id"],
        "cdn_url": media["cdn_url"],
        "file_name": uploaded["name"],
        "encryption_metadata": media["encryption_metadata"],
    });
    let media = EndpointMedia::from_value(media).expect("as an endpoint reads it");
    let preview = page.preview.clone();
    let fetch = |url: axum::http::Uri| {
        let mut preview = preview.clone();
        let request = own("GET", url.path()).body(Body::empty()).expect("a request");
        async move { tower_service::Service::call(&mut preview, request).await }
    };
    let clear = media.download(fetch, 1_000, Vec::new()).await.expect("decrypted");
    assert_eq!(clear, file.bytes);
    let (status, _) = get(&page.preview, "/cdn/00000000000000000000000000000000").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_file_that_a_picker_does_not_take_is_refused_in_its_words() {
    let page = Page::open(photo()).await;
    let octets = "application/octet-stream";
    let large = File::new("large.jpg", "image/jpeg", vec![0; 2_000]);
    let (_, text) = attach(&page, &large, octets).await;
    shows(&text, "A phone does not do this: `photo`:");
    hides(&text, "class=\\\"file\\\"");
    let (_, text) = attach(&page, &File::new("a.txt", "text/plain", *b"a"), octets).await;
    shows(&text, "A phone does not do this: `photo`:");
    // A form of another page could send these.
    for kind in ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"] {
        let (status, _) = attach(&page, &File::jpeg("a.jpg"), kind).await;
        assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    let endless = File::new("endless.jpg", "image/jpeg", vec![0; 27 * 1_048_576]);
    let (status, text) = attach(&page, &endless, octets).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
    shows(&text, "larger than 25 MB");
}

#[tokio::test]
async fn a_page_that_is_loaded_again_shows_its_session() {
    let page = Page::open(two()).await;
    page.fill("who", "Ada").await;
    page.fill("word", "engine").await;
    let again = Page::open_at(page.preview.clone(), &format!("/?session={}", page.session)).await;
    assert_eq!(again.session, page.session);
    shows(&again.html, "value=\"Ada\"");
    shows(&again.html, "value=\"engine\"");
}

#[tokio::test]
async fn a_session_goes_on_after_the_preview_was_started_again() {
    let page = Page::open(two()).await;
    page.fill("who", "Ada").await;
    page.fill("word", "engine").await;
    page.does(json!({ "look": { "dark": true } })).await;
    page.does(json!({ "look": { "system": "ios" } })).await;
    let (_, kept) = get(&page.preview, &format!("/s/{}/kept", page.session)).await;
    hides(&kept, "engine");
    let kept: Value = serde_json::from_str(&kept).expect("JSON");
    let again = Page::open_at(two(), &format!("/?session={}", page.session)).await;
    assert_ne!(again.session, page.session);
    let parts = again.does(json!({ "restore": kept })).await;
    let desk = part(&parts, "desk");
    for wanted in [
        "value=\"Ada\"",
        "data-theme=\"dark\"",
        "data-system=\"ios\"",
        "The preview was started again",
    ] {
        shows(desk, wanted);
    }
    // A flow that is not there any more, and a state that is nobody's.
    let mut other = kept.clone();
    other["flow"] = json!("gone");
    let parts = again.does(json!({ "restore": other })).await;
    shows(part(&parts, "desk"), "data-screen=\"WHO\"");
    let mut wild = kept;
    wild["saved"]["state"]["stack"] = json!(["NOWHERE", "BYE", "WHO"]);
    wild["saved"]["state"]["focus"] = json!("nothing");
    let parts = again.does(json!({ "restore": wild })).await;
    shows(part(&parts, "desk"), "data-screen=\"WHO\"");
}

#[tokio::test]
async fn what_is_done_is_recorded_in_both_forms() {
    let page = Page::open(two()).await;
    assert!(page.preview.recorded(Recorded::Rust, 0).is_none(), "nothing was done");
    let parts = page.does(json!({ "tab": "record" })).await;
    shows(part(&parts, "inspector"), "Nothing was done yet.");
    page.fill("who", "Ada").await;
    page.fill("word", "engine-1843").await;
    let parts = page.tap_footer().await;
    let inspector = part(&parts, "inspector");
    shows(inspector, "phone.fill(&quot;Your name&quot;, &quot;Ada&quot;).await?;");
    shows(inspector, "phone.fill(&quot;Password&quot;, WORD).await?;");
    shows(inspector, ".on(&quot;BYE&quot;)?;");
    hides(inspector, "engine-1843");
    let parts = page.does(json!({ "recorded": "steps" })).await;
    shows(part(&parts, "inspector"), "\nfill who Ada\n");
    let (number, written) = page.preview.recorded(Recorded::Rust, 0).expect("something new");
    shows(&written, "const DOCUMENT: &str = r#\"{");
    assert!(page.preview.recorded(Recorded::Rust, number).is_none(), "it is known");
    for (file, wanted) in [("recorded.rs", "#[tokio::test]"), ("recorded.steps", "\n---\n")] {
        let (status, text) = get(&page.preview, &format!("/s/{}/{file}", page.session)).await;
        assert_eq!(status, StatusCode::OK);
        shows(&text, wanted);
        hides(&text, "engine-1843");
    }
    // It begins where the flow was opened.
    page.does(json!({ "start": {} })).await;
    let parts = page.does(json!({ "tab": "record" })).await;
    shows(part(&parts, "inspector"), "Nothing was done yet.");
}

#[tokio::test]
async fn a_recording_says_what_it_cannot_repeat() {
    let page = Page::open(two()).await;
    page.does(json!({ "look": { "system": "web" } })).await;
    page.fill("who", "Ada").await;
    let test = |page: &Page| page.preview.recorded(Recorded::Rust, 0).expect("recorded").1;
    shows(&test(&page), "Profile::Web");
    hides(&test(&page), "system");
    page.does(json!({ "look": { "system": "ios" } })).await;
    let changed = String::from_utf8_lossy(TWO).replace("Your name", "Your whole name");
    page.preview.update(vec![Flow::from_json("two", "two.json", changed.as_bytes())]);
    page.fill("who", "Grace").await;
    let test = test(&page);
    shows(&test, "//! The system of the phone was changed while this was recorded.");
    shows(&test, "//! The flow was changed while this was recorded.");
}
