//! The threads of the private key operation live as long as the endpoint.
#![cfg(target_os = "linux")]

use std::time::{Duration, Instant};

use flow_runtime::testing::KeyPair;
use flow_runtime::{Context, Dispatch, Endpoint, Flow, Reject, Request, Response};
use serde_json::{Map, Value};

struct Silent;

impl Flow for Silent {
    const NAME: &'static str = "silent";
    const VERSION: &'static str = "7.3";
    const DATA_API_VERSION: Option<&'static str> = Some("3.0");
    const JSON: &'static str = "{}";
    type Completion = Map<String, Value>;
}

impl Dispatch for Silent {
    type Flow = Self;

    async fn dispatch(&self, _: &Context, request: Request) -> Result<Response, Reject> {
        Err(Reject::unhandled(request.action, request.screen))
    }
}

fn threads() -> usize {
    std::fs::read_dir("/proc/self/task")
        .unwrap()
        .filter_map(|task| std::fs::read_to_string(task.unwrap().path().join("comm")).ok())
        .filter(|name| name.starts_with("flow-rsa-"))
        .count()
}

fn wait_for(count: usize) {
    let patience = Instant::now() + Duration::from_secs(10);
    while threads() != count {
        assert!(Instant::now() < patience, "{} threads, not {count}", threads());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn they_start_and_end_with_it() {
    assert_eq!(threads(), 0);
    let endpoint = Endpoint::builder(Silent)
        .private_key(KeyPair::shared().private_key())
        .without_signatures()
        .threads(3)
        .build()
        .unwrap();
    wait_for(3);
    let clone = endpoint.clone();
    drop(endpoint);
    wait_for(3);
    drop(clone);
    wait_for(0);
}
