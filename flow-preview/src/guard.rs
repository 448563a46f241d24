//! Who may call: the machine itself, from the page itself.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::house::House;

/// Nothing inline, nothing from elsewhere, in no frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses who may not call, and says to the browser what the page may do.
pub(crate) async fn guard(
    State(house): State<Arc<House>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = match refusal(&house, &request) {
        Some(why) => (StatusCode::FORBIDDEN, why).into_response(),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Why a request is refused.
fn refusal(house: &House, request: &Request) -> Option<&'static str> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    if !house.remote && peer.is_some_and(|peer| !peer.to_canonical().is_loopback()) {
        return Some("The preview answers this machine alone.");
    }
    let headers = request.headers();
    // HTTP/2 has the host in the address.
    let host =
        text(headers, &header::HOST).or_else(|| request.uri().authority().map(Authority::as_str));
    let Some(host) = host else { return Some("The request names no host.") };
    // A foreign name that leads to this machine is how a web page reaches it (DNS rebinding).
    if !house.remote && !is_loopback(host) {
        return Some("The preview answers to localhost, 127.0.0.1 and [::1] alone.");
    }
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return None;
    }
    let site = text(headers, &SITE);
    if site.is_some_and(|site| site != "same-origin") {
        return Some("The request comes from another page.");
    }
    let origin = headers.get(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    let own = |origin: &str| origin.split_once("://").is_some_and(|(_, from)| from == host);
    if origin.is_some_and(|origin| !own(origin)) {
        return Some("The request comes from another page.");
    }
    None
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}

/// Whether a host, with or without a port, is a name of this machine for itself.
fn is_loopback(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port))
            if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            name
        }
        _ => host,
    };
    flow_runtime::is_loopback_host(name)
}

#[cfg(test)]
mod tests {
    use super::is_loopback;

    #[test]
    fn only_the_names_of_the_machine_itself_are_loopback() {
        for host in
            ["localhost", "LocalHost:80", "127.0.0.1:4000", "127.0.0.1", "[::1]:4000", "[::1]"]
        {
            assert!(is_loopback(host), "{host}");
        }
        for host in [
            "",
            "localhost.example.com",
            "127.0.0.1.example.com",
            "example.com:4000",
            "localhost:",
            "localhost:80a",
            "::1",
            "0.0.0.0:4000",
            "user@localhost",
        ] {
            assert!(!is_loopback(host), "{host}");
        }
    }
}
