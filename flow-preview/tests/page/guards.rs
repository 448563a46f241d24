//! Who may call.

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use flow_preview::{Flow, Preview};
use tower_service::Service as _;

use super::{Page, TWO, call, get, own, two};

fn post(page: &Page) -> axum::http::request::Builder {
    own("POST", &format!("/s/{}/did", page.session))
        .header(header::CONTENT_TYPE, "application/json")
}

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let preview = two();
    for host in ["example.com", "127.0.0.1.example.com:8417", "0.0.0.0:8417", ""] {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty());
        let (status, text) = call(&preview, request.expect("a request")).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{host}: {text}");
    }
    let request = Request::get("/").body(Body::empty()).expect("a request");
    assert_eq!(call(&preview, request).await.0, StatusCode::FORBIDDEN, "no host");
    for host in ["localhost", "127.0.0.1:1", "[::1]:8417"] {
        let request = Request::get("/").header(header::HOST, host).body(Body::empty());
        assert_eq!(call(&preview, request.expect("a request")).await.0, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn another_machine_is_refused() {
    let from = |peer: &str, preview: &Preview| {
        let mut request = own("GET", "/").body(Body::empty()).expect("a request");
        let peer: SocketAddr = peer.parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let preview = preview.clone();
        async move { call(&preview, request).await.0 }
    };
    let preview = two();
    assert_eq!(from("192.0.2.7:5000", &preview).await, StatusCode::FORBIDDEN);
    assert_eq!(from("127.0.0.1:5000", &preview).await, StatusCode::OK);
    assert_eq!(from("[::ffff:127.0.0.1]:5000", &preview).await, StatusCode::OK);
    let open = Preview::new(vec![Flow::from_json("two", "two.json", TWO)]).answer_other_machines();
    assert_eq!(from("192.0.2.7:5000", &open.build()).await, StatusCode::OK);
}

#[tokio::test]
async fn a_post_of_another_page_is_refused() {
    let page = Page::open(two()).await;
    let foreign = [
        (header::ORIGIN.as_str(), "https://example.com"),
        (header::ORIGIN.as_str(), "null"),
        (header::ORIGIN.as_str(), "http://127.0.0.1:9"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
    ];
    for (name, value) in foreign {
        let request = post(&page).header(name, value).body(Body::from("\"menu\""));
        let (status, text) = call(&page.preview, request.expect("a request")).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}: {text}");
    }
    let request = post(&page)
        .header(header::ORIGIN, "http://127.0.0.1:8417")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from("\"menu\""));
    assert_eq!(call(&page.preview, request.expect("a request")).await.0, StatusCode::OK);
    // A form of another page can send only what is not JSON.
    let request = own("POST", &format!("/s/{}/did", page.session))
        .header(header::CONTENT_TYPE, "text/plain")
        .body(Body::from("\"menu\""));
    let (status, _) = call(&page.preview, request.expect("a request")).await;
    assert_eq!(status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_session_is_found_by_its_id_alone() {
    let page = Page::open(two()).await;
    assert_eq!(page.session.len(), 32);
    let other = Page::open(page.preview.clone()).await;
    assert_ne!(page.session, other.session);
    for address in ["did", "live", "picture/1", "map.svg", "map.mmd"] {
        let method = if address == "did" { "POST" } else { "GET" };
        let request = own(method, &format!("/s/00000000000000000000000000000000/{address}"))
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from("\"menu\""));
        let (status, _) = call(&page.preview, request.expect("a request")).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{address}");
    }
}

#[tokio::test]
async fn what_is_no_gesture_changes_nothing() {
    let page = Page::open(two()).await;
    for (body, wanted) in [
        ("{", StatusCode::BAD_REQUEST),
        ("{\"gesture\":{\"jump\":{}}}", StatusCode::UNPROCESSABLE_ENTITY),
        ("7", StatusCode::BAD_REQUEST),
    ] {
        let request = post(&page).body(Body::from(body)).expect("a request");
        assert_eq!(call(&page.preview, request).await.0, wanted, "{body}");
    }
    let large = post(&page).body(Body::from(vec![b' '; 2_000_000])).expect("a request");
    assert_eq!(call(&page.preview, large).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let (status, text) = get(&page.preview, "/?data=%5B1%5D").await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    super::shows(&text, "not a JSON object");
}

#[tokio::test]
async fn the_browser_may_run_and_load_only_what_is_ours() {
    let mut preview = two();
    let request = own("GET", "/").body(Body::empty()).expect("a request");
    let response = preview.call(request).await.expect("it never fails");
    let policy = response.headers()["content-security-policy"].to_str().expect("a text");
    for rule in ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"] {
        super::shows(policy, rule);
    }
    assert!(!policy.contains("unsafe"));
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn nested_without_a_slash_at_its_end_it_leads_to_its_folder() {
    let router = axum::Router::<()>::new().nest_service("/preview", two());
    let mut router = router;
    let request = own("GET", "/preview?theme=dark").body(Body::empty()).expect("a request");
    let response = router.call(request).await.expect("it never fails");
    assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(response.headers()["location"], "/preview/?theme=dark");
    let request = own("GET", "/preview/").body(Body::empty()).expect("a request");
    assert_eq!(router.call(request).await.expect("it never fails").status(), StatusCode::OK);
}
