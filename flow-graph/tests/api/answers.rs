//! Answers that are not what Meta documents.

use flow_graph::{Category, Error, ErrorKind, Fields, MessageStatus, Metadata, Migration, NewFlow};
use flow_runtime::message::Untyped;

use super::raw::{Raw, TOKEN, answer};

#[tokio::test]
async fn a_page_of_a_proxy_is_no_graph_error() {
    let raw = Raw::with(502, "<html>Bad gateway for 31600000000</html>").await;
    let error = raw.client().flow("1").publish().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "could not publish the flow: the answer is status 502 without an error of the Graph API; \
         whether it took effect is not known, so it was not repeated"
    );
    let raw = Raw::with(404, "").await;
    let error = raw.client().flow("1").publish().await.unwrap_err();
    assert!(matches!(error, Error::Status { status: 404, unclear: false, .. }), "{error:?}");
}

#[tokio::test]
async fn an_error_is_read_whatever_is_missing() {
    let errors = [
        (r#"{"error":{}}"#, None),
        (r#"{"error":{"code":null,"message":"No"}}"#, None),
        (r#"{"error":"invalid_request"}"#, None),
        (r#"{"error":{"code":"100","message":null}}"#, Some(100)),
        (
            r#"{"error":{"code":139000,"message":7,"error_data":"odd","error_subcode":null}}"#,
            Some(139_000),
        ),
        (r#"{"error":{"code":190,"validation_errors":[]},"validation_errors":null}"#, Some(190)),
    ];
    for (body, code) in errors {
        let error = Raw::with(400, body).await.client().flow("1").publish().await.unwrap_err();
        let error = error.graph().expect(body);
        assert_eq!(error.code, code);
        assert_eq!(error.kind, code.map_or(ErrorKind::NoCode, ErrorKind::from_code));
        assert!(!error.to_string().contains("code 0"), "{error}");
    }
    // A list is not an error, whatever it holds.
    for body in [r#"{"error":[]}"#, r#"{"error":["No",100]}"#, r#"[{"error":{"code":100}}]"#] {
        let error = Raw::with(400, body).await.client().flow("1").publish().await.unwrap_err();
        assert!(matches!(error, Error::Status { status: 400, .. }), "{body}: {error:?}");
    }
}

#[tokio::test]
async fn a_rate_limit_is_one_with_or_without_a_body() {
    let head = |status: &str, more: &str, body: &str| {
        let length = body.len();
        format!("HTTP/1.1 {status}\r\n{more}Content-Length: {length}\r\n\r\n{body}")
    };
    let usage = "X-Business-Use-Case-Usage: {\"1\":[{\"estimated_time_to_regain_access\":2}]}\r\n";
    let odd = r#"{"error":{"code":368,"message":"Blocked for now"}}"#;
    for (answer, minutes) in [
        (head("429 Too Many Requests", "Retry-After: 120\r\n", ""), 2),
        (head("429 Too Many Requests", "Retry-After: 120\r\n", r#"{"error":{}}"#), 2),
        // Whatever the code, a waiting time says what the call was refused for.
        (head("400 Bad Request", usage, odd), 2),
        (head("400 Bad Request", usage, ""), 2),
    ] {
        let client = Raw::answering(answer.clone()).await.client();
        let error = client.flow("1").publish().await.unwrap_err();
        assert!(error.is_rate_limit() && error.is_transient(), "{answer}: {error:?}");
        assert!(!error.may_have_happened(), "{answer}");
        assert_eq!(error.retry_after(), Some(std::time::Duration::from_mins(minutes)));
    }
    let error = Raw::with(400, odd).await.client().flow("1").publish().await.unwrap_err();
    assert!(!error.is_rate_limit() && !error.is_transient(), "{error:?}");
    for (status, body, transient) in [
        (400, r#"{"error":{"code":100,"is_transient":true}}"#, true),
        (400, r#"{"error":{"code":100,"is_transient":false}}"#, false),
        (503, "", true),
        (400, r#"{"error":{"code":2}}"#, true),
    ] {
        let error = Raw::with(status, body).await.client().flow("1").publish().await.unwrap_err();
        assert_eq!(error.is_transient(), transient, "{body}");
    }
}

#[tokio::test]
async fn what_is_refused_without_an_id_is_shown() {
    let body = r#"{"success":false,"validation_errors":[{"error":"A","message":"Not this."}]}"#;
    let client = Raw::with(200, body).await.client();
    let new = NewFlow::new("One", [Category::Survey]).flow_json("{}");
    let error = client.waba("1").create(&new).await.unwrap_err();
    assert!(error.to_string().contains("A: Not this."), "{error}");
    assert_eq!(error.validation_errors().len(), 1);
    assert!(!error.may_have_happened());
}

#[tokio::test]
async fn an_error_is_one_whatever_its_status() {
    let client = Raw::with(200, r#"{"error":{"code":190,"message":"Expired"}}"#).await.client();
    let (waba, flow, phone) = (client.waba("1"), client.flow("1"), client.phone("1"));
    let errors = [
        flow.publish().await.err(),
        waba.create(&NewFlow::new("One", [Category::Survey])).await.err(),
        waba.migrate(&Migration::from_waba("2")).await.err(),
        phone.public_key().await.err(),
        flow.upload("{}").await.err(),
    ];
    for error in errors {
        let error = error.expect("an error");
        assert!(error.is_token_expired() && !error.may_have_happened(), "{error:?}");
    }
    // A document is what it is.
    let file = Raw::with(200, r#"{"error":{}}"#).await;
    let assets = format!(
        r#"{{"data":[{{"asset_type":"FLOW_JSON","download_url":"{}/flow.json"}}]}}"#,
        file.url
    );
    let document = Raw::with(200, &assets).await.client().flow("1").json().await;
    assert_eq!(document.unwrap(), r#"{"error":{}}"#);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_without_its_text() {
    let bodies =
        ["", "<html>", "[]", "{}", r#"{"id":null}"#, r#"{"id":["SECRET"]}"#, r#"{"id":"SECRET"#];
    for body in bodies {
        let client = Raw::with(200, body).await.client();
        let new = NewFlow::new("One", [Category::Survey]);
        let error = client.waba("1").create(&new).await.unwrap_err();
        assert!(matches!(error, Error::Decode { unclear: true, .. }), "{body}: {error:?}");
        assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
        let error = client.flow("1").get(&Fields::default()).await.unwrap_err();
        assert!(!error.may_have_happened(), "{error:?}");
    }
}

#[tokio::test]
async fn what_meta_leaves_out_is_none() {
    let flow = r#"{"id":17,"name":null,"status":"FROZEN","categories":null,"validation_errors":
        [{"error":"A","line_start":"3","pointers":[{}],"new":1},{}],"data_channel_uri":"https://a"}"#;
    let client = Raw::with(200, flow).await.client();
    let flow = client.flow("17").get(&Fields::default()).await.unwrap();
    assert_eq!(flow.id, "17");
    assert_eq!(flow.name, None);
    assert_eq!(flow.status.unwrap().as_str(), "FROZEN");
    assert_eq!(flow.categories, []);
    assert_eq!(flow.validation_errors[0].line_start, 3);
    assert_eq!(flow.validation_errors[0].pointers[0].path, "");
    assert_eq!(flow.validation_errors[1].error, "");
    assert_eq!(flow.endpoint_uri.as_deref(), Some("https://a"));
}

#[tokio::test]
async fn validation_errors_of_any_shape_hide_nothing() {
    let fault = r#"{"error":"A","message":"B","pointers":{"path":"screens"}}"#;
    for (shape, messages) in [
        ("null".to_owned(), Vec::<String>::new()),
        ("[]".to_owned(), vec![]),
        ("{}".to_owned(), vec![]),
        ("false".to_owned(), vec![]),
        (fault.to_owned(), vec!["A: B (at screens)".to_owned()]),
        (format!("[{fault},null,7]"), vec!["A: B (at screens)".to_owned()]),
        (r#"["It is wrong"]"#.to_owned(), vec!["It is wrong".to_owned()]),
        (r#"[{"message":["odd"],"pointers":[null,"odd"]}]"#.to_owned(), vec![String::new()]),
    ] {
        let told = |errors: &[flow_graph::ValidationError]| {
            errors.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let body = format!(r#"{{"id":"17","success":true,"validation_errors":{shape}}}"#);
        let client = Raw::with(200, &body).await.client();
        let created = client.waba("1").create(&NewFlow::new("One", [Category::Survey])).await;
        let created = created.unwrap_or_else(|error| panic!("{shape}: {error}"));
        assert_eq!((&*created.id, told(&created.validation_errors)), ("17", messages.clone()));
        let uploaded = client.flow("1").upload("{}").await.unwrap();
        assert_eq!(told(&uploaded.validation_errors), messages);
        let flow = client.flow("17").get(&Fields::default()).await.unwrap();
        assert_eq!(told(&flow.validation_errors), messages);
        // Beside an error, and in it: the error stays what it is.
        for body in [
            format!(r#"{{"error":{{"code":130429}},"validation_errors":{shape}}}"#),
            format!(r#"{{"error":{{"code":130429,"validation_errors":{shape}}}}}"#),
        ] {
            let client = Raw::with(400, &body).await.client();
            let error = client.flow("1").publish().await.unwrap_err();
            assert!(error.is_rate_limit(), "{body}: {error}");
            assert_eq!(told(&error.graph().unwrap().validation_errors), messages);
        }
    }
}

#[tokio::test]
async fn what_is_of_no_use_is_left_out() {
    let flow = r#"{"id":"17","preview":{"preview_url":null},"application":[],"categories":[null],
        "whatsapp_business_account":"1","health_status":{"entities":[null,{"errors":null}]}}"#;
    let client = Raw::with(200, flow).await.client();
    let flow = client.flow("17").get(&Fields::all()).await.unwrap();
    assert_eq!(
        (flow.preview, flow.application, flow.whatsapp_business_account),
        (None, None, None)
    );
    assert_eq!(flow.categories, []);
    assert_eq!(flow.health_status.unwrap().entities.len(), 1);
}

#[tokio::test]
async fn meta_s_words_are_said_once() {
    let body = r#"{"error":{"message":"No","code":100,"error_user_title":"Title",
        "error_user_msg":"The name is taken","error_data":{"details":"The name is taken"}}}"#;
    let error = Raw::with(400, body).await.client().flow("1").publish().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "could not publish the flow: Meta says: No: The name is taken (code 100)"
    );
    let body = r#"{"error":{"message":"No","code":100,"error_data":"A text"}}"#;
    let error = Raw::with(400, body).await.client().flow("1").publish().await.unwrap_err();
    assert_eq!(error.graph().unwrap().details.as_deref(), Some("A text"));
}

#[tokio::test]
async fn done_is_what_meta_says_is_done() {
    for (body, unclear) in
        [(r#"{"success":false}"#, false), ("{}", true), (r#"{"success":null}"#, true)]
    {
        let client = Raw::with(200, body).await.client();
        let error = client.flow("1").publish().await.unwrap_err();
        assert!(matches!(error, Error::NotDone { .. }), "{body}");
        assert_eq!(error.may_have_happened(), unclear, "{body}");
        let error = client.flow("1").update(&Metadata::new().name("A")).await.unwrap_err();
        assert!(!error.may_have_happened(), "{body}");
    }
    Raw::with(200, r#"{"success":true}"#).await.client().flow("1").publish().await.unwrap();
}

#[tokio::test]
async fn no_more_is_read_than_is_taken() {
    let length = 10 * 1024 * 1024 + 1;
    let announced = format!("HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n");
    let client = Raw::answering(announced).await.client();
    let error = client.flow("1").get(&Fields::default()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
    assert!(!error.may_have_happened());
    // What an answer is too long for may have been done.
    let error = client.flow("1").publish().await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }) && error.may_have_happened(), "{error:?}");

    let mut endless = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec();
    endless.resize(endless.len() + length, b' ');
    let client = Raw::answering(endless).await.client();
    let error = client.flow("1").get(&Fields::default()).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error:?}");
}

#[tokio::test]
async fn the_token_is_led_nowhere_else() {
    let other = Raw::with(200, r#"{"success":true}"#).await;
    let moved =
        format!("HTTP/1.1 307 Moved\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", other.url);
    let raw = Raw::answering(moved).await;
    let error = raw.client().flow("1").publish().await.unwrap_err();
    assert!(matches!(error, Error::Status { status: 307, .. }), "{error:?}");
    assert_eq!(other.heads(), [""; 0]);
}

#[tokio::test]
async fn a_download_carries_no_token() {
    let file = Raw::with(200, "{}").await;
    let assets = |link: &str| {
        format!(
            r#"{{"data":[{{"name":"flow.json","asset_type":"FLOW_JSON","download_url":"{link}"}}]}}"#
        )
    };
    let raw = Raw::with(200, &assets(&format!("{}/flow.json", file.url))).await;
    assert_eq!(raw.client().flow("1").json().await.unwrap(), "{}");
    assert!(raw.heads()[0].contains(TOKEN));
    assert!(!file.heads()[0].contains("authorization") && !file.heads()[0].contains(TOKEN));

    // Where the file has moved, nobody learns the link that it was asked for by.
    let moved =
        format!("HTTP/1.1 302 Moved\r\nLocation: {}/new\r\nContent-Length: 0\r\n\r\n", file.url);
    let old = Raw::answering(moved).await;
    let raw = Raw::with(200, &assets(&format!("{}/flow.json?oh=SECRET", old.url))).await;
    assert_eq!(raw.client().flow("1").json().await.unwrap(), "{}");
    assert!(!file.heads()[1].contains("SECRET"), "{}", file.heads()[1]);

    for link in ["http://example.com/flow.json", "file:///etc/passwd", "", "flow.json"] {
        let raw = Raw::with(200, &assets(link)).await;
        let error = raw.client().flow("1").json().await.unwrap_err();
        assert!(matches!(error, Error::Decode { .. }), "{link}: {error:?}");
    }
    let raw = Raw::with(200, r#"{"data":[]}"#).await;
    assert!(matches!(raw.client().flow("1").json().await, Err(Error::NoFlowJson)));
}

#[tokio::test]
async fn a_list_that_does_not_end_ends() {
    let page = r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"A"},"next":"https://a"}}"#;
    let raw = Raw::with(200, page).await;
    let error = raw.client().waba("1").flows().all().await.unwrap_err();
    assert!(error.to_string().contains("one that was read before"), "{error}");
    assert_eq!(raw.heads().len(), 2);
    // Two pages that lead to each other.
    let one = answer(200, &page.replace("\"A\"", "\"B\""));
    let raw = Raw::in_turn([one, answer(200, page)]).await;
    let error = raw.client().waba("1").flows().all().await.unwrap_err();
    assert!(error.to_string().contains("one that was read before"), "{error}");
    assert!(raw.heads().len() < 10, "{}", raw.heads().len());
    for paging in [r#"{"next":"https://a"}"#, r#"{"next":"https://a","cursors":{"after":""}}"#] {
        let raw = Raw::with(200, &format!(r#"{{"data":[],"paging":{paging}}}"#)).await;
        let error = raw.client().waba("1").flows().all().await.unwrap_err();
        assert!(error.to_string().contains("no cursor"), "{error}");
    }
    // Cursors without a next page are the last page.
    let raw = Raw::with(200, r#"{"data":[{"id":"1"}],"paging":{"cursors":{"after":"A"}}}"#).await;
    assert_eq!(raw.client().waba("1").flows().all().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_message_without_an_id_may_have_been_sent() {
    let message = Untyped::data_exchange("Open").flow_id("1").body("Hello");
    for body in [r#"{"messages":[]}"#, r#"{"messages":[{}]}"#, "{}"] {
        let client = Raw::answering(answer(200, body)).await.client();
        let error = client.phone("1").send(&message, "31600000000", "token").await.unwrap_err();
        assert!(error.may_have_happened(), "{body}: {error:?}");
    }
    let body = r#"{"messages":[{"id":"wamid.1","new":1},{"id":"wamid.2"}]}"#;
    let client = Raw::with(200, body).await.client();
    let sent = client.phone("1").send(&message, "31600000000", "token").await.unwrap();
    assert_eq!((sent.message_id.as_str(), sent.wa_id), ("wamid.1", None));
    // A send to a business-scoped user id has no number in its answer, or an empty one.
    for contact in [r#"{"user_id":"NL.1"}"#, r#"{"wa_id":"","user_id":"NL.1","new":1}"#] {
        let body = format!(
            r#"{{"contacts":[{contact}],"messages":[{{"id":"wamid.1","message_status":"accepted"}}]}}"#
        );
        let client = Raw::with(200, &body).await.client();
        let sent = client.phone("1").send(&message, "31600000000", "token").await.unwrap();
        assert_eq!((sent.wa_id, sent.user_id.as_deref()), (None, Some("NL.1")));
        assert_eq!(sent.status, Some(MessageStatus::Accepted));
    }
}
